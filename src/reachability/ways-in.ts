import { AddressSet } from './address-set';
import { Cluster } from './cluster';
import { PortSet } from './port-set';
import { routesOf } from './route-ways';
import { backendsOf, mayHideClients, targetPorts } from './service-index';
import { DeadEnd, WayIn } from './way';
import { Service, Workload } from '../topology/model';

/** All ways in, and what looks like one and leads nowhere. */
export interface WaysIn {
  /** By the position of the workload that they lead to. */
  readonly ofWorkload: readonly (readonly WayIn[])[];
  readonly deadEnds: readonly DeadEnd[];
}

/** Looks the ways in up: routes, Services that nodes or load balancers take traffic for, and ports of nodes. */
export function findWaysIn(cluster: Cluster): WaysIn {
  const ofWorkload = cluster.workloads.map(hostPortWays);
  const deadEnds: DeadEnd[] = [];
  for (const service of cluster.topology.services) {
    const entries = entriesOf(service);
    if (entries.length === 0 || service.selector === undefined) continue;
    const { id, origin } = service;
    const hidesClients = mayHideClients(service);
    const backends = backendsOf(cluster, service);
    if (backends.length === 0) deadEnds.push({ id, origin, service: id, lacks: { kind: 'pods' } });
    for (const position of backends) {
      const workload = cluster.workloads[position];
      for (const port of service.ports) {
        const ports = targetPorts(port, workload);
        if (ports.isEmpty) {
          const lacks = { kind: 'target' as const, port: String(port.targetPort), workload: workload.id };
          deadEnds.push({ id, origin, service: id, lacks });
          continue;
        }
        for (const { kind, sources, isInternal } of entries) {
          const nodePort = kind === 'NodePort' && port.nodePort !== undefined ? { nodePort: port.nodePort } : {};
          ofWorkload[position].push({
            id,
            kind,
            through: 'nodes',
            hosts: [],
            service: `${id}:${port.port}`,
            ...nodePort,
            hidesClients,
            sources,
            ...(isInternal === true ? { isInternal } : {}),
            ports,
            origin,
          });
        }
      }
    }
  }
  const routes = routesOf(cluster);
  for (const { position, way } of routes.ways) ofWorkload[position].push(way);
  return { ofWorkload, deadEnds: unique([...deadEnds, ...routes.deadEnds]) };
}

/** By what a Service takes traffic from outside. */
interface Entry extends Pick<WayIn, 'kind' | 'sources'> {
  readonly isInternal?: boolean;
}

/**
 * By what a Service takes traffic from outside, and from whom. The node ports that a load balancer has besides are no way of
 * their own: they are there for the load balancer.
 */
function entriesOf({ type, sourceRanges, isInternal, externalIPs }: Service): readonly Entry[] {
  const entries: Entry[] = [];
  if (type === 'LoadBalancer') {
    const ranges = sourceRanges.length === 0 ? AddressSet.ALL : unite(sourceRanges);
    entries.push({ kind: 'LoadBalancer', sources: ranges, isInternal });
  }
  if (type === 'NodePort') entries.push({ kind: 'NodePort', sources: AddressSet.ALL });
  if (type !== 'ExternalName' && externalIPs.length > 0) entries.push({ kind: 'externalIPs', sources: AddressSet.ALL });
  return entries;
}

function unite(cidrs: readonly string[]): AddressSet {
  return cidrs.reduce((all, cidr) => all.union(AddressSet.block(cidr)), AddressSet.NONE);
}

/** On the host network each port of a container is one of its node. */
function hostPortWays({ id, hostPorts, origin }: Workload): WayIn[] {
  return hostPorts.map(({ protocol, port, hostPort }) => ({
    id,
    kind: 'hostPort',
    through: 'nodes',
    hosts: [],
    nodePort: hostPort,
    hidesClients: false,
    sources: AddressSet.ALL,
    ports: PortSet.range(protocol, port, port),
    origin,
  }));
}

function unique(deadEnds: readonly DeadEnd[]): DeadEnd[] {
  return [...new Map(deadEnds.map((end) => [JSON.stringify([end.id, end.service, end.lacks]), end])).values()];
}
