import { mayBeMadeByOthers } from './made-by-others';
import { ServicePods, servicesWithPods } from './service-pods';
import { strangersOf } from './service-strangers';
import { declaresPorts } from './serving-containers';
import { Protocol, Service, ServicePort, Workload } from '../../topology/model';
import { CheckInput } from '../check-input';
import { CheckedObject } from '../checked-object';
import { CheckedPods } from '../checked-pods';
import { firstOf } from '../first-of';
import { Raw } from '../raw';
import { Found, Rule } from '../rule';

/** Ports of Services that no pod behind them has: a name that nobody has never gets an endpoint. */
export const servicePortUnserved: Rule = {
  id: 'service-port-unserved',
  title: 'A Service leads to a port that its pods do not have',
  severity: 'error',
  group: 'connectivity',
  why: 'A target port by a name that the pods do not have has no endpoints; by a number on which nothing listens, connections are refused.',
  fix: 'Write as targetPort the name or the number of a port that the containers declare.',
  *find(input: CheckInput): Iterable<Found> {
    for (const service of input.once(servicesWithPods)) {
      const strangers = strangersOf(input, service);
      // Whoever is not meant need not have the port, and that it is selected is told by another rule.
      const pods = service.pods.filter(({ position }) => !strangers.has(position));
      const isWhole = pods.length + strangers.size === service.backends.length;
      if (pods.length === 0) continue;
      const fields = service.object.root.get('spec', 'ports').items();
      for (const port of service.service.ports) {
        const field = fields.find((each) => isOf(each, port))?.get('targetPort');
        const found =
          typeof port.targetPort === 'string'
            ? findByName(input, service, port, port.targetPort, pods, isWhole)
            : findByNumber(service, port, port.targetPort, pods, isWhole);
        if (found !== undefined) yield { ...found, ...(field === undefined ? {} : { field }) };
      }
    }
  },
};

function isOf(field: Raw, { port, protocol }: ServicePort): boolean {
  return field.get('port').value === port && (field.get('protocol').text() || 'TCP') === protocol;
}

/** Ports of proxies that are injected into pods, and so are in no template: Istio, Linkerd, Dapr, Consul, Kuma. */
const INJECTED_NAMES = /^(http-envoy|envoy|linkerd|dapr|consul|kuma|mesh)-/;
const INJECTED_NUMBERS: ReadonlySet<number> = new Set([
  3500, 3501, 4140, 4143, 4190, 4191, 9901, 15000, 15001, 15004, 15006, 15008, 15020, 15021, 15053, 15090, 20000, 20200,
  50001,
]);

function findByName(
  input: CheckInput,
  { object, service }: ServicePods,
  { port, protocol }: ServicePort,
  name: string,
  pods: readonly CheckedPods[],
  isWhole: boolean,
): Found | undefined {
  const lacking = pods.filter(({ workload }) => !hasNamed(workload, name, protocol));
  if (lacking.length === 0 || INJECTED_NAMES.test(name)) return undefined;
  const ids = lacking.map(({ workload }) => workload.id);
  const isNone = isWhole && lacking.length === pods.length;
  const begin = `${object.id}: port ${port}/${protocol} leads to the port that is named ${name}`;
  const named = namesOf(pods, protocol);
  return {
    object,
    detail: `${port}/${protocol}`,
    severity: isNone && !mayServe(input, object, service) ? 'error' : 'warning',
    message: isNone
      ? `${begin}, and no container of ${firstOf(ids)} has a ${protocol} port of that name: the Service has no endpoints for it`
      : `${begin}, and no container of ${firstOf(ids)} has a ${protocol} port of that name: these pods get nothing of it`,
    fix:
      named.length === 0
        ? `name the port in ports of a container: name: ${name}; or write its number as targetPort`
        : `write as targetPort a name that the containers have (${firstOf(named)}), or name their port ${name}`,
    to: ids[0],
    ports: [`${name}/${protocol}`],
  };
}

/** A headless Service gives out names without endpoints of a port, too, and pods of others may have it. */
function mayServe(input: CheckInput, object: CheckedObject, { namespace, selector = {} }: Service): boolean {
  return isHeadless(object) || mayBeMadeByOthers(input, namespace, Object.values(selector));
}

function isHeadless({ root }: CheckedObject): boolean {
  return root.get('spec', 'clusterIP').value === 'None';
}

function findByNumber(
  { object }: ServicePods,
  { port, protocol }: ServicePort,
  target: number,
  pods: readonly CheckedPods[],
  isWhole: boolean,
): Found | undefined {
  // What containers declare is a hint alone: who declares nothing may listen on anything.
  // Clients of a headless Service connect to whatever port they choose.
  if (!isWhole || isHeadless(object) || INJECTED_NUMBERS.has(target) || !pods.every(declaresPorts)) return undefined;
  if (pods.some(({ workload }) => workload.declaredPorts.some((own) => own.port === target))) return undefined;
  const declared = new Set(
    pods.flatMap(({ workload }) => workload.declaredPorts.map((own) => `${own.port}/${own.protocol}`)),
  );
  const ids = pods.map(({ workload }) => workload.id);
  return {
    object,
    detail: `${port}/${protocol}`,
    severity: 'warning',
    message: `${object.id}: port ${port}/${protocol} leads to port ${target}, and the containers of ${firstOf(ids)} declare others alone: ${firstOf([...declared])}`,
    fix: `write the port on which the pods listen as targetPort, or declare ${target} in ports of the container`,
    to: ids[0],
    ports: [`${target}/${protocol}`],
  };
}

function hasNamed({ namedPorts }: Workload, name: string, protocol: Protocol): boolean {
  return namedPorts.some((own) => own.name === name && own.protocol === protocol);
}

function namesOf(pods: readonly CheckedPods[], protocol: Protocol): readonly string[] {
  const named = pods.flatMap(({ workload }) => workload.namedPorts.filter((own) => own.protocol === protocol));
  return [...new Set(named.map(({ name }) => name))];
}
