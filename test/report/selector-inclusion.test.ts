import { includesAll } from '../../src/report/selector-inclusion';
import { Requirement, Selector } from '../../src/topology/model';

/** What the label `app` may be: absent, one of the two values that requirements name, or any other. */
const STATES = [undefined, 'a', 'b', 'other'] as const;

const REQUIREMENTS: Requirement[] = [
  ...[['a'], ['b'], ['a', 'b']].flatMap((values): Requirement[] => [
    { key: 'app', operator: 'In', values },
    { key: 'app', operator: 'NotIn', values },
  ]),
  { key: 'app', operator: 'Exists', values: [] },
  { key: 'app', operator: 'DoesNotExist', values: [] },
];

/** By the documentation of Kubernetes alone: NotIn holds for a label that is absent. */
function meets(value: string | undefined, { operator, values }: Requirement): boolean {
  const isNamed = value !== undefined && values.includes(value);
  return { In: isNamed, NotIn: !isNamed, Exists: value !== undefined, DoesNotExist: value === undefined }[operator];
}

function text({ operator, values }: Requirement): string {
  return `${operator} ${values.join()}`.trim();
}

function select(...requirements: Requirement[]): Selector {
  return { requirements };
}

test.each(
  REQUIREMENTS.flatMap((inner) => REQUIREMENTS.map((outer) => [text(inner), text(outer), inner, outer] as const)),
)('labels that are %s are held against %s', (_, __, inner, outer) => {
  const isIncluded = STATES.filter((state) => meets(state, inner)).every((state) => meets(state, outer));
  expect(includesAll(select(outer), select(inner))).toBe(isIncluded);
});

const APP: Requirement = { key: 'app', operator: 'In', values: ['a'] };
const TIER: Requirement = { key: 'tier', operator: 'In', values: ['a'] };

test('an empty selector includes all others, and nothing but itself includes it', () => {
  expect(includesAll(select(), select(APP))).toBe(true);
  expect(includesAll(select(), select())).toBe(true);
  expect(includesAll(select(APP), select())).toBe(false);
});

test('what asks for more is included by what asks for less', () => {
  expect(includesAll(select(APP), select(TIER, APP))).toBe(true);
  expect(includesAll(select(APP, TIER), select(APP))).toBe(false);
});

test('a value counts for its own label alone', () => {
  expect(includesAll(select(TIER), select(APP))).toBe(false);
});
