/** A kind of object that runs pods which are all alike. */
export interface PodKind {
  readonly kind: string;
  /** The API group; empty for the core. */
  readonly group: string;
  /** Where the pod template is: the first of these places that is there. A pod is its own template. */
  readonly templates: readonly (readonly string[])[];
  /** How its controller finds its pods: by a label selector, by a plain map of labels, or by nothing that is written. */
  readonly selector: 'selector' | 'map' | 'none';
  /** What the controller makes, and speaks for; pods apart, which all of them do. */
  readonly makes: readonly string[];
}

const IN_SPEC: readonly (readonly string[])[] = [['spec', 'template']];

function podKind(group: string, kind: string, rest: Partial<PodKind> = {}): PodKind {
  return { group, kind, templates: IN_SPEC, selector: 'selector', makes: [], ...rest };
}

const KINDS: readonly PodKind[] = [
  podKind('', 'Pod', { templates: [[]], selector: 'none' }),
  podKind('', 'ReplicationController', { selector: 'map' }),
  podKind('apps', 'Deployment', { makes: ['ReplicaSet'] }),
  podKind('apps', 'ReplicaSet'),
  podKind('apps', 'StatefulSet'),
  podKind('apps', 'DaemonSet'),
  podKind('batch', 'Job', { selector: 'none' }),
  podKind('batch', 'CronJob', {
    templates: [['spec', 'jobTemplate', 'spec', 'template']],
    selector: 'none',
    makes: ['Job'],
  }),
  podKind('argoproj.io', 'Rollout', { makes: ['ReplicaSet'] }),
  podKind('apps.openshift.io', 'DeploymentConfig', { selector: 'map', makes: ['ReplicationController'] }),
  podKind('apps.kruise.io', 'CloneSet'),
  podKind('apps.kruise.io', 'StatefulSet'),
  podKind('apps.kruise.io', 'DaemonSet'),
  podKind('apps.kruise.io', 'BroadcastJob', { selector: 'none' }),
  podKind('apps.kruise.io', 'AdvancedCronJob', {
    templates: ['jobTemplate', 'broadcastJobTemplate'].map((form) => ['spec', 'template', form, 'spec', 'template']),
    selector: 'none',
    makes: ['Job', 'BroadcastJob'],
  }),
  podKind('apps.kruise.io', 'UnitedDeployment', {
    templates: ['statefulSetTemplate', 'advancedStatefulSetTemplate', 'cloneSetTemplate', 'deploymentTemplate'].map(
      (form) => ['spec', 'template', form, 'spec', 'template'],
    ),
    makes: ['StatefulSet', 'StatefulSet.apps.kruise.io', 'CloneSet', 'Deployment'],
  }),
  podKind('keda.sh', 'ScaledJob', {
    templates: [['spec', 'jobTargetRef', 'template']],
    selector: 'none',
    makes: ['Job'],
  }),
];

/** Kinds of Kubernetes of which other groups have some of the same name. */
const WELL_KNOWN: ReadonlySet<string> = new Set([
  ...KINDS.filter(({ group }) => ['', 'apps', 'batch'].includes(group)).map(({ kind }) => kind),
  'Service',
  'Namespace',
]);

const BY_KIND = new Map<string, PodKind>(KINDS.map((one) => [`${one.kind}.${one.group}`, one]));

/** What is known of a kind that runs pods; undefined for any other. */
export function podKindOf(kind: string, apiVersion: string): PodKind | undefined {
  return BY_KIND.get(`${kind}.${groupOf(apiVersion)}`);
}

/** Whether a kind of that name runs pods in some group. */
export function isPodKindInSomeGroup(kind: string): boolean {
  return KINDS.some((one) => one.kind === kind);
}

/** The kind as ids have it: with its group if it could else be taken for another one, `StatefulSet.apps.kruise.io`. */
export function kindInIds(kind: string, apiVersion: string): string {
  const group = groupOf(apiVersion);
  const isOwn = group === '' || group === 'apps' || group === 'batch';
  return isOwn || !WELL_KNOWN.has(kind) ? kind : `${kind}.${group}`;
}

/** The groups of versions that were asked for: the same few are on every object. */
const GROUPS = new Map<string, string>();
const MANY_VERSIONS = 1000;

/** The API group of a version: `apps` of `apps/v1`, and nothing of `v1`. */
export function groupOf(apiVersion: string): string {
  let group = GROUPS.get(apiVersion);
  if (group === undefined) {
    group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
    if (GROUPS.size < MANY_VERSIONS) GROUPS.set(apiVersion, group);
  }
  return group;
}
