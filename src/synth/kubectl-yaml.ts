/*
 * Where kubectl reads something else than what the YAML library of cdk8s wrote.
 *
 * The library writes for YAML 1.1 and 1.2 as their specifications have them. kubectl and the API server read with
 * go-yaml v2 (sigs.k8s.io/yaml), which differs in what is listed below, each found by writing and reading millions of
 * strings with both.
 */

/**
 * Characters that the library leaves as they are, but that go-yaml refuses (DEL, C1 controls, U+FFFE, U+FFFF) or takes
 * for the end of the line (U+0085, U+2028, U+2029), so that text becomes structure.
 */
const NOT_TEXT = /[\u007f-\u009f\u2028\u2029\ufffe\uffff]/;
const EACH_NOT_TEXT = new RegExp(NOT_TEXT, 'g');
/** Half of a surrogate pair. With `u`, whole ones are one character and do not match. */
const LONE_SURROGATE = /[\ud800-\udfff]/u;

/** Texts of one line that may be numbers to go-yaml begin with one of these. */
const NUMBER_START = /^[-+\d]/;
const DECIMAL = /^[-+]?(\.\d+|\d+(\.\d*)?)(e[-+]?\d+)?$/i;
const PREFIXED = /^([-+]?)(0x[\da-f]+|0o[0-7]+|0b[01]+)$/i;
/** `0b-1` is -1 to go-yaml, for it reads the sign behind the prefix, too. */
const SIGN_BEHIND_PREFIX = /^0b([-+])([01]+)$/;

/** go-yaml wants to be told the indent of a block that begins with a tab. */
const TAB_FIRST = /^\n*\t/;
/** Newer versions of the library write space alone as a block, whose indent nobody can tell. */
const BLANK = /^\s*$/;
/** The library escapes the space twice, and the backslash becomes part of the text. */
const SPACE_ALONE = '\n \n';

/** Whether kubectl reads a text otherwise than it is, when it is written as cdk8s spells it. */
export function kubectlReadsOtherwise(text: string, spelling: string, role: 'key' | 'value'): boolean {
  if (NOT_TEXT.test(text)) return true;
  if (spelling === text) return isNumberToGo(text) || (role === 'key' && text === '<<');
  if (spelling.startsWith('|')) return TAB_FIRST.test(text) || BLANK.test(text);
  return spelling.startsWith('"') && spelling.includes('\n') && text.includes(SPACE_ALONE);
}

/** The text in double quotes, on one line, with escapes that every YAML reader knows. */
export function doubleQuoted(text: string): string {
  return JSON.stringify(text).replace(
    EACH_NOT_TEXT,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A value as kubectl reads it back, from how cdk8s spells it. */
export function readableValue(text: string, spelling: string): string {
  if (!kubectlReadsOtherwise(text, spelling, 'value')) return spelling;
  // A script stays a block, or nobody could read its changes. Below the margin, blocks are indented by two.
  if (spelling.startsWith('|') && !NOT_TEXT.test(text) && !BLANK.test(text)) return `|2${spelling.slice(1)}`;
  return doubleQuoted(text);
}

/** A key as kubectl reads it back, from how cdk8s spells it. */
export function readableKey(text: string, spelling: string): string {
  return kubectlReadsOtherwise(text, spelling, 'key') ? doubleQuoted(text) : spelling;
}

/** Why no spelling of a value is read back by kubectl, if that is so. */
export function whyUnwritable(value: unknown): 'lone surrogate' | 'not finite' | 'beyond 64 bits' | undefined {
  switch (typeof value) {
    case 'string':
      return LONE_SURROGATE.test(value) ? 'lone surrogate' : undefined;
    case 'number':
      return Number.isFinite(value) ? undefined : 'not finite';
    case 'bigint':
      return fitsGo(value) ? undefined : 'beyond 64 bits';
    default:
      return undefined;
  }
}

/** Whether go-yaml takes a plain text for a number; it looks away from underscores wherever they are. */
function isNumberToGo(text: string): boolean {
  if (!NUMBER_START.test(text)) return false;
  const plain = text.replaceAll('_', '');
  // What is too great for a float is text again.
  if (DECIMAL.test(plain)) return Number.isFinite(Number(plain));
  const [, sign, digits] = PREFIXED.exec(plain) ?? signBehindPrefix(plain);
  if (digits === undefined) return false;
  const magnitude = BigInt(digits.toLowerCase());
  if (sign === '') return fitsGo(magnitude);
  return sign === '-' ? fitsGo(-magnitude) : magnitude < 2n ** 63n;
}

function signBehindPrefix(plain: string): readonly (string | undefined)[] {
  const match = SIGN_BEHIND_PREFIX.exec(plain);
  return match === null ? [] : [plain, match[1], `0b${match[2]}`];
}

function fitsGo(integer: bigint): boolean {
  return integer >= -(2n ** 63n) && integer < 2n ** 64n;
}
