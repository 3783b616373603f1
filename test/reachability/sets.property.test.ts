import * as fc from 'fast-check';
import { addressOf, bitsOf, inCidr } from './naive-addresses';
import { AddressBlock, AddressSet } from '../../src/reachability/address-set';
import { contains, equal, intersect, Intervals, subtract, union } from '../../src/reachability/interval-set';
import { PortSet } from '../../src/reachability/port-set';
import { Protocol, PROTOCOLS } from '../../src/topology/model';
import { holds } from '../property';

const UNIVERSE = Array.from({ length: 24 }, (_, i) => i);
const members = fc.uniqueArray(fc.constantFrom(...UNIVERSE)).map((list) => new Set(list));

/** The same set as intervals, built one number after another. */
function intervalsOf(set: ReadonlySet<number>): Intervals<number> {
  return [...set].reduce<Intervals<number>>((all, n) => union(all, [n, n + 1]), []);
}

function membersOf(set: Intervals<number>): number[] {
  return UNIVERSE.filter((n) => contains(set, n));
}

describe('interval sets', () => {
  test('have the members that naive sets have', () => {
    holds(
      fc.property(members, members, (a, b) => {
        const [x, y] = [a, b].map(intervalsOf);
        expect(membersOf(union(x, y))).toEqual(UNIVERSE.filter((n) => a.has(n) || b.has(n)));
        expect(membersOf(intersect(x, y))).toEqual(UNIVERSE.filter((n) => a.has(n) && b.has(n)));
        expect(membersOf(subtract(x, y))).toEqual(UNIVERSE.filter((n) => a.has(n) && !b.has(n)));
        expect(equal(x, y)).toEqual([...a].sort().join() === [...b].sort().join());
      }),
    );
  });

  test('are canonical: sorted, disjoint, never touching, whatever way they were made', () => {
    holds(
      fc.property(members, members, (a, b) => {
        const [x, y] = [a, b].map(intervalsOf);
        for (const made of [x, union(x, y), intersect(x, y), subtract(x, y)]) {
          expect(made.every((boundary, i) => i === 0 || made[i - 1] < boundary)).toEqual(true);
          expect(made).toEqual(intervalsOf(new Set(membersOf(made))));
        }
      }),
    );
  });

  test('obey the laws of sets', () => {
    holds(
      fc.property(members, members, members, (a, b, c) => {
        const [x, y, z] = [a, b, c].map(intervalsOf);
        expect(union(x, y)).toEqual(union(y, x));
        expect(intersect(x, y)).toEqual(intersect(y, x));
        expect(union(union(x, y), z)).toEqual(union(x, union(y, z)));
        expect(intersect(x, union(y, z))).toEqual(union(intersect(x, y), intersect(x, z)));
        expect(subtract(x, union(y, z))).toEqual(intersect(subtract(x, y), subtract(x, z)));
        expect(union(subtract(x, y), intersect(x, y))).toEqual(x);
        expect(subtract(x, x)).toEqual([]);
      }),
    );
  });
});

const port = fc.constantFrom(1, 2, 3, 4, 5, 65533, 65534, 65535);
const PORTS = [1, 2, 3, 4, 5, 6, 65532, 65533, 65534, 65535];
const range = fc.record({ protocol: fc.constantFrom(...PROTOCOLS), ports: fc.tuple(port, port) });
type Range = { protocol: Protocol; ports: [number, number] };
const ranges = fc.array(range, { maxLength: 5 });

function portSetOf(given: readonly Range[]): PortSet {
  return given.reduce(
    (set, { protocol, ports }) => set.union(PortSet.range(protocol, Math.min(...ports), Math.max(...ports))),
    PortSet.NONE,
  );
}

function hasPort(given: readonly Range[], protocol: Protocol, number: number): boolean {
  return given.some((r) => r.protocol === protocol && number >= Math.min(...r.ports) && number <= Math.max(...r.ports));
}

