import { resolvePlain, ScalarValue } from './yaml-scalar';

const YAML = 'tag:yaml.org,2002:';

/** What a text with a tag stands for, as go-yaml v2 has it, be it in quotes or not; undefined if it cannot be that. */
export function taggedValue(tag: string, text: string): ScalarValue | undefined {
  // Tags that are not known make texts.
  if (!tag.startsWith(YAML)) return text;
  switch (tag.slice(YAML.length)) {
    case 'int': {
      const plain = resolvePlain(text);
      // With a point or an exponent, it is a float, and no integer even if it is whole.
      return typeof plain === 'number' && Number.isInteger(plain) && isIntegerSpelling(text) ? plain : undefined;
    }
    case 'float': {
      const plain = resolvePlain(text);
      // Those beyond 63 bits are of a kind that is not made into floats.
      const isConvertible = typeof plain === 'number' && !(isIntegerSpelling(text) && plain >= 2 ** 63);
      return isConvertible ? plain : undefined;
    }
    case 'bool': {
      const plain = resolvePlain(text);
      return typeof plain === 'boolean' ? plain : undefined;
    }
    case 'null':
      return resolvePlain(text) === null ? null : undefined;
    case 'binary':
      return binaryText(text);
    case 'timestamp':
      return isDate(text) ? text : undefined;
    default:
      return text;
  }
}

function isIntegerSpelling(text: string): boolean {
  const plain = text.replaceAll('_', '');
  if (/^[-+]?0[xXbBoO]/.test(plain)) return true;
  // Decimal digits behind a zero are no octal number, and what is too large for an integer is a float.
  if (!/^[-+]?(0[0-7]*|[1-9][0-9]*)$/.test(plain)) return false;
  const magnitude = Math.abs(Number(plain));
  return plain.startsWith('-') || plain.startsWith('+') ? magnitude < 2 ** 63 : magnitude < 2 ** 64;
}

/** kubectl goes over line breaks in it, but not over blanks, and writes other bytes than those of texts in ways of its own. */
function binaryText(text: string): string | undefined {
  const plain = text.replace(/[\r\n]/g, '');
  if (plain.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(plain)) return undefined;
  const bytes = Buffer.from(plain, 'base64');
  const decoded = bytes.toString('utf8');
  return Buffer.from(decoded, 'utf8').equals(bytes) ? decoded : undefined;
}

/** A timestamp stays a text; only its plainest form is known here. */
function isDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d\d?)-(\d\d?)$/.exec(text) ?? [];
  if (day === undefined) return false;
  const date = new Date(Date.UTC(2000, Number(month) - 1, Number(day)));
  date.setUTCFullYear(Number(year));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}
