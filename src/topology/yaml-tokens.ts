/** What the scanner finds in a text; the words are those of libyaml, from which go-yaml comes. */
export type TokenType =
  | 'stream-end'
  | 'document-start'
  | 'document-end'
  | 'block-sequence-start'
  | 'block-mapping-start'
  | 'block-end'
  | 'flow-sequence-start'
  | 'flow-sequence-end'
  | 'flow-mapping-start'
  | 'flow-mapping-end'
  | 'flow-entry'
  | 'block-entry'
  | 'key'
  | 'value'
  | 'alias'
  | 'anchor'
  | 'tag'
  | 'plain'
  | 'quoted';

/** One token; `text` is what a scalar, tag, anchor or alias says. */
export interface Token {
  readonly type: TokenType;
  /** Counted from 0. */
  readonly line: number;
  readonly text: string;
}

/** A text that kubectl does not read, or that it reads as something else than what is there to see. */
export class YamlError extends Error {
  constructor(
    message: string,
    /** Counted from 0. */
    public readonly line: number,
  ) {
    super(message);
  }
}

/** One that is no YAML at all: other parsers may have better words for it. */
export class YamlSyntaxError extends YamlError {}

/** A place in a text that moves forward. */
export class Cursor {
  public pos = 0;
  /** Counted from 0. */
  public line = 0;
  /** Where the line begins. */
  public lineStart = 0;

  constructor(public readonly text: string) {}

  /** The place in its line, counted from 0. */
  public get column(): number {
    return this.pos - this.lineStart;
  }

  /** Goes over a line feed. */
  public newLine(): void {
    this.pos++;
    this.line++;
    this.lineStart = this.pos;
  }

  /** Whether `---` or `...` stands at the beginning of this line, alone or before a blank. */
  public isAtDocumentMark(): boolean {
    if (this.pos !== this.lineStart) return false;
    const { text, pos } = this;
    return (text.startsWith('---', pos) || text.startsWith('...', pos)) && isBlankOrEnd(text.charCodeAt(pos + 3));
  }

  public fail(message: string, line = this.line): never {
    throw new YamlSyntaxError(message, line);
  }
}

export const TAB = 9;
export const LINE_FEED = 10;
export const SPACE = 32;
export const HASH = 35;

/** A space or a tab. */
export function isBlank(code: number): boolean {
  return code === SPACE || code === TAB;
}

/** A line feed, or the end of the text, where codes are NaN. */
export function isLineEnd(code: number): boolean {
  return code === LINE_FEED || code !== code;
}

/** Anything that parts words. */
export function isBlankOrEnd(code: number): boolean {
  return code === SPACE || code === LINE_FEED || code === TAB || code !== code;
}
