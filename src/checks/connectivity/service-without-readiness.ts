import { ServicePods, servicesWithPods } from './service-pods';
import { strangersOf } from './service-strangers';
import { servingContainers } from './serving-containers';
import { comesToItsEnd } from './unrelated-pods';
import { CheckInput } from '../check-input';
import { CheckedPods } from '../checked-pods';
import { firstOf } from '../first-of';
import { Found, Rule } from '../rule';

/** Pods behind a Service without a readiness probe. */
export const serviceWithoutReadiness: Rule = {
  id: 'service-without-readiness',
  title: 'Pods behind a Service have no readiness probe',
  severity: 'note',
  group: 'connectivity',
  why: 'They get connections as soon as their containers run: before the program listens, and while it cannot serve.',
  fix: 'Give the container that serves a readinessProbe; `health` of the constructs does it.',
  *find(input: CheckInput): Iterable<Found> {
    for (const [pods, services] of servedWithoutProbe(input)) {
      const { object, spec } = pods;
      yield {
        object,
        field: spec.get('containers'),
        message: `${object.id} is behind ${firstOf(services)}, and no container has a readinessProbe: it gets connections before it listens`,
        fix: 'give the container that serves a readinessProbe',
      };
    }
  },
};

function servedWithoutProbe(input: CheckInput): ReadonlyMap<CheckedPods, readonly string[]> {
  const served = new Map<CheckedPods, string[]>();
  for (const service of input.once(servicesWithPods)) {
    if (takesAll(service)) continue;
    const strangers = strangersOf(input, service);
    for (const pods of service.pods) {
      if (strangers.has(pods.position) || comesToItsEnd(pods.workload) || hasProbe(pods)) continue;
      if (served.get(pods)?.push(service.object.id) === undefined) served.set(pods, [service.object.id]);
    }
  }
  return served;
}

/** Whether a Service leads to pods that are not ready, too. */
function takesAll({ object }: ServicePods): boolean {
  return object.root.get('spec', 'publishNotReadyAddresses').value === true;
}

/** A pod is ready when all of its containers are. */
function hasProbe(pods: CheckedPods): boolean {
  return servingContainers(pods).some(({ field }) => !field.get('readinessProbe').isAbsent);
}
