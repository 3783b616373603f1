import { IConstruct } from 'constructs';
import { ClusterProfile } from './cluster-profile';
import { isAtLeast } from './kubernetes-version';
import { inWords, refuse } from '../support/refuse';

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

/** What every version has that Kubernetes itself still supports; where nobody says the version, it is this one. */
export const USUAL_VERSION = '1.32';

/** Whether the cluster of a construct has a feature, so that it may be rendered without being asked for. */
export function supports(construct: IConstruct, feature: FeatureName): boolean {
  const { kubernetesVersion = USUAL_VERSION } = ClusterProfile.of(construct);
  return isAtLeast(kubernetesVersion, FEATURES[feature].since);
}

/** Refuses what was asked for where the cluster of a construct is known to be too old for it. */
export function requires(construct: IConstruct, feature: FeatureName, what: string): void {
  const { kubernetesVersion } = ClusterProfile.of(construct);
  const { since, otherwise } = FEATURES[feature];
  if (kubernetesVersion === undefined || isAtLeast(kubernetesVersion, since)) return;
  refuse(construct, {
    what,
    got: inWords(`something that Kubernetes has since ${since}`),
    allowed: `what Kubernetes ${kubernetesVersion} has, the version of the cluster profile`,
    fix: otherwise ?? 'leave it out, or upgrade the cluster',
  });
}
