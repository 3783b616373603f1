/** A part of a text that kubectl reads as one document. */
export interface Chunk {
  /** Counted from 1. */
  readonly document: number;
  readonly text: string;
  /** The line on which it begins, counted from 0. */
  readonly line: number;
  /** Whether kubectl leaves the separator in front of it. */
  readonly isExplicit: boolean;
}

/** What a text is taken apart into, and the lines (counted from 0) of separators that kubectl does not take. */
export interface Chunks {
  readonly chunks: readonly Chunk[];
  readonly badLines: readonly number[];
}

/**
 * Takes a text apart into documents as kubectl does, before it knows anything of YAML: at each line that begins with
 * `---`, be it within a block or a text in quotes.
 *
 * @param firstLine the line on which the text begins, counted from 0
 * @param firstDocument the number of its first document
 */
export function splitDocuments(text: string, firstLine = 0, firstDocument = 1): Chunks {
  const chunks: Chunk[] = [];
  const badLines: number[] = [];
  let document = firstDocument;
  let line = firstLine;
  let isExplicit = false;
  const add = (start: number, end: number, isLast: boolean): void => {
    const part = text.slice(start, end);
    const isEmpty = isComment(part);
    if (!isEmpty) {
      chunks.push({ document, text: isLast && !part.endsWith('\n') ? `${part}\n` : part, line, isExplicit });
    }
    isExplicit = part === '' && !isExplicit;
    // What stands before the first separator alone is a document only if there is something.
    if (!isLast && !(isEmpty && start === 0)) document++;
    line += countLines(text, start, end);
  };
  let start = 0;
  for (let separator = nextSeparator(text, 0); separator !== -1; separator = nextSeparator(text, start)) {
    add(start, separator, false);
    const end = lineEnd(text, separator);
    if (!/^(?:[ \t]+(?:#.*)?)?$/.test(text.slice(separator + 3, end))) badLines.push(line);
    start = Math.min(end + 1, text.length);
    line++;
  }
  add(start, text.length, true);
  return { chunks, badLines };
}

function nextSeparator(text: string, start: number): number {
  if (text.startsWith('---', start) && (start === 0 || text[start - 1] === '\n')) return start;
  const found = text.indexOf('\n---', start);
  return found === -1 ? -1 : found + 1;
}

function lineEnd(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end === -1 ? text.length : end;
}

function countLines(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', start); at !== -1 && at < end; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

/** Whether nothing but blank lines and comments is in it. */
function isComment(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '#') i = lineEnd(text, i);
    else if (text[i] !== ' ' && text[i] !== '\n') return false;
  }
  return true;
}
