import { edgeNotes, edgesOf, endWords, exposureKey, throughWords } from '../../../browser/panels/edge-words';
import { Names } from '../../../browser/panels/names';
import { edge, smallPicture, WEB } from '../pictures';

const picture = smallPicture();
const names = new Names(picture.nodes);

test('a way in that is the Service itself is told once', () => {
  const way = { id: 'way', kind: 'way', name: 'web', what: 'ClusterIP' } as const;
  const both = new Names([...picture.nodes, way]);
  const own = edge({ from: 'from internet', to: WEB, way: 'way', service: 'shop/Service/web' });
  expect(throughWords(own, both)).toBe('web (ClusterIP)');
  expect(throughWords(edge({ from: WEB, to: WEB, service: 'gone' }), both)).toBe('gone');
});

test('an entry tells what its ends do not say', () => {
  const own = edge({
    from: WEB,
    to: 'to dns',
    verdict: 'undefined',
    exposure: 'to internet',
    only: ['HTTP GET /'],
    count: 3,
    change: { kind: 'changed', risk: 'internet', text: '80/TCP → all' },
  });
  expect(edgeNotes(own, names)).toEqual([
    'changed: 80/TCP → all',
    'undefined',
    'only HTTP GET /',
    'to the internet',
    '3 connections',
  ]);
  expect(edgeNotes(edge({ from: WEB, to: WEB }), names)).toEqual([]);
});

test('what policies let in from the internet, and no way in leads to, is told apart', () => {
  const open = edge({ from: 'from internet', to: WEB, exposure: 'from internet' });
  const told = 'by address alone';
  expect(edgeNotes(open, names)).toContain(told);
  expect(edgeNotes({ ...open, way: 'way' }, names)).not.toContain(told);
  expect(edgeNotes({ ...open, count: 2 }, names)).not.toContain(told);
});

test('an arrow of a frame is of most workloads there', () => {
  expect(endWords(edge({ from: 'shop', to: 'to dns', frame: 'from' }), 'from', names)).toBe('most of shop');
  expect(endWords(edge({ from: 'shop', to: 'to dns', frame: 'from' }), 'to', names)).toBe('DNS');
});

test('what exposes most comes first', () => {
  const keys = picture.edges.map((each) => exposureKey(each, names));
  expect([...keys].sort()[0]).toBe(keys[0]);
});

test('a Service has the arrows that lead through it', () => {
  expect(edgesOf(picture, 'shop/Service/web')).toEqual({ into: [picture.edges[0]], out: [] });
  expect(edgesOf(picture, WEB)).toEqual({ into: [picture.edges[0]], out: [picture.edges[1], picture.edges[4]] });
});
