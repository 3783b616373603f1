import { Chains, Link } from './chains';
import { Stack } from './strips';

/** How many pairs of links cross, counted between each two columns. */
export function crossings({ items }: Chains, stacks: readonly (readonly Stack[])[]): number {
  const place = new Float64Array(items.length);
  let last = 0;
  for (const own of stacks) for (const { items: order } of own) for (const i of order) place[i] = last++;
  const end = ({ to, other }: Link): number => place[to] + portion(other, items[to].height);
  let sum = 0;
  for (const own of stacks) {
    const ends: number[] = [];
    for (const stack of own) {
      for (const i of stack.items) {
        const { right } = items[i];
        if (right.length === 1) {
          if (items[right[0].to].frame === undefined) ends.push(end(right[0]));
          continue;
        }
        const links = right.filter(({ to }) => items[to].frame === undefined);
        links.sort((a, b) => a.own - b.own || end(a) - end(b));
        for (const link of links) ends.push(end(link));
      }
    }
    sum += inversions(ends);
  }
  return sum;
}

/** Where a port is between the top and the bottom of its box. */
export function portion(port: number, height: number): number {
  return height === 0 ? 0 : Math.max(0, Math.min(0.99, port / height));
}

/** How many pairs stand in the wrong order, by merging sorted halves. */
function inversions(values: number[]): number {
  let [from, to] = [Float64Array.from(values), new Float64Array(values.length)];
  let sum = 0;
  for (let size = 1; size < values.length; size *= 2) {
    for (let begin = 0; begin < values.length; begin += 2 * size) {
      const [middle, end] = [Math.min(begin + size, values.length), Math.min(begin + 2 * size, values.length)];
      let [a, b] = [begin, middle];
      for (let at = begin; at < end; at++) {
        if (b >= end || (a < middle && from[a] <= from[b])) {
          to[at] = from[a++];
        } else {
          to[at] = from[b++];
          sum += middle - a;
        }
      }
    }
    [from, to] = [to, from];
  }
  return sum;
}
