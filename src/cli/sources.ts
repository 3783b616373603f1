import { realpathSync, statSync } from 'node:fs';
import { describeError } from './file-errors';
import { listDirectory } from './list-directory';
import { isOfThisProcess, readText } from './read-file';
import { Problem } from '../topology/model';

/** A text to read, by the name that messages have for it. */
export interface Source {
  readonly name: string;
  /** The file in its folder; absent for standard input and for pipes of the shell. */
  readonly file?: string;
  read(): Promise<string>;
}

/** The sources behind the operands of a command, and what is wrong with them. */
export interface Sources {
  readonly sources: readonly Source[];
  readonly problems: readonly Problem[];
}

/** What standard input is called in messages. */
export const STDIN_NAME = 'stdin';

/** Names of standard input; not each of them can be opened by everybody, and there is only one. */
const STDIN: ReadonlySet<string> = new Set(['-', '/dev/stdin', '/dev/fd/0', '/proc/self/fd/0']);

/** Whether an operand stands for standard input. */
export function isStdin(operand: string): boolean {
  return STDIN.has(operand);
}

/** What an operand is called in messages and titles. */
export function operandName(operand: string): string {
  return isStdin(operand) ? STDIN_NAME : operand;
}

/** Finds the files behind files, directories and `-`. A file that is named twice is read once. */
export function findSources(operands: readonly string[], stdin: () => Promise<string>, isRecursive: boolean): Sources {
  const sources: Source[] = [];
  const problems: Problem[] = [];
  const seen = new Set<string>();
  for (const operand of operands) {
    if (isStdin(operand)) {
      sources.push({ name: operand === '-' ? STDIN_NAME : operand, read: stdin });
      continue;
    }
    for (const file of attempt(operand, problems, () => filesOf(operand, isRecursive, problems)) ?? []) {
      // It may be gone since it was listed; the others are read all the same.
      const real = attempt(file, problems, () => realpathSync(file));
      if (real === undefined || seen.has(real)) continue;
      seen.add(real);
      sources.push({ name: file, ...(isOfThisProcess(file) ? {} : { file }), read: () => readText(file) });
    }
  }
  return { sources, problems };
}

function attempt<T>(file: string, problems: Problem[], work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    problems.push({ source: file, message: describeError(error, file) });
    return undefined;
  }
}

function filesOf(operand: string, isRecursive: boolean, problems: Problem[]): readonly string[] {
  // Not only plain files: a pipe of the shell is a file, too.
  if (!statSync(operand).isDirectory()) return [operand];
  const { files, problems: found } = listDirectory(operand, isRecursive);
  // One by one: there may be more than fit into the arguments of a call.
  for (const problem of found) problems.push(problem);
  if (files.length === 0 && found.length === 0) {
    const fix = isRecursive ? '' : '. Fix: add --recursive if they are in directories below';
    problems.push({
      source: operand,
      message: `got a directory without manifests; allowed: one with *.yaml, *.yml or *.json files${fix}`,
    });
  }
  return files;
}
