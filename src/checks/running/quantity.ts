import { Raw } from '../raw';

const FORM = /^[+-]?(\d+\.?\d*|\.\d+)(?:([KMGTPE]i)|([numkMGTPE])|[eE]([+-]?\d{1,3}))?$/;

const DECIMAL = new Map<string, number>([
  ['n', 1e-9],
  ['u', 1e-6],
  ['m', 1e-3],
  ['k', 1e3],
  ['M', 1e6],
  ['G', 1e9],
  ['T', 1e12],
  ['P', 1e15],
  ['E', 1e18],
]);

/** How much a quantity is: cores, or bytes. Undefined for what is none, or less than nothing. */
export function amountOf(field: Raw): number | undefined {
  const given = field.number() ?? field.text();
  const match = FORM.exec(String(given).trim());
  if (given === undefined || match === null) return undefined;
  const [whole, digits, binary, decimal, exponent] = match;
  if (whole.startsWith('-')) return undefined;
  if (binary !== undefined) return Number(digits) * 1024 ** ('KMGTPE'.indexOf(binary[0]) + 1);
  if (exponent !== undefined) return Number(digits) * 10 ** Number(exponent);
  return Number(digits) * (decimal === undefined ? 1 : DECIMAL.get(decimal)!);
}
