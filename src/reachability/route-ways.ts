import { AddressSet } from './address-set';
import { Cluster } from './cluster';
import { PortSet } from './port-set';
import { backendsOf, targetPorts } from './service-index';
import { DeadEnd, WayIn } from './way';
import { Protocol, Route, Service, ServicePort, Workload } from '../topology/model';

type Backend = Route['backends'][number];

/** A way, with the position of the workload that it leads to. */
interface LeadingWay {
  readonly position: number;
  readonly way: WayIn;
}

/**
 * The ways that routes make, with the position of the workload that each leads to; and the routes that lead nowhere. By a route inside of
 * a mesh nothing comes in, but it may lead nowhere as well.
 */
export function routesOf(cluster: Cluster): {
  readonly ways: readonly LeadingWay[];
  readonly deadEnds: readonly DeadEnd[];
} {
  const services = new Map(
    cluster.topology.services.map((service) => [keyOf(service.namespace, service.name), service]),
  );
  const ways: LeadingWay[] = [];
  const deadEnds: DeadEnd[] = [];
  for (const route of cluster.topology.routes) {
    const own: LeadingWay[] = [];
    for (const backend of uniqueBackends(route)) {
      const service = services.get(keyOf(backend.namespace, backend.service));
      const id = `${backend.namespace}/Service/${backend.service}`;
      const lack = (lacks: DeadEnd['lacks']): void => {
        deadEnds.push({ id: route.id, origin: route.origin, service: id, lacks });
      };
      if (service === undefined) {
        lack({ kind: 'service' });
      } else if (service.selector !== undefined && service.type !== 'ExternalName') {
        own.push(...waysThrough(cluster, route, backend, service, lack));
      }
    }
    if (route.withinMesh === undefined) ways.push(...uniteHosts(own));
  }
  return { ways, deadEnds };
}

/** A port may be named by its number and by its name: what leads to the same port is one way, for the hosts of both. */
function uniteHosts(ways: readonly LeadingWay[]): LeadingWay[] {
  const united = new Map<string, LeadingWay>();
  for (const { position, way } of ways) {
    const key = JSON.stringify([position, way.service, way.ports.toString()]);
    const known = united.get(key)?.way;
    const hosts = known === undefined ? way.hosts : anyOf([known.hosts, way.hosts]);
    united.set(key, { position, way: { ...way, hosts } });
  }
  return [...united.values()];
}

/** All names, each once; none, which is any, if one of them is any. */
function anyOf(all: readonly (readonly string[])[]): readonly string[] {
  return all.some((hosts) => hosts.length === 0) ? [] : [...new Set(all.flat())].sort();
}

/** The ways that a route makes through a Service that selects pods; why there are none goes to `lack`. */
function waysThrough(
  cluster: Cluster,
  route: Route,
  backend: Backend,
  service: Service,
  lack: (lacks: DeadEnd['lacks']) => void,
): LeadingWay[] {
  const protocol = protocolOf(route);
  const named = service.ports
    .filter((port) => isNamed(port, backend, protocol))
    .slice(0, backend.port === undefined ? undefined : 1);
  const has = service.ports.map(formatPort);
  if (named.length === 0) {
    lack({ kind: 'port', port: String(backend.port ?? protocol), has });
    return [];
  }
  const backends = backendsOf(cluster, service);
  if (backends.length === 0) lack({ kind: 'pods' });
  const ways = backends.flatMap((position) =>
    named.flatMap((port) => {
      const workload = cluster.workloads[position];
      const ports = portsBehind(port, workload, backend);
      if (ports.isEmpty) {
        if (backend.targetPort === undefined) {
          lack({ kind: 'target', port: String(port.targetPort), workload: workload.id });
        }
        return [];
      }
      return [{ position, way: wayOf(route, backend.hosts, service, port, ports) }];
    }),
  );
  if (ways.length === 0 && backend.targetPort !== undefined && backends.length > 0) {
    lack({ kind: 'port', port: `targetPort ${backend.targetPort}`, has });
  }
  return ways;
}

function wayOf(
  { id, kind, origin }: Route,
  hosts: readonly string[],
  service: Service,
  { port }: ServicePort,
  ports: PortSet,
): WayIn {
  return {
    id,
    kind,
    through: 'controller',
    hosts,
    service: `${service.id}:${port}`,
    hidesClients: false,
    sources: AddressSet.ALL,
    ports,
    origin,
  };
}

/** The pods' ports; those of a Route of OpenShift that names a number of the pods' own must be that one. */
function portsBehind(port: ServicePort, workload: Workload, { targetPort }: Backend): PortSet {
  const ports = targetPorts(port, workload);
  return targetPort === undefined ? ports : ports.intersect(PortSet.range(port.protocol, targetPort, targetPort));
}

function isNamed({ name, port, protocol }: ServicePort, backend: Backend, wanted: Protocol): boolean {
  return protocol === wanted && (backend.port === undefined || port === backend.port || name === backend.port);
}

function protocolOf({ kind }: Route): Protocol {
  return kind === 'UDPRoute' || kind === 'IngressRouteUDP' ? 'UDP' : 'TCP';
}

/** Paths mostly lead to one and the same backend, which is one for the hosts of all of them. */
function uniqueBackends({ backends }: Route): Backend[] {
  const byText = new Map<string, Backend[]>();
  for (const backend of backends) {
    const { namespace, service, port, targetPort } = backend;
    const key = JSON.stringify([namespace, service, port, targetPort]);
    const known = byText.get(key);
    if (known === undefined) byText.set(key, [backend]);
    else known.push(backend);
  }
  return [...byText.values()].map((same) => ({ ...same[0], hosts: anyOf(same.map(({ hosts }) => hosts)) }));
}

function formatPort({ name, port, protocol }: ServicePort): string {
  return `${name === undefined ? '' : `${name} `}${port}/${protocol}`;
}

function keyOf(namespace: string, name: string): string {
  return JSON.stringify([namespace, name]);
}
