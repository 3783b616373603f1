import { cpSync, readFileSync } from 'fs';
import * as path from 'path';
import { installCommand, InstalledCommand } from './command';
import { blocksOf, replaceBlocks } from './docs';

/*
 * What the pages about the command show is what it does. Each block in `sh` is run; the block behind it, if it is one of
 * output (text, json, mermaid), must be what comes out, and otherwise nothing may. The blocks of a page share a directory,
 * so that one writes the file that the next one reads.
 *
 * After a change of what is printed, `UPDATE_DOCS=1 npx jest test/cli` brings the pages up to date.
 */

jest.setTimeout(60_000);

const PAGES = ['command-line.md', 'reachability.md', 'runbook.md', 'checks.md'];
const OUTPUT = ['text', 'json', 'mermaid'];

let command: InstalledCommand;
beforeAll(() => (command = installCommand()));
beforeEach(() => command.reset());
afterAll(() => command.remove());

test.each(PAGES)('%s shows what the command prints', (name) => {
  const file = path.join(__dirname, '../../docs', name);
  // What one of the pages is about.
  cpSync(path.join(__dirname, '../examples/tutorials'), path.join(command.directory, 'tutorials'), { recursive: true });
  const blocks = blocksOf(readFileSync(file, 'utf8'));
  const runs = blocks.flatMap((block, i) => {
    if (block.language !== 'sh') return [];
    const { stdout, stderr } = command.shell(block.code);
    const next = blocks.at(i + 1);
    const isShown = next !== undefined && OUTPUT.includes(next.language);
    return [{ after: block, isShown, shown: isShown ? next.code : '', text: stderr + stdout }];
  });
  if (process.env.UPDATE_DOCS !== undefined) {
    return replaceBlocks(
      file,
      runs.filter(({ isShown }) => isShown),
    );
  }
  expect(runs.length).toBeGreaterThan(1);
  expect(runs.map(({ after, shown }) => `${after.code}\n${shown}`)).toEqual(
    runs.map(({ after, text }) => `${after.code}\n${text}`),
  );
});
