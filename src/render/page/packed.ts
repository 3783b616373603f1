/*
 * The data of a page repeats itself: names, selectors, ports, what rules say. In the file each value stands once, as plain JSON.
 *
 * A number is a position in `values`; a list begins with a shape: `[0, …]` is a list of values, `[-1, …]` one of numbers as they stand, and
 * `[n, …]` an object with the keys `shapes[n - 1]`. All else is what it is, and so are the texts and numbers in `values`.
 */

/** A value that may be in a table. */
export type Code = string | number | boolean | null | readonly Code[];

/** A value as a page has it. */
export interface Packed {
  readonly shapes: readonly (readonly string[])[];
  /** What is used more than once, the most used first. */
  readonly values: readonly Code[];
  readonly root: Code;
}

/** The shapes of lists. */
export const LIST = 0;
export const NUMBERS = -1;
