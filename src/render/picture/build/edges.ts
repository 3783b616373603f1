import { AddressSet } from '../../../reachability/address-set';
import { Analysis } from '../../../reachability/analysis';
import { addressSetOf, End } from '../../../reachability/end';
import { Flow } from '../../../reachability/flow';
import { PortSet } from '../../../reachability/port-set';
import { Way } from '../../../reachability/way';
import { formatFewPorts } from '../../ports';
import { EdgeChange, PictureEdge } from '../picture';
import { Aliases } from './aliases';
import { EndBoxes } from './end-boxes';
import { askedPartOf, internetId, outsideText, RimSide } from './ends';
import { Exposures } from './exposures';
import { ServiceBoxes } from './services';
import { clientsOf, WayBoxes } from './ways';

/** What becomes arrows: a flow, or a change of one. */
export interface Connection extends Pick<
  Flow,
  'from' | 'to' | 'ports' | 'verdict' | 'reason' | 'only' | 'services' | 'ways'
> {
  readonly change?: EdgeChange;
  /** The change that it is of, by position. */
  readonly ofChange?: number;
}

/** An arrow while connections are still added to it. */
interface Draft {
  readonly from: string;
  readonly to: string;
  readonly way?: string;
  readonly service?: string;
  ports: PortSet;
  readonly like: Connection;
  /** The workload that it exposes, and whom to. */
  readonly workload: string;
  readonly side: RimSide;
  readonly end?: End;
  /** For whom alone its way is. */
  readonly clients?: string;
  /** What of the internet it is with, by address and not by a way. */
  addresses?: AddressSet;
  /** Of a diff: the changes that it is of. */
  changes: readonly number[];
}

/** The boxes that arrows are between. */
export interface Boxes {
  readonly ends: EndBoxes;
  readonly services: ServiceBoxes;
  readonly ways: WayBoxes;
}

/** Makes the arrows of connections: one for each pair of boxes, way, Service and verdict. */
export class Edges {
  private readonly drafts = new Map<string, Draft>();
  /** Connections with the internet by its addresses, which may be a part of what comes in by ways. */
  private readonly direct = new Map<string, Draft>();
  /** What comes in by ways, by its workload. */
  private readonly byWay = new Map<string, Draft[]>();
  private readonly exposures = new Exposures();
  private readonly sets = new WeakMap<Connection['ports'], PortSet>();
  private readonly aliases: Aliases;

  constructor(
    private readonly analysis: Analysis,
    private readonly boxes: Boxes,
  ) {
    this.aliases = new Aliases(analysis.cluster.topology.services);
  }

  /** Adds a connection; one of a workload with itself is no arrow. */
  public add(connection: Connection): void {
    const { from, to, ways } = connection;
    if (from.kind === 'workload' && to.kind === 'workload' && from.id === to.id) return;
    if (ways !== undefined && to.kind === 'workload') for (const way of ways) this.addWay(connection, to.id, way);
    else if (to.kind === 'workload') this.addIn(connection, to.id);
    else this.addOut(connection, to);
  }

  /** All arrows, when all connections are added. */
  public get all(): readonly PictureEdge[] {
    for (const draft of this.direct.values()) this.settle(draft);
    this.direct.clear();
    const drafts = [...this.drafts.values()];
    const counts = new Map<string, number>();
    for (const draft of drafts) counts.set(pairOf(draft), (counts.get(pairOf(draft)) ?? 0) + 1);
    return drafts.map((draft) => this.toEdge(draft, counts.get(pairOf(draft)) === 1));
  }

  private addWay(connection: Connection, workload: string, way: Way): void {
    const { ends, ways, services } = this.boxes;
    const ports = this.portsBehind(connection, workload, way);
    const draft: Draft = {
      from: ends.idOf(connection.from, 'from', connection.ports),
      to: workload,
      way: ways.idOf(way),
      ...named('service', services.idOf(serviceOf(way.service), workload)),
      ports,
      ...likeOf(connection),
      workload,
      side: 'from',
      end: connection.from,
      ...named('clients', clientsOf(way)),
    };
    if (!this.put(draft) || draft.clients !== undefined) return;
    const known = this.byWay.get(workload);
    if (known === undefined) this.byWay.set(workload, [draft]);
    else known.push(draft);
  }

