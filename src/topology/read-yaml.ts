import { Document, isNode, LineCounter, parseAllDocuments } from 'yaml';
import { Manifest } from './manifest';
import { Problem } from './model';
import { findBadCharacters, findBadSeparators } from './yaml-characters';
import { describeYamlError } from './yaml-errors';
import { ValueError, YamlValues } from './yaml-values';

/** What a text holds, and what of it could not be read. */
export interface ReadResult {
  readonly manifests: readonly Manifest[];
  readonly problems: readonly Problem[];
}

/**
 * Reads a text of YAML documents as kubectl reads it; JSON is YAML, too. What kubectl would read as something else than it
 * is here is a problem. A broken document is one, and the others are read all the same. No message has a word of the
 * text in it.
 *
 * @param text the documents
 * @param source where they come from, for messages
 */
export function readYaml(text: string, source: string): ReadResult {
  const lineCounter = new LineCounter();
  const manifests: Manifest[] = [];
  // Values are made from the nodes, so that they are kubectl's; the parser knows other rules.
  const documents = parseAllDocuments(text, {
    lineCounter,
    uniqueKeys: false,
    schema: 'failsafe',
    resolveKnownTags: false,
    logLevel: 'silent',
  });
  const lineAt = (offset: number): number => lineCounter.linePos(offset).line;
  const problems = [...findBadCharacters(text), ...findBadSeparators(text)].map(({ offset, message }): Problem => ({
    source,
    line: lineAt(offset),
    message: `not valid YAML: ${message}`,
  }));
  if (!Array.isArray(documents)) return { manifests, problems };
  documents.forEach((document, i) => {
    const number = i + 1;
    const fail = (what: string, line: number | undefined): void => {
      problems.push({ source, document: number, line, message: `not valid YAML: ${what}` });
    };
    for (const error of document.errors) fail(describeYamlError(error), lineAt(error.pos[0]));
    if (document.errors.length > 0) return;
    if (isOutOfSight(document, i)) {
      fail(
        'a document behind "..." without a "---" before it, which kubectl does not read',
        lineOf(document.contents, lineAt),
      );
      return;
    }
    const values = new YamlValues(document);
    try {
      const object = values.read();
      if (object === null) return;
      const origin = { source, document: number, line: lineOf(document.contents, lineAt) };
      manifests.push({ object, origin, lineOf: (path) => lineOf(values.nodeAt(path), lineAt) });
    } catch (error) {
      if (!(error instanceof ValueError)) throw error;
      fail(error.message, lineOf(error.node, lineAt));
    }
  });
  return { manifests, problems };
}

/** kubectl takes the text apart at "---", and reads one document of each part. */
function isOutOfSight({ directives, contents }: Document.Parsed, index: number): boolean {
  return index > 0 && directives.docStart !== true && contents !== null;
}

function lineOf(node: unknown, lineAt: (offset: number) => number): number | undefined {
  return isNode(node) && node.range ? lineAt(node.range[0]) : undefined;
}
