import { Identity } from './identity';
import { Field } from './manifest';
import { HostPort, Labels, NamedPort, Protocol, PROTOCOLS, Selector, Workload } from './model';
import { parseAddresses } from './parse-address';
import { parseSelector } from './parse-selector';
import { podLabels } from './pod-labels';
import { PodKind } from './pod-templates';
import { unlessEmpty } from './shared-lists';

/** What the pods of an object are made of. */
export function templateIn(root: Field, podKind: PodKind): Field {
  const places = podKind.templates.map((path) => path.reduce((field, key) => field.get(key), root));
  return places.find((place) => !place.isAbsent) ?? places[0];
}

/** Reads whatever runs pods. */
export function parseWorkload(root: Field, template: Field, podKind: PodKind, identity: Identity): Workload {
  const spec = template.get('spec');
  const hostNetwork = spec.get('hostNetwork').flag();
  const given = template.get('metadata').get('labels').labels();
  const { labels, perPodLabels } = podLabels(root, podKind, given);
  const { namedPorts, declaredPorts, hostPorts } = parsePorts(spec, hostNetwork);
  const { id, namespace, kind, name, origin } = identity;
  // Written out, as copying what others made takes much longer.
  return {
    id,
    namespace,
    kind,
    name,
    origin,
    labels,
    perPodLabels,
    selector: podKind.selector === 'none' ? undefined : selectorOf(root.get('spec'), podKind, given),
    namedPorts: root.parts.namedPorts.keep(namedPorts),
    declaredPorts: root.parts.declaredPorts.keep(declaredPorts),
    hostPorts: root.parts.hostPorts.keep(hostPorts),
    hostNetwork,
    replicas: replicasOf(root.get('spec').get('replicas')),
    addresses: unlessEmpty(template === root ? addressesOf(root.get('status')) : []),
  };
}

function replicasOf({ value }: Field): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : undefined;
}

function selectorOf(spec: Field, { selector: form }: PodKind, template: Labels): Selector {
  const selector = spec.get('selector');
  if (selector.isAbsent) return fromLabels(template);
  return form === 'map' ? fromLabels(selector.labels()) : parseSelector(selector);
}

function fromLabels(labels: Labels): Selector {
  const keys = Object.keys(labels).sort();
  return { requirements: keys.map((key) => ({ key, operator: 'In', values: [labels[key]] })) };
}

type Ports = Pick<Workload, 'namedPorts' | 'declaredPorts' | 'hostPorts'>;

function parsePorts(spec: Field, hostNetwork: boolean): Ports {
  const namedPorts: NamedPort[] = [];
  const declaredPorts: { protocol: Protocol; port: number }[] = [];
  const hostPorts: HostPort[] = [];
  // Init containers that go on running are sidecars and serve ports, too; the others are gone when the pod serves.
  const sidecars = spec
    .get('initContainers')
    .items()
    .filter((container) => container.get('restartPolicy').text() === 'Always');
  for (const container of [...spec.get('containers').items(), ...sidecars]) {
    for (const field of container.get('ports').items()) {
      const port = field.get('containerPort').port();
      if (port === undefined) continue;
      const protocol = field.get('protocol').oneOf(PROTOCOLS, 'TCP');
      const name = field.get('name').portName();
      const given = field.get('hostPort').portOrNone();
      const hostPort = hostNetwork ? (given ?? port) : isLoopback(field.get('hostIP')) ? undefined : given;
      declaredPorts.push({ protocol, port });
      if (name !== undefined) namedPorts.push({ name, protocol, port });
      if (hostPort !== undefined) hostPorts.push({ protocol, port, hostPort });
    }
  }
  return { namedPorts, declaredPorts, hostPorts };
}

/** Nobody but the node itself gets to a port of it that is bound to loopback. */
function isLoopback(hostIP: Field): boolean {
  const { value } = hostIP;
  return typeof value === 'string' && (/^127\./.test(value) || value === '::1');
}

/** What a dump says of a pod that runs. */
function addressesOf(status: Field): readonly string[] {
  const ips = status
    .get('podIPs')
    .items()
    .map((item) => item.get('ip'));
  return parseAddresses([status.get('podIP'), ...ips].filter((field) => !field.isAbsent && field.value !== ''));
}
