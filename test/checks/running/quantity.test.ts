import { Raw } from '../../../src/checks/raw';
import { amountOf } from '../../../src/checks/running/quantity';

test.each([
  ['100m', 0.1],
  ['0.5', 0.5],
  ['.5', 0.5],
  ['2.', 2],
  [2, 2],
  ['64Mi', 64 * 1024 ** 2],
  ['1Gi', 1024 ** 3],
  ['1G', 1e9],
  ['2k', 2000],
  ['1e3', 1000],
  ['1E3', 1000],
  ['1E', 1e18],
  ['12E-1', 1.2],
  ['+1', 1],
])('the quantity %p is %p', (text, amount) => {
  expect(amountOf(Raw.of(text))).toBeCloseTo(amount, 9);
});

test.each([
  ['-1'],
  ['1Ki Mi'],
  ['1K'],
  ['many'],
  [''],
  ['1e99999'],
  [null],
  [undefined],
  [true],
  [{}],
  [[1]],
  [NaN],
  [Infinity],
])('%p is none', (value) => {
  expect(amountOf(Raw.of(value))).toBeUndefined();
});
