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
}

/** Which Services forward to which workloads, on which of the pods' ports. */
export class ServiceIndex {
  private readonly forwards: ForwardedPort[][];
  private readonly portsToAddresses: readonly PortToAddresses[];

  constructor(cluster: Cluster) {
    this.portsToAddresses = portsToAddresses(cluster.topology);
    this.forwards = cluster.workloads.map(() => []);
    for (const service of cluster.topology.services) {
      for (const position of backendsOf(cluster, service)) {
        for (const port of service.ports) {
          const target = targetPorts(port, cluster.workloads[position]);
          if (!target.isEmpty) this.forwards[position].push({ service, port, target });
        }
      }
    }
  }

  /** The Services' ports that forward to a workload, with the pods' ports. */
  public forwardsTo(position: number): readonly ForwardedPort[] {
    return this.forwards[position];
  }

  /** The Services' ports that forward to some of a workload's ports: `shop/Service/api:80`. */
  public forwardingTo(position: number, ports: PortSet): string[] {
    const forwards = this.forwards[position].filter(({ target }) => !target.intersect(ports).isEmpty);
    // One port may be there for several protocols.
    return [...new Set(forwards.map(({ service, port }) => `${service.id}:${port.port}`))].sort();
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
    return this.forwards[position]
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
