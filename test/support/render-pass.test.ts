import { inOnePass, PerPass } from '../../src/support/render-pass';

function counted(): { readonly perPass: PerPass<object, number>; readonly count: () => number } {
  let count = 0;
  return { perPass: new PerPass<object, number>(() => (count += 1)), count: () => count };
}

test('in one pass a thing is found out once, in the next one anew', () => {
  const { perPass, count } = counted();
  const [a, b] = [{}, {}];
  expect(inOnePass(() => [perPass.get(a), perPass.get(a), perPass.get(b), inOnePass(() => perPass.get(a))])).toEqual([
    1, 1, 2, 1,
  ]);
  expect(inOnePass(() => perPass.get(a))).toBe(3);
  expect(count()).toBe(3);
});

test('outside of a pass it is found out each time, also behind one that failed', () => {
  const { perPass } = counted();
  const key = {};
  expect(() =>
    inOnePass(() => {
      perPass.get(key);
      throw new Error('no');
    }),
  ).toThrow('no');
  expect([perPass.get(key), perPass.get(key)]).toEqual([2, 3]);
});
