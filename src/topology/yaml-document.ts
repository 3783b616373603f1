import { FieldPath } from './manifest';
import { MapDraft } from './yaml-map';
import { Marks } from './yaml-marks';
import { keyText, resolvePlain, ScalarValue } from './yaml-scalar';
import { YamlScanner } from './yaml-scanner';
import { taggedValue } from './yaml-tags';
import { Token, TokenType, YamlError, YamlSyntaxError } from './yaml-tokens';

/** Deeper than any manifest, and not so deep that a walk through it fills the stack. */
export const DEEP = 200;

/** What a document holds. */
export interface YamlDocument {
  readonly value: unknown;
  /** Of the value, counted from 0; undefined for a document without any. */
  readonly line: number | undefined;
  /** Where something is that kubectl does not read, behind the end. */
  readonly hiddenLine?: number;
}

/**
 * Reads one document as kubectl does; it throws a `YamlError`.
 *
 * @param isExplicit whether there was a `---` in front of it
 */
export function readDocument(text: string, isExplicit: boolean): YamlDocument {
  return new DocumentReader(text).read(isExplicit);
}

/** The line of a field, counted from 0, or that of the nearest one above it; the whole document is read for it. */
export function markDocument(text: string): (path: FieldPath) => number | undefined {
  const marks = new Marks();
  const { value, line } = new DocumentReader(text, marks).read(true);
  return (path) => marks.lineOf(value, path) ?? line;
}

/** A value behind an anchor; absent while it is still being read: an alias to it would be inside of it. */
interface Anchored {
  value?: { readonly read: unknown; readonly size: number };
}

const TEXT_KEY = 1;
const MERGE_KEY = 2;

class DocumentReader {
  private readonly scanner: YamlScanner;
  private readonly anchors = new Map<string, Anchored>();
  /** Keys that were numbers or booleans, of the maps that have such. */
  private readonly otherKeys = new WeakMap<object, Set<string>>();
  private depth = 0;
  /** Of the last value that was read: whether it can be a key, and which. */
  private keyKind = 0;
  private written = '';
  private isAlias = false;
  private line = 0;
  /** As go-yaml counts them: nodes, and those of them that aliases stand for. */
  private decoded = 0;
  private aliased = 0;

  constructor(
    text: string,
    private readonly marks?: Marks,
  ) {
    this.scanner = new YamlScanner(text);
  }

  public read(isExplicit: boolean): YamlDocument {
    const { scanner } = this;
    // Behind a mark of the byte order, kubectl does not see the separator, but go-yaml does.
    const isMarked = scanner.peek().type === 'document-start';
    if (isMarked) scanner.take();
    const { type, line } = scanner.peek();
    if (type === 'stream-end') return { value: null, line: undefined };
    const isEmpty = (isExplicit || isMarked) && (type === 'document-end' || type === 'document-start');
    const value = isEmpty ? null : this.node(true);
    return { value, line: isEmpty ? undefined : line, hiddenLine: this.hidden() };
  }

  /** kubectl reads nothing behind the end of a document. */
  private hidden(): number | undefined {
    const { scanner } = this;
    const end = scanner.peek();
    if (end.type === 'stream-end') return undefined;
    if (end.type !== 'document-end') return unexpected(end, 'something behind the end of the document');
    try {
      while (scanner.peek().type === 'document-end') scanner.take();
      return scanner.peek().type === 'stream-end' ? undefined : scanner.peek().line;
    } catch (error) {
      if (error instanceof YamlError) return error.line;
      throw error;
    }
  }

  private node(isBlock: boolean, mayHaveList = false): unknown {
    const { scanner } = this;
    const token = scanner.peek();
    this.line = token.line;
    this.isAlias = false;
    switch (token.type) {
      case 'plain':
        scanner.take();
        return this.plain(token);
      case 'quoted':
        scanner.take();
        return this.text(token);
      case 'alias':
        scanner.take();
        return this.alias(token);
      case 'anchor':
      case 'tag':
        return this.withProperties(isBlock, mayHaveList);
      default:
        return this.collection(token, isBlock, mayHaveList);
    }
  }

  private plain(token: Token): ScalarValue {
    this.count(1);
    const value = resolvePlain(token.text);
    if (value === undefined) return notJson(token);
    this.keyKind = typeof value === 'string' ? (token.text === '<<' ? MERGE_KEY : TEXT_KEY) : 0;
    this.written = token.text;
    return value;
  }

  private text({ text }: Token): string {
    this.count(1);
    this.keyKind = TEXT_KEY;
    return text;
  }

  private alias(token: Token): unknown {
    const anchored = this.anchors.get(token.text);
    if (anchored === undefined) return fail('an alias without an anchor before it', token);
    if (anchored.value === undefined) return fail('an anchor whose value contains itself', token);
    const { read, size } = anchored.value;
    this.count(1);
    this.aliased += size;
    this.count(size);
    this.keyKind = typeof read === 'string' ? TEXT_KEY : 0;
    this.isAlias = true;
    this.written = '';
    return read;
  }

