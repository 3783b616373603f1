import { classNames } from './runtime-types';
import { inWords } from '../support/refuse';

/**
 * What came in, for a message: plain values as they are, all others in words, because nobody knows what they hold.
 *
 * @param secret whether not even a plain value may be shown
 */
export function gotOf(value: unknown, secret: boolean): unknown {
  try {
    if (value === undefined || value === null) return value;
    if (typeof value === 'string') return secret ? inWords('literal text') : value;
    if (typeof value === 'number' || typeof value === 'boolean') return secret ? inWords(`a ${typeof value}`) : value;
    return pathOf(value) ?? inWords(kindOf(value));
  } catch {
    return inWords('an object that fails as it is read');
  }
}

/** A construct's path says which one it is. */
function pathOf(value: unknown): string | undefined {
  if (typeof value !== 'object') return undefined;
  const path = (value as { readonly node?: { readonly path?: unknown } }).node?.path;
  return typeof path === 'string' && path !== '' ? path : undefined;
}

/** What kind of thing a value is, in words. */
export function kindOf(value: unknown): string {
  if (typeof value === 'function') return functionInWords(value);
  if (typeof value !== 'object' || value === null) return withArticle(typeof value);
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  const [name] = classNames(value);
  if (name !== undefined) return classInWords(name);
  const tag = Object.prototype.toString.call(value).slice('[object '.length, -1);
  if (tag !== 'Object') return withArticle(tag);
  const keys = Object.keys(value).filter((key) => /^\w{1,40}$/.test(key));
  return keys.length === 0 ? 'an object' : `an object with ${keys.slice(0, 3).map(inBackticks).join(', ')}`;
}

/** `a Port`, `a Volume of cdk8s-plus-28`. */
export function classInWords(name: string): string {
  const [className, ...packageName] = name.split('.').reverse();
  return packageName.length === 0
    ? withArticle(className)
    : `${withArticle(className)} of ${packageName.reverse().join('.')}`;
}

function functionInWords(value: Function): string {
  const isClass = /^class\b/.test(Function.prototype.toString.call(value));
  if (!isClass) return 'a function';
  return /^\w{1,40}$/.test(value.name) ? `the class ${value.name} itself` : 'a class';
}

function withArticle(noun: string): string {
  return `${/^[aeio]/i.test(noun) ? 'an' : 'a'} ${noun}`;
}

/** A name of code. */
export function inBackticks(name: string): string {
  return `\`${name}\``;
}
