import { closeSync, constants, fstatSync, openSync, readFileSync, readSync, Stats } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { isatty } from 'node:tty';
import { decode, decodeStream, MOST_BYTES, refuseSize } from './decode';
import { UnreadableError } from './file-errors';

/** Does not wait for whoever may write to a pipe one day; Windows has no such pipes. */
// eslint-disable-next-line no-bitwise
const AT_ONCE = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * The text of a file, or of a pipe or a terminal by its name. It ends whatever the name stands for: devices that give bytes
 * without end are refused, and so are pipes that nobody writes to.
 */
export async function readText(file: string): Promise<string> {
  const descriptor = openSync(file, AT_ONCE);
  try {
    // What was opened is asked, and not the name: it may lead to something else by now.
    const stats = fstatSync(descriptor);
    if (stats.isFile()) return readPlainFile(descriptor, stats);
    if (stats.isFIFO()) return await decodeStream(chunksOf(descriptor, isOfThisProcess(file)));
    if (stats.isCharacterDevice()) return await readDevice(descriptor);
    throw new UnreadableError(
      stats.isDirectory() ? 'got a directory; allowed: a file' : 'got a device; allowed: a file',
    );
  } finally {
    closeSync(descriptor);
  }
}

function readPlainFile(descriptor: number, { size }: Stats): string {
  if (size > MOST_BYTES) refuseSize(size);
  return decode(readFileSync(descriptor));
}

/** A terminal ends when a person says so, and what has no byte at all (`/dev/null`) at once; all others never end. */
async function readDevice(descriptor: number): Promise<string> {
  if (isatty(descriptor)) return decodeStream(chunksOf(descriptor, true));
  if (readSync(descriptor, Buffer.alloc(1)) === 0) return '';
  throw new UnreadableError('got a device; allowed: a file. Fix: name a file, or - for standard input');
}

/** A pipe that the shell has opened for this process: whoever writes to it is there, or was. */
export function isOfThisProcess(file: string): boolean {
  return /^\/(dev\/(fd\/|std)|proc\/)/.test(file);
}

const CHUNK = 65_536;
const PAUSE_MS = 10;
/** A program that writes opens its pipe when it starts; how long that may take. */
const PATIENCE_MS = 3000;

async function* chunksOf(descriptor: number, hasWriter: boolean): AsyncGenerator<Buffer> {
  let isBegun = hasWriter;
  let waited = 0;
  for (;;) {
    const chunk = Buffer.allocUnsafe(CHUNK);
    const count = readNow(descriptor, chunk);
    if (count !== 0) isBegun = true;
    if (count === 0 && isBegun) return;
    if (count > 0) {
      yield chunk.subarray(0, count);
      continue;
    }
    if (!isBegun && waited >= PATIENCE_MS) {
      throw new UnreadableError('got a pipe that nobody writes to; allowed: a file, or a pipe with a writer');
    }
    await pause(PAUSE_MS);
    waited += PAUSE_MS;
  }
}

/** How many bytes there are now; -1 if the writer has none yet, 0 if there is no writer. */
function readNow(descriptor: number, chunk: Buffer): number {
  try {
    return readSync(descriptor, chunk);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return -1;
    throw error;
  }
}
