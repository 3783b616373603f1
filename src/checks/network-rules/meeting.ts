import { AddressSet } from '../../reachability/address-set';
import { covers } from '../../reachability/compare-selectors';
import { Selector } from '../../topology/model';

/**
 * Whether what a rule names is an end of a connection: all of it (`whole`), surely some of it (`part`), some of it if there is any
 * (`some`), or nobody knows how much (`perhaps`).
 */
export type Match = 'whole' | 'part' | 'some' | 'perhaps' | 'no';

/** How a rule meets an end. */
export interface Meeting {
  readonly match: Match;
  /** Of ends that are addresses: those that the rule names. */
  readonly addresses?: AddressSet;
}

/** A rule does not meet an end. */
export const NO_MEETING: Meeting = { match: 'no' };

/** Whether something of the end is surely meant. */
export function isSure(match: Match): boolean {
  return match === 'whole' || match === 'part';
}

/** What holds of two things together: the two ends of a connection, the namespaces and the labels of pods. */
export function both(a: Match, b: Match): Match {
  if (a === 'no' || b === 'no') return 'no';
  const isPart = [a, b].some((match) => match === 'part' || match === 'some');
  if (isSure(a) && isSure(b)) return isPart ? 'part' : 'whole';
  return isPart ? 'some' : 'perhaps';
}

const BY_WEIGHT: readonly Match[] = ['no', 'some', 'perhaps', 'part', 'whole'];

/** What holds where any of several patterns will do. */
export function either(a: Match, b: Match): Match {
  return BY_WEIGHT.indexOf(a) > BY_WEIGHT.indexOf(b) ? a : b;
}

/** What holds of all parts of an end together. */
export function allOf(parts: readonly Match[]): Match {
  const [first] = parts;
  if (parts.every((each) => each === first)) return first;
  if (parts.some(isSure)) return 'part';
  return parts.includes('no') || parts.includes('some') ? 'some' : 'perhaps';
}

/** How much of what one selector selects another one does. */
export function matchSelector(wanted: Selector, given: Selector): Match {
  const answer = covers(wanted, given);
  if (answer !== 'unknown') return answer === 'yes' ? 'whole' : 'no';
  return covers(given, wanted) === 'yes' ? 'part' : 'perhaps';
}
