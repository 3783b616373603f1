import { readYaml } from '../../src/topology/read-yaml';

const messagesIn = (text: string): string[] => readYaml(text, 'a.yaml').problems.map(({ message }) => message);

describe('of many problems, a few are told and the others counted', () => {
  test('characters that kubectl does not read', () => {
    const { manifests, problems } = readYaml(`ok: 1\n---\n${'a: \u0007\n'.repeat(150_000)}`, 'a.yaml');
    expect(manifests.map(({ object }) => object)).toEqual([{ ok: 1 }]);
    expect(problems).toHaveLength(21);
    expect(problems[20]).toEqual({
      source: 'a.yaml',
      line: 23,
      message: 'not valid YAML: more characters that kubectl does not read, here and below',
    });
  });

  test('separators with something behind them', () => {
    const messages = messagesIn('--- x\n'.repeat(150_000));
    expect(messages).toHaveLength(21);
    expect(messages[20]).toEqual('not valid YAML: 149980 more lines of that kind');
  });

  test('broken documents', () => {
    const messages = messagesIn('a: [\n---\n'.repeat(10_000));
    expect(messages).toHaveLength(21);
    expect(messages[20]).toEqual('not valid YAML: 9980 more documents');
  });
});

test('documents of JSON that are broken are told and counted alike', () => {
  const messages = messagesIn('{"a": 1, "a": 2}\n'.repeat(10_000));
  expect(messages).toHaveLength(21);
  expect(messages[20]).toEqual('not valid YAML: 9980 more documents');
});

describe('what is too deep is refused, and fills no stack', () => {
  test.each([
    ['brackets', `a: ${'['.repeat(10_000)}${']'.repeat(10_000)}`],
    ['brackets on lines', `a:\n${' [\n'.repeat(10_000)}`],
    ['braces', `a: ${'{b: '.repeat(10_000)}${'}'.repeat(10_000)}`],
    ['dashes', `${'- '.repeat(10_000)}a\n`],
    ['keys', Array.from({ length: 3000 }, (_, i) => `${' '.repeat(i)}a:\n`).join('')],
    ['complex keys', `${'? '.repeat(10_000)}a\n`],
  ])('%s', (_, text) => {
    expect(messagesIn(text)).toEqual(['not valid YAML: nested too deeply']);
  });
});

describe('aliases', () => {
  test('may be many', () => {
    const text = `a: &a [b]\n${Array.from({ length: 100_000 }, (_, i) => `k${i}: &k${i} x\n`).join('')}z: *a\n`;
    const [{ object }] = readYaml(text, 'a.yaml').manifests;
    expect((object as { z: unknown }).z).toEqual(['b']);
  });

  test('may not stand for nearly all of a document, as go-yaml has it', () => {
    const list = (aliases: number): string => `a: &a [${'b,'.repeat(500)}]\nc: [${'*a,'.repeat(aliases)}]\n`;
    expect(messagesIn(list(90))).toEqual([]);
    expect(messagesIn(list(2000))).toEqual([
      'not valid YAML: Excessive alias count indicates a resource exhaustion attack',
    ]);
  });
});

test('long lines and long texts take no time to speak of', () => {
  const long = 'x'.repeat(5_000_000);
  const start = performance.now();
  const { manifests } = readYaml(`a: ${long}\nb: "${long}"\nc: ${'d '.repeat(1_000_000)}\n`, 'a.yaml');
  expect((manifests[0].object as { b: string }).b).toHaveLength(5_000_000);
  expect(performance.now() - start).toBeLessThan(10_000);
});

test('the lines of the fields of a document are found once for all', () => {
  const items = Array.from({ length: 5000 }, (_, i) => `  - name: n${i}\n    value: v\n`);
  const [manifest] = readYaml(`x: 1\n---\nitems:\n${items.join('')}`, 'a.yaml').manifests.slice(1);
  const start = performance.now();
  const lines = items.map((_, i) => manifest.lineOf?.(['items', i, 'value']));
  expect(lines).toEqual(items.map((_, i) => 5 + 2 * i));
  expect(performance.now() - start).toBeLessThan(5_000);
});
