import { showCode, withoutPython } from '../../site/build/code';
import { hashOf } from '../../site/build/snippets';

const block = (info: string, code: string): string => `\`\`\`${info}\n${code}\n\`\`\``;
const none = new Map<string, string>();
const TS = "new Worker(chart, 'mailer', { image: 'a/b:1' });";
const PYTHON = 'Worker(chart, "mailer", image="a/b:1")';
const translated = new Map([[hashOf(TS), `${PYTHON}\n`]]);

test('an example that has a translation has a tab for each language, TypeScript first', () => {
  expect(showCode(block('ts', TS), translated)).toBe(
    [
      '::::: tabs key:language variant:code',
      `===== TypeScript\n\n${block('ts', TS)}\n`,
      `===== Python\n\n${block('python', PYTHON)}\n`,
      ':::::',
    ].join('\n'),
  );
});

test('an example without a translation, and code in other languages, stay as they are', () => {
  const page = `# A\n\n${block('ts', TS)}\n\ntext\n\n${block('sh', 'npm test')}\n`;
  expect(showCode(page, none)).toBe(page);
});

test('the hash of an example is that of its code without a line break at the end', () => {
  expect(hashOf('a\nb')).toBe('7e18f737311b2dc3');
});

test('YAML right behind an example is shown as what it renders, beside it where both are narrow', () => {
  const shown = showCode(`${block('ts', TS)}\n\n${block('yaml', 'kind: Service')}`, none);
  expect(shown).toContain('<div class="example renders narrow">');
  expect(shown).toContain('<p class="example-label">Renders</p>\n\n```yaml\nkind: Service\n```');
});

test('an example with long lines goes beside its YAML on wider pages only', () => {
  const long = `new Worker(chart, 'mailer', { image: 'ghcr.io/acme/mailer:1.4.2', replicas: 3 });`;
  expect(showCode(`${block('ts', long)}\n\n${block('yaml', 'kind: A')}`, none)).toContain(
    'class="example renders wide"',
  );
});

test('YAML behind a sentence belongs to no example', () => {
  const page = `${block('ts', TS)}\n\nThe Service:\n\n${block('yaml', 'kind: Service')}`;
  expect(showCode(page, none)).toBe(page);
});

test('what is refused is shown with its messages, and what is warned about with the warnings', () => {
  const refused = showCode(`${block('ts refused', `${TS}\n\n${TS}`)}\n\n${block('text', 'shop/a: no')}`, none);
  expect(refused).toContain('<div class="example refused stacked">');
  expect(refused).toContain('<p class="example-label">Refused, each with its message</p>\n\n```text\nshop/a: no\n```');
  const one = showCode(`${block('ts refused', TS)}\n\n${block('text', 'shop/a: no')}`, none);
  expect(one).toContain('<p class="example-label">Refused</p>');
  const warned = showCode(`${block('ts', TS)}\n\n${block('text', '[warning] at shop')}`, none);
  expect(warned).toContain('<div class="example warns stacked">');
  const other = `${block('ts', TS)}\n\n${block('text', 'output')}`;
  expect(showCode(other, none)).toBe(other);
});

test('a fence is longer than the ticks in its code, and keeps the indentation of its list', () => {
  expect(showCode('````text\n```\n````', none)).toBe('````text\n```\n````');
  expect(showCode('- a\n\n  ```sh\n  npm ci\n  ```', none)).toBe('- a\n\n  ```sh\n  npm ci\n  ```');
});

test('a block that nothing closes is an error', () => {
  expect(() => showCode('```ts\nnew A();', none)).toThrow('a block of code that nothing closes: new A();');
});

test('the search gets each example once', () => {
  const shown = showCode(`${block('ts', TS)}\n\nafter`, translated);
  const searched = withoutPython(shown);
  expect(searched).toContain(TS);
  expect(searched).not.toContain(PYTHON);
  expect(searched).toMatch(/\n:::::\n\nafter$/);
});
