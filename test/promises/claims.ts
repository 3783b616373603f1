import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';

const ROOT = join(__dirname, '../..');

/** The words by which a sentence promises something. */
const PROMISES = /\b(close[ds]?|prove[ns]?|proofs?|exact(ly)?|never|secrets?|refuse[ds]?)\b/i;

/** The pages that promise. */
export const PAGES = [
  'README.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** A sentence of a page that promises something, on one line. */
export interface Claim {
  readonly page: string;
  readonly line: number;
  readonly text: string;
}

/** What stands below it is made of the rules of the checks, each of which has tests of its own. */
const MADE_OF_RULES = '<!-- What stands from here on is made of the rules:';

/** All sentences of a page that promise something; code blocks are no sentences. */
export function claimsOf(page: string): Claim[] {
  return blocksOf(page)
    .flatMap(({ line, text }) => sentencesOf(text).map((sentence) => ({ page, line, text: sentence })))
    .filter(({ text }) => PROMISES.test(text));
}

/** Whether a section of a page shows what is refused by a block that test/docs.test.ts runs. */
export function showsRefusals(page: string, heading: string): boolean {
  const text = readFileSync(join(ROOT, page), 'utf8');
  const start = text.indexOf(`\n${heading}\n`);
  const [section] = text.slice(start + heading.length + 2).split(/^#+ /m);
  return start >= 0 && /^```ts refused\n[^]*?^```\n+```text\n[^]*?^```$/m.test(section);
}

interface Block {
  readonly line: number;
  readonly text: string;
}

/** Paragraphs, items of lists, rows of tables and headings, each on one line. */
function blocksOf(page: string): Block[] {
  const blocks: Block[] = [];
  let lines: string[] = [];
  let fence: string | undefined;
  const finish = (next: number): void => {
    if (lines.length > 0) blocks.push({ line: next - lines.length, text: lines.map((each) => each.trim()).join(' ') });
    lines = [];
  };
  readFileSync(join(ROOT, page), 'utf8')
    .split(MADE_OF_RULES)[0]
    .split('\n')
    .forEach((text, i) => {
      const mark = /^\s*(`{3,}|~{3,})/.exec(text)?.[1];
      if (mark !== undefined && (fence === undefined || mark.startsWith(fence))) {
        finish(i + 1);
        fence = fence === undefined ? mark : undefined;
      } else if (fence === undefined) {
        // The address of a reference is no sentence.
        if (/^\[[^\]]+\]: \S+$/.test(text)) return finish(i + 1);
        if (text.trim() === '' || /^\s*([-*] |\d+\. |\||#)/.test(text)) finish(i + 1);
        if (text.trim() !== '') lines.push(text);
        if (/^#/.test(text)) finish(i + 2);
      }
    });
  finish(Infinity);
  return blocks;
}

/** A row of a table is one sentence. */
function sentencesOf(text: string): string[] {
  return text.startsWith('|') ? [text] : text.split(/(?<=[.:;!?])\s+(?=[A-Z`*[(…"])/);
}
