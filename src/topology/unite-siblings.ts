import { Labels, LabelValues, Workload } from './model';
import { Owner } from './owners';
import { ADDED_LABELS } from './pod-labels';

/**
 * Makes the pods of one owner one workload in its name, with the labels that all of them have. Those that look different, or
 * that a selector can tell apart, stay apart.
 */
export function uniteSiblings(
  id: string,
  { kind, name }: Owner,
  members: readonly Workload[],
  selectorKeys: ReadonlySet<string>,
): readonly Workload[] {
  const matters = (key: string): boolean => !ADDED_LABELS.has(key) || selectorKeys.has(key);
  const looks = new Set(
    members.map(({ labels, namedPorts, hostPorts, hostNetwork, serviceAccount, mesh }) => {
      const own = Object.entries(labels).filter(([key]) => matters(key));
      const identity = [serviceAccount, mesh];
      return JSON.stringify([own.sort(([a], [b]) => (a < b ? -1 : 1)), namedPorts, hostPorts, hostNetwork, identity]);
    }),
  );
  if (looks.size > 1) return members;
  const [first] = [...members].sort((a, b) => (a.id < b.id ? -1 : 1));
  const addresses = [...new Set(members.flatMap((one) => one.addresses))].sort();
  return [{ ...first, id, kind, name, addresses, ...labelsOf(members) }];
}

/** Labels that all have alike, and those that all have, each with its own value. */
function labelsOf(members: readonly Workload[]): Pick<Workload, 'labels' | 'perPodLabels'> {
  const [{ labels, perPodLabels }, ...others] = members;
  const common: Record<string, string> = {};
  const different: Record<string, LabelValues> = { ...perPodLabels };
  for (const key of Object.keys(labels)) {
    if (!others.every((one) => Object.hasOwn(one.labels, key))) continue;
    const values = valuesOf(members, key);
    if (values.length === 1) common[key] = values[0];
    else different[key] = values;
  }
  return { labels: common as Labels, perPodLabels: different };
}

function valuesOf(members: readonly Workload[], key: string): string[] {
  return [...new Set(members.map(({ labels }) => labels[key]))].sort();
}
