import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { parseArguments } from './arguments';
import { Command, COMMON_OPTIONS } from './command';
import { diffCommand } from './diff';
import { explainCommand } from './explain';
import { EXIT, InputError, refuseUsage, UsageError } from './failures';
import { commandHelp, globalHelp } from './help';
import { Io } from './io';
import { didYouMean } from './nearest';
import { reachCommand } from './reach';
import { say, sayLines } from './say';
import { inWords, quote } from '../support/refuse';

const COMMANDS: readonly Command[] = [reachCommand, explainCommand, diffCommand];

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
  const command = COMMANDS.find((one) => one.name === name);
  if (command === undefined) {
    const names = COMMANDS.map((one) => one.name);
    const what = name.startsWith('-') ? 'option' : 'command';
    const allowed = [...names, '--help', '--version'];
    // In words: what a container runs as "command" may be a secret, this is none.
    const got = inWords(quote(name));
    return refuseUsage('', { what, got, allowed: allowed.join(', '), fix: didYouMean(name, allowed) });
  }
  // Help helps most when the rest of the line is wrong.
  if (args.some((arg) => arg === '--help' || arg === '-h')) return show(io, commandHelp(command));
  return command.run(parseArguments(command.name, [...command.options, ...COMMON_OPTIONS], args), io);
}

async function show(io: Io, text: string): Promise<number> {
  await io.stdout(text);
  return EXIT.ok;
}

function version(): string {
  const manifest = readFileSync(path.join(__dirname, '../../package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
