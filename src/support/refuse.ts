/** What a refusal must say: what is wrong, what came in, what is allowed, and how to mend it. */
export interface Refusal {
  readonly what: string;
  readonly got: unknown;
  readonly allowed: string;
  readonly fix?: string;
}

/** Where the value was written: a construct's path, or the name of the factory that was called. */
export type Where = string | { readonly node: { readonly path: string } };

/**
 * Throws the one kind of error that this package throws at bad input.
 *
 * Every message reads `<where>: <what>: got <value>; allowed: <rule>. Fix: <action>`, so that a user finds the line,
 * sees the value and knows the way out without opening the documentation.
 */
export function refuse(where: Where, refusal: Refusal): never {
  throw new Error(refusalMessage(where, refusal));
}

/** The message of a refusal, for where errors are collected instead of thrown. */
export function refusalMessage(where: Where, { what, got, allowed, fix }: Refusal): string {
  const path = typeof where === 'string' ? where : where.node.path;
  // The app itself has no path.
  const place = path === '' ? 'App' : path;
  const mend = fix === undefined ? '' : ` Fix: ${fix}`;
  return `${place}: ${what}: got ${show(got)}; allowed: ${allowed}.${mend}`;
}

/** Words for what came in, where the value itself is secret, or no single value says it. */
class Words {
  constructor(public readonly text: string) {}
}

/** Describes what came in instead of showing it: `got literal text`, without the quotes that a value has. */
export function inWords(text: string): unknown {
  return new Words(text);
}

function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value instanceof Words) return value.text;
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    // A construct refers to its parent, so it has no JSON; its name says enough.
    return String(value);
  }
}
