import { Cursor, HASH, isBlank, isBlankOrEnd, isLineEnd, LINE_FEED, SPACE, TAB } from './yaml-tokens';

/*
 * The three ways to write a text in YAML, as go-yaml v2 reads them. Line breaks are line feeds here: all others that it
 * knows are refused before.
 */

const [COLON, QUOTE, APOSTROPHE, BACKSLASH] = [58, 34, 39, 92];
/** `,`, `?`, `[`, `]`, `{` and `}` end an unquoted text between brackets. */
const FLOW_INDICATORS = new Set([44, 63, 91, 93, 123, 125]);

/** An unquoted text, and whether the line ended behind it. */
export function scanPlain(cursor: Cursor, indent: number, isFlow: boolean): { text: string; endsLine: boolean } {
  const { text } = cursor;
  let read: string | undefined;
  let breaks = 0;
  for (;;) {
    if (cursor.isAtDocumentMark() || text.charCodeAt(cursor.pos) === HASH) break;
    const end = plainLineEnd(cursor, isFlow);
    if (end > cursor.pos) {
      const line = text.slice(cursor.pos, end);
      read = read === undefined ? line : read + folded(breaks) + line;
      breaks = 0;
      cursor.pos = end;
    }
    if (!skipBlanks(cursor)) break;
    while (text.charCodeAt(cursor.pos) === LINE_FEED) {
      breaks++;
      cursor.newLine();
      skipIndent(cursor, indent);
    }
    if (breaks > 0 && !isFlow && cursor.column < indent) break;
  }
  return { text: read ?? '', endsLine: breaks > 0 };
}

/** Where an unquoted text ends in this line, without the blanks behind it. */
function plainLineEnd({ text, pos }: Cursor, isFlow: boolean): number {
  let end = pos;
  for (let i = pos; ; i++) {
    const code = text.charCodeAt(i);
    if (isLineEnd(code)) return end;
    if (isBlank(code)) {
      if (text.charCodeAt(i + 1) === HASH) return end;
      continue;
    }
    if (code === COLON && isBlankOrEnd(text.charCodeAt(i + 1))) return end;
    if (isFlow && FLOW_INDICATORS.has(code)) return end;
    end = i + 1;
  }
}

/** Whether the line ends behind the blanks. */
function skipBlanks(cursor: Cursor): boolean {
  const { text } = cursor;
  while (isBlank(text.charCodeAt(cursor.pos))) cursor.pos++;
  return text.charCodeAt(cursor.pos) === LINE_FEED;
}

function skipIndent(cursor: Cursor, indent: number): void {
  for (;;) {
    const code = cursor.text.charCodeAt(cursor.pos);
    if (code === TAB && cursor.column < indent) cursor.fail('a tab where the indentation must be spaces');
    if (!isBlank(code)) return;
    cursor.pos++;
  }
}

/** One line break is a space, and more are one fewer. */
function folded(breaks: number): string {
  return breaks === 1 ? ' ' : '\n'.repeat(breaks - 1);
}

/** A text in quotes; the cursor stands at the first. */
export function scanQuoted(cursor: Cursor): string {
  const { text, pos, line } = cursor;
  const quote = text.charCodeAt(pos);
  for (let i = pos + 1; ; i++) {
    const code = text.charCodeAt(i);
    if (code === quote && !(quote === APOSTROPHE && text.charCodeAt(i + 1) === APOSTROPHE)) {
      cursor.pos = i + 1;
      return text.slice(pos + 1, i);
    }
    if (isLineEnd(code) || code === quote || (code === BACKSLASH && quote === QUOTE)) break;
  }
  cursor.pos++;
  const parts: string[] = [];
  for (;;) {
    if (cursor.isAtDocumentMark()) cursor.fail('a document ends within a text in quotes', line);
    if (Number.isNaN(text.charCodeAt(cursor.pos))) cursor.fail('a text in quotes does not end', line);
    const isContinued = scanQuotedWord(cursor, quote, parts, line);
    if (!isContinued && text.charCodeAt(cursor.pos) === quote) break;
    parts.push(quotedBlanks(cursor, isContinued));
  }
  cursor.pos++;
  return parts.join('');
}

/** Up to the next blank or the closing quote; true if a backslash takes the end of the line away. */
function scanQuotedWord(cursor: Cursor, quote: number, parts: string[], line: number): boolean {
  const { text } = cursor;
  let start = cursor.pos;
  const flush = (): void => {
    if (cursor.pos > start) parts.push(text.slice(start, cursor.pos));
  };
  for (;;) {
    const code = text.charCodeAt(cursor.pos);
    if (isBlankOrEnd(code)) break;
    if (code === quote) {
      if (quote === QUOTE || text.charCodeAt(cursor.pos + 1) !== APOSTROPHE) break;
      cursor.pos++;
      flush();
      cursor.pos++;
      start = cursor.pos;
    } else if (quote === QUOTE && code === BACKSLASH) {
      flush();
      cursor.pos++;
      if (text.charCodeAt(cursor.pos) === LINE_FEED) {
        cursor.newLine();
        return true;
      }
      parts.push(scanEscape(cursor, line));
      start = cursor.pos;
    } else {
      cursor.pos++;
    }
  }
  flush();
  return false;
}

