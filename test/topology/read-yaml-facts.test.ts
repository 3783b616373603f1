import { readYaml } from '../../src/topology/read-yaml';

/*
 * What kubectl reads, taken down from kubectl's own reader (k8s.io/apimachinery, sigs.k8s.io/yaml) by the program in
 * scripts/conformance/yaml: the corners in which readers of YAML differ.
 */

function objectsIn(text: string): unknown[] {
  const { manifests, problems } = readYaml(text, 'a.yaml');
  expect(problems).toEqual([]);
  return manifests.map(({ object }) => object);
}

const problemsIn = (text: string): string[] => readYaml(text, 'a.yaml').problems.map(({ message }) => message);

describe('unquoted texts', () => {
  test.each<[string, unknown]>([
    ['a: b\n  c\n\n  d\n', { a: 'b c\nd' }],
    ['a:\n  b c\n  d # e\n', { a: 'b c d' }],
    ['a: b#c\n', { a: 'b#c' }],
    ['a: http://x/y?z\n', { a: 'http://x/y?z' }],
    ['a: -b\nc: ?d\ne: :f\n', { a: '-b', c: '?d', e: ':f' }],
    ['a: b\tc\t\n', { a: 'b\tc' }],
    ['a:\tb\n', { a: 'b' }],
    ['a: [b\n  c]\n', { a: ['b c'] }],
    ['a b: c\n', { 'a b': 'c' }],
    ['0b-1: x\na: 0b-1\n', { '-1': 'x', a: -1 }],
    ['a: -0b-1\n', { a: '-0b-1' }],
    ['a: +0xFFFFFFFFFFFFFFFF\n', { a: '+0xFFFFFFFFFFFFFFFF' }],
    ['a: 0xFFFFFFFFFFFFFFFF\n', { a: 18446744073709552000 }],
    ['1234567: a\n', { 1234567: 'a' }],
    ['"é\u{1f600}": ü\n', { 'é\u{1f600}': 'ü' }],
  ])('%j: %j', (text, object) => {
    expect(objectsIn(text)).toEqual([object]);
  });
});

describe('texts in quotes', () => {
  test.each<[string, unknown]>([
    // They may go on at the indentation of their key, and even before it.
    ['a:\n  b: "c\n  d"\n', { a: { b: 'c d' } }],
    ['a:\n  b: "c\nd"\n', { a: { b: 'c d' } }],
    ["a: 'b\n\n\n  c'\n", { a: 'b\n\nc' }],
    ['a: "b\\\n   c"\n', { a: 'bc' }],
    ['a: "b \\\n\n   c"\n', { a: 'b \nc' }],
    ['a: "b\n\tc"\n', { a: 'b c' }],
    ['a: " b "\n', { a: ' b ' }],
    ["a: 'it''s'\n", { a: "it's" }],
    ['a: "\\x41\\u0042\\U0001F600\\e\\_\\N\\L\\P\\0"\n', { a: 'AB\u{1f600}\x1b\xa0\x85\u2028\u2029\0' }],
    ['"a": b\n\'c\' : d\n', { a: 'b', c: 'd' }],
    ['a: "b"#c\n', { a: 'b' }],
    ['a: "b" # c\n', { a: 'b' }],
  ])('%j: %j', (text, object) => {
    expect(objectsIn(text)).toEqual([object]);
  });

  test.each(['a: "\\/"\n', 'a: "\\q"\n', 'a: "\\ud83d\\ude00"\n', 'a: "b" c\n', 'a: "b\n', 'a: "b\n--- c"\n'])(
    '%j is refused',
    (text) => {
      expect(problemsIn(text)[0]).toMatch(/^not valid YAML: /);
    },
  );
});

