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
];

const BY_KIND = new Map<string, PodKind>(KINDS.map((one) => [`${one.kind}.${one.group}`, one]));

/** What is known of a kind that runs pods; undefined for any other. */
export function podKindOf(kind: string, apiVersion: string): PodKind | undefined {
  return BY_KIND.get(`${kind}.${groupOf(apiVersion)}`);
}

/** The API group of a version: `apps` of `apps/v1`, and nothing of `v1`. */
export function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
}
