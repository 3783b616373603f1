import { oneLine } from '../../text-table';

/** How wide the characters from the space on are, in thirtieths of their height: a letter each, from `0` on. A tenth more than Arial's. */
const WIDTHS = '::<CCNG7;;=D:;::CCCCCCCCCC::DDDCRGGHHGEJH:AGCLHJGJHGEHGPGGE:::@C;CCACC:CC88A8LCCCC;A:CAHAAA<9<D';

/** How much room a text needs: as much as in Noto Sans, the widest font of pictures, where it is bold, else rather more. */
export function textWidth(text: string, size: number, isBold = false): number {
  let width = 0;
  for (const character of text) {
    const code = character.codePointAt(0)!;
    const known = WIDTHS.charCodeAt(code - 32);
    width += known > 0 ? (known - 48) / 30 : code < 0x590 ? 0.8 : code < 0x1_0000 ? 1.1 : 1.5;
  }
  return Math.ceil(width * size * (isBold ? 1.02 : 0.95));
}

/** The sizes of texts: of names, of all that stands below them and at arrows, of the names of frames. */
export const SIZES = { name: 15, what: 13, title: 16 };

/** A text that is put into a picture. */
export interface FittedText {
  readonly text: string;
  /** The whole of it, where the text is shortened. */
  readonly whole?: string;
  readonly width: number;
}

/** A text in the room that there is: of a long one the middle is left out, because names differ at their ends. */
export function fitText(name: string, size: number, room: number, isBold = false): FittedText {
  const text = oneLine(name);
  const width = textWidth(text, size, isBold);
  if (width <= room) return { text, width };
  const characters = Array.from(text.length > 400 ? `${text.slice(0, 200)}${text.slice(-200)}` : text);
  const [first, last]: [string[], string[]] = [[], []];
  const short = (): string => `${first.join('')}…${last.join('')}`;
  for (let i = 0; i < characters.length; i++) {
    const [side, end] = i % 2 === 0 ? [first, first.length] : [last, 0];
    side.splice(end, 0, characters[i % 2 === 0 ? i / 2 : characters.length - (i + 1) / 2]);
    if (textWidth(short(), size, isBold) <= room) continue;
    side.splice(end, 1);
    break;
  }
  return { text: short(), whole: text, width: textWidth(short(), size, isBold) };
}

/** How a text is put into several lines. */
export interface Wrapping {
  /** The room that a line may fill before another one begins, and the room that one long word may take. */
  readonly soft: number;
  readonly hard: number;
  /** How many lines there are at most. */
  readonly lines: number;
  readonly isBold?: boolean;
  /** What a line may end with; where nothing is said: ends of words, and of words too long for a line the signs in names. */
  readonly at?: RegExp;
}

/** A text in lines: they end where words do. What does not fit in the last one is left out of its middle. */
export function wrapText(name: string, size: number, wrapping: Wrapping): readonly FittedText[] {
  const { soft, hard, lines, isBold = false } = wrapping;
  const text = oneLine(name);
  if (textWidth(text, size, isBold) <= soft) return [fitText(text, size, soft, isBold)];
  const narrow = linesOf(text, size, soft, wrapping);
  const rows = narrow.length <= lines ? balanced(text, size, narrow, wrapping) : linesOf(text, size, hard, wrapping);
  const kept = rows.length <= lines ? rows : [...rows.slice(0, lines - 1), rows.slice(lines - 1).join('')];
  const fitted = kept.map((row) => fitText(row.trim(), size, hard, isBold));
  return fitted.some(({ whole }) => whole !== undefined) ? fitted.map((one) => ({ ...one, whole: text })) : fitted;
}

/** The narrowest lines of which there are as many. */
function balanced(text: string, size: number, rows: string[], wrapping: Wrapping): string[] {
  let best = rows;
  for (let room = wrapping.soft * 0.92; room > wrapping.soft / 3; room *= 0.92) {
    const narrower = linesOf(text, size, room, wrapping);
    if (narrower.length > rows.length) break;
    best = narrower;
  }
  return best;
}

const WORDS = /\S+\s*/g;
const SIGNS = /[^\-._/=:,]*[\-._/=:,]+|[^\-._/=:,]+$/g;

/** A text in lines of a width, as many words to a line as there is room for. */
function linesOf(text: string, size: number, room: number, { at, isBold = false }: Wrapping): string[] {
  const wide = (row: string): boolean => textWidth(row.trim(), size, isBold) > room;
  const words = text.match(at ?? WORDS) ?? [text];
  const pieces = words.flatMap((word) => (at === undefined && wide(word) ? (word.match(SIGNS) ?? [word]) : [word]));
  const rows: string[] = [];
  for (const piece of pieces) {
    const last = rows.length - 1;
    if (last >= 0 && !wide(rows[last] + piece)) rows[last] += piece;
    else rows.push(piece);
  }
  return rows;
}
