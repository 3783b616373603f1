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

const NOT_JSON = /^([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$/;
const INTEGER = /^[-+]?(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)$/;
const FLOAT = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
const POINT_FIRST = /^\.[0-9]+(_[0-9]+)*([eE][-+]?[0-9]+(_[0-9]+)*)?$/;
/** What the API server can hold: integers beyond it are read as floats. */
const [MIN, MAX] = [-(2n ** 63n), 2n ** 64n - 1n];

/** The value of an unquoted text; undefined for what JSON has no word for. */
export function resolvePlain(text: string): ScalarValue | undefined {
  const word = WORDS.get(text);
  if (word !== undefined) return word;
  if (NOT_JSON.test(text)) return undefined;
  if (POINT_FIRST.test(text)) return finite(text.replaceAll('_', ''), text);
  if (!/^[-+0-9]/.test(text)) return text;
  const plain = text.replaceAll('_', '');
  if (INTEGER.test(plain)) {
    const integer = parseInteger(plain);
    if (integer >= MIN && integer <= MAX) return Number(integer);
  }
  return FLOAT.test(plain) ? finite(plain, text) : text;
}

function parseInteger(text: string): bigint {
  const digits = text.replace(/^[-+]/, '').toLowerCase();
  // A zero in front is octal, with or without the "o".
  const octal = /^0o?([0-7]+)$/.exec(digits);
  const value = BigInt(octal === null ? digits : `0o${octal[1]}`);
  return text.startsWith('-') ? -value : value;
}

/** A float that is too large stays the text that it is. */
function finite(plain: string, text: string): ScalarValue {
  const value = Number(plain);
  // JSON has one zero.
  return Number.isFinite(value) ? value + 0 : text;
}

/** A key of a map as text: kubectl turns numbers and booleans into texts; undefined where it does so in ways of its own. */
export function keyText(key: ScalarValue | undefined): string | undefined {
  if (typeof key === 'string' || typeof key === 'boolean') return String(key);
  if (typeof key !== 'number') return undefined;
  if (Number.isSafeInteger(key) && Math.abs(key) < 1e6) return String(key);
  const isShort = Math.abs(key) >= 1e-4 && Math.abs(key) < 1e6 && Number(key.toPrecision(6)) === key;
  return isShort ? String(key) : undefined;
}
