import { createHash } from 'crypto';
import { readdirSync, readFileSync } from 'fs';
import * as path from 'path';

export const ROOT = path.join(__dirname, '..', '..');

/** The name of this package, which is another one for another version of cdk8s-plus. */
export const { name: PACKAGE } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { name: string };

/** A `ts` block of a page. */
export interface Block {
  readonly page: string;
  /** The line of the page that the first line of the code is on. */
  readonly line: number;
  readonly code: string;
  /** Each of its statements is refused, with a message. */
  readonly isRefused: boolean;
}

/** The name of a block in dist/snippets/python.json; the site computes the same from what it shows. */
export function keyOf({ code }: Pick<Block, 'code'>): string {
  return createHash('sha256').update(code).digest('hex').slice(0, 16);
}

/** Where a block is, for people. */
export function placeOf({ page, line }: Block): string {
  return `${page}:${line}`;
}

/** A block with imports is a whole file; one without relies on the names that docs/README.md gives. */
export function isFile({ code }: Pick<Block, 'code'>): boolean {
  return /^import\s/m.test(code);
}

/** What runs on its own: the block, or each statement of a block whose statements are refused. */
export function partsOf({ code, isRefused }: Block): string[] {
  return isRefused ? code.split('\n\n').map((part) => part.trim()) : [code];
}

/** The `ts` blocks of a page, without the indentation of their fences. */
export function blocksOf(page: string, markdown: string): Block[] {
  const blocks: Block[] = [];
  let open: { indent: string; fence: string; info: string[]; line: number; code: string[] } | undefined;
  markdown.split('\n').forEach((text, index) => {
    const fence = /^(\s*)(`{3,}|~{3,})\s*(.*?)\s*$/.exec(text);
    if (open === undefined) {
      if (fence === null) return;
      open = { indent: fence[1], fence: fence[2], info: fence[3].split(/\s+/), line: index + 2, code: [] };
    } else if (fence !== null && fence[2].startsWith(open.fence) && fence[3] === '') {
      const { info, line, code } = open;
      if (info[0] === 'ts') blocks.push({ page, line, code: code.join('\n'), isRefused: info.includes('refused') });
      open = undefined;
    } else {
      open.code.push(text.startsWith(open.indent) ? text.slice(open.indent.length) : text);
    }
  });
  return blocks;
}

/** The blocks of README.md and of all pages of docs/. */
export function allBlocks(): Block[] {
  const docs = readdirSync(path.join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .sort();
  return ['README.md', ...docs.map((name) => `docs/${name}`)].flatMap((page) =>
    blocksOf(page, readFileSync(path.join(ROOT, page), 'utf8')),
  );
}
