import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { API_TABLE } from '../src/checked/api-table';

const FOLDER = join(__dirname, '../docs');

/** What stands in code on a page: in blocks and between backticks. */
function codeOf(page: string): string {
  const text = readFileSync(join(FOLDER, page), 'utf8');
  const [blocks, rest] = [/^```\w*[^\n]*\n[^]*?^```$/gm, /`[^`\n]+`/g].map((pattern) => text.match(pattern) ?? []);
  return [...blocks, ...rest].join('\n');
}

const CODE = readdirSync(FOLDER)
  .filter((page) => page.endsWith('.md'))
  .map(codeOf)
  .join('\n');
const WORDS = new Set(CODE.match(/[A-Za-z_$][\w$]*/g));

const STRUCTS = Object.entries(API_TABLE.structs).filter(([name]) => !name.includes('.'));

test('there are structs, and pages with code', () => {
  expect(STRUCTS.length).toBeGreaterThan(30);
  expect(WORDS.has('InternalService')).toBe(true);
});

test.each(STRUCTS)('each prop of %s stands on a page', (_, { props }) => {
  const names = Object.keys(props).map((name) => name.replace(/\?$/, ''));
  expect(names.filter((name) => !WORDS.has(name))).toEqual([]);
});
