import { BoundedProblems } from './bounded-problems';
import { lineFinder } from './line-finder';
import { FieldPath, Manifest } from './manifest';
import { Problem } from './model';
import { mayBeJson, readJson } from './read-json';
import { findBadCharacters, hasBadCharacters } from './yaml-characters';
import { Chunk, splitDocuments } from './yaml-chunks';
import { markDocument, readDocument } from './yaml-document';
import { describeMistake } from './yaml-errors';
import { YamlError } from './yaml-tokens';

/** What a text holds, and what of it could not be read. */
export interface ReadResult {
  readonly manifests: readonly Manifest[];
  readonly problems: readonly Problem[];
}

/** Enough to mend a file by. */
const MANY = 20;
const BYTE_ORDER_MARK = '\ufeff';

/**
 * Reads a text of YAML or JSON documents as kubectl reads it. What kubectl would not read, or read as something else than it
 * is here, is a problem. A broken document is one, and the others are read all the same. No message has a word of the
 * text in it.
 *
 * @param text the documents
 * @param source where they come from, for messages
 */
export function readYaml(text: string, source: string): ReadResult {
  const isMarked = text.startsWith(BYTE_ORDER_MARK);
  if (isMarked || !mayBeJson(text)) return new YamlReading(source).read(isMarked ? text.slice(1) : text, 0, 1);
  const json = readJson(text, source);
  if (json.rest === undefined) return json;
  const yaml = new YamlReading(source).read(text.slice(json.rest), lineFinder(text)(json.rest) - 1, json.count + 1);
  return { manifests: [...json.manifests, ...yaml.manifests], problems: [...json.problems, ...yaml.problems] };
}

class YamlReading {
  private readonly manifests: Manifest[] = [];
  private readonly broken: BoundedProblems;
  private lastLine = Infinity;
  /** The lines of the fields of one document: whoever asks for one asks for more of it. */
  private marked: { readonly chunk: Chunk; readonly lineOf: (path: FieldPath) => number | undefined } | undefined;

  constructor(private readonly source: string) {
    this.broken = new BoundedProblems(source);
  }

  /** Lines are counted from 0, documents from 1. */
  public read(given: string, firstLine: number, firstDocument: number): ReadResult {
    // kubectl does so, too, before it reads any YAML.
    const text = given.includes('\r') ? given.replaceAll('\r\n', '\n') : given;
    const lineAt = lineFinder(text);
    this.lastLine = firstLine + lineAt(text.length);
    const bad = findBadCharacters(text);
    const { chunks, badLines } = splitDocuments(text, firstLine, firstDocument);
    for (const chunk of chunks) {
      if (bad.length === 0 || !hasBadCharacters(chunk.text)) this.readChunk(chunk);
    }
    const problems = [
      ...bad.map(({ offset, message }) => this.problem(firstLine + lineAt(offset), message)),
      ...badLines.slice(0, MANY).map((line) => this.problem(line + 1, BAD_SEPARATOR)),
      ...badLines
        .slice(MANY, MANY + 1)
        .map((line) => this.problem(line + 1, `${badLines.length - MANY} more lines of that kind`)),
      ...this.broken.all(),
    ];
    return { manifests: this.manifests, problems };
  }

  private readChunk(chunk: Chunk): void {
    const { source, broken } = this;
    const { document, text, line: firstLine, isExplicit } = chunk;
    try {
      const { value, line, hiddenLine } = readDocument(text, isExplicit);
      if (value !== null && line !== undefined) {
        const origin = { source, document, line: firstLine + line + 1 };
        this.manifests.push({ object: value, origin, lineOf: (path) => this.lineOf(chunk, path) });
      }
      if (hiddenLine !== undefined) broken.add(firstLine + hiddenLine + 1, OUT_OF_SIGHT, document);
    } catch (error) {
      if (!(error instanceof YamlError)) throw error;
      if (!broken.isOpen) return broken.leaveOut();
      const { message, line } = describeMistake(text, error);
      // What is missing at the end is not on a line that nobody wrote.
      broken.add(Math.min(firstLine + line + 1, this.lastLine), message, document);
    }
  }

  private lineOf(chunk: Chunk, path: FieldPath): number | undefined {
    if (this.marked?.chunk !== chunk) this.marked = { chunk, lineOf: markDocument(chunk.text) };
    const line = this.marked.lineOf(path);
    return line === undefined ? undefined : chunk.line + line + 1;
  }

  private problem(line: number, what: string): Problem {
    return { source: this.source, line, message: `not valid YAML: ${what}` };
  }
}

const BAD_SEPARATOR = 'a line that begins with "---" must have nothing else but a comment, or kubectl does not read it';
const OUT_OF_SIGHT = 'a document behind "..." without a "---" before it, which kubectl does not read';
