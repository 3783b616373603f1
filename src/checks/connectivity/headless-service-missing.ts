import { nameKey, servicesByName, servicesByNamespace, servicesWithPods } from './service-pods';
import { CheckInput } from '../check-input';
import { CheckedPods } from '../checked-pods';
import { firstOf } from '../first-of';
import { Raw } from '../raw';
import { Found, Rule } from '../rule';
import { shownName } from '../running/running-containers';

/** StatefulSets of which no headless Service gives names to the pods. */
export const headlessServiceMissing: Rule = {
  id: 'headless-service-missing',
  title: 'The pods of a StatefulSet have no names in DNS',
  severity: 'warning',
  group: 'connectivity',
  why: 'Each pod of a StatefulSet has a name of its own in DNS by the headless Service that serviceName names, and by no other.',
  fix: 'Write a Service with clusterIP: None that selects the pods, and name it in serviceName.',
  *find(input: CheckInput): Iterable<Found> {
    for (const pods of input.pods) {
      if (pods.object.kind !== 'StatefulSet') continue;
      const found = findFor(input, pods);
      if (found !== undefined) yield found;
    }
  },
};

type Told = Pick<Found, 'message' | 'fix' | 'severity'>;

function findFor(input: CheckInput, pods: CheckedPods): Found | undefined {
  const { object } = pods;
  const field = object.root.get('spec', 'serviceName');
  const told = tellOf(input, pods, field);
  return told === undefined ? undefined : { object, field, ...told };
}

function tellOf(input: CheckInput, { object, position, workload }: CheckedPods, field: Raw): Told | undefined {
  const { id, namespace = '' } = object;
  const services = input.once(servicesByNamespace).get(namespace) ?? [];
  const name = field.text() ?? '';
  if (name === '') {
    // Another type is refused by the API server.
    if (!field.isAbsent && field.value !== '') return undefined;
    return {
      message: `${id} has no serviceName, so that its pods have no names in DNS`,
      fix: 'write a Service with clusterIP: None that selects the pods, and name it in spec.serviceName',
    };
  }
  const shown = shownName(name);
  const service = input.once(servicesByName).get(nameKey(namespace, name));
  if (service === undefined) {
    // Where the namespace has no Service at all, they are kept elsewhere.
    const isElsewhere = services.length === 0;
    return {
      message: `${id} names Service ${shown} in serviceName, which is not in the manifests: without it its pods have no names in DNS`,
      fix: isElsewhere
        ? `add Service ${shown} with clusterIP: None, if the cluster does not have it`
        : `write Service ${shown} with clusterIP: None; namespace ${namespace} has ${firstOf(services.map((each) => each.name))}`,
      severity: isElsewhere ? 'note' : 'warning',
    };
  }
  const spec = input.object(service.id)?.root.get('spec');
  if (service.type === 'ExternalName' || spec?.get('clusterIP').value !== 'None') {
    return {
      message: `${id} names ${service.id} in serviceName, which is not headless: its pods have no names in DNS`,
      fix: `write clusterIP: None in ${service.id}, or name a Service that has it; one with an address may stand beside it`,
    };
  }
  const backends = input.once(backendsByService).get(nameKey(namespace, name));
  if (backends === undefined) {
    return {
      message: `${id} names ${service.id} in serviceName, which has no selector: its pods get no names in DNS by it`,
      fix: `write the labels of the pods in spec.selector of ${service.id}`,
    };
  }
  // That it selects nobody is told of the Service.
  if (backends.length === 0 || backends.includes(position)) return undefined;
  return {
    message: `${id} names ${service.id} in serviceName, which does not select its pods but those of ${firstOf(backends.map((each) => input.analysis.cluster.workloads[each].id))}`,
    fix: `write in spec.selector of ${service.id} labels that the pods of ${workload.id} have, or name another Service`,
  };
}

function backendsByService(input: CheckInput): ReadonlyMap<string, readonly number[]> {
  return new Map(
    input
      .once(servicesWithPods)
      .map(({ service: { namespace, name }, backends }) => [nameKey(namespace, name), backends]),
  );
}
