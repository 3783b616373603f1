import { whyUnwritable } from './kubectl-yaml';
import { inWords, refuse, Where } from '../support/refuse';

const REASONS = {
  'lone surrogate': {
    got: () => inWords('a text with half of a surrogate pair, as is left when an emoji is cut in two'),
    allowed: 'text that has a form in UTF-8',
    fix: 'cut texts between characters: `[...text]` has them whole',
  },
  'not finite': {
    got: (value: unknown) => value,
    allowed: 'a finite number; kubectl cannot read any other',
    fix: 'look for the calculation that has no result',
  },
  'beyond 64 bits': {
    got: (value: unknown) => value,
    allowed: 'a whole number that fits into 64 bits; kubectl rounds any other',
    fix: 'write it as a text',
  },
};

/** Longer keys are cut in messages. */
const MAX_KEY_LENGTH = 60;

/** Says that a value cannot be written; which one it is, `refuseUnwritable` finds out. */
export class UnwritableScalar extends Error {}

/** Throws when kubectl would read no spelling of a scalar back as it is. */
export function assertWritable(scalar: unknown): void {
  if (whyUnwritable(scalar) !== undefined) throw new UnwritableScalar('no spelling is read back as the value');
}

/** Refuses the first value of a document that cannot be written; goes on where all can be. */
export function refuseUnwritable(where: Where, document: unknown): void {
  const found = find(document, [], new Set());
  if (found === undefined) return;
  const { got, allowed, fix } = REASONS[found.why];
  refuse(where, { what: describe(document, found.path), got: got(found.value), allowed, fix });
}

interface Found {
  readonly path: readonly string[];
  readonly value: unknown;
  readonly why: keyof typeof REASONS;
}

function find(value: unknown, path: readonly string[], seen: Set<unknown>): Found | undefined {
  const why = whyUnwritable(value);
  if (why !== undefined) return { path, value, why };
  if (typeof value !== 'object' || value === null || seen.has(value)) return undefined;
  seen.add(value);
  for (const [key, item] of entriesOf(value)) {
    const at = [...path, String(key)];
    const found = find(key, at, seen) ?? find(item, at, seen);
    if (found !== undefined) return found;
  }
  return undefined;
}

function entriesOf(value: object): Iterable<readonly [unknown, unknown]> {
  return value instanceof Map || value instanceof Set ? value.entries() : Object.entries(value);
}

function describe(document: unknown, path: readonly string[]): string {
  const { kind, metadata } = (document ?? {}) as { kind?: unknown; metadata?: { name?: unknown } };
  const object = typeof kind === 'string' ? [`${kind} ${JSON.stringify(metadata?.name ?? '')}`] : [];
  const field = path.map((key) => (/^[\w/.-]+$/.test(key) ? key : JSON.stringify(key)).slice(0, MAX_KEY_LENGTH));
  return [...object, field.length === 0 ? 'value' : field.join('.')].join(', ');
}
