/*
 * Addresses as texts of zeros and ones, which is slow and obvious: the code of src counts with big integers.
 */

/** The networks that are written anywhere in a value. */
export function cidrsIn(value: unknown): string[] {
  if (typeof value === 'string') return /^[0-9a-f.:]+\/\d+$/.test(value) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(cidrsIn);
}

/** Point 13: host bits are masked, because only the network's bits are compared; the families are disjoint. */
export function inCidr(address: string, cidr: string): boolean {
  const [network, prefix] = cidr.split('/');
  if (isIpv6(address) !== isIpv6(network)) return false;
  return bitsOf(address).startsWith(bitsOf(network).slice(0, Number(prefix)));
}

/** Whether an address is one of IPv6. */
export function isIpv6(address: string): boolean {
  return address.includes(':');
}

const KNOWN_BITS = new Map<string, string>();

/** An address as a text of zeros and ones. */
export function bitsOf(address: string): string {
  let bits = KNOWN_BITS.get(address);
  if (bits === undefined) KNOWN_BITS.set(address, (bits = readBits(address)));
  return bits;
}

function readBits(address: string): string {
  if (!isIpv6(address)) {
    return address
      .split('.')
      .map((part) => Number(part).toString(2).padStart(8, '0'))
      .join('');
  }
  const [head, tail] = address.split('::').map((half) => half.split(':').filter((part) => part !== ''));
  const zeros = tail === undefined ? 0 : 8 - head.length - tail.length;
  return [...head, ...new Array<string>(zeros).fill('0'), ...(tail ?? [])]
    .map((part) => parseInt(part, 16).toString(2).padStart(16, '0'))
    .join('');
}

/** The address that is written so. */
export function addressOf(bits: string): string {
  const size = bits.length === 32 ? 8 : 16;
  const parts = Array.from({ length: bits.length / size }, (_, i) =>
    parseInt(bits.slice(i * size, (i + 1) * size), 2).toString(size === 8 ? 10 : 16),
  );
  return parts.join(size === 8 ? '.' : ':');
}

/** The next number of the same width; nothing after the last one. */
export function increment(bits: string): string | undefined {
  const last = bits.lastIndexOf('0');
  return last < 0 ? undefined : `${bits.slice(0, last)}1${'0'.repeat(bits.length - last - 1)}`;
}

/** The number before, of the same width; nothing before the first one. */
function decrement(bits: string): string | undefined {
  const last = bits.lastIndexOf('1');
  return last < 0 ? undefined : `${bits.slice(0, last)}0${'1'.repeat(bits.length - last - 1)}`;
}

/** The first and the last address of a network, and those before and behind it. */
export function edgesOf(cidr: string): string[] {
  const [address, prefix] = cidr.split('/');
  const bits = bitsOf(address);
  const network = bits.slice(0, Number(prefix));
  const [first, last] = ['0', '1'].map((fill) => network.padEnd(bits.length, fill));
  return [decrement(first), first, last, increment(last)].filter((each) => each !== undefined).map(addressOf);
}

/** Loopback, link-local, multicast and no address at all: never those of a pod. */
export const NEVER_OF_PODS: readonly string[] = [
  '::/127',
  'fe80::/10',
  'ff00::/8',
  '0.0.0.0/8',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '224.0.0.0/4',
];

/** Whether a pod may have an address. */
export function mayBeOfPod(address: string): boolean {
  return !NEVER_OF_PODS.some((cidr) => isIpv6(cidr) === isIpv6(address) && inCidr(address, cidr));
}
