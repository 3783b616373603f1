import { Writable } from 'node:stream';
import { decodeStream } from './decode';

/** What a command needs of the process it runs in; tests bring their own. */
export interface Io {
  /** Whether a person watches standard error. */
  readonly isTerminal: boolean;
  /** Everything on standard input. */
  stdin(): Promise<string>;
  /** Writes a part of the result; false if nobody reads it any more (`| head`). */
  stdout(text: string): Promise<boolean>;
  /** Writes what is not the result. */
  stderr(text: string): void;
  /** Milliseconds, from any start. */
  now(): number;
  /** The day, of the calendar of UTC: `2026-11-30`. */
  today(): string;
  /** The folder by which relative paths go. */
  directory(): string;
}

/** The streams of this process. */
export function processIo(streams: Streams = process): Io {
  // Standard input is opened only where it is asked for.
  const { stdout, stderr } = streams;
  let isRead = true;
  // Each write tells how it went; a stream without listener would end the process besides.
  stdout.on('error', () => (isRead = false));
  stderr.on('error', () => undefined);
  return {
    isTerminal: stderr.isTTY === true,
    async stdin() {
      return decodeStream(streams.stdin as AsyncIterable<Buffer>);
    },
    stdout: (text) =>
      new Promise((resolve, reject) => {
        if (!isRead) return resolve(false);
        stdout.write(text, (error) => {
          if (error && (error as NodeJS.ErrnoException).code !== 'EPIPE') reject(error);
          else resolve(!error);
        });
      }),
    stderr: (text) => void stderr.write(text),
    now: () => performance.now(),
    today: () => new Date().toISOString().slice(0, 10),
    directory: () => process.cwd(),
  };
}

/** The part of a process that is used. */
export interface Streams {
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: Writable;
  readonly stderr: Writable & { readonly isTTY?: boolean };
}

/** How much is written at once: a call for each line would cost more than all the rest. */
const CHUNK = 65_536;

/** Writes a result piece by piece, until it ends or nobody reads it any more. */
export async function writeAll(io: Io, pieces: Iterable<string>): Promise<void> {
  let buffer = '';
  for (const piece of pieces) {
    buffer += piece;
    if (buffer.length < CHUNK) continue;
    if (!(await io.stdout(buffer))) return;
    buffer = '';
  }
  if (buffer !== '') await io.stdout(buffer);
}
