import fc from 'fast-check';
import { referencesLast } from '../../src/plus/env-order';
import { holds } from '../property';

function order(env: { readonly [name: string]: string }): string[] {
  return referencesLast(Object.entries(env).map(([name, value]) => ({ name, value }))).map(({ name }) => name);
}

test('variables without references keep their order', () => {
  expect(order({ B: 'b', A: 'a' })).toEqual(['B', 'A']);
});

test('a reference comes behind what it refers to', () => {
  expect(order({ URL: 'http://$(HOST)', HOST: 'db' })).toEqual(['HOST', 'URL']);
});

test('a reference comes behind a reference that it refers to', () => {
  expect(order({ DSN: '$(URL)/shop', URL: 'http://$(HOST)', HOST: 'db' })).toEqual(['HOST', 'URL', 'DSN']);
});

test('a variable that nothing sets is left to the image', () => {
  expect(order({ PATH: '/app:$(HOME)', A: 'a' })).toEqual(['A', 'PATH']);
});

test('two dollars are a text, three are one and a reference', () => {
  expect(order({ A: '$$(B)', B: '$(C)', C: 'c' })).toEqual(['C', 'A', 'B']);
  expect(order({ A: '$$$(B)', B: '$(C)', C: 'c' })).toEqual(['C', 'B', 'A']);
});

test('a circle keeps its order', () => {
  expect(order({ A: '$(B)', B: '$(A)' })).toHaveLength(2);
});

test('every variable is there once, and behind what it refers to, where no circle forbids it', () => {
  const names = ['A', 'B', 'C', 'D', 'E'];
  // Each refers only to earlier letters, so there is no circle.
  const values = fc.tuple(...names.map((_, i) => fc.subarray(names.slice(0, i))));
  holds(
    fc.property(values, fc.shuffledSubarray(names, { minLength: 5 }), (references, shuffled) => {
      const env = Object.fromEntries(
        shuffled.map((name) => [name, references[names.indexOf(name)].map((other) => `$(${other})`).join('')]),
      );
      const ordered = order(env);
      expect([...ordered].sort()).toEqual(names);
      for (const [i, name] of ordered.entries()) {
        for (const other of references[names.indexOf(name)]) expect(ordered.indexOf(other)).toBeLessThan(i);
      }
    }),
    { runs: 100 },
  );
});
