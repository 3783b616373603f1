/** The fields of a container that are newer than Kubernetes 1.28. */
const OF_CONTAINER = [
  'lifecycle.preStop.sleep',
  'lifecycle.postStart.sleep',
  'lifecycle.stopSignal',
  'securityContext.appArmorProfile',
  'volumeMounts.*.recursiveReadOnly',
];

/** The fields of a pod that are newer than Kubernetes 1.28. */
const OF_POD = [
  ...['containers', 'initContainers'].flatMap((list) => OF_CONTAINER.map((field) => `${list}.*.${field}`)),
  'resources',
  'securityContext.appArmorProfile',
  'securityContext.seLinuxChangePolicy',
  'securityContext.supplementalGroupsPolicy',
  'volumes.*.image',
  'volumes.*.projected.sources.*.clusterTrustBundle',
  ...['podAffinity', 'podAntiAffinity'].flatMap((kind) =>
    ['matchLabelKeys', 'mismatchLabelKeys'].flatMap((field) => [
      `affinity.${kind}.requiredDuringSchedulingIgnoredDuringExecution.*.${field}`,
      `affinity.${kind}.preferredDuringSchedulingIgnoredDuringExecution.*.podAffinityTerm.${field}`,
    ]),
  ),
];

const inPod = (path: string): string[] => OF_POD.map((field) => `${path}.${field}`);
const OF_JOB = ['managedBy', 'successPolicy', ...inPod('template.spec')];

/**
 * Fields of a stable or beta API that Kubernetes 1.29 to 1.34 brought: cdk8s-plus-28 drops them when it converts an
 * object. "*" stands for each item of a list.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/
 */
const NEWER_FIELDS: { readonly [kind: string]: readonly string[] } = {
  CronJob: OF_JOB.map((field) => `spec.jobTemplate.spec.${field}`),
  DaemonSet: inPod('spec.template.spec'),
  Deployment: inPod('spec.template.spec'),
  HorizontalPodAutoscaler: ['spec.behavior.scaleDown.tolerance', 'spec.behavior.scaleUp.tolerance'],
  Job: OF_JOB.map((field) => `spec.${field}`),
  PersistentVolumeClaim: ['spec.volumeAttributesClassName'],
  Service: ['spec.trafficDistribution'],
  StatefulSet: [...inPod('spec.template.spec'), 'spec.volumeClaimTemplates.*.spec.volumeAttributesClassName'],
};

const PATHS = new Map(
  Object.entries(NEWER_FIELDS).map(([kind, fields]) => [kind, fields.map((field) => field.split('.'))]),
);

/** The newer fields of an object of this kind at a place of it: `sleep` at `spec.….lifecycle.preStop`. */
export function newerFieldsAt(kind: string, place: readonly string[]): string[] {
  const isThere = (path: readonly string[]): boolean =>
    path.length === place.length + 1 && place.every((step, i) => path[i] === step || path[i] === '*');
  return (PATHS.get(kind) ?? []).filter(isThere).map((path) => path[path.length - 1]);
}

/** Puts the newer fields of an object into what cdk8s-plus made of it. */
export function carryNewerFields(kind: string, from: unknown, to: unknown): void {
  for (const path of PATHS.get(kind) ?? []) carry(from, to, path, 0);
}

function carry(from: unknown, to: unknown, path: readonly string[], at: number): void {
  if (!isObject(from) || !isObject(to)) return;
  const step = path[at];
  if (at === path.length - 1) {
    if (from[step] !== undefined) to[step] = from[step];
  } else if (step === '*') {
    for (const i of Object.keys(from)) carry(from[i], to[i], path, at + 1);
  } else {
    carry(from[step], to[step], path, at + 1);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
