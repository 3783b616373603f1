import { resolvePlain, ScalarValue } from './yaml-scalar';
import { YamlScanner } from './yaml-scanner';
import { taggedValue } from './yaml-tags';
import { Token, TokenType, YamlError, YamlSyntaxError } from './yaml-tokens';

/** Deeper than any manifest, and not so deep that a walk through it fills the stack. */
const DEEP = 200;

/** A value behind an anchor; absent while it is still being read: an alias to it would be inside of it. */
interface Anchored {
  value?: { readonly read: unknown; readonly size: number };
}

/** What the last node can be as a key. */
export const TEXT_KEY = 1;
export const MERGE_KEY = 2;

/** Reads the nodes of a document; what is in lists and maps is read elsewhere. */
export abstract class NodeReader {
  protected readonly scanner: YamlScanner;
  private readonly anchors = new Map<string, Anchored>();
  protected depth = 0;
  /** Of the last value that was read: whether it can be a key, and which. */
  protected keyKind = 0;
  protected written = '';
  protected isAlias = false;
  protected line = 0;
  /** As go-yaml counts them: nodes, and those of them that aliases stand for. */
  protected decoded = 0;
  private aliased = 0;

  constructor(text: string) {
    this.scanner = new YamlScanner(text);
  }

  /** The members of a list or map that begins with this token. */
  protected abstract members(token: Token): unknown;

  protected node(isBlock: boolean, mayHaveList = false): unknown {
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

  protected nothing({ line }: Token): null {
    this.count(1);
    this.keyKind = 0;
    this.isAlias = false;
    this.line = line;
    return null;
  }

  /** go-yaml has a measure for aliases that stand for too much. */
  protected count(nodes: number): void {
    this.decoded += nodes;
    if (this.aliased <= 100 || this.decoded <= 1000) return;
    const share = Math.min(Math.max((this.decoded - 400_000) / 3_600_000, 0), 1);
    if (this.aliased / this.decoded > 0.99 - 0.89 * share) {
      throw new YamlError('Excessive alias count indicates a resource exhaustion attack', 0);
    }
  }
}

export function fail(message: string, { line }: Token): never {
  throw new YamlError(message, line);
}

export function unexpected({ line }: Token, message = 'something that must not stand here'): never {
  throw new YamlSyntaxError(message, line);
}

function notJson(token: Token): never {
  return fail('a value that JSON does not have, or that is not what its tag says', token);
}
