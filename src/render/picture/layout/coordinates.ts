import { Chains, Item, Link } from './chains';
import { isotonic } from './isotonic';
import { SPACING } from './spacing';
import { boundsOf, distance, placeStack, Stack, Strips } from './strips';

/** How often all boxes move towards what they are linked to. */
const ROUNDS = 12;
/** Of more items than these half as often. */
const MANY = 6000;

/** The tops of all items: near to what they are linked to, in the order of their stacks, within their frames. */
export function topsOf({ items, chains }: Chains, stacks: readonly (readonly Stack[])[], strips: Strips): Float64Array {
  const y = new Float64Array(items.length);
  items.forEach(({ frame, lane }, i) => {
    if (frame !== undefined) y[i] = strips.top[lane] + 12 + frame.place * SPACING.frameLines;
  });
  for (const stack of stacks.flat()) placeStack(stack, items, strips, y);
  const linksOf = [
    items.map(({ left, beside }) => (beside.length === 0 ? left : [...left, ...beside])),
    items.map(({ right, beside }) => (beside.length === 0 ? right : [...right, ...beside])),
    items.map(({ left, right, beside }) => [...left, ...right, ...beside]),
  ];
  const rounds = items.length > MANY ? ROUNDS / 2 : ROUNDS;
  for (let round = 0; round < rounds; round++) {
    const links = linksOf[round < 4 ? round % 2 : 2];
    for (const own of round % 2 === 0 ? stacks : [...stacks].reverse()) {
      for (const stack of own) settle(stack, items, strips, y, (i) => wanted(i, items, links[i], y));
    }
  }
  straighten(items, chains.map((chain) => chain.items), stacks, strips, y); // prettier-ignore
  return y;
}

/** Where an item wants to be, and how much. */
function wanted(i: number, items: readonly Item[], links: readonly Link[], y: Float64Array): [number, number] {
  if (items[i].idle) return [1e9, 1e-6];
  if (links.length === 0) return [y[i], 0.01];
  const [{ to: only, own: port, other: there, weight: pull }] = links;
  if (links.length === 1) return [y[only] + there - port, pull];
  const places = links.map(({ to, own, other, weight }) => ({ at: y[to] + other - own, weight }));
  places.sort((a, b) => a.at - b.at);
  const all = places.reduce((sum, { weight }) => sum + weight, 0);
  // The middle one; between the two in the middle, where there are two.
  let sum = 0;
  for (let k = 0; k < places.length; k++) {
    sum += places[k].weight;
    if (sum * 2 > all) return [places[k].at, all];
    if (sum * 2 === all) return [(places[k].at + places[k + 1].at) / 2, all];
  }
  return [y[i], 0.01];
}

/** Moves the items of a stack as near as possible to where they want to be. */
function settle(
  stack: Stack,
  items: readonly Item[],
  strips: Strips,
  y: Float64Array,
  want: (item: number) => readonly [number, number],
): void {
  const order = stack.items;
  const [from, to] = boundsOf(stack, strips);
  const offsets = new Float64Array(order.length);
  for (let k = 1; k < order.length; k++) {
    const [upper, lower] = [items[order[k - 1]], items[order[k]]];
    offsets[k] = offsets[k - 1] + upper.height + distance(upper, lower);
  }
  const last = order.length - 1;
  const most = to - offsets[last] - items[order[last]].height;
  const [wants, weights] = [new Float64Array(order.length), new Float64Array(order.length)];
  for (let k = 0; k <= last; k++) {
    const [at, weight] = want(order[k]);
    wants[k] = at - offsets[k];
    weights[k] = Math.max(weight, 1e-6);
  }
  const places = isotonic(wants, weights);
  for (let k = 0; k <= last; k++) y[order[k]] = Math.max(from, Math.min(most, places[k])) + offsets[k];
}

/** Makes lines that pass several columns level, where there is room. */
function straighten(
  items: readonly Item[],
  chains: readonly (readonly number[])[],
  stacks: readonly (readonly Stack[])[],
  strips: Strips,
  y: Float64Array,
): void {
  const above = new Int32Array(items.length).fill(-1);
  const below = new Int32Array(items.length).fill(-1);
  const bounds: (readonly [number, number])[] = [];
  for (const stack of stacks.flat()) {
    stack.items.forEach((i, k) => {
      bounds[i] = boundsOf(stack, strips);
      if (k > 0) above[i] = stack.items[k - 1];
      if (k + 1 < stack.items.length) below[i] = stack.items[k + 1];
    });
  }
  const seen = new Set<number>();
  for (const chain of chains) {
    const lines = chain.filter((i) => items[i].box < 0 && items[i].frame === undefined);
    if (lines.length === 0 || seen.has(lines[0])) continue;
    lines.forEach((i) => seen.add(i));
    const least = Math.max(...lines.map((i) => (above[i] < 0 ? bounds[i][0] : y[above[i]] + items[above[i]].height + distance(items[above[i]], items[i])))); // prettier-ignore
    const most = Math.min(...lines.map((i) => (below[i] < 0 ? bounds[i][1] : y[below[i]] - distance(items[i], items[below[i]])))); // prettier-ignore
    if (least > most) continue;
    const middle = [...lines].map((i) => y[i]).sort((a, b) => a - b)[Math.floor(lines.length / 2)];
    for (const i of lines) y[i] = Math.max(least, Math.min(most, middle));
  }
}
