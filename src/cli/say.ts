import { Io } from './io';

/** Says one line on standard error. */
export function say(io: Io, text: string): void {
  io.stderr(`${cleanLine(text)}\n`);
}

/** Says several lines, each of them clean. */
export function sayLines(io: Io, text: string): void {
  for (const line of text.split('\n')) say(io, line);
}

/**
 * A line that steers nobody: whoever named a file or wrote a manifest would else move the cursor of a terminal, or give
 * commands to the runner of a pipeline, which looks for them in the output (GitHub: `::`, Azure: `##`).
 */
export function cleanLine(text: string): string {
  return (
    text
      // eslint-disable-next-line no-control-regex
      .replace(/[\0-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+/g, ' ')
      .replace(/##(?=\[|vso\[)/g, '# #')
      .replace(/^\s*::/, '- ::')
  );
}