  /** Of a flow by several ways, the ports that one of them leads to. */
  private portsBehind(connection: Connection, workload: string, { service }: Way): PortSet {
    const { services, cluster } = this.analysis;
    const position = cluster.positions.get(workload);
    const all = this.setOf(connection.ports);
    if (service === undefined || position === undefined) return all;
    const targets = services.forwardsTo(position).filter(({ names }) => names.includes(service));
    const own = PortSet.unionAll(targets.map(({ target }) => target)).intersect(all);
    return own.isEmpty ? all : own;
  }

  private addIn(connection: Connection, workload: string): void {
    const { from, ports } = connection;
    const id = this.boxes.ends.idOf(from, 'from', ports);
    const end = from.kind === 'workload' ? {} : { end: from };
    const draft: Draft = {
      from: id,
      to: workload,
      ports: this.setOf(ports),
      ...likeOf(connection),
      workload,
      side: 'from',
      ...end,
    };
    if (from.kind === 'addresses') this.exposures.add(workload, 'from', from);
    if (id === internetId('from') && from.kind === 'addresses') {
      this.putDirect({ ...draft, addresses: addressSetOf(from) });
    } else {
      this.putDivided(draft, from.kind !== 'workload' && from.kind !== 'pods');
    }
  }

  private addOut(connection: Connection, to: Exclude<End, { kind: 'workload' }>): void {
    const { from, ports, services = [] } = connection;
    const workload = from.kind === 'workload' ? from.id : '';
    const id = this.boxes.ends.idOf(to, 'to', ports);
    const alias = to.kind === 'name' ? this.aliases.ofName(namespaceOf(workload), to.name) : undefined;
    const service = alias ?? this.boxes.services.idOf(serviceOf(services[0]), workload);
    const set = this.setOf(ports);
    const draft: Draft = {
      from: workload,
      to: id,
      ...named('service', service),
      ports: set,
      ...likeOf(connection),
      workload,
      side: 'to',
      end: to,
    };
    if (to.kind === 'addresses') this.exposures.add(workload, 'to', to);
    if (to.kind === 'addresses' && id === internetId('to')) this.putDirect({ ...draft, addresses: addressSetOf(to) });
    else this.put(draft);
  }

  /** The arrows into a workload, by the Services that its ports are behind. */
  private putDivided(draft: Draft, isFromAddresses: boolean): void {
    const position = this.analysis.cluster.positions.get(draft.workload)!;
    for (const { service, ports } of this.boxes.services.divide(position, draft.ports, isFromAddresses)) {
      this.put({ ...draft, ports, ...named('service', service) });
    }
  }

  /** Both families of addresses on the same ports are one. */
  private putDirect(draft: Draft): void {
    const key = `${keyOf({ ...draft, addresses: undefined })}\n${draft.ports.toString()}`;
    const known = this.direct.get(key);
    if (known === undefined) this.direct.set(key, draft);
    else join(known, draft);
  }

  /** What comes in by ways on all of these ports has its arrows, which say then that any address is let in. */
  private settle(draft: Draft): void {
    const own = draft.side === 'to' ? [] : (this.byWay.get(draft.workload) ?? []);
    const ways = own.filter(({ like }) => likeKey(like) === likeKey(draft.like));
    if (PortSet.unionAll(ways.map(({ ports }) => ports)).includes(draft.ports)) {
      for (const way of ways) {
        if (way.ports.overlaps(draft.ports)) join(way, draft);
      }
    } else if (draft.side === 'from') {
      this.putDivided(draft, true);
    } else {
      this.put({ ...named('service', this.aliasOf(draft)), ...draft });
    }
  }

