import { scanBlock, scanPlain, scanQuoted } from './yaml-scalars';
import { MAX_KEY_LENGTH, TokenQueue } from './yaml-token-queue';
import { HASH, isBlankOrEnd, LINE_FEED, SPACE, TAB, TokenType } from './yaml-tokens';

const [MINUS, COLON] = [45, 58];

/**
 * Takes a document apart into tokens by the rules of go-yaml v2, with all that it forgives: its scanner is libyaml's,
 * which finds keys by the `:` behind them, and ends of blocks by the indentation.
 *
 * Line breaks must be line feeds, and there must be no character that go-yaml refuses.
 */
export class YamlScanner extends TokenQueue {
  protected fetch(): void {
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
      if (code === 37) cursor.fail('a directive, which kubectl does not read. Fix: leave it out');
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
      this.insert(place, 'key', key.line);
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
    const { pos, line, column } = this.cursor;
    if (this.isKeyAllowed) this.dropKey();
    this.pushScalar('quoted', scanQuoted(this.cursor), false, pos, line, column);
  }

  private pushBlock(isLiteral: boolean): void {
    this.dropKey();
    this.isKeyAllowed = true;
    const { line } = this.cursor;
    this.push('quoted', scanBlock(this.cursor, this.indent, isLiteral), line);
  }

  private pushPlain(): void {
    const { pos, line, column } = this.cursor;
    if (this.isKeyAllowed) this.dropKey();
    const { text, endsLine } = scanPlain(this.cursor, this.indent + 1, this.isFlow);
    this.pushScalar('plain', text, endsLine, pos, line, column);
  }

  /** A text that may be a key. Most are at once seen to be one, and then no place needs to be kept. */
  private pushScalar(
    type: TokenType,
    text: string,
    endsLine: boolean,
    pos: number,
    line: number,
    column: number,
  ): void {
    const { cursor, isFlow, isKeyAllowed } = this;
    this.isKeyAllowed = endsLine;
    const isKey =
      isKeyAllowed &&
      cursor.text.charCodeAt(cursor.pos) === COLON &&
      (isFlow || isBlankOrEnd(cursor.text.charCodeAt(cursor.pos + 1))) &&
      cursor.line === line &&
      cursor.pos - pos <= MAX_KEY_LENGTH;
    if (isKey) {
      this.openBlock('block-mapping-start', column);
      this.push('key', '', line);
      this.push(type, text, line);
      this.push('value');
      cursor.pos++;
      return;
    }
    if (isKeyAllowed) this.keys[this.keys.length - 1] = this.keyAt(pos, line, column);
    this.push(type, text, line);
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
