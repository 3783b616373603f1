import { Field } from './manifest';
import { Labels, Workload } from './model';
import { ADDED_LABELS } from './pod-labels';
import { isPlainKind } from './read-kinds';

/** The controller of an object, by its owner reference. */
export interface Owner {
  readonly kind: string;
  readonly name: string;
  /** Whether it is of the kind that is read under that name: other API groups have a StatefulSet, too. */
  readonly isRead: boolean;
}

/** A workload as it was read, and who made it. */
export interface OwnedWorkload {
  readonly workload: Workload;
  readonly owner?: Owner;
}

/** What controllers of Kubernetes make; any other object stands for itself, whoever owns it. */
const MADE_BY: ReadonlyMap<string, readonly string[]> = new Map([
  ['Pod', ['ReplicaSet', 'StatefulSet', 'DaemonSet', 'Job', 'ReplicationController']],
  ['ReplicaSet', ['Deployment']],
  ['Job', ['CronJob']],
]);

/** The controller that an object names. */
export function ownerOf(root: Field): Owner | undefined {
  const owners = root.get('metadata').get('ownerReferences').items();
  const controller = owners.find((owner) => owner.get('controller').flag());
  const kind = controller?.get('kind').text();
  const name = controller?.get('name').objectName();
  // The pods that a node runs of its own files are one of a kind.
  if (kind === undefined || name === undefined || kind === 'Node' || !/^[A-Za-z0-9]+$/.test(kind)) return undefined;
  return { kind, name, isRead: isPlainKind(kind, controller?.get('apiVersion').text() ?? '') };
}

/** The workloads that stand for all pods, and the objects whose owners stand for them. */
export interface Settled {
  readonly workloads: readonly Workload[];
  readonly leftOut: readonly Workload[];
}

/**
 * Leaves out what an owner in the input stands for. What is left of one owner that is not there stands as one workload in its
 * name, if no selector of the input can tell its pods apart.
 *
 * @param isThere whether the input has an object of that id
 * @param selectorKeys the labels that selectors of pods ask for
 */
export function settleOwners(
  read: readonly OwnedWorkload[],
  isThere: (id: string) => boolean,
  selectorKeys: ReadonlySet<string>,
): Settled {
  const workloads: Workload[] = [];
  const leftOut: Workload[] = [];
  const orphans = new Map<string, { readonly owner: Owner; readonly members: Workload[] }>();
  for (const { workload, owner } of read) {
    const id = owner === undefined ? '' : `${workload.namespace}/${owner.kind}/${owner.name}`;
    const makers = MADE_BY.get(workload.kind) ?? [];
    const isMade = owner !== undefined && owner.isRead && makers.includes(owner.kind);
    if (isMade && isThere(id)) {
      leftOut.push(workload);
    } else if (owner !== undefined && !isThere(id) && (isMade || workload.kind === 'Pod')) {
      const siblings = orphans.get(id);
      if (siblings === undefined) orphans.set(id, { owner, members: [workload] });
      else siblings.members.push(workload);
    } else {
      workloads.push(workload);
    }
  }
  for (const [id, { owner, members }] of orphans) workloads.push(...unite(id, owner, members, selectorKeys));
  return { workloads, leftOut };
}

function unite(
  id: string,
  { kind, name }: Owner,
  members: readonly Workload[],
  selectorKeys: ReadonlySet<string>,
): readonly Workload[] {
  const matters = (key: string): boolean => !ADDED_LABELS.has(key) || selectorKeys.has(key);
  const looks = new Set(
    members.map(({ labels, namedPorts, hostNetwork }) => {
      const own = Object.entries(labels).filter(([key]) => matters(key));
      return JSON.stringify([own.sort(([a], [b]) => (a < b ? -1 : 1)), namedPorts, hostNetwork]);
    }),
  );
  if (looks.size > 1) return members;
  const [first] = [...members].sort((a, b) => (a.id < b.id ? -1 : 1));
  return [{ ...first, id, kind, name, labels: commonLabels(members) }];
}

function commonLabels(members: readonly Workload[]): Labels {
  const [{ labels }, ...others] = members;
  return Object.fromEntries(
    Object.entries(labels).filter(([key, value]) => others.every((one) => one.labels[key] === value)),
  );
}
