import { CheckedPolicy, checkedPolicies } from './checked-policies';
import { areOfGateways, areSolvers, mayBeMadeByOperator } from './operator-pods';
import { subjectOf } from './policy-places';
import { ownNamespaces } from './service-pods';
import { isEmpty } from '../../reachability/pod-set';
import { formatSelector, mayMatchNamespace } from '../../reachability/selector';
import { Selector } from '../../topology/model';
import { EVERYTHING } from '../../topology/parse-selector';
import { CheckInput } from '../check-input';
import { CheckedObject } from '../checked-object';
import { firstOf } from '../first-of';
import { Found, Rule } from '../rule';

/** Policies that do nothing, because no pod has the labels that they select. */
export const policySelectsNobody: Rule = {
  id: 'policy-selects-nobody',
  title: 'A policy selects no workload',
  severity: 'warning',
  group: 'connectivity',
  why: 'Labels that no pod has, or a namespace that is not that of the pods, make a policy that isolates nothing and opens nothing. The pods that it was meant for are as open as before.',
  fix: 'Write the labels of the pods (those of the template, not of the workload) into the selector, and their namespace into metadata.namespace.',
  *find(input: CheckInput): Iterable<Found> {
    if (input.analysis.cluster.workloads.length === 0) return;
    const byObject = new Map<CheckedObject, CheckedPolicy[]>();
    for (const checked of input.once(checkedPolicies)) {
      if (byObject.get(checked.object)?.push(checked) === undefined) byObject.set(checked.object, [checked]);
    }
    for (const [object, parts] of byObject) {
      if (parts.some(({ selected, policy: { podSelector } }) => !isEmpty(selected) || areElsewhere(podSelector))) {
        continue;
      }
      const elsewhere = firstOf([...new Set(parts.flatMap((part) => selectedElsewhere(input, part)))], 3);
      const where = parts[0].policy.namespace === '' ? '' : ` in namespace ${parts[0].policy.namespace}`;
      const hint = elsewhere === '' ? '' : `; its labels are those of ${elsewhere}, in another namespace`;
      yield {
        object,
        field: subjectOf(object),
        message: `${object.id} selects no workload of the input${where}${hint}`,
        fix:
          elsewhere === '' && !isForgotten(parts[0])
            ? `write the labels of the pods into ${fieldName(object)}, or remove the policy`
            : 'write the namespace of the pods into metadata.namespace',
        severity: elsewhere !== '' || parts.some((part) => isExpected(input, part)) ? 'warning' : 'note',
      };
    }
  },
};

function fieldName(object: CheckedObject): string {
  const field = subjectOf(object);
  return `spec.${String('path' in field ? field.path[1] : 'specs')}`;
}

/** Whether the namespace is the one of deployment because none is written: that of the pods was meant. */
function isForgotten({ object, policy }: CheckedPolicy): boolean {
  return policy.namespace !== '' && object.root.get('metadata', 'namespace').isAbsent;
}

/** Whether the input should have the pods. A policy for all pods of a namespace may be there before the pods are. */
function isExpected(input: CheckInput, checked: CheckedPolicy): boolean {
  const { namespace, namespaceSelector, podSelector } = checked.policy;
  if (isForgotten(checked)) return true;
  if (podSelector.requirements.length === 0 || mayBeMadeByOperator(input, [namespace], podSelector)) return false;
  const own = input.once(ownNamespaces);
  if (namespaceSelector === undefined) return own.has(namespace);
  return input.analysis.cluster.topology.namespaces.some(
    (each) => own.has(each.name) && mayMatchNamespace(namespaceSelector, each),
  );
}

/** Whom the selector of a policy with a namespace would select in others. */
function selectedElsewhere(input: CheckInput, { policy: { namespaceSelector, podSelector } }: CheckedPolicy): string[] {
  if (namespaceSelector !== undefined || formatSelector(podSelector) === '*') return [];
  const { pods, workloads } = input.analysis.cluster;
  // Whoever only says which labels pods must not have means no pods in particular.
  if (!podSelector.requirements.some(({ operator }) => operator === 'In')) return [];
  return pods
    .inNamespaces(EVERYTHING, podSelector)
    .members.slice(0, 4)
    .map((position) => workloads[position].id);
}

/** Whether no manifest has pods of their kind. */
function areElsewhere(podSelector: Selector): boolean {
  return areSolvers(podSelector) || areOfGateways(podSelector);
}
