import * as fc from 'fast-check';
import { Direction, nearest } from '../../browser/nearest';
import { holds } from '../property';

const grid = [0, 100, 200].flatMap((y) => [0, 300].map((x) => ({ x, y })));

test.each<[Direction, number, number]>([
  ['right', 0, 1],
  ['left', 1, 0],
  ['down', 0, 2],
  ['up', 4, 2],
  ['up', 0, 0],
  ['left', 4, 4],
])('%s of %i is %i', (direction, from, to) => {
  expect(nearest(grid, from, direction)).toBe(to);
});

test('what is straight ahead is nearer than what is beside the way', () => {
  const places = [
    { x: 0, y: 0 },
    { x: 100, y: 90 },
    { x: 200, y: 0 },
  ];
  expect(nearest(places, 0, 'right')).toBe(2);
});

test('a key leads to where it points, or nowhere', () => {
  const place = fc.record({ x: fc.integer({ min: 0, max: 999 }), y: fc.integer({ min: 0, max: 999 }) });
  holds(
    fc.property(fc.array(place, { minLength: 1, maxLength: 30 }), (places) => {
      expect(places[nearest(places, 0, 'right')].x).toBeGreaterThanOrEqual(places[0].x);
      expect(places[nearest(places, 0, 'up')].y).toBeLessThanOrEqual(places[0].y);
    }),
  );
});
