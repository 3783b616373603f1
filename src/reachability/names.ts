import { NamePeer } from '../topology/model';

/**
 * Whether a peer means a name: it is one of its names, or fits a pattern. A name that is asked for may be a pattern, too, and
 * then all that it stands for must be meant.
 */
export function opensName({ names, isDeep = false }: NamePeer, asked: string): boolean {
  return names.some((name) => same(name, asked) || fits(name, asked, isDeep));
}

function same(a: string, b: string): boolean {
  return normal(a) === normal(b);
}

/** Names are the same in either case, and with the dot of the root. */
function normal(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

function fits(pattern: string, asked: string, isDeep: boolean): boolean {
  if (!pattern.includes('*')) return false;
  const [wanted, given] = [normal(pattern), normal(asked)];
  if (wanted === '*' && isDeep) return true;
  // What stands for one label elsewhere may stand for several here, so of patterns the equal one alone is sure.
  if (given.includes('*') && !isDeep) return false;
  return patternOf(wanted, isDeep).test(given);
}

/** `*` stands for letters of a label, a leading `*.` for a whole one, and for several where the policy says so. */
function patternOf(pattern: string, isDeep: boolean): RegExp {
  const [lead, rest] = pattern.startsWith('*.')
    ? [isDeep ? '(?:[^.]+\\.)+' : '[^.]+\\.', pattern.slice(2)]
    : ['', pattern];
  const escaped = rest.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '[^.]*');
  return new RegExp(`^${lead}${escaped}$`);
}
