import { AppIdentity, filesOf, isSameApp } from './app-identity';
import { hashOf, isSame } from './file-content';
import type { OutputFiles, FileState } from './output-files';
import type { PlannedFile } from './planned-files';
import { RECORD_FILE, RecordedApp, RecordedFiles, TEMPORARY_FILE } from './synth-record';
import { inWords, refuse } from '../support/refuse';

/** A file that is about to be written, unless it is as it should be already. */
export interface OutputFile {
  readonly name: string;
  readonly content: Buffer;
  readonly hash: string;
  readonly isWritten: boolean;
  /** The mode of the file that it replaces. */
  readonly mode?: number;
}

/** What one synth will do to the output directory. */
export interface OutputPlan {
  readonly files: readonly OutputFile[];
  /** What earlier synths of the same app have written. */
  readonly earlier: RecordedFiles;
  /** The charts that earlier synths of the same app had. */
  readonly earlierCharts: readonly string[];
  readonly others: readonly RecordedApp[];
}

/** Compares what is to be written with what is there. Refuses what would replace a file that is not this app's. */
export function planOutput(
  disk: OutputFiles,
  recorded: readonly RecordedApp[] | undefined,
  app: AppIdentity,
  planned: readonly PlannedFile[],
): OutputPlan {
  const names = planned.map(({ name }) => name);
  const own = (recorded ?? []).filter((each) => isSameApp(app, names, each));
  const others = (recorded ?? []).filter((each) => !own.includes(each));
  const earlier = filesOf(own);
  const namesByLowerCase = new Map([...earlier].map(([name]) => [name.toLowerCase(), name]));
  const ofOthers = new Map(others.flatMap((other) => [...other.files.keys()].map((name) => [name, other])));

  const stateOf = disk.cachedStates();
  for (const reserved of [RECORD_FILE, TEMPORARY_FILE]) refuseOther(disk, reserved, stateOf(reserved));
  const files = planned.map(({ name, content }): OutputFile => {
    const bytes = Buffer.from(content, 'utf8');
    const file = { name, content: bytes, hash: hashOf(bytes) };
    const state = stateOf(name);
    if (state.kind === 'missing') return { ...file, isWritten: true };
    refuseOther(disk, name, state);
    const other = ofOthers.get(name);
    const hashes = earlier.get(name);
    // To read a file that is known to have held something else would be in vain.
    const isChanged = hashes !== undefined && !hashes.includes(file.hash);
    if (!isChanged && isSame(disk.read(name), bytes)) return { ...file, isWritten: false };
    if (other !== undefined) refuseOfOther(disk, name, other);
    const inOtherCase = namesByLowerCase.get(name.toLowerCase());
    if (hashes === undefined && (inOtherCase === undefined || !disk.isSame(name, inOtherCase))) {
      refuseForeign(disk, name, recorded === undefined);
    }
    return { ...file, isWritten: true, mode: disk.modeOf(name) };
  });
  return {
    files,
    earlier,
    earlierCharts: own.flatMap(({ charts }) => charts ?? []),
    others: withoutTaken(stateOf, others, files),
  };
}

/** The other apps, without files that are gone, and without those of whose files each is now this app's. */
function withoutTaken(
  stateOf: (name: string) => FileState,
  others: readonly RecordedApp[],
  files: readonly OutputFile[],
): readonly RecordedApp[] {
  const planned = new Map(files.map((file) => [file.name, file]));
  return others
    .map((other) => ({
      ...other,
      files: new Map(
        [...other.files].filter(([name]) => planned.get(name)?.isWritten !== true && stateOf(name).kind !== 'missing'),
      ),
    }))
    .filter((other) => [...other.files.keys()].some((name) => !planned.has(name)));
}

const ANOTHER = 'set another `outdir`';

function refuseOther(disk: OutputFiles, name: string, state: FileState): void {
  if (state.kind !== 'other') return;
  refuse('App', {
    what: 'output file',
    got: inWords(`"${disk.pathOf(name)}", which ${state.what}`),
    allowed: 'a file, in folders that are no links',
    fix: `remove what is there, or ${ANOTHER}`,
  });
}

function refuseOfOther(disk: OutputFiles, name: string, { charts, program }: RecordedApp): never {
  const of = program === undefined ? '' : ` of "${program}"`;
  const its = charts === undefined ? '' : ` (charts: ${charts.slice(0, 5).join(', ')})`;
  refuse('App', {
    what: 'output file',
    got: inWords(`"${disk.pathOf(name)}", which another app${of}${its} has written`),
    allowed: 'other files for each app, or one would replace those of the other',
    fix: `${ANOTHER} for one of them; if there is no such app any more, remove its files`,
  });
}

function refuseForeign(disk: OutputFiles, name: string, isUnreadable: boolean): never {
  const record = disk.pathOf(RECORD_FILE);
  refuse('App', {
    what: 'output file',
    got: inWords(
      `"${disk.pathOf(name)}", which is there already, and ${record} does not say that synth has written it`,
    ),
    allowed: 'a new file, or one that an earlier synth has written',
    fix: isUnreadable
      ? `restore ${record}, which cannot be read, or remove it and the files that synth has written`
      : `remove the file, or ${ANOTHER}; where cdk8s's App has written it, remove all of its files once`,
  });
}
