/** Control, format and invisible characters, line separators, and halves of a character. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]/gu;
/** What a build server takes for a command wherever it stands: `##[group]`, `##vso[…]`. */
const COMMAND = /#(?=#\w*\[)/g;
/** What it takes for one at the beginning of a line: `::error::`. */
const COMMAND_LINE = /^(\s*):(?=:)/;

/**
 * A text as it may go to a terminal or a log: it cannot move the cursor, begin a new line, turn the reading direction,
 * or give a build server a command.
 */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, escaped).replace(COMMAND, escaped);
}

/** The same for a text with which a line begins. */
export function printableLine(text: string): string {
  return printable(text).replace(COMMAND_LINE, (_, before: string) => before + escaped(':'));
}

function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, i) => `\\u${hex(character.charCodeAt(i))}`).join('');
}

function hex(code: number): string {
  return code.toString(16).padStart(4, '0');
}

/** The beginning of a text, and how long it is where that is not all. */
export function beginning(text: string, longest: number): string {
  if (text.length <= longest) return text;
  return `${withoutHalf(text.slice(0, longest))}…(${text.length - longest} more characters)`;
}

/** Without the first half of a character whose second half was cut off. */
export function withoutHalf(text: string): string {
  return /[\ud800-\udbff]$/.test(text) ? text.slice(0, -1) : text;
}
