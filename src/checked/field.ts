import { hintFor } from './hints';
import { Expectation, Hint, Type } from './type';

/** A named value of a struct, or a parameter. */
export interface Field extends Expectation {
  readonly name: string;
  /** Whether it is the last parameter of a call and stands for any number of arguments. */
  readonly variadic: boolean;
}

/** A field as the table spells it: optional ones end with "?", one for any number of arguments begins with "...". */
export function fieldOf(owner: string, spelled: string, typeOf: (hint: Hint) => Type): Field {
  const optional = spelled.endsWith('?');
  const variadic = spelled.startsWith('...');
  const name = optional ? spelled.slice(0, -1) : variadic ? spelled.slice(3) : spelled;
  const hint = hintFor(owner, name);
  return { name, optional, variadic, type: typeOf(hint), hint };
}
