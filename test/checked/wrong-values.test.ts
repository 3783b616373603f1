import { places } from './places';
import { valuesFor, WRONG_VALUES } from './wrong-values';

const ALL = WRONG_VALUES.map(([name]) => name).sort();

test('a place gets what is of its own kind, nothing at all, and a share of the rest', () => {
  const names = [0, 1, 2, 3].map((turn) => valuesFor('number', turn).map(([name]) => name));
  for (const found of names) {
    expect(found).toEqual(expect.arrayContaining(['undefined', 'null', 'NaN', 'Infinity', '-0', '5', '-1', '2 ** 31']));
    expect(found.length).toBeLessThan(ALL.length / 2);
  }
  expect([...new Set(names.flat())].sort()).toEqual(ALL);
});

test('each type with four places or more meets every value', () => {
  const met = new Map<string, Set<string>[]>();
  for (const { type } of places()) {
    const turns = met.get(type) ?? [];
    turns.push(new Set(valuesFor(type, turns.length).map(([name]) => name)));
    met.set(type, turns);
  }
  const frequent = [...met].filter(([, turns]) => turns.length >= 4);
  expect(frequent.length).toBeGreaterThan(20);
  for (const [, turns] of frequent) expect([...new Set(turns.flatMap((names) => [...names]))].sort()).toEqual(ALL);
});

test('WALK=all gives each value to each place', () => {
  process.env.WALK = 'all';
  try {
    expect(valuesFor('number', 0)).toEqual(WRONG_VALUES);
  } finally {
    delete process.env.WALK;
  }
});
