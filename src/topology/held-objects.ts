import { isRead } from './read-kinds';

/** Deeper than that nobody keeps an object in another one. */
const DEEP = 12;

/** What is data, or what the API server writes. */
const NOT_LOOKED_INTO: ReadonlySet<string> = new Set(['metadata', 'status', 'data', 'stringData', 'binaryData']);

/** The kind of an object that would be read, and that another object holds as its content; a mere reference has no metadata. */
export function heldKind(object: object): string | undefined {
  return searchMembers(object, 0, []);
}

function search(value: unknown, depth: number, above: readonly object[]): string | undefined {
  // Objects that are made by a program may hold themselves.
  if (typeof value !== 'object' || value === null || depth > DEEP || above.includes(value)) return undefined;
  const { kind, apiVersion, metadata } = value as { readonly [key: string]: unknown };
  const isObject = typeof metadata === 'object' && metadata !== null;
  if (isObject && typeof kind === 'string' && typeof apiVersion === 'string' && isRead(kind, apiVersion)) return kind;
  return searchMembers(value, depth, above);
}

function searchMembers(value: object, depth: number, above: readonly object[]): string | undefined {
  const path = [...above, value];
  for (const [key, member] of Object.entries(value)) {
    const found = NOT_LOOKED_INTO.has(key) ? undefined : search(member, depth + 1, path);
    if (found !== undefined) return found;
  }
  return undefined;
}
