import { isSecretName } from './env-names';
import { maskSecrets } from './mask';
import { printable, withoutHalf } from './printable';
import { Secrecy } from './secrecy';

/** How much of a text a message shows. */
const LONGEST_TEXT = 256;
const LONGEST_KEY = 40;
/** How many items of a list or keys of an object a message shows. */
const MOST_ITEMS = 8;

/** Words for what came in, where the value itself is secret, or no single value says it. */
class Words {
  constructor(public readonly text: string) {}
}

/** Describes what came in instead of showing it: `got literal text`, without the quotes that a value has. */
export function inWords(text: string): unknown {
  return new Words(text);
}

/**
 * A text in quotes, for messages: as JSON, without what may be a secret, without characters that a terminal obeys, and
 * no longer than a few lines.
 */
export function quote(text: string, longest = LONGEST_TEXT): string {
  const masked = maskSecrets(text);
  // Escapes are longer than what they stand for, so the length is that of what is written.
  const whole = escapedText(masked.slice(0, longest));
  if (masked.length <= longest && whole.length <= longest && text.length <= 2000) return `"${whole}"`;
  let shown = withoutHalf(masked.slice(0, longest));
  while (escapedText(shown).length > longest) shown = withoutHalf(shown.slice(0, Math.floor(shown.length / 2)));
  return `"${escapedText(shown)}…" (${text.length} characters)`;
}

function escapedText(text: string): string {
  return printable(JSON.stringify(text).slice(1, -1));
}

/**
 * What came in, for a message. It never throws, whatever the value does when it is looked at, and runs nothing of it but
 * getters: no `toJSON`, no `toString`.
 *
 * Of an object only the keys are shown, and what is no text: a whole environment or a whole Secret may be in it. A list
 * shows its texts, where the place is not one for secrets.
 */
export function show(value: unknown, secrecy: Secrecy = 'open'): string {
  try {
    if (value instanceof Words) return printable(value.text);
    return typeof value === 'object' && value !== null ? showObject(value, secrecy) : showScalar(value, secrecy);
  } catch {
    return 'an object that cannot be read';
  }
}

function showScalar(value: unknown, secrecy: Secrecy): string {
  switch (typeof value) {
    case 'undefined':
      return 'nothing';
    case 'string':
      return hides(secrecy, value) ? 'literal text' : quote(value);
    case 'number':
      if (secrecy === 'closed') return 'a number';
      return Object.is(value, -0) ? '-0' : String(value);
    case 'bigint':
      return secrecy === 'closed' || isBig(value) ? 'a big number' : String(value);
    case 'symbol':
      return 'a symbol';
    case 'function':
      return showFunction(value);
    default:
      return String(value);
  }
}

/** A program or an option is no secret: `command: 'run'`. */
function hides(secrecy: Secrecy, text: string): boolean {
  if (secrecy === 'open' || text === '') return false;
  return secrecy !== 'arguments' || !/^-{0,2}[A-Za-z][A-Za-z-]{0,30}$/.test(text);
}

function isBig(value: bigint): boolean {
  const limit = BigInt(Number.MAX_SAFE_INTEGER) * BigInt(Number.MAX_SAFE_INTEGER);
  return value > limit || value < -limit;
}

/** Its text would be source code. */
function showFunction(value: object): string {
  const name = Object.getOwnPropertyDescriptor(value, 'name')?.value as unknown;
  return isIdentifier(name) ? `function ${name}` : 'a function';
}

function isIdentifier(name: unknown): name is string {
  return typeof name === 'string' && /^[A-Za-z_$][\w$]{0,39}$/.test(name);
}

function showObject(value: object, secrecy: Secrecy): string {
  if (Array.isArray(value)) return showList(value as unknown[], secrecy);
  const path = pathOf(value);
  if (path !== undefined) return quote(path);
  const kind = kindOf(value);
  return kind === undefined ? showKeys(value as Record<string, unknown>, secrecy) : `${kind} {…}`;
}

/** A construct is known by its path. */
function pathOf(value: object): string | undefined {
  const { node } = value as { node?: { path?: unknown } };
  return typeof node === 'object' && node !== null && typeof node.path === 'string' ? node.path : undefined;
}

/** The class of an object, for those that have one. */
function kindOf(value: object): string | undefined {
  const prototype = Object.getPrototypeOf(value) as { constructor?: { name?: unknown } } | null;
  if (prototype === null || Object.getPrototypeOf(prototype) === null) return undefined;
  const name = prototype.constructor?.name;
  return isIdentifier(name) ? name : 'an object';
}

function showList(list: readonly unknown[], secrecy: Secrecy): string {
  const shown = Array.from({ length: Math.min(list.length, MOST_ITEMS) }, (_, i) => {
    const item = list[i];
    const before = i === 0 ? undefined : list[i - 1];
    // `['--password', 'hunter2']`: the text behind a secret's name is the secret.
    const follows = typeof before === 'string' && isSecretName(before.slice(0, 100));
    const isShown = typeof item === 'string' && !follows && !hides(secrecy, item);
    return isShown ? quote(item, LONGEST_KEY) : showNested(item, secrecy);
  });
  return `[${shown.join(',')}${more(list.length)}]`;
}

function showKeys(value: Record<string, unknown>, secrecy: Secrecy): string {
  const keys = Object.keys(value).filter((key) => value[key] !== undefined);
  const shown = keys.slice(0, MOST_ITEMS).map((key) => {
    const inside = isSecretName(key.slice(0, 100)) ? 'closed' : secrecy;
    return `${quote(key, LONGEST_KEY)}:${showNested(value[key], inside)}`;
  });
  return `{${shown.join(',')}${more(keys.length)}}`;
}

function more(count: number): string {
  return count > MOST_ITEMS ? `,…${count - MOST_ITEMS} more` : '';
}

/** What is inside: its texts are not shown, for nobody can say what they are. */
function showNested(value: unknown, secrecy: Secrecy): string {
  if (typeof value === 'string') return value === '' ? '""' : '"…"';
  if (value === undefined) return 'null';
  if (typeof value !== 'object' || value === null) {
    return value !== null && secrecy === 'closed' ? '…' : showScalar(value, secrecy);
  }
  if (Array.isArray(value)) return value.length === 0 ? '[]' : '[…]';
  if (pathOf(value) !== undefined) return showObject(value, secrecy);
  const kind = kindOf(value);
  if (kind !== undefined) return `${kind} {…}`;
  return Object.keys(value).length === 0 ? '{}' : '{…}';
}
