import { boundariesUpTo, Intervals } from './interval-set';

/** A network as a node of the tree of all networks of its family. */
export interface Node {
  readonly start: bigint;
  readonly prefix: number;
}

/** A network with the networks that are taken out of it. */
export interface NodeBlock {
  readonly node: Node;
  readonly except: readonly Node[];
}

/** Items of two parts, put together only when they are asked for: most covers are never looked at. */
type Rope<T> = readonly T[] | { readonly left: Rope<T>; readonly right: Rope<T> } | (() => readonly T[]);

/** How a set may be written inside a node of the tree. */
interface Cover {
  readonly blocks: Rope<NodeBlock>;
  /** How many networks the blocks name. */
  readonly words: number;
  /** The networks of the node that are not in the set. */
  readonly holes: Rope<Node>;
  readonly holeCount: number;
}

/** With fewer levels between them it takes no more words to list the parts than to take a network out. */
const LEVELS_TO_TAKE_OUT = 3;

/**
 * Takes a set apart into networks. Where a network with exceptions takes fewer words than its parts, it is kept whole:
 * "the internet without private ranges" stays that, instead of becoming a hundred networks.
 */
export function coverBlocks(set: Intervals<bigint>, width: number): readonly NodeBlock[] {
  return flatten(cover({ start: 0n, prefix: 0 }, set, width).blocks);
}

function cover(node: Node, set: Intervals<bigint>, width: number): Cover {
  const end = node.start + sizeOf(node.prefix, width);
  const first = boundariesUpTo(set, node.start);
  const last = boundariesUpTo(set, end - 1n);
  const startsInside = first % 2 === 1;
  if (first === last) {
    return startsInside
      ? { blocks: [{ node, except: [] }], words: 1, holes: [], holeCount: 0 }
      : { blocks: [], words: 0, holes: [node], holeCount: 1 };
  }
  // One network deep in the tree, in the set or taken out of it, needs no way down to it.
  const { inside, outside } = runsOf([node.start, ...set.slice(first, Math.min(last, first + 3)), end], startsInside);
  const only = inside.length === 1 ? networkOf(inside[0], width) : undefined;
  if (only !== undefined) {
    const holeCount = only.prefix - node.prefix;
    return { blocks: [{ node: only, except: [] }], words: 1, holes: () => around(only, node, width), holeCount };
  }
  const gap = outside.length === 1 ? networkOf(outside[0], width) : undefined;
  if (gap !== undefined && gap.prefix - node.prefix >= LEVELS_TO_TAKE_OUT) {
    return { blocks: [{ node, except: [gap] }], words: 2, holes: [gap], holeCount: 1 };
  }
  const [left, right] = childrenOf(node, width).map((child) => cover(child, set, width));
  const words = left.words + right.words;
  const holes = { left: left.holes, right: right.holes };
  const holeCount = left.holeCount + right.holeCount;
  if (1 + holeCount >= words) return { blocks: { left: left.blocks, right: right.blocks }, words, holes, holeCount };
  return { blocks: () => [{ node, except: flatten(holes) }], words: 1 + holeCount, holes, holeCount };
}

type Run = readonly [start: bigint, end: bigint];

/** The runs between boundaries, which are by turns in the set and not. */
function runsOf(boundaries: readonly bigint[], startsInside: boolean): { inside: Run[]; outside: Run[] } {
  const inside: Run[] = [];
  const outside: Run[] = [];
  for (let i = 1; i < boundaries.length; i++) {
    ((i % 2 === 1) === startsInside ? inside : outside).push([boundaries[i - 1], boundaries[i]]);
  }
  return { inside, outside };
}

/** The network that has exactly the addresses of a run, if there is one. */
function networkOf([start, end]: Run, width: number): Node | undefined {
  const size = end - start;
  const prefix = width - (size.toString(2).length - 1);
  return size === sizeOf(prefix, width) && start % size === 0n ? { start, prefix } : undefined;
}

/** How many addresses a network has. */
function sizeOf(prefix: number, width: number): bigint {
  return 2n ** BigInt(width - prefix);
}

/** What is left of a node without a network in it. */
function around(inner: Node, node: Node, width: number): Node[] {
  const siblings = Array.from({ length: inner.prefix - node.prefix }, (_, i) => {
    const prefix = node.prefix + i + 1;
    const size = sizeOf(prefix, width);
    const number = inner.start / size;
    return { start: (number % 2n === 0n ? number + 1n : number - 1n) * size, prefix };
  });
  return siblings.sort((a, b) => (a.start < b.start ? -1 : 1));
}

function childrenOf({ start, prefix }: Node, width: number): readonly Node[] {
  const half = sizeOf(prefix + 1, width);
  return [start, start + half].map((childStart) => ({ start: childStart, prefix: prefix + 1 }));
}

function flatten<T>(rope: Rope<T>): readonly T[] {
  const items: T[] = [];
  const add = (part: Rope<T>): void => {
    if (typeof part === 'function') {
      for (const item of part()) items.push(item);
    } else if ('left' in part) {
      add(part.left);
      add(part.right);
    } else {
      for (const item of part) items.push(item);
    }
  };
  add(rope);
  return items;
}
