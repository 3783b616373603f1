import { TEXT } from './primitives';
import { NO, Type } from './type';
import { nearest } from '../support/nearest';

/** How many members a message names. */
const SHOWN = 8;

/** A value of an enum. */
export function enumOf(name: string, members: { readonly [member: string]: string | number }): Type {
  const enumName = name.split('.').pop()!;
  const entries = Object.entries(members);
  const values = new Set<unknown>(Object.values(members));
  const spell = ([member, value]: [string, string | number]): string =>
    `${enumName}.${member} (${JSON.stringify(value)})`;
  const words = inWords(entries.slice(0, SHOWN).map(spell), entries.length > SHOWN);
  return {
    words,
    plural: words,
    isLeaf: true,
    take: (value) => (values.has(value) ? value : NO),
    fixFor(value) {
      if (typeof value !== 'string' || value.length > 100) return undefined;
      const texts = entries.flatMap(([member, own]) => [member, String(own)]);
      const found = nearest(value, texts) ?? nearest(value.replace(/\W/g, ''), texts);
      const meant = entries.find(([member, own]) => member === found || String(own) === found);
      return meant && `did you mean ${spell(meant)}?`;
    },
  };
}

/** A value of one of several types. */
export function unionOf(types: readonly Type[]): Type {
  return {
    words: inWords(types.map(({ words }) => words)),
    plural: inWords(types.map(({ plural }) => plural)),
    isLeaf: types.every(({ isLeaf }) => isLeaf),
    take(value, place) {
      for (const type of types) {
        const taken = type.take(value, place);
        if (taken !== NO) return taken;
      }
      return NO;
    },
    faultOf: (value, what) => (types.includes(TEXT) ? TEXT.faultOf?.(value, what) : undefined),
    strangerFor(value) {
      for (const type of types) {
        const stranger = type.strangerFor?.(value);
        if (stranger !== undefined) return stranger;
      }
      return undefined;
    },
    fixFor(value, place) {
      // What comes from a variable is text.
      if (value === undefined && types.includes(TEXT)) return TEXT.fixFor?.(value, place);
      for (const type of types) {
        const fix = type.fixFor?.(value, place);
        if (fix !== undefined) return fix;
      }
      return undefined;
    },
  };
}

/** `a, b or c`. */
function inWords(choices: readonly string[], more = false): string {
  if (more) return `${choices.join(', ')}, …`;
  if (choices.length < 2) return choices.join('');
  return `${choices.slice(0, -1).join(', ')} or ${choices[choices.length - 1]}`;
}
