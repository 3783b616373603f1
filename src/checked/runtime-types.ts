import { API_TABLE } from './api-table';

/** What jsii writes onto each class: its name, package included, and the package's version. */
const JSII_TYPE = Symbol.for('jsii.rtti');

const PACKAGE = `${API_TABLE.packages.own}.`;

/** The classes of this package, by their names. */
const CLASSES = new Map<string, Function>();
/** Their prototypes, because jsii names nothing where the sources run as they are. */
const NAMES = new WeakMap<object, string>();
/** What was found out about a prototype. */
const KNOWN = new WeakMap<object, readonly string[]>();

/** Remembers a class of this package. */
export function rememberClass(name: string, target: Function): void {
  CLASSES.set(name, target);
  NAMES.set(target.prototype as object, name);
}

/** Whether a value is an instance of a class of this package: of this copy, whose private parts it has. */
export function isOwnInstance(value: unknown, name: string): boolean {
  const target = CLASSES.get(name);
  return target !== undefined && value instanceof target;
}

/** The class's name as jsii knows it, without the package if it is this one. */
export function nameOfClass(target: Function): string | undefined {
  const fqn = jsiiType(target)?.fqn;
  if (typeof fqn !== 'string') return undefined;
  return fqn.startsWith(PACKAGE) ? fqn.slice(PACKAGE.length) : fqn;
}

function jsiiType(target: Function): { readonly fqn?: unknown; readonly version?: unknown } | undefined {
  return Object.getOwnPropertyDescriptor(target, JSII_TYPE)?.value as ReturnType<typeof jsiiType>;
}

/** The version of the package of one of an object's classes, or an empty text where it does not say one. */
export function versionOf(value: object, className: string): string {
  for (let prototype = value; prototype !== null; prototype = Object.getPrototypeOf(prototype) as object) {
    const target: unknown = Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value;
    if (typeof target !== 'function' || nameOfClass(target) !== className) continue;
    const version = jsiiType(target)?.version;
    return typeof version === 'string' ? version : '';
  }
  return '';
}

/**
 * The names of an object's classes, the nearest first, of those that jsii knows. Names and not `instanceof`: a second
 * copy of cdk8s in `node_modules` makes objects of other classes that work all the same.
 */
export function classNames(value: object): readonly string[] {
  return namesFrom(Object.getPrototypeOf(value) as object | null);
}

function namesFrom(prototype: object | null): readonly string[] {
  if (prototype === null) return [];
  const known = KNOWN.get(prototype);
  if (known !== undefined) return known;
  const name = NAMES.get(prototype) ?? nameOnPrototype(prototype);
  const inherited = namesFrom(Object.getPrototypeOf(prototype) as object | null);
  const names = name === undefined ? inherited : [name, ...inherited];
  // A class is only known here once its module has run; until then nothing can be an instance of it.
  KNOWN.set(prototype, names);
  return names;
}

function nameOnPrototype(prototype: object): string | undefined {
  const target: unknown = Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value;
  return typeof target === 'function' ? nameOfClass(target) : undefined;
}
