import { parseAllDocuments } from 'yaml';
import { Manifest } from '../manifests';

/** What JavaScript makes of a value that is no text. */
const NO_TEXT = /\[object |^undefined$|^NaN$|^null$|Symbol\(|function|=> |-?Infinity/;

const KNOWN = new Map<string, readonly string[]>();

/** What is illegal in manifests whatever they say, found in their text as it is written. */
export function illegalities(yaml: string): string[] {
  // Most objects are in many outcomes, and to parse them is most of the work.
  return yaml.split(/^---$/m).flatMap((text) => {
    let found = KNOWN.get(text);
    if (found === undefined) KNOWN.set(text, (found = illegalObjects(text)));
    return found;
  });
}

function illegalObjects(yaml: string): string[] {
  return parseAllDocuments(yaml).flatMap((document) => {
    const errors = document.errors.map(({ message }) => message);
    const manifest = document.toJS() as Manifest;
    return [...errors, ...illegal(manifest, `${manifest?.kind}`), ...illegalPolicy(manifest)];
  });
}

function illegal(value: unknown, path: string): string[] {
  if (typeof value === 'string') return NO_TEXT.test(value) && value.length < 1000 ? [`${path}: text ${value}`] : [];
  if (typeof value === 'number') {
    const isLegal = Number.isInteger(value) && !Object.is(value, -0) && Math.abs(value) < 2 ** 31;
    return isLegal ? [] : [`${path}: number ${value}`];
  }
  if (value === null) return [`${path}: null`];
  if (typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) => illegal(inner, `${path}.${key}`));
}

/** A rule without ports, or a port without a number, opens all of them. */
function illegalPolicy(manifest: Manifest): string[] {
  if (manifest?.kind !== 'NetworkPolicy') return [];
  const rules: Manifest[] = [...(manifest.spec.ingress ?? []), ...(manifest.spec.egress ?? [])];
  return rules
    .filter(({ ports }) => ports !== undefined && (ports.length === 0 || ports.some((port: object) => port === null)))
    .map(() => 'NetworkPolicy: a rule without ports');
}
