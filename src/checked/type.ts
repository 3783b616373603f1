import { gotOf } from './got';
import { inWords, refuse, Where } from '../support/refuse';

/** Where a value stands in a call. */
export interface Place {
  /** What the call is about: a construct, or a factory. */
  readonly where: Where;
  /** The argument or prop, such as `ports[0].port`. */
  readonly what: string;
  /** What stands before the names of its own props: nothing for an argument, whose props speak for themselves. */
  readonly prefix: string;
  /** Whether the value may be a secret, so that no message shows it. */
  readonly secret: boolean;
}

/** What makes a message better than the type alone could. */
export interface Hint {
  /** How the value is called. */
  readonly what?: string;
  readonly allowed?: string;
  readonly fix?: string;
  /** For the values of a map. */
  readonly members?: MemberHint;
  /** A number or boolean instead of a text goes through: the check of its own behind it says more. */
  readonly scalarsGoThrough?: boolean;
  readonly secret?: boolean;
}

/** What makes messages about the values of a map better. */
export interface MemberHint extends Omit<Hint, 'what' | 'members'> {
  /** How a value is called. */
  readonly called?: (name: string) => string;
}

/** What may come in somewhere. */
export interface Type {
  /** In words: `text`, `a Port`. */
  readonly words: string;
  /** Several of them, in words. */
  readonly plural: string;
  /** Whether a value is one, from outside. */
  admits(value: unknown): boolean;
  /** Checks what is inside a value that is one, and reads it: what comes back does not change any more. */
  take(value: unknown, place: Place): unknown;
  /** What to write instead of a value that is none. */
  fixFor?(value: unknown, place: Place): string | undefined;
}

/** A value that is surely of the type, read once. */
export function take(type: Type, value: unknown, place: Place, hint: Hint = {}): unknown {
  const isOne = readable(place, type, () => type.admits(value));
  if (isOne) return type.take(value, place);
  if (hint.scalarsGoThrough === true && (typeof value === 'number' || typeof value === 'boolean')) return value;
  return refuseValue(type, value, place, hint);
}

/** Refuses what is not of the type. */
export function refuseValue(type: Type, value: unknown, place: Place, hint: Hint = {}): never {
  return refuse(place.where, {
    what: hint.what ?? place.what,
    got: gotOf(value, place.secret),
    allowed: hint.allowed ?? type.words,
    fix: hint.fix ?? type.fixFor?.(value, place),
  });
}

/** Does something that a value's own code may fail in: a getter, or the traps of a Proxy. */
export function readable<T>(place: Place, type: Type, read: () => T): T {
  try {
    return read();
  } catch {
    return refuse(place.where, {
      what: place.what,
      got: inWords('an object that fails as it is read'),
      allowed: type.words,
    });
  }
}
