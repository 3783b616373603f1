import { checkedPolicies, CheckedPolicy } from './checked-policies';
import { nameKey, podsByPosition } from './service-pods';
import { areUnrelated } from './unrelated-pods';
import { CheckInput } from '../check-input';
import { CheckedPods } from '../checked-pods';

/** A policy that is one workload's by its name, and selects the pods of others that have a policy of their own. */
export interface StrangersOfPolicy extends CheckedPolicy {
  readonly own: CheckedPods;
  readonly strangers: readonly CheckedPods[];
}

/** Policies that surely select more than was meant; policies for all pods, or for those of a label, are meant. */
export function* strangersOfPolicies(input: CheckInput): Generator<StrangersOfPolicy> {
  const known = input.once(podsByPosition);
  const workloads = input.once(workloadsByName);
  const policies = input.once(policiesByName);
  for (const checked of input.once(checkedPolicies)) {
    const { policy, selected } = checked;
    const own = workloads.get(nameKey(policy.namespace, policy.name));
    if (own === undefined || policy.podSelector.requirements.length === 0 || !selected.has(own.position)) continue;
    const strangers = selected.members.flatMap((position) => {
      const pods = position === own.position ? undefined : known.get(position);
      if (pods === undefined || !areUnrelated(own, pods)) return [];
      const theirs = policies.get(nameKey(pods.workload.namespace, pods.workload.name));
      const isTheirs = theirs !== undefined && theirs.selected.has(position) && !theirs.selected.has(own.position);
      return isTheirs ? [pods] : [];
    });
    if (strangers.length > 0) yield { ...checked, own, strangers };
  }
}

/** Those whose name only one of their namespace has. */
function workloadsByName(input: CheckInput): ReadonlyMap<string, CheckedPods> {
  const found = new Map<string, CheckedPods | undefined>();
  for (const pods of input.once(podsByPosition).values()) {
    const key = nameKey(pods.workload.namespace, pods.workload.name);
    found.set(key, found.has(key) ? undefined : pods);
  }
  return new Map([...found].flatMap(([key, pods]) => (pods === undefined ? [] : [[key, pods]])));
}

function policiesByName(input: CheckInput): ReadonlyMap<string, CheckedPolicy> {
  return new Map(
    input.once(checkedPolicies).map((checked) => [nameKey(checked.policy.namespace, checked.policy.name), checked]),
  );
}
