import { inWords, Refusal, refuse, Where } from './refuse';

/**
 * What kubectl's YAML reader (go-yaml) cannot read, or reads as a line break, however it is quoted; and what no
 * program means: control characters other than tab, line feed and carriage return, halves of a character, and the
 * mark that belongs to the beginning of a file.
 */
const UNREADABLE =
  // eslint-disable-next-line no-control-regex
  /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Most texts have none of it, which is found sooner than what is unreadable of it. */
const BEYOND_ASCII = /[^ -~\n\t\r]/;

const NAMES: ReadonlyMap<number, string> = new Map([
  [0x7f, 'DEL'],
  [0x85, 'next line'],
  [0x2028, 'line separator'],
  [0x2029, 'paragraph separator'],
  [0xfeff, 'byte order mark'],
]);

/** The first character at fault. */
function unreadableCharacter(text: string): string {
  const at = text.search(UNREADABLE);
  const code = text.charCodeAt(at);
  const hex = code.toString(16).toUpperCase().padStart(4, '0');
  return `the character U+${hex} (${nameOf(code)}) at place ${at + 1} of ${text.length}`;
}

function nameOf(code: number): string {
  const name = NAMES.get(code);
  if (name !== undefined) return name;
  if (code >= 0xd800 && code <= 0xdfff) return 'half of a character';
  return code < 0xa0 ? 'a control character' : 'no character';
}

/**
 * Checks a text of any kind: environment variables, arguments, annotations, headers, commands.
 *
 * The message names the character and its place, never the text: it may be a secret.
 */
export function checkText(where: Where, what: string, text: string): string {
  return isReadable(text) ? text : refuse(where, textFault(what, text));
}

/** Whether kubectl reads a text as it is. */
export function isReadable(text: string): boolean {
  return !BEYOND_ASCII.test(text) || !UNREADABLE.test(text);
}

/** What is wrong with a text that is not readable. */
export function textFault(what: string, text: string): Refusal {
  return {
    what,
    got: inWords(`text with ${unreadableCharacter(text)}`),
    allowed: 'characters that kubectl reads back from YAML as they were: no control characters but tab and line breaks',
    fix: 'leave it out, or give the text to the program in another way, such as base64',
  };
}
