import { Code, LIST, NUMBERS, Packed } from './packed';
import { PageData } from './page-data';

/** The data of a page, of the JSON in it. What answers questions is read when something is asked, and findings when they are shown. */
export function readPageData(json: string): PageData {
  return unpack(JSON.parse(json) as Packed, 'topology') as PageData;
}

/** What was packed. The fields of an object that has the key `late` are read when they are first asked for. */
export function unpack({ shapes, values, root }: Packed, late?: string): unknown {
  const read = (code: Code): unknown => {
    if (typeof code === 'object' && code !== null) return compound(code);
    if (typeof code !== 'number') return code;
    const value = values[code];
    return typeof value === 'object' && value !== null ? compound(value) : value;
  };
  const compound = ([shape, ...parts]: readonly Code[]): unknown => {
    if (shape === NUMBERS) return parts;
    if (shape === LIST) return parts.map(read);
    const keys = shapes[(shape as number) - 1];
    // Not by assignment: a label may be called `__proto__`.
    if (late === undefined || !keys.includes(late)) {
      return Object.fromEntries(keys.map((key, i) => [key, read(parts[i])]));
    }
    return withLateFields(keys, (i) => read(parts[i]));
  };
  return read(root);
}

function withLateFields(keys: readonly string[], read: (position: number) => unknown): object {
  const made = {};
  keys.forEach((key, i) => {
    const get = (): unknown => {
      const value = read(i);
      Object.defineProperty(made, key, { value, enumerable: true });
      return value;
    };
    Object.defineProperty(made, key, { get, enumerable: true, configurable: true });
  });
  return made;
}
