import * as fs from 'fs';
import * as path from 'path';
import type { PlannedFile } from './planned-files';
import { hashOf, readRecord, RECORD_FILE, SynthRecord, writeRecord } from './synth-record';

/** The directory that manifests are written to, and that `kubectl apply -f` reads. */
export class OutputDirectory {
  private readonly folders = new Set<string>();

  constructor(private readonly root: string) {}

  /**
   * Writes the files, then removes those that an earlier synth left behind, then records what was written.
   *
   * A reader sees each file as it was or as it will be, never a part of it.
   */
  public replace(files: readonly PlannedFile[]): void {
    const earlier = this.readRecord();
    const written = new Map<string, string>();
    for (const { name, content } of files) {
      const bytes = Buffer.from(content, 'utf8');
      const hash = hashOf(bytes);
      if (earlier.get(name) !== hash || !this.holds(name, bytes)) this.write(name, bytes);
      written.set(name, hash);
    }
    this.removeStale(
      [...earlier].filter(([name]) => !written.has(name)),
      [...written.keys()],
    );
    this.write(RECORD_FILE, Buffer.from(writeRecord(written), 'utf8'));
  }

  private readRecord(): SynthRecord {
    const record = this.pathOf(RECORD_FILE);
    return fs.existsSync(record) ? readRecord(fs.readFileSync(record, 'utf8')) : new Map();
  }

  /** Whether the file is as it should be: then it is left alone, as tools that watch it would have it. */
  private holds(name: string, bytes: Buffer): boolean {
    const file = this.pathOf(name);
    return fs.existsSync(file) && fs.readFileSync(file).equals(bytes);
  }

  private write(name: string, bytes: Buffer): void {
    const target = this.pathOf(name);
    const folder = path.dirname(target);
    if (!this.folders.has(folder)) fs.mkdirSync(folder, { recursive: true });
    this.folders.add(folder);
    // No suffix that kubectl reads, in case the process is killed right here.
    const temporary = path.join(folder, `${RECORD_FILE}.${process.pid}.tmp`);
    try {
      fs.writeFileSync(temporary, bytes);
      fs.renameSync(temporary, target);
    } catch (error) {
      fs.rmSync(temporary, { force: true });
      throw error;
    }
  }

  private removeStale(stale: [name: string, hash: string][], written: string[]): void {
    // Where upper and lower case are one, `shop.YAML` is the file that was just written as `shop.yaml`.
    const twins = new Map(stale.length === 0 ? [] : written.map((name) => [name.toLowerCase(), name]));
    for (const [name, hash] of stale) {
      const file = this.pathOf(name);
      const status = fs.lstatSync(file, { throwIfNoEntry: false });
      if (status?.isFile() !== true) continue;
      const twin = twins.get(name.toLowerCase());
      if (twin !== undefined && fs.lstatSync(this.pathOf(twin)).ino === status.ino) continue;
      if (hashOf(fs.readFileSync(file)) === hash) {
        fs.rmSync(file);
        this.removeEmptyFolders(path.dirname(name));
      } else {
        console.warn(
          `[warning] ${file}: left by an earlier synth, but changed since, so it is kept. Remove it by hand.`,
        );
      }
    }
  }

  /** A chart's folder goes with its last file. */
  private removeEmptyFolders(name: string): void {
    for (let folder = name; folder !== '.'; folder = path.dirname(folder)) {
      if (fs.readdirSync(this.pathOf(folder)).length > 0) return;
      fs.rmdirSync(this.pathOf(folder));
    }
  }

  private pathOf(name: string): string {
    return path.join(this.root, name);
  }
}
