import { closeSync, lstatSync, mkdirSync, openSync, rmdirSync, rmSync, statSync, Stats, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { OutputError, refuseUsage } from './failures';
import { ProjectFile } from './init-files';
import { inWords, quote } from '../support/refuse';

/**
 * Writes all files of a project into a folder, or none: whatever is in the way is found before the first is written, and
 * an error in between takes back what was written. Nothing that is there is replaced.
 */
export function writeProject(folder: string, files: readonly ProjectFile[]): void {
  checkFolder(folder);
  const inTheWay = new Set(files.flatMap(({ name }) => obstacle(folder, name) ?? []));
  if (inTheWay.size > 0) {
    refuseUsage('init', {
      what: 'files',
      got: inWords(`${[...inTheWay].map((name) => quote(name)).join(', ')} in ${quote(folder)} already`),
      allowed: 'a folder in which none of the files is that are written',
      fix: 'name a new folder, as in service-patterns init my-app, and move over what you want',
    });
  }
  const undo: (() => void)[] = [];
  try {
    for (const file of files) write(folder, file, undo);
  } catch (error) {
    for (const takeBack of undo.reverse()) takeBack();
    throw new OutputError(`service-patterns init: ${folder} cannot be written: ${(error as Error).message}`);
  }
}

function checkFolder(folder: string): void {
  if (look(lstatSync, folder) === undefined) return;
  const target = look(statSync, folder);
  if (target === undefined) return refuseFolder(folder, 'a link that leads nowhere');
  if (!target.isDirectory()) refuseFolder(folder, 'a file');
}

function refuseFolder(folder: string, what: string): never {
  const got = inWords(`${quote(folder)}, ${what}`);
  return refuseUsage('init', { what: 'folder', got, allowed: 'a folder, or the name of a new one' });
}

/** What is where a file is to be written, or in place of a folder that it is to be written to. */
function obstacle(folder: string, name: string): string | undefined {
  const parts = name.split('/');
  for (let i = 1; i <= parts.length; i++) {
    const part = parts.slice(0, i).join('/');
    const found = look(lstatSync, path.join(folder, part));
    if (found === undefined) return undefined;
    // A link to a folder is no folder of the project.
    if (i === parts.length || !found.isDirectory()) return part;
  }
  return undefined;
}

/** What is there; undefined if nothing is. */
function look(stat: (file: string) => Stats, file: string): Stats | undefined {
  try {
    return stat(file);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    if (code === 'ENOTDIR') return refuseFolder(file, 'a path through a file');
    throw new OutputError(`service-patterns init: ${file} cannot be written: ${message}`);
  }
}

function write(folder: string, { name, text, isProgram }: ProjectFile, undo: (() => void)[]): void {
  const file = path.join(folder, name);
  makeFolder(path.dirname(file), undo);
  // "x": a file that came into being since is not replaced.
  const descriptor = openSync(file, 'wx', isProgram ? 0o777 : 0o666);
  undo.push(() => rmSync(file, { force: true }));
  try {
    writeFileSync(descriptor, text);
  } finally {
    closeSync(descriptor);
  }
}

function makeFolder(folder: string, undo: (() => void)[]): void {
  if (look(statSync, folder) !== undefined) return;
  makeFolder(path.dirname(folder), undo);
  mkdirSync(folder);
  undo.push(() => rmdirSync(folder));
}
