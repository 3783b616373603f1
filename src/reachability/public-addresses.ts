import { AddressSet } from './address-set';

/** Public IPv4: without private, shared, loopback, link-local, multicast and reserved ranges. */
export const PUBLIC_IPV4 = AddressSet.block('0.0.0.0/0', [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '224.0.0.0/3',
]);

/** Public IPv6: without unique local, link-local, loopback and multicast ranges. */
export const PUBLIC_IPV6 = AddressSet.block('::/0', ['::/127', 'fc00::/7', 'fe80::/10', 'ff00::/8']);

/** The public internet. */
export const PUBLIC_ADDRESSES = PUBLIC_IPV4.union(PUBLIC_IPV6);
