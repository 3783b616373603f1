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

const COMMANDS: readonly Command[] = [reachCommand, explainCommand, diffCommand];

/** Runs the command line and returns the exit code. */
export async function run(args: readonly string[], io: Io): Promise<number> {
  try {
    return await dispatch(args, io);
  } catch (error) {
    if (error instanceof UsageError) {
      io.stderr(`${error.message}\n`);
      return EXIT.usage;
    }
    if (error instanceof InputError) {
      const { length } = error.problems;
      io.stderr(`${error.message}\n${length} problem${length === 1 ? '' : 's'} in the input; nothing was judged\n`);
      return EXIT.input;
    }
    if ((error as NodeJS.ErrnoException).syscall === 'write') {
      io.stderr(`service-patterns: the result cannot be written: ${(error as Error).message}\n`);
      return EXIT.output;
    }
    io.stderr(`service-patterns: a mistake in this program: ${(error as Error).stack ?? String(error)}\n`);
    return EXIT.bug;
  }
}

async function dispatch([name, ...args]: readonly string[], io: Io): Promise<number> {
  if (name === '--version' || name === '-V') return say(io, `${version()}\n`);
  if (name === '--help' || name === '-h') return say(io, globalHelp(COMMANDS));
  if (name === undefined) {
    io.stderr(globalHelp(COMMANDS));
    return EXIT.usage;
  }
  const command = COMMANDS.find((one) => one.name === name);
  if (command === undefined) {
    const names = COMMANDS.map((one) => one.name);
    const what = name.startsWith('-') ? 'option' : 'command';
    const allowed = [...names, '--help', '--version'];
    return refuseUsage('', { what, got: name, allowed: allowed.join(', '), fix: didYouMean(name, allowed) });
  }
  // Help helps most when the rest of the line is wrong.
  if (args.some((arg) => arg === '--help' || arg === '-h')) return say(io, commandHelp(command));
  return command.run(parseArguments(command.name, [...command.options, ...COMMON_OPTIONS], args), io);
}

async function say(io: Io, text: string): Promise<number> {
  await io.stdout(text);
  return EXIT.ok;
}

function version(): string {
  const manifest = readFileSync(path.join(__dirname, '../../package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
