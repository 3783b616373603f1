import { hasResource, requestOrLimit } from './container-resources';
import { amountOf } from './quantity';
import { countingQuotas, quotaDemands } from './quota-demands';
import { RunningContainer, runningContainers, runningPods } from './running-containers';
import { scaleOf } from './scale';
import { CheckInput } from '../check-input';
import { CheckedObject } from '../checked-object';
import { CheckedPods } from '../checked-pods';
import { firstOf } from '../first-of';
import { Found, Rule } from '../rule';

/** Pods that a ResourceQuota of their namespace does not let in. */
export const quota: Rule = {
  id: 'quota',
  title: 'A quota does not let pods in',
  severity: 'error',
  group: 'running',
  why: 'What a ResourceQuota counts each container has to say, and all of them together may not have more.',
  fix: 'Write what it counts into the resources of each container, or a LimitRange with defaults.',
  *find(input: CheckInput): Iterable<Found> {
    for (const pods of input.once(runningPods)) {
      const found = unsaid(input, pods);
      if (found !== undefined) yield found;
    }
    for (const object of countingQuotas(input)) yield* exceeded(input, object);
  },
};

function unsaid(input: CheckInput, pods: CheckedPods): Found | undefined {
  const { object } = pods;
  const demands = input.once(quotaDemands).get(object.namespace ?? '') ?? [];
  if (demands.length === 0) return undefined;
  const lacking = (input.once(containersOfPods).get(pods) ?? []).flatMap((container) =>
    demands
      .filter(({ list, resource }) => !hasResource(input, container, list, resource))
      .map(({ list, resource, quota: { id } }) => ({ container, name: `${list}.${resource}`, id })),
  );
  if (lacking.length === 0) return undefined;
  const [{ container, id }] = lacking;
  const names = [...new Set(lacking.map(({ name }) => name))];
  const words = [...new Set(lacking.map((each) => each.container.words))];
  return {
    object,
    field: container.field.get('resources'),
    message: `${object.id}: ${id} counts ${names.join(', ')}, and ${firstOf(words)} ${words.length === 1 ? 'says' : 'say'} none, so that the API server refuses the pods`,
    fix: `write ${names.join(', ')} into resources of ${firstOf(words)}, or a LimitRange with defaults into namespace ${object.namespace}`,
  };
}

function containersOfPods(input: CheckInput): ReadonlyMap<CheckedPods, readonly RunningContainer[]> {
  const byPods = new Map<CheckedPods, RunningContainer[]>();
  for (const container of input.once(runningContainers)) {
    const known = byPods.get(container.pods);
    if (known === undefined) byPods.set(container.pods, [container]);
    else known.push(container);
  }
  return byPods;
}

function* exceeded(input: CheckInput, object: CheckedObject): Iterable<Found> {
  const pods = input.once(podsByNamespace).get(object.namespace ?? '') ?? [];
  for (const [name, field] of object.root.get('spec', 'hard').entries()) {
    const most = amountOf(field);
    const [list, resource] =
      name === 'pods' ? [name, ''] : name.includes('.') ? name.split('.', 2) : ['requests', name];
    if (most === undefined || !['requests', 'limits', 'pods'].includes(list)) continue;
    if (list !== 'pods' && !['cpu', 'memory', 'ephemeral-storage'].includes(resource)) continue;
    const each = (one: CheckedPods): number => (list === 'pods' ? 1 : amountOfPod(one, list as 'requests', resource));
    const sum = pods.reduce((total, one) => total + (scaleOf(input, one)?.fewest ?? 0) * each(one), 0);
    // Sums of decimal fractions are a little off.
    if (sum <= most * (1 + 1e-9)) continue;
    yield {
      object,
      field,
      detail: name,
      severity: 'warning',
      message: `${object.id}: admits ${shownAmount(most, resource)}${name === 'pods' ? '' : ' of'} ${name}, and the replicas of its namespace have ${shownAmount(sum, resource)} together`,
      fix: `raise ${name} in spec.hard, or lower what the workloads of namespace ${object.namespace} have`,
    };
  }
}

function podsByNamespace(input: CheckInput): ReadonlyMap<string, readonly CheckedPods[]> {
  const byNamespace = new Map<string, CheckedPods[]>();
  for (const pods of input.once(runningPods)) {
    const namespace = pods.object.namespace ?? '';
    const known = byNamespace.get(namespace);
    if (known === undefined) byNamespace.set(namespace, [pods]);
    else known.push(pods);
  }
  return byNamespace;
}

/** What one pod has while it runs: what comes to its end before counts only where it is more, and is left out here. */
function amountOfPod({ spec, containers }: CheckedPods, list: 'requests' | 'limits', resource: string): number {
  const ofPod = amountOf(requestOrLimit(spec.get('resources'), list, resource));
  if (ofPod !== undefined) return ofPod;
  return containers
    .filter(({ kind }) => kind !== 'init')
    .reduce((sum, { field }) => sum + (amountOf(requestOrLimit(field.get('resources'), list, resource)) ?? 0), 0);
}

function shownAmount(amount: number, resource: string): string {
  const isBytes = resource === 'memory' || resource === 'ephemeral-storage';
  return isBytes ? `${round(amount / 1024 ** 2)}Mi` : String(round(amount));
}

function round(amount: number): number {
  return Math.round(amount * 1000) / 1000;
}
