/** A field or value that some versions of Kubernetes do not have, or have switched off. */
export interface KubernetesFeature {
  /** The first version that has it switched on unless somebody says otherwise. */
  readonly since: string;
  /**
   * Where it stands in an object: `<kind>.<path>`, in which "*" is each item of a list and "=" begins the value that is
   * meant. "Pod" stands for the pods of every kind of workload.
   */
  readonly paths: readonly string[];
  /** What to do instead in older versions. */
  readonly otherwise?: string;
}

const inContainers = (field: string): string[] => [`Pod.containers.*.${field}`, `Pod.initContainers.*.${field}`];
const inPodAffinity = (field: string): string[] =>
  ['podAffinity', 'podAntiAffinity'].flatMap((kind) => [
    `Pod.affinity.${kind}.requiredDuringSchedulingIgnoredDuringExecution.*.${field}`,
    `Pod.affinity.${kind}.preferredDuringSchedulingIgnoredDuringExecution.*.podAffinityTerm.${field}`,
  ]);
const inSpread = (field: string): string[] => [`Pod.topologySpreadConstraints.*.${field}`];
const inJobs = (field: string): string[] => [`Job.spec.${field}`, `CronJob.spec.jobTemplate.spec.${field}`];
const inClaims = (field: string): string[] => [
  `PersistentVolumeClaim.spec.${field}`,
  `StatefulSet.spec.volumeClaimTemplates.*.spec.${field}`,
];

/**
 * The features that are newer than the oldest version that this package is for. The versions are those of the feature gates.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/features/kube_features.go
 */
const TABLE = {
  // Pods.
  sidecars: {
    since: '1.29',
    paths: ['Pod.initContainers.*.restartPolicy=Always'],
    otherwise: 'move it to `classicSidecars`, which start and stop together with the main container',
  },
  sleepHook: {
    since: '1.30',
    paths: [...inContainers('lifecycle.preStop.sleep'), ...inContainers('lifecycle.postStart.sleep')],
    otherwise: 'leave it out, or have a program of the image sleep',
  },
  appArmorProfile: {
    since: '1.30',
    paths: ['Pod.securityContext.appArmorProfile', ...inContainers('securityContext.appArmorProfile')],
    otherwise: 'use the annotation "container.apparmor.security.beta.kubernetes.io/<container>"',
  },
  recursiveReadOnlyMounts: { since: '1.31', paths: inContainers('volumeMounts.*.recursiveReadOnly') },
  supplementalGroupsPolicy: { since: '1.33', paths: ['Pod.securityContext.supplementalGroupsPolicy'] },
  seLinuxChangePolicy: { since: '1.33', paths: ['Pod.securityContext.seLinuxChangePolicy'] },
  hostUsers: { since: '1.33', paths: ['Pod.hostUsers'] },
  resizePolicy: { since: '1.33', paths: inContainers('resizePolicy') },
  podResources: { since: '1.34', paths: ['Pod.resources'], otherwise: 'give each container its own resources' },
  resourceClaims: { since: '1.34', paths: ['Pod.resourceClaims'] },
  imageVolumes: { since: '1.35', paths: ['Pod.volumes.*.image'] },
  restartRules: { since: '1.35', paths: inContainers('restartPolicyRules') },
  hostnameOverride: { since: '1.35', paths: ['Pod.hostnameOverride'] },
  // Scheduling.
  nodeInclusion: { since: '1.26', paths: [...inSpread('nodeTaintsPolicy'), ...inSpread('nodeAffinityPolicy')] },
  minDomains: { since: '1.27', paths: inSpread('minDomains') },
  matchLabelKeysOfSpread: { since: '1.27', paths: inSpread('matchLabelKeys') },
  matchLabelKeysOfAffinity: {
    since: '1.31',
    paths: [...inPodAffinity('matchLabelKeys'), ...inPodAffinity('mismatchLabelKeys')],
  },
  schedulingGates: { since: '1.27', paths: ['Pod.schedulingGates'] },
  // Workloads.
  podFailurePolicy: { since: '1.26', paths: inJobs('podFailurePolicy') },
  backoffLimitPerIndex: {
    since: '1.29',
    paths: [...inJobs('backoffLimitPerIndex'), ...inJobs('maxFailedIndexes')],
    otherwise: 'use `backoffLimit`, which counts the failures of all indexes',
  },
  podReplacementPolicy: { since: '1.29', paths: inJobs('podReplacementPolicy') },
  successPolicy: { since: '1.31', paths: inJobs('successPolicy') },
  managedBy: { since: '1.32', paths: inJobs('managedBy') },
  claimRetention: {
    since: '1.27',
    paths: ['StatefulSet.spec.persistentVolumeClaimRetentionPolicy'],
    otherwise: 'leave it out: the claims stay until somebody deletes them',
  },
  ordinals: { since: '1.27', paths: ['StatefulSet.spec.ordinals'] },
  statefulSetMaxUnavailable: { since: '1.35', paths: ['StatefulSet.spec.updateStrategy.rollingUpdate.maxUnavailable'] },
  // Beside the pods.
  evictionOfUnhealthyPods: { since: '1.27', paths: ['PodDisruptionBudget.spec.unhealthyPodEvictionPolicy'] },
  containerMetrics: {
    since: '1.27',
    paths: ['HorizontalPodAutoscaler.spec.metrics.*.type=ContainerResource'],
    otherwise: 'measure the pods as a whole',
  },
  scalingTolerance: {
    since: '1.35',
    paths: ['scaleUp', 'scaleDown'].map((way) => `HorizontalPodAutoscaler.spec.behavior.${way}.tolerance`),
  },
  trafficDistribution: {
    since: '1.31',
    paths: ['Service.spec.trafficDistribution'],
    otherwise: 'use the annotation "service.kubernetes.io/topology-mode: Auto"',
  },
  trafficToSameZone: {
    since: '1.34',
    paths: ['PreferSameZone', 'PreferSameNode'].map((value) => `Service.spec.trafficDistribution=${value}`),
    otherwise: 'use PreferClose',
  },
  readWriteOncePod: {
    since: '1.27',
    paths: inClaims('accessModes.*=ReadWriteOncePod'),
    otherwise: 'use PersistentVolumeAccessMode.READ_WRITE_ONCE',
  },
  volumeAttributesClass: { since: '1.34', paths: inClaims('volumeAttributesClassName') },
} satisfies { readonly [name: string]: KubernetesFeature };