  private withProperties(isBlock: boolean, mayHaveList: boolean): unknown {
    const { scanner } = this;
    const start = scanner.peek();
    let anchor: Token | undefined;
    let tag: Token | undefined;
    for (let token = start; token.type === 'anchor' || token.type === 'tag'; token = scanner.peek()) {
      if (token.type === 'anchor' ? anchor !== undefined : tag !== undefined) break;
      if (token.type === 'anchor') anchor = token;
      else tag = token;
      scanner.take();
    }
    const anchored: Anchored = {};
    if (anchor !== undefined) this.anchors.set(anchor.text, anchored);
    const before = this.decoded;
    const read = this.content(start, tag, isBlock, mayHaveList);
    anchored.value = { read, size: this.decoded - before };
    this.isAlias = false;
    this.line = start.line;
    return read;
  }

  private content(start: Token, tag: Token | undefined, isBlock: boolean, mayHaveList: boolean): unknown {
    const { scanner } = this;
    const token = scanner.peek();
    if (token.type !== 'plain' && token.type !== 'quoted') {
      if (this.beginsCollection(token.type, isBlock, mayHaveList)) return this.collection(token, isBlock, mayHaveList);
      if (token.type === 'alias' || token.type === 'anchor' || token.type === 'tag') return unexpected(token);
      // Nothing behind it is nothing, or what the tag makes of it.
      return this.tagged({ type: 'plain', line: start.line, text: '' }, tag);
    }
    scanner.take();
    return this.tagged(token, tag);
  }

  private tagged(token: Token, tag: Token | undefined): ScalarValue {
    if (tag === undefined) return token.type === 'plain' ? this.plain(token) : this.text(token);
    this.count(1);
    const value = taggedValue(tag.text, token.text);
    if (value === undefined) return notJson(token);
    const isMerge = token.text === '<<' && (tag.text === '!' || tag.text === 'tag:yaml.org,2002:merge');
    this.keyKind = typeof value === 'string' ? (isMerge ? MERGE_KEY : TEXT_KEY) : 0;
    this.written = token.text;
    return value;
  }

  private beginsCollection(type: TokenType, isBlock: boolean, mayHaveList: boolean): boolean {
    if (type === 'flow-sequence-start' || type === 'flow-mapping-start') return true;
    if (type === 'block-entry') return mayHaveList;
    return isBlock && (type === 'block-sequence-start' || type === 'block-mapping-start');
  }

  private collection(token: Token, isBlock: boolean, mayHaveList: boolean): unknown {
    if (!this.beginsCollection(token.type, isBlock, mayHaveList)) return unexpected(token);
    if (this.depth === DEEP) return fail('nested too deeply', token);
    this.depth++;
    this.count(1);
    const value = this.members(token);
    this.depth--;
    this.keyKind = 0;
    this.isAlias = false;
    this.line = token.line;
    return value;
  }

  private members({ type }: Token): unknown {
    if (type !== 'block-entry') this.scanner.take();
    switch (type) {
      case 'block-mapping-start':
        return this.blockMap();
      case 'flow-mapping-start':
        return this.flowMap();
      case 'flow-sequence-start':
        return this.flowList();
      default:
        return this.blockList(type === 'block-entry');
    }
  }

  /** A list may stand at the indentation of its key; nothing closes it then. */
  private blockList(isAtKey: boolean): unknown[] {
    const { scanner } = this;
    const list: unknown[] = [];
    const lines: number[] = [];
    for (;;) {
      const token = scanner.peek();
      if (token.type !== 'block-entry') {
        if (!isAtKey && token.type !== 'block-end') {
          unexpected(token, 'something among the items of a list that is none');
        }
        if (!isAtKey) scanner.take();
        this.marks?.list(list, lines);
        return list;
      }
      scanner.take();
      const { type } = scanner.peek();
      const isEmpty =
        type === 'block-entry' || type === 'block-end' || (isAtKey && (type === 'key' || type === 'value'));
      list.push(isEmpty ? this.nothing(token) : this.node(true));
      lines.push(this.line);
    }
  }

  private blockMap(): object {
    const { scanner } = this;
    const map = new MapDraft(this.otherKeys, this.marks);
    for (;;) {
      const token = scanner.take();
      if (token.type === 'block-end') return map.finish();
      if (token.type !== 'key') unexpected(token, 'something among the keys of a map that is none');
      const name = this.nameOf(endsBlockItem(scanner.peek().type) ? null : this.node(true, true), token);
      const isText = this.keyKind === TEXT_KEY;
      this.add(map, name, isText, token, this.blockValue());
    }
  }

