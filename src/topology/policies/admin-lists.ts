import { Part } from './doubts';

/** What lists are of, and where more of it can go. */
const FIXES = {
  rules: 'put the others into a policy of their own',
  peers: 'put the others into a rule of their own',
  ports: 'put the others into a rule of their own',
  networks: 'put the others into a peer of their own',
  names: 'put the others into a peer of their own',
};

/** What a list is of. */
export type Content = keyof typeof FIXES;

/** The members of a list that must have one, and has no more than some. */
export function itemsOf(list: Part, most: number, what: Content, fix?: string): Part[] {
  const items = list.items();
  if (list.field.isAbsent || list.isEmptyList) list.field.problem(`a list of ${what}, and at least one`, fix);
  checkCount(list, items.length, most, what);
  return items;
}

/** Checks that a list has no more members than some. */
export function checkCount(list: Part, count: number, most: number, what: Content): void {
  if (count <= most) return;
  // The list itself would be too long to show.
  list.field.fail(`${list.name}: got ${count} ${what}; allowed: at most ${most}. Fix: ${FIXES[what]}`);
}

/** The texts of a list in which each must stand once. */
export function setOf(list: Part, most: number, what: Content): Part[] {
  const items = itemsOf(list, most, what);
  const seen = new Set<unknown>();
  for (const { field } of items) {
    if (seen.has(field.value)) field.problem('each of them once', 'leave it out');
    seen.add(field.value);
  }
  return items;
}

/** The only one of some members that is there; it must be one. Nothing if nobody knows what the one that is there means. */
export function soleOf<K extends string>(part: Part, keys: readonly K[], fix?: string): K | undefined {
  const { field } = part;
  const map = field.map();
  if (map === undefined) {
    if (field.isAbsent) field.problem('a map', fix);
    return undefined;
  }
  part.checkFields(keys);
  const given = keys.filter((key) => !field.get(key).isAbsent);
  const others = Object.keys(map).filter((key) => !keys.some((known) => known === key));
  if (given.length > 1 || (given.length === 0 && others.length === 0)) {
    field.problem(`exactly one of ${keys.map((key) => `\`${key}\``).join(', ')}`, given.length > 1 ? undefined : fix);
  }
  return given.length === 1 ? given[0] : undefined;
}
