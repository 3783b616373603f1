import { successors } from './graph';

/** Circles of at most so many boxes are laid out along one of their ways round; larger ones by the distance from their begin. */
const SMALL = 6;

type Arrow = readonly [number, number];

/**
 * The arrows without those that close a circle. `starts` are all boxes, in the order in which a walk along the arrows
 * begins at them: what is reached early stands left.
 */
export function withoutCircles(arrows: readonly Arrow[], starts: readonly number[]): Arrow[] {
  const next = successors(starts.length, arrows);
  const { component, sizes, entered, left } = walk(next, starts);
  const level = levels(next, starts, component, entered);
  return arrows.filter(([from, to]) => {
    if (component[from] !== component[to]) return true;
    if (sizes[component[from]] > SMALL) return level[from] < level[to];
    // An arrow closes a circle if the walk was still on its way from the target when it met it.
    return !(entered[to] <= entered[from] && left[to] >= left[from]);
  });
}

interface Walk {
  /** The strongly connected part of each box. */
  readonly component: Int32Array;
  readonly sizes: number[];
  /** When the walk came to a box, and when it left it for good. */
  readonly entered: Int32Array;
  readonly left: Int32Array;
}

/** Tarjan's strongly connected components, without recursion. */
function walk(next: readonly (readonly number[])[], starts: readonly number[]): Walk {
  const count = next.length;
  const [entered, left, low, at] = [0, 1, 2, 3].map((i) => new Int32Array(count).fill(i === 3 ? 0 : -1));
  const component = new Int32Array(count).fill(-1);
  const sizes: number[] = [];
  const open: number[] = [];
  let time = 0;
  const close = (node: number): void => {
    let size = 0;
    for (let last = -1; last !== node; size++) {
      last = open.pop()!;
      component[last] = sizes.length;
    }
    sizes.push(size);
  };
  for (const start of starts) {
    const path = entered[start] < 0 ? [start] : [];
    while (path.length > 0) {
      const node = path[path.length - 1];
      if (entered[node] < 0) {
        entered[node] = low[node] = time++;
        open.push(node);
      }
      if (at[node] < next[node].length) {
        const to = next[node][at[node]++];
        if (entered[to] < 0) path.push(to);
        else if (component[to] < 0) low[node] = Math.min(low[node], entered[to]);
        continue;
      }
      left[node] = time++;
      path.pop();
      if (low[node] === entered[node]) close(node);
      if (path.length > 0) low[path[path.length - 1]] = Math.min(low[path[path.length - 1]], low[node]);
    }
  }
  return { component, sizes, entered, left };
}

/** How many steps each box is away from where its component is entered. */
function levels(
  next: readonly (readonly number[])[],
  starts: readonly number[],
  component: Int32Array,
  entered: Int32Array,
): Int32Array {
  const level = new Int32Array(next.length).fill(-1);
  const begins = new Map<number, number>();
  for (const node of starts) {
    const first = begins.get(component[node]);
    if (first === undefined || entered[node] < entered[first]) begins.set(component[node], node);
  }
  for (const begin of begins.values()) {
    const queue = [begin];
    level[begin] = 0;
    for (const node of queue) {
      for (const to of next[node]) {
        if (component[to] !== component[node] || level[to] >= 0) continue;
        level[to] = level[node] + 1;
        queue.push(to);
      }
    }
  }
  return level;
}
