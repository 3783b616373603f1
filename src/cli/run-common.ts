import { Arguments } from './command';
import { InputError, refuseUsage } from './failures';
import { Io } from './io';
import { Loaded } from './load';
import { passedOverIn, readWarnings, summaryOf, warningsOf } from './notes';
import { say } from './say';
import { isStdin } from './sources';
import { CheckInput } from '../checks/check-input';
import { Analysis } from '../reachability/analysis';

/** Checks the operands that a command reads: at least one, and standard input only once. */
export function checkOperands(command: string, { positionals }: Arguments, count: 'some' | 2): readonly string[] {
  const allowed =
    count === 2 ? 'two: OLD and NEW, each a file, a directory or -' : 'files, directories, or - for standard input';
  const isEnough = count === 2 ? positionals.length === 2 : positionals.length > 0;
  if (!isEnough) {
    const got = positionals.length === 0 ? undefined : positionals;
    refuseUsage(command, { what: 'input', got, allowed, fix: `see service-patterns ${command} --help` });
  }
  if (positionals.filter(isStdin).length > 1) {
    refuseUsage(command, { what: 'input', got: positionals, allowed: '- once; standard input ends after the first' });
  }
  return positionals;
}

/** A topology with problems must not be judged: all of them, of all inputs, are listed, and what was passed over. */
export function refuseProblems(...loaded: readonly Loaded[]): void {
  const problems = loaded.flatMap((one) => one.problems);
  if (problems.length > 0) throw new InputError(problems, warningsOfInput(loaded));
}

function warningsOfInput(loaded: readonly Loaded[]): string[] {
  return loaded.flatMap(({ topology }) => passedOverIn(topology));
}

/** Refuses an input in which there is nobody to ask about: what should have written it has mostly failed. */
export function refuseNoWorkload(operands: readonly string[], loaded: Loaded, fix?: string): void {
  if (loaded.topology.workloads.length > 0) return;
  const source = operands.map((operand) => (operand === '-' ? 'stdin' : operand)).join(' ');
  const mend = fix === undefined ? '' : `. Fix: ${fix}`;
  const message = `got no workload; allowed: manifests with at least one workload${mend}`;
  throw new InputError([{ source, message }], warningsOfInput([loaded]));
}

/** Says on standard error what is worth a word beside the result: of the last input, which is the one that is analysed, all of it. */
export function sayNotes(io: Io, args: Arguments, loaded: readonly Loaded[], analysis: Analysis): void {
  if (args.has('verbose')) for (const line of loaded.flatMap(summaryOf)) say(io, line);
  // Of what is only compared with, too, what was hard to read is said.
  const others = loaded.slice(0, -1).flatMap(({ topology }) => readWarnings(topology));
  const { manifests } = loaded[loaded.length - 1];
  const input = new CheckInput(analysis, manifests, { defaultNamespace: args.one('default-namespace') });
  for (const warning of [...others, ...warningsOf(input)]) say(io, `warning: ${warning}`);
}
