import { Field } from './manifest';
import { Labels, LabelValues } from './model';
import { PodKind } from './pod-templates';

/** More pods than that are not listed by name. */
const MANY_PODS = 100;

type AddedLabels = Readonly<Record<string, LabelValues>>;

const NOTHING_ADDED: AddedLabels = {};

const ROLLOUT_HASH = 'rollouts-pod-template-hash';

const OF_A_DEPLOYMENT: AddedLabels = { 'pod-template-hash': 'unknown' };

const OF_A_REVISION: AddedLabels = { 'controller-revision-hash': 'unknown' };

/** What each kind of Kubernetes gives to its pods; all others give nothing, as far as anybody here knows. */
const ADDED: { readonly [kindAndGroup: string]: (root: Field) => AddedLabels } = {
  'Deployment.apps': () => OF_A_DEPLOYMENT,
  'StatefulSet.apps': (root) => ({ ...OF_A_REVISION, ...numbered(root) }),
  'DaemonSet.apps': () => ({ ...OF_A_REVISION, 'pod-template-generation': 'unknown' }),
  'Job.batch': (root) => ofJob(root.get('spec'), nameOf(root)),
  'CronJob.batch': (root) => ofJob(root.get('spec').get('jobTemplate').get('spec'), undefined),
  'Rollout.argoproj.io': (root) => ({ ...ofStages(root.get('spec').get('strategy')), [ROLLOUT_HASH]: 'unknown' }),
  'DeploymentConfig.apps.openshift.io': (root) => ({ deployment: 'unknown', deploymentconfig: named(root) }),
  'CloneSet.apps.kruise.io': () => ({
    ...OF_A_REVISION,
    'apps.kruise.io/cloneset-instance-id': 'unknown',
    'lifecycle.apps.kruise.io/state': 'unknown',
    'pod-template-hash': 'unknown',
  }),
  'StatefulSet.apps.kruise.io': () => ({
    ...OF_A_REVISION,
    'apps.kubernetes.io/pod-index': 'unknown',
    'lifecycle.apps.kruise.io/state': 'unknown',
    'statefulset.kubernetes.io/pod-name': 'unknown',
  }),
  'DaemonSet.apps.kruise.io': () => ({ ...OF_A_REVISION, 'pod-template-generation': 'unknown' }),
  'BroadcastJob.apps.kruise.io': (root) => ({
    'broadcastjob-controller-uid': 'unknown',
    'broadcastjob-name': named(root),
  }),
  'ScaledJob.keda.sh': (root) => ofJob(root.get('spec').get('jobTargetRef'), undefined),
};

/** The keys of all labels that controllers add to pods. */
export const ADDED_LABELS: ReadonlySet<string> = new Set([
  'apps.kubernetes.io/pod-index',
  'apps.kruise.io/cloneset-instance-id',
  'batch.kubernetes.io/controller-uid',
  'batch.kubernetes.io/job-completion-index',
  'batch.kubernetes.io/job-name',
  'controller-revision-hash',
  'controller-uid',
  'deployment',
  'job-name',
  'lifecycle.apps.kruise.io/state',
  'pod-template-generation',
  'pod-template-hash',
  ROLLOUT_HASH,
  'statefulset.kubernetes.io/pod-name',
]);

/** The labels of a workload's pods: those of its template, and those that its controller adds. */
export function podLabels(
  root: Field,
  { kind, group }: PodKind,
  template: Labels,
): { readonly labels: Labels; readonly perPodLabels: AddedLabels } {
  const key = `${kind}.${group}`;
  const added = Object.hasOwn(ADDED, key) ? ADDED[key](root) : NOTHING_ADDED;
  // The API server writes into the template of a Job what it adds; other controllers overwrite what is there.
  const isWrittenIntoTemplate = group === 'batch';
  return isWrittenIntoTemplate
    ? { labels: template, perPodLabels: without(added, template) }
    : { labels: without(template, added), perPodLabels: added };
}

function without<T>(
  labels: Readonly<Record<string, T>>,
  others: Readonly<Record<string, unknown>>,
): Readonly<Record<string, T>> {
  const keys = Object.keys(labels);
  if (!keys.some((key) => Object.hasOwn(others, key))) return labels;
  return Object.fromEntries(Object.entries(labels).filter(([key]) => !Object.hasOwn(others, key)));
}

/** @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#pod-identity */
function numbered(root: Field): AddedLabels {
  const spec = root.get('spec');
  const name = nameOf(root);
  const numbers = countUp(spec.get('replicas'), wholeNumber(spec.get('ordinals').get('start')) ?? 0);
  return {
    'statefulset.kubernetes.io/pod-name':
      numbers === undefined || name === undefined ? 'unknown' : numbers.map((number) => `${name}-${number}`),
    'apps.kubernetes.io/pod-index': numbers ?? 'unknown',
  };
}

/** The Jobs of a CronJob are named by the time. */
function ofJob(spec: Field, name: string | undefined): AddedLabels {
  const names = name === undefined ? 'unknown' : [name];
  return {
    ...(spec.get('manualSelector').value === true
      ? {}
      : {
          'batch.kubernetes.io/controller-uid': 'unknown',
          'batch.kubernetes.io/job-name': names,
          'controller-uid': 'unknown',
          'job-name': names,
        }),
    ...(spec.get('completionMode').value === 'Indexed'
      ? { 'batch.kubernetes.io/job-completion-index': countUp(spec.get('completions'), 0) ?? 'unknown' }
      : {}),
  };
}

/** What an Argo Rollout gives to the pods of a stage alone. */
function ofStages(strategy: Field): AddedLabels {
  const stages = [
    ...['canaryMetadata', 'stableMetadata'].map((stage) => strategy.get('canary').get(stage)),
    ...['activeMetadata', 'previewMetadata'].map((stage) => strategy.get('blueGreen').get(stage)),
  ];
  const keys = stages.flatMap((stage) => Object.keys(stage.get('labels').labels()));
  return Object.fromEntries(keys.map((key) => [key, 'unknown']));
}

function named(root: Field): LabelValues {
  const name = nameOf(root);
  return name === undefined ? 'unknown' : [name];
}

/** The numbers of pods; one pod, if nobody says how many. */
function countUp(count: Field, first: number): readonly string[] | undefined {
  const many = count.isAbsent ? 1 : wholeNumber(count);
  if (many === undefined || many === 0 || many > MANY_PODS) return undefined;
  return Array.from({ length: many }, (_, i) => String(first + i));
}

function wholeNumber({ value }: Field): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : undefined;
}

/** Absent for a name that is generated. */
function nameOf(root: Field): string | undefined {
  const { value } = root.get('metadata').get('name');
  return typeof value === 'string' && value !== '' ? value : undefined;
}
