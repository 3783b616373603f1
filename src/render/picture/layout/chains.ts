import { Columns } from './columns';
import { Graph, GraphEdge, GraphEnd } from './graph';

/** What takes room in a column: a box, or a line that passes. */
export interface Item {
  readonly column: number;
  /** -1: at a rim. */
  readonly lane: number;
  /** A position; -1: a line. */
  readonly box: number;
  readonly height: number;
  /** It stands at the bottom, as it has no edges. */
  readonly idle: boolean;
  /** The end of a line at a frame, not in any column: its side, and its place among those of the lane. */
  readonly frame?: { readonly side: 'left' | 'right'; readonly place: number } | undefined;
  /** Links to items of the column before, and of the next one. */
  readonly left: Link[];
  readonly right: Link[];
  /** Of lines that go back: what they come from, or lead to, in the same column. */
  readonly beside: Link[];
}

/** A piece of a line, from an item to another one. */
export interface Link {
  readonly to: number;
  /** Distances from the tops of both. */
  readonly own: number;
  readonly other: number;
  readonly weight: number;
}

/** The way of an edge. */
export interface Chain {
  readonly items: readonly number[];
  /** It goes around to the left. */
  readonly back: boolean;
  readonly out: number;
  readonly in: number;
}

/** Boxes, and the lines between them cut at each column. */
export interface Chains {
  readonly items: readonly Item[];
  readonly chains: readonly Chain[];
  /** How many lines begin or end at the frame of each lane. */
  readonly frames: Int32Array;
}

/** Cuts edges at columns. Edges to one port share what is in the columns between. */
export function chainsOf(graph: Graph, columns: Columns): Chains {
  return new Cutter(graph, columns).cut();
}

class Cutter {
  private readonly items: Item[] = [];
  private readonly frames: Int32Array;
  private readonly trunks = new Map<string, Map<number, number>>();

  constructor(
    private readonly graph: Graph,
    private readonly columns: Columns,
  ) {
    this.frames = new Int32Array(graph.lanes);
    const { column, idle } = columns;
    graph.nodes.forEach(({ height }, box) =>
      this.item({ column: column[box], lane: graph.lane[box], box, height, idle: idle[box] }),
    );
  }

  public cut(): Chains {
    const chains = this.graph.edges.map((edge) => this.chain(edge));
    return { items: this.items, chains, frames: this.frames };
  }

  private chain(edge: GraphEdge): Chain {
    const { from, to } = edge;
    const [source, target] = [this.end(from, to, 'from'), this.end(to, from, 'to')];
    const [out, into] = [this.port(from, 'outPorts'), this.port(to, 'inPorts')];
    const [a, b] = [this.items[source].column, this.items[target].column];
    const lane = to.lane >= 0 ? to.lane : from.lane >= 0 ? from.lane : 0;
    const slot = to.node >= 0 ? `${to.node} ${to.port}` : `f${target}`;
    const back = a >= b;
    const items = [source];
    // A line between two frames goes around left of both.
    if (from.node < 0 && to.node < 0) {
      items.length = 1;
    } else if (back) {
      for (let c = a, own = this.trunk(`${slot} ${lane} back`); c >= b; c--) items.push(this.piece(own, c, lane));
    } else {
      for (let c = a + 1, own = this.trunk(`${slot} ${lane}`); c < b; c++) items.push(this.piece(own, c, lane));
    }
    items.push(target);
    for (let i = 1; i < items.length; i++) {
      this.link(items[i - 1], items[i], i === 1 ? out : 0, i === items.length - 1 ? into : 0);
    }
    return { items, back, out, in: into };
  }

  /** The item that an edge begins or ends at. Lines of a frame leave it towards the rim that they lead to. */
  private end(end: GraphEnd, other: GraphEnd, side: 'from' | 'to'): number {
    if (end.node >= 0) return end.node;
    const { inner } = this.columns;
    const column = other.node >= 0 && other.lane < 0 ? this.columns.column[other.node] : -1;
    const place = this.frames[end.lane]++;
    const own = { lane: end.lane, box: -1, height: 0, idle: false };
    if (side === 'from') {
      const isRight = column > inner;
      return this.item({ ...own, column: isRight ? inner : 0, frame: { side: isRight ? 'right' : 'left', place } });
    }
    // Between frames a line goes at the left of both.
    const isLeft = column === 0 || other.node < 0;
    return this.item({ ...own, column: isLeft ? (other.node < 0 ? 0 : 1) : inner + 1, frame: { side: isLeft ? 'left' : 'right', place } }); // prettier-ignore
  }

  private port({ node, port }: GraphEnd, ports: 'inPorts' | 'outPorts'): number {
    if (node < 0) return 0;
    const one = this.graph.nodes[node];
    return one[ports][port] ?? one.height / 2;
  }

  /** The pieces by columns of the lines to one port. */
  private trunk(name: string): Map<number, number> {
    const known = this.trunks.get(name) ?? new Map<number, number>();
    this.trunks.set(name, known);
    return known;
  }

  private piece(trunk: Map<number, number>, column: number, lane: number): number {
    const isInner = column > 0 && column <= this.columns.inner;
    const known =
      trunk.get(column) ?? this.item({ column, lane: isInner ? lane : -1, box: -1, height: 0, idle: false });
    trunk.set(column, known);
    return known;
  }

  private item({ column, lane, box, height, idle, frame }: Omit<Item, 'left' | 'right' | 'beside'>): number {
    return this.items.push({ column, lane, box, height, idle, frame, left: [], right: [], beside: [] }) - 1;
  }

  private link(from: number, to: number, own: number, other: number): void {
    const [a, b] = [this.items[from], this.items[to]];
    const [out, into] = a.column === b.column ? [a.beside, b.beside] : a.column < b.column ? [a.right, b.left] : [a.left, b.right]; // prettier-ignore
    if (out.some((link) => link.to === to && link.own === own && link.other === other)) return;
    const weight = a.box < 0 && b.box < 0 ? 8 : a.box < 0 || b.box < 0 ? 3 : 1;
    out.push({ to, own, other, weight });
    into.push({ to: from, own: other, other: own, weight });
  }
}
