import { withoutCircles } from './cycles';
import { Graph, laneArrows, successors } from './graph';

/** Boxes of lanes by layers, before layers that are too high are split. */
export interface Ranks {
  /** Of boxes at rims, and of those without any edge: -1. */
  readonly rank: Int32Array;
  /** How many layers there are. */
  readonly count: number;
  /** How many of them, at the left, are for ways in alone. */
  readonly first: number;
  /** What each box has an arrow to, as far as arrows go to the right. */
  readonly next: readonly (readonly number[])[];
}

/** Layers: each box to the right of all that have an arrow to it, as far as there are no circles. */
export function ranksOf(graph: Graph): Ranks {
  const { nodes, lane, edges } = graph;
  const isFirst = nodes.map(({ rank }, i) => lane[i] >= 0 && rank === 'first');
  const { fromLeft, toRight, incoming } = endsOf(graph);
  // Ways in stay left of all others: an arrow from another box back to them does not count.
  const all = laneArrows(graph).filter(([from, to]) => isFirst[from] || !isFirst[to]);
  const weight = (i: number): number => (isFirst[i] ? 0 : fromLeft[i] ? 1 : incoming[i] ? 3 : 2);
  const starts = nodes.map((_, i) => i).sort((a, b) => weight(a) - weight(b) || a - b);
  const arrows = withoutCircles(all, starts);
  const next = successors(nodes.length, arrows);
  const before = successors(nodes.length, arrows.map(([from, to]) => [to, from] as const)); // prettier-ignore
  const order = topological(next, before, starts);
  const rank = new Int32Array(nodes.length);
  for (const node of order) {
    if (isFirst[node]) for (const to of next[node]) rank[to] = Math.max(rank[to], rank[node] + 1);
  }
  const first = nodes.reduce((most, _, i) => (isFirst[i] ? Math.max(most, rank[i] + 1) : most), 0);
  for (const node of order) {
    // What nothing has an arrow to may stand below the ways in.
    if (!isFirst[node] && incoming[node]) rank[node] = Math.max(rank[node], first);
    for (const to of next[node]) rank[to] = Math.max(rank[to], rank[node] + 1);
  }
  const hasEdge = new Set(edges.flatMap(({ from, to }) => [from.node, to.node]));
  nodes.forEach((_, i) => (rank[i] = lane[i] >= 0 && (hasEdge.has(i) || isFirst[i]) ? rank[i] : -1));
  const count = rank.reduce((most, one) => Math.max(most, one + 1), first);
  const stays = nodes.map((_, i) => isFirst[i] || fromLeft[i] || before[i].some((one) => isFirst[one]));
  pull({ rank, count, next, before, order, stays, graph, toRight });
  return { rank, count, first, next };
}

interface Pull {
  readonly rank: Int32Array;
  readonly count: number;
  readonly next: readonly (readonly number[])[];
  readonly before: readonly (readonly number[])[];
  readonly order: readonly number[];
  readonly stays: readonly boolean[];
  readonly toRight: readonly boolean[];
  readonly graph: Graph;
}

/** Moves boxes to the right where that makes edges shorter. */
function pull({ rank, count, next, before, order, stays, toRight, graph: { nodes } }: Pull): void {
  for (let pass = 0; pass < 3; pass++) {
    for (let i = order.length - 1; i >= 0; i--) {
      const node = order[i];
      if (rank[node] < 0 || stays[node]) continue;
      const isLast = nodes[node].rank === 'last' || (before[node].length === 0 && toRight[node]);
      const most = next[node].reduce((least, to) => Math.min(least, rank[to] - 1), isLast ? count - 1 : Infinity);
      if (most === Infinity || (next[node].length <= before[node].length && !isLast)) continue;
      rank[node] = Math.max(rank[node], most);
    }
  }
}

/** Which boxes the rims have edges with, and which any box has an edge to. */
function endsOf({ nodes, lane, edges }: Graph): Record<'fromLeft' | 'toRight' | 'incoming', boolean[]> {
  const [fromLeft, toRight, incoming] = [0, 1, 2].map(() => nodes.map(() => false));
  const isLeft = (node: number): boolean => nodes[node].rim === 'left';
  for (const { from, to } of edges) {
    if (to.node >= 0 && from.node !== to.node) incoming[to.node] = true;
    if (from.node < 0 || to.node < 0) continue;
    if (lane[from.node] < 0 && isLeft(from.node)) fromLeft[to.node] = true;
    if (lane[to.node] < 0 && !isLeft(to.node)) toRight[from.node] = true;
  }
  return { fromLeft, toRight, incoming };
}

function topological(
  next: readonly (readonly number[])[],
  before: readonly (readonly number[])[],
  starts: readonly number[],
): readonly number[] {
  const missing = before.map(({ length }) => length);
  const order = starts.filter((node) => missing[node] === 0);
  for (const node of order) for (const to of next[node]) if (--missing[to] === 0) order.push(to);
  return order;
}
