import * as ipaddr from 'ipaddr.js';
import { refuse, Where } from './refuse';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** An IP network in its canonical spelling. */
export interface Cidr {
  readonly text: string;
  readonly family: 'IPv4' | 'IPv6';
  readonly prefix: number;
}

/** Reads a CIDR; host bits must be zero, because `10.0.0.1/8` is more often a slip than a wish. */
export function parseCidr(where: Where, text: string, what = 'CIDR'): Cidr {
  const [spelled, length, ...rest] = text.split('/');
  if (!isAddress(spelled) || rest.length > 0) {
    return refuse(where, {
      what,
      got: text,
      allowed: 'an IPv4 or IPv6 network such as "10.0.0.0/8" or "2001:db8::/32"',
    });
  }
  const address = ipaddr.parse(spelled);
  refuseMapped(where, what, text, address);
  const width = address.kind() === 'ipv4' ? 32 : 128;
  if (length === undefined) {
    return refuse(where, {
      what,
      got: text,
      allowed: 'an address with a prefix length',
      fix: `write "${spelled}/${width}" for this one address`,
    });
  }
  if (!/^(0|[1-9]\d*)$/.test(length) || Number(length) > width) {
    return refuse(where, { what, got: text, allowed: `a prefix length from 0 to ${width}` });
  }
  const network = networkAddress(address, Number(length));
  if (network !== address.toString()) {
    return refuse(where, {
      what,
      got: text,
      allowed: 'a network address with its host bits zero',
      fix: `did you mean "${network}/${length}" or "${spelled}/${width}"?`,
    });
  }
  return { text: `${network}/${length}`, family: familyOf(address), prefix: Number(length) };
}

/** Reads one address, as the network that holds nothing else. */
export function parseAddress(where: Where, text: string, what: string): Cidr {
  if (!isAddress(text)) {
    return refuse(where, {
      what,
      got: text,
      allowed: 'an IPv4 or IPv6 address',
      fix: text.includes('/') ? 'write addresses without prefix length' : undefined,
    });
  }
  return parseCidr(where, `${text}/${text.includes(':') ? 128 : 32}`, what);
}

/** Whether `inner` lies in `outer` and is smaller: what Kubernetes demands of an `except`. */
export function isStrictSubset(inner: Cidr, outer: Cidr): boolean {
  if (inner.family !== outer.family || inner.prefix <= outer.prefix) return false;
  return ipaddr.parse(inner.text.split('/')[0]).match(ipaddr.parseCIDR(outer.text));
}

/** The first address of a network that is not the network's own, as a network: that of 10.96.0.0/12 is 10.96.0.1/32. */
export function firstAddress(network: string): string {
  return nthAddress(network, 1);
}

/** The address of a network that is so many behind the network's own, as a network: the tenth of 10.96.0.0/12 is 10.96.0.10/32. */
export function nthAddress(network: string, distance: number): string {
  const address = ipaddr.parse(network.split('/')[0]);
  const bytes = address.toByteArray();
  let carry = distance;
  for (let i = bytes.length - 1; i >= 0 && carry > 0; i--) {
    carry += bytes[i];
    bytes[i] = carry % 256;
    carry = Math.floor(carry / 256);
  }
  return `${ipaddr.fromByteArray(bytes).toString()}/${address.kind() === 'ipv4' ? 32 : 128}`;
}

/** Whether a network and another one have addresses in common. */
export function overlaps(a: string, b: string): boolean {
  const [first, second] = [a, b].map((text) => ipaddr.parseCIDR(text));
  if (first[0].kind() !== second[0].kind()) return false;
  return first[0].match(second[0], Math.min(first[1], second[1]));
}

/** The lower and the upper half of a network that is more than one address. */
export function halvesOf({ text, family, prefix }: Cidr): readonly [Cidr, Cidr] {
  const bytes = ipaddr.parse(text.split('/')[0]).toByteArray();
  const upper = [...bytes];
  // The bits behind the prefix are zero.
  upper[Math.floor(prefix / 8)] += 2 ** (7 - (prefix % 8));
  const half = (address: number[]): Cidr => ({
    text: `${ipaddr.fromByteArray(address).toString()}/${prefix + 1}`,
    family,
    prefix: prefix + 1,
  });
  return [half(bytes), half(upper)];
}

const NOT_FOR_ENDPOINTS = ['unspecified', 'loopback', 'linkLocal', 'multicast', 'broadcast'];

/**
 * Checks an address for an EndpointSlice.
 *
 * @param insteadOf what to do instead of using an address that is none of another machine
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#services-without-selectors
 */
export function checkEndpointAddress(
  where: Where,
  text: string,
  insteadOf: (network: string) => string | undefined = () => undefined,
): { family: 'IPv4' | 'IPv6'; address: string } {
  if (!isAddress(text)) {
    return refuse(where, {
      what: 'address',
      got: text,
      allowed: 'an IPv4 or IPv6 address',
      fix: text.includes('/') ? 'write addresses without prefix length' : 'for a DNS name use `hostname`',
    });
  }
  const address = ipaddr.parse(text);
  refuseMapped(where, 'address', text, address);
  if (NOT_FOR_ENDPOINTS.includes(address.range())) {
    return refuse(where, {
      what: 'address',
      got: text,
      allowed: 'an address that is not unspecified, loopback, link-local or multicast',
      fix: insteadOf(`${address.toString()}/${address.kind() === 'ipv4' ? 32 : 128}`),
    });
  }
  return { family: familyOf(address), address: address.toString() };
}

/** `ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255` */
const LONGEST_ADDRESS = 45;

/** Only the spellings that Kubernetes takes: four decimal parts, or IPv6 without a zone. */
function isAddress(text: string): boolean {
  // The library's expressions were not made for long texts.
  if (text.length > LONGEST_ADDRESS) return false;
  return ipaddr.IPv4.isValidFourPartDecimal(text) || (ipaddr.IPv6.isValid(text) && !text.includes('%'));
}

/** `::ffff:10.0.0.1` is IPv6 to some programs and IPv4 to others, so policies would mean different things. */
function refuseMapped(where: Where, what: string, text: string, address: Address): void {
  if (!(address instanceof ipaddr.IPv6) || !address.isIPv4MappedAddress()) return;
  const length = Number(text.split('/')[1] ?? NaN);
  const prefix = length >= 96 ? `/${length - 96}` : '';
  refuse(where, {
    what,
    got: text,
    allowed: 'IPv4 or IPv6, not IPv4 in IPv6 spelling',
    fix: `write it as IPv4: "${address.toIPv4Address().toString()}${prefix}"`,
  });
}

function familyOf(address: Address): 'IPv4' | 'IPv6' {
  return address.kind() === 'ipv4' ? 'IPv4' : 'IPv6';
}

function networkAddress(address: Address, prefix: number): string {
  const parser = address.kind() === 'ipv4' ? ipaddr.IPv4 : ipaddr.IPv6;
  return parser.networkAddressFromCIDR(`${address.toString()}/${prefix}`).toString();
}
