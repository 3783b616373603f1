import { Picture, PictureEdge, PictureNode } from '../picture';

/*
 * The way that traffic takes to one workload, as stops in columns: who sends it, by what it comes in, the node that forwards it, the Service,
 * the pods. Bands are rows of stops: first the way from outside, then clients of the Service, then those of the pods themselves.
 */

/** A box on the way. */
export interface FlowStop {
  readonly key: string;
  readonly node: PictureNode;
  readonly column: 0 | 1 | 2 | 3 | 4;
  readonly band: 0 | 1 | 2;
}

/** An arrow between two stops; `label` stands at its end. */
export interface FlowLink {
  readonly from: string;
  readonly to: string;
  readonly edge: PictureEdge;
  /** Of the edge in the picture; absent: it stands for several. */
  readonly position?: number;
  readonly label?: string;
}

/** How many clients are shown one by one. */
const SHOWN = 4;

/** The stops to a workload, or to the name that an alias leads to. */
export class FlowStops {
  private readonly made = new Map<string, FlowStop>();
  private readonly lines = new Map<string, FlowLink>();
  private readonly byId: ReadonlyMap<string, PictureNode>;
  /** The pods of the workload, or the names outside. */
  private readonly targets: readonly string[];

  constructor(
    private readonly picture: Picture,
    private readonly node: PictureNode,
  ) {
    this.byId = new Map(picture.nodes.map((each) => [each.id, each]));
    this.targets = node.kind === 'service' ? [] : podNames(node).map((name, i) => this.pod(name, i));
    picture.nodes.filter(({ before }) => before === node.id).forEach((service) => this.toTarget(service, []));
    const edges = [...picture.edges.entries()].filter(([, { to, service }]) =>
      node.kind === 'service' ? service === node.id : to === node.id,
    );
    const clients = [...new Set(edges.filter(([, { way }]) => way === undefined).map(([, { from }]) => from))];
    const hidden = new Set(clients.length > SHOWN + 1 ? clients.slice(SHOWN) : []);
    for (const [i, edge] of edges) this.add(edge, i, hidden);
  }

  public get stops(): readonly FlowStop[] {
    return [...this.made.values()];
  }

  public get links(): readonly FlowLink[] {
    return [...this.lines.values()];
  }

  private add(edge: PictureEdge, position: number, hidden: ReadonlySet<string>): void {
    const way = edge.way === undefined ? undefined : this.byId.get(edge.way);
    const service = edge.service === undefined ? undefined : this.byId.get(edge.service);
    const own = hidden.has(edge.from) ? undefined : position;
    const source = hidden.has(edge.from) ? others(hidden.size) : (this.byId.get(edge.from) ?? namespaceNode(edge.from));
    const band = way !== undefined ? 0 : service !== undefined ? 1 : 2;
    let last = this.stop(source, way !== undefined ? 0 : service !== undefined ? 2 : 3, band);
    if (way !== undefined) last = this.link(last, this.stop(way, 1, 0), edge, own);
    if (way !== undefined && (way.what === 'LoadBalancer' || way.what === 'NodePort')) {
      last = this.link(last, this.stop(nodeOf(way), 2, 0), edge, own);
    }
    if (service === undefined) {
      for (const target of this.targets) this.link(last, target, edge, own, edge.ports);
      return;
    }
    this.link(last, this.stop(service, 3, service.before === undefined ? 1 : band), edge, own);
    this.toTarget(service, [edge]);
  }

  /** From a Service on to its pods, or to the name that it is an alias of: with all ports of its edges. */
  private toTarget(service: PictureNode, edges: readonly PictureEdge[]): void {
    const from = this.stop(service, 3, 1);
    const [edge] = edges;
    if (this.node.kind === 'service') {
      const name = edge === undefined ? undefined : this.byId.get(edge.to);
      if (name !== undefined) this.link(from, this.stop(name, 4, 1), edge, undefined, 'CNAME');
      return;
    }
    const all = this.picture.edges.filter((each) => each.to === this.node.id && each.service === service.id);
    const ports = [...new Set(all.map((each) => each.ports))].join(', ');
    const worst = all.find(({ exposure }) => exposure === 'from internet') ?? all[0] ?? NO_EDGE;
    for (const target of this.targets) this.link(from, target, worst, undefined, ports);
  }

  private stop(node: PictureNode, column: FlowStop['column'], band: FlowStop['band']): string {
    const key = `${column} ${node.kind === 'service' ? '' : band} ${node.id}`;
    const before = this.made.get(key);
    if (before === undefined || before.band > band) this.made.set(key, { key, node, column, band });
    return key;
  }

  private pod(name: string, i: number): string {
    const { id, namespace } = this.node;
    const key = `4 pod ${i}`;
    const node: PictureNode = {
      id,
      kind: 'workload',
      name,
      what: '',
      ...(namespace === undefined ? {} : { namespace }),
    };
    this.made.set(key, { key, node, column: 4, band: 0 });
    return key;
  }

  private link(from: string, to: string, edge: PictureEdge, position?: number, label?: string): string {
    const key = JSON.stringify([from, to, label]);
    const own = position === undefined ? {} : { position };
    if (!this.lines.has(key)) {
      this.lines.set(key, { from, to, edge, ...own, ...(label === undefined ? {} : { label }) });
    }
    return to;
  }
}

const NO_EDGE: PictureEdge = { from: '', to: '', ports: '', ranges: [], verdict: 'allow', exposure: 'inside' };

/** Up to three pods, by their names where they have some that are known. */
function podNames({ name, what, replicas }: PictureNode): readonly string[] {
  if (what === 'DaemonSet') return ['a pod on each node'];
  if (what === 'Pod') return [name];
  if (replicas === undefined || replicas < 1) return ['pods'];
  const nth = (i: number): string => (what === 'StatefulSet' ? `${name}-${i}` : `pod ${i + 1}`);
  const shown = Array.from({ length: Math.min(replicas, 3) }, (_, i) => nth(i));
  return replicas > 3 ? [shown[0], shown[1], `… ${nth(replicas - 1)}`] : shown;
}

/** The node that forwards what comes in by a port of it. */
function nodeOf(way: PictureNode): PictureNode {
  return { id: way.id, kind: 'end', end: 'nodes', name: 'each node', what: 'forwards' };
}

function others(count: number): PictureNode {
  return { id: '', kind: 'end', end: 'any pod', name: `${count} others`, what: '' };
}

function namespaceNode(name: string): PictureNode {
  return { id: name, kind: 'namespace', name, what: 'namespace' };
}
