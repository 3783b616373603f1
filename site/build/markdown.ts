/** A part of a page: prose, or a block of code. */
export type Part = Prose | Block;

export interface Prose {
  readonly kind: 'prose';
  readonly text: string;
}

export interface Block {
  readonly kind: 'block';
  readonly indent: string;
  readonly language: string;
  readonly flags: string[];
  /** Without the indentation of the block, and without a line break at the end. */
  readonly code: string;
}

/** Splits a page into prose and blocks of code; what stands in a quotation stays prose. */
export function partsOf(markdown: string): Part[] {
  const parts: Part[] = [];
  let prose: string[] = [];
  let open: { indent: string; fence: string; info: string[]; code: string[] } | undefined;
  const endProse = (): void => {
    if (prose.length > 0) parts.push({ kind: 'prose', text: prose.join('\n') });
    prose = [];
  };
  for (const line of markdown.split('\n')) {
    const fence = /^(\s*)(`{3,}|~{3,})\s*(.*?)\s*$/.exec(line);
    if (open === undefined && fence !== null) {
      endProse();
      open = { indent: fence[1], fence: fence[2], info: fence[3].split(/\s+/), code: [] };
    } else if (open === undefined) {
      prose.push(line);
    } else if (fence !== null && fence[2].startsWith(open.fence) && fence[3] === '') {
      const { indent, info, code } = open;
      parts.push({ kind: 'block', indent, language: info[0], flags: info.slice(1), code: code.join('\n') });
      open = undefined;
    } else {
      open.code.push(line.startsWith(open.indent) ? line.slice(open.indent.length) : line);
    }
  }
  if (open !== undefined) throw new Error(`a block of code that nothing closes: ${open.code[0]}`);
  endProse();
  return parts;
}

/** A block of code as markdown again, with a fence that is longer than any in the code. */
export function fenced(language: string, code: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${code}\n${fence}`;
}

const indented = (text: string, indent: string): string => (indent === '' ? text : text.replace(/^(?=.)/gm, indent));

/** A part as it stood on its page; of a block perhaps with other text in its place, at the same indentation. */
export function markdownOf(part: Part, instead?: string): string {
  if (part.kind === 'prose') return part.text;
  return indented(instead ?? fenced([part.language, ...part.flags].join(' '), part.code), part.indent);
}

/** Changes what is outside of blocks of code and of code in a line. */
export function mapProse(text: string, change: (prose: string) => string): string {
  return text
    .split(/(`+[^`]*`+)/)
    .map((piece, i) => (i % 2 === 0 ? change(piece) : piece))
    .join('');
}

/** The id that GitHub gives to a heading, so that one link works on both. */
export function slugOf(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M} _-]/gu, '')
    .replace(/ /g, '-');
}
