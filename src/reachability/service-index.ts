import { AddressSet } from './address-set';
import { Cluster } from './cluster';
import { PortSet } from './port-set';
import { EndpointSlice, Service, ServicePort, Topology, Workload } from '../topology/model';

/** A way into a workload's pods from outside the cluster that does not pass a controller. */
export interface NodeEntry {
  readonly service: Service;
  readonly ports: PortSet;
}

/** A port of a Service that forwards to addresses outside of the cluster's pods. */
interface PortToAddresses {
  readonly id: string;
  readonly addresses: AddressSet;
  readonly target: PortSet;
}

/** A port of a Service that forwards to ports of a workload. */
export interface ForwardedPort {
  readonly service: Service;
  readonly port: ServicePort;
  /** The pods' port. */
  readonly target: PortSet;
  /** As flows name it, `shop/Service/api:80`, in a list that they share. */
  readonly names: readonly string[];
}

const NONE: readonly never[] = [];

/** Which Services forward to which workloads, on which of the pods' ports. */
export class ServiceIndex {
  private readonly forwards: (ForwardedPort[] | undefined)[];
  /** By the workload's position, where it has several. */
  private readonly names = new Map<number, Map<PortSet, readonly string[]>>();
  private readonly portsToAddresses: readonly PortToAddresses[];

  constructor(cluster: Cluster) {
    this.portsToAddresses = portsToAddresses(cluster.topology);
    this.forwards = new Array<ForwardedPort[] | undefined>(cluster.workloads.length).fill(undefined);
    for (const service of cluster.topology.services) {
      const backends = backendsOf(cluster, service);
      if (backends.length === 0) continue;
      for (const port of service.ports) {
        const names = [`${service.id}:${port.port}`];
        for (const position of backends) {
          const target = targetPorts(port, cluster.workloads[position]);
          if (!target.isEmpty) this.add(position, { service, port, target, names });
        }
      }
    }
  }

  /** The Services' ports that forward to a workload, with the pods' ports. */
  public forwardsTo(position: number): readonly ForwardedPort[] {
    return this.forwards[position] ?? NONE;
  }

  /** The Services' ports that forward to some of a workload's ports: `shop/Service/api:80`. */
  public forwardingTo(position: number, ports: PortSet): readonly string[] {
    const forwards = this.forwardsTo(position);
    if (forwards.length > 1) return this.namesOf(position, ports);
    return forwards.length === 1 && forwards[0].target.overlaps(ports) ? forwards[0].names : NONE;
  }

  /** Many sources reach a workload on the same ports. */
  private namesOf(position: number, ports: PortSet): readonly string[] {
    let byPorts = this.names.get(position);
    if (byPorts === undefined) this.names.set(position, (byPorts = new Map<PortSet, readonly string[]>()));
    let found = byPorts.get(ports);
    if (found === undefined) {
      const forwards = this.forwardsTo(position).filter(({ target }) => target.overlaps(ports));
      // One port may be there for several protocols.
      byPorts.set(ports, (found = [...new Set(forwards.flatMap(({ names }) => names))].sort()));
    }
    return found;
  }

  private add(position: number, port: ForwardedPort): void {
    const known = this.forwards[position];
    if (known === undefined) this.forwards[position] = [port];
    else known.push(port);
  }

  /** The Services' ports that forward to some of these addresses, through the Service's EndpointSlices. */
  public forwardingToAddresses(addresses: AddressSet, ports: PortSet): string[] {
    const portsTo = this.portsToAddresses.filter(
      (each) => !each.target.intersect(ports).isEmpty && !each.addresses.intersect(addresses).isEmpty,
    );
    return [...new Set(portsTo.map(({ id }) => id))].sort();
  }

  /** The ports that a LoadBalancer, a NodePort or a Service with external IPs opens to the outside. */
  public nodeEntries(position: number): NodeEntry[] {
    return this.forwardsTo(position)
      .filter(({ service: { type, externalIPs } }) => {
        return type === 'LoadBalancer' || type === 'NodePort' || externalIPs.length > 0;
      })
      .map(({ service, target }) => ({ service, ports: target }));
  }
}

/** A Service without selector forwards to the addresses of its EndpointSlices, port by port of the same name. */
function portsToAddresses({ services, endpointSlices }: Topology): PortToAddresses[] {
  const slices = new Map<string, EndpointSlice[]>();
  for (const slice of endpointSlices) {
    const key = `${slice.namespace}/${slice.service}`;
    if (!slices.get(key)?.push(slice)) slices.set(key, [slice]);
  }
  return services.flatMap((service) =>
    (service.selector === undefined ? (slices.get(`${service.namespace}/${service.name}`) ?? []) : []).flatMap(
      (slice) => {
        const addresses = AddressSet.unionAll(slice.addresses.map((cidr) => AddressSet.block(cidr)));
        return service.ports.flatMap(({ name, protocol, port }) => {
          const own = slice.ports.find((target) => target.name === (name ?? '') && target.protocol === protocol);
          if (own === undefined) return [];
          return [{ id: `${service.id}:${port}`, addresses, target: PortSet.range(protocol, own.port, own.port) }];
        });
      },
    ),
  );
}

/** Whether a node or a load balancer may stand in for the clients of a Service, so that an ipBlock may not know them. */
export function mayHideClients({ externalTrafficPolicy, hidesClients }: Service): boolean {
  return externalTrafficPolicy === 'Cluster' || hidesClients === true;
}

/** The workloads behind a Service, by position; those of which it leads to some pods included. */
export function backendsOf(cluster: Cluster, { namespace, selector, type }: Service): readonly number[] {
  if (selector === undefined || type === 'ExternalName') return [];
  const requirements = Object.entries(selector).map(([key, value]) => ({
    key,
    operator: 'In' as const,
    values: [value],
  }));
  const { members, partial } = cluster.pods.inNamespace(namespace, { requirements });
  return partial.size === 0 ? members : [...members, ...partial.keys()].sort((a, b) => a - b);
}

/** The pods' ports that a Service's port forwards to; a name is looked up in the pods. */
export function targetPorts({ protocol, targetPort }: ServicePort, { namedPorts }: Workload): PortSet {
  if (typeof targetPort === 'number') return PortSet.range(protocol, targetPort, targetPort);
  // The first one, as Kubernetes has it: containers come before sidecars.
  const found = namedPorts.find((port) => port.name === targetPort && port.protocol === protocol);
  return found === undefined ? PortSet.NONE : PortSet.range(protocol, found.port, found.port);
}
