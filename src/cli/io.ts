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
}

/** The streams of this process. */
export function processIo(): Io {
  let isRead = true;
  const onError = (error: NodeJS.ErrnoException): void => {
    if (error.code !== 'EPIPE') throw error;
    isRead = false;
  };
  process.stdout.on('error', onError);
  process.stderr.on('error', onError);
  return {
    async stdin() {
      const chunks: Buffer[] = [];
      for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
      return Buffer.concat(chunks).toString('utf8');
    },
    stdout: (text) =>
      new Promise((resolve) => {
        if (!isRead) resolve(false);
        else process.stdout.write(text, (error) => resolve(isRead && !error));
      }),
    stderr: (text) => void process.stderr.write(text),
    isTerminal: process.stderr.isTTY,
    now: () => performance.now(),
  };
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
