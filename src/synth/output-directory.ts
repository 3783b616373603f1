import * as path from 'path';
import { AppIdentity, programName } from './app-identity';
import { hasHash, isSame } from './file-content';
import { DISK, FileSystem } from './file-system';
import { OutputFiles } from './output-files';
import { OutputPlan, planOutput } from './output-plan';
import type { PlannedFile } from './planned-files';
import { readRecord, RECORD_FILE, RecordedApp, writeRecord } from './synth-record';
import { harmless } from '../support/refuse';

/** Longer warnings are cut. */
const LONGEST_WARNING = 2_000;

/** The apps that this process has written, which know of each other. */
const WRITTEN_HERE = new Set<string>();

/**
 * The directory that manifests are written to, and that `kubectl apply -f` reads.
 *
 * A reader sees each file as it was or as it will be, never a part of it. What was there before and is not this app's is
 * neither written nor removed. A process that is killed between any two steps leaves a record that lists all it may have
 * written, so that the next synth can go on from there.
 */
export class OutputDirectory {
  private readonly files: OutputFiles;

  constructor(
    private readonly root: string,
    private readonly system: FileSystem = DISK,
  ) {
    this.files = new OutputFiles(root, system);
  }

  /** Writes the files of an app, then removes those that its earlier synths left behind. */
  public replace(planned: readonly PlannedFile[], charts: readonly string[] = []): void {
    const app: AppIdentity = { charts, program: programName() };
    const written = this.readRecord();
    const plan = planOutput(this.files, written === '' ? [] : readRecord(written), app, planned);

    this.system.makeFolder(this.root);
    this.files.removeLeftover();
    const names = new Set(planned.map(({ name }) => name));
    const stale = [...plan.earlier].filter(([name]) => !names.has(name));
    if (stale.length > 0 || plan.files.some(({ isWritten }) => isWritten)) this.record(before(app, plan), plan.others);
    for (const { name, content, isWritten, mode } of plan.files) {
      if (isWritten) this.files.write(name, content, mode);
    }
    const kept = this.removeStale(stale, plan);
    const hashes = new Map([...plan.files.map(({ name, hash }) => [name, [hash]] as const), ...kept]);
    this.record({ ...app, files: hashes }, plan.others);
    this.warnOfOthers(app, plan.others);
  }

  private readRecord(): string {
    return this.files.stateOf(RECORD_FILE).kind === 'file' ? this.files.read(RECORD_FILE).toString('utf8') : '';
  }

  private record(app: RecordedApp, others: readonly RecordedApp[]): void {
    const content = Buffer.from(writeRecord([app, ...others]), 'utf8');
    const state = this.files.stateOf(RECORD_FILE);
    if (state.kind === 'missing') {
      this.files.write(RECORD_FILE, content);
    } else if (!isSame(this.files.read(RECORD_FILE), content)) {
      this.files.write(RECORD_FILE, content, this.files.modeOf(RECORD_FILE));
    }
  }

  /** Removes what is as an earlier synth left it; gives back what somebody has changed since. */
  private removeStale(stale: readonly (readonly [string, readonly string[]])[], plan: OutputPlan): typeof stale {
    // Where upper and lower case are one, `shop.YAML` is the file that was just written as `shop.yaml`.
    const namesByLowerCase = new Map(
      stale.length === 0 ? [] : plan.files.map(({ name }) => [name.toLowerCase(), name]),
    );
    return stale.filter(([name, hashes]) => {
      const state = this.files.stateOf(name);
      const inOtherCase = namesByLowerCase.get(name.toLowerCase());
      if (inOtherCase !== undefined && this.files.isSame(name, inOtherCase)) return false;
      if (plan.others.some(({ files }) => files.has(name))) return false;
      if (state.kind === 'file' && hasHash(this.files.read(name), hashes)) this.files.remove(name);
      else if (state.kind !== 'missing') return this.warnOfChanged(name);
      this.files.removeEmptyFolders(name);
      return false;
    });
  }

  private warnOfChanged(name: string): true {
    const file = this.files.pathOf(name);
    this.warn(`${file}: left by an earlier synth, but changed since, so it is kept. Remove it by hand.`);
    return true;
  }

  private warnOfOthers(app: AppIdentity, others: readonly RecordedApp[]): void {
    WRITTEN_HERE.add(this.keyOf(app));
    for (const other of others) {
      if (WRITTEN_HERE.has(this.keyOf(other))) continue;
      const names = [...other.files.keys()].sort().join(', ');
      this.warn(
        `${this.root}: also holds what another app has written, which is kept: ${names}. ` +
          'If there is no such app any more, remove these files by hand.',
      );
    }
  }

  private keyOf({ charts = [] }: { readonly charts?: readonly string[] }): string {
    return JSON.stringify([path.resolve(this.root), [...charts].sort()]);
  }

  private warn(message: string): void {
    console.warn(`[warning] ${harmless(message, LONGEST_WARNING)}`);
  }
}

/** What the record says while files are written: each file may be as it was or as it will be. */
function before(app: AppIdentity, { files, earlier, earlierCharts }: OutputPlan): RecordedApp {
  const hashes = new Map<string, readonly string[]>(earlier);
  for (const { name, hash } of files) hashes.set(name, [hash, ...(earlier.get(name) ?? [])]);
  return { ...app, charts: [...new Set([...app.charts, ...earlierCharts])], files: hashes };
}
