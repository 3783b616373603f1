import { CHANGES, SHOP } from './flows';
import { diffText, reachText } from './reports';
import { FlowChange, Risk } from '../../src/reachability/diff';
import { endText, INTERNET, workloadEnd } from '../../src/reachability/end';
import { PageData } from '../../src/render/page/page-data';
import { readPageData } from '../../src/render/page/unpack';

const IDS = ['shop/Deployment/web', 'shop/StatefulSet/db', 'tools/Job/seed'];

/** The data of a page. */
function dataOf(page: string): PageData {
  const [, json] = /<script type="application\/json" id="data">(.*?)<\/script>/s.exec(page)!;
  return readPageData(json);
}

const edgesIn = (svg: string): number => (svg.match(/<g class="edge[ "]/g) ?? []).length;
const captionOf = (svg: string): string | undefined => /class="caption"[^>]*>([^<]*)</.exec(svg)?.[1];

describe('a picture of changes', () => {
  test('has each of a few changes, and the ports that stay beside those that came as an arrow of their own', () => {
    const svg = diffText('svg', CHANGES, IDS);
    expect(svg).toMatch(/^<svg [^]*<\/svg>\n$/);
    expect(edgesIn(svg)).toEqual(CHANGES.length + 1);
    expect(captionOf(svg)).toContain('6 connections (4 added, 1 changed, 1 removed)');
    expect(captionOf(svg)).not.toContain('Drawn');
  });

  test('of no changes says so', () => {
    expect(captionOf(diffText('svg', []))).toContain('No connection is added, changed or removed');
  });

  test('of a thousand changes shows those with the biggest risks, and says what it leaves out', () => {
    const inside = Array.from({ length: 999 }, (_, i): FlowChange => {
      return { ...CHANGES[1], from: workloadEnd(`shop/Deployment/app-${i}`), risk: Risk.INSIDE };
    });
    const urgent: FlowChange = { ...CHANGES[5], from: INTERNET, to: workloadEnd('shop/StatefulSet/db') };
    const svg = diffText('svg', [...inside, urgent], [...IDS, ...inside.map(({ from }) => endText(from))]);
    expect(captionOf(svg)).toContain('Drawn: the 40 of 1000 changes with the biggest risks');
    expect(captionOf(svg)).toContain('40 connections (1 added, 39 changed)');
    expect(edgesIn(svg)).toEqual(2 * 39 + 1);
    expect(svg).toContain('app-38<');
    expect(svg).not.toContain('app-39<');
  });

  test('is the same each time', () => {
    expect(diffText('svg', CHANGES, IDS)).toEqual(diffText('svg', CHANGES, IDS));
  });
});

describe('a page of changes', () => {
  test('has them in words, under the headings of a comment, the biggest risks first', () => {
    const { title, version, changes } = dataOf(diffText('html', CHANGES, IDS));
    expect([title, version, changes!.summary]).toEqual(['old → new', '1.2.3', '4 added, 1 changed, 1 removed']);
    expect(changes!.groups.map((group) => [group.title, group.isUrgent, group.changes.length])).toEqual([
      ['Reachable from the internet', true, 1],
      ['May reach the internet', true, 1],
      ['Open to every pod of the cluster', true, 1],
      ['Opened from or to the outside', false, 1],
      ['Opened inside', false, 1],
      ['Closed', false, 1],
    ]);
    expect(changes!.groups[4].changes).toEqual([
      {
        kind: 'changed',
        from: 'tools/Job/seed',
        to: 'shop/StatefulSet/db',
        ports: '5432/TCP -> 5432-5433/TCP, undefined',
        because: ['shop/NetworkPolicy/db ingress[1]'],
        nodes: { from: 'tools/Job/seed', to: 'shop/StatefulSet/db' },
      },
    ]);
  });

  test('has the nodes of each change in its picture', () => {
    const { picture, groups } = dataOf(diffText('html', CHANGES, IDS)).changes!;
    const ids = new Set(picture.nodes.map(({ id }) => id));
    const named = groups.flatMap((group) => group.changes.flatMap(({ nodes }) => [nodes.from, nodes.to]));
    expect(named).toHaveLength(2 * CHANGES.length);
    expect(named.filter((id) => !ids.has(id))).toEqual([]);
  });

  test('has both networks, each with its connections', () => {
    const { network, changes } = dataOf(diffText('html', CHANGES, IDS));
    const workloadsOf = ({ topology }: PageData['network']): string[] => topology.workloads.map(({ id }) => id);
    expect([workloadsOf(network), workloadsOf(changes!.before)]).toEqual([IDS, IDS]);
  });
});

describe('a picture of connections', () => {
  test('has an arrow for each that something decides', () => {
    const svg = reachText('svg', SHOP.flows, IDS);
    expect(svg).toMatch(/^<svg [^]*<\/svg>\n$/);
    expect(edgesIn(svg)).toBeGreaterThan(0);
    expect(captionOf(svg)).not.toContain('Only');
  });

  test('of no connections still has the workloads', () => {
    const svg = reachText('svg', [], IDS);
    for (const name of ['web', 'db', 'seed']) expect(svg).toContain(`>${name}<`);
  });

  test('takes names for texts, in the file of its own and in the page', () => {
    const id = 'shop/Deployment/<img src=x onerror=a>"&\'';
    const flow = { ...SHOP.flows[0], from: workloadEnd(id) };
    for (const format of ['svg', 'html']) {
      const text = reachText(format, [flow], [id, IDS[1]]);
      expect([text.includes('&lt;img src=x'), text.includes('<img')]).toEqual([true, false]);
    }
  });
});
