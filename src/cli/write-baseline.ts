import { statSync, writeFileSync } from 'node:fs';
import { Arguments } from './command';
import { EXIT, InputError, OutputError, refuseUsage } from './failures';
import { Io } from './io';
import { readOptionFile } from './read-option-file';
import { say } from './say';
import { Baseline } from '../checks/acceptance/baseline';
import { readBaseline } from '../checks/acceptance/read-baseline';
import { toBaseline } from '../checks/acceptance/write-baseline';
import { Finding } from '../checks/finding';
import { isReason } from '../support/accept-annotation';
import { isDay } from '../support/day';
import { Problem } from '../topology/model';

/** What `--write-baseline` and the options beside it say. */
export interface BaselineToWrite {
  readonly file: string;
  readonly reason: string;
  readonly until?: string;
}

/** Reads them; absent where nothing is to be written. */
export function baselineOptions(args: Arguments): BaselineToWrite | undefined {
  const [file, reason, until] = ['write-baseline', 'reason', 'until'].map((name) => args.one(name));
  if (file === undefined) {
    for (const name of ['reason', 'until']) {
      if (args.has(name)) refuse(`--${name}`, args.one(name), 'only beside --write-baseline');
    }
    return undefined;
  }
  // It holds all that is found: what was not asked would be missing, and counts the next time.
  for (const name of ['only', 'skip', 'format', 'fail-on', 'show-accepted']) {
    if (args.has(name)) {
      refuse(`--${name}`, args.one(name), 'not beside --write-baseline, which accepts all that is found');
    }
  }
  if (reason === undefined || !isReason(reason)) {
    return refuse('--reason', reason, 'why what is found is accepted, in words; --write-baseline needs it');
  }
  if (until !== undefined && !isDay(until)) refuse('--until', until, 'a day, such as 2026-12-31');
  return { file, reason, ...(until === undefined ? {} : { until }) };
}

/** Accepts what was found, and returns the exit code. */
export async function writeBaseline(
  findings: readonly Finding[],
  { file, reason, until }: BaselineToWrite,
  given: Baseline | undefined,
  io: Io,
): Promise<number> {
  const previous = given ?? (await baselineThere(file));
  const text = toBaseline(findings, { reason, until, previous, today: io.today() });
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new OutputError(`service-patterns check: ${file} cannot be written: ${(error as Error).message}`);
  }
  const { length } = (JSON.parse(text) as { findings: unknown[] }).findings;
  say(io, `${file}: ${length} accepted${until === undefined ? '' : `, what is new until ${until}`}`);
  const rest = findings.filter(({ rule, severity }) => rule.group === 'acceptance' && severity === 'error').length;
  if (rest > 0) {
    say(
      io,
      `warning: ${rest} about acceptances themselves cannot be accepted; check without --write-baseline lists them`,
    );
  }
  return EXIT.ok;
}

/** What was accepted before keeps its reason, so the file that is replaced is read. */
async function baselineThere(file: string): Promise<Baseline | undefined> {
  // Of a pipe or a device there was none.
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) return undefined;
  const problems: Problem[] = [];
  const read = await readOptionFile(file, readBaseline, problems);
  if (problems.length > 0) throw new InputError(problems, []);
  return read?.baseline;
}

function refuse(what: string, got: string | undefined, allowed: string): never {
  return refuseUsage('check', { what, got, allowed });
}