describe('port sets', () => {
  test('have the members that naive sets have', () => {
    holds(
      fc.property(ranges, ranges, (a, b) => {
        const [x, y] = [a, b].map(portSetOf);
        for (const protocol of PROTOCOLS) {
          for (const number of PORTS) {
            const [inA, inB] = [a, b].map((given) => hasPort(given, protocol, number));
            expect(x.has(protocol, number)).toEqual(inA);
            expect(x.union(y).has(protocol, number)).toEqual(inA || inB);
            expect(x.intersect(y).has(protocol, number)).toEqual(inA && inB);
            expect(x.subtract(y).has(protocol, number)).toEqual(inA && !inB);
            expect(PortSet.ALL.subtract(x).has(protocol, number)).toEqual(!inA);
          }
        }
      }),
    );
  });

  test('include and equal each other as sets do', () => {
    holds(
      fc.property(ranges, ranges, (a, b) => {
        const [x, y] = [a, b].map(portSetOf);
        expect(x.union(y).includes(x)).toEqual(true);
        expect(x.includes(y)).toEqual(x.union(y).equals(x));
        expect(x.equals(y)).toEqual(x.includes(y) && y.includes(x));
        expect(x.isEmpty).toEqual(a.length === 0);
        expect(x.union(PortSet.ALL).isAll).toEqual(true);
        expect(x.intersect(PortSet.ALL).equals(x)).toEqual(true);
        expect(x.intersect(PortSet.NONE).isEmpty).toEqual(true);
      }),
    );
  });

  test('make the same set of their ranges again', () => {
    holds(
      fc.property(ranges, (given) => {
        const set = portSetOf(given);
        const again = portSetOf(set.ranges().map((r) => ({ protocol: r.protocol, ports: [r.port, r.endPort] })));
        expect(again.ranges()).toEqual(set.ranges());
        expect(again.toString()).toEqual(set.toString());
      }),
    );
  });
});

/** Addresses of four bits, so that all of them can be tried: 10.0.0.0 to 10.0.0.15, and fd00:: to fd00::f. */
const ADDRESSES = ['10.0.0.0', 'fd00::'].flatMap((base) => {
  const bits = bitsOf(base).slice(0, -4);
  return UNIVERSE.slice(0, 16).map((n) => addressOf(bits + n.toString(2).padStart(4, '0')));
});
const cidr = fc
  .tuple(fc.constantFrom(...ADDRESSES), fc.integer({ min: 0, max: 4 }))
  .map(([address, free]) => `${address}/${(address.includes(':') ? 128 : 32) - free}`);
const cidrs = fc.array(cidr, { maxLength: 6 });

function addressSetOf(given: readonly string[]): AddressSet {
  return given.reduce((set, text) => set.union(AddressSet.block(text)), AddressSet.NONE);
}

function setOfBlocks(blocks: readonly AddressBlock[]): AddressSet {
  return blocks.reduce((set, block) => set.union(AddressSet.block(block.cidr, block.except)), AddressSet.NONE);
}

describe('address sets', () => {
  test('have the members that naive sets have', () => {
    holds(
      fc.property(cidrs, cidrs, (a, b) => {
        const [x, y] = [a, b].map(addressSetOf);
        for (const address of ADDRESSES) {
          const [inA, inB] = [a, b].map((given) => given.some((text) => inCidr(address, text)));
          expect(x.has(address)).toEqual(inA);
          expect(x.union(y).has(address)).toEqual(inA || inB);
          expect(x.intersect(y).has(address)).toEqual(inA && inB);
          expect(x.subtract(y).has(address)).toEqual(inA && !inB);
        }
      }),
    );
  });

  test('include and equal each other as sets do', () => {
    holds(
      fc.property(cidrs, cidrs, (a, b) => {
        const [x, y] = [a, b].map(addressSetOf);
        expect(x.includes(y)).toEqual(ADDRESSES.every((address) => x.has(address) || !y.has(address)));
        expect(x.equals(y)).toEqual(ADDRESSES.every((address) => x.has(address) === y.has(address)));
        expect(x.isEmpty).toEqual(a.length === 0);
      }),
    );
  });

  test('make the same set of their blocks again, and the same blocks of the same set', () => {
    holds(
      fc.property(cidrs, cidrs, (a, b) => {
        const [x, y] = [a, b].map(addressSetOf);
        for (const set of [x, x.subtract(y), AddressSet.ALL.subtract(x)]) {
          expect(setOfBlocks(set.blocks()).equals(set)).toEqual(true);
          expect(setOfBlocks([...set.blocks()].reverse()).blocks()).toEqual(set.blocks());
        }
        expect(addressSetOf([...a].reverse()).blocks()).toEqual(x.blocks());
      }),
    );
  });

  test('are never written with more networks than it takes to list their parts, or all but their holes', () => {
    holds(
      fc.property(cidrs, (given) => {
        const words = (set: AddressSet): number => set.blocks().reduce((sum, { except }) => sum + 1 + except.length, 0);
        const set = addressSetOf(given);
        expect(words(set)).toBeLessThanOrEqual(new Set(given).size);
        expect(words(AddressSet.ALL.subtract(set))).toBeLessThanOrEqual(2 + new Set(given).size);
      }),
    );
  });
});
