import { API, DB, edge, smallPicture, WEB } from './pictures';
import { nearOf, nearOfBoxes, workloadOf } from '../../browser/near';

const picture = smallPicture();
const nodesOf = (near: ReturnType<typeof nearOf>): string[] => [...near!.nodes].sort();

test('near to a workload is all that it is connected to, and its Service', () => {
  const near = nearOf(picture, { kind: 'node', id: WEB }, picture);
  expect(nodesOf(near)).toEqual(['from internet', API, 'shop/Service/web', 'to dns']);
  expect([...near!.edges]).toEqual([0, 1, 4]);
});

test('near to a Service are those that use it, and its workload', () => {
  const near = nearOf(picture, { kind: 'node', id: 'shop/Service/web' }, picture);
  expect(nodesOf(near)).toEqual(['from internet', WEB]);
  expect([...near!.edges]).toEqual([0]);
});

test('near to an arrow are its ends', () => {
  const near = nearOf(picture, { kind: 'edge', edge: { ...picture.edges[2] } }, picture);
  expect(near).toEqual({ edge: 2, nodes: new Set([API, DB]), edges: new Set([2]) });
});

test('what is not in the picture has nothing near, so that nothing is dimmed', () => {
  expect(nearOf(picture, { kind: 'node', id: 'shop/Deployment/gone' }, picture)).toBeUndefined();
  expect(nearOf(picture, { kind: 'edge', edge: edge({ from: WEB, to: DB }) }, picture)).toBeUndefined();
  expect(nearOf(picture, undefined, picture)).toBeUndefined();
});

test('boxes that a question is about are near with their Services, and no arrow is', () => {
  expect(nearOfBoxes(picture, [WEB, DB, 'gone'])).toEqual({
    nodes: new Set([WEB, DB, 'shop/Service/web']),
    edges: new Set(),
  });
  expect(nearOfBoxes(picture, ['gone'])).toBeUndefined();
});

describe('an arrow of a frame', () => {
  const bundle = edge({ from: 'shop', to: 'to dns', ports: '53/UDP', frame: 'from', count: 2, members: [3] });
  const bundled = { ...picture, edges: [...picture.edges.slice(0, 3), bundle] };

  test('is near to the workloads that it stands for, and to no others of its namespace', () => {
    expect([...nearOf(bundled, { kind: 'node', id: API }, picture)!.edges]).toEqual([1, 2, 3]);
    expect([...nearOf(bundled, { kind: 'node', id: WEB }, picture)!.edges]).toEqual([0, 1]);
  });

  test('keeps them near when its other end is picked', () => {
    expect(nodesOf(nearOf(bundled, { kind: 'node', id: 'to dns' }, picture))).toEqual(['shop', API]);
  });

  test('is picked when one of its connections is', () => {
    expect(nearOf(bundled, { kind: 'edge', edge: picture.edges[3] }, picture)?.edge).toBe(3);
  });
});

test('the workload of a Service is the one that it is drawn before', () => {
  expect(workloadOf(picture, { kind: 'node', id: 'shop/Service/web' })).toBe(WEB);
  expect(workloadOf(picture, { kind: 'node', id: DB })).toBe(DB);
  expect(workloadOf(picture, { kind: 'node', id: 'to dns' })).toBeUndefined();
  expect(workloadOf(picture, { kind: 'edge', edge: picture.edges[0] })).toBeUndefined();
});

test('two arrows of the internet that are with other addresses are two', () => {
  const v4 = edge({ from: 'from internet', to: WEB, outside: 'any IPv4 address' });
  const v6 = edge({ from: 'from internet', to: WEB, outside: 'any IPv6 address' });
  const limited = edge({ from: 'from internet', to: WEB, outside: 'any IPv6 address', only: ['GET /'] });
  const twice = { ...picture, edges: [v4, v6, limited] };
  expect([v4, v6, limited].map((one) => nearOf(twice, { kind: 'edge', edge: { ...one } }, twice)?.edge)).toEqual([
    0, 1, 2,
  ]);
});
