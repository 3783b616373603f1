import { Baseline, BASELINE_VERSION, BaselineEntry } from './baseline';
import { inOneLine, isReason } from '../../support/accept-annotation';
import { isDay } from '../../support/day';
import { nearest } from '../../support/nearest';
import { Field, Manifest } from '../../topology/manifest';
import { Problem } from '../../topology/model';
import { isNearField } from '../../topology/near-field';
import { readYaml } from '../../topology/read-yaml';

/** A baseline, or what is wrong with the text. */
export interface BaselineResult {
  /** Absent where there is a problem. */
  readonly baseline?: Baseline;
  readonly problems: readonly Problem[];
}

/**
 * Reads a baseline, from JSON or YAML.
 *
 * @param text the file's
 * @param source its name, for messages
 */
export function readBaseline(text: string, source: string): BaselineResult {
  const { manifests, problems } = readDocuments(text, source);
  if (problems.length > 0) return { problems };
  if (manifests.length !== 1) {
    const got = manifests.length === 0 ? 'nothing' : `${manifests.length} documents`;
    const message = `baseline: got ${got}; allowed: one document with version and findings`;
    return { problems: [{ source, line: manifests[1]?.origin.line, message }] };
  }
  const [manifest] = manifests;
  const found: Problem[] = [];
  const baseline = baselineOf(Field.root(manifest, found), manifest);
  return found.length > 0 ? { problems: found } : { baseline, problems: [] };
}

function readDocuments(text: string, source: string): ReturnType<typeof readYaml> {
  try {
    return readYaml(text, source);
  } catch (error) {
    // The one way in which a text alone can end the reader: it calls itself for each level.
    if (!(error instanceof RangeError)) throw error;
    return { manifests: [], problems: [{ source, message: 'not valid YAML: nested too deeply' }] };
  }
}

const FIELDS: readonly string[] = ['$schema', 'version', 'findings'];
const ENTRY_FIELDS: readonly string[] = ['rule', 'object', 'detail', 'reason', 'until'];

function baselineOf(root: Field, manifest: Manifest): Baseline {
  if (!isMap(root)) {
    root.problem('a map with version and findings');
    return { version: BASELINE_VERSION, findings: [] };
  }
  checkFields(root, 'a baseline', FIELDS);
  const schema = root.get('$schema').text();
  const version = root.get('version');
  if (version.value !== BASELINE_VERSION) version.problem(String(BASELINE_VERSION));
  const list = root.get('findings');
  if (list.isAbsent) list.problem('a list');
  const seen = new Map<string, number>();
  const findings = list.items().flatMap((field, i) => {
    const entry = entryOf(field, manifest, i);
    if (entry === undefined) return [];
    const key = JSON.stringify([entry.rule, entry.object, entry.detail]);
    const first = seen.get(key);
    if (first !== undefined) {
      field.fail(`findings[${i}]: accepts the same as findings[${first}]. Fix: leave one of them`);
    } else {
      seen.set(key, i);
    }
    return [entry];
  });
  return { version: BASELINE_VERSION, ...(schema === undefined ? {} : { schema }), findings };
}

function entryOf(field: Field, { origin, lineOf }: Manifest, i: number): BaselineEntry | undefined {
  if (!isMap(field)) {
    field.problem('a map');
    return undefined;
  }
  checkFields(field, 'an entry of a baseline', ENTRY_FIELDS);
  const rule = field.get('rule').requiredText();
  const object = field.get('object').requiredText();
  const detail = field.get('detail').text();
  const reason = reasonOf(field.get('reason'));
  const until = dayOf(field.get('until'));
  if (rule === undefined || object === undefined || reason === undefined) return undefined;
  return {
    rule,
    object,
    ...(detail === undefined ? {} : { detail }),
    reason,
    ...(until === undefined ? {} : { until }),
    place: {
      source: origin.source,
      field: `findings[${i}]`,
      lineOf: () => lineOf?.(['findings', i]) ?? origin.line,
    },
  };
}

function reasonOf(field: Field): string | undefined {
  const reason = field.requiredText();
  if (reason === undefined || isReason(reason)) return reason && inOneLine(reason);
  field.problem('a reason in words, and it is required');
  return undefined;
}

function dayOf(field: Field): string | undefined {
  const text = field.text();
  if (text !== undefined && !isDay(text)) field.problem('the last day on which it counts, such as "2026-12-31"');
  return text;
}

function checkFields(field: Field, what: string, known: readonly string[]): void {
  for (const key of Object.keys(field.map() ?? {})) {
    if (known.includes(key)) continue;
    const near = nearest(key, known) ?? known.find((name) => isNearField(key, name));
    field.get(key).unknown(what, known, near === undefined ? undefined : `did you mean "${near}"?`);
  }
}

function isMap({ value }: Field): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
