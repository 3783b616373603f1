/** A place in a text at which kubectl stops, or reads something else than what is there to see. */
export interface BadCharacter {
  readonly offset: number;
  readonly message: string;
}

/** Enough to mend a file by. */
const MANY = 20;
/** Faster than the other one, and all that it finds is among this. */
// eslint-disable-next-line no-control-regex
const SUSPICIOUS = /[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]/;
// eslint-disable-next-line no-control-regex
const BAD = /[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\p{Cs}/u;
const EACH_BAD = new RegExp(BAD, 'gu');

/** Whether there is any of what `findBadCharacters` finds. */
export function hasBadCharacters(text: string): boolean {
  return SUSPICIOUS.test(text) && BAD.test(text);
}

/**
 * Characters that kubectl's reader (go-yaml) refuses, and such that it takes for line breaks where editors and other readers
 * do not: what looks like a comment or a text would be fields. Line breaks of Windows must be line feeds already. After
 * some, the last place says that there are more.
 */
export function findBadCharacters(text: string): BadCharacter[] {
  const found: BadCharacter[] = [];
  if (!hasBadCharacters(text)) return found;
  for (const { 0: character, index } of text.matchAll(EACH_BAD)) {
    if (found.length === MANY) {
      found.push({ offset: index, message: 'more characters that kubectl does not read, here and below' });
      break;
    }
    found.push({ offset: index, message: describe(character) });
  }
  return found;
}

function describe(character: string): string {
  const code = `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
  if (/[\x85\u2028\u2029\r]/.test(character)) {
    return `got ${code}, which kubectl takes for a line break; allowed: line feeds. Fix: write it as an escape in double quotes`;
  }
  return `got the character ${code}, which kubectl does not read; allowed: text. Fix: write it as an escape in double quotes`;
}
