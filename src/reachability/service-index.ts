import { Cluster } from './cluster';
import { PortSet } from './port-set';
import { Service, ServicePort, Topology, Workload } from '../topology/model';

/** A way into a workload's pods from outside the cluster that does not pass a controller. */
export interface NodeEntry {
  readonly service: Service;
  readonly ports: PortSet;
}

interface Lead {
  readonly service: Service;
  readonly port: ServicePort;
  /** The pods' port. */
  readonly target: PortSet;
}

/** Which Services lead to which workloads, on which of the pods' ports. */
export class ServiceIndex {
  private readonly leads: Lead[][];

  constructor(cluster: Cluster) {
    this.leads = cluster.workloads.map(() => []);
    for (const service of cluster.topology.services) {
      for (const position of backendsOf(cluster, service)) {
        for (const port of service.ports) {
          const target = targetPorts(port, cluster.workloads[position]);
          if (!target.isEmpty) this.leads[position].push({ service, port, target });
        }
      }
    }
  }

  /** The Services' ports that lead to some of a workload's ports: `shop/Service/api:80`. */
  public leadingTo(position: number, ports: PortSet): string[] {
    const leads = this.leads[position].filter(({ target }) => !target.intersect(ports).isEmpty);
    // One port may be there for several protocols.
    return [...new Set(leads.map(({ service, port }) => `${service.id}:${port.port}`))].sort();
  }

  /** The ports that a LoadBalancer or NodePort Service opens to the outside. */
  public nodeEntries(position: number): NodeEntry[] {
    return this.leads[position]
      .filter(({ service }) => service.type === 'LoadBalancer' || service.type === 'NodePort')
      .map(({ service, target }) => ({ service, ports: target }));
  }
}

/** The workloads behind a Service, by position. */
export function backendsOf(cluster: Cluster, { namespace, selector, type }: Service): readonly number[] {
  if (selector === undefined || type === 'ExternalName') return [];
  const requirements = Object.entries(selector).map(([key, value]) => ({
    key,
    operator: 'In' as const,
    values: [value],
  }));
  return cluster.pods.inNamespace(namespace, { requirements }).members;
}

/** The pods' ports that a Service's port leads to; a name is looked up in the pods. */
export function targetPorts({ protocol, targetPort }: ServicePort, { namedPorts }: Workload): PortSet {
  if (typeof targetPort === 'number') return PortSet.range(protocol, targetPort, targetPort);
  const found = namedPorts.filter((port) => port.name === targetPort && port.protocol === protocol);
  return found.reduce((ports, { port }) => ports.union(PortSet.range(protocol, port, port)), PortSet.NONE);
}

/** The Service of that name, if the input has it. */
export function findService({ services }: Topology, namespace: string, name: string): Service | undefined {
  return services.find((service) => service.namespace === namespace && service.name === name);
}
