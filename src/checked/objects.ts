import { classInWords } from './got';
import { EXAMPLES } from './hints';
import { classNames, isOwnInstance } from './runtime-types';
import { Type } from './type';

/** An instance of a class: of this package's, or of one that jsii names. */
export function instanceOf(name: string): Type {
  const isOwn = !name.includes('.');
  const [className, packageName] = name.split('.').reverse();
  const { words, fix } = EXAMPLES.get(name) ?? {};
  return {
    words: words ?? classInWords(name),
    plural: `${className} objects`,
    admits: (value) =>
      isOwn
        ? isOwnInstance(value, name)
        : typeof value === 'object' && value !== null && classNames(value).includes(name),
    take: (value) => value,
    fixFor(value) {
      if (typeof value !== 'object' || value === null) return fixOf(fix, value);
      const names = classNames(value);
      if (isOwn && names.includes(`cdk8s-service-patterns.${className}`)) {
        return 'it is of another copy of cdk8s-service-patterns: install the package once';
      }
      const other = names.find((found) => found.endsWith(`.${className}`));
      if (isOwn || other === undefined) return fixOf(fix, value);
      const [, otherPackage] = other.split('.').reverse();
      return `it was made by ${otherPackage}; this package takes ${packageName}'s`;
    },
  };
}

function fixOf(fix: string | ((value: unknown) => string) | undefined, value: unknown): string | undefined {
  return typeof fix === 'function' ? fix(value) : fix;
}

/**
 * An object that behaves in a way: what it is made of does not matter, a construct of one's own or a stand-in for one in
 * another language. `typeOf` gives the types of properties.
 */
export function behaviourOf(
  name: string,
  members: { readonly [member: string]: string },
  typeOf: (reference: string) => Type,
): Type {
  const { words, fix } = EXAMPLES.get(name) ?? {};
  const methods = Object.keys(members).filter((member) => members[member] === 'method');
  const properties = Object.keys(members).filter((member) => members[member] !== 'method');
  const typed = properties.filter((member) => members[member] !== 'any');
  const kind = kindOfResource(name, properties);
  return {
    words: words ?? `${classInWords(name)} with ${[...methods, ...properties].join(', ')}`,
    plural: `${name.split('.').pop()} objects`,
    admits(value) {
      if (typeof value !== 'object' || value === null) return false;
      const object = value as Record<string, unknown>;
      return (
        properties.every((member) => member in object) &&
        methods.every((member) => typeof object[member] === 'function') &&
        typed.every((member) => typeOf(members[member]).admits(object[member])) &&
        (kind === undefined || object.kind === kind)
      );
    },
    take: (value) => value,
    fixFor: (value) => fixOf(fix, value),
  };
}

/** All resources of cdk8s-plus behave alike; an `ISecret` is one whose kind is Secret. */
function kindOfResource(name: string, properties: readonly string[]): string | undefined {
  return name.includes('.') && properties.includes('kind') ? name.split('.I').pop() : undefined;
}
