import type { IConstruct } from 'constructs';
import { BlockSpellings, Scalar, ScalarSpellings } from './scalar-spellings';
import { refuseUnwritable, UnwritableScalar } from './unwritable';
import { YamlDraft } from './yaml-draft';
import { stringifyWhole } from './yaml-whole';

/**
 * At the margin, a key must not look like the end of the document; what begins with a letter does not. All keys of
 * manifests do.
 */
const MANIFEST_KEY = /^[a-z]/i;
/** Quoted, a longer key may reach the 1,024 characters from which on YAML wants it marked with `?`. */
const MAX_KEY_LENGTH = 160;
const STEP = '  ';
/** How many documents make a draft: enough for one question to the library, too few for the garbage collector to mind. */
const BATCH = 64;

/** What is written: a document, and the construct that answers for it. */
interface Document {
  readonly owner: IConstruct;
  readonly content: unknown;
}

/**
 * Writes manifests byte for byte as `Yaml.stringify` of cdk8s does, except for texts that kubectl would read as something
 * else, and remembers how scalars are spelled.
 *
 * Only maps and lists in block style are written here, which takes no more than indentation. Scalars and keys are
 * spelled by the YAML library, and so is the whole of any document with something else in it: objects that are
 * referred to twice (which become anchors), instances of classes, and the like.
 */
export class YamlWriter {
  private readonly values = ScalarSpellings.values();
  private readonly keys = ScalarSpellings.keys();
  private readonly blocks = new BlockSpellings();

  private draft = new YamlDraft();
  private seen = new Set<object>();
  /** Whether the document holds only what can be written here. */
  private isPlain = true;

  /** All manifests as one text; one that cannot be written is refused at its construct. */
  public stringifyManifests(manifests: readonly Document[]): string {
    try {
      return this.stringify(manifests.map(({ content }) => content));
    } catch (error) {
      if (error instanceof UnwritableScalar) {
        for (const { owner, content } of manifests) refuseUnwritable(owner, content);
      }
      throw error;
    }
  }

  /** All documents as one text. */
  public stringify(documents: readonly unknown[]): string {
    const texts: string[] = [];
    for (let i = 0; i < documents.length; i += BATCH) texts.push(this.writeBatch(documents.slice(i, i + BATCH)));
    return texts.join('---\n');
  }

  private writeBatch(documents: readonly unknown[]): string {
    this.draft = new YamlDraft();
    documents.forEach((document, i) => {
      if (i > 0) this.draft.append('---\n');
      this.writeDocument(document);
    });
    return this.draft.finish();
  }

  private writeDocument(document: unknown): void {
    const start = this.draft.mark();
    this.seen = new Set();
    this.isPlain = isManifest(document);
    if (this.isPlain) this.writeCollection(document as object, '', '');
    if (this.isPlain) {
      this.draft.append('\n');
    } else {
      this.draft.backTo(start);
      this.draft.append(stringifyWhole(document));
    }
  }

  /** Writes what stands behind a key or a dash; `start` is what comes before the first line of a collection. */
  private writeValue(value: unknown, indent: string, start: string): void {
    switch (typeof value) {
      case 'string':
        if (value.includes('\n')) this.draft.append(' ' + this.blocks.get(value, indent.length / STEP.length));
        else this.writeScalar(value);
        break;
      case 'object':
        if (value === null) this.writeScalar(value);
        else this.writeCollection(value, indent, start);
        break;
      case 'number':
        // The cache takes -0 for 0.
        if (Object.is(value, -0)) this.isPlain = false;
        else this.writeScalar(value);
        break;
      case 'boolean':
      case 'bigint':
      case 'undefined':
        this.writeScalar(value);
        break;
      default:
        this.isPlain = false;
    }
  }

  private writeScalar(scalar: Scalar): void {
    this.draft.appendScalar(' ', scalar, this.values);
  }

  private writeCollection(value: object, indent: string, start: string): void {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (this.seen.has(value)) this.isPlain = false;
    else if (prototype === Object.prototype) this.writeMap(value as Record<string, unknown>, indent, start);
    else if (prototype === Array.prototype) this.writeList(value as unknown[], indent, start);
    else this.isPlain = false;
  }

  private writeMap(map: Record<string, unknown>, indent: string, start: string): void {
    this.seen.add(map);
    const below = indent + STEP;
    let lineStart = start;
    const keys = Object.keys(map);
    for (const key of keys) {
      if (key.length > MAX_KEY_LENGTH) this.isPlain = false;
      this.draft.appendScalar(lineStart, key, this.keys);
      this.writeValue(map[key], below, '\n' + below);
      lineStart = '\n' + indent;
    }
    if (keys.length === 0) this.draft.append(' {}');
  }

  private writeList(list: readonly unknown[], indent: string, start: string): void {
    this.seen.add(list);
    const below = indent + STEP;
    let lineStart = start + '-';
    for (const item of list) {
      this.draft.append(lineStart);
      this.writeValue(item, below, ' ');
      lineStart = '\n' + indent + '-';
    }
    if (list.length === 0) this.draft.append(' []');
  }
}

function isManifest(document: unknown): boolean {
  if (typeof document !== 'object' || document === null) return false;
  const keys = Object.keys(document);
  return keys.length > 0 && keys.every((key) => MANIFEST_KEY.test(key));
}
