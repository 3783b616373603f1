import { Chains, Item } from './chains';
import { SPACING } from './spacing';

/** Items of one lane in one column, from above; or all of a rim. */
export interface Stack {
  readonly column: number;
  /** -1: a rim. */
  readonly lane: number;
  items: number[];
}

/** Where the boxes of lanes may stand. */
export interface Strips {
  /** The upper and the lower border of each frame. */
  readonly top: Float64Array;
  readonly bottom: Float64Array;
  /** The uppermost and the lowest place of a box. */
  readonly from: Float64Array;
  readonly to: Float64Array;
  /** The height of the picture without margins. */
  readonly height: number;
}

/** The items by columns, and in each by lanes, in the order in which they came. */
export function stacksOf(items: readonly Item[], place: Int32Array, columns: number): Stack[][] {
  const all = Array.from({ length: columns }, () => new Map<number, Stack>());
  items.forEach(({ column, lane, frame }, i) => {
    if (frame !== undefined) return;
    const own = all[column];
    const stack = own.get(lane) ?? { column, lane, items: [] };
    own.set(lane, stack);
    stack.items.push(i);
  });
  return all.map((own) => [...own.values()].sort((a, b) => place[a.lane] - place[b.lane]));
}

/** The distance that two neighbours keep. */
export function distance(upper: Item, lower: Item): number {
  if (upper.box < 0) return lower.box < 0 ? SPACING.lines : SPACING.boxLine;
  return lower.box < 0 ? SPACING.boxLine : SPACING.boxes;
}

/** How high a stack is. */
export function stackHeight(items: readonly Item[], order: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < order.length; at++) {
    const item = items[order[at]];
    sum += item.height + (at === 0 ? 0 : distance(items[order[at - 1]], item));
  }
  return sum;
}

/** The frames one below the other, each as high as its highest column. */
export function stripsOf(
  { items, frames }: Chains,
  stacks: readonly (readonly Stack[])[],
  place: Int32Array,
  headers: readonly number[],
): Strips {
  const heights = new Float64Array(headers.length);
  let rim = 0;
  for (const stack of stacks.flat()) {
    const height = stackHeight(items, stack.items);
    if (stack.lane < 0) rim = Math.max(rim, height);
    else heights[stack.lane] = Math.max(heights[stack.lane], height);
  }
  const [top, bottom, from, to] = [0, 1, 2, 3].map(() => new Float64Array(headers.length));
  const order = headers.map((_, lane) => lane).sort((a, b) => place[a] - place[b]);
  let y = 0;
  for (const lane of order) {
    const header = Math.max(headers[lane], frames[lane] === 0 ? 0 : frames[lane] * SPACING.frameLines + 16);
    top[lane] = y;
    from[lane] = y + header + (header === 0 ? 0 : 4);
    to[lane] = from[lane] + heights[lane];
    bottom[lane] = y = to[lane] + (header === 0 ? 0 : SPACING.padding);
    y += SPACING.lanes;
  }
  const height = Math.max(0, y - SPACING.lanes);
  const shift = Math.max(0, (rim - height) / 2);
  for (const list of [top, bottom, from, to]) list.forEach((one, i) => (list[i] = one + shift));
  return { top, bottom, from, to, height: Math.max(height, rim) };
}

/** The highest and the lowest place of a stack. */
export function boundsOf({ lane }: Stack, { from, to, height }: Strips): readonly [number, number] {
  return lane < 0 ? [0, height] : [from[lane], to[lane]];
}

/** Items of a stack one below the other, in the middle of their lane. */
export function placeStack(stack: Stack, items: readonly Item[], strips: Strips, y: Float64Array): void {
  const order = stack.items;
  const [from, to] = boundsOf(stack, strips);
  let at = (from + to - stackHeight(items, order)) / 2;
  for (let k = 0; k < order.length; k++) {
    const item = items[order[k]];
    if (k > 0) at += distance(items[order[k - 1]], item);
    y[order[k]] = at;
    at += item.height;
  }
}
