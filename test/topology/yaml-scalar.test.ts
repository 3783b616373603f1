import { readYaml } from '../../src/topology/read-yaml';

/*
 * What kubectl reads, taken down from its own reader (sigs.k8s.io/yaml, go-yaml v2 rules).
 */

/** The only document of a text, or what is wrong with it. */
function read(text: string): unknown {
  const { manifests, problems } = readYaml(text, 'a.yaml');
  return problems.length > 0 ? problems[0].message : manifests[0].object;
}

const valueOf = (text: string): unknown => (read(`a: ${text}`) as { a: unknown }).a;

describe('an unquoted text is read as kubectl reads it', () => {
  test.each<[string, unknown]>([
    ['010', 8],
    ['012470', 5432],
    ['0b1010100111000', 5432],
    ['0B11', 3],
    ['-0b1', -1],
    ['+0b1', 1],
    ['0b_1', 1],
    ['0b2', '0b2'],
    ['0o17', 15],
    ['0O17', 15],
    ['0o8', '0o8'],
    ['0o', '0o'],
    ['0777', 511],
    ['-010', -8],
    ['08', 8],
    ['0_8', 8],
    ['0x1F', 31],
    ['0X1f', 31],
    ['0x', '0x'],
    ['0x1p4', '0x1p4'],
    ['1_000', 1000],
    ['1__0', 10],
    ['1_', 1],
    ['_1', '_1'],
    ['+1', 1],
    ['-0', 0],
    ['1:30', '1:30'],
    ['190:20:30', '190:20:30'],
    ['2001-01-01', '2001-01-01'],
    ['12345678901234567890', 12345678901234567890],
    ['123456789012345678901', 123456789012345678901],
    ['1e3', 1000],
    ['1E3', 1000],
    ['1e', '1e'],
    ['1.', 1],
    ['5432.0', 5432],
    ['.5', 0.5],
    ['-.5', -0.5],
    ['.5_0', 0.5],
    ['._5', '._5'],
    ['1_0.5', 10.5],
    ['1e400', '1e400'],
    ['Infinity', 'Infinity'],
    ['NaN', 'NaN'],
    ['-', 'not valid YAML'],
    ['+', '+'],
    ['9', 9],
    ['90', 90],
    ['1.inf', '1.inf'],
    ['.infx', '.infx'],
    ['0b-1', -1],
    ['0b+11', 3],
    ['10b-1', '10b-1'],
    ['0b-12', '0b-12'],
    ['1e10', 1e10],
    ['1e-5', 1e-5],
    ['-.25', -0.25],
    ['-0.0', 0],
    ['.25', 0.25],
    ['.5_25', 0.525],
    ['.5__0', '.5__0'],
    ['.5e3', 500],
    ['.5e-3', 5e-4],
    ['.5e10', 5e9],
    ['.5e1_0', 5e9],
    ['.5e0_10', 5e9],
    // Beyond 64 bits what is not decimal is no number.
    ['0xFFFFFFFFFFFFFFFF', 2 ** 64],
    ['0x10000000000000000', '0x10000000000000000'],
    ['+0x7FFFFFFFFFFFFFFF', 2 ** 63],
    ['+0x8000000000000000', '+0x8000000000000000'],
    ['-0x8000000000000000', -(2 ** 63)],
    ['-0x8000000000000001', '-0x8000000000000001'],
  ])('%s: %j', (text, value) => {
    if (value === 'not valid YAML') expect(read(`a: ${text}`)).toContain(value);
    else expect(valueOf(text)).toEqual(value);
  });

  test.each(['y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON', 'true', 'True', 'TRUE'])('%s: true', (text) => {
    expect(valueOf(text)).toEqual(true);
  });

  test.each(['n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF', 'false', 'False', 'FALSE'])('%s: false', (text) => {
    expect(valueOf(text)).toEqual(false);
  });

  test.each(['', '~', 'null', 'Null', 'NULL'])('%j: null', (text) => {
    expect(valueOf(text)).toEqual(null);
  });

  test.each(['tRue', 'yEs', 'oN', 'nULL', 'o', '<<', '=', 'x010'])('%s: a text', (text) => {
    expect(valueOf(text)).toEqual(text);
  });

  test.each(['.inf', '-.Inf', '+.INF', '.nan', '.NaN'])('%s: nothing that JSON has', (text) => {
    expect(read(`a: ${text}`)).toMatch(/^not valid YAML: /);
  });
});

