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

/** The public internet, as wide as it may be taken: whoever opens a part of it opens something to strangers. */
export const PUBLIC_ADDRESSES = PUBLIC_IPV4.union(PUBLIC_IPV6);

/**
 * The public internet, as narrow as it may be taken: whoever opens all of this opens the internet. It is what IANA's
 * registries of special-purpose addresses leave, as `Peer.internet()` renders it; constructs and analyser share no code.
 *
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry/
 */
export const GLOBAL_IPV4 = PUBLIC_IPV4.subtract(
  AddressSet.unionAll(
    [
      '168.63.129.16/32',
      '192.0.0.0/24',
      '192.0.2.0/24',
      '192.88.99.0/24',
      '198.18.0.0/15',
      '198.51.100.0/24',
      '203.0.113.0/24',
    ].map((cidr) => AddressSet.block(cidr)),
  ),
);

/** @see https://www.iana.org/assignments/iana-ipv6-special-registry/ */
export const GLOBAL_IPV6 = AddressSet.block('2000::/3', ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']);
