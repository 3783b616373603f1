import { Io } from './io';
import { oneLine } from '../render/text-table';

/** Says one line on standard error. */
export function say(io: Io, text: string): void {
  io.stderr(`${cleanLine(text)}\n`);
}

/** Says several lines, each of them clean. */
export function sayLines(io: Io, text: string): void {
  for (const line of text.split('\n')) say(io, line);
}

/** What begins a command to the runner of a pipeline, or a group of lines in its log. */
const COMMAND_LINE = /^\s*(?=::|section_(?:start|end):|travis_|(?:---|\+\+\+|\^\^\^|~~~)\s)/;

/**
 * A line that steers nobody: whoever named a file or wrote a manifest would else move the cursor of a terminal, or give
 * commands to the runner of a pipeline, which looks for them in the output (GitHub: `::`, Azure and TeamCity: `##`, GitLab:
 * `section_start:`).
 */
export function cleanLine(text: string): string {
  return oneLine(text).replace(COMMAND_LINE, '- ');
}
