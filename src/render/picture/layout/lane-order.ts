import { Graph } from './graph';

/**
 * The place of each lane from above: as given, save where neighbours that change places make edges between lanes
 * shorter.
 */
export function laneOrder({ lanes, edges }: Graph): Int32Array {
  const weights = Array.from({ length: lanes }, () => new Map<number, number>());
  const add = (a: number, b: number): void => void weights[a].set(b, (weights[a].get(b) ?? 0) + 1);
  for (const { from, to } of edges) {
    if (from.lane < 0 || to.lane < 0 || from.lane === to.lane) continue;
    add(from.lane, to.lane);
    add(to.lane, from.lane);
  }
  const order = Array.from({ length: lanes }, (_, i) => i);
  const place = Int32Array.from(order);
  // What a lane gains by one step down: its edges to lanes below get shorter, those to lanes above longer.
  const gain = (lane: number, other: number, down: boolean): number => {
    let sum = 0;
    for (const [to, weight] of weights[lane]) {
      if (to !== other) sum += place[to] > place[lane] === down ? weight : -weight;
    }
    return sum;
  };
  for (let pass = 0, isBetter = true; isBetter && pass < 2 * lanes && pass < 60; pass++) {
    isBetter = false;
    for (let i = 0; i + 1 < lanes; i++) {
      const [a, b] = [order[i], order[i + 1]];
      if (gain(a, b, true) + gain(b, a, false) <= 0) continue;
      [order[i], order[i + 1]] = [b, a];
      [place[a], place[b]] = [i + 1, i];
      isBetter = true;
    }
  }
  return place;
}
