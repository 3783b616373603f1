import { PortSet } from './port-set';
import { CompiledRule, Side, TierPolicy } from './side';
import { isolatingRules } from './side-rules';
import { Direction } from '../topology/model';

/** Why one side lets some ports through: the rules that opened them. */
export interface Because {
  readonly direction: Direction;
  /** The policy's id; absent if no policy isolates the pods in this direction. */
  readonly policy?: string;
  /** The rule's position in the policy's list, from 0; absent if the policy has no rule that opens it. */
  readonly rule?: number;
  /** Where the rule stands, if not at its position of the list of its direction: `specs[1].egress[0]`. */
  readonly path?: string;
  /** How many more rules or policies there are; it stands last, in place of them. */
  readonly more?: number;
  /** Whether it is a policy of a service mesh, which decides by identity; absent: a network policy. */
  readonly wall?: 'identity';
}

/** Nobody reads more of one side, and as many for each pair of workloads would be the cube of their number. */
export const MOST_REASONS = 20;

/** The rules of a side that match a peer and open some of the ports. */
export function reasons(
  direction: Direction,
  side: Side,
  ports: PortSet,
  matchesPeer: (rule: CompiledRule) => boolean,
  portsOfRule: (rule: CompiledRule) => PortSet,
): Because[] {
  const given = givenReasons(direction, side);
  if (given !== undefined) return given;
  const opening = (rules: readonly CompiledRule[]): Because[] =>
    rules
      .filter((rule) => matchesPeer(rule) && portsOfRule(rule).overlaps(ports))
      .map((rule) => ofRule(direction, rule));
  const own = isolatingRules(side);
  const { tiers } = side;
  if (tiers === undefined) return opening(own);
  const before = acceptedBy(tiers.admin.flat()).filter(matchesPeer);
  const left = ports.subtract(PortSet.unionAll(before.map(portsOfRule)));
  if (left.isEmpty) return opening(before);
  if (isIsolated(side)) return [...opening(before), ...opening(own)];
  const after = opening(acceptedBy([...tiers.baseline.flat(), ...tiers.unordered]));
  return [...opening(before), ...(after.length === 0 ? [{ direction }] : after)];
}

function acceptedBy(policies: readonly TierPolicy[]): readonly CompiledRule[] {
  return policies.flatMap(({ rules }) =>
    rules.flatMap(({ action, alone }): readonly CompiledRule[] => (action === 'accept' ? alone : [])),
  );
}

function isIsolated({ isolatedBy, partial }: Pick<Side, 'isolatedBy' | 'partial'>): boolean {
  return isolatedBy.length > 0 || partial.length > 0;
}

/** Those of a side that no rule of it decides. */
export function givenReasons(direction: Direction, side: Side): Because[] | undefined {
  // Those that may do anything have no rule that could be named.
  if (side.doubt !== undefined) return side.doubt.anything.map(({ id }) => ({ direction, policy: id }));
  return isIsolated(side) || side.tiers !== undefined ? undefined : [{ direction }];
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

export function ofRule(direction: Direction, { policy, given, index }: CompiledRule): Because {
  const because = { direction, policy: policy.id, rule: index };
  return given.path === undefined ? because : { ...because, path: given.path };
}