  /**
   * The alias that a connection with the public internet is there for: one on its ports alone, in a namespace of which no other workload
   * has such a connection on these ports.
   */
  private aliasOf({ workload, side, ports }: Draft): string | undefined {
    const namespace = namespaceOf(workload);
    const alias = this.aliases.ofPorts(namespace, ports);
    const isAnothers = (other: Draft): boolean =>
      other.side === side &&
      other.workload !== workload &&
      namespaceOf(other.workload) === namespace &&
      other.ports.overlaps(ports);
    return alias === undefined || [...this.direct.values()].some(isAnothers) ? undefined : alias;
  }

  /** Whether it is a new arrow. */
  private put(draft: Draft): boolean {
    const key = keyOf(draft);
    const known = this.drafts.get(key);
    if (known === undefined) {
      this.drafts.set(key, draft);
    } else {
      known.ports = known.ports.union(draft.ports);
      join(known, { changes: draft.changes });
    }
    return known === undefined;
  }

  /** Many connections share a list of ports. */
  private setOf(ports: Connection['ports']): PortSet {
    let set = this.sets.get(ports);
    if (set === undefined) this.sets.set(ports, (set = PortSet.ofRanges(ports)));
    return set;
  }

  private toEdge(draft: Draft, isOnly: boolean): PictureEdge {
    const { from, to, way, service, ports, like, workload, side, end, clients, addresses, changes } = draft;
    const { verdict, reason, only, change } = like;
    const ranges = ports.ranges();
    // The internet as a whole is open where one family of addresses is: another arrow may be that one.
    const asked = isOnly || way !== undefined || addresses === undefined ? undefined : askedPartOf(addresses);
    const outside = clients ?? (addresses === undefined ? undefined : outsideText(addresses));
    return {
      from,
      to,
      ...named('way', way),
      ...named('service', service),
      ports: formatFewPorts(ranges),
      ranges,
      verdict,
      ...named('reason', verdict === 'undefined' ? reason?.text : undefined),
      ...named('only', only),
      exposure: clients === undefined ? this.exposures.of(workload, side, end) : 'outside',
      ...named('outside', outside),
      ...named('asked', asked),
      ...named('change', change),
      ...named('changes', changes.length === 0 ? undefined : changes),
    };
  }
}

/** What a connection gives to its arrow. */
function likeOf(connection: Connection): Pick<Draft, 'like' | 'changes'> {
  return { like: connection, changes: connection.ofChange === undefined ? [] : [connection.ofChange] };
}

/** Adds the addresses of one arrow to another one, and the changes that it is of. */
function join(draft: Draft, { addresses, changes }: Pick<Draft, 'addresses' | 'changes'>): void {
  if (addresses !== undefined) draft.addresses = addresses.union(draft.addresses ?? AddressSet.NONE);
  if (changes.length > 0) draft.changes = [...new Set([...draft.changes, ...changes])].sort((a, b) => a - b);
}

function keyOf({ from, to, way = '', service = '', clients = '', like, addresses }: Draft): string {
  const outside = addresses === undefined ? '' : outsideText(addresses);
  return [from, to, way, service, clients, outside, likeKey(like)].join('\n');
}

/** What connections have alike that are one arrow. */
function likeKey({ verdict, reason, only, change }: Connection): string {
  const why = verdict === 'undefined' ? reason?.text : undefined;
  if (why === undefined && only === undefined && change === undefined) return verdict;
  return JSON.stringify([verdict, why, only, change]);
}

/** The boxes that an arrow is between. */
function pairOf({ from, to }: Draft): string {
  return `${from}\n${to}`;
}

function namespaceOf(workload: string): string {
  return workload.slice(0, workload.indexOf('/'));
}

/** `shop/Service/web` of `shop/Service/web:80`. */
function serviceOf(port: string | undefined): string {
  return port === undefined ? '' : port.slice(0, port.lastIndexOf(':'));
}

/** A property, where there is a value for it. */
function named<K extends string, V>(name: K, value: V | undefined): { readonly [P in K]?: V } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [P in K]?: V };
}
