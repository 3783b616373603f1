import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { App } from 'cdk8s';

/** The record that ServiceApp keeps besides what cdk8s writes. */
export const RECORD = '.service-patterns-synth';

/** The files below a directory and what is in them, without the record. */
export function filesIn(directory: string): Record<string, string> {
  const names = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== RECORD)
    .map((entry) => path.relative(directory, path.join(entry.parentPath, entry.name)));
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(path.join(directory, name), 'utf8')]));
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
