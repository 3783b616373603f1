import * as fc from 'fast-check';
import { addressOf, bitsOf, edgesOf } from './naive-addresses';

/*
 * Networks and addresses of both families. Networks overlap often, touch each other, and now and then have host bits; addresses
 * lie at their edges.
 */

const IPV4 = [
  ['0.0.0.0', '9.255.255.255', '10.0.0.0', '10.244.0.0', '10.244.1.7', '10.244.128.0', '128.0.0.0'],
  ['169.254.169.254', '192.0.2.1', '192.168.0.0', '255.255.255.255'],
].flat();
const IPV6 = [
  ['::', '::1', '2001:db8::1', '2001:db8:0:1::', '8000::', 'fd00:10:244::', 'fd00:10:244:1::7', 'fd00:10:244:8000::5'],
  ['fe80::1', 'ffff:ffff::ffff', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
].flat();

const LENGTHS = {
  32: [0, 1, 7, 8, 9, 16, 17, 24, 31, 32],
  128: [0, 1, 8, 16, 32, 47, 48, 49, 64, 127, 128],
};

const address = fc.oneof(fc.constantFrom(...IPV4), fc.constantFrom(...IPV6));

const cidr = address.chain((text) =>
  fc.constantFrom(...LENGTHS[text.includes(':') ? 128 : 32]).map((length) => `${text}/${length}`),
);

/** An ipBlock; its exceptions lie at its edges, or behind one another. */
export const ipBlock = cidr.chain((outer) => {
  const [text, length] = outer.split('/');
  const bits = bitsOf(text);
  const inner = fc
    .tuple(
      fc.constantFrom(...LENGTHS[bits.length as 32 | 128].filter((l) => l > Number(length)), bits.length),
      fc.constantFrom('0', '1', '01', '10'),
    )
    .map(([innerLength, fill]) => {
      const innerBits = bits.slice(0, Number(length)).padEnd(bits.length, fill);
      return `${addressOf(innerBits)}/${innerLength}`;
    });
  if (Number(length) === bits.length) return fc.constant<IpBlock>({ cidr: outer });
  return fc.oneof(
    fc.constant<IpBlock>({ cidr: outer }),
    fc.array(inner, { maxLength: 3 }).map((except): IpBlock => ({ cidr: outer, except })),
  );
});

interface IpBlock {
  readonly cidr: string;
  readonly except?: readonly string[];
}

/** Addresses at the edges of the networks that are given, and some others. */
export function addressesAt(cidrs: readonly string[]): fc.Arbitrary<string> {
  const edges = [...new Set(cidrs.flatMap(edgesOf))];
  return edges.length === 0
    ? address
    : fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...edges) }, { weight: 1, arbitrary: address });
}

/** Where pods have their addresses from, by one family or both; mostly nobody says so. */
export const podCidrs = fc.constantFrom(
  undefined,
  undefined,
  undefined,
  [],
  ['10.244.0.0/16'],
  ['fd00:10:244::/48'],
  ['10.244.1.7/16', 'fd00:10:244::/48'],
  ['10.0.0.0/8'],
  ['0.0.0.0/0', '::/0'],
);

/** The addresses that a pod was given: none that are known, or of one family, or of both. */
export const podAddresses = fc.constantFrom(
  [],
  ['10.244.1.7'],
  ['10.244.127.255'],
  ['10.0.0.1'],
  ['192.0.2.1'],
  ['fd00:10:244::5'],
  ['2001:db8::1'],
  ['10.244.128.0', 'fd00:10:244:8000::5'],
  ['2001:db8:0:1::', '10.255.255.255'],
);
