/** Numbers the reasons of undefined verdicts, so that a table says each of them once. */
export interface Footnotes {
  /** The verdict with the number of its reason: `undefined (1)`. */
  mark(verdict: string, reason: string | undefined): string;
  /** The reasons by their number. */
  lines(): string[];
}

/** New footnotes, counted from 1 in the order in which they are first used. */
export function footnotes(): Footnotes {
  const reasons: string[] = [];
  return {
    mark(verdict, reason) {
      if (reason === undefined) return verdict;
      if (!reasons.includes(reason)) reasons.push(reason);
      return `${verdict} (${reasons.indexOf(reason) + 1})`;
    },
    lines: () => reasons.map((reason, i) => `(${i + 1}) ${reason}`),
  };
}
