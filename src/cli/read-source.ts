import { describeError } from './file-errors';
import { LEADING_MESSAGE, leadingMessageLine } from './leading-message';
import { otherDocument } from './other-documents';
import { Source } from './sources';
import { hasActions, quotedTemplate, unrenderedFile, unrenderedObject } from './unrendered';
import { Unrendered, unrenderedMessage } from './unrendered-kind';
import { Manifest } from '../topology/manifest';
import { Problem } from '../topology/model';
import { ReadResult, readYaml } from '../topology/read-yaml';

/** What one source holds. */
export interface SourceResult extends ReadResult {
  /** What it is if a field turns out to have an action of a template. */
  readonly template?: Unrendered;
}

/** A text that takes about a second to read. */
const LONG = 1_000_000;

/**
 * Reads one source, and says it by name if it is no manifest but something that manifests are made of.
 *
 * @param again the call that reads what another program renders
 * @param announce told before a text is read whether that takes long
 */
export async function readSource(
  source: Source,
  again: string,
  announce: (isLong: boolean) => void,
): Promise<SourceResult> {
  const { name, file } = source;
  const fail = (message: string, line?: number): SourceResult => ({
    manifests: [],
    problems: [{ source: name, line, message }],
  });
  let text: string;
  try {
    text = await source.read();
  } catch (error) {
    return fail(describeError(error, name));
  }
  announce(text.length > LONG);
  let result: ReadResult;
  try {
    result = readYaml(text, name);
  } catch (error) {
    // The one way in which a text alone can end a reader: it calls itself for each level.
    if (!(error instanceof RangeError)) throw error;
    return fail('not valid YAML: nested too deeply');
  }
  const unrendered = unrenderedFile({ file, text, result });
  if (unrendered !== undefined) return fail(unrenderedMessage(unrendered, again));
  const isBroken = result.problems.length > 0 || typeof result.manifests[0]?.object === 'string';
  const line = leadingMessageLine(text, isBroken);
  if (line !== undefined) return fail(LEADING_MESSAGE, line);
  const read = withoutUnrendered(result, file, again);
  return hasActions(text) ? { ...read, template: quotedTemplate(text, file) } : read;
}

/** An object that is to be rendered is a problem, and those beside it are read. */
function withoutUnrendered({ manifests, problems }: ReadResult, file: string | undefined, again: string): ReadResult {
  const kept: Manifest[] = [];
  const found: Problem[] = [...problems];
  for (const manifest of manifests) {
    const unrendered = unrenderedObject(manifest.object, file);
    const other = otherDocument(manifest.object);
    if (unrendered !== undefined) found.push({ ...manifest.origin, message: unrenderedMessage(unrendered, again) });
    else if (other !== undefined) found.push({ ...manifest.origin, message: `this is ${other}: leave it out` });
    else kept.push(manifest);
  }
  return { manifests: kept, problems: found };
}
