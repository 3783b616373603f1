import { Denial } from './denials';
import { End, endText } from '../../reachability/end';

/**
 * Leaves out what is told already: a rule of a policy that lets in pods of the input lets in others that are like them, whom the
 * input does not have. Once it is narrowed, or the pods of the input are allowed, these are told if they are still let in.
 */
export function withoutTold(denials: readonly Denial[]): Denial[] {
  /** What opens a connection between pods of the input, and whether it is surely open. */
  const told = new Map<string, boolean>();
  for (const denial of denials) {
    const { from, to } = denial.flow;
    if (from.kind !== 'workload' || to.kind !== 'workload') continue;
    const isSure = denial.doubts.size === 0;
    for (const key of [...openingsAt(denial, to), ...openingsAt(denial, from)]) {
      told.set(key, isSure || told.get(key) === true);
    }
  }
  return denials.filter((denial) => {
    const { from, to } = denial.flow;
    if (from.kind !== 'pods' && to.kind !== 'pods') return true;
    const keys = openingsAt(denial, from.kind === 'pods' ? to : from);
    const isTold = (key: string): boolean => told.get(key) === true || (told.has(key) && denial.doubts.size > 0);
    return keys.length === 0 || !keys.every(isTold);
  });
}

/** What opens a connection at one of its ends, for the rule that denies it. */
function openingsAt({ compiled: { rule }, flow, because }: Denial, end: End): string[] {
  const direction = end === flow.to ? 'ingress' : 'egress';
  const own = because.filter((each) => each.direction === direction);
  return [...new Set(own.map((each) => JSON.stringify([rule.source, rule.number, endText(end), each])))];
}
