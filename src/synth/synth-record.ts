/** What an app wrote, by the path below the output directory: the hashes of what may be in each file. */
export type RecordedFiles = ReadonlyMap<string, readonly string[]>;

/** What one app wrote, and what tells it from others. */
export interface RecordedApp {
  /** The paths of its charts; unknown in records of the first version. */
  readonly charts?: readonly string[];
  /** The name of its program, if it has one. */
  readonly program?: string;
  readonly files: RecordedFiles;
}

/** The file that the record is kept in. `kubectl apply -f` and Helm pass over it: it begins with a dot and has no suffix. */
export const RECORD_FILE = '.service-patterns-synth';

/** The file that everything is written to before it is renamed to its own name. Its suffix is none that kubectl reads. */
export const TEMPORARY_FILE = `${RECORD_FILE}.tmp`;

const VERSION = 2;

/** The record as text, the same for the same apps. */
export function writeRecord(apps: readonly RecordedApp[]): string {
  const written = apps
    .filter(({ files }) => files.size > 0)
    .map(({ charts, program, files }) => ({
      ...(charts === undefined ? {} : { charts: [...charts].sort() }),
      ...(program === undefined ? {} : { program }),
      files: Object.fromEntries(
        [...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, hashes]) => [name, oneOrAll([...new Set(hashes)])]),
      ),
    }));
  const order = new Map(written.map((app) => [app, JSON.stringify(app)]));
  written.sort((a, b) => (order.get(a)! < order.get(b)! ? -1 : 1));
  return `${JSON.stringify({ version: VERSION, apps: written }, undefined, 2)}\n`;
}

function oneOrAll(hashes: readonly string[]): string | readonly string[] {
  return hashes.length === 1 ? hashes[0] : hashes;
}

/** Reads a record; nothing comes of one that cannot be understood, so that nothing is removed on its word. */
export function readRecord(text: string): RecordedApp[] | undefined {
  let record: unknown;
  try {
    record = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(record)) return undefined;
  if (record.version === 1 && isObject(record.files)) return [{ files: readFiles(record.files) }];
  if (record.version !== VERSION || !Array.isArray(record.apps)) return undefined;
  return record.apps.filter(isObject).map(({ charts, program, files }) => ({
    ...(Array.isArray(charts) ? { charts: charts.filter(isString) } : {}),
    ...(isString(program) ? { program } : {}),
    files: readFiles(isObject(files) ? files : {}),
  }));
}

function readFiles(files: Record<string, unknown>): RecordedFiles {
  const read = new Map<string, string[]>();
  for (const [name, hashes] of Object.entries(files)) {
    const known = (Array.isArray(hashes) ? hashes : [hashes]).filter(isString);
    if (isInside(name) && known.length > 0) read.set(name, known);
  }
  return read;
}

/**
 * Whether a name is that of a file below the output directory, on any system: one that is outside of it, names a drive or
 * a file's stream, or is kept for synth itself, was not written by synth.
 */
export function isInside(name: string): boolean {
  const parts = name.split(/[/\\]/);
  return (
    !name.includes(':') &&
    parts.every((part) => !['', '.', '..'].includes(part)) &&
    ![RECORD_FILE, TEMPORARY_FILE].includes(name.toLowerCase())
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}
