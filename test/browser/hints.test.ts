import { API, DB, edge, smallPicture, WEB } from './pictures';
import { edgeHint, nodeHint, portsHint } from '../../browser/hints';
import { Names } from '../../browser/panels/names';

const picture = smallPicture();
const names = new Names(picture.nodes);
const node = (id: string) => picture.nodes.find((one) => one.id === id)!;

describe('what is said beside the pointer', () => {
  test('of a box is what it is, how far it is closed, and how many arrows it has', () => {
    const walls = { ingress: 'closed', egress: 'open', policies: { ingress: ['web'], egress: [] } } as const;
    const own = { ...node(WEB), replicas: 2, walls };
    expect(nodeHint(own, [picture.edges[0], picture.edges[1], picture.edges[4]], names)).toEqual({
      name: 'web',
      lines: ['Deployment in shop, 2 pods', 'ingress closed, egress open', '1 in, 2 out'],
    });
  });

  test('of a box without arrows is that it has none', () => {
    expect(nodeHint(node(DB), [], names).lines).toEqual(['Deployment in data', 'no arrows']);
  });

  test('of an arrow of a frame counts one of its connections for a workload, and all of them for its other end', () => {
    const dns = edge({ from: 'shop', to: 'to dns', frame: 'from', count: 12 });
    expect(nodeHint(node(WEB), [dns], names).lines).toContain('1 out');
    expect(nodeHint(node('to dns'), [dns], names).lines).toContain('12 in');
    const into = edge({ from: API, to: 'shop', frame: 'to', count: 5 });
    expect(nodeHint(node(WEB), [into], names).lines).toContain('1 in');
    expect(nodeHint(node(API), [into], names).lines).toContain('5 out');
  });

  test('of an arrow is from whom to whom, by what, and how it is exposed', () => {
    expect(edgeHint(picture.edges[0], names)).toEqual({
      name: 'the internet → web',
      lines: ['80/TCP, allowed', 'through web (ClusterIP), by address alone, from the internet'],
    });
  });

  test('of what is not decided is the reason', () => {
    const undecided = edge({ from: API, to: DB, verdict: 'undefined', reason: 'labels are not known' });
    expect(edgeHint(undecided, names).lines).toEqual(['80/TCP', 'undefined', 'labels are not known']);
  });

  test('of a change is its sign, and of ports that many arrows come in by are the first of them', () => {
    const added = edge({ from: API, to: DB, change: { kind: 'added', text: '80/TCP', risk: 'inside' } });
    expect(edgeHint(added, names).name).toBe('+ api → db');
    expect(
      portsHint(
        Array.from({ length: 8 }, () => added),
        names,
      ),
    ).toEqual({
      name: '80/TCP',
      lines: [...Array.from({ length: 6 }, () => '+ api → db'), 'and 2 more'],
    });
  });
});
