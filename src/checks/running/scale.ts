import { wholeNumber } from './whole-number';
import { kindInIds } from '../../topology/pod-templates';
import { CheckInput } from '../check-input';
import { CheckedObject } from '../checked-object';
import { CheckedPods } from '../checked-pods';
import { Raw } from '../raw';

/** The kinds whose `spec.replicas` says how many pods there are, by their groups. */
const REPLICATED: ReadonlySet<string> = new Set([
  'Deployment.apps',
  'ReplicaSet.apps',
  'StatefulSet.apps',
  'ReplicationController.',
  'Rollout.argoproj.io',
  'DeploymentConfig.apps.openshift.io',
  'CloneSet.apps.kruise.io',
  'StatefulSet.apps.kruise.io',
  'UnitedDeployment.apps.kruise.io',
]);

/** What scales a workload by itself. */
export interface Autoscaler {
  readonly object: CheckedObject;
  readonly target: Raw;
  /** The id of what it scales. */
  readonly targetId: string;
  /** The fewest pods that it leaves. Absent: nobody can tell. */
  readonly fewest?: number;
}

/** How many pods a workload has. */
export interface Scale {
  /** `spec.replicas`. */
  readonly replicas: Raw;
  readonly autoscaler?: Autoscaler;
  /** The fewest that it has for longer. Absent: nobody can tell. */
  readonly fewest?: number;
}

/** How many pods there are of a workload; undefined for kinds that do not say it, such as Jobs. */
export function scaleOf(input: CheckInput, { object }: Pick<CheckedPods, 'object'>): Scale | undefined {
  if (!REPLICATED.has(`${object.kind}.${object.group}`)) return undefined;
  const replicas = object.root.get('spec', 'replicas');
  const [autoscaler] = input.once(autoscalersByTarget).get(object.id) ?? [];
  const fewest = autoscaler === undefined ? (replicas.isAbsent ? 1 : wholeNumber(replicas)) : autoscaler.fewest;
  return {
    replicas,
    ...(autoscaler === undefined ? {} : { autoscaler }),
    ...(fewest === undefined ? {} : { fewest }),
  };
}

/** All autoscalers of the input. */
export function autoscalers(input: CheckInput): readonly Autoscaler[] {
  return [
    ...input.ofKind('HorizontalPodAutoscaler', 'autoscaling').map((object) => toAutoscaler(object, 'minReplicas', 1)),
    ...input.ofKind('ScaledObject', 'keda.sh').map((object) => toAutoscaler(object, 'minReplicaCount', 0)),
  ];
}

/** The same by the ids of what they scale. */
export function autoscalersByTarget(input: CheckInput): ReadonlyMap<string, readonly Autoscaler[]> {
  const byTarget = new Map<string, Autoscaler[]>();
  for (const autoscaler of input.once(autoscalers)) {
    const known = byTarget.get(autoscaler.targetId);
    if (known === undefined) byTarget.set(autoscaler.targetId, [autoscaler]);
    else known.push(autoscaler);
  }
  return byTarget;
}

function toAutoscaler(object: CheckedObject, field: string, otherwise: number): Autoscaler {
  const target = object.root.get('spec', 'scaleTargetRef');
  const kind = target.get('kind').text() ?? 'Deployment';
  const targetId = `${object.namespace}/${kindInIds(kind, target.get('apiVersion').text() ?? 'apps/v1')}/${target.get('name').text() ?? ''}`;
  const least = object.root.get('spec', field);
  const fewest = least.isAbsent ? otherwise : wholeNumber(least);
  return { object, target, targetId, ...(fewest === undefined ? {} : { fewest }) };
}
