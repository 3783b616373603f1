/*
 * Unquoted texts as kubectl reads them: by the rules of YAML 1.1 as go-yaml v2 has them (its `resolve.go`), which
 * sigs.k8s.io/yaml uses. `012470` is 5432 there, and `on` is true.
 */

/** What a scalar stands for; numbers that JSON cannot hold are none of it. */
export type ScalarValue = string | number | boolean | null;

const WORDS: ReadonlyMap<string, ScalarValue> = new Map<string, ScalarValue>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((word) => [word, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((word) => [word, false] as const),
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
]);
/** The longest word has five letters. */
const LONGEST_WORD = 5;

const NOT_JSON = /^([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$/;
const INTEGER = /^[-+]?(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)$/;
/** `0b-1` is -1 to go-yaml, for it reads the sign behind the prefix, too. */
const SIGN_BEHIND_PREFIX = /^0b([-+])([01]+)$/;
const FLOAT = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
const POINT_FIRST = /^\.[0-9]+(_[0-9]+)*([eE][-+]?[0-9]+(_[0-9]+)*)?$/;
const SMALL = /^[1-9][0-9]{0,8}$/;

/** The value of an unquoted text; undefined for what JSON has no word for. */
export function resolvePlain(text: string): ScalarValue | undefined {
  const first = text.charCodeAt(0);
  if (isWordStart(first)) {
    const word = text.length > LONGEST_WORD ? undefined : WORDS.get(text);
    return word === undefined ? text : word;
  }
  // "+", "-", "." and digits begin what may be a number; nothing is null.
  const mayBeNumber = first === 43 || first === 45 || first === 46 || (first >= 48 && first <= 57);
  if (!mayBeNumber) return text === '' ? null : text;
  if (SMALL.test(text)) return Number(text);
  if (NOT_JSON.test(text)) return undefined;
  if (first === 46) return POINT_FIRST.test(text) ? finite(text.replaceAll('_', ''), text) : text;
  const plain = text.replaceAll('_', '');
  return integerOf(plain) ?? (FLOAT.test(plain) ? finite(plain, text) : (signedBinary(plain) ?? text));
}

/** `y`, `n`, `t`, `f`, `o` in both cases, and `~`. */
const WORD_STARTS: readonly boolean[] = Array.from({ length: 128 }, (_, code) =>
  'yYnNtTfFoO~'.includes(String.fromCharCode(code)),
);

function isWordStart(code: number): boolean {
  return WORD_STARTS[code] === true;
}

/** What the API server can hold; integers beyond it are read as floats, or they are texts. */
function integerOf(plain: string): number | undefined {
  if (!INTEGER.test(plain)) return undefined;
  const integer = parseInteger(plain);
  const [min, max] = /^[-+]/.test(plain) ? [-(2n ** 63n), 2n ** 63n - 1n] : [0n, 2n ** 64n - 1n];
  return integer >= min && integer <= max ? Number(integer) : undefined;
}

function parseInteger(text: string): bigint {
  const digits = text.replace(/^[-+]/, '').toLowerCase();
  // A zero in front is octal, with or without the "o".
  const octal = /^0o?([0-7]+)$/.exec(digits);
  const value = BigInt(octal === null ? digits : `0o${octal[1]}`);
  return text.startsWith('-') ? -value : value;
}

function signedBinary(plain: string): number | undefined {
  const match = SIGN_BEHIND_PREFIX.exec(plain);
  return match === null ? undefined : integerOf(`${match[1]}0b${match[2]}`);
}

/** A float that is too large stays the text that it is. */
function finite(plain: string, text: string): ScalarValue {
  const value = Number(plain);
  // JSON has one zero.
  return Number.isFinite(value) ? value + 0 : text;
}

/** A key of a map as text: kubectl turns numbers and booleans into texts; undefined where it does so in ways of its own. */
export function keyText(key: ScalarValue | undefined, written?: string): string | undefined {
  if (typeof key === 'string' || typeof key === 'boolean') return String(key);
  if (typeof key !== 'number') return undefined;
  // The sign of a zero stays if it is that of a float.
  if (key === 0 && written !== '0') return undefined;
  if (Number.isSafeInteger(key) && (Math.abs(key) < 1e6 || SMALL.test(written ?? ''))) return String(key);
  const isShort = Math.abs(key) >= 1e-4 && Math.abs(key) < 1e6 && Number(key.toPrecision(6)) === key;
  return isShort ? String(key) : undefined;
}
