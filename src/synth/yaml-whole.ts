import { Yaml } from 'cdk8s';
import { doubleQuoted, kubectlReadsOtherwise } from './kubectl-yaml';
import { assertWritable } from './unwritable';

type ScalarRole = 'key' | 'value';
type Replace = (text: string, role: ScalarRole) => string;

/** Longer keys may come behind a `?`. None of them is taken for a number or a merge. */
const MAX_KEY_LENGTH = 160;

/**
 * A document as the YAML library writes it, whatever is in it, with the texts that kubectl would not read back in double
 * quotes: words that look like nothing else stand in for them while the library writes.
 */
export function stringifyWhole(document: unknown): string {
  const whole = Yaml.stringify(document);
  let word = 'standin';
  while (whole.includes(word)) word += 'x';
  const spellings: string[] = [];
  const copy = copyOf(document, new Map(), (text, role) => {
    assertWritable(text);
    if (!kubectlReadsOtherwise(text, spellingOf(text, role), role)) return text;
    const spelling = doubleQuoted(text);
    // As long as what it stands for: from some length on, keys are written in another way.
    return `${word}${spellings.push(spelling) - 1}`.padEnd(spelling.length, 'z');
  });
  if (spellings.length === 0) return whole;
  return Yaml.stringify(copy).replace(new RegExp(`${word}(\\d+)z*`, 'g'), (_, i: string) => spellings[Number(i)]);
}

/** How the library spells a text, one step below the margin. */
function spellingOf(text: string, role: ScalarRole): string {
  if (role === 'value') return Yaml.stringify([text]).slice('- '.length, -'\n'.length);
  return text.length > MAX_KEY_LENGTH ? '' : Yaml.stringify([{ [text]: 0 }]).slice('- '.length, -': 0\n'.length);
}

/** A copy that the library writes as it writes the value, shared parts shared, with other texts. */
function copyOf(value: unknown, copies: Map<unknown, unknown>, replace: Replace): unknown {
  if (typeof value === 'string') return replace(value, 'value');
  if (typeof value !== 'object' || value === null || value instanceof Date || value instanceof Uint8Array) {
    assertWritable(value);
    return value;
  }
  if (copies.has(value)) return copies.get(value);
  const remember = <T>(copy: T): T => {
    copies.set(value, copy);
    return copy;
  };
  const inner = (item: unknown): unknown => copyOf(item, copies, replace);
  const key = (name: unknown): unknown => (typeof name === 'string' ? replace(name, 'key') : inner(name));
  if (value instanceof String || value instanceof Number || value instanceof Boolean) return inner(value.valueOf());
  if ('toJSON' in value && typeof value.toJSON === 'function') return remember(inner(value.toJSON()));
  if (value instanceof Map) {
    const copy = remember(new Map<unknown, unknown>());
    for (const [name, item] of value) copy.set(key(name), inner(item));
    return copy;
  }
  if (value instanceof Set) {
    const copy = remember(new Set<unknown>());
    for (const item of value) copy.add(key(item));
    return copy;
  }
  if (Symbol.iterator in value) {
    const copy = remember<unknown[]>([]);
    for (const item of value as Iterable<unknown>) copy.push(inner(item));
    return copy;
  }
  const copy = remember<Record<string, unknown>>({});
  for (const [name, item] of Object.entries(value)) {
    Object.defineProperty(copy, key(name) as string, { value: inner(item), enumerable: true });
  }
  return copy;
}
