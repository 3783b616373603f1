import { didYouMean, nearest } from '../../src/cli/nearest';

test.each([
  ['jsno', 'json'],
  ['TABLE', 'table'],
  ['tabel', 'table'],
  ['tables', 'table'],
  ['xml', undefined],
  ['', undefined],
])('of table, json and csv, %p is nearest to %p', (word, found) => {
  expect(nearest(word, ['table', 'json', 'csv'])).toEqual(found);
});

test('a suggestion is a question', () => {
  expect(didYouMean('jsno', ['json'])).toEqual('did you mean "json"?');
  expect(didYouMean('xml', ['json'])).toBeUndefined();
});
