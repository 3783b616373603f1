import { Graph } from './graph';
import { Ranks } from './ranks';
import { SPACING } from './spacing';

/** Which column each box stands in. Column 0 is the left rim, the last one the right rim. */
export interface Columns {
  readonly column: Int32Array;
  /** How many there are between the rims. */
  readonly inner: number;
  /** Boxes without edges: they fill up what others leave. */
  readonly idle: readonly boolean[];
}

/** How much higher than wide a picture may get before its columns are split. */
const HIGHEST = 1;
/** The same for boxes without edges, which may stand anywhere. */
const IDLE_HIGHEST = 0.6;
/** About the room between two columns, and what the rims take. */
const BETWEEN = 36;
const RIMS = 340;
/** What is less high than this is not split. */
const SMALL = 900;

/** The layers as columns: one that is too high is split into several. */
export function columnsOf(graph: Graph, ranks: Ranks): Columns {
  const { nodes, lane } = graph;
  const stacks = new Stacks(graph, ranks);
  const limit = stacks.limit();
  const column = new Int32Array(nodes.length);
  let begin = 1;
  let firsts = 0;
  for (let rank = 0; rank < ranks.count; rank++) {
    if (rank === ranks.first) firsts = begin - 1;
    begin += stacks.split(rank, limit, (node, part) => (column[node] = begin + part));
  }
  if (ranks.first === ranks.count) firsts = begin - 1;
  const idle = nodes.map((_, i) => lane[i] >= 0 && ranks.rank[i] < 0);
  const inner = stacks.widen(idle, firsts, Math.max(begin - 1, graph.lanes > 0 ? 1 : 0), limit);
  fill(graph, column, idle, firsts, inner);
  nodes.forEach(({ rim }, i) => {
    if (lane[i] < 0) column[i] = rim === 'left' ? 0 : inner + 1;
  });
  return { column, inner, idle };
}

/** Puts boxes without edges where the columns of their lanes are lowest. */
function fill(
  { nodes, lane, lanes }: Graph,
  column: Int32Array,
  idle: readonly boolean[],
  firsts: number,
  inner: number,
): void {
  const from = Math.min(firsts, inner - 1);
  const heights = Array.from({ length: lanes }, () => new Float64Array(inner));
  nodes.forEach(({ height }, i) => {
    if (lane[i] >= 0 && !idle[i]) heights[lane[i]][column[i] - 1] += height + SPACING.boxes;
  });
  nodes.forEach(({ height }, i) => {
    if (!idle[i]) return;
    const own = heights[lane[i]];
    let least = from;
    for (let c = from; c < inner; c++) if (own[c] < own[least]) least = c;
    own[least] += height + SPACING.boxes;
    column[i] = least + 1;
  });
}

/** How high the boxes of each layer are, in each lane. */
class Stacks {
  private readonly boxes: number[][][];
  private readonly heights: number[][];
  private readonly widths: number[];

  constructor(
    private readonly graph: Graph,
    private readonly ranks: Ranks,
  ) {
    const { nodes, lane, lanes } = graph;
    this.boxes = Array.from({ length: ranks.count }, () => Array.from({ length: lanes }, () => []));
    this.heights = this.boxes.map((lists) => lists.map(() => 0));
    this.widths = this.boxes.map(() => 0);
    nodes.forEach(({ width, height }, i) => {
      const rank = ranks.rank[i];
      if (rank < 0) return;
      this.boxes[rank][lane[i]].push(i);
      this.heights[rank][lane[i]] += height + SPACING.boxes;
      this.widths[rank] = Math.max(this.widths[rank], width);
    });
  }

  /** The height at which columns are split, so that the picture does not get much higher than wide. */
  public limit(): number {
    let limit = this.heights.reduce((most, own) => Math.max(most, ...own), 1);
    for (; limit > 100; limit *= 0.85) {
      if (this.height(limit) < Math.max(SMALL, HIGHEST * this.width(limit))) break;
    }
    return limit;
  }

  /** Tells the part of each box of a layer; answers how many parts there are. */
  public split(rank: number, limit: number, tell: (node: number, part: number) => void): number {
    const { next } = this.ranks;
    this.boxes[rank].forEach((boxes, lane) => {
      const height = this.heights[rank][lane];
      const count = parts(height, limit);
      // Boxes that have arrows to the right stand right of those that have none.
      const sorted = count === 1 ? boxes : [...boxes].sort((a, b) => Number(next[a].length > 0) - Number(next[b].length > 0) || a - b); // prettier-ignore
      let y = 0;
      for (const node of sorted) {
        tell(node, Math.min(count - 1, Math.floor((y / height) * count + 1e-6)));
        y += this.graph.nodes[node].height + SPACING.boxes;
      }
    });
    return this.parts(rank, limit);
  }

  /** How many columns are needed so that boxes without edges do not make the picture much higher than wide. */
  public widen(idle: readonly boolean[], firsts: number, least: number, limit: number): number {
    const { nodes, lane, lanes } = this.graph;
    const [idles, all] = [0, 1].map(() => new Float64Array(lanes));
    let widest = 0;
    nodes.forEach(({ width, height }, i) => {
      if (lane[i] < 0) return;
      all[lane[i]] += height + SPACING.boxes;
      if (!idle[i]) return;
      idles[lane[i]] += height + SPACING.boxes;
      widest = Math.max(widest, width);
    });
    const [given, highest] = [this.width(limit), this.height(limit)];
    const most = Math.max(least, ...idles.map((height) => Math.ceil(height / 100)));
    for (let count = least; count < most; count++) {
      const free = Math.max(1, count - firsts);
      const height = this.sumOfLanes((one) => (idles[one] === 0 ? 0 : all[one] / free));
      if (height < Math.max(SMALL / 3, highest, IDLE_HIGHEST * (given + (count - least) * (widest + BETWEEN)))) {
        return count;
      }
    }
    return most;
  }

  private parts(rank: number, limit: number): number {
    return this.heights[rank].reduce((most, height) => Math.max(most, parts(height, limit)), 1);
  }

  /** About how high and how wide the picture is when columns are split at a height. */
  private height(limit: number): number {
    return this.sumOfLanes((lane) =>
      this.heights.reduce((most, own) => Math.max(most, own[lane] / parts(own[lane], limit)), 0),
    );
  }

  private width(limit: number): number {
    return this.widths.reduce((sum, own, rank) => sum + (own + BETWEEN) * this.parts(rank, limit), RIMS);
  }

  private sumOfLanes(heightOf: (lane: number) => number): number {
    let sum = 0;
    for (let lane = 0; lane < this.graph.lanes; lane++) sum += heightOf(lane) + 80;
    return sum;
  }
}

function parts(height: number, limit: number): number {
  return Math.max(1, Math.ceil(height / limit - 1e-6));
}
