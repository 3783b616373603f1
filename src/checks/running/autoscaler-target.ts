import { hasResource } from './container-resources';
import { RunningContainer, runningContainers, shownName } from './running-containers';
import { Autoscaler, autoscalers } from './scale';
import { podKindOf } from '../../topology/pod-templates';
import { CheckInput } from '../check-input';
import { Raw } from '../raw';
import { Found, Rule } from '../rule';

/** Autoscalers that have nothing to scale, or nothing to go by. */
export const autoscalerTarget: Rule = {
  id: 'autoscaler-target',
  title: 'An autoscaler cannot scale',
  severity: 'warning',
  group: 'running',
  why: 'It stays as it is, however many ask: an autoscaler says so in its status alone.',
  fix: 'Name a workload of the same namespace, and write requests for what is measured.',
  *find(input: CheckInput): Iterable<Found> {
    const seen = new Map<string, Autoscaler>();
    for (const autoscaler of input.once(autoscalers)) {
      const { targetId } = autoscaler;
      const other = seen.get(targetId);
      seen.set(targetId, other ?? autoscaler);
      if (input.object(targetId) === undefined) yield* missing(input, autoscaler);
      else if (other !== undefined) yield twice(autoscaler, other);
      else yield* unmeasured(input, autoscaler);
    }
  },
};

/** The namespaces in which the input has workloads: it may be asked there what is missing. */
function namespacesWithPods({ pods }: CheckInput): ReadonlySet<string> {
  return new Set(pods.flatMap(({ object }) => object.namespace ?? []));
}

function* missing(input: CheckInput, { object, target, targetId }: Autoscaler): Iterable<Found> {
  const kind = target.get('kind').text() ?? 'Deployment';
  const version = target.get('apiVersion').text() ?? 'apps/v1';
  const name = target.get('name').text() ?? '';
  // Of other kinds nobody knows who makes them.
  const isKnown = podKindOf(kind, version) !== undefined && input.once(namespacesWithPods).has(object.namespace ?? '');
  if (!isKnown || name === '') return;
  yield {
    object,
    field: target,
    message: `${object.id}: scales ${targetId}, which the input does not have`,
    fix: `name a workload of namespace ${object.namespace} in spec.scaleTargetRef, with its kind and apiVersion`,
  };
}

function twice({ object, target, targetId }: Autoscaler, other: Autoscaler): Found {
  return {
    object,
    field: target,
    detail: 'twice',
    message: `${object.id}: scales ${targetId}, which ${other.object.id} scales, too: neither gets its way`,
    fix: `leave one of them, with the metrics of both`,
  };
}

/** The containers of each workload that has an autoscaler. */
function containersById(input: CheckInput): ReadonlyMap<string, readonly RunningContainer[]> {
  const byId = new Map<string, RunningContainer[]>();
  for (const container of input.once(runningContainers)) {
    const known = byId.get(container.object.id);
    if (known === undefined) byId.set(container.object.id, [container]);
    else known.push(container);
  }
  return byId;
}

function* unmeasured(input: CheckInput, { object, targetId }: Autoscaler): Iterable<Found> {
  if (object.kind !== 'HorizontalPodAutoscaler') return;
  const containers = (input.once(containersById).get(targetId) ?? []).filter(({ kind }) => kind === 'main');
  for (const { field, resource, container } of utilizations(object.root.get('spec'))) {
    const lacking = containers.filter(
      (each) => (container === undefined || each.key === container) && !hasResource(input, each, 'requests', resource),
    );
    if (lacking.length === 0) continue;
    yield {
      object,
      field,
      detail: [resource, ...(container === undefined ? [] : [container])].join(' '),
      message: `${object.id}: scales by the share of ${resource} that is used of what is requested, and ${lacking.map(({ words }) => words).join(', ')} of ${targetId} ${lacking.length === 1 ? 'requests' : 'request'} none`,
      fix: `write resources.requests.${shownName(resource)} for ${lacking.map(({ words }) => words).join(', ')}`,
    };
  }
}

interface Utilization {
  readonly field: Raw;
  readonly resource: string;
  /** The one container that is measured. Absent: all. */
  readonly container?: string;
}

/** The metrics that are shares of what is requested; without any metric it is CPU. */
function utilizations(spec: Raw): Utilization[] {
  const metrics = spec.get('metrics');
  if (metrics.items().length === 0) return [{ field: spec, resource: 'cpu' }];
  return metrics.items().flatMap((metric): Utilization[] => {
    const [ofPods, ofContainer] = [metric.get('resource'), metric.get('containerResource')];
    const source = ofPods.isAbsent ? ofContainer : ofPods;
    const resource = source.get('name').text();
    const target = source.get('target');
    const isShare = target.get('type').value === 'Utilization' || !source.get('targetAverageUtilization').isAbsent;
    if (!isShare || (resource !== 'cpu' && resource !== 'memory')) return [];
    const container = ofContainer.get('container').text();
    return [{ field: metric, resource, ...(ofPods.isAbsent && container !== undefined ? { container } : {}) }];
  });
}
