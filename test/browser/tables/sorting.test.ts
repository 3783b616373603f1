import { nextSorting, pageOf, sorted } from '../../../browser/tables/sorting';

const rows = [
  { name: 'b', port: 80 },
  { name: 'a', port: 8080 },
  { name: 'c', port: 80 },
];

test('numbers are sorted as numbers, and equal rows stay in their order', () => {
  const names = (isDescending: boolean): string[] =>
    sorted(rows, ({ port }) => port, isDescending).map(({ name }) => name);
  expect(names(false)).toEqual(['b', 'c', 'a']);
  expect(names(true)).toEqual(['a', 'b', 'c']);
});

test('a second click on a heading turns the order round', () => {
  const first = nextSorting(undefined, 2);
  expect(first).toEqual({ column: 2, isDescending: false });
  expect(nextSorting(first, 2)).toEqual({ column: 2, isDescending: true });
  expect(nextSorting(nextSorting(first, 2), 2)).toEqual(first);
  expect(nextSorting({ column: 2, isDescending: true }, 0)).toEqual({ column: 0, isDescending: false });
});

test('a page says which rows it has', () => {
  expect(pageOf(rows, 0, 2)).toEqual({ rows: rows.slice(0, 2), text: '1–2 of 3' });
  expect(pageOf(rows, 1, 2)).toEqual({ rows: rows.slice(2), text: '3–3 of 3' });
  expect(pageOf(rows, 0, 5)).toEqual({ rows, text: '3' });
});
