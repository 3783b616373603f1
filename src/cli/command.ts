import { Io } from './io';

/** An option of a command. */
export interface Option {
  readonly name: string;
  readonly short?: string;
  /** What its value is called in the help; absent: it takes none. */
  readonly value?: string;
  /** The only values it takes. */
  readonly allowed?: readonly string[];
  readonly isRepeatable?: boolean;
  /** What exit code 1 means if it is given; absent: it looks for nothing. */
  readonly hit?: string;
  readonly help: string;
}

/** What was on the command line. */
export interface Arguments {
  readonly positionals: readonly string[];
  /** The last value of an option, if it was given. */
  one(name: string): string | undefined;
  /** All values of an option. */
  all(name: string): readonly string[];
  has(name: string): boolean;
}

/** A command of `service-patterns`. */
export interface Command {
  readonly name: string;
  /** One line. */
  readonly summary: string;
  /** What stands behind the name: `<file|dir|-> …`. */
  readonly operands: string;
  /** What it reads: manifests, for which there are options of their own, or nothing. */
  readonly reads: 'manifests' | 'nothing';
  readonly options: readonly Option[];
  readonly examples: readonly string[];
  /** What it exits with, beyond what all commands do. */
  readonly exits: readonly string[];
  /** What else the help says, made when somebody asks for it. */
  more?(): readonly string[];
  /** Does the work and returns the exit code. */
  run(args: Arguments, io: Io): Promise<number>;
}

/** All options of a command. */
export function optionsOf({ options, reads }: Command): readonly Option[] {
  return [...options, ...(reads === 'manifests' ? MANIFEST_OPTIONS : []), HELP_OPTION];
}

/** Options of every command that reads manifests. */
const MANIFEST_OPTIONS: readonly Option[] = [
  { name: 'recursive', short: 'R', help: 'read directories within directories, too' },
  { name: 'default-namespace', value: 'NAME', help: 'where objects without namespace go (default: default)' },
  { name: 'pod-cidr', value: 'CIDR', isRepeatable: true, help: 'a network that pods have their addresses from' },
  { name: 'verbose', short: 'v', help: 'say on stderr what was read, and what was left out' },
];

const HELP_OPTION: Option = { name: 'help', short: 'h', help: 'show this' };
