import { otherWalls, wallWords } from '../../../browser/panels/wall-words';
import { Walls } from '../../../src/render/picture/picture';

const walls: Walls = {
  ingress: 'closed',
  egress: 'open',
  policies: { ingress: ['shop/NetworkPolicy/deny', 'shop/NetworkPolicy/web'], egress: [] },
};

test('walls are told with the policies that make them', () => {
  expect(wallWords(walls, 'ingress')).toBe('closed: policies deny and web decide who comes in');
  expect(wallWords(walls, 'egress')).toBe('open: no NetworkPolicy decides where it connects to');
  expect(wallWords({ ...walls, egress: 'partly' }, 'egress')).toBe(
    'closed for some of its pods, or perhaps: by policies that are not judged',
  );
});

test('meshes, administrators and what is not judged have a say, too', () => {
  expect(otherWalls(walls)).toEqual([]);
  expect(otherWalls({ ...walls, mesh: { name: 'Istio', decides: true }, admin: ['ANP/a'], unjudged: ['x'] })).toEqual([
    ['Mesh', 'Istio, which decides by identity who comes in'],
    ['Administrators', 'ANP/a'],
    ['Not judged', 'x'],
  ]);
});
