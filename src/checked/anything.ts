import { isPlainObject } from './collections';
import { Type } from './type';

/** Data of any kind. What is a list or written as `{ … }` is read once, so that no getter or Proxy fails later on. */
export const ANYTHING: Type = {
  words: 'anything',
  plural: 'anything',
  isLeaf: true,
  take: (value) => copy(value, new Map()),
};

/** @param copies of what was met on the way, because data may hold itself */
function copy(value: unknown, copies: Map<unknown, unknown>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const isList = Array.isArray(value);
  if (!isList && !isPlainObject(value)) return value;
  const known = copies.get(value);
  if (known !== undefined) return known;
  const target: object = isList ? [] : {};
  copies.set(value, target);
  for (const key of Object.keys(value)) {
    const inner = copy((value as Record<string, unknown>)[key], copies);
    // Not by assignment: "__proto__" may be a key.
    Object.defineProperty(target, key, { value: inner, enumerable: true, writable: true, configurable: true });
  }
  return target;
}
