/**
 * Whether a text fits a pattern in which `*` stands for any characters. No regular expression: with many `*` one may take longer
 * than anybody waits.
 */
export function fitsGlob(pattern: string, text: string): boolean {
  let [at, in_] = [0, 0];
  // Where the last `*` was, and how much of the text it has taken.
  let [star, taken] = [-1, 0];
  while (in_ < text.length) {
    if (pattern[at] === '*') {
      [star, taken] = [at, in_];
      at++;
    } else if (at < pattern.length && pattern[at] === text[in_]) {
      at++;
      in_++;
    } else if (star >= 0) {
      taken++;
      [at, in_] = [star + 1, taken];
    } else {
      return false;
    }
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
}

/**
 * Whether all that one DNS name or pattern stands for is among what a pattern stands for. `*` alone is every name, a first label
 * `*` is one label or, where the pattern says so, several, and within a label it is any letters.
 */
export function coversName(pattern: string, name: string, isDeep: boolean): boolean {
  const [wanted, given] = [pattern, name].map(normalName);
  if (wanted === '*' || wanted === given) return true;
  const [labels, own] = [wanted.split('.'), given.split('.')];
  // What stands for everything is more than any pattern of several labels.
  if (own.length === 1) return false;
  if (isDeep && labels[0] === '*') {
    const rest = labels.slice(1);
    return own.length > rest.length && fitLabels(rest, own.slice(own.length - rest.length));
  }
  return labels.length === own.length && fitLabels(labels, own);
}

/** Names are the same in either case, and with the dot of the root. */
export function normalName(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

function fitLabels(patterns: readonly string[], labels: readonly string[]): boolean {
  return patterns.every((pattern, i) => fitsGlob(pattern, labels[i]));
}
