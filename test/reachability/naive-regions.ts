/*
 * All addresses as regions that no network of the input divides, each with one address that stands for it.
 */

import { addressOf, bitsOf, cidrsIn, increment, inCidr, isIpv6 } from './naive-addresses';

/** Addresses that whatever is written in the input treats alike. */
export interface Region {
  /** The first one. */
  readonly address: string;
  readonly size: bigint;
  /** Whether somebody on the internet may have such an address, taken as widely as may be. */
  readonly isPublic: boolean;
  /** Whether the registries call it globally reachable: who lets all of these in lets the internet in. */
  readonly isGlobal: boolean;
}

/**
 * What nobody on the internet has as an address. The networks for documentation are left in: they stand for public ones.
 *
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry
 * @see https://www.iana.org/assignments/iana-ipv6-special-registry
 */
const SPECIAL = [
  ['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'],
  ['224.0.0.0/4', '240.0.0.0/4', '::/128', '::1/128', 'fc00::/7', 'fe80::/10', 'ff00::/8'],
].flat();

/** What else the registries do not call globally reachable, or embeds IPv4; all of IPv6 outside of 2000::/3; Azure's host. */
const NOT_GLOBAL = [
  ['168.63.129.16/32', '192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '198.18.0.0/15', '198.51.100.0/24'],
  ['203.0.113.0/24', '::/3', '4000::/2', '8000::/1', '2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'],
].flat();

/** The regions of both families. */
export function regionsOf(value: unknown): readonly Region[] {
  const cidrs = [...cidrsIn(value), ...SPECIAL, ...NOT_GLOBAL];
  return ['0.0.0.0/0', '::/0'].flatMap((family) => {
    const isOwn = (cidr: string): boolean => isIpv6(cidr) === isIpv6(family);
    const width = isIpv6(family) ? 128 : 32;
    const starts = [...new Set([family, ...cidrs].filter(isOwn).flatMap((cidr) => startsOf(cidr, width)))].sort();
    return starts.map((bits, i): Region => {
      const address = addressOf(bits);
      const end = i + 1 < starts.length ? numberOf(starts[i + 1]) : 2n ** BigInt(width);
      return {
        address,
        size: end - numberOf(bits),
        isPublic: !SPECIAL.some((cidr) => inCidr(address, cidr)),
        isGlobal: ![...SPECIAL, ...NOT_GLOBAL].some((cidr) => inCidr(address, cidr)),
      };
    });
  });
}

/** Where a network begins, and what comes behind it. */
function startsOf(cidr: string, width: number): string[] {
  const [address, prefix] = cidr.split('/');
  const network = bitsOf(address).slice(0, Number(prefix));
  const behind = increment(network);
  return [network, ...(behind === undefined ? [] : [behind])].map((bits) => bits.padEnd(width, '0'));
}

function numberOf(bits: string): bigint {
  return BigInt(`0b${bits}`);
}

/** Whether regions are so much of the internet that nobody lists them: a /8 of IPv4, or a /16 of IPv6. */
export function areMany(regions: readonly Region[]): boolean {
  const sizeOf = (ipv6: boolean): bigint =>
    regions.filter(({ address }) => isIpv6(address) === ipv6).reduce((sum, { size }) => sum + size, 0n);
  return sizeOf(false) >= 2n ** 24n || sizeOf(true) >= 2n ** 112n;
}
