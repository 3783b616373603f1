import { AddressSet } from '../../../reachability/address-set';
import { Analysis } from '../../../reachability/analysis';
import { Way } from '../../../reachability/way';
import { Origin, Route, Service, Workload } from '../../../topology/model';
import { placeOf } from '../../findings-report';
import { PictureNode } from '../picture';
import { networksText } from './ends';

/** What makes ways: routes, Services and workloads with ports of their nodes. */
type Maker = Pick<Route | Service | Workload, 'id' | 'namespace' | 'name'> & { readonly origin: Origin };

/** The boxes of ways in, made when a connection comes in by them. */
export class WayBoxes {
  private readonly makers: ReadonlyMap<string, Maker>;
  private readonly services: ReadonlyMap<string, Service>;
  private readonly made = new Map<string, { readonly node: PictureNode; readonly details: Set<string> }>();

  constructor({ cluster: { topology } }: Analysis) {
    const { routes, services, workloads } = topology;
    this.makers = new Map([...routes, ...services, ...workloads].map((maker) => [maker.id, maker]));
    this.services = new Map(services.map((service) => [service.id, service]));
  }

  /** The box of a way: one for each object and kind, whatever it leads to. */
  public idOf(way: Way): string {
    const id = wayId(way);
    let known = this.made.get(id);
    if (known === undefined) {
      const { namespace, name, origin } = this.makers.get(way.id)!;
      const node: PictureNode = { id, kind: 'way', name, what: way.kind, namespace, place: placeOf(origin) };
      this.made.set(id, (known = { node, details: new Set() }));
    }
    for (const text of this.detailsOf(way)) known.details.add(text);
    return id;
  }

  /** Those that connections came in by. */
  public get nodes(): readonly PictureNode[] {
    return [...this.made.values()].map(({ node, details }) =>
      details.size === 0 ? node : { ...node, details: [...details] },
    );
  }

  private detailsOf(way: Way): readonly string[] {
    const { kind, hosts = [], nodePort, service = '' } = way;
    const port = service.slice(service.lastIndexOf(':') + 1);
    switch (kind) {
      case 'hostPort':
        return [`port ${nodePort} of the node`];
      case 'NodePort':
        return [nodePort === undefined ? `a port of each node → ${port}` : `${nodePort} → ${port}`];
      case 'externalIPs': {
        const { externalIPs = [] } = this.services.get(way.id) ?? {};
        return externalIPs.map((cidr) => addressWithPort(cidr.slice(0, cidr.indexOf('/')), port));
      }
      case 'LoadBalancer':
        return [`port ${port}`];
      default:
        return hosts;
    }
  }
}

/** `203.0.113.7:80`, `[2001:db8::7]:80`. */
function addressWithPort(address: string, port: string): string {
  return `${address.includes(':') ? `[${address}]` : address}:${port}`;
}

/** The id of the box of a way. */
export function wayId({ kind, id }: Pick<Way, 'id' | 'kind'>): string {
  return `way ${kind} ${id}`;
}

/** For whom alone a way is; undefined if it is for all. */
export function clientsOf({ sources }: Way): string | undefined {
  if (sources === undefined) return undefined;
  return `only ${networksText(AddressSet.unionAll(sources.map(({ cidr, except }) => AddressSet.block(cidr, except))))}`;
}
