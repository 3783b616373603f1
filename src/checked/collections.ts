import { Place } from './place';
import { fail, MemberHint, NO, takeInside, Type } from './type';
import { secrecyOf } from '../support/secrecy';
import { isReadable, textFault } from '../support/text';

const NO_HINT = {};
/** `__proto__` is a name like any other here, but not for an assignment. */
const PROPERTY = { enumerable: true, writable: true, configurable: true };

/** A real array: a text has letters and a length, too. */
export function listOf(element: Type): Type {
  const entry = { type: element, hint: NO_HINT, optional: false };
  return {
    isLeaf: false,
    words: `a list of ${element.plural}`,
    plural: `lists of ${element.plural}`,
    take(value, place) {
      if (!Array.isArray(value)) return NO;
      const taken: unknown[] = [];
      for (let i = 0; i < value.length; i++) taken.push(takeInside(entry, value[i], place, 'entry', i));
      return taken;
    },
    fixFor(value, place) {
      if (value === undefined || value === null || Array.isArray(value)) return undefined;
      const { what } = place;
      if (!isOne(element, value, place)) {
        const fix = element.fixFor?.(value, place);
        return fix && `put it into a list, and ${fix}`;
      }
      const isShown = typeof value === 'string' && value.length <= 40 && secrecyOf(what) === 'open';
      return `put it into a list: [${isShown ? JSON.stringify(value) : '…'}]`;
    },
  };
}

function isOne(type: Type, value: unknown, place: Place): boolean {
  try {
    return type.take(value, place) !== NO;
  } catch {
    // It is one, with another fault inside.
    return true;
  }
}

/** An object whose keys are names of somebody's own. */
export function mapOf(element: Type, hint: MemberHint = NO_HINT): Type {
  const expected = { type: element, hint, optional: false };
  return {
    isLeaf: false,
    words: `an object with ${element.plural} by their names`,
    plural: `objects with ${element.plural} by their names`,
    take(value, place) {
      if (!isPlainObject(value)) return NO;
      const taken: Record<string, unknown> = {};
      for (const name of Object.keys(value)) {
        if (!isReadable(name)) fail(place, textFault(`name in ${place.what}`, name));
        const given = (value as Record<string, unknown>)[name];
        const member = takeInside(expected, given, place, 'member', name, hint.called);
        if (name === '__proto__') Object.defineProperty(taken, name, { ...PROPERTY, value: member });
        else taken[name] = member;
      }
      return taken;
    },
    fixFor: (value) => (Array.isArray(value) ? 'write { name: value }, not a list' : undefined),
  };
}

/** Whether it was written as `{ … }`, wherever that was: another realm has an `Object` of its own. */
export function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value) as object | null;
  if (prototype === Object.prototype) return true;
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) return false;
  return Object.prototype.toString.call(value) === '[object Object]';
}