test.each(['"010"', "'010'", '!!str 010', '!foo 010', '! 010', '|-\n  010', '>-\n  010'])('%j is a text', (text) => {
  expect(valueOf(text)).toEqual('010');
});

test.each<[string, unknown]>([
  ['!!int "010"', 8],
  ['!!int 0b11', 3],
  ['!!float 1', 1],
  ['!!bool yes', true],
  ['!!bool "off"', false],
  ['!!null ""', null],
  ['!!binary aGVsbG8=', 'hello'],
  ['!!timestamp 2001-01-01', '2001-01-01'],
])('%s is what its tag says: %j', (text, value) => {
  expect(valueOf(text)).toEqual(value);
});

test.each(['!!int abc', '!!int 1.5', '!!float x', '!!bool 1', '!!binary "@@"', '!!null x'])('%s is refused', (text) => {
  expect(read(`a: ${text}`)).toEqual(
    'not valid YAML: a value that JSON does not have, or that is not what its tag says',
  );
});

describe('keys', () => {
  test.each<[string, object]>([
    ['on: 1', { true: 1 }],
    ['y: 1', { true: 1 }],
    ['n: 1', { false: 1 }],
    ['"on": 1', { on: 1 }],
    ['010: 1', { 8: 1 }],
    ['1.5: 1', { '1.5': 1 }],
    ['1.0: 1', { 1: 1 }],
    ['0: 1', { 0: 1 }],
    ['1000000: 1', { 1000000: 1 }],
    ['0.0001: 1', { '0.0001': 1 }],
    ['? a\n: 1', { a: 1 }],
    ['&k on: 1', { true: 1 }],
    ['a: &a 010\n*a : c', { a: 8, 8: 'c' }],
    ['2001-01-01: 1', { '2001-01-01': 1 }],
  ])('%j are texts: %j', (text, value) => {
    expect(read(text)).toEqual(value);
  });

  test.each([
    'null: 1',
    '~: 1',
    '? [a]\n: 1',
    '? { a: b }\n: 1',
    '1e6: 1',
    '12345678.5: 1',
    '18446744073709551615: 1',
    '0.0: 1',
    '-0.0: 1',
    '0.00001: 1',
    '1.2345678: 1',
  ])('%j are refused, because kubectl does so or writes them in ways of its own', (text) => {
    expect(read(text)).toEqual('not valid YAML: a key that is neither a text nor a plain number');
  });

  test.each(['a: 1\n"a": 2', 'on: 1\n"true": 2', '8: 1\n010: 2'])('%j are there twice', (text) => {
    expect(read(text)).toEqual('not valid YAML: Map keys must be unique');
  });

  test('have their line, however they are spelled', () => {
    const [manifest] = readYaml('x: &x\n  8: 1\non:\n  010: 2\nz: *x\n', 'a.yaml').manifests;
    expect(
      [
        ['true', '8'],
        ['z', '8'],
        ['z', 'nothing'],
      ].map((path) => manifest.lineOf?.(path)),
    ).toEqual([4, 2, 5]);
  });
});

describe('merges', () => {
  test.each<[string, object]>([
    ['x: &x { a: 2 }\ny1: { <<: *x, a: 1 }', { x: { a: 2 }, y1: { a: 1 } }],
    // kubectl takes them in the order in which they stand.
    ['x: &x { a: 2 }\ny1: { a: 1, <<: *x }', { x: { a: 2 }, y1: { a: 2 } }],
    [
      'x: &x { a: 2 }\nz: &z { a: 3, b: 4 }\nq: { <<: [*x, *z] }',
      { x: { a: 2 }, z: { a: 3, b: 4 }, q: { a: 2, b: 4 } },
    ],
    ['<<: { a: 1 }', { a: 1 }],
    ['"<<": { a: 1 }', { '<<': { a: 1 } }],
  ])('%j: %j', (text, value) => {
    expect(read(text)).toEqual(value);
  });

  test.each(['<<: 5', '<<: [5]', '<<: [[{ a: 1 }]]'])('%j are refused', (text) => {
    expect(read(text)).toEqual('not valid YAML: "<<" merges maps, and this is none');
  });
});
