import { Chart, Testing } from 'cdk8s';
import { warn, WARNING_METADATA } from '../../src/support/warn';

let said: jest.SpyInstance;

beforeEach(() => {
  said = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
});

afterEach(() => {
  said.mockRestore();
});

function shop(): Chart {
  return new Chart(Testing.app(), 'shop');
}

function metadataOf(chart: Chart): [string, unknown][] {
  return chart.node.metadata.map(({ type, data }) => [type, data as unknown]);
}

test('a warning goes to stderr with the path, and into the metadata', () => {
  const chart = shop();
  warn(chart, 'mind the gap');
  expect(said.mock.calls).toEqual([['[warning] shop: mind the gap']]);
  expect(metadataOf(chart)).toEqual([[WARNING_METADATA, 'mind the gap']]);
  expect(WARNING_METADATA).toEqual('cdk8s-service-patterns:warning');
});

test('the same words are said once per construct', () => {
  const chart = shop();
  warn(chart, 'mind the gap');
  warn(chart, 'mind the gap');
  expect(said.mock.calls).toEqual([['[warning] shop: mind the gap']]);
  expect(metadataOf(chart)).toEqual([[WARNING_METADATA, 'mind the gap']]);
});

test('other words of one construct, and the same words of another, are said, too', () => {
  const chart = shop();
  const inner = new Chart(chart, 'inner');
  warn(chart, 'mind the gap');
  warn(chart, 'mind the doors');
  warn(inner, 'mind the gap');
  expect(said.mock.calls).toEqual([
    ['[warning] shop: mind the gap'],
    ['[warning] shop: mind the doors'],
    ['[warning] shop/inner: mind the gap'],
  ]);
  expect(metadataOf(chart)).toEqual([
    [WARNING_METADATA, 'mind the gap'],
    [WARNING_METADATA, 'mind the doors'],
  ]);
  expect(metadataOf(inner)).toEqual([[WARNING_METADATA, 'mind the gap']]);
});

test('a warning about the app, which has no path, names it by its kind', () => {
  const app = shop().node.root;
  warn(app, 'mind the gap');
  expect(said.mock.calls).toEqual([['[warning] App: mind the gap']]);
});

test("other entries of the metadata do not silence a warning, even with the warning's words", () => {
  const chart = shop();
  chart.node.addMetadata('note', 'mind the gap');
  warn(chart, 'mind the gap');
  expect(metadataOf(chart)).toEqual([
    ['note', 'mind the gap'],
    [WARNING_METADATA, 'mind the gap'],
  ]);
});

test('a warning shows no secret, begins no line of its own, and is bounded', () => {
  const chart = new Chart(Testing.app(), '::error');
  warn(chart, `url "postgres://u:p/hunter2@db"\n::error::x ${'y'.repeat(10_000)}`);
  const [[line]] = said.mock.calls as [[string]];
  expect(line).toMatch(
    /^\[warning\] \\u003a:error: url "postgres:\/\/\*\*\*@db"\\u000a::error::x y+…\(\d+ more characters\)$/,
  );
  expect(line.length).toBeLessThan(2100);
  expect(metadataOf(chart)).toEqual([[WARNING_METADATA, line.slice('[warning] \\u003a:error: '.length)]]);
});