describe('blocks', () => {
  test.each<[string, unknown]>([
    ['a: |\n  b\n   c\n\nd: e\n', { a: 'b\n c\n', d: 'e' }],
    ['a: |-\n  b\n\n\n', { a: 'b' }],
    ['a: |+\n  b\n\n\nc: d\n', { a: 'b\n\n\n', c: 'd' }],
    ['a: >\n  b\n  c\n\n  d\n   e\n  f\n', { a: 'b c\nd\n e\nf\n' }],
    ['a: >-\n\n  b\n', { a: '\nb' }],
    ['a: |2\n   b\n', { a: ' b\n' }],
    ['a: |1-\n  b\n', { a: ' b' }],
    ['a: |-2\n   b\n', { a: ' b' }],
    ['a: | # c\n  b\n', { a: 'b\n' }],
    ['a: |#c\n  b\n', { a: 'b\n' }],
    ['a: |\n  b', { a: 'b\n' }],
    ['a: |2\n  \tb\n', { a: '\tb\n' }],
    ['a: |\nb: c\n', { a: '', b: 'c' }],
    ['- |\n b\n- >\n c\n', ['b\n', 'c\n']],
    ['a: |\r\n  b\r\n  c\r\n', { a: 'b\nc\n' }],
    ['a: |\n  # b\n  c: d\n', { a: '# b\nc: d\n' }],
  ])('%j: %j', (text, object) => {
    expect(objectsIn(text)).toEqual([object]);
  });

  test('that begin with a tab must tell their indentation', () => {
    expect(problemsIn('a: |\n  \tb\n')).toEqual([
      'not valid YAML: a block that begins with a tab: kubectl wants its indentation told, as in "|2"',
    ]);
  });

  test.each(['a: | b\n', 'a: |0\n b\n', 'a: |10\n b\n', 'a: |\n\tb\n'])('%j is refused', (text) => {
    expect(problemsIn(text)[0]).toMatch(/^not valid YAML: /);
  });
});

describe('lists and maps', () => {
  test.each<[string, unknown]>([
    ['a:\n- b\n- c\nd: e\n', { a: ['b', 'c'], d: 'e' }],
    ['- - a\n  - b\n-\n  c: d\n', [['a', 'b'], { c: 'd' }]],
    ['- a: b\n  c: d\n- # e\n  f\n-\n', [{ a: 'b', c: 'd' }, 'f', null]],
    ['? a\n: b\n? c\n', { a: 'b', c: null }],
    ['a: {b: c,}\nd: [e,]\n', { a: { b: 'c' }, d: ['e'] }],
    ['a: [\n\tb,\n\tc ]\n', { a: ['b', 'c'] }],
    ['a: {b, c: d, "e":f, g:h: i}\n', { a: { b: null, c: 'd', e: 'f', 'g:h': 'i' } }],
    ['a: [b: c, "d":e, ? f : g]\n', { a: [{ b: 'c' }, { d: 'e' }, { f: 'g' }] }],
    ['a: [-, b#c]\n', { a: ['-', 'b#c'] }],
    ['a: { b: [ { c: d } ] } # e\n', { a: { b: [{ c: 'd' }] } }],
    ['a: &x\n  b: c\nd: *x\ne: [*x]\n', { a: { b: 'c' }, d: { b: 'c' }, e: [{ b: 'c' }] }],
    ['a: &x 1\nb: &x 2\nc: *x\n', { a: 1, b: 2, c: 2 }],
    ['a: !!map {b: !!str }\nc: !x [d]\n', { a: { b: '' }, c: ['d'] }],
    ['&x a: *x\n', { a: 'a' }],
    ['a: &x !!str 1\nb: !!str &y 2\n', { a: '1', b: '2' }],
    ['a: &x\nb: *x\n', { a: null, b: null }],
  ])('%j: %j', (text, object) => {
    expect(objectsIn(text)).toEqual([object]);
  });

  test.each([
    ...[
      'a: b: c\n',
      'a: - b\n',
      'a:\n\tb: c\n',
      '-\tb\n',
      'a: [b\n',
      'a: {b\n',
      'a: [b}\n',
      'a: [,b]\n',
      'a: [b,,c]\n',
      'a: {,}\n',
      'a: [b?c]\n',
    ],
    ...[
      'a: {[b]: c}\n',
      'a: {? : b}\n',
      'a: {b c\n d: e}\n',
      '"a\nb": c\n',
      ': a\n',
      'a: b\nc\n',
      'a: b\n c: d\n',
      'a: @b\n',
      'a: %b\n',
      'a: !!\n',
      'a: !x!y z\n',
    ],
    ...[
      'a: &x &y b\n',
      'a: *x b\n',
      'a: &x *x\n',
      'a: & b\n',
      '%YAML 1.1\n---\na: b\n',
      '%TAG ! x\n---\na: b\n',
      'a: b\n%c\n',
      '[a] b\n',
      '- a\nb: c\n',
      `${'k'.repeat(1025)}: a\n`,
    ],
  ])('%j is refused', (text) => {
    expect(problemsIn(text)[0]).toMatch(/^not valid YAML: /);
  });

  test('a key may have 1,024 characters', () => {
    expect(objectsIn(`${'k'.repeat(1024)}: a\n`)).toEqual([{ ['k'.repeat(1024)]: 'a' }]);
    expect(objectsIn(`${'\u{1f600}'.repeat(1024)}: a\n`)).toEqual([{ ['\u{1f600}'.repeat(1024)]: 'a' }]);
  });
});

