import { scanBlock, scanPlain, scanQuoted } from './yaml-scalars';
import { Cursor, HASH, isBlankOrEnd, LINE_FEED, SPACE, TAB, Token, TokenType } from './yaml-tokens';

/** A place at which a key may have begun: only the `:` behind it tells. */
interface SimpleKey {
  readonly isRequired: boolean;
  /** Of the token, counted from the beginning. */
  readonly number: number;
  readonly pos: number;
  readonly line: number;
  readonly column: number;
}

/** Characters between a key's beginning and its `:`. */
const MAX_KEY_LENGTH = 1024;
const MINUS = 45;

/**
 * Takes a document apart into tokens by the rules of go-yaml v2, with all that it forgives: its scanner is libyaml's,
 * which finds keys by the `:` behind them, and ends of blocks by the indentation.
 *
 * Line breaks must be line feeds, and there must be no character that go-yaml refuses.
 */
export class YamlScanner {
  private readonly cursor: Cursor;
  private queue: Token[] = [];
  private head = 0;
  /** Whether the head is known to be no key. */
  private isReady = false;
  /** How many tokens were taken out of the queue. */
  private taken = 0;
  private indent = -1;
  private readonly indents: number[] = [];
  /** One for each bracket that is open, and one for the block around them. */
  private readonly keys: (SimpleKey | undefined)[] = [undefined];
  private isKeyAllowed = true;

  constructor(text: string) {
    this.cursor = new Cursor(text);
  }

  /** The next token. */
  public peek(): Token {
    while (!this.isReady) {
      if (this.head < this.queue.length && !this.mayHeadBeKey()) this.isReady = true;
      else this.fetch();
    }
    return this.queue[this.head];
  }

  /** The next token, which is gone then. */
  public take(): Token {
    const token = this.peek();
    this.isReady = false;
    this.head++;
    this.taken++;
    if (this.head === this.queue.length) {
      this.queue = [];
      this.head = 0;
    }
    return token;
  }

