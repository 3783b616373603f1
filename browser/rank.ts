/** What a search looks in. */
export interface Searched {
  /** What it is called. */
  readonly name: string;
  /** What else it may be found by: its id, its namespace, its details. */
  readonly more: readonly string[];
}

/** Those that fit a text, the best first: the name itself, its begin, the begin of one of its words, then anywhere in it, then elsewhere. */
export function rank<T extends Searched>(all: readonly T[], text: string): T[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  return all
    .map((one, i) => ({ one, i, score: scoreOf(one, words) }))
    .filter(({ score }) => score < NONE)
    .sort((a, b) => a.score - b.score || a.one.name.length - b.one.name.length || a.i - b.i)
    .map(({ one }) => one);
}

const NONE = 1000;

/** The sum over the words; each of them has to fit. */
function scoreOf({ name, more }: Searched, words: readonly string[]): number {
  let sum = 0;
  for (const word of words) {
    const own = scoreOfText(name.toLowerCase(), word);
    const score = own < NONE ? own : more.some((text) => text.toLowerCase().includes(word)) ? 4 : NONE;
    if (score === NONE) return NONE;
    sum += score;
  }
  return sum;
}

function scoreOfText(text: string, word: string): number {
  if (text === word) return 0;
  const at = text.indexOf(word);
  if (at < 0) return NONE;
  if (at === 0) return 1;
  return /[^a-z0-9]/.test(text[at - 1]) ? 2 : 3;
}
