import { Proof } from './findings';
import { addressOpenings, isEmpty, outsiderPorts, subtractOutsiderPorts } from './rule-openings';
import { subtractOpenings } from '../reachability/address-diff';
import { CompiledRule } from '../reachability/cluster';
import { Direction, Workload } from '../topology/model';

/**
 * Whether rules let through all that a declared peer stands for: its addresses, its pods of the app and its pods elsewhere, on
 * all of its ports.
 *
 * @param destination the workload that they let in to, where one is known
 */
export function coversPeer(
  { outsiders }: Pick<Proof, 'outsiders'>,
  direction: Direction,
  declared: CompiledRule,
  open: readonly CompiledRule[],
  destination: Workload | undefined,
): boolean {
  const leavesNothing = (isFor: (rule: CompiledRule) => boolean): boolean => {
    const own = open.filter((rule) => rule.everybody || isFor(rule));
    return isEmpty(subtractOutsiderPorts(outsiderPorts([declared], destination), outsiderPorts(own, destination)));
  };
  return (
    subtractOpenings(addressOpenings([declared], destination), addressOpenings(open, destination)).length === 0 &&
    declared.pods.members.every((position) => leavesNothing((rule) => rule.pods.has(position))) &&
    outsiders.of(direction, declared).every((pods) => leavesNothing((rule) => outsiders.covers(direction, rule, pods)))
  );
}
