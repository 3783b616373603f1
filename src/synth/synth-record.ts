import { createHash } from 'crypto';

/** What a synth wrote: the hash of each file, by its path below the output directory. */
export type SynthRecord = ReadonlyMap<string, string>;

/** The file that the record is kept in. `kubectl apply -f` and Helm pass over it: it begins with a dot and has no suffix. */
export const RECORD_FILE = '.service-patterns-synth';

const VERSION = 1;

/** What tells a file's content from any other. */
export function hashOf(content: Buffer): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}

export function writeRecord(record: SynthRecord): string {
  const files = Object.fromEntries([...record].sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ version: VERSION, files }, undefined, 2)}\n`;
}

/** Reads a record; one that cannot be understood lists nothing, so that nothing is removed on its word. */
export function readRecord(text: string): SynthRecord {
  let record: unknown;
  try {
    record = JSON.parse(text);
  } catch {
    return new Map();
  }
  if (!isObject(record) || record.version !== VERSION || !isObject(record.files)) return new Map();
  return new Map(
    Object.entries(record.files).filter(
      (entry): entry is [string, string] => isBelow(entry[0]) && typeof entry[1] === 'string',
    ),
  );
}

/** A record lists what is below its own directory; a name that leads out of it was not written by synth. */
function isBelow(name: string): boolean {
  return name.split(/[/\\]/).every((part) => !['', '.', '..'].includes(part)) && !/^[a-z]:/i.test(name);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
