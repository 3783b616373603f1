import { Analysis } from '../reachability/analysis';
import { isUndecided } from '../reachability/doubt';
import { judgeSide } from '../reachability/judge';
import { PortSet } from '../reachability/port-set';
import { backendsOf, targetPorts } from '../reachability/service-index';
import { Service } from '../topology/model';

/** A way into a workload from outside the cluster. */
export interface WayIn {
  /** The Service, Ingress or HTTPRoute. */
  readonly id: string;
  /** Whether a controller's pods carry the traffic, or it comes from the clients' own addresses (or a node's). */
  readonly through: 'controller' | 'nodes';
  /** The pods' ports that it leads to. */
  readonly ports: PortSet;
}

/** The ways into each workload, by its position. */
export function waysIn({ cluster, services }: Analysis): readonly (readonly WayIn[])[] {
  const byName = new Map<string, Service>();
  for (const service of cluster.topology.services) byName.set(`${service.namespace}/${service.name}`, service);
  const ways = cluster.workloads.map((_, position) =>
    services.nodeEntries(position).map(({ service, ports }): WayIn => ({ id: service.id, through: 'nodes', ports })),
  );
  for (const { id, backends } of cluster.topology.routes) {
    for (const { namespace, service: name, port } of backends) {
      const service = byName.get(`${namespace}/${name}`);
      const servicePort = service?.ports.find((own) => port === undefined || own.port === port || own.name === port);
      if (service === undefined || servicePort === undefined) continue;
      for (const position of backendsOf(cluster, service)) {
        const ports = targetPorts(servicePort, cluster.workloads[position]);
        ways[position].push({ id, through: 'controller', ports });
      }
    }
  }
  return ways;
}

/**
 * The ports that pods outside of the input may reach, as far as policies go: a controller's pods are mostly such. A
 * controller that is in the input counts by its workload.
 */
export function portsOpenToPods({ cluster }: Analysis, position: number): PortSet {
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