  private blockValue(): unknown {
    const { scanner } = this;
    const token = scanner.peek();
    if (token.type !== 'value') return this.nothing(token);
    scanner.take();
    return endsBlockItem(scanner.peek().type) ? this.nothing(token) : this.node(true, true);
  }

  private flowMap(): object {
    const { scanner } = this;
    const map = new MapDraft(this.otherKeys, this.marks);
    for (let isFirst = true; scanner.peek().type !== 'flow-mapping-end'; isFirst = false) {
      if (!isFirst) {
        if (scanner.peek().type !== 'flow-entry') unexpected(scanner.peek(), 'a map in braces without a "," or "}"');
        scanner.take();
        if (scanner.peek().type === 'flow-mapping-end') break;
      }
      const token = scanner.peek();
      if (token.type === 'key') scanner.take();
      const { type } = scanner.peek();
      if (token.type === 'key' && (type === 'value' || type === 'flow-entry' || type === 'flow-mapping-end')) {
        fail('a key that is neither a text nor a plain number', token);
      }
      const name = this.nameOf(this.node(false), token);
      const isText = this.keyKind === TEXT_KEY;
      this.add(map, name, isText, token, this.flowValue('flow-mapping-end'));
    }
    scanner.take();
    return map.finish();
  }

  private flowList(): unknown[] {
    const { scanner } = this;
    const list: unknown[] = [];
    const lines: number[] = [];
    for (let isFirst = true; scanner.peek().type !== 'flow-sequence-end'; isFirst = false) {
      if (!isFirst) {
        if (scanner.peek().type !== 'flow-entry') unexpected(scanner.peek(), 'a list in brackets without a "," or "]"');
        scanner.take();
        if (scanner.peek().type === 'flow-sequence-end') break;
      }
      list.push(scanner.peek().type === 'key' ? this.onlyMember() : this.node(false));
      lines.push(this.line);
    }
    scanner.take();
    this.marks?.list(list, lines);
    return list;
  }

  /** `[a: 1]` is a list of one map. */
  private onlyMember(): object {
    const { scanner } = this;
    const token = scanner.take();
    const { type } = scanner.peek();
    if (type === 'value' || type === 'flow-entry' || type === 'flow-sequence-end') {
      fail('a key that is neither a text nor a plain number', token);
    }
    const map = new MapDraft(this.otherKeys, this.marks);
    this.count(1);
    this.depth++;
    const name = this.nameOf(this.node(false), token);
    const isText = this.keyKind === TEXT_KEY;
    this.add(map, name, isText, token, this.flowValue('flow-sequence-end'));
    this.depth--;
    this.keyKind = 0;
    this.isAlias = false;
    this.line = token.line;
    return map.finish();
  }

  private flowValue(end: TokenType): unknown {
    const { scanner } = this;
    if (scanner.peek().type !== 'value') return this.nothing(scanner.peek());
    scanner.take();
    const { type } = scanner.peek();
    return type === 'flow-entry' || type === end ? this.nothing(scanner.peek()) : this.node(false);
  }

  /** The key of a map as text; undefined for the one that merges. */
  private nameOf(key: unknown, token: Token): string | undefined {
    if (this.keyKind === MERGE_KEY) {
      this.decoded--;
      return undefined;
    }
    const name = typeof key === 'object' ? undefined : keyText(key as ScalarValue, this.written);
    return name ?? fail('a key that is neither a text nor a plain number', token);
  }

  private add(map: MapDraft, name: string | undefined, isText: boolean, token: Token, value: unknown): void {
    if (name !== undefined) return map.set(name, isText, value, token.line, this.line);
    if (Array.isArray(value)) this.decoded--;
    map.merge(value, this.isAlias, token.line);
  }

  private nothing({ line }: Token): null {
    this.count(1);
    this.keyKind = 0;
    this.isAlias = false;
    this.line = line;
    return null;
  }

  /** go-yaml has a measure for aliases that stand for too much. */
  private count(nodes: number): void {
    this.decoded += nodes;
    if (this.aliased <= 100 || this.decoded <= 1000) return;
    const share = Math.min(Math.max((this.decoded - 400_000) / 3_600_000, 0), 1);
    if (this.aliased / this.decoded > 0.99 - 0.89 * share) {
      throw new YamlError('Excessive alias count indicates a resource exhaustion attack', 0);
    }
  }
}

function endsBlockItem(type: TokenType): boolean {
  return type === 'key' || type === 'value' || type === 'block-end';
}

function fail(message: string, { line }: Token): never {
  throw new YamlError(message, line);
}

function unexpected({ line }: Token, message = 'something that must not stand here'): never {
  throw new YamlSyntaxError(message, line);
}

function notJson(token: Token): never {
  return fail('a value that JSON does not have, or that is not what its tag says', token);
}
