/** What of layer 7 alone is let through, in the words of the command: `HTTP GET /health`. */
export type Only = string | readonly string[];

/** What an expectation wants of layer 7: everything, if it says nothing. */
export interface LayerSeven {
  /** What alone is let through: `HTTP GET /health`, or all of several. */
  readonly only?: Only;
}

/** Whether what is let through is just what is wanted. */
export function isAsWanted(only: readonly string[] | undefined, wanted: Only | undefined): boolean {
  return JSON.stringify(listOf(only)) === JSON.stringify(listOf(wanted));
}

/** ` for HTTP GET /health alone`; empty if it is for everything. */
export function formatWanted(wanted: Only | undefined): string {
  return wanted === undefined ? '' : ` for ${listOf(wanted)!.join(', ')} alone`;
}

/** Refuses what no connection can have. */
export function checkOnly(matcher: string, wanted: Only | undefined): void {
  const list = listOf(wanted);
  if (list === undefined || (list.length > 0 && list.every((each) => typeof each === 'string' && each !== ''))) return;
  throw new Error(
    `${matcher}: only: got ${JSON.stringify(wanted)}; allowed: a text, or several, as the message of the matcher has them. ` +
      "Fix: for example 'HTTP GET /health'; leave `only` out for everything",
  );
}

function listOf(only: Only | undefined): readonly string[] | undefined {
  if (only === undefined) return undefined;
  return [...new Set(typeof only === 'string' ? [only] : only)].sort();
}
