/**
 * Finds matches in one text for questions that only move forward: "where is the next one from here?"
 *
 * Each part of the text is read once, however many questions there are. Asking `indexOf` anew for each candidate would
 * read a long text once per candidate.
 */
export function finder(text: string, pattern: RegExp): (from: number) => number {
  const matches = new RegExp(pattern, 'g');
  let found = -1;
  return (from) => {
    while (found < from) {
      matches.lastIndex = from;
      found = matches.exec(text)?.index ?? Infinity;
    }
    return found;
  };
}