describe('merges', () => {
  test.each<[string, unknown]>([
    ['<<: {a: {<<: {b: 1}, c: 2}}\n', { a: { b: 1, c: 2 } }],
    ['<<: [{a: 1}, {a: 2, b: 3}]\na: 4\n', { a: 4, b: 3 }],
    ['a: 4\n<<: [{a: 1}, {a: 2, b: 3}]\n', { a: 1, b: 3 }],
    ['!!merge x: {a: 1}\n', { x: { a: 1 } }],
    ['!!str <<: {a: 1}\n', { '<<': { a: 1 } }],
  ])('%j: %j', (text, object) => {
    expect(objectsIn(text)).toEqual([object]);
  });

  test('of a list behind an anchor are refused, as kubectl does', () => {
    expect(problemsIn('x: &x [{a: 1}]\ny: {<<: *x}\n')).toEqual(['not valid YAML: "<<" merges maps, and this is none']);
  });

  test('of a number over a text are refused: which of both is written is by chance', () => {
    expect(problemsIn('<<: {1: a}\n"1": b\n')).toEqual(['not valid YAML: Map keys must be unique']);
  });
});

describe('documents', () => {
  test.each<[string, unknown[]]>([
    // The separator counts even within a block.
    ['a: |\n  b\n---\nc: d\n', [{ a: 'b\n' }, { c: 'd' }]],
    ['---\n---\n---\na: b\n', [{ a: 'b' }]],
    ['# a\n---\n# b\n---\nc: d\n', [{ c: 'd' }]],
    ['\ufeff---\na: b\n', [{ a: 'b' }]],
    ['a: b\n...\n', [{ a: 'b' }]],
    ['---\n...\n---\na: b\n', [{ a: 'b' }]],
    ['a: b\n--- # c\nd: e\n---', [{ a: 'b' }, { d: 'e' }]],
    ['a: b\r\n---\r\nc: d\r\n', [{ a: 'b' }, { c: 'd' }]],
  ])('%j: %j', (text, objects) => {
    expect(objectsIn(text)).toEqual(objects);
  });

  test.each(['a: b\n---\n...\n', '...\n', 'a: "b\n---\nc"\n', '{a: b} {c: d}\n'])('%j is refused', (text) => {
    expect(problemsIn(text)[0]).toMatch(/^not valid YAML: /);
  });
});

test('of a line break of Windows with one more carriage return, that one is refused', () => {
  expect(problemsIn('a: 010\r\r\nb: 1\r\n')).toEqual([
    'not valid YAML: got U+000D, which kubectl takes for a line break; allowed: line feeds. Fix: write it as an escape in double quotes',
  ]);
});

describe('tags', () => {
  test.each<[string, unknown]>([
    ['a: !!int 0x10\n', 16],
    ['a: !<tag:yaml.org,2002:int> "5"\n', 5],
    ['a: !!str ~\n', '~'],
    ['a: !!str\n', ''],
    ['a: !!binary |\n  YQ\n  ==\n', 'a'],
    ['a: ! "<<"\n', '<<'],
  ])('%j: %j', (text, value) => {
    expect(objectsIn(text)).toEqual([{ a: value }]);
  });

  test.each([
    '!!int 1.0',
    '!!int',
    '!!float .inf',
    '!!timestamp 2001-02-30',
    '!!timestamp x',
    '!!binary YQ',
    '!!binary "Y Q=="',
    '!!binary /w==',
  ])('%s is refused', (text) => {
    expect(problemsIn(`a: ${text}\n`)).toEqual([
      'not valid YAML: a value that JSON does not have, or that is not what its tag says',
    ]);
  });
});
