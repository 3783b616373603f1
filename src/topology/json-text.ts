import { FieldPath } from './manifest';

const [QUOTE, BACKSLASH, OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET, COLON] = [34, 92, 123, 125, 91, 93, 58];

/** What can be told of a JSON text without reading it; true of good ones only. */
export interface JsonExtent {
  readonly end: number;
  readonly memberCount: number;
  readonly depth: number;
}

/** Where a map or list of JSON ends; undefined if it does not. */
export function measureJson(text: string, start: number): JsonExtent | undefined {
  let memberCount = 0;
  let depth = 0;
  let open = 0;
  for (let i = start; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) {
      i = stringEnd(text, i) - 1;
    } else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      open++;
      if (open > depth) depth = open;
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      open--;
      if (open === 0) return { end: i + 1, memberCount, depth };
    } else if (code === COLON) {
      memberCount++;
    }
  }
  return undefined;
}

/** Behind the closing quote. */
function stringEnd(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) return i + 1;
    if (code === BACKSLASH) i++;
  }
  return text.length;
}

/** Where something of a JSON text stands; the text must be good. */
export class JsonPlaces {
  /** Where the items of long lists begin: a problem with each of them must not take a walk over all. */
  private readonly lists = new Map<number, readonly number[]>();

  constructor(
    public readonly text: string,
    public readonly start: number,
  ) {}

  /** The place of a field, or of the nearest one above it that is there. */
  public offsetOf(path: FieldPath): number {
    let at = this.start;
    for (const key of path) {
      const inner =
        this.text.charCodeAt(at) === OPEN_BRACKET ? this.item(at, Number(key)) : this.member(at, String(key));
      if (inner === undefined) return at;
      at = inner;
    }
    return at;
  }

  /** The place of the first key that its map has already. */
  public repeatedKey(at = this.start): number | undefined {
    const keys = new Set<string>();
    for (const { key, keyAt, valueAt } of this.entries(at)) {
      if (key !== undefined && keys.has(key)) return keyAt;
      if (key !== undefined) keys.add(key);
      const inner = this.repeatedKey(valueAt);
      if (inner !== undefined) return inner;
    }
    return undefined;
  }

  private item(at: number, index: number): number | undefined {
    let items = this.lists.get(at);
    if (items === undefined) {
      items = Array.from(this.entries(at), ({ valueAt }) => valueAt);
      this.lists.set(at, items);
    }
    return items[index];
  }

  private member(at: number, name: string): number | undefined {
    for (const { key, valueAt } of this.entries(at)) {
      if (key === name) return valueAt;
    }
    return undefined;
  }

  /** The members of a map or list; nothing of anything else. */
  private *entries(at: number): Generator<{ key: string | undefined; keyAt: number; valueAt: number }> {
    const { text } = this;
    const open = text.charCodeAt(at);
    if (open !== OPEN_BRACE && open !== OPEN_BRACKET) return;
    let next = this.skip(at + 1, /[\s,]*/y);
    while (text.charCodeAt(next) !== CLOSE_BRACE && text.charCodeAt(next) !== CLOSE_BRACKET) {
      const keyAt = next;
      let key: string | undefined;
      if (open === OPEN_BRACE) {
        const end = stringEnd(text, keyAt);
        key = JSON.parse(text.slice(keyAt, end)) as string;
        next = this.skip(end, /[\s:]*/y);
      }
      yield { key, keyAt, valueAt: next };
      next = this.skip(this.valueEnd(next), /[\s,]*/y);
    }
  }

  private valueEnd(at: number): number {
    const code = this.text.charCodeAt(at);
    if (code === QUOTE) return stringEnd(this.text, at);
    if (code === OPEN_BRACE || code === OPEN_BRACKET) return measureJson(this.text, at)!.end;
    return this.skip(at, /[^\s,\]}]*/y);
  }

  private skip(at: number, pattern: RegExp): number {
    pattern.lastIndex = at;
    pattern.exec(this.text);
    return pattern.lastIndex;
  }
}
