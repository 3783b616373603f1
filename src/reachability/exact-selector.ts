import { Cluster } from './cluster';
import { Requirement, Selector, Workload } from '../topology/model';

/**
 * A selector for the pods of one workload and no others: the one by which its controller finds them, else all their labels.
 * Where others carry all of these, too, they are named.
 */
export function exactSelector(
  { workloads, pods }: Cluster,
  position: number,
): { readonly podSelector: Selector; readonly others: readonly number[] } {
  const workload = workloads[position];
  const candidates = selectorsOf(workload).flatMap((podSelector) => {
    const { members } = pods.inNamespace(workload.namespace, podSelector);
    // A controller may be written with a selector that does not fit its own pods.
    if (!members.includes(position)) return [];
    return [{ podSelector, others: members.filter((each) => each !== position) }];
  });
  return candidates.reduce((best, each) => (each.others.length < best.others.length ? each : best));
}

/** From the most usual to the narrowest; the last one always fits. */
function selectorsOf({ selector, labels, perPodLabels }: Workload): readonly Selector[] {
  const own = equalities(Object.entries(labels));
  // One that the controller adds with the same value to all pods.
  const added = Object.entries(perPodLabels).flatMap(([key, values]): [string, string][] =>
    values !== 'unknown' && values.length === 1 ? [[key, values[0]]] : [],
  );
  const all = equalities([...Object.entries(labels), ...added]);
  return [...(selector === undefined ? [] : [selector]), { requirements: own }, { requirements: all }];
}

function equalities(labels: readonly (readonly [string, string])[]): Requirement[] {
  return labels
    .map(([key, value]): Requirement => ({ key, operator: 'In', values: [value] }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}
