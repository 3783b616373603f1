import { Manifest } from '../../src/topology/manifest';
import { readYaml } from '../../src/topology/read-yaml';

const objectsIn = (text: string): unknown[] => readYaml(text, 'a.json').manifests.map(({ object }) => object);
const placesIn = (text: string): (readonly [number | undefined, string])[] =>
  readYaml(text, 'a.json').problems.map(({ line, message }) => [line, message]);

describe('JSON', () => {
  test.each<[string, unknown[]]>([
    ['{"a": "x\u2028y\\u0000\\/"}', [{ a: 'x\u2028y\0/' }]],
    ['{"a": 1e3, "b": 12345678901234567890, "c": -0.5}\n', [{ a: 1000, b: 12345678901234567890, c: -0.5 }]],
    ['{"__proto__": 1}', [JSON.parse('{"__proto__": 1}')]],
    ['{"a": "\\ud83d\\ude00"}', [{ a: '\u{1f600}' }]],
    // One after another, with or without anything in between.
    ['{"a": 1}{"b": 2}\n\n{"c": 3}\n', [{ a: 1 }, { b: 2 }, { c: 3 }]],
    // YAML may follow the first one.
    ['{"a": 1}\n---\nb: 010\n', [{ a: 1 }, { b: 8 }]],
    ['{"a": 1}\n---\n{"b": 2}\n---\n{"c": 3}\n', [{ a: 1 }, { b: 2 }, { c: 3 }]],
    ['{"a": 1} # text\n', [{ a: 1 }]],
    // What only looks like it is YAML.
    ['{a: 010}\n', [{ a: 8 }]],
    ["{'a': on}\n---\nb: 1\n", [{ a: true }, { b: 1 }]],
    ['\ufeff{"a": 1}\n', [{ a: 1 }]],
    [' \n\t{"a": 1}\n', [{ a: 1 }]],
  ])('%j is read as kubectl reads it', (text, objects) => {
    const { manifests, problems } = readYaml(text, 'a.json');
    expect(problems).toEqual([]);
    expect(manifests.map(({ object }) => object)).toEqual(objects);
  });

  test('keeps a key that objects have by themselves', () => {
    expect(Object.keys(objectsIn('{"__proto__": 1}')[0] as object)).toEqual(['__proto__']);
  });

  test.each<[string, string, number]>([
    ['a key twice', '{\n"a": 1,\n"b": {\n"c": 1,\n"c": 1}}', 5],
    ['a key twice, once as an escape', '{"a": 1,\n"\\u0061": 2}', 2],
    ['a key twice in an item of a list', '{"a": [1, {}, [],\n{"b": "}",\n"b": []}]}', 3],
  ])('may not have %s: neither is believed', (_, text, line) => {
    expect(objectsIn(text)).toEqual([]);
    expect(placesIn(text)).toEqual([[line, 'not valid YAML: Map keys must be unique']]);
  });

  test.each<[string, string, number]>([
    ['half of a pair of surrogates', '{"a": [1,\n"\\ud83d"]}', 2],
    ['half of a pair of surrogates', '{"a":\n{"\\udE00": 1}}', 2],
    ['a number that is too large', '{"a": 1,\n"b": -1e400}', 2],
    ['nested too deeply', `\n{"a": ${'['.repeat(10_000)}${']'.repeat(10_000)}}`, 2],
    ['something behind a document of JSON that is no map, where kubectl reads JSON', '{}\n{}\nb: 1\n', 3],
    ['something behind a document of JSON that is no map, where kubectl reads JSON', '{}\n"b"\n', 2],
  ])('is refused with its line for %s', (what, text, line) => {
    expect(placesIn(text)).toEqual([[line, `not valid YAML: ${what}`]]);
  });

  test('with one broken document is read all the same, but not believed', () => {
    const { manifests, problems } = readYaml('{"a": 1}\n{"b": 1, "b": 2}\n{"c": 3}\n', 'a.json');
    expect(manifests.map(({ object, origin }) => [object, origin.document, origin.line])).toEqual([
      [{ a: 1 }, 1, 1],
      [{ c: 3 }, 3, 3],
    ]);
    expect(problems).toEqual([
      { source: 'a.json', document: 2, line: 2, message: 'not valid YAML: Map keys must be unique' },
    ]);
  });
});

describe('the line of a field of JSON', () => {
  const text = '\n{"kind": "List",\n"items": [\n{"a": {"b\\"": "]}",\n"c": [1,\n2]}},\n{"d": null}\n]}\n';
  const [manifest] = readYaml(text, 'a.json').manifests;
  const lineOf = ({ lineOf: find }: Manifest, ...path: (string | number)[]): number | undefined => find?.(path);

  test.each<[(string | number)[], number]>([
    [[], 2],
    [['kind'], 2],
    [['items'], 3],
    [['items', 0], 4],
    [['items', 0, 'a', 'b"'], 4],
    [['items', 0, 'a', 'c'], 5],
    [['items', 0, 'a', 'c', 1], 6],
    [['items', 0, 'a', 'nothing'], 4],
    [['items', 1, 'd', 'e'], 7],
    [['items', 7], 3],
  ])('%j is %d', (path, line) => {
    expect(lineOf(manifest, ...path)).toEqual(line);
  });

  test('is that of the whole text for what stands behind other documents', () => {
    const { manifests } = readYaml('{"a": 1}\n---\n\nb: 1\nc: 2\n', 'a.json');
    expect(manifests[1].origin).toEqual({ source: 'a.json', document: 2, line: 4 });
    expect(manifests[1].lineOf?.(['c'])).toEqual(5);
  });
});
