import { Analysed } from './analysed';
import { isUndecided } from './doubt';
import { judgeSide } from './judge';
import { PortSet } from './port-set';
import { backendsOf, targetPorts } from './service-index';
import { Service, ServicePort } from '../topology/model';

/** A way into a workload from outside the cluster. */
export interface WayIn {
  /** The Service, Ingress or route. */
  readonly id: string;
  /** Whether a controller's pods carry the traffic, or it comes from the clients' own addresses (or a node's). */
  readonly through: 'controller' | 'nodes';
  /** The pods' ports that it leads to. */
  readonly ports: PortSet;
}

/** The ways into each workload, by its position. */
export function waysIn({ cluster, services }: Analysed): readonly (readonly WayIn[])[] {
  const byName = new Map<string, Service>();
  for (const service of cluster.topology.services) byName.set(`${service.namespace}/${service.name}`, service);
  const ways = cluster.workloads.map((_, position) =>
    services.nodeEntries(position).map(({ service, ports }): WayIn => ({ id: service.id, through: 'nodes', ports })),
  );
  for (const { id, backends } of cluster.topology.routes) {
    for (const { namespace, service: name, port, targetPort } of backends) {
      const service = byName.get(`${namespace}/${name}`);
      if (service === undefined) continue;
      const named = port === undefined ? service.ports : service.ports.filter((own) => isPort(own, port)).slice(0, 1);
      for (const position of backendsOf(cluster, service)) {
        const own = named.map((servicePort) => targetPorts(servicePort, cluster.workloads[position]));
        const ports = own
          .filter((each) => targetPort === undefined || each.includes(PortSet.range('TCP', targetPort, targetPort)))
          .reduce((all, each) => all.union(each), PortSet.NONE);
        const leads = targetPort === undefined ? named.length > 0 : !ports.isEmpty;
        if (leads) ways[position].push({ id, through: 'controller', ports });
      }
    }
  }
  return ways;
}

function isPort({ port, name }: ServicePort, wanted: number | string): boolean {
  return port === wanted || name === wanted;
}

/**
 * The ports that pods outside of the input may reach, as far as policies go: a controller's pods are mostly such. A
 * controller that is in the input counts by its workload.
 */
export function portsOpenToPods({ cluster }: Analysed, position: number): PortSet {
  const side = cluster.sides.ingress[position];
  if (side.isolatedBy.length === 0 || isUndecided(side)) return PortSet.ALL;
  const fromUnknown = side.rules
    .filter(({ unknownPods }) => unknownPods.length > 0)
    .reduce((all, { ports }) => all.union(ports), PortSet.NONE);
  const known = [...new Set(side.rules.flatMap(({ pods }) => pods.members))];
  return known.reduce(
    (all, source) => all.union(judgeSide(side, source, cluster.workloads[position]).allow),
    fromUnknown,
  );
}
