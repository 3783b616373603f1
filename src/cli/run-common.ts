import { Arguments } from './command';
import { refuseUsage } from './failures';
import { Io } from './io';
import { Loaded } from './load';
import { summaryOf, warningsOf } from './notes';
import { say } from './say';
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
  if (positionals.filter((operand) => operand === '-').length > 1) {
    refuseUsage(command, { what: 'input', got: positionals, allowed: '- once; standard input ends after the first' });
  }
  return positionals;
}

/** Says on standard error what is worth a word beside the result. */
export function sayNotes(io: Io, args: Arguments, loaded: readonly Loaded[], analysis: Analysis): void {
  if (args.has('verbose')) for (const line of loaded.flatMap(summaryOf)) say(io, line);
  for (const warning of warningsOf(analysis)) say(io, `warning: ${warning}`);
}
