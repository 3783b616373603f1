import { parseCidr, canonicalCidr } from './cidr';
import { Field } from './manifest';
import { EndpointSlice, NamedPort, Origin, Protocol, PROTOCOLS, Service, ServicePort, Workload } from './model';

/** Where each kind keeps its pod template. */
export const POD_TEMPLATES: { readonly [kind: string]: readonly string[] } = {
  Deployment: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
  ReplicationController: ['spec', 'template'],
  Pod: [],
};

/** What all objects have. */
export interface Identity {
  readonly id: string;
  readonly namespace: string;
  readonly kind: string;
  readonly name: string;
  readonly origin: Origin;
}

/** Reads whatever runs pods. */
export function parseWorkload(root: Field, identity: Identity): Workload {
  const template = POD_TEMPLATES[identity.kind].reduce((field, key) => field.get(key), root);
  const spec = template.get('spec');
  const namedPorts: NamedPort[] = [];
  const declaredPorts: { protocol: Protocol; port: number }[] = [];
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
      const name = field.get('name').text();
      declaredPorts.push({ protocol, port });
      if (name !== undefined) namedPorts.push({ name, protocol, port });
    }
  }
  return {
    ...identity,
    labels: template.get('metadata').get('labels').labels(),
    namedPorts,
    declaredPorts,
    hostNetwork: spec.get('hostNetwork').flag(),
  };
}

/** Reads a Service. */
export function parseService(root: Field, { id, namespace, name, origin }: Identity): Service {
  const spec = root.get('spec');
  const selector = spec.get('selector').labels();
  return {
    id,
    namespace,
    name,
    type: spec.get('type').oneOf(['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'], 'ClusterIP'),
    selector: Object.keys(selector).length === 0 ? undefined : selector,
    ports: spec
      .get('ports')
      .items()
      .map(parseServicePort)
      .filter((port) => port !== undefined),
    externalName: spec.get('externalName').text(),
    externalTrafficPolicy: spec.get('externalTrafficPolicy').oneOf(['Cluster', 'Local'], 'Cluster'),
    sourceRanges: spec
      .get('loadBalancerSourceRanges')
      .items()
      .map(parseCidr)
      .filter((range) => range !== undefined),
    origin,
  };
}

function parseServicePort(field: Field): ServicePort | undefined {
  const port = field.get('port').port();
  if (port === undefined) {
    if (field.get('port').isAbsent) field.get('port').problem('a port number from 1 to 65535');
    return undefined;
  }
  return {
    name: field.get('name').text(),
    protocol: field.get('protocol').oneOf(PROTOCOLS, 'TCP'),
    port,
    targetPort: field.get('targetPort').portOrName() ?? port,
  };
}

/** Reads an EndpointSlice that belongs to a Service. */
export function parseEndpointSlice(root: Field, { namespace, origin }: Identity): EndpointSlice | undefined {
  const service = root.get('metadata').get('labels').get('kubernetes.io/service-name').text();
  if (service === undefined) return undefined;
  const isNames = root.get('addressType').text() === 'FQDN';
  const endpoints = isNames ? [] : root.get('endpoints').items();
  return {
    namespace,
    service,
    addresses: endpoints
      .flatMap((endpoint) => endpoint.get('addresses').items())
      .map(parseAddress)
      .filter((address) => address !== undefined),
    ports: root
      .get('ports')
      .items()
      .flatMap((field) => {
        const port = field.get('port').port();
        const protocol = field.get('protocol').oneOf(PROTOCOLS, 'TCP');
        return port === undefined ? [] : [{ name: field.get('name').text() ?? '', protocol, port }];
      }),
    origin,
  };
}

/** One address, as the network that holds nothing else. */
function parseAddress(field: Field): string | undefined {
  const text = field.requiredText();
  if (text === undefined) return undefined;
  const cidr = canonicalCidr(`${text}/${text.includes(':') ? 128 : 32}`);
  if (cidr === undefined) field.problem('an IPv4 or IPv6 address');
  return cidr;
}
