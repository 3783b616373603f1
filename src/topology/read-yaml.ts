import { Document, isNode, LineCounter, parseAllDocuments } from 'yaml';
import { FieldPath, Manifest } from './manifest';
import { Problem } from './model';

/** What a text holds, and what of it could not be read. */
export interface ReadResult {
  readonly manifests: readonly Manifest[];
  readonly problems: readonly Problem[];
}

/**
 * Reads a text of YAML documents; JSON is YAML, too. A broken document is a problem, and the others are read all the
 * same.
 *
 * @param text the documents
 * @param source where they come from, for messages
 */
export function readYaml(text: string, source: string): ReadResult {
  const lineCounter = new LineCounter();
  const manifests: Manifest[] = [];
  const problems: Problem[] = [];
  const documents = parseAllDocuments(text, { lineCounter, uniqueKeys: true, merge: true });
  if (!Array.isArray(documents)) return { manifests, problems };
  documents.forEach((document, i) => {
    const number = i + 1;
    const fail = (message: string, line: number | undefined): void => {
      const [firstLine] = message.split('\n');
      const what = firstLine.replace(/ at line \d+, column \d+:?$/, '');
      problems.push({ source, document: number, line, message: `not valid YAML: ${what}` });
    };
    for (const error of document.errors) fail(error.message, lineCounter.linePos(error.pos[0]).line);
    if (document.errors.length > 0) return;
    const line = lineOf(document, lineCounter, []);
    try {
      const object: unknown = document.toJS();
      if (object === null) return;
      const origin = { source, document: number, line };
      manifests.push({ object, origin, lineOf: (path) => lineOf(document, lineCounter, path) });
    } catch (error) {
      // Aliases are followed only now: one may lead nowhere, or to more than fits into memory.
      fail((error as Error).message, line);
    }
  });
  return { manifests, problems };
}

/** The line of a field, or of the nearest one above it that is there. */
function lineOf(document: Document.Parsed, lineCounter: LineCounter, path: FieldPath): number | undefined {
  for (let length = path.length; length >= 0; length--) {
    const node: unknown = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lineCounter.linePos(node.range[0]).line;
  }
  return undefined;
}
