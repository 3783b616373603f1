import { API_TABLE } from './api-table';
import { isOfClass, strangerFor } from './foreign';
import { EXAMPLES } from './hints';
import { Place } from './place';
import { classNames, isOwnInstance } from './runtime-types';
import { NO, Type } from './type';
import { classInWords } from './words';

/** An instance of a class: of this package's, or of one that jsii names. */
export function instanceOf(name: string): Type {
  const isOwn = !name.includes('.');
  const [className] = name.split('.').reverse();
  const { words, fix } = EXAMPLES.get(name) ?? {};
  return {
    words: words ?? classInWords(name),
    plural: `${className} objects`,
    isLeaf: true,
    take: isOwn
      ? (value) => (isOwnInstance(value, name) ? value : NO)
      : (value) => (isOfClass(value, name) ? value : NO),
    strangerFor: (value) => strangerFor(value, name),
    fixFor(value) {
      if (isOwn && typeof value === 'object' && value !== null && classNames(value).includes(name)) {
        return `it is of another copy of ${API_TABLE.packages.own}: install the package once`;
      }
      return fixOf(fix, value);
    },
  };
}

function fixOf(fix: string | ((value: unknown) => string) | undefined, value: unknown): string | undefined {
  return typeof fix === 'function' ? fix(value) : fix;
}

/**
 * An object that behaves in a way: what it is made of does not matter, a construct of one's own or a stand-in for one in
 * another language.
 *
 * @param name what the interface is called
 * @param members its members, with the types of those that have one of this package, and `undefined` for all others
 */
export function behaviourOf(name: string, members: ReadonlyMap<string, 'method' | Type | undefined>): Type {
  const { words, fix } = EXAMPLES.get(name) ?? {};
  const entries = [...members];
  const kind = members.has('kind') ? kindOfResource(name) : undefined;

  const behaves = (object: Record<string, unknown>, place: Place): boolean => {
    for (const [member, type] of entries) {
      if (type === undefined) {
        if (!(member in object)) return false;
      } else if (type === 'method') {
        if (typeof object[member] !== 'function') return false;
      } else if (type.take(object[member], place) === NO) {
        return false;
      }
    }
    return kind === undefined || object.kind === kind;
  };

  return {
    words: words ?? `${classInWords(name)} with ${[...members.keys()].join(', ')}`,
    plural: `${name.split('.').pop()} objects`,
    isLeaf: true,
    take(value, place) {
      if (typeof value !== 'object' || value === null) return NO;
      return behaves(value as Record<string, unknown>, place) ? value : NO;
    },
    strangerFor: (value) => strangerFor(value, name),
    fixFor: (value) => fixOf(fix, value),
  };
}

/** All resources of cdk8s-plus behave alike; an `ISecret` is one whose kind is Secret. */
function kindOfResource(name: string): string | undefined {
  return name.includes('.') ? name.split('.I').pop() : undefined;
}
