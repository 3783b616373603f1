import * as fs from 'fs';

/** What synth asks of a disk and does to it, one step each, so that tests can stop it between any two. */
export interface FileSystem {
  /** What is at a path, links not followed. */
  status(path: string): fs.Stats | undefined;
  read(path: string): Buffer;
  /** What is in a folder; nothing is in one that is not there. */
  list(folder: string): fs.Dirent[];
  makeFolder(path: string): void;
  /** Writes a file that is not there yet. */
  create(path: string, content: Buffer): void;
  setMode(path: string, mode: number): void;
  rename(from: string, to: string): void;
  remove(path: string): void;
  removeFolder(path: string): void;
}

export const DISK: FileSystem = {
  status: (path) => fs.lstatSync(path, { throwIfNoEntry: false }),
  read: (path) => fs.readFileSync(path),
  list: (folder) => (fs.existsSync(folder) ? fs.readdirSync(folder, { withFileTypes: true }) : []),
  makeFolder: (path) => fs.mkdirSync(path, { recursive: true }),
  create: (path, content) => fs.writeFileSync(path, content, { flag: 'wx' }),
  setMode: (path, mode) => fs.chmodSync(path, mode),
  rename: (from, to) => fs.renameSync(from, to),
  remove: (path) => fs.rmSync(path),
  removeFolder: (path) => fs.rmdirSync(path),
};
