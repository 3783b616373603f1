import { errorForCaller, inCallersWords } from './callers-words';
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

/** A message shows less than this; what is longer need not be looked at to its end. */
const LONGEST_LOOKED_AT = 20_000;

/** A value of a user in our own words. */
const QUOTED = /"((?:[^"\\]|\\.)*)"/g;

/** A place that is a function of this package and no path. */
const FACTORY = /^[A-Z]\w*\.\w+$/;

/**
 * Throws the one kind of error that this package throws at bad input.
 *
 * Every message reads `<where>: <what>: got <value>; allowed: <rule>. Fix: <action>`, so that a user finds the line,
 * sees the value and knows the way out without opening the documentation. What may be a secret is in none of the parts:
 * a message ends up in logs that are read by many.
 */
export function refuse(where: Where, refusal: Refusal): never {
  throw errorForCaller(refusalMessage(where, refusal));
}

/** The message of a refusal, for where errors are collected instead of thrown. */
export function refusalMessage(where: Where, { what, got, allowed, fix }: Refusal): string {
  // The other parts may name what came in, or be made of it: they show no more of it than `got` does.
  const hide = hiderOf(got);
  const begin = inCallersWords(harmless(hide(what), LONGEST.what));
  const shown = beginning(show(got, secrecyOf(what)), LONGEST.got);
  const mend = fix === undefined ? '' : ` Fix: ${harmless(hide(fix, true), LONGEST.fix)}`;
  const rule = inCallersWords(`${harmless(hide(allowed), LONGEST.allowed)}.${mend}`);
  const place = typeof where === 'string' && FACTORY.test(where) ? inCallersWords(where) : placeOf(where);
  return `${place}: ${begin}: got ${shown}; allowed: ${rule}`;
}

type Hider = (text: string, isMadeOfIt?: boolean) => string;

/** Takes out of a text what is not shown of the value; a legal name in a fix may be made of a password. */
function hiderOf(got: unknown): Hider {
  if (typeof got !== 'string') return (text) => text;
  const shown = maskSecrets(got);
  if (shown === got) return (text) => text;
  return (text, isMadeOfIt = false) => {
    const hidden = text.replaceAll(got, () => shown);
    return isMadeOfIt ? hidden.replace(QUOTED, (all, part: string) => (shown.includes(part) ? all : '"…"')) : hidden;
  };
}

/** Where something was written, for messages. */
export function placeOf(where: Where): string {
  const path = typeof where === 'string' ? where : where.node.path;
  // The app itself has no path.
  return path === '' ? 'App' : beginning(printableLine(withoutSecrets(path)), LONGEST.where);
}

/** An id may be a URL by mistake; its slashes are dashes in the path. */
function withoutSecrets(path: string): string {
  const spelled = path.replaceAll(':----', '://');
  const masked = maskSecrets(spelled);
  return masked === spelled ? path : masked;
}

/** Our own words with names and values of users in them, without what may be a secret. */
export function harmless(text: string, longest: number): string {
  const begin = maskCertain(text).slice(0, LONGEST_LOOKED_AT);
  const masked = begin.replace(QUOTED, (_, quoted: string) => `"${maskSecrets(quoted)}"`);
  return beginning(printable(masked), longest);
}
