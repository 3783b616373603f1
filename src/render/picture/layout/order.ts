import { Chains, Item, Link } from './chains';
import { crossings, portion } from './crossings';
import { placeStack, Stack, Strips } from './strips';

/** How many times boxes are sorted by what they are linked to. */
const SWEEPS = 14;
/** And where there are many links. */
const MANY_SWEEPS = 5;
/** Neighbours change places one by one only where there are not more links than these. */
const FEW_LINKS = 6000;

/** Sorts each stack so that few lines cross. */
export function sortStacks(chains: Chains, stacks: readonly Stack[][], strips: Strips): void {
  const { items } = chains;
  const y = new Float64Array(items.length);
  const keys = new Float64Array(items.length);
  const links = items.reduce((sum, { right }) => sum + right.length, 0);
  const [left, right] = [pullsOf(items, 'left'), pullsOf(items, 'right')];
  const placeAll = (): void => stacks.forEach((own) => own.forEach((stack) => placeStack(stack, items, strips, y)));
  placeAll();
  let best = { count: Infinity, orders: [] as number[][] };
  let worse = 0;
  for (let sweep = 0; sweep < (links > FEW_LINKS ? MANY_SWEEPS : SWEEPS) && worse < 4 && best.count > 0; sweep++) {
    const isDown = sweep % 2 === 0;
    for (const own of isDown ? stacks : [...stacks].reverse()) {
      for (const stack of own) sort(stack, items, isDown ? left : right, strips, y, keys);
    }
    if (links <= FEW_LINKS) exchange(items, stacks);
    placeAll();
    const count = crossings(chains, stacks);
    worse = count < best.count ? 0 : worse + 1;
    if (count < best.count) best = { count, orders: stacks.flat().map((stack) => [...stack.items]) };
  }
  stacks.flat().forEach((stack, i) => (stack.items = best.orders[i]));
}

/** Links in flat lists, without those to frames: those of item `i` are from `start[i]` on. */
interface Pulls {
  readonly start: Int32Array;
  readonly to: Int32Array;
  readonly shift: Float64Array;
}

/** What each item is sorted by, coming from one side: its links there; where it has none, and of lines, also those in its column. */
function pullsOf(items: readonly Item[], side: 'left' | 'right'): Pulls {
  const start = new Int32Array(items.length + 1);
  const [to, shift]: [number[], number[]] = [[], []];
  const add = (link: Link): void => {
    if (items[link.to].frame !== undefined) return;
    to.push(link.to);
    shift.push(link.other - link.own);
  };
  items.forEach((item, i) => {
    item[side].forEach(add);
    if (to.length === start[i] || item.box < 0) item.beside.forEach(add);
    start[i + 1] = to.length;
  });
  return { start, to: Int32Array.from(to), shift: Float64Array.from(shift) };
}

function sort(
  stack: Stack,
  items: readonly Item[],
  { start, to, shift }: Pulls,
  strips: Strips,
  y: Float64Array,
  keys: Float64Array,
): void {
  for (const i of stack.items) {
    const { idle, height } = items[i];
    const [begin, end] = [start[i], start[i + 1]];
    let sum = 0;
    for (let k = begin; k < end; k++) sum += y[to[k]] + shift[k];
    keys[i] = idle ? 1e9 : (begin === end ? y[i] : sum / (end - begin)) + height / 2;
  }
  stack.items.sort((a, b) => keys[a] - keys[b]);
  placeStack(stack, items, strips, y);
}

/** Lets neighbours change places as long as fewer lines cross then. */
function exchange(items: readonly Item[], stacks: readonly Stack[][]): void {
  const places = new Float64Array(items.length);
  stacks.forEach((own) => {
    let at = 0;
    for (const { items: order } of own) for (const i of order) places[i] = at++;
  });
  const end = ({ to, other }: Link): number =>
    items[to].frame === undefined ? places[to] + portion(other, items[to].height) : -1;
  const crossed = (upper: readonly Link[], lower: readonly Link[]): number => {
    let sum = 0;
    if (upper.length * lower.length > 900) return 0;
    for (const a of upper) for (const b of lower) sum += Math.sign(end(a) - end(b));
    return sum;
  };
  for (let pass = 0, isBetter = true; isBetter && pass < 8; pass++) {
    isBetter = false;
    for (const { items: order } of stacks.flat()) {
      for (let k = 0; k + 1 < order.length; k++) {
        const [a, b] = [items[order[k]], items[order[k + 1]]];
        if (b.idle || crossed(a.left, b.left) + crossed(a.right, b.right) <= 0) continue;
        [places[order[k]], places[order[k + 1]]] = [places[order[k + 1]], places[order[k]]];
        [order[k], order[k + 1]] = [order[k + 1], order[k]];
        isBetter = true;
      }
    }
  }
}
