import * as fc from 'fast-check';
import { withoutNetworks } from '../../../src/network/admin/network-parts';
import { PodSelection, renderSelection, withoutSelections } from '../../../src/network/admin/pod-selection';
import { holds as property } from '../../property';

/*
 * What is left of selections and networks is held against asking each pod and each address one by one.
 */

type Labels = Readonly<Record<string, string>>;

const KEYS = ['a', 'b'];
const VALUES = ['1', '2'];
/** All ways to carry these labels. */
const LABELS: Labels[] = [undefined, ...VALUES].flatMap((a) =>
  [undefined, ...VALUES].map((b) => ({ ...(a ? { a } : {}), ...(b ? { b } : {}) })),
);

const requirement = fc
  .record({
    key: fc.constantFrom(...KEYS),
    operator: fc.constantFrom('In' as const, 'NotIn' as const, 'Exists' as const, 'DoesNotExist' as const),
    values: fc.uniqueArray(fc.constantFrom(...VALUES), { minLength: 1, maxLength: 2 }),
  })
  .map((each) => (each.operator.endsWith('In') ? each : { ...each, values: [] }));
const selection: fc.Arbitrary<PodSelection> = fc.record({
  namespace: fc.array(requirement, { maxLength: 2 }),
  pod: fc.array(requirement, { maxLength: 2 }),
});

function holds(requirements: PodSelection['pod'], labels: Labels): boolean {
  return requirements.every(({ key, operator, values }) => {
    const value = labels[key];
    if (operator === 'Exists') return value !== undefined;
    if (operator === 'DoesNotExist') return value === undefined;
    return (value !== undefined && values.includes(value)) === (operator === 'In');
  });
}

const isIn = (selections: readonly PodSelection[], namespace: Labels, pod: Labels): boolean =>
  selections.some((each) => holds(each.namespace, namespace) && holds(each.pod, pod));

test('selections without others have exactly the pods that are in the one and not in the other', () => {
  property(
    fc.property(
      fc.array(selection, { minLength: 1, maxLength: 2 }),
      fc.array(selection, { maxLength: 2 }),
      (all, except) => {
        const left = withoutSelections(all, except);
        for (const namespace of LABELS) {
          for (const pod of LABELS) {
            expect(isIn(left, namespace, pod)).toBe(isIn(all, namespace, pod) && !isIn(except, namespace, pod));
          }
        }
      },
    ),
  );
});

test('selectors are written as Kubernetes reads them', () => {
  expect(
    renderSelection({
      namespace: [{ key: 'b', operator: 'Exists', values: [] }],
      pod: [
        { key: 'b', operator: 'In', values: ['1', '2'] },
        { key: 'a', operator: 'In', values: ['1'] },
      ],
    }),
  ).toEqual({
    pods: {
      namespaceSelector: { matchExpressions: [{ key: 'b', operator: 'Exists' }] },
      podSelector: { matchLabels: { a: '1' }, matchExpressions: [{ key: 'b', operator: 'In', values: ['1', '2'] }] },
    },
  });
});

const BLOCKS = [
  '10.0.0.0/28',
  '10.0.0.0/29',
  '10.0.0.8/30',
  '10.0.0.12/32',
  '10.0.0.15/32',
  '10.0.0.2/31',
  '10.0.0.0/24',
  'fd00::/8',
];

function addresses(cidr: string): number[] {
  const [address, prefix] = cidr.split('/');
  if (address.includes(':')) return [];
  const first = Number(address.split('.')[3]);
  return [...Array(2 ** (32 - Number(prefix))).keys()].map((i) => first + i);
}

test('a network without others has exactly its other addresses, each once', () => {
  property(
    fc.property(fc.constantFrom(...BLOCKS.slice(0, 4)), fc.subarray(BLOCKS), (network, except) => {
      const taken = new Set(except.flatMap(addresses));
      const left = withoutNetworks(network, except).flatMap(addresses);
      expect(left).toEqual(addresses(network).filter((address) => !taken.has(address)));
    }),
  );
});

test('networks of IPv6 are cut as well, at any bit', () => {
  expect(withoutNetworks('2000::/3', ['3000::/4'])).toEqual(['2000::/4']);
  expect(withoutNetworks('fd00::/126', ['fd00::2/127'])).toEqual(['fd00::/127']);
  expect(withoutNetworks('::/0', ['0.0.0.0/0'])).toEqual(['::/0']);
  expect(withoutNetworks('0.0.0.0/0', ['128.0.0.0/1'])).toEqual(['0.0.0.0/1']);
});
