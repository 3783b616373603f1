import { parseCidr } from './cidr';
import { hidesClients } from './hidden-clients';
import { Identity } from './identity';
import { isInternalLoadBalancer } from './internal-load-balancer';
import { Field } from './manifest';
import { EndpointSlice, PROTOCOLS, Service, ServicePort } from './model';
import { parseAddress, parseAddresses } from './parse-address';
import { unlessEmpty } from './shared-lists';

/** Reads a Service. */
export function parseService(root: Field, { id, namespace, name, origin }: Identity): Service {
  const spec = root.get('spec');
  const selector = spec.get('selector').labels();
  const annotations = root.get('metadata').get('annotations');
  return {
    id,
    namespace,
    name,
    type: spec.get('type').oneOf(['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'], 'ClusterIP'),
    selector: Object.keys(selector).length === 0 ? undefined : selector,
    ports: root.parts.servicePorts.keep(
      spec
        .get('ports')
        .items()
        .map(parseServicePort)
        .filter((port) => port !== undefined),
    ),
    externalName: spec.get('externalName').text(),
    externalTrafficPolicy: spec.get('externalTrafficPolicy').oneOf(['Cluster', 'Local'], 'Cluster'),
    sourceRanges: unlessEmpty(
      spec
        .get('loadBalancerSourceRanges')
        .items()
        .map(parseCidr)
        .filter((range) => range !== undefined),
    ),
    externalIPs: unlessEmpty(isHeadless(spec) ? [] : parseAddresses(spec.get('externalIPs').items())),
    ...(isHeadless(spec) ? { isHeadless: true } : {}),
    isInternal: isInternalLoadBalancer(annotations),
    ...(hidesClients(spec, annotations) ? { hidesClients: true } : {}),
    ...waypointOf(root.get('metadata').get('labels'), namespace),
    origin,
  };
}

/** A waypoint of its own namespace; "none" stands for no waypoint. */
function waypointOf(labels: Field, own: string): Pick<Service, 'waypoint'> {
  const waypoint = labels.get('istio.io/use-waypoint').value;
  const namespace = labels.get('istio.io/use-waypoint-namespace').value;
  const isOwn = namespace === undefined || namespace === own;
  return typeof waypoint === 'string' && waypoint !== 'none' && isOwn ? { waypoint } : {};
}

/** Nodes take no traffic for a Service without an address of its own, whatever else it says. */
function isHeadless(spec: Field): boolean {
  return spec.get('clusterIP').value === 'None';
}

function parseServicePort(field: Field): ServicePort | undefined {
  const port = field.get('port').port();
  if (port === undefined) {
    if (field.get('port').isAbsent) field.get('port').problem('a port number from 1 to 65535');
    return undefined;
  }
  const nodePort = field.get('nodePort').portOrNone();
  return {
    name: field.get('name').optionalText(),
    protocol: field.get('protocol').oneOf(PROTOCOLS, 'TCP'),
    port,
    targetPort: isWritten(field.get('targetPort')) ? (field.get('targetPort').portOrName() ?? port) : port,
    ...(nodePort === undefined ? {} : { nodePort }),
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

/** The API server takes 0 and an empty text for nothing written. */
function isWritten({ value }: Field): boolean {
  return value !== 0 && value !== '';
}
