import { hintFor } from './hints';
import { Expectation, Hint, Type } from './type';

/** A named value of a struct, or a parameter. */
export interface Field extends Expectation {
  readonly name: string;
}

/** A field as the table spells it: optional ones end with "?". */
export function fieldOf(owner: string, spelled: string, typeOf: (hint: Hint) => Type): Field {
  const optional = spelled.endsWith('?');
  const name = optional ? spelled.slice(0, -1) : spelled;
  const hint = hintFor(owner, name);
  return { name, optional, type: typeOf(hint), hint };
}
