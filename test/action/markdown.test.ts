/* How the text of a comment is cut where GitHub would refuse it. */

interface Parts {
  readonly before: readonly string[];
  readonly picture: string;
  readonly after: readonly string[];
  readonly footer: string;
}

interface Markdown {
  readonly COMMENT_CHARACTERS: number;
  codeBlock(text: string): string;
  fit(parts: Parts, limit: number, more: string, measure?: (text: string) => number): string;
  pictureBlock(mermaid: string): string;
}

const { codeBlock, COMMENT_CHARACTERS, fit, pictureBlock } = jest.requireActual<Markdown>(
  '../../scripts/action/markdown',
);

const MORE = 'The rest is elsewhere.';
const rows = (count: number): string => Array.from({ length: count }, (_, i) => `| row ${i} | ✓ |`).join('\n');

function parts(over: Partial<Parts> = {}): Parts {
  return {
    before: ['<!-- marker -->', '### Changes'],
    picture: 'PICTURE',
    after: ['### Checks'],
    footer: 'FOOTER',
    ...over,
  };
}

test('what fits is left as it is', () => {
  expect(fit(parts(), 1000, MORE)).toEqual('<!-- marker -->\n\n### Changes\n\nPICTURE\n\n### Checks\n\nFOOTER');
});

test('the picture goes first, and that is said', () => {
  const text = fit(parts({ picture: 'P'.repeat(500) }), 200, MORE);
  expect(text).toEqual(
    `<!-- marker -->\n\n### Changes\n\nThe picture is left out here. ${MORE}\n\n### Checks\n\nFOOTER`,
  );
});

test('then the text ends after a whole line, with the notice and the footer behind it', () => {
  const text = fit(parts({ after: [rows(100)] }), 300, MORE);
  expect(text.length).toBeLessThanOrEqual(300);
  expect(text).toMatch(
    /\n\| row \d+ \| ✓ \|\n\n\*\*This text is cut: it is too long for this place\.\*\* The rest is elsewhere\.\n\nFOOTER$/,
  );
  expect(text).toMatch(/^<!-- marker -->\n/);
});

test.each([
  [
    'a block that is folded',
    `<details>\n<summary>All</summary>\n\n${rows(100)}\n\n</details>`,
    /✓ \|\n\n<\/details>\n\n\*\*This/,
  ],
  ['a block of code', `\`\`\`\`text\n${rows(100)}\n\`\`\`\``, /✓ \|\n````\n\n\*\*This/],
  [
    'code in a folded block',
    `<details>\n\n\`\`\`text\n<details>\n${rows(100)}`,
    /✓ \|\n```\n\n<\/details>\n\n\*\*This/,
  ],
])('%s is closed where the text ends', (_, text, end) => {
  const cut = fit(parts({ after: [text] }), 300, MORE);
  expect(cut).toMatch(end);
  expect(cut.length).toBeLessThanOrEqual(300);
});

test('a line that is longer than all that fits is left out', () => {
  const text = fit(parts({ after: ['x'.repeat(COMMENT_CHARACTERS)] }), COMMENT_CHARACTERS, MORE);
  expect(text).toMatch(/^<!-- marker -->\n\n### Changes\n+\*\*This text is cut/);
});

test('a summary is measured in bytes', () => {
  const bytes = (text: string): number => Buffer.byteLength(text);
  const text = fit(parts({ after: [rows(100)] }), 300, MORE, bytes);
  expect(bytes(text)).toBeLessThanOrEqual(300);
});

test('a picture without an arrow is none', () => {
  expect(pictureBlock('flowchart LR\n')).toEqual('');
});

test.each([
  ['arrows', 501, ''],
  ['text', 400, 'x'.repeat(120)],
])('a picture of more %s than GitHub draws is left out, and that is said', (_, count, label) => {
  const arrows = Array.from({ length: count }, () => `  n1 ==>|"added: ${label}"| n2\n`).join('');
  expect(pictureBlock(`flowchart LR\n${arrows}`)).toEqual(
    `There is no picture: it has ${count} arrows, more than GitHub draws.`,
  );
});

test('what the command said ends no block of code', () => {
  expect(codeBlock('a\n````\nb\n')).toEqual('`````text\na\n````\nb\n`````');
});
