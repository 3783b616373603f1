import { Cursor, Token, TokenType } from './yaml-tokens';

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
export const MAX_KEY_LENGTH = 1024;

/** The tokens between the text and whoever reads it: what may be a key waits until its `:` is found or cannot come. */
export abstract class TokenQueue {
  protected readonly cursor: Cursor;
  /** From `head` to `tail`; the array is used again and again. */
  private readonly queue: Token[] = [];
  protected head = 0;
  protected tail = 0;
  /** Whether the head is known to be no key. */
  private isReady = false;
  /** How many tokens were taken out of the queue. */
  protected taken = 0;
  protected indent = -1;
  private readonly indents: number[] = [];
  /** One for each bracket that is open, and one for the block around them. */
  protected readonly keys: (SimpleKey | undefined)[] = [undefined];
  protected isKeyAllowed = true;

  constructor(text: string) {
    this.cursor = new Cursor(text);
  }

  /** The next token. */
  public peek(): Token {
    while (!this.isReady) {
      if (this.head < this.tail && !this.mayHeadBeKey()) this.isReady = true;
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
    if (this.head === this.tail) {
      this.head = 0;
      this.tail = 0;
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
  protected isLive(level: number): boolean {
    const key = this.keys[level];
    if (key === undefined) return false;
    const { cursor } = this;
    if (key.line === cursor.line && length(cursor.text, key.pos, cursor.pos) <= MAX_KEY_LENGTH) return true;
    this.dropKey(level);
    return false;
  }

  protected get isFlow(): boolean {
    return this.keys.length > 1;
  }

  /** Finds the next tokens. */
  protected abstract fetch(): void;

  protected push(type: TokenType, text = '', line = this.cursor.line): void {
    this.queue[this.tail++] = { type, line, text };
  }

  protected insert(place: number, type: TokenType, line: number): void {
    for (let i = this.tail; i > place; i--) this.queue[i] = this.queue[i - 1];
    this.queue[place] = { type, line, text: '' };
    this.tail++;
  }

  protected saveKey(): void {
    if (!this.isKeyAllowed) return;
    this.dropKey();
    const { pos, line, column } = this.cursor;
    this.keys[this.keys.length - 1] = this.keyAt(pos, line, column);
  }

  /** In a block, what stands at its indentation must be a key. */
  protected keyAt(pos: number, line: number, column: number): SimpleKey {
    const number = this.taken + this.tail - this.head;
    return { isRequired: !this.isFlow && this.indent === column, number, pos, line, column };
  }

  protected dropKey(level = this.keys.length - 1): void {
    const key = this.keys[level];
    if (key?.isRequired === true) {
      this.cursor.fail('a line that is neither "key: value" nor an item of a list', key.line);
    }
    this.keys[level] = undefined;
  }

  protected openBlock(type: TokenType, column: number, place = this.tail, line = this.cursor.line): void {
    if (this.isFlow || this.indent >= column) return;
    this.indents.push(this.indent);
    this.indent = column;
    this.insert(place, type, line);
  }

  protected closeBlocks(column: number): void {
    if (this.isFlow) return;
    while (this.indent > column) {
      this.push('block-end');
      this.indent = this.indents.pop()!;
    }
  }
}

/** In characters: a pair of surrogates is one. */
function length(text: string, start: number, end: number): number {
  return end - start <= MAX_KEY_LENGTH || end - start > 2 * MAX_KEY_LENGTH
    ? end - start
    : Array.from(text.slice(start, end)).length;
}
