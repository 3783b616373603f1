import { Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import * as path from 'node:path';
import { describeError, describeMissing } from './file-errors';
import { Problem } from '../topology/model';

/** The manifests in a directory, and what else looks like some and is none. */
export interface Listing {
  readonly files: readonly string[];
  readonly problems: readonly Problem[];
}

const MANIFEST_FILE = /\.(ya?ml|json)$/i;

/**
 * Lists the manifests of a directory. Links to directories are not followed, so that a circle of links ends, and links that
 * lead out of the directory neither: who may add a link to a repository must not have the files of a pipeline read.
 */
export function listDirectory(root: string, isRecursive: boolean): Listing {
  const files: string[] = [];
  const problems: Problem[] = [];
  const realRoot = realpathSync(root);
  const visit = (directory: string): void => {
    for (const entry of entriesOf(directory, problems)) {
      const file = path.join(directory, entry.name);
      if (entry.isDirectory()) {
        if (isRecursive) visit(file);
      } else if (MANIFEST_FILE.test(entry.name)) {
        const answer = check(file, entry, root, realRoot);
        if (answer === 'file') files.push(file);
        else if (answer !== 'directory') problems.push({ source: file, message: answer.problem });
      }
    }
  };
  visit(root);
  return { files, problems };
}

/** A directory that cannot be read is a problem of its own, and the others are read all the same. */
function entriesOf(directory: string, problems: Problem[]): Dirent[] {
  try {
    return readdirSync(directory, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    problems.push({ source: directory, message: describeError(error, directory) });
    return [];
  }
}

function check(
  file: string,
  entry: Dirent,
  root: string,
  realRoot: string,
): 'file' | 'directory' | { problem: string } {
  try {
    // An exception for each would take seconds where many lead nowhere.
    const target = statSync(file, { throwIfNoEntry: false });
    if (target === undefined) return { problem: describeMissing(entry.isSymbolicLink()) };
    if (target.isDirectory()) return 'directory';
    const fix = 'Fix: name the file itself if it is meant';
    if (entry.isSymbolicLink() && !isWithin(realpathSync(file), realRoot)) {
      return { problem: `got a link that leads out of ${root}; allowed: files that are in it. ${fix}` };
    }
    if (target.isFile()) return 'file';
    return { problem: `got a pipe or a device; allowed: a plain file. ${fix}` };
  } catch (error) {
    return { problem: describeError(error, file) };
  }
}

function isWithin(file: string, directory: string): boolean {
  const relative = path.relative(directory, file);
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}
