import { RuleCompiler } from '../../reachability/cluster';
import { isEmpty, PodSet } from '../../reachability/pod-set';
import { judgedPolicies } from '../../topology/judged-policies';
import { Direction, Origin, Policy, PolicyRule } from '../../topology/model';
import { CheckInput } from '../check-input';
import { CheckedObject } from '../checked-object';

/** A policy that is judged, with the object that it is of; one object may be several, as `specs` of Cilium are. */
export interface CheckedPolicy {
  readonly policy: Policy;
  readonly object: CheckedObject;
  /** The pods that it selects. */
  readonly selected: PodSet;
}

/** A rule of a policy. */
export interface CheckedRule extends CheckedPolicy {
  readonly direction: Direction;
  readonly rule: PolicyRule;
  /** Its position among those of its direction, from 0. */
  readonly index: number;
}

/** The policies that are judged and that the input has: of what others apply nothing is told here. For `once`. */
export function checkedPolicies(input: CheckInput): readonly CheckedPolicy[] {
  const compiler = input.once(compilerOf);
  return judgedPolicies(input.analysis.cluster.topology).flatMap((policy) => {
    const object = policyObject(input, policy);
    return object === undefined ? [] : [{ policy, object, selected: compiler.selected(policy) }];
  });
}

/** Looks up whom policies select and whom their peers are, as the engine does. For `once`. */
export function compilerOf({ analysis: { cluster } }: CheckInput): RuleCompiler {
  return new RuleCompiler(cluster.topology, cluster.pods, {});
}

/** The rules of the policies that select somebody: about the others there is one thing to say. For `once`. */
export function checkedRules(input: CheckInput): readonly CheckedRule[] {
  return input
    .once(checkedPolicies)
    .filter(({ selected }) => !isEmpty(selected))
    .flatMap((checked) =>
      (['ingress', 'egress'] as const).flatMap((direction) =>
        (checked.policy.rules[direction] ?? []).map((rule, index) => ({ ...checked, direction, rule, index })),
      ),
    );
}

/** The object of a policy. Two API groups may have a kind of the same name, so that the place counts as well. */
export function policyObject(
  input: CheckInput,
  { id, origin }: { readonly id: string; readonly origin: Origin },
): CheckedObject | undefined {
  const alike = input.once(objectsById).get(id) ?? [];
  return alike.find((object) => isSamePlace(object.origin, origin)) ?? alike[0];
}

function objectsById({ objects }: CheckInput): ReadonlyMap<string, readonly CheckedObject[]> {
  const byId = new Map<string, CheckedObject[]>();
  for (const object of objects) {
    if (byId.get(object.id)?.push(object) === undefined) byId.set(object.id, [object]);
  }
  return byId;
}

function isSamePlace(a: Origin, b: Origin): boolean {
  return a.source === b.source && a.document === b.document && a.line === b.line;
}
