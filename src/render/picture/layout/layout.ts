import { chainsOf } from './chains';
import { Columns, columnsOf } from './columns';
import { topsOf } from './coordinates';
import { graphOf } from './graph';
import { laneOrder } from './lane-order';
import { LayoutInput, LayoutResult, Point, Rectangle } from './layout-model';
import { sortStacks } from './order';
import { ranksOf } from './ranks';
import { routeOf, sidesOf } from './routes';
import { SPACING } from './spacing';
import { stacksOf, stripsOf } from './strips';

/** In which columns boxes stand. */
export interface LayoutColumns extends Columns {
  readonly byId: ReadonlyMap<string, number>;
}

/** In which column each box will stand, so that those of one column can be made equally wide before they are placed. */
export function columnsFor(input: LayoutInput): LayoutColumns {
  const graph = graphOf(input);
  const columns = columnsOf(graph, ranksOf(graph));
  return { ...columns, byId: new Map(input.nodes.map(({ id }, i) => [id, columns.column[i]])) };
}

/**
 * Places boxes in columns, from left to right along the arrows, and each frame's boxes in one strip; then draws lines
 * between them that pass no box.
 */
export function layout(input: LayoutInput, columns: LayoutColumns = columnsFor(input)): LayoutResult {
  const graph = graphOf(input);
  const chains = chainsOf(graph, columns);
  const place = laneOrder(graph);
  const headers = input.lanes.map(({ header }) => header);
  const stacks = stacksOf(chains.items, place, columns.inner + 2);
  sortStacks(chains, stacks, stripsOf(chains, stacks, place, headers));
  const strips = stripsOf(chains, stacks, place, headers);
  const y = topsOf(chains, stacks, strips).map((top) => Math.round(top * 2) / 2 + SPACING.margin);
  const sides = sidesOf(graph, columns, chains, y, Math.max(0, ...input.lanes.map((lane) => lane.width ?? 0)));
  const nodes = new Map<string, Point>();
  input.nodes.forEach(({ id, width, lane, rim }, i) => {
    const c = columns.column[i];
    nodes.set(id, { x: lane === undefined && rim !== 'left' ? sides.left[c] : sides.right[c] - width, y: y[i] });
  });
  const [left, right] = sides.frame;
  const frame = (i: number): Rectangle => ({ x: left, y: strips.top[i] + SPACING.margin, width: right - left, height: strips.bottom[i] - strips.top[i] }); // prettier-ignore
  return {
    width: sides.right[columns.inner + 1] + SPACING.margin,
    height: strips.height + 2 * SPACING.margin,
    nodes,
    lanes: new Map(input.lanes.map(({ id }, i) => [id, frame(i)])),
    edges: new Map(input.edges.map(({ id }, i) => [id, routeOf(chains.chains[i], chains, graph, sides, y)])),
  };
}
