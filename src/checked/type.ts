import { Stranger } from './foreign';
import { Called, Place, Step } from './place';
import { inWords, Refusal, refuse } from '../support/refuse';

/** What makes a message better than the type alone could. */
export interface Hint {
  /** How the value is called. */
  readonly what?: string;
  readonly allowed?: string;
  readonly fix?: string | ((value: unknown) => string);
  /** For the values of a map. */
  readonly members?: MemberHint;
  /** A number or boolean instead of a text goes through: the check of its own behind it says more. */
  readonly scalarsGoThrough?: boolean;
}

/** What makes messages about the values of a map better. */
export interface MemberHint extends Omit<Hint, 'what' | 'members'> {
  /** How a value is called. */
  readonly called?: Called;
}

/** What `take` answers where a value is not of the type at all. */
export const NO = Symbol('not of the type');

/** What may come in somewhere. */
export interface Type {
  /** In words: `text`, `a Port`. */
  readonly words: string;
  /** Several of them, in words. */
  readonly plural: string;
  /** Whether there is nothing inside that could be wrong. */
  readonly isLeaf: boolean;
  /**
   * The value, surely of the type, or `NO`. What is wrong inside of it is refused. Lists and objects of values are read
   * once: what comes back does not change any more, whatever the caller's object does.
   */
  take(value: unknown, place: Place): unknown;
  /** What is wrong with a value that is one but for this. */
  faultOf?(value: unknown, what: string): Refusal | undefined;
  /** What a value is that another package, or another version of the right one, made in place of one. */
  strangerFor?(value: unknown): Stranger | undefined;
  /** What to write instead of a value that is none. */
  fixFor?(value: unknown, place: Place): string | undefined;
}

/**
 * A value that is surely of the type: an argument, or one inside of what is here.
 *
 * @param place where the value is; for one inside, where that is, and `step`, `name` and `called` lead there
 */
export function takeInside(
  { type, hint, optional }: Expectation,
  value: unknown,
  place: Place,
  step: Step,
  name: string | number,
  called?: Called,
): unknown {
  // What has no inside needs no place before there is a message.
  if (type.isLeaf) {
    const leaf = type.take(value, place);
    if (leaf !== NO) return leaf;
  }
  place.enter(step, name, called);
  const taken = type.take(value, place);
  const settled = taken === NO ? instead(type, value, place, hint, optional) : taken;
  place.leave();
  return settled;
}

/** What must come in, and what is known of it. */
export interface Expectation {
  readonly type: Type;
  readonly hint: Hint;
  readonly optional: boolean;
}

/** What becomes of a value that is not of the type. */
function instead(type: Type, value: unknown, place: Place, hint: Hint, optional: boolean): unknown {
  if (value === undefined && optional) return undefined;
  if (hint.scalarsGoThrough === true && (typeof value === 'number' || typeof value === 'boolean')) return value;
  return refuseValue(type, value, place, value === null && optional ? { ...hint, fix: 'leave it out' } : hint);
}

/** Refuses what is not of the type. */
export function refuseValue(type: Type, value: unknown, place: Place, hint: Hint): never {
  const { what } = place;
  const fault = type.faultOf?.(value, what);
  if (fault !== undefined) fail(place, fault);
  const stranger = type.strangerFor?.(value);
  return fail(place, {
    what: hint.what ?? what,
    got: stranger === undefined ? value : inWords(stranger.got),
    allowed: hint.allowed ?? type.words,
    fix: stranger?.fix ?? fixOf(hint, value) ?? type.fixFor?.(value, place),
  });
}

function fixOf({ fix }: Hint, value: unknown): string | undefined {
  return typeof fix === 'function' ? fix(value) : fix;
}

/** The errors of this check, to tell them from those of a value's own code. */
const OURS = new WeakSet<object>();

/** Refuses in a way that `isRefusal` knows. */
export function fail({ where }: Place, refusal: Refusal): never {
  try {
    return refuse(where, refusal);
  } catch (error) {
    OURS.add(error as Error);
    throw error;
  }
}

/** Whether an error is one of this check. Others come from getters and from the traps of a Proxy. */
export function isRefusal(error: unknown): boolean {
  return typeof error === 'object' && error !== null && OURS.has(error);
}
