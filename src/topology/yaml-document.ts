import { FieldPath } from './manifest';
import { MapDraft } from './yaml-map';
import { Marks } from './yaml-marks';
import { fail, MERGE_KEY, NodeReader, TEXT_KEY, unexpected } from './yaml-nodes';
import { keyText, ScalarValue } from './yaml-scalar';
import { Token, TokenType, YamlError } from './yaml-tokens';

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

class DocumentReader extends NodeReader {
  /** Keys that were numbers or booleans, of the maps that have such. */
  private readonly otherKeys = new WeakMap<object, Set<string>>();

  constructor(
    text: string,
    private readonly marks?: Marks,
  ) {
    super(text);
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

  protected members({ type }: Token): unknown {
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
      // Without a key that its ":" has found, there is no value: what follows must be the next one.
      const value = token.type === 'key' ? this.flowValue('flow-mapping-end') : this.nothing(scanner.peek());
      this.add(map, name, isText, token, value);
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
}

function endsBlockItem(type: TokenType): boolean {
  return type === 'key' || type === 'value' || type === 'block-end';
}