/** A feature that not every version has. */
export type FeatureName = keyof typeof TABLE;

/** All features, by their names. */
export const FEATURES: { readonly [name in FeatureName]: KubernetesFeature } = TABLE;

/** Where a feature stands in objects of a kind. */
export interface FeaturePlace {
  readonly feature: KubernetesFeature;
  /** In which "*" is each item of a list. */
  readonly path: readonly string[];
  /** The value that is meant, if it is not any. */
  readonly value?: string;
}

/** Where the pods of each kind of workload are described. */
const PODS: { readonly [kind: string]: readonly string[] } = {
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
  DaemonSet: ['spec', 'template', 'spec'],
  Deployment: ['spec', 'template', 'spec'],
  Job: ['spec', 'template', 'spec'],
  Pod: ['spec'],
  ReplicaSet: ['spec', 'template', 'spec'],
  StatefulSet: ['spec', 'template', 'spec'],
};

/** The places of all features, by the kinds of the objects. */
export const FEATURE_PLACES: ReadonlyMap<string, readonly FeaturePlace[]> = placesByKind();

function placesByKind(): Map<string, FeaturePlace[]> {
  const places = new Map<string, FeaturePlace[]>();
  for (const feature of Object.values<KubernetesFeature>(FEATURES)) {
    for (const spelled of feature.paths) {
      const [dotted, value] = spelled.split('=');
      const [kind, ...path] = dotted.split('.');
      for (const each of kind === 'Pod' ? Object.keys(PODS) : [kind]) {
        const whole = kind === 'Pod' ? [...PODS[each], ...path] : path;
        places.set(each, [...(places.get(each) ?? []), { feature, path: whole, value }]);
      }
    }
  }
  return places;
}
