import { asUsage, placeOf } from './failures';
import { AddressSet } from '../reachability/address-set';
import { parseAddress, parseCidr } from '../support/cidr';

/** Reads `10.0.0.0/8` or `192.0.2.1`. */
export function parseAddresses(command: string, option: string, spelled: string): AddressSet {
  const place = placeOf(command, option);
  const { text: cidr } = asUsage(() =>
    spelled.includes('/') ? parseCidr(place, spelled) : parseAddress(place, spelled, 'address'),
  );
  return AddressSet.block(cidr);
}
