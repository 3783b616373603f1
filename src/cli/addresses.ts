import { asUsage, placeOf } from './failures';
import { AddressSet } from '../reachability/address-set';
import { parseAddress, parseCidr } from '../support/cidr';

/** Reads `ip:10.0.0.0/8` or `ip:192.0.2.1`. */
export function parseAddresses(command: string, option: string, text: string): AddressSet {
  const spelled = text.slice('ip:'.length);
  const place = placeOf(command, option);
  const { text: cidr } = asUsage(() =>
    spelled.includes('/') ? parseCidr(place, spelled) : parseAddress(place, spelled, 'address'),
  );
  return AddressSet.block(cidr);
}
