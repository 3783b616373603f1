import { CheckedObject } from '../checked-object';

/** What became of a kind in an old API version. */
export interface OldVersion {
  /** The first release of Kubernetes without it, or in which it is deprecated. */
  readonly until: string;
  readonly isDeprecated?: boolean;
  /** What to write; absent: nothing took its place. */
  readonly instead?: string;
}

/** A release, the versions that it does not have any more, their kinds, and the version to write. */
type Row = readonly [until: string, versions: readonly string[], kinds: readonly string[], instead?: string];

const RBAC = ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'];
const WEBHOOKS = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];
const FLOW = ['FlowSchema', 'PriorityLevelConfiguration'];
const STORAGE = ['CSIDriver', 'CSINode', 'StorageClass', 'VolumeAttachment'];

/** From the guide of Kubernetes for who comes from deprecated versions. */
const ROWS: readonly Row[] = [
  ['1.16', ['extensions/v1beta1'], ['NetworkPolicy'], 'networking.k8s.io/v1'],
  ['1.16', ['extensions/v1beta1'], ['PodSecurityPolicy']],
  [
    '1.16',
    ['extensions/v1beta1', 'apps/v1beta1', 'apps/v1beta2'],
    ['Deployment', 'DaemonSet', 'ReplicaSet', 'StatefulSet'],
    'apps/v1',
  ],
  ['1.22', ['extensions/v1beta1', 'networking.k8s.io/v1beta1'], ['Ingress', 'IngressClass'], 'networking.k8s.io/v1'],
  ['1.22', ['admissionregistration.k8s.io/v1beta1'], WEBHOOKS, 'admissionregistration.k8s.io/v1'],
  ['1.22', ['apiextensions.k8s.io/v1beta1'], ['CustomResourceDefinition'], 'apiextensions.k8s.io/v1'],
  ['1.22', ['apiregistration.k8s.io/v1beta1'], ['APIService'], 'apiregistration.k8s.io/v1'],
  ['1.22', ['certificates.k8s.io/v1beta1'], ['CertificateSigningRequest'], 'certificates.k8s.io/v1'],
  ['1.22', ['coordination.k8s.io/v1beta1'], ['Lease'], 'coordination.k8s.io/v1'],
  [
    '1.22',
    ['rbac.authorization.k8s.io/v1alpha1', 'rbac.authorization.k8s.io/v1beta1'],
    RBAC,
    'rbac.authorization.k8s.io/v1',
  ],
  ['1.22', ['scheduling.k8s.io/v1alpha1', 'scheduling.k8s.io/v1beta1'], ['PriorityClass'], 'scheduling.k8s.io/v1'],
  ['1.22', ['storage.k8s.io/v1beta1'], STORAGE, 'storage.k8s.io/v1'],
  ['1.21', ['batch/v2alpha1'], ['CronJob'], 'batch/v1'],
  ['1.25', ['batch/v1beta1'], ['CronJob'], 'batch/v1'],
  ['1.25', ['discovery.k8s.io/v1beta1'], ['EndpointSlice'], 'discovery.k8s.io/v1'],
  ['1.25', ['events.k8s.io/v1beta1'], ['Event'], 'events.k8s.io/v1'],
  ['1.25', ['autoscaling/v2beta1'], ['HorizontalPodAutoscaler'], 'autoscaling/v2'],
  ['1.25', ['policy/v1beta1'], ['PodDisruptionBudget'], 'policy/v1'],
  ['1.25', ['policy/v1beta1'], ['PodSecurityPolicy']],
  ['1.25', ['node.k8s.io/v1beta1'], ['RuntimeClass'], 'node.k8s.io/v1'],
  ['1.26', ['autoscaling/v2beta2'], ['HorizontalPodAutoscaler'], 'autoscaling/v2'],
  ['1.26', ['flowcontrol.apiserver.k8s.io/v1beta1'], FLOW, 'flowcontrol.apiserver.k8s.io/v1'],
  ['1.27', ['storage.k8s.io/v1beta1'], ['CSIStorageCapacity'], 'storage.k8s.io/v1'],
  ['1.29', ['flowcontrol.apiserver.k8s.io/v1beta2'], FLOW, 'flowcontrol.apiserver.k8s.io/v1'],
  ['1.32', ['flowcontrol.apiserver.k8s.io/v1beta3'], FLOW, 'flowcontrol.apiserver.k8s.io/v1'],
];

/** What is still served, and should not be written any more. */
const DEPRECATED: readonly Row[] = [
  ['1.33', ['v1'], ['Endpoints'], 'an EndpointSlice of discovery.k8s.io/v1'],
  ['1.19', ['v1'], ['ComponentStatus']],
];

const BY_TYPE: ReadonlyMap<string, OldVersion> = new Map([...typesOf(ROWS, false), ...typesOf(DEPRECATED, true)]);

/** What became of an object's kind and version; undefined for what is served, and what nobody here knows. */
export function servedBy({ kind, apiVersion }: CheckedObject): OldVersion | undefined {
  return BY_TYPE.get(`${apiVersion} ${kind}`);
}

function typesOf(rows: readonly Row[], isDeprecated: boolean): (readonly [string, OldVersion])[] {
  return rows.flatMap(([until, versions, kinds, instead]) => {
    const old: OldVersion = {
      until,
      ...(isDeprecated ? { isDeprecated } : {}),
      ...(instead === undefined
        ? {}
        : { instead: instead.includes(' ') ? `write ${instead}` : `write apiVersion: ${instead}` }),
    };
    return versions.flatMap((version) => kinds.map((kind) => [`${version} ${kind}`, old] as const));
  });
}
