import { refuse, Where } from './refuse';

/** What to do about a value that is missing because a variable of the shell or pipeline is not set. */
export const UNSET_FIX = 'is it read from an unset variable? Give it a value, or leave its name out';

/** A text that must be there. */
export function checkGiven(where: Where, what: string, text: string | undefined): string {
  // Whoever writes JavaScript, or reads the environment, has no compiler that says so.
  if (typeof text === 'string') return text;
  return refuse(where, { what, got: text, allowed: 'text', fix: UNSET_FIX });
}

/** Refuses a text that JavaScript made of a missing value: `acme/api:${process.env.TAG}` without TAG. */
export function refuseMadeOfUnset(where: Where, what: string, text: string): void {
  if (!/(?<![A-Za-z0-9])undefined(?![A-Za-z0-9])/.test(text)) return;
  refuse(where, {
    what,
    got: text,
    allowed: 'a text without "undefined", which JavaScript writes for a missing value',
    fix: 'is it made of an unset variable? Set it',
  });
}
