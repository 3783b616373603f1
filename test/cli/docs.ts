import { readFileSync, writeFileSync } from 'fs';

/** A block of code in a page. */
export interface Block {
  readonly language: string;
  readonly code: string;
  /** Where the code begins and ends in the page. */
  readonly start: number;
  readonly end: number;
}

/** The blocks of a page, in its order. */
export function blocksOf(page: string): Block[] {
  return [...page.matchAll(/^```(\w+)\n([^]*?)^```$/gm)].map((match) => {
    const start = match.index + match[0].indexOf('\n') + 1;
    return { language: match[1], code: match[2], start, end: start + match[2].length };
  });
}

/** Writes what scripts print now into the blocks behind them; a person then reads the difference. */
export function replaceBlocks(
  file: string,
  outputs: readonly { readonly after: Block; readonly text: string }[],
): void {
  let page = readFileSync(file, 'utf8');
  const blocks = blocksOf(page);
  for (const { after, text } of [...outputs].reverse()) {
    const block = blocks.find(({ start }) => start > after.end)!;
    page = page.slice(0, block.start) + text + page.slice(block.end);
  }
  writeFileSync(file, page);
}
