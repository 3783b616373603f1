import { MemberHint, Place, readable, take, Type } from './type';
import { checkText } from '../support/text';

/** A real array: a text has letters and a length, too. */
export function listOf(element: Type): Type {
  const list: Type = {
    words: `a list of ${element.plural}`,
    plural: `lists of ${element.plural}`,
    admits: Array.isArray,
    take(value, place) {
      const values = value as readonly unknown[];
      const taken: unknown[] = [];
      const { length } = values;
      for (let i = 0; i < length; i++) {
        const what = `${place.what}[${i}]`;
        const inner = { where: place.where, what, prefix: what, secret: place.secret };
        taken.push(
          take(
            element,
            readable(inner, list, () => values[i]),
            inner,
          ),
        );
      }
      return taken;
    },
    fixFor(value, place) {
      if (value === undefined || value === null || Array.isArray(value)) return undefined;
      if (!element.admits(value)) {
        const fix = element.fixFor?.(value, place);
        return fix && `put it into a list, and ${fix}`;
      }
      const shown = !place.secret && typeof value === 'string' && value.length <= 40 ? JSON.stringify(value) : '…';
      return `put it into a list: [${shown}]`;
    },
  };
  return list;
}

/** An object whose keys are names of somebody's own. */
export function mapOf(element: Type, hint: MemberHint = {}): Type {
  const map: Type = {
    words: `an object with ${element.plural} by their names`,
    plural: `objects with ${element.plural} by their names`,
    admits: isPlainObject,
    take(value, place) {
      const taken: [string, unknown][] = [];
      for (const name of readable(place, map, () => Object.keys(value as object))) {
        checkText(place.where, `name in ${place.what}`, name);
        const inner = { ...place, what: memberName(place, name, hint) };
        const given = readable(inner, map, () => (value as Record<string, unknown>)[name]);
        taken.push([name, take(element, given, inner, hint)]);
      }
      // Not by assignment: "__proto__" is a name like any other here.
      return Object.fromEntries(taken);
    },
    fixFor: (value) => (Array.isArray(value) ? 'write { name: value }, not a list' : undefined),
  };
  return map;
}

function memberName({ what }: Place, name: string, { called }: MemberHint): string {
  if (!/^[\w./-]{1,80}$/.test(name)) return `a value of ${what}`;
  return called?.(name) ?? `${what}.${name}`;
}

/** Whether it was written as `{ … }`, wherever that was: another realm has an `Object` of its own. */
export function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  if (Object.prototype.toString.call(value) !== '[object Object]') return false;
  const prototype = Object.getPrototypeOf(value) as object | null;
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
