import { LayoutEnd, LayoutInput, LayoutNode } from './layout-model';

/** The input in numbers: boxes, lanes and edges are positions in it. */
export interface Graph {
  readonly nodes: readonly LayoutNode[];
  /** The lane of each box; -1: it stands at a rim. */
  readonly lane: readonly number[];
  readonly lanes: number;
  readonly edges: readonly GraphEdge[];
}

/** An edge in numbers. */
export interface GraphEdge {
  readonly from: GraphEnd;
  readonly to: GraphEnd;
}

/** A port of a box, or, where `node` is -1, the frame of a lane. */
export interface GraphEnd {
  readonly node: number;
  readonly port: number;
  readonly lane: number;
}

/** Gives numbers to all that has a name. */
export function graphOf({ lanes, nodes, edges }: LayoutInput): Graph {
  const laneOf = new Map(lanes.map(({ id }, i) => [id, i]));
  const nodeOf = new Map(nodes.map(({ id }, i) => [id, i]));
  const lane = nodes.map((node) => (node.lane === undefined ? -1 : found(laneOf, node.lane)));
  const end = (one: LayoutEnd): GraphEnd => {
    if ('lane' in one) return { node: -1, port: 0, lane: found(laneOf, one.lane) };
    const node = found(nodeOf, one.node);
    return { node, port: one.port, lane: lane[node] };
  };
  return { nodes, lane, lanes: lanes.length, edges: edges.map(({ from, to }) => ({ from: end(from), to: end(to) })) };
}

function found(positions: ReadonlyMap<string, number>, id: string): number {
  const position = positions.get(id);
  if (position === undefined) throw new Error(`layout: there is no ${JSON.stringify(id)}`);
  return position;
}

/** The edges between boxes of lanes, as pairs of boxes, each once, and none from a box to itself. */
export function laneArrows({ lane, edges }: Graph): readonly (readonly [number, number])[] {
  const seen = new Set<number>();
  const arrows: [number, number][] = [];
  for (const { from, to } of edges) {
    if (from.node < 0 || to.node < 0 || from.node === to.node || from.lane < 0 || to.lane < 0) continue;
    const key = from.node * lane.length + to.node;
    if (!seen.has(key)) arrows.push([from.node, to.node]);
    seen.add(key);
  }
  return arrows;
}

/** For each of `count` things those that it has an arrow to. */
export function successors(count: number, arrows: Iterable<readonly [number, number]>): number[][] {
  const lists = Array.from({ length: count }, (): number[] => []);
  for (const [from, to] of arrows) lists[from].push(to);
  return lists;
}
