import { Size } from 'cdk8s';
import { ContainerResources, Cpu } from 'cdk8s-plus-28';
import * as fc from 'fast-check';
import { IMAGE } from './synth';
import { Worker } from '../../src';
import { Manifest, mainContainer, shopChart } from '../manifests';
import { holds } from '../property';

const UNITS: { readonly [unit: string]: number } = { m: 0.001, '': 1, Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30 };

function amountOf(quantity: string): number {
  const [, number, unit] = /^([\d.]+)(\w*)$/.exec(quantity)!;
  return Number(number) * UNITS[unit];
}

function rendered(resources: ContainerResources): Manifest {
  const chart = shopChart();
  new Worker(chart, 'worker', { image: IMAGE, resources });
  return mainContainer(chart).resources;
}

/** What is given for one kind of resource: nothing, one of the two, or both in their order. */
function bounds<T>(
  amount: fc.Arbitrary<number>,
  of: (amount: number) => T,
): fc.Arbitrary<{ request?: T; limit?: T } | undefined> {
  return fc.oneof(
    fc.constant(undefined),
    amount.map((request) => ({ request: of(request) })),
    amount.map((limit) => ({ limit: of(limit) })),
    fc.tuple(amount, amount).map((both) => ({ request: of(Math.min(...both)), limit: of(Math.max(...both)) })),
  );
}

const KINDS = [
  ['cpu', 'cpu', ({ amount }: Cpu) => amountOf(amount)],
  ['memory', 'memory', (size: Size) => size.toKibibytes() * 1024],
  ['ephemeralStorage', 'ephemeral-storage', (size: Size) => size.toKibibytes() * 1024],
] as const;

test('what is given is what is rendered, what is not has a default, and no request is above its limit', () => {
  holds(
    fc.property(
      bounds(fc.integer({ min: 1, max: 4000 }), (millis) => Cpu.millis(millis)),
      bounds(fc.integer({ min: 1, max: 1024 }), (mebibytes) => Size.mebibytes(mebibytes)),
      bounds(fc.integer({ min: 1, max: 4096 }), (mebibytes) => Size.mebibytes(mebibytes)),
      (cpu, memory, ephemeralStorage) => {
        const given: ContainerResources = { cpu, memory, ephemeralStorage };
        const { requests, limits } = rendered(given);
        for (const [prop, name, size] of KINDS) {
          const { request, limit } = (given[prop] ?? {}) as { request?: never; limit?: never };
          const [low, high] = [amountOf(requests[name]), amountOf(limits[name])];
          expect(low).toBeLessThanOrEqual(high);
          expect(low).toBeGreaterThan(0);
          if (request !== undefined) expect(low).toBeCloseTo(size(request), 6);
          if (limit !== undefined) expect(high).toBeCloseTo(size(limit), 6);
        }
      },
    ),
    { runs: 60 },
  );
});

test('alone, a high request raises the default limit, and a low limit lowers the default request', () => {
  expect(rendered({ memory: { request: Size.gibibytes(1) } })).toMatchObject({
    requests: { memory: '1Gi' },
    limits: { memory: '1Gi' },
  });
  expect(rendered({ memory: { limit: Size.mebibytes(32) } })).toMatchObject({
    requests: { memory: '32Mi' },
    limits: { memory: '32Mi' },
  });
  expect(rendered({ cpu: { request: Cpu.units(2) } })).toMatchObject({ requests: { cpu: '2' }, limits: { cpu: '2' } });
});

test('a request above its own limit is refused', () => {
  expect(() => rendered({ cpu: { request: Cpu.units(2), limit: Cpu.units(1) } })).toThrow(
    /^shop\/worker: resources\.cpu\.request: got 2; allowed: at most the limit of 1\./,
  );
});
