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
        message: 'not valid YAML: an alias without an anchor before it',
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

  test.each([
    ['itself', 'a: &x [*x]\n', 1],
    ['a map around it', 'a: &x\n  b: { c: *x }\n', 2],
    ['the whole document', '&r\nitems:\n  - *r\n', 3],
  ])('may have an anchor that contains %s', (_, text, line) => {
    const { manifests, problems } = readYaml(`${text}---\nok: 1\n`, 'a.yaml');
    expect(manifests.map(({ object }) => object)).toEqual([{ ok: 1 }]);
    expect(problems).toEqual([
      { source: 'a.yaml', document: 1, line, message: 'not valid YAML: an anchor whose value contains itself' },
    ]);
  });

  test.each([
    ['within the parser', 100_000],
    ['beyond what is read', 300],
  ])('may be nested too deeply, %s', (_, depth) => {
    const { manifests, problems } = readYaml(`a: ${'['.repeat(depth)}${']'.repeat(depth)}`, 'a.yaml');
    expect(manifests).toEqual([]);
    expect(problems.map(({ message }) => message)).toContain('not valid YAML: nested too deeply');
  });

  test.each([
    'a: "hunter2\n',
    'a: @hunter2\n',
    'a: *hunter2\n',
    'a: "\\hunter2"\n',
    'a: !hunter2! x\n',
    'a: | hunter2\n  x\n',
    '- a\nhunter2: 1\n',
    'hunter2\na: [\n',
    'a: b: hunter2\n',
    '? [hunter2]\n: x\n',
    'hunter2: 1\nhunter2: 2\n',
    '--- hunter2\n',
    '"hunter2" hunter2: hunter2\n',
    '{ hunter2: [ }\n',
    'a: &hunter2 *hunter2\n',
    'a: !!int hunter2\n',
    'a: hunter2\u0000\n',
  ])('is told without a word of it: %j', (text) => {
    const { problems } = readYaml(text, 'a.yaml');
    expect(problems.length).toBeGreaterThan(0);
    expect(JSON.stringify(problems)).not.toContain('hunter2');
  });
});

describe('characters that kubectl reads in ways of its own', () => {
  const TEXT = 'a: x\nb: y%s\nc: z\n';

  test.each(['\u0085', '\u2028', '\u2029', '\r'])('%j is a line break to it, and refused', (character) => {
    const { problems } = readYaml(TEXT.replace('%s', `${character} # d`), 'a.yaml');
    const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    expect(problems.map(({ line, message }) => ({ line, message }))).toEqual([
      {
        line: 2,
        message: `not valid YAML: got U+${code}, which kubectl takes for a line break; allowed: line feeds. Fix: write it as an escape in double quotes`,
      },
    ]);
  });

  test.each(['\u0000', '\u0007', '\u001b', '\u007f', '\u009b', '\ud800', '\ufffe', '\uffff', '\ufeff'])(
    '%j is nothing that it reads, and refused',
    (character) => {
      const { problems } = readYaml(TEXT.replace('%s', character), 'a.yaml');
      expect(problems[0].line).toEqual(2);
      expect(problems[0].message).toMatch(
        /^not valid YAML: got the character U\+[0-9A-F]{4}, which kubectl does not read;/,
      );
    },
  );

  test('a mark of the byte order, tabs, pairs of surrogates and line breaks of Windows are none of them', () => {
    expect(objectsIn('\ufeffa:\t"\u{1f600}"\r\nb: 1\r\n')).toEqual([{ a: '\u{1f600}', b: 1 }]);
  });

  test('they may stand in the texts of JSON, and as escapes', () => {
    expect(objectsIn('{ "a": "x\u2028y" }')).toEqual([{ a: 'x\u2028y' }]);
    expect(objectsIn('a: "x\\u2028y"')).toEqual([{ a: 'x\u2028y' }]);
  });

  test('no more of them are told than help', () => {
    expect(readYaml('\u0007'.repeat(10_000), 'a.yaml').problems.length).toBeLessThan(30);
  });
});

describe('documents that kubectl does not read', () => {
  test.each(['--- a: 1\n', 'a: 1\n--- { b: 2 }\n', 'a: 1\n---b\n', '---- \n'])('%j', (text) => {
    expect(readYaml(text, 'a.yaml').problems.map(({ message }) => message)).toContain(
      'not valid YAML: a line that begins with "---" must have nothing else but a comment, or kubectl does not read it',
    );
  });

  test('behind "..." alone', () => {
    const { manifests, problems } = readYaml('a: 1\n...\nb: 2\n', 'a.yaml');
    expect(manifests.map(({ object }) => object)).toEqual([{ a: 1 }]);
    expect(problems.map(({ line, message }) => ({ line, message }))).toEqual([
      {
        line: 3,
        message: 'not valid YAML: a document behind "..." without a "---" before it, which kubectl does not read',
      },
    ]);
  });

  test('but those behind a comment, and "..." before "---"', () => {
    expect(objectsIn('--- # one\na: 1\n...\n---\t\nb: 2\n...\n')).toEqual([{ a: 1 }, { b: 2 }]);
  });
});
