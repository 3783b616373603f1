import { maskCertain, maskSecrets } from './mask';
import { beginning, printable, printableLine } from './printable';
import { secrecyOf } from './secrecy';
import { show } from './show';

export { inWords, quote, show } from './show';

/** What a refusal must say: what is wrong, what came in, what is allowed, and how to mend it. */
export interface Refusal {
  readonly what: string;
  readonly got: unknown;
  readonly allowed: string;
  readonly fix?: string;
}

/** Where the value was written: a construct's path, or the name of the factory that was called. */
export type Where = string | { readonly node: { readonly path: string } };

/** How long the parts of a message are at most: names and paths of users are in them. */
const LONGEST = { where: 300, what: 500, got: 500, allowed: 1000, fix: 1000 };

/**
 * Throws the one kind of error that this package throws at bad input.
 *
 * Every message reads `<where>: <what>: got <value>; allowed: <rule>. Fix: <action>`, so that a user finds the line,
 * sees the value and knows the way out without opening the documentation. What may be a secret is in none of the parts:
 * a message ends up in logs that are read by many.
 */
export function refuse(where: Where, refusal: Refusal): never {
  throw new Error(refusalMessage(where, refusal));
}

/** The message of a refusal, for where errors are collected instead of thrown. */
export function refusalMessage(where: Where, { what, got, allowed, fix }: Refusal): string {
  const mend = fix === undefined ? '' : ` Fix: ${harmless(fix, LONGEST.fix)}`;
  const shown = beginning(show(got, secrecyOf(what)), LONGEST.got);
  return `${placeOf(where)}: ${harmless(what, LONGEST.what)}: got ${shown}; allowed: ${harmless(allowed, LONGEST.allowed)}.${mend}`;
}

/** Where something was written, for messages. */
export function placeOf(where: Where): string {
  const path = typeof where === 'string' ? where : where.node.path;
  // The app itself has no path.
  return path === '' ? 'App' : beginning(printableLine(maskSecrets(path)), LONGEST.where);
}

/** A message shows less than this; what is longer need not be looked at to its end. */
const LONGEST_LOOKED_AT = 20_000;

/** Our own words with names and values of users in them, without what may be a secret. */
export function harmless(text: string, longest: number): string {
  const begin = maskCertain(text).slice(0, LONGEST_LOOKED_AT);
  const masked = begin.replace(/"((?:[^"\\]|\\.)*)"/g, (_, quoted: string) => `"${maskSecrets(quoted)}"`);
  return beginning(printable(masked), longest);
}
