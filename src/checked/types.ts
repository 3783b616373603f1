import { ANYTHING } from './anything';
import { API_TABLE } from './api-table';
import { enumOf, unionOf } from './choices';
import { listOf, mapOf } from './collections';
import { Field, fieldOf } from './field';
import { behaviourOf, instanceOf } from './objects';
import { BOOLEAN, FINITE_NUMBER, NUMBER, TEXT } from './primitives';
import { Struct } from './struct';
import { Parameters } from './table';
import { Hint, Type } from './type';

/** Types without a hint of their own, made when they are first asked for. */
const MADE = new Map<string, Type>();

/** The parameters of a call, such as `Port.tcp`. */
export function fieldsOf(owner: string, parameters: Parameters): Field[] {
  return Object.entries(parameters).map(([spelled, reference]) =>
    fieldOf(owner, spelled, (hint) => typeOf(reference, true, hint)),
  );
}

/**
 * A type as the table spells it.
 *
 * @param reference the spelling
 * @param isOwn whether it stands in this package's own declarations
 * @param hint how a map's values are called
 */
function typeOf(reference: string, isOwn: boolean, hint: Hint): Type {
  const map = /^map<(.*)>$/.exec(reference);
  if (map !== null) return mapOf(typeOf(map[1], isOwn, {}), hint.members);
  const key = `${isOwn} ${reference}`;
  const made = MADE.get(key) ?? makeType(reference, isOwn);
  MADE.set(key, made);
  return made;
}

function makeType(reference: string, isOwn: boolean): Type {
  const list = /^list<(.*)>$/.exec(reference);
  if (list !== null) return listOf(typeOf(list[1], isOwn, {}));
  if (reference.includes(' | ')) return unionOf(reference.split(' | ').map((part) => typeOf(part, isOwn, {})));
  switch (reference) {
    case 'string':
      return TEXT;
    case 'number':
      return isOwn ? NUMBER : FINITE_NUMBER;
    case 'boolean':
      return BOOLEAN;
    case 'any':
      return ANYTHING;
    default:
      return namedType(reference);
  }
}

function namedType(name: string): Type {
  const { structs, enums, interfaces } = API_TABLE;
  if (Object.hasOwn(structs, name)) return structOf(name);
  if (Object.hasOwn(enums, name)) return enumOf(name, enums[name]);
  if (Object.hasOwn(interfaces, name)) {
    const members = Object.entries(interfaces[name]).map(([member, type]) => [member, memberType(type)] as const);
    return behaviourOf(name, new Map(members));
  }
  return instanceOf(name);
}

function memberType(reference: string): 'method' | Type | undefined {
  if (reference === 'method') return reference;
  return reference === 'any' ? undefined : typeOf(reference, true, {});
}

function structOf(name: string): Type {
  const isOwn = !name.includes('.');
  const fields = new Map<string, Field>();
  const addFields = (struct: string): void => {
    const { extends: bases, props } = API_TABLE.structs[struct];
    for (const base of bases) addFields(base);
    for (const [spelled, reference] of Object.entries(props)) {
      const field = fieldOf(struct, spelled, (hint) => typeOf(reference, isOwn, hint));
      fields.set(field.name, field);
    }
  };
  addFields(name);
  return new Struct(name.split('.').pop()!, fields, isOwn);
}
