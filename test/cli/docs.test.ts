import { existsSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import * as path from 'path';
import { installCommand, InstalledCommand } from './command';

/*
 * What the pages about the command show is what it does. A block in `sh` that calls it is run; the block behind it, if it
 * is one of output (text, json, mermaid), must be what comes out. The blocks of a page share a directory, so that one
 * writes the file that the next one reads.
 *
 * After a change of what is printed, `UPDATE_DOCS=1 npx jest test/cli/docs.test.ts` brings the pages up to date.
 */

jest.setTimeout(60_000);

const DOCS = path.join(__dirname, '../../docs');
const OUTPUT = ['text', 'json', 'mermaid'];
/** Pages whose scripts run from top to bottom. */
const PAGES = readdirSync(DOCS).filter((name) => ['command-line.md', 'reachability.md'].includes(name));

interface Block {
  readonly language: string;
  readonly code: string;
  /** Where the code begins and ends in the page. */
  readonly start: number;
  readonly end: number;
}

function blocksOf(page: string): Block[] {
  return [...page.matchAll(/^```(\w+)\n([^]*?)^```$/gm)].map((match) => {
    const start = match.index + match[0].indexOf('\n') + 1;
    return { language: match[1], code: match[2], start, end: start + match[2].length };
  });
}

let command: InstalledCommand;
beforeEach(() => (command = installCommand()));
afterEach(() => command.remove());

test.each(PAGES)('%s shows what the command prints', (name) => {
  const file = path.join(DOCS, name);
  let page = readFileSync(file, 'utf8');
  const blocks = blocksOf(page);
  const expected: string[] = [];
  const shown: string[] = [];
  const updates: { block: Block; text: string }[] = [];
  blocks.forEach((block, i) => {
    if (block.language !== 'sh') return;
    const { stdout, stderr } = command.shell(block.code);
    const next = blocks.at(i + 1);
    const text = stderr + stdout;
    if (next === undefined || !OUTPUT.includes(next.language)) {
      expected.push(`${block.code}${text}`);
      shown.push(block.code);
      return;
    }
    expected.push(`${block.code}${text}`);
    shown.push(`${block.code}${next.code}`);
    updates.push({ block: next, text });
  });
  if (process.env.UPDATE_DOCS !== undefined) {
    for (const { block, text } of updates.reverse()) page = page.slice(0, block.start) + text + page.slice(block.end);
    writeFileSync(file, page);
    return;
  }
  expect(shown.length).toBeGreaterThan(0);
  expect(shown).toEqual(expected);
});

test('the pages are there', () => {
  expect(['command-line.md', 'pipelines.md', 'reachability.md'].filter((name) => !existsSync(path.join(DOCS, name)))).toEqual([]);
});
