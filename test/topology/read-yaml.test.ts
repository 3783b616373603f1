import { Manifest } from '../../src/topology/manifest';
import { readYaml } from '../../src/topology/read-yaml';

const objectsIn = (text: string): unknown[] => readYaml(text, 'a.yaml').manifests.map(({ object }) => object);
const lineIn = ({ lineOf }: Manifest, ...path: (string | number)[]): number | undefined => lineOf?.(path);

describe('a text of YAML documents', () => {
  test('is read one document after another, each with its number and first line', () => {
    const { manifests, problems } = readYaml('a: 1\n---\n\nb: 2\n---\nc: 3\n', 'a.yaml');
    expect(problems).toEqual([]);
    expect(manifests.map(({ object, origin }) => ({ object, origin }))).toEqual([
      { object: { a: 1 }, origin: { source: 'a.yaml', document: 1, line: 1 } },
      { object: { b: 2 }, origin: { source: 'a.yaml', document: 2, line: 4 } },
      { object: { c: 3 }, origin: { source: 'a.yaml', document: 3, line: 6 } },
    ]);
  });

  test.each([
    ['nothing', ''],
    ['a line break', '\n'],
    ['comments only', '# one\n# two\n'],
    ['separators only', '---\n---\n'],
    ['null documents', 'null\n---\n~\n'],
  ])('may be %s', (_, text) => {
    const { manifests, problems } = readYaml(text, 'a.yaml');
    expect(manifests).toEqual([]);
    expect(problems).toEqual([]);
  });

  test('may have comments, empty documents and Windows line breaks between the others', () => {
    expect(objectsIn('# head\r\n---\r\na: 1\r\n---\r\n# nothing\r\n---\r\nb: 2\r\n')).toEqual([{ a: 1 }, { b: 2 }]);
  });

  test('may be JSON', () => {
    expect(objectsIn('{ "a": [1, "two", null, true], "b": { "c": "\\u00e4" } }')).toEqual([
      { a: [1, 'two', null, true], b: { c: 'ä' } },
    ]);
  });

  test('may use anchors, aliases and merge keys, as kubectl lets it', () => {
    expect(objectsIn('a: &labels { app: web }\nb: *labels\nc:\n  <<: *labels\n  tier: x\n')).toEqual([
      { a: { app: 'web' }, b: { app: 'web' }, c: { app: 'web', tier: 'x' } },
    ]);
  });

  test('keeps keys that objects have by themselves', () => {
    expect(Object.keys(objectsIn('__proto__: x\nconstructor: y\n')[0] as object)).toEqual(['__proto__', 'constructor']);
  });
});

describe('the line of a field', () => {
  const [, manifest] = readYaml(
    'x: 1\n---\nspec:\n  ports:\n    - port: 80\n    - port: 81\n      name: b\n',
    'a.yaml',
  ).manifests;

  test.each<[string, (string | number)[], number]>([
    ['a value', ['spec', 'ports', 1, 'name'], 7],
    ['an item', ['spec', 'ports', 1], 6],
    ['a list', ['spec', 'ports'], 5],
    ['the document', [], 3],
  ])('is known for %s', (_, path, line) => {
    expect(lineIn(manifest, ...path)).toEqual(line);
  });

  test('is that of the nearest field above if it is not there', () => {
    expect(lineIn(manifest, 'spec', 'ports', 0, 'protocol')).toEqual(5);
    expect(lineIn(manifest, 'metadata', 'name')).toEqual(3);
  });
});

describe('a broken document', () => {
  test('is a problem with its place, and the others are read all the same', () => {
    const { manifests, problems } = readYaml('a: 1\n---\nb: [1, 2\nc: 3\n---\nd: 4\n', 'dir/a.yaml');
    expect(manifests.map(({ object }) => object)).toEqual([{ a: 1 }, { d: 4 }]);
    expect(problems).toEqual([
      {
        source: 'dir/a.yaml',
        document: 2,
        line: 4,
        message: 'not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ]',
      },
    ]);
  });

  test('may have a key twice: neither is believed', () => {
    const { manifests, problems } = readYaml('spec:\n  a: 1\n  b: 2\n  a: 3\n', 'a.yaml');
    expect(manifests).toEqual([]);
    expect(problems).toEqual([
      { source: 'a.yaml', document: 1, line: 4, message: 'not valid YAML: Map keys must be unique' },
    ]);
  });

  test('may have an alias that leads nowhere', () => {
    const { manifests, problems } = readYaml('ok: 1\n---\n\na: *nowhere\n', 'a.yaml');
    expect(manifests.map(({ object }) => object)).toEqual([{ ok: 1 }]);
    expect(problems).toEqual([
      {
        source: 'a.yaml',
        document: 2,
        line: 4,
        message: 'not valid YAML: Unresolved alias (the anchor must be set before the alias): nowhere',
      },
    ]);
  });

  test('may have aliases that grow beyond measure', () => {
    const levels = Array.from({ length: 9 }, (_, i) => `l${i + 1}: &l${i + 1} [${`*l${i}, `.repeat(9)}*l${i}]`);
    const { manifests, problems } = readYaml(['l0: &l0 [x]', ...levels].join('\n'), 'a.yaml');
    expect(manifests).toEqual([]);
    expect(problems).toEqual([
      {
        source: 'a.yaml',
        document: 1,
        line: 1,
        message: 'not valid YAML: Excessive alias count indicates a resource exhaustion attack',
      },
    ]);
  });

  test('may be JSON that ends too early', () => {
    const { manifests, problems } = readYaml('{\n  "a": 1,\n', 'a.json');
    expect(manifests).toEqual([]);
    expect(problems.map(({ line, message }) => ({ line, message }))).toEqual([
      { line: 3, message: 'not valid YAML: Flow map must end with a }' },
    ]);
  });
});
