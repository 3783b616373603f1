import { parseArguments } from './arguments';
import { checkCommand } from './check';
import { Command, optionsOf } from './command';
import { diffCommand } from './diff';
import { explainCommand } from './explain';
import { EXIT, InputError, OutputError, UsageError } from './failures';
import { commandHelp, findCommand, globalHelp, helpCommand } from './help';
import { initCommand } from './init';
import { Io } from './io';
import { reachCommand } from './reach';
import { runbookCommand } from './runbook';
import { say, sayLines } from './say';
import { version } from '../support/package';

const WORK: readonly Command[] = [reachCommand, explainCommand, diffCommand, checkCommand, runbookCommand, initCommand];
/** All commands, in the order of the help. */
export const COMMANDS: readonly Command[] = [...WORK, helpCommand(WORK)];

/** Runs the command line and returns the exit code. */
export async function run(args: readonly string[], io: Io): Promise<number> {
  try {
    return await dispatch(args, io);
  } catch (error) {
    if (error instanceof UsageError) {
      say(io, error.message);
      return EXIT.usage;
    }
    if (error instanceof InputError) {
      const { length } = error.problems;
      sayLines(io, error.message);
      say(io, `${length} problem${length === 1 ? '' : 's'} in the input; nothing was judged`);
      return EXIT.input;
    }
    if (error instanceof OutputError) {
      say(io, error.message);
      return EXIT.output;
    }
    if ((error as NodeJS.ErrnoException).syscall === 'write') {
      say(io, `service-patterns: the result cannot be written: ${(error as Error).message}`);
      return EXIT.output;
    }
    sayLines(io, `service-patterns: a mistake in this program: ${(error as Error).stack ?? String(error)}`);
    return EXIT.bug;
  }
}

async function dispatch([name, ...args]: readonly string[], io: Io): Promise<number> {
  if (name === '--version' || name === '-V') return show(io, `${version()}\n`);
  if (name === '--help' || name === '-h') return show(io, globalHelp(COMMANDS));
  if (name === undefined) {
    io.stderr(globalHelp(COMMANDS));
    return EXIT.usage;
  }
  const command = findCommand('', name, COMMANDS, ['--help', '--version']);
  // Help helps most when the rest of the line is wrong.
  if (args.some((arg) => arg === '--help' || arg === '-h')) return show(io, commandHelp(command));
  return command.run(parseArguments(command.name, optionsOf(command), args), io);
}

async function show(io: Io, text: string): Promise<number> {
  await io.stdout(text);
  return EXIT.ok;
}