/** Blanks as they are, or what line breaks among them become. */
function quotedBlanks(cursor: Cursor, isContinued: boolean): string {
  const { text, pos } = cursor;
  let breaks = 0;
  for (;;) {
    const code = text.charCodeAt(cursor.pos);
    if (code === LINE_FEED) {
      breaks++;
      cursor.newLine();
    } else if (isBlank(code)) {
      cursor.pos++;
    } else {
      break;
    }
  }
  if (isContinued) return '\n'.repeat(breaks);
  return breaks === 0 ? text.slice(pos, cursor.pos) : folded(breaks);
}

const ESCAPES: { readonly [letter: string]: string } = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  "'": "'",
  '\\': '\\',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};
const ESCAPE_LENGTHS: { readonly [letter: string]: number } = { x: 2, u: 4, U: 8 };

function scanEscape(cursor: Cursor, line: number): string {
  const { text } = cursor;
  const letter = text.charAt(cursor.pos++);
  if (Object.hasOwn(ESCAPES, letter)) return ESCAPES[letter];
  if (!Object.hasOwn(ESCAPE_LENGTHS, letter)) return cursor.fail('an escape sequence that there is not', line);
  const digits = text.slice(cursor.pos, cursor.pos + ESCAPE_LENGTHS[letter]);
  const code = /^[0-9a-fA-F]+$/.test(digits) && digits.length === ESCAPE_LENGTHS[letter] ? parseInt(digits, 16) : -1;
  if (code < 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) {
    return cursor.fail('an escape sequence of no character (kubectl does not put surrogates together)', line);
  }
  cursor.pos += digits.length;
  return String.fromCodePoint(code);
}

/** A block; the cursor stands at `|` or `>`. */
export function scanBlock(cursor: Cursor, parentIndent: number, isLiteral: boolean): string {
  const { text, line } = cursor;
  cursor.pos++;
  const [header, chomping, increment] = blockHeader(cursor);
  cursor.pos += header.length;
  while (isBlank(text.charCodeAt(cursor.pos))) cursor.pos++;
  if (text.charCodeAt(cursor.pos) === HASH) cursor.pos = lineEndAt(text, cursor.pos);
  const end = text.charCodeAt(cursor.pos);
  if (!isLineEnd(end)) cursor.fail('something behind "|" or ">" that is no comment');
  if (end === LINE_FEED) cursor.newLine();

  const given = increment === 0 ? 0 : Math.max(parentIndent, 0) + increment;
  const first = blockBreaks(cursor, given, line);
  const indent = given === 0 ? Math.max(first.widest, parentIndent + 1, 1) : given;
  const parts: string[] = [];
  let { breaks } = first;
  let leading = '';
  let wasBlank = false;
  while (cursor.column === indent && cursor.pos < text.length) {
    const startsBlank = isBlank(text.charCodeAt(cursor.pos));
    if (!isLiteral && leading !== '' && !wasBlank && !startsBlank) {
      if (breaks === '') parts.push(' ');
    } else {
      parts.push(leading);
    }
    parts.push(breaks);
    wasBlank = startsBlank;
    const lineEnd = lineEndAt(text, cursor.pos);
    parts.push(text.slice(cursor.pos, lineEnd));
    cursor.pos = lineEnd;
    leading = '';
    if (lineEnd < text.length) {
      leading = '\n';
      cursor.newLine();
    }
    ({ breaks } = blockBreaks(cursor, indent, line));
  }
  if (chomping !== '-') parts.push(leading);
  if (chomping === '+') parts.push(breaks);
  return parts.join('');
}

function blockHeader(cursor: Cursor): [header: string, chomping: string, increment: number] {
  const [header] = /^(?:[-+]\d?|\d[-+]?)?/.exec(cursor.text.slice(cursor.pos, cursor.pos + 2))!;
  const digit = /\d/.exec(header)?.[0];
  if (digit === '0') cursor.fail('a block that is indented by 0');
  return [header, /[-+]/.exec(header)?.[0] ?? '', Number(digit ?? 0)];
}

const TAB_FIRST = 'a block that begins with a tab: kubectl wants its indentation told, as in "|2"';

/** Empty lines, and the indentation of the line behind them: all of it where it is not known yet. */
function blockBreaks(cursor: Cursor, indent: number, line: number): { breaks: string; widest: number } {
  const { text } = cursor;
  let breaks = '';
  let widest = 0;
  for (;;) {
    while ((indent === 0 || cursor.column < indent) && text.charCodeAt(cursor.pos) === SPACE) cursor.pos++;
    widest = Math.max(widest, cursor.column);
    const code = text.charCodeAt(cursor.pos);
    if (code === TAB && (indent === 0 || cursor.column < indent)) {
      // Where it is told, this can only be a line that is not deep enough.
      cursor.fail(indent === 0 ? TAB_FIRST : 'a tab where the indentation of a block must be spaces', line);
    }
    if (code !== LINE_FEED) return { breaks, widest };
    breaks += '\n';
    cursor.newLine();
  }
}

function lineEndAt(text: string, pos: number): number {
  const end = text.indexOf('\n', pos);
  return end === -1 ? text.length : end;
}
