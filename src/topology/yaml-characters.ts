/** A place in a text at which kubectl stops, or reads something else than what is there to see. */
export interface BadCharacter {
  readonly offset: number;
  readonly message: string;
}

/** Enough to mend a file by. */
const MANY = 20;

/**
 * Characters that kubectl's reader (go-yaml) refuses, and such that it takes for line breaks where editors and other readers
 * do not: what looks like a comment or a text would be fields.
 */
export function findBadCharacters(text: string): BadCharacter[] {
  // JSON is read as JSON there, and may have them in its texts.
  if (/^\s*\{/.test(text) && isJson(text)) return [];
  const found: BadCharacter[] = [];
  // eslint-disable-next-line no-control-regex
  for (const { 0: character, index } of text.matchAll(
    /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\r(?!\n)|\p{Cs}/gu,
  )) {
    // A mark of the byte order may begin a file.
    if (character === '\ufeff' && index === 0) continue;
    found.push({ offset: index, message: describe(character) });
    if (found.length === MANY) break;
  }
  return found;
}

/** `---` with something behind it: kubectl wants the documents on lines of their own. */
export function findBadSeparators(text: string): BadCharacter[] {
  return Array.from(text.matchAll(/^---(?=[ \t]*[^\s#])(?=[ \t]|[^\s])/gm), ({ index }) => ({
    offset: index,
    message: 'a line that begins with "---" must have nothing else but a comment, or kubectl does not read it',
  })).slice(0, MANY);
}

function describe(character: string): string {
  const code = `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
  if (/[\x85\u2028\u2029\r]/.test(character)) {
    return `got ${code}, which kubectl takes for a line break; allowed: line feeds. Fix: write it as an escape in double quotes`;
  }
  return `got the character ${code}, which kubectl does not read; allowed: text. Fix: write it as an escape in double quotes`;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
