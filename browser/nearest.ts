/** A box that can be gone to, by its middle. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Where a key leads. */
export type Direction = 'left' | 'right' | 'up' | 'down';

const STEPS: Readonly<Record<Direction, readonly [number, number]>> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, -1],
  down: [0, 1],
};

/** The position of the next box in a direction; what is beside the way counts as further. None: the same. */
export function nearest(places: readonly Place[], from: number, direction: Direction): number {
  const [dx, dy] = STEPS[direction];
  const start = places[from];
  let found = from;
  let least = Infinity;
  places.forEach(({ x, y }, i) => {
    const along = (x - start.x) * dx + (y - start.y) * dy;
    const beside = Math.abs((x - start.x) * dy) + Math.abs((y - start.y) * dx);
    const distance = along + 2.5 * beside;
    if (i === from || along < 1 || distance >= least) return;
    least = distance;
    found = i;
  });
  return found;
}
