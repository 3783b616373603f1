import { Io } from './io';
import { cleanLine } from './say';

/** Tells a person who waits what is going on. */
export interface Progress {
  /** Says what is being done; not in the first second, unless it is about to take long, and not where nobody looks. */
  step(text: () => string, isLong?: boolean): void;
  /** Counts items as they go by. */
  count<T>(items: Iterable<T>, text: (count: number) => string): Iterable<T>;
  /** Takes the line away again. */
  clear(): void;
}

/** How long a run may take before it says anything, and how long between two words. */
const PATIENCE_MS = 1000;
const PAUSE_MS = 100;

/** A line on standard error that changes, if that is a terminal. */
export function createProgress(io: Io): Progress {
  let next = io.now() + PATIENCE_MS;
  let isShown = false;
  const step = (text: () => string, isLong = false): void => {
    if (!io.isTerminal || (!isLong && io.now() < next)) return;
    io.stderr(`\r\u001b[K${cleanLine(text())}`);
    isShown = true;
    next = Math.max(next, io.now() + PAUSE_MS);
  };
  const clear = (): void => {
    if (isShown) io.stderr('\r\u001b[K');
    isShown = false;
  };
  return {
    step,
    clear,
    *count(items, text) {
      let count = 0;
      for (const item of items) {
        count++;
        // Asking for the time costs more than most items.
        if (count % 256 === 0) step(() => text(count));
        yield item;
      }
    },
  };
}
