import { oneLine } from '../../text-table';

/** How wide the characters from the space on are, in thirtieths of their height: a letter each, from `0` on. A tenth more than Arial's. */
const WIDTHS = '::<CCNG7;;=D:;::CCCCCCCCCC::DDDCRGGHHGEJH:AGCLHJGJHGEHGPGGE:::@C;CCACC:CC88A8LCCCC;A:CAHAAA<9<D';

/** How much room a text needs at most, whatever the font of the reader's system: rather more than it takes. */
export function textWidth(text: string, size: number, isBold = false): number {
  let width = 0;
  for (const character of text) {
    const code = character.codePointAt(0)!;
    const known = WIDTHS.charCodeAt(code - 32);
    width += known > 0 ? (known - 48) / 30 : code < 0x590 ? 0.8 : code < 0x1_0000 ? 1.1 : 1.5;
  }
  return Math.ceil(width * size * (isBold ? 1.07 : 1));
}

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
