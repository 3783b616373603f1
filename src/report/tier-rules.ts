import { CompiledRule, portsOn, Side } from '../reachability/cluster';
import { PortSet } from '../reachability/port-set';
import { Workload } from '../topology/model';

/** Whether a rule means the other end: all of it, a part of it or nobody knows, or nothing of it. */
export type Means = (rule: CompiledRule) => 'yes' | 'no' | 'unknown';

/** The rules of administrators that open something to a side. */
export function acceptingRules({ tiers }: Side): readonly CompiledRule[] {
  return (tiers?.policies ?? []).flatMap(({ policy, rules }) =>
    policy.order === undefined
      ? []
      : rules.flatMap(({ action, alone }): readonly CompiledRule[] => (action === 'accept' ? alone : [])),
  );
}

/**
 * The rules that deny some ports to a side: those of administrators as far as none before them decides otherwise, in the order in
 * which they are asked, and those beside NetworkPolicies.
 */
export function denyingRules(
  side: Side,
  ports: PortSet,
  means: Means,
  destination: Workload | undefined,
): readonly CompiledRule[] {
  const { tiers, isolatedBy } = side;
  if (tiers === undefined) return [];
  const found: CompiledRule[] = [];
  let left = ports;
  const ask = (policies: Iterable<(typeof tiers.denied)[number]>): void => {
    for (const { rules } of policies) {
      for (const { action, alone } of rules) {
        const [rule] = alone;
        const meant = means(rule);
        const own = meant === 'no' ? PortSet.NONE : portsOn(rule, destination).intersect(left);
        if (own.isEmpty) continue;
        if (action === 'deny') found.push(rule);
        if (meant === 'yes') left = left.subtract(own);
      }
    }
  };
  ask(tiers.admin.flat());
  ask(tiers.denied);
  if (isolatedBy.length === 0) ask([...tiers.baseline.flat(), ...tiers.unordered]);
  return found;
}
