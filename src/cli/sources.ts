import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import * as path from 'node:path';
import { Problem } from '../topology/model';

/** A text to read, by the name that messages have for it. */
export interface Source {
  readonly name: string;
  read(): string | Promise<string>;
}

/** The sources behind the operands of a command, and what is wrong with them. */
export interface Sources {
  readonly sources: readonly Source[];
  readonly problems: readonly Problem[];
}

const MANIFEST_FILE = /\.(ya?ml|json)$/i;

/** Finds the files behind files, directories and `-`. A file that is named twice is read once. */
export function findSources(operands: readonly string[], stdin: () => Promise<string>, isRecursive: boolean): Sources {
  const sources: Source[] = [];
  const problems: Problem[] = [];
  const seen = new Set<string>();
  for (const operand of operands) {
    if (operand === '-') {
      sources.push({ name: 'stdin', read: stdin });
      continue;
    }
    try {
      for (const file of filesOf(operand, isRecursive, problems)) {
        const real = realpathSync(file);
        if (seen.has(real)) continue;
        seen.add(real);
        sources.push({ name: file, read: () => decode(readFileSync(file)) });
      }
    } catch (error) {
      problems.push({ source: operand, message: describeError(error) });
    }
  }
  return { sources, problems };
}

/** What went wrong with a file, in words. */
export function describeError(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOENT':
      return 'got nothing; allowed: a file, a directory, or - for standard input. Fix: there is no such file';
    case 'EACCES':
    case 'EPERM':
      return 'cannot be read: permission denied';
    default:
      return `cannot be read: ${message}`;
  }
}

function filesOf(operand: string, isRecursive: boolean, problems: Problem[]): string[] {
  // Not only plain files: a pipe of the shell is a file, too.
  if (!statSync(operand).isDirectory()) return [operand];
  const files = listDirectory(operand, isRecursive);
  if (files.length === 0) {
    const fix = isRecursive ? '' : '. Fix: add --recursive if they are in directories below';
    problems.push({
      source: operand,
      message: `got a directory without manifests; allowed: one with *.yaml, *.yml or *.json files${fix}`,
    });
  }
  return files;
}

/** Links to directories are not followed, so that a circle of links ends. */
function listDirectory(directory: string, isRecursive: boolean): string[] {
  const entries = readdirSync(directory, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const file = path.join(directory, entry.name);
    if (entry.isDirectory()) return isRecursive ? listDirectory(file, true) : [];
    return MANIFEST_FILE.test(entry.name) && !statSync(file).isDirectory() ? [file] : [];
  });
}

/** Strict, because a file in another encoding would be read as nonsense. */
function decode(bytes: Buffer): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}
