import { isUndecided } from './doubt';
import { PortSet } from './port-set';
import { CompiledRule, Side } from './side';
import { Direction } from '../topology/model';

/** Why one side lets some ports through: the rules that opened them. */
export interface Because {
  readonly direction: Direction;
  /** The policy's id; absent if no policy isolates the pods in this direction. */
  readonly policy?: string;
  /** The rule's position in the policy's list, from 0; absent if the policy has no rule that opens it. */
  readonly rule?: number;
  /** How many more rules or policies there are; it stands last, in place of them. */
  readonly more?: number;
}

/** Nobody reads more of one side, and as many for each pair of workloads would be the cube of their number. */
export const MOST_REASONS = 20;

/** The rules of a side that match a peer and open some of the ports. */
export function reasons(
  direction: Direction,
  side: Pick<Side, 'isolatedBy' | 'rules' | 'partial' | 'doubt'>,
  ports: PortSet,
  matchesPeer: (rule: CompiledRule) => boolean,
  portsOfRule: (rule: CompiledRule) => PortSet,
): Because[] {
  const given = givenReasons(direction, side);
  if (given !== undefined) return given;
  return [...side.rules, ...side.partial.flatMap(({ rules }) => rules)]
    .filter((rule) => matchesPeer(rule) && !portsOfRule(rule).intersect(ports).isEmpty)
    .map((rule) => ofRule(direction, rule));
}

/** Those of a side that no rule of it decides. */
export function givenReasons(
  direction: Direction,
  side: Pick<Side, 'isolatedBy' | 'partial' | 'doubt'>,
): Because[] | undefined {
  // Those that may do anything have no rule that could be named.
  if (isUndecided(side)) return side.doubt!.anything.map(({ id }) => ({ direction, policy: id }));
  return side.isolatedBy.length === 0 && side.partial.length === 0 ? [{ direction }] : undefined;
}

/** The policies of a side, where none of their rules opens what they may leave open. */
export function policiesOf(direction: Direction, side: Pick<Side, 'isolatedBy' | 'partial'>): Because[] {
  const partial = side.partial.flatMap(({ policies }) => policies);
  return [...side.isolatedBy, ...partial].map(({ id }) => ({ direction, policy: id }));
}

/** The first of them, and how many more there are: all of them are given, or only the first of a total. */
export function limited(given: readonly Because[], total = given.length): readonly Because[] {
  if (total <= MOST_REASONS) return given;
  return [...given.slice(0, MOST_REASONS), { direction: given[0].direction, more: total - MOST_REASONS }];
}

export function ofRule(direction: Direction, { policy, index }: CompiledRule): Because {
  return { direction, policy: policy.id, rule: index };
}