  /** A key comes before the token that it begins with, so that one must wait until it is known. */
  private mayHeadBeKey(): boolean {
    const { keys, taken } = this;
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (key === undefined || key.number > taken) continue;
      if (key.number === taken) return this.isLive(i);
    }
    return false;
  }

  /** Whether `:` may still come. */
  private isLive(level: number): boolean {
    const key = this.keys[level];
    if (key === undefined) return false;
    const { cursor } = this;
    if (key.line === cursor.line && length(cursor.text, key.pos, cursor.pos) <= MAX_KEY_LENGTH) return true;
    this.dropKey(level);
    return false;
  }

  private get isFlow(): boolean {
    return this.keys.length > 1;
  }

  private fetch(): void {
    this.skipToToken();
    const { cursor } = this;
    const { text, pos, column } = cursor;
    this.closeBlocks(column);
    const code = text.charCodeAt(pos);
    if (code !== code) {
      this.closeBlocks(-1);
      return this.pushAlone('stream-end', false, 0);
    }
    if (column === 0) {
      if (code === 37) cursor.fail('a directive, which kubectl parts from its document');
      if (cursor.isAtDocumentMark()) {
        this.closeBlocks(-1);
        return this.pushAlone(code === MINUS ? 'document-start' : 'document-end', false, 3);
      }
    }
    switch (text[pos]) {
      case '[':
        return this.openFlow('flow-sequence-start');
      case '{':
        return this.openFlow('flow-mapping-start');
      case ']':
        return this.closeFlow('flow-sequence-end');
      case '}':
        return this.closeFlow('flow-mapping-end');
      case ',':
        return this.pushAlone('flow-entry', true, 1);
      case '*':
        return this.pushName('alias');
      case '&':
        return this.pushName('anchor');
      case '!':
        return this.pushTag();
      case "'":
      case '"':
        return this.pushQuoted();
      case '|':
      case '>':
        if (!this.isFlow) return this.pushBlock(text[pos] === '|');
        break;
      case '-':
        if (isBlankOrEnd(text.charCodeAt(pos + 1))) return this.pushEntry();
        return this.pushPlain();
      case '?':
        if (this.isFlow || isBlankOrEnd(text.charCodeAt(pos + 1))) return this.pushComplexKey();
        return this.pushPlain();
      case ':':
        if (this.isFlow || isBlankOrEnd(text.charCodeAt(pos + 1))) return this.pushValue();
        return this.pushPlain();
      case '%':
      case '@':
      case '`':
      case '\t':
        break;
      default:
        return this.pushPlain();
    }
    cursor.fail(
      code === TAB
        ? 'a tab where the indentation must be spaces'
        : 'a text begins with a character that must be quoted',
    );
  }

  /** Tabs are no indentation: where a key may begin, they are refused as what they are. */
  private skipToToken(): void {
    const { cursor } = this;
    const { text } = cursor;
    for (;;) {
      let code = text.charCodeAt(cursor.pos);
      while (code === SPACE || (code === TAB && (this.isFlow || !this.isKeyAllowed))) {
        code = text.charCodeAt(++cursor.pos);
      }
      if (code === HASH) {
        const end = text.indexOf('\n', cursor.pos);
        cursor.pos = end === -1 ? text.length : end;
        code = text.charCodeAt(cursor.pos);
      }
      if (code !== LINE_FEED) return;
      cursor.newLine();
      if (!this.isFlow) this.isKeyAllowed = true;
    }
  }

  private push(type: TokenType, text = '', line = this.cursor.line): void {
    this.queue.push({ type, line, text });
  }

  /** A token that cannot be part of a key. */
  private pushAlone(type: TokenType, isKeyAllowed: boolean, width: number): void {
    this.dropKey();
    this.isKeyAllowed = isKeyAllowed;
    this.push(type);
    this.cursor.pos += width;
  }

  private openFlow(type: TokenType): void {
    this.saveKey();
    this.keys.push(undefined);
    this.isKeyAllowed = true;
    this.push(type);
    this.cursor.pos++;
  }

  private closeFlow(type: TokenType): void {
    this.dropKey();
    if (this.isFlow) this.keys.pop();
    this.isKeyAllowed = false;
    this.push(type);
    this.cursor.pos++;
  }

  private pushEntry(): void {
    if (!this.isFlow) {
      if (!this.isKeyAllowed) this.cursor.fail('an item of a list where none can begin');
      this.openBlock('block-sequence-start', this.cursor.column);
    }
    this.pushAlone('block-entry', true, 1);
  }

  private pushComplexKey(): void {
    if (!this.isFlow) {
      if (!this.isKeyAllowed) this.cursor.fail('a key where none can begin');
      this.openBlock('block-mapping-start', this.cursor.column);
    }
    this.pushAlone('key', !this.isFlow, 1);
  }

  private pushValue(): void {
    const level = this.keys.length - 1;
    if (!this.isLive(level)) {
      if (!this.isFlow) {
        if (!this.isKeyAllowed) this.cursor.fail('a ":" where no key can end');
        this.openBlock('block-mapping-start', this.cursor.column);
      }
      this.isKeyAllowed = !this.isFlow;
    } else {
      const key = this.keys[level]!;
      const place = this.head + key.number - this.taken;
      this.queue.splice(place, 0, { type: 'key', line: key.line, text: '' });
      this.openBlock('block-mapping-start', key.column, place, key.line);
      this.keys[level] = undefined;
      this.isKeyAllowed = false;
    }
    this.push('value');
    this.cursor.pos++;
  }

  private pushName(type: 'alias' | 'anchor'): void {
    this.saveKey();
    this.isKeyAllowed = false;
    const { cursor } = this;
    const [name] = match(NAME, cursor.text, cursor.pos + 1);
    const end = cursor.pos + 1 + name.length;
    if (name === '' || !(isBlankOrEnd(cursor.text.charCodeAt(end)) || '?:,]}%@`'.includes(cursor.text[end]))) {
      cursor.fail('an alias or anchor without a good name');
    }
    this.push(type, name);
    cursor.pos = end;
  }

  private pushTag(): void {
    this.saveKey();
    this.isKeyAllowed = false;
    const { cursor } = this;
    const [written, verbatim, short, own] = match(TAG, cursor.text, cursor.pos);
    if (written === '' || !isBlankOrEnd(cursor.text.charCodeAt(cursor.pos + written.length))) {
      cursor.fail('a tag that is not known');
    }
    this.push('tag', verbatim ?? (short === undefined ? `!${own}` : `tag:yaml.org,2002:${short}`));
    cursor.pos += written.length;
  }

  private pushQuoted(): void {
    this.saveKey();
    this.isKeyAllowed = false;
    const { line } = this.cursor;
    this.push('quoted', scanQuoted(this.cursor), line);
  }

  private pushBlock(isLiteral: boolean): void {
    this.dropKey();
    this.isKeyAllowed = true;
    const { line } = this.cursor;
    this.push('quoted', scanBlock(this.cursor, this.indent, isLiteral), line);
  }

  private pushPlain(): void {
    this.saveKey();
    const { line } = this.cursor;
    const { text, endsLine } = scanPlain(this.cursor, this.indent + 1, this.isFlow);
    this.isKeyAllowed = endsLine;
    this.push('plain', text, line);
  }

  /** In a block, what stands at its indentation must be a key. */
  private saveKey(): void {
    if (!this.isKeyAllowed) return;
    this.dropKey();
    const { pos, line, column } = this.cursor;
    const number = this.taken + this.queue.length - this.head;
    this.keys[this.keys.length - 1] = { isRequired: !this.isFlow && this.indent === column, number, pos, line, column };
  }

  private dropKey(level = this.keys.length - 1): void {
    const key = this.keys[level];
    if (key?.isRequired === true) {
      this.cursor.fail('a line that is neither "key: value" nor an item of a list', key.line);
    }
    this.keys[level] = undefined;
  }

  private openBlock(type: TokenType, column: number, place = this.queue.length, line = this.cursor.line): void {
    if (this.isFlow || this.indent >= column) return;
    this.indents.push(this.indent);
    this.indent = column;
    this.queue.splice(place, 0, { type, line, text: '' });
  }

  private closeBlocks(column: number): void {
    if (this.isFlow) return;
    while (this.indent > column) {
      this.push('block-end');
      this.indent = this.indents.pop()!;
    }
  }
}

const NAME = /[0-9A-Za-z_-]*/y;
/** What a tag may be written with; it has escapes in none that is of use. */
const TAG =
  /!(?:<([-\w;/?:@&=+$,.!~*'()[\]]+)>|!([-\w;/?:@&=+$,.!~*'()[\]]+)|(?![-\w]*!)([-\w;/?:@&=+$,.!~*'()[\]]*))|/y;

function match(pattern: RegExp, text: string, pos: number): RegExpExecArray {
  pattern.lastIndex = pos;
  return pattern.exec(text)!;
}

/** In characters: a pair of surrogates is one. */
function length(text: string, start: number, end: number): number {
  return end - start <= MAX_KEY_LENGTH || end - start > 2 * MAX_KEY_LENGTH
    ? end - start
    : Array.from(text.slice(start, end)).length;
}
