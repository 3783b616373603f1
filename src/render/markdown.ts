import { oneLine } from './text-table';

/** A row of a table in GitHub's Markdown; cells come escaped. */
export function markdownRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`;
}

/** The heading of a table, with the line below it. */
export function markdownHead(cells: readonly string[]): string {
  return `${markdownRow(cells)}|${'---|'.repeat(cells.length)}\n`;
}

/** Text in a cell, shown as it is: whatever Markdown or HTML would read as its own is escaped. */
export function markdownText(text: string): string {
  return oneLine(text)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/[\\`*_[\]|~!@#]/g, '\\$&');
}

/** Text in a cell as code: a pipe still ends a cell there, and more backticks than the text has enclose it. */
export function markdownCode(text: string): string {
  const plain = oneLine(text).replace(/\|/g, '\\|');
  const longest = Math.max(0, ...[...plain.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${plain}${fence}` : `${fence} ${plain} ${fence}`;
}
