import { WorkloadFacts } from './facts';
import { shownImage } from './images';
import { code } from './page';
import { selectorWord, shellWord } from './shell-text';
import { CheckInput } from '../../checks/check-input';
import { CheckedContainer } from '../../checks/checked-pods';
import { Labels, Workload } from '../../topology/model';
import { markdownText } from '../markdown';

/** What kubectl calls a workload: `deployment/api`, `rollout.argoproj.io/api`. */
export function kubectlName({ workload, object }: WorkloadFacts): string {
  const group = object?.group ?? '';
  const kind = (object?.kind ?? workload.kind).toLowerCase();
  return shellWord(`${['', 'apps', 'batch'].includes(group) ? kind : `${kind}.${group}`}/${workload.name}`);
}

/** Whether its pods come to their end by themselves. */
export function isJob({ workload: { kind } }: WorkloadFacts): boolean {
  return /Job$/.test(kind.split('.')[0]);
}

/** How to ask kubectl for the pods of a workload: by their labels, or by the name of the only one. */
export function podsOf({ workload, object }: WorkloadFacts): string {
  if (workload.kind === 'Pod' && object !== undefined) return shellWord(workload.name);
  if (workload.kind === 'Job') return `-l ${shellWord(`batch.kubernetes.io/job-name=${workload.name}`)}`;
  const labels = selectedLabels(workload);
  return Object.keys(labels).length === 0 ? '' : `-l ${selectorWord(labels)}`;
}

/** What its controller finds its pods by, if that can be written as labels; else all of their labels. */
function selectedLabels({ selector, labels }: Workload): Labels {
  const requirements = selector?.requirements ?? [];
  const isPlain =
    requirements.length > 0 && requirements.every(({ operator, values }) => operator === 'In' && values.length === 1);
  return isPlain ? Object.fromEntries(requirements.map(({ key, values }) => [key, values[0]])) : labels;
}

/** How many pods there are, in words. */
export function replicasText(facts: WorkloadFacts, input: CheckInput): string {
  const { workload, object } = facts;
  const scaler = input.once(scalers).get(workload.id);
  if (scaler !== undefined) return scaler;
  switch (workload.kind.split('.')[0]) {
    case 'Pod':
      return 'one pod, which nobody makes anew';
    case 'DaemonSet':
      return 'one pod on each node that it fits';
    case 'CronJob': {
      const schedule = object?.root.get('spec', 'schedule').text();
      return schedule === undefined ? 'at its times' : `at ${code(schedule)}`;
    }
    case 'Job':
    case 'ScaledJob':
    case 'BroadcastJob':
    case 'AdvancedCronJob':
      return 'until it is done';
    default: {
      const replicas = object?.root.get('spec', 'replicas').number() ?? 1;
      return replicas === 1 ? '1 replica' : `${replicas} replicas`;
    }
  }
}

/** What scales workloads, by their ids. */
function scalers(input: CheckInput): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const add = (kind: string, group: string, bounds: readonly [string, string]): void => {
    for (const { id, namespace, root } of input.ofKind(kind, group)) {
      const target = root.get('spec', 'scaleTargetRef');
      const name = target.get('name').text();
      const [least, most] = bounds.map((bound) => root.get('spec', bound).number());
      const range = least !== undefined && most !== undefined ? `, ${least} to ${most} replicas` : '';
      const text = `scaled by ${code(id)}${range}`;
      if (name !== undefined) found.set(`${namespace}/${target.get('kind').text() ?? 'Deployment'}/${name}`, text);
    }
  };
  add('HorizontalPodAutoscaler', 'autoscaling', ['minReplicas', 'maxReplicas']);
  add('ScaledObject', 'keda.sh', ['minReplicaCount', 'maxReplicaCount']);
  return found;
}

/** A container with its image: `api` (`ghcr.io/acme/api:1.4.2`). */
export function containerText({ name, field, kind }: CheckedContainer): string {
  const written = field.get('image').text();
  const image = shownImage(written);
  const what = image !== undefined ? code(image) : written === undefined ? 'no image' : 'its image is not shown';
  return `${code(name)}: ${what}${kind === 'main' ? '' : `, ${kind === 'init' ? 'before the others' : 'a sidecar'}`}`;
}

/** Where it was written. */
export function placeText({ object }: Pick<WorkloadFacts, 'object'>): string {
  if (object === undefined) return 'in no manifest';
  const { source, line } = object.origin;
  return code(line === undefined ? source : `${source}:${line}`);
}

/** When the pods of a workload take traffic, by the readiness probes of their containers. */
export function readinessTexts({ pods }: WorkloadFacts): string[] {
  return (pods?.containers ?? [])
    .filter(({ kind }) => kind !== 'init')
    .map(({ name, field }) => `container ${code(name)} is ready ${probeText(field.get('readinessProbe'))}`);
}

function probeText(probe: CheckedContainer['field']): string {
  const path = probe.get('httpGet');
  const port = (of: CheckedContainer['field']): string => markdownText(String(of.get('port').value));
  if (!path.isAbsent) {
    return `when ${code(`GET ${safePath(path.get('path').text())}`)} on port ${port(path)} is answered`;
  }
  if (!probe.get('tcpSocket').isAbsent) return `when port ${port(probe.get('tcpSocket'))} takes connections`;
  if (!probe.get('grpc').isAbsent) return `when gRPC's health check on port ${port(probe.get('grpc'))} says so`;
  if (!probe.get('exec').isAbsent) return 'when the command of its readiness probe ends with 0';
  return 'as soon as it runs, because it has no readiness probe';
}

/** A path of HTTP without what may be a secret: queries and logins are left out. */
export function safePath(path: string | undefined): string {
  return path !== undefined && /^\/?[\w./~-]*$/.test(path) ? (path.startsWith('/') ? path : `/${path}`) : '/…';
}
