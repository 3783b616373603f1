const NANOSECONDS: { readonly [unit: string]: bigint } = {
  ns: 1n,
  us: 1000n,
  '\u00b5s': 1000n,
  '\u03bcs': 1000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};

const LARGEST = 2n ** 63n;
const PART = /(\d*)(?:(\.)(\d*))?([^.\d]+)/y;

/**
 * The nanoseconds of a duration as Go writes it, `1h30m`; undefined if it is none, or more than 64 bits hold.
 *
 * @see https://pkg.go.dev/time#ParseDuration
 */
export function goDuration(text: string): bigint | undefined {
  const sign = /^[-+]/.test(text) ? text[0] : '';
  const rest = text.slice(sign.length);
  if (rest === '0') return 0n;
  if (rest === '') return undefined;
  let sum = 0n;
  PART.lastIndex = 0;
  while (PART.lastIndex < rest.length) {
    const part = PART.exec(rest);
    if (part === null) return undefined;
    const [, whole, , fraction = '', unit] = part;
    const factor = Object.hasOwn(NANOSECONDS, unit) ? NANOSECONDS[unit] : undefined;
    if (factor === undefined || (whole === '' && fraction === '')) return undefined;
    const amount = BigInt(whole === '' ? '0' : whole) * factor + fractionOf(fraction, factor);
    sum += amount;
    if (amount > LARGEST || sum > LARGEST) return undefined;
  }
  if (sign === '-') return -sum;
  return sum < LARGEST ? sum : undefined;
}

function fractionOf(digits: string, factor: bigint): bigint {
  return digits === '' ? 0n : (BigInt(digits) * factor) / 10n ** BigInt(digits.length);
}
