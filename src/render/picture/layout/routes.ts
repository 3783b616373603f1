import { Chain, Chains } from './chains';
import { Columns } from './columns';
import { Graph } from './graph';
import { Point } from './layout-model';
import { SPACING } from './spacing';

/** Where columns stand. */
export interface Sides {
  readonly left: Float64Array;
  readonly right: Float64Array;
  /** The sides of all frames. */
  readonly frame: readonly [number, number];
}

/** Columns as wide as their widest boxes, all frames as wide as the widest has to be at `least`, with room between them for the lines. */
export function sidesOf(
  { nodes, lanes }: Graph,
  { column, inner }: Columns,
  { items }: Chains,
  y: Float64Array,
  least: number,
): Sides {
  const count = inner + 2;
  const [widths, left, right, gaps] = [0, 1, 2, 3].map(() => new Float64Array(count));
  nodes.forEach(({ width }, i) => (widths[column[i]] = Math.max(widths[column[i]], Math.ceil(width))));
  const lines = new Float64Array(count);
  items.forEach((item, i) => {
    for (const { to, own, other } of item.right) {
      lines[item.column]++;
      gaps[item.column] = Math.max(gaps[item.column], Math.abs(y[i] + own - y[to] - other));
    }
    for (const { to } of item.beside) {
      if (items[to].box < 0) lines[item.column] += 1;
    }
  });
  const padding = lanes > 0 ? SPACING.padding : 0;
  let x = SPACING.margin;
  for (let c = 0; c < count; c++) {
    left[c] = x;
    right[c] = x += widths[c];
    const isRim = c === 0 || c === inner;
    const wanted = SPACING.leastGap + 2 * Math.sqrt(lines[c]) + 0.06 * gaps[c];
    const isEmpty = isRim && lines[c] === 0 && (c === 0 ? widths[0] : widths[count - 1] + lines[c]) === 0;
    x += isEmpty ? padding : Math.round(Math.min(SPACING.mostGap, wanted)) + (isRim ? padding : 0);
  }
  const begin = left[1] - padding;
  const more = Math.max(0, begin + least - right[inner] - padding);
  left[inner + 1] += more;
  right[inner + 1] += more;
  return { left, right, frame: [begin, right[inner] + padding + more] };
}

/** The points that a line goes through. */
export function routeOf(
  { items: way, back, out, in: into }: Chain,
  { items }: Chains,
  graph: Graph,
  sides: Sides,
  y: Float64Array,
): Point[] {
  const points: Point[] = [];
  const add = (x: number, at: number): void => {
    const last = points[points.length - 1];
    if (last !== undefined && Math.abs(last.x - x) <= 0.01 && last.y === at) return;
    const before = points[points.length - 2];
    // A point in the middle of a level piece says nothing.
    const isOn = before !== undefined && before.y === at && last.y === at && before.x < last.x === last.x < x;
    if (isOn) points.pop();
    points.push({ x, y: at });
  };
  way.forEach((i, k) => {
    const { column, box, frame } = items[i];
    const [left, right] = [sides.left[column], sides.right[column]];
    if (frame !== undefined) return add(sides.frame[frame.side === 'left' ? 0 : 1], y[i]);
    if (box < 0) {
      add(back ? right : left, y[i]);
      return add(back ? left : right, y[i]);
    }
    const x = graph.lane[box] < 0 && graph.nodes[box].rim !== 'left' ? left : right - graph.nodes[box].width; // prettier-ignore
    if (k === 0) {
      add(x + graph.nodes[box].width, y[i] + out);
      return add(right, y[i] + out);
    }
    add(left, y[i] + into);
    return add(x, y[i] + into);
  });
  return points;
}
