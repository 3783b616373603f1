import type { Dirent } from 'fs';
import * as path from 'path';
import type { FileSystem } from './file-system';
import { TEMPORARY_FILE } from './synth-record';

/** What is at a name: nothing, a file, or what synth has nothing to do with. */
export type FileState = { readonly kind: 'missing' | 'file' } | { readonly kind: 'other'; readonly what: string };

const MISSING: FileState = { kind: 'missing' };
const FILE: FileState = { kind: 'file' };
/** Above are the bits that say what kind of file it is. */
const MODES = 0o10000;

/**
 * The files below a directory, by their paths divided by `/`. No file is reached through a link below the directory, for
 * it may be outside of it; the directory itself may be one.
 */
export class OutputFiles {
  constructor(
    private readonly root: string,
    private readonly system: FileSystem,
  ) {}

  public pathOf(name: string): string {
    return path.join(this.root, name);
  }

  public stateOf(name: string): FileState {
    const parts = name.split('/');
    for (let depth = 1; depth < parts.length; depth++) {
      const folder = parts.slice(0, depth).join('/');
      const status = this.system.status(this.pathOf(folder));
      if (status === undefined) return MISSING;
      if (!status.isDirectory()) return { kind: 'other', what: `is in "${folder}", which is no folder` };
    }
    const status = this.system.status(this.pathOf(name));
    if (status === undefined) return MISSING;
    if (status.isFile()) return FILE;
    if (status.isSymbolicLink()) return { kind: 'other', what: 'is a symbolic link' };
    return { kind: 'other', what: status.isDirectory() ? 'is a folder' : 'is no file' };
  }

  /** A function that answers as `stateOf` does, but lists each folder once: for as long as nothing is written. */
  public cachedStates(): (name: string) => FileState {
    const folders = new Map<string, ReadonlyMap<string, Dirent>>();
    const listOnce = (folder: string): ReadonlyMap<string, Dirent> => {
      let entries = folders.get(folder);
      if (entries === undefined) {
        // Where upper and lower case are one, a name is that of a file listed in another case.
        const listed = this.system.list(this.pathOf(folder));
        entries = new Map(listed.flatMap((entry) => [entry.name.toLowerCase(), entry.name].map((key) => [key, entry])));
        folders.set(folder, entries);
      }
      return entries;
    };
    return (name) => {
      let folder = '.';
      for (const part of name.split('/')) {
        const entries = listOnce(folder);
        const entry = entries.get(part) ?? entries.get(part.toLowerCase());
        if (entry === undefined) return MISSING;
        folder = path.posix.join(folder, part);
        if (entry.name === part && entry.isFile() && folder === name) return FILE;
        if (!entry.isDirectory()) break;
      }
      return this.stateOf(name);
    };
  }

  /** Whether two names are those of one file, as where upper and lower case are one. */
  public isSame(name: string, other: string): boolean {
    const [one, two] = [name, other].map((each) => this.system.status(this.pathOf(each)));
    return one !== undefined && one.ino === two?.ino && one.dev === two.dev;
  }

  public modeOf(name: string): number {
    return this.system.status(this.pathOf(name))!.mode % MODES;
  }

  public read(name: string): Buffer {
    return this.system.read(this.pathOf(name));
  }

  /** Replaces a file as a whole. It keeps its mode; a new one gets that of the process. */
  public write(name: string, content: Buffer, mode?: number): void {
    const temporary = this.pathOf(TEMPORARY_FILE);
    this.system.makeFolder(path.dirname(this.pathOf(name)));
    try {
      this.system.create(temporary, content);
      if (mode !== undefined) this.system.setMode(temporary, mode);
      this.system.rename(temporary, this.pathOf(name));
    } catch (error) {
      this.removeLeftover();
      throw error;
    }
  }

  /** Removes what a synth that was killed had not yet renamed to its own name. */
  public removeLeftover(): void {
    const temporary = this.pathOf(TEMPORARY_FILE);
    if (this.system.status(temporary) !== undefined) this.system.remove(temporary);
  }

  public remove(name: string): void {
    this.system.remove(this.pathOf(name));
  }

  /** A chart's folder goes with its last file. */
  public removeEmptyFolders(name: string): void {
    for (let folder = path.posix.dirname(name); folder !== '.'; folder = path.posix.dirname(folder)) {
      const folderPath = this.pathOf(folder);
      const status = this.system.status(folderPath);
      // A synth that was killed may have come as far as this.
      if (status === undefined) continue;
      if (!status.isDirectory() || this.system.list(folderPath).length > 0) return;
      this.system.removeFolder(folderPath);
    }
  }
}
