import { GOOGLE_FRONT_ENDS } from '../../network/controllers';
import { IpFamily, isOfFamilies } from '../../network/ip-family';
import { Peer } from '../../network/peer';
import { inWords, refuse, Where } from '../../support/refuse';
import { ServicePort } from '../values/service-port';

const NEG = 'cloud.google.com/neg';

/**
 * Who reaches the pods of standalone network endpoint groups: Google's load balancers, and their health checks.
 *
 * @param families those of the cluster; IPv4 where they are not known, as with GKE
 */
export function googleLoadBalancers(families: readonly IpFamily[] = [IpFamily.IPV4]): Peer {
  return Peer.cidrs(GOOGLE_FRONT_ENDS.filter((cidr) => isOfFamilies(families, cidr)));
}

/**
 * The ports of a Service whose pods are put into standalone network endpoint groups, for load balancers that are made
 * elsewhere.
 *
 * @see https://cloud.google.com/kubernetes-engine/docs/how-to/standalone-neg
 */
export function portsOfNegs(
  where: Where,
  annotations: { readonly [key: string]: string },
  ports: readonly ServicePort[],
): ServicePort[] {
  if (!Object.hasOwn(annotations, NEG)) return [];
  return Object.keys(exposedPorts(where, annotations[NEG])).map((text) => {
    const found = ports.find(({ port }) => String(port) === text);
    if (found !== undefined) return found;
    return refuse(where, {
      what: `annotation "${NEG}"`,
      got: inWords(`the port ${text} in exposed_ports`),
      allowed: `a port of the Service: ${ports.map(({ port }) => port).join(', ')}`,
      fix: `write {"exposed_ports": {"${ports[0].port}": {}}}`,
    });
  });
}

function exposedPorts(where: Where, text: string): object {
  const value = parse(text);
  const exposed: unknown = isMap(value) && 'exposed_ports' in value ? value.exposed_ports : {};
  if (isMap(value) && isMap(exposed)) return exposed;
  return refuse(where, {
    what: `annotation "${NEG}"`,
    got: text,
    allowed: 'a JSON object, by which GKE makes network endpoint groups',
    fix: 'write {"exposed_ports": {"80": {}}}, or {"ingress": true}',
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // What is no JSON is no object either, which is refused.
    return undefined;
  }
}

function isMap(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
