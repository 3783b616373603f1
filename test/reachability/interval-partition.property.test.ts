import * as fc from 'fast-check';
import { partition } from '../../src/reachability/interval-partition';
import { contains, Intervals, union, unionAll } from '../../src/reachability/interval-set';
import { PortSet } from '../../src/reachability/port-set';
import { PROTOCOLS } from '../../src/topology/model';
import { holds } from '../property';

const UNIVERSE = Array.from({ length: 24 }, (_, i) => i);
const set = fc
  .uniqueArray(fc.constantFrom(...UNIVERSE))
  .map((list) => list.reduce<Intervals<number>>((all, n) => union(all, [n, n + 1]), []));
const sets = fc.array(set, { maxLength: 6 });

describe('many sets of numbers', () => {
  test('unite to what they unite to one after another', () => {
    holds(
      fc.property(sets, (given) => {
        expect(unionAll(given)).toEqual(given.reduce<Intervals<number>>((all, each) => union(all, each), []));
      }),
    );
  });

  test('divide a set into parts whose numbers are in the same ones of them', () => {
    holds(
      fc.property(set, sets, (whole, given) => {
        const parts = partition(whole, given);
        expect(unionAll(parts.map(({ inside }) => inside))).toEqual(whole);
        for (const { members, inside } of parts) {
          for (const n of UNIVERSE.filter((each) => contains(inside, each))) {
            expect(members).toEqual([...given.keys()].filter((position) => contains(given[position], n)));
          }
        }
        expect(new Set(parts.map(({ members }) => members.join())).size).toEqual(parts.length);
      }),
    );
  });
});

describe('many sets of ports', () => {
  const ports = fc
    .record({ protocol: fc.constantFrom(...PROTOCOLS), ends: fc.tuple(fc.nat({ max: 9 }), fc.nat({ max: 9 })) })
    .map(({ protocol, ends }) => PortSet.range(protocol, 1 + Math.min(...ends), 1 + Math.max(...ends)));

  test('unite to what they unite to one after another', () => {
    holds(
      fc.property(fc.array(fc.oneof(ports, fc.constantFrom(PortSet.NONE, PortSet.ALL)), { maxLength: 6 }), (given) => {
        const united = PortSet.unionAll(given);
        expect(united.equals(given.reduce((all, each) => all.union(each), PortSet.NONE))).toEqual(true);
        expect(united.isAll).toEqual(given.includes(PortSet.ALL));
      }),
    );
  });
});
