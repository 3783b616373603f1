import * as path from 'path';
import type { FileSystem } from './file-system';
import { TEMPORARY_FILE } from './synth-record';

/** What is at a name: nothing, a file, or what synth has nothing to do with. */
export type Place =
  | { readonly kind: 'missing' }
  | { readonly kind: 'file'; readonly id: string; readonly mode: number }
  | { readonly kind: 'other'; readonly what: string };

/** Above are the bits that say what kind of file it is. */
const MODES = 0o10000;

/**
 * The files below a directory, by their paths divided by `/`. No file is reached through a link below the directory, for
 * it may lead out of it; the directory itself may be one.
 */
export class OutputFiles {
  constructor(
    private readonly root: string,
    private readonly system: FileSystem,
  ) {}

  public pathOf(name: string): string {
    return path.join(this.root, name);
  }

  public find(name: string): Place {
    const parts = name.split('/');
    for (let depth = 1; depth < parts.length; depth++) {
      const folder = parts.slice(0, depth).join('/');
      const status = this.system.status(this.pathOf(folder));
      if (status === undefined) return { kind: 'missing' };
      if (!status.isDirectory()) return { kind: 'other', what: `is in "${folder}", which is no folder` };
    }
    const status = this.system.status(this.pathOf(name));
    if (status === undefined) return { kind: 'missing' };
    if (status.isFile()) return { kind: 'file', id: `${status.dev}:${status.ino}`, mode: status.mode % MODES };
    if (status.isSymbolicLink()) return { kind: 'other', what: 'is a symbolic link' };
    return { kind: 'other', what: status.isDirectory() ? 'is a folder' : 'is no file' };
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

  /** Removes what a synth that was killed had not yet moved where it belongs. */
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
      const place = this.pathOf(folder);
      const status = this.system.status(place);
      // A synth that was killed may have come as far as this.
      if (status === undefined) continue;
      if (!status.isDirectory() || !this.system.isEmpty(place)) return;
      this.system.removeFolder(place);
    }
  }
}
