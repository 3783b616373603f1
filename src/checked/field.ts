import { hintFor } from './hints';
import { Place } from './place';
import { Hint, refuseValue, take, Type } from './type';

/** A named value of a struct, or a parameter. */
export interface Field {
  readonly name: string;
  readonly optional: boolean;
  readonly type: Type;
  readonly hint: Hint;
}

/** A field as the table spells it: optional ones end with "?". */
export function fieldOf(owner: string, spelled: string, typeOf: (hint: Hint) => Type): Field {
  const optional = spelled.endsWith('?');
  const name = optional ? spelled.slice(0, -1) : spelled;
  const hint = hintFor(owner, name);
  return { name, optional, type: typeOf(hint), hint };
}

/** The value of a field, checked; undefined where it may be missing. */
export function takeField(field: Field, value: unknown, place: Place): unknown {
  const { optional, type, hint } = field;
  if (value === undefined && optional) return undefined;
  if (value === null && optional) return refuseValue(type, value, place, { ...hint, fix: 'leave it out' });
  return take(type, value, place, hint);
}
