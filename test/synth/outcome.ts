import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { App } from 'cdk8s';

/** The record that ServiceApp keeps besides what cdk8s writes. */
export const RECORD = '.service-patterns-synth';

const METADATA = 'construct-metadata.json';

/** The names of the metadata of constructs as cdk8s has them: ServiceApp adds names that do not repeat. */
function asOfCdk8s(name: string, text: string): string {
  if (name !== METADATA) return text;
  const { version, resources } = JSON.parse(text) as { version: string; resources: Record<string, unknown> };
  const own = Object.entries(resources).filter(([key]) => !key.includes('/'));
  return JSON.stringify({ version, resources: Object.fromEntries(own) });
}

/** The files below a directory and what is in them, without the record and what is added to the metadata. */
export function filesIn(directory: string): Record<string, string> {
  const names = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== RECORD)
    .map((entry) => path.relative(directory, path.join(entry.parentPath, entry.name)));
  return Object.fromEntries(
    names.sort().map((name) => [name, asOfCdk8s(name, readFileSync(path.join(directory, name), 'utf8'))]),
  );
}

/** What a synth comes to: its files, or the message it fails with. */
export type Outcome = { readonly files: Record<string, string> } | { readonly error: string };

const scratch = mkdtempSync(path.join(tmpdir(), 'synth-'));
let count = 0;
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

/** An empty directory, removed with all others when the tests are done. */
export function freshDirectory(): string {
  const directory = path.join(scratch, String(count++));
  mkdirSync(directory);
  return directory;
}

/** Synthesizes into a directory of its own. */
export function outcomeOf(build: (outdir: string) => App): Outcome {
  const outdir = freshDirectory();
  try {
    build(outdir).synth();
    return { files: filesIn(outdir) };
  } catch (error) {
    return { error: (error as Error).message };
  }
}
