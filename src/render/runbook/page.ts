import { markdownText } from '../markdown';
import { oneLine } from '../text-table';

/** Commands in a block that no line of them can end: more backticks enclose it than any of them has. */
export function bashBlock(lines: readonly string[]): string {
  const plain = lines.map(oneLine);
  const longest = Math.max(2, ...plain.flatMap((line) => [...line.matchAll(/`+/g)].map(([run]) => run.length)));
  const fence = '`'.repeat(longest + 1);
  return `${fence}bash\n${plain.map((line) => `${line}\n`).join('')}${fence}\n\n`;
}

/** Text as code in a line or a list: more backticks than the text has enclose it. */
export function code(text: string): string {
  const plain = oneLine(text);
  const longest = Math.max(0, ...[...plain.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${plain}${fence}` : `${fence} ${plain} ${fence}`;
}

/** Several of them. */
export function codes(texts: readonly string[]): string {
  return texts.map(code).join(', ');
}

/** A list; its items are Markdown. */
export function bullets(items: readonly string[]): string {
  return items.length === 0 ? '' : `${items.map((item) => `- ${item}\n`).join('')}\n`;
}

/** A paragraph of Markdown. */
export function paragraph(text: string): string {
  return `${text}\n\n`;
}

/** The first of a long list, and how many more there are. */
export function first<T>(all: readonly T[], most: number): { readonly shown: readonly T[]; readonly more: number } {
  return { shown: all.slice(0, most), more: Math.max(0, all.length - most) };
}

/** The same in one line; the texts are Markdown. */
export function few(texts: readonly string[], most: number): string {
  const { shown, more } = first(texts, most);
  return `${shown.join(', ')}${more === 0 ? '' : ` and ${more} more`}`;
}

/** Headings with the anchors that GitHub and GitLab give them, for a table of contents. */
export class Anchors {
  private readonly counts = new Map<string, number>();

  /** The anchor of the next heading with this text. */
  public next(heading: string): string {
    const slug = oneLine(heading)
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-');
    const count = this.counts.get(slug) ?? 0;
    this.counts.set(slug, count + 1);
    return count === 0 ? slug : `${slug}-${count}`;
  }
}

/** A link within the page. */
export function link(text: string, anchor: string): string {
  return `[${markdownText(text)}](#${encodeURIComponent(anchor)})`;
}
