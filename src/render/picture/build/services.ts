import { Analysis } from '../../../reachability/analysis';
import { PortSet } from '../../../reachability/port-set';
import { backendsOf, ForwardedPort, targetPorts } from '../../../reachability/service-index';
import { Service, ServicePort, Workload } from '../../../topology/model';
import { placeOf } from '../../findings-report';
import { shorten } from '../../ports';
import { PictureNode } from '../picture';

/** Ports of a connection that go through one Service, or through none. */
export interface ServicePart {
  /** The box of the Service. */
  readonly service?: string;
  readonly ports: PortSet;
}

/** Longer runs of ports are no list of what a Service forwards to: they are not taken apart. */
const LONGEST_RUN = 64;

/** The boxes of the Services of an analysis, and which ports go through which of them. */
export class ServiceBoxes {
  public readonly nodes: readonly PictureNode[];
  private readonly ids = new Map<string, Map<string, string>>();
  private readonly parts = new Map<string, readonly ServicePart[]>();

  constructor(private readonly analysis: Analysis) {
    this.nodes = analysis.cluster.topology.services.flatMap((service) => this.nodesOf(service));
  }

  /** The box of a Service before a workload, or its only one. */
  public idOf(service: string, workload: string): string | undefined {
    const ids = this.ids.get(service);
    return ids?.get(workload) ?? ids?.get('');
  }

  /** Divides ports of a workload by the Services that lead there; each port goes through one of them. */
  public divide(position: number, ports: PortSet, isFromAddresses: boolean): readonly ServicePart[] {
    const forwards = this.analysis.services.forwardsTo(position);
    if (forwards.length === 0) return [{ ports }];
    const key = `${position} ${isFromAddresses} ${ports.toString()}`;
    let parts = this.parts.get(key);
    if (parts === undefined) {
      const own = forwards.filter(({ service }) => !isFromAddresses || takesAddresses(service));
      this.parts.set(key, (parts = this.divideBy(position, ports, own)));
    }
    return parts;
  }

  private divideBy(position: number, ports: PortSet, forwards: readonly ForwardedPort[]): readonly ServicePart[] {
    const { id } = this.analysis.cluster.workloads[position];
    const short = ports.ranges().filter(({ port, endPort }) => endPort - port < LONGEST_RUN);
    let left = PortSet.ofRanges(short);
    const found = new Map<string, PortSet>();
    for (const { service, target } of [...forwards].sort(byUse)) {
      const own = target.intersect(left);
      if (own.isEmpty) continue;
      found.set(service.id, own.union(found.get(service.id) ?? PortSet.NONE));
      left = left.subtract(own);
    }
    const through = [...found].map(([service, own]) => ({ service: this.idOf(service, id), ports: own }));
    const rest = through.reduce((set, part) => set.subtract(part.ports), ports);
    return rest.isEmpty ? through : [...through, { ports: rest }];
  }

  private nodesOf(service: Service): PictureNode[] {
    const { id } = service;
    const { cluster } = this.analysis;
    const backends = backendsOf(cluster, service).map((position) => cluster.workloads[position]);
    const ids = new Map(
      backends.length === 0
        ? [['', id]]
        : backends.map((workload) => [workload.id, backends.length === 1 ? id : `${id} ${workload.id}`]),
    );
    this.ids.set(id, ids);
    return backends.length === 0 ? [boxOf(service, id)] : backends.map((one) => boxOf(service, ids.get(one.id)!, one));
  }
}

function boxOf(service: Service, id: string, workload?: Workload): PictureNode {
  const details = detailsOf(service, workload);
  return {
    id,
    kind: 'service',
    name: service.name,
    what: service.isHeadless === true && service.type === 'ClusterIP' ? 'headless' : service.type,
    namespace: service.namespace,
    ...(details === '' ? {} : { details: [details] }),
    place: placeOf(service.origin),
    ...(workload === undefined ? {} : { before: workload.id }),
  };
}

function detailsOf({ type, externalName, selector, ports }: Service, workload: Workload | undefined): string {
  if (type === 'ExternalName') return externalName === undefined ? '' : `CNAME of ${externalName}`;
  if (workload === undefined) return selector === undefined ? 'without selector' : 'selects no pods';
  return shorten(
    ports.map((port) => portText(port, workload)),
    2,
  );
}

/** `80 → 8080`; only the number where it is the same. */
function portText(port: ServicePort, workload: Workload): string {
  const protocol = port.protocol === 'TCP' ? '' : `/${port.protocol}`;
  const target = targetPorts(port, workload).ranges()[0]?.port ?? port.targetPort;
  return target === port.port ? `${port.port}${protocol}` : `${port.port} → ${target}${protocol}`;
}

/** Pods are asked by a Service with an address of its own, before those for traffic from outside. */
function byUse(a: ForwardedPort, b: ForwardedPort): number {
  return (
    rankOf(a.service) - rankOf(b.service) || (a.service.id < b.service.id ? -1 : a.service.id > b.service.id ? 1 : 0)
  );
}

function rankOf({ type, isHeadless }: Service): number {
  return isHeadless === true ? 2 : type === 'ClusterIP' ? 0 : 1;
}

/** Whether who is no pod may come in by it. */
function takesAddresses({ type, externalIPs }: Service): boolean {
  return type === 'LoadBalancer' || type === 'NodePort' || externalIPs.length > 0;
}
