import { Document, isAlias, isCollection, isMap, isScalar, isSeq, Node, Pair, Scalar, YAMLMap } from 'yaml';
import { FieldPath } from './manifest';
import { keyText, resolvePlain, ScalarValue } from './yaml-scalar';

/** Something that a document says and that cannot be read. */
export class ValueError extends Error {
  constructor(
    message: string,
    public readonly node: unknown,
  ) {
    super(message);
  }
}

const TAG = 'tag:yaml.org,2002:';
/** What aliases may stand for together: more than in any manifest, and less than fills the memory. */
const MANY_NODES = 1_000_000;

/** Deeper than any manifest, and not so deep that a walk through it fills the stack. */
const DEEP = 200;

interface Anchored {
  readonly node: Node;
  /** Absent while it is still being read: an alias to it would be inside of it. */
  value?: { readonly read: unknown; readonly size: number };
}

/** Turns the nodes of one document into values, as kubectl does. */
export class YamlValues {
  private readonly anchors = new Map<string, Anchored>();
  private readonly targets = new Map<unknown, Node>();
  private size = 0;
  private copied = 0;
  private depth = 0;

  constructor(private readonly document: Document.Parsed) {}

  /** The whole document; it throws a `ValueError`. */
  public read(): unknown {
    return this.value(this.document.contents);
  }

  /** The node of a field, or of the nearest one above it that is there. */
  public nodeAt(path: FieldPath): unknown {
    let node: unknown = this.document.contents;
    for (const part of path) {
      const inner = this.member(this.targets.get(node) ?? node, part);
      if (inner === undefined || inner === null) return node;
      node = inner;
    }
    return node;
  }

  private member(node: unknown, part: string | number): unknown {
    if (isSeq(node)) return typeof part === 'number' ? node.items[part] : undefined;
    if (!isMap(node)) return undefined;
    return node.items.find(({ key }) => this.isKey(key, String(part)))?.value;
  }

  private isKey(key: unknown, text: string): boolean {
    const node = this.targets.get(key) ?? key;
    return isScalar(node) && keyText(scalarValue(node)) === text;
  }

  private value(node: unknown): unknown {
    this.size++;
    if (isAlias(node)) return this.aliased(node.source, node);
    const anchor = isScalar(node) || isCollection(node) ? node.anchor : undefined;
    if (anchor === undefined) return this.plainValue(node);
    const anchored: Anchored = { node: node as Node };
    this.anchors.set(anchor, anchored);
    const before = this.size;
    const read = this.plainValue(node);
    anchored.value = { read, size: this.size - before };
    return read;
  }

  private aliased(name: string, alias: unknown): unknown {
    const anchored = this.anchors.get(name);
    if (anchored === undefined) throw new ValueError('an alias without an anchor before it', alias);
    if (anchored.value === undefined) throw new ValueError('an anchor whose value contains itself', alias);
    this.targets.set(alias, anchored.node);
    this.size += anchored.value.size;
    this.copied += anchored.value.size;
    if (this.copied > MANY_NODES) {
      throw new ValueError('Excessive alias count indicates a resource exhaustion attack', this.document.contents);
    }
    return anchored.value.read;
  }

  private plainValue(node: unknown): unknown {
    if (isCollection(node)) {
      if (this.depth === DEEP) throw new ValueError('nested too deeply', node);
      this.depth++;
      const value = isMap(node) ? this.mapOf(node) : node.items.map((item) => this.value(item));
      this.depth--;
      return value;
    }
    if (!isScalar(node)) return null;
    const value = scalarValue(node);
    if (value === undefined) {
      throw new ValueError('a value that JSON does not have, or that is not what its tag says', node);
    }
    return value;
  }

  /** In the order in which they are written, merges too: what comes later wins. */
  private mapOf(map: YAMLMap): object {
    const entries = new Map<string, unknown>();
    const own = new Set<string>();
    for (const pair of map.items as Pair[]) {
      if (isMerge(pair.key)) {
        for (const [key, value] of this.merged(pair.value)) entries.set(key, value);
        continue;
      }
      const key = this.keyOf(pair);
      if (own.has(key)) throw new ValueError('Map keys must be unique', pair.key);
      own.add(key);
      entries.set(key, this.value(pair.value));
    }
    // From entries, and not by assignment: a key may be called "__proto__".
    return Object.fromEntries(entries);
  }

  private keyOf({ key }: Pair): string {
    const text = keyText(this.value(key) as ScalarValue | undefined);
    if (text === undefined) throw new ValueError('a key that is neither a text nor a plain number', key);
    return text;
  }

  private merged(node: unknown): [string, unknown][] {
    const value = this.value(node);
    const maps = Array.isArray(value) ? [...(value as unknown[])].reverse() : [value];
    return maps.flatMap((one) => {
      if (typeof one !== 'object' || one === null || Array.isArray(one)) {
        throw new ValueError('"<<" merges maps, and this is none', node);
      }
      return Object.entries(one);
    });
  }
}

function isMerge(key: unknown): boolean {
  return (
    isScalar(key) && key.type === 'PLAIN' && key.value === '<<' && (key.tag === undefined || key.tag === `${TAG}merge`)
  );
}

/** What a scalar stands for, by its tag if it has one; undefined if it cannot be that. */
function scalarValue(node: Scalar): ScalarValue | undefined {
  const text = String(node.value ?? '');
  if (node.tag === undefined) return node.type === 'PLAIN' ? resolvePlain(text) : text;
  if (!node.tag.startsWith(TAG)) return text;
  const plain = resolvePlain(text);
  switch (node.tag.slice(TAG.length)) {
    case 'int':
      return Number.isInteger(plain) ? plain : undefined;
    case 'float':
      return typeof plain === 'number' ? plain : undefined;
    case 'bool':
      return typeof plain === 'boolean' ? plain : undefined;
    case 'null':
      return plain === null ? plain : undefined;
    case 'binary':
      return isBase64(text) ? Buffer.from(text, 'base64').toString('utf8') : undefined;
    default:
      return text;
  }
}

function isBase64(text: string): boolean {
  const plain = text.replace(/\s/g, '');
  return plain.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(plain);
}
