import { oneLine } from './text-table';
import { Reason } from '../reachability/reason';

/** Numbers the reasons of undefined verdicts, so that a table says each of them once. */
export interface Footnotes {
  /** The verdict with the number of its reason: `undefined (1)`. */
  mark(verdict: string, reason: Reason | undefined): string;
  /** The reasons by their number. */
  lines(): string[];
}

/** New footnotes, counted from 1 in the order in which they are first used. */
export function footnotes(): Footnotes {
  const numbers = new Map<string, number>();
  return {
    mark(verdict, reason) {
      if (reason === undefined) return verdict;
      const number = numbers.get(reason.text) ?? numbers.size + 1;
      numbers.set(reason.text, number);
      return `${verdict} (${number})`;
    },
    lines: () => [...numbers].map(([reason, number]) => `(${number}) ${oneLine(reason)}`),
  };
}
