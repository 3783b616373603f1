import { isAlias, isMap, isNode, isScalar, isSeq, Pair, parseDocument, Scalar } from 'yaml';

/*
 * Reads YAML as kubectl does: sigs.k8s.io/yaml with go-yaml v2. The `yaml` package finds the structure, which it does
 * alike; what differs follows go-yaml's readerc.go (characters), scannerc.go (tabs before a block), resolve.go (what a
 * plain scalar is) and decode.go (merges). It is compared with the real one in kubectl.test.ts where that is at hand.
 */

/** The one document of a text as JSON. Throws where kubectl cannot read it, or where this reader does not know. */
export function readAsKubectl(text: string): unknown {
  if (/[^\t\n\r\u0020-\u007e\u0085\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(text)) {
    throw new Error('control characters are not allowed');
  }
  if (/[\r\u0085\u2028\u2029]/.test(text)) throw new Error('a line break that is none to the `yaml` package');
  const document = parseDocument(text, { version: '1.1' });
  if (document.errors.length > 0) throw document.errors[0];
  const read = (node: unknown): unknown => {
    if (isAlias(node)) return read(node.resolve(document));
    if (isNode(node) && node.tag !== undefined) throw new Error(`this reader knows no tags: ${node.tag}`);
    if (isScalar(node)) return readScalar(node, text);
    if (isSeq(node)) return node.items.map(read);
    if (!isMap(node)) return null;
    return Object.fromEntries(node.items.map((pair: Pair) => [readKey(read, pair), read(pair.value)]));
  };
  return read(document.contents);
}

function readKey(read: (node: unknown) => unknown, { key }: Pair): string {
  if (isScalar(key) && key.type === Scalar.PLAIN && key.source === '<<') throw new Error('map merge requires map');
  const value = read(key);
  if (typeof value !== 'string') throw new Error('a key that becomes another text than it is written as, or none');
  return value;
}

function readScalar(scalar: Scalar, text: string): unknown {
  if (scalar.type === Scalar.PLAIN) return resolvePlain(scalar.source!);
  const value = scalar.value as string;
  if (/[\ud800-\udfff]/u.test(value)) throw new Error('found invalid Unicode character escape code');
  const [start, end] = scalar.range!;
  const [header, ...lines] = text.slice(start, end).split('\n');
  if (scalar.type === Scalar.BLOCK_LITERAL && !/\d/.test(header) && /^( *\n)* *\t/.test(lines.join('\n'))) {
    throw new Error('found a tab character where an indentation space is expected');
  }
  return value;
}

const WORDS = new Map<string, unknown>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((word) => [word, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((word) => [word, false] as const),
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
]);

function resolvePlain(text: string): unknown {
  if (WORDS.has(text)) return WORDS.get(text);
  if (/^([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$/.test(text)) throw new Error('json: unsupported value');
  if (text.startsWith('.')) return /^\.\d+(e[-+]?\d+)?$/i.test(text) ? floatOr(text, text) : text;
  // A time would come next. It is given back as the text that it is.
  if (!/^[-+\d]/.test(text)) return text;
  const plain = text.replaceAll('_', '');
  const integer = parseInteger(plain);
  if (integer !== undefined) return Number(integer);
  if (/^[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$/.test(plain)) return floatOr(plain, text);
  // A sign behind `0b`, which comes first in what is parsed.
  const signed = /^0b([-+])(.*)$/.exec(plain);
  const binary = signed === null ? undefined : parseDigits(signed[1], signed[2], '0b', /^[01]+$/);
  return binary === undefined ? text : Number(binary);
}

/** `strconv.ParseFloat`, for what is written as a decimal: what is too great is no float. */
function floatOr(decimal: string, otherwise: string): unknown {
  return Number.isFinite(Number(decimal)) ? Number(decimal) : otherwise;
}

/** `strconv.ParseInt` and `ParseUint` with base 0. */
function parseInteger(text: string): bigint | undefined {
  const [, sign, prefix, digits] = /^([-+]?)(0[xX]|0[oO]|0[bB]|0(?=.)|)(.*)$/.exec(text)!;
  switch (prefix.toLowerCase()) {
    case '0x':
      return parseDigits(sign, digits, '0x', /^[\da-fA-F]+$/);
    case '0o':
    case '0':
      return parseDigits(sign, digits, '0o', /^[0-7]+$/);
    case '0b':
      return parseDigits(sign, digits, '0b', /^[01]+$/);
    default:
      return parseDigits(sign, digits, '', /^\d+$/);
  }
}

function parseDigits(sign: string, magnitude: string, prefix: string, digits: RegExp): bigint | undefined {
  if (!digits.test(magnitude)) return undefined;
  const value = BigInt(prefix + magnitude) * (sign === '-' ? -1n : 1n);
  return value >= -(2n ** 63n) && value < (sign === '' ? 2n ** 64n : 2n ** 63n) ? value : undefined;
}
