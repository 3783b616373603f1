import { Chart, Testing } from 'cdk8s';
import { inWords, Refusal, refusalMessage, refuse, Where } from '../../src/support/refuse';

const rest = { what: 'port', allowed: 'a number' };

test('a refusal throws where, what, what came in, what is allowed and the fix', () => {
  const refusal: Refusal = { ...rest, got: 0, fix: 'write 80' };
  expect(() => refuse('Port.tcp', refusal)).toThrow(
    new Error('Port.tcp: port: got 0; allowed: a number. Fix: write 80'),
  );
});

test('a refusal without a fix ends with the rule', () => {
  expect(refusalMessage('Port.tcp', { ...rest, got: 0 })).toEqual('Port.tcp: port: got 0; allowed: a number.');
});

test.each<[string, (app: Chart) => Where, string]>([
  ['a text by itself', () => 'Port.tcp', 'Port.tcp'],
  ['a construct by its path', (chart) => new Chart(chart, 'inner'), 'shop/inner'],
  ['the app, which has no path, by its kind', (chart) => chart.node.root, 'App'],
])('the place is %s', (_, where, place) => {
  const chart = new Chart(Testing.app(), 'shop');
  expect(refusalMessage(where(chart), { ...rest, got: 0 })).toEqual(`${place}: port: got 0; allowed: a number.`);
});

const circular: { self?: unknown } = {};
circular.self = circular;

test.each<[string, unknown, string]>([
  ['a text in quotes, so that spaces show', ' a', '" a"'],
  ['an empty text', '', '""'],
  ['nothing in words', undefined, 'nothing'],
  ['null', null, 'null'],
  ['a number', 1.5, '1.5'],
  ['a number that JSON does not know', NaN, 'NaN'],
  ['infinity', Infinity, 'Infinity'],
  ['a big integer', BigInt(7), '7'],
  ['a boolean', true, 'true'],
  ['a list', ['a', 1], '["a",1]'],
  ['an object', { a: 1, b: undefined }, '{"a":1}'],
  ['a function, which JSON does not know', Math.max, 'function max() { [native code] }'],
  ['an object in a circle, which JSON does not know', circular, '[object Object]'],
  ['words as they are', inWords('literal text'), 'literal text'],
])('what came in is shown: %s', (_, got, shown) => {
  expect(refusalMessage('here', { ...rest, got })).toEqual(`here: port: got ${shown}; allowed: a number.`);
});
