import { readFileSync, realpathSync, statSync } from 'node:fs';
import { decode } from './decode';
import { describeError } from './file-errors';
import { listDirectory } from './list-directory';
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
      problems.push({ source: operand, message: describeError(error, operand) });
    }
  }
  return { sources, problems };
}

function filesOf(operand: string, isRecursive: boolean, problems: Problem[]): readonly string[] {
  // Not only plain files: a pipe of the shell is a file, too.
  if (!statSync(operand).isDirectory()) return [operand];
  const { files, problems: found } = listDirectory(operand, isRecursive);
  problems.push(...found);
  if (files.length === 0 && found.length === 0) {
    const fix = isRecursive ? '' : '. Fix: add --recursive if they are in directories below';
    problems.push({
      source: operand,
      message: `got a directory without manifests; allowed: one with *.yaml, *.yml or *.json files${fix}`,
    });
  }
  return files;
}
