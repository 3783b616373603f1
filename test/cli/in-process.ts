import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { Io } from '../../src/cli/io';
import { run } from '../../src/cli/run';

/** What a run in this process left behind. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What stands around a run. */
export interface Surroundings {
  readonly stdin?: string;
  readonly isTerminal?: boolean;
  /** How many milliseconds pass each time that somebody looks at the clock. */
  readonly tick?: number;
  /** How many writes there are until the reader goes away. */
  readonly readerLeavesAfter?: number;
  /** The day that it is. */
  readonly today?: string;
  /** The folder of this place that the command is run in. */
  readonly folder?: string;
}

/** A directory with files, and the command run on them; messages have paths relative to it. */
export class Workplace {
  private readonly directory = mkdtempSync(path.join(tmpdir(), 'service-patterns-'));

  constructor(files: { readonly [name: string]: string }) {
    for (const [name, text] of Object.entries(files)) this.write(name, text);
  }

  public write(name: string, text: string | Buffer): void {
    mkdirSync(path.dirname(this.path(name)), { recursive: true });
    writeFileSync(this.path(name), text);
  }

  public path(name: string): string {
    return path.join(this.directory, name);
  }

  /** Runs the command; an argument that begins with `./` is a file of this directory. */
  public async run(args: readonly string[], surroundings: Surroundings = {}): Promise<Outcome> {
    const {
      stdin = '',
      isTerminal = false,
      tick = 0,
      readerLeavesAfter = Infinity,
      today = '2026-11-26',
      folder = '',
    } = surroundings;
    const out: string[] = [];
    const err: string[] = [];
    let now = 0;
    const io: Io = {
      isTerminal,
      stdin: async () => stdin,
      stdout: async (text) => out.push(text) < readerLeavesAfter,
      stderr: (text) => void err.push(text),
      now: () => (now += tick),
      today: () => today,
      directory: () => path.join(this.directory, folder),
    };
    const code = await run(
      args.map((arg) => (arg.startsWith('./') ? this.path(arg.slice(2)) : arg)),
      io,
    );
    const relative = (texts: string[]): string => texts.join('').replaceAll(`${this.directory}/`, '');
    return { code, stdout: relative(out), stderr: relative(err) };
  }

  public remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}
