/** As many as a person reads: some of each kind. */
export const FEW = 20;
/** And as many of all kinds together. */
const MANY = 200;

/** The first lines of each kind, in their order, and how many are left out. */
export interface Few<T> {
  readonly shown: readonly T[];
  readonly left: number;
}

/** Keeps as many as a person reads; what is of a kind is said by its message. */
export function fewOfAKind<T>(items: readonly T[], messageOf: (item: T) => string): Few<T> {
  const counts = new Map<string, number>();
  const shown: T[] = [];
  for (const item of items) {
    if (shown.length === MANY) break;
    const kind = kindOf(messageOf(item));
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    if (count <= FEW) shown.push(item);
  }
  return { shown, left: items.length - shown.length };
}

/** Messages that differ in their place, their value and the fix alone are of a kind. */
function kindOf(message: string): string {
  const allowed = message.indexOf('; allowed: ');
  const words = allowed < 0 ? message : message.slice(allowed);
  const fix = words.indexOf('. Fix: ');
  const rule = fix < 0 ? words : words.slice(0, fix);
  // Names of objects have slashes or digits, values and names that are near have quotes.
  return rule
    .replace(/^this is ([^:]*):.*/, '$1')
    .replace(/"(?:[^"\\]|\\.)*"/g, '""')
    .replace(/\S*[/\d]\S*/g, '0');
}
