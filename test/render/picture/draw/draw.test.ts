import { arrow, EMPTY_PICTURE, everySign, outside, pictureOf, service, shop, walls, workload } from './pictures';
import { byClass, elementsOf, textsOf } from './svg-tree';
import { drawPicture } from '../../../../src/render/picture/draw/draw';
import { pictureSvg } from '../../../../src/render/picture/draw/svg';

describe('the picture of a shop', () => {
  const drawn = drawPicture(shop());

  test('has each box with the id of its node, and what it is in words', () => {
    const nodes = byClass(drawn, 'node').map(({ attributes }) => [attributes['data-node'], attributes['aria-label']]);

    expect(Object.fromEntries(nodes)).toEqual({
      'from the internet': 'the internet, internet',
      'way web': 'web, LoadBalancer, in namespace shop, shop.example.com',
      'shop/Deployment/web': 'web, Deployment, 2 pods, in namespace shop, ingress closed, egress closed',
      'shop/Deployment/api': 'api, Deployment, in namespace shop, ingress closed, egress closed',
      'shop/StatefulSet/db': 'db, StatefulSet, in namespace shop, ingress closed, egress closed',
      'shop/Service/web': 'web, LoadBalancer, in namespace shop, :80 → 8080',
      'shop/Service/api': 'api, ClusterIP, in namespace shop',
      'shop/Service/db': 'db, headless, in namespace shop',
      'to api.stripe.com': 'api.stripe.com, name',
      'to kube-dns': 'kube-dns, dns',
    });
  });

  test('has each arrow with the position of its edge, how much it exposes, and what it is in words', () => {
    const edges = byClass(drawn, 'edge').map(({ attributes }) => [
      attributes['data-edge'],
      attributes.class,
      attributes['aria-label'],
    ]);

    expect(edges).toEqual([
      [0, 'edge from-internet', 'the internet to web, by web, 8080/TCP, allowed'],
      [1, 'edge inside', 'web to api, by api, 8080/TCP, allowed'],
      [2, 'edge inside', 'api to db, by db, 5432/TCP, allowed'],
      [3, 'edge to-internet', 'api to api.stripe.com, 443/TCP, allowed'],
      [4, 'edge outside', 'most of shop to kube-dns, 53/TCP, 53/UDP, allowed, 3 workloads'],
    ]);
  });

  test('has one wide line along each arrow for pointers', () => {
    const lines = byClass(drawn, 'edge').map((edge) => [byClass(edge, 'reach'), byClass(edge, 'line')]);

    expect(lines.every(([reach, line]) => reach.length === 1 && reach[0].attributes.d === line[0].attributes.d)).toBe(
      true,
    );
  });

  test('has the ports once where arrows come in', () => {
    expect(byClass(drawn, 'slot').map((slot) => [slot.attributes['data-slot'], textsOf(slot)])).toEqual([
      ['0', ['8080/TCP']],
      ['1', ['8080/TCP']],
      ['2', ['5432/TCP']],
      ['3', ['443/TCP']],
      ['4', ['53/TCP,', '53/UDP', '3 workloads']],
    ]);
  });

  test('has a lock where policies decide about all, and counts', () => {
    const [frame] = byClass(drawn, 'namespace');

    expect(frame.attributes['aria-label']).toBe('namespace shop, 3 workloads');
    expect(byClass(frame, 'lock')).toHaveLength(1);
    expect(textsOf(byClass(drawn, 'caption')[0])).toEqual(['3 workloads, 7 connections']);
  });

  test('says in words what the internet reaches', () => {
    const [{ children }] = elementsOf(drawn).filter(({ tag }) => tag === 'desc');

    expect(drawn.attributes['aria-label']).toBe('Network: 3 workloads, 7 connections');
    expect(children).toEqual(['3 workloads, 7 connections. The internet reaches web. api may send to the internet.']);
  });

  test('explains the signs that it has, and no other', () => {
    expect(textsOf(byClass(drawn, 'legend')[0])).toEqual([
      'from the internet',
      'to the internet',
      'to or from outside',
      'between workloads',
      'at a frame: to or from most of its workloads',
      'thick side: closed but for the arrows (left ingress, right egress)',
      'all workloads closed in both directions',
    ]);
  });
});

test('each sign that there is has its place in the legend', () => {
  const texts = textsOf(byClass(drawPicture(everySign()), 'legend')[0]);

  expect(texts).toEqual(
    expect.arrayContaining(['added', 'removed', 'changed', 'in a mesh', 'n findings, the worst an error']),
  );
  expect(new Set(texts.filter((text) => text.length > 1)).size).toBe(18);
});

test('arrows of the same ports and verdict come in at one place', () => {
  const [a, b, c] = [workload('a'), workload('b'), workload('c')];
  const front = service(c);
  const through = { service: front.id };
  const drawn = drawPicture(
    pictureOf([a, b, c, front], [arrow(a, c, through), arrow(b, c, through), arrow(b, c, { ports: '9090/TCP' })]),
  );

  expect(byClass(drawn, 'slot').map(({ attributes }) => attributes['data-slot'])).toEqual(['0 1', '2']);
});

test('what changed has its sign on the line and before the ports', () => {
  const [a, b] = [workload('a'), workload('b')];
  const signs = (['added', 'removed', 'changed'] as const).map((kind) => {
    const drawn = drawPicture(pictureOf([a, b], [arrow(a, b, { change: { kind, risk: 'inside', text: 'all' } })]));
    return [textsOf(byClass(byClass(drawn, 'edge')[0], 'sign')[0])[0], textsOf(byClass(drawn, 'slot')[0])[0]];
  });

  expect(signs).toEqual([
    ['+', '+ 8080/TCP'],
    ['−', '− 8080/TCP'],
    ['~', '~ 8080/TCP'],
  ]);
});

test('what is undefined and what is limited stands at the arrow', () => {
  const [a, b] = [workload('a'), workload('b')];
  const drawn = drawPicture(pictureOf([a, b], [arrow(a, b, { verdict: 'undefined', only: ['GET /health'] })]));

  expect(textsOf(byClass(drawn, 'slot')[0])).toEqual(['8080/TCP ?', 'only GET', '/health']);
  expect(byClass(drawn, 'edge')[0].attributes.class).toBe('edge inside undefined');
});

test('a namespace with an open side has no lock', () => {
  const drawn = drawPicture(pictureOf([workload('a'), workload('b', 'Pod', { walls: walls('closed', 'open') })]));

  expect(byClass(drawn, 'lock')).toHaveLength(0);
});

test('namespaces alone are boxes that say how many workloads they have', () => {
  const boxes = ['bank', 'shop'].map((name) => ({
    id: `namespace ${name}`,
    kind: 'namespace' as const,
    name,
    what: 'namespace',
    workloads: 12,
  }));
  const edge = { ...arrow(boxes[0], boxes[1]), count: 31 };
  const drawn = drawPicture({ ...EMPTY_PICTURE, nodes: boxes, edges: [edge], undecided: 132 });

  expect(byClass(drawn, 'overview').map(({ attributes }) => attributes['data-node'])).toEqual([
    'namespace bank',
    'namespace shop',
  ]);
  expect(textsOf(byClass(drawn, 'slot')[0])).toEqual(['8080/TCP', '31 connections']);
  expect(textsOf(byClass(drawn, 'caption')[0])).toEqual([
    '24 workloads, 31 connections; 132 more between workloads that no policy decides',
  ]);
});

test.each([
  [8, 'w1, w2, w3, w4, w5, w6, w7, w8'],
  [9, 'w1, w2, w3, w4, w5, w6, w7 and 2 others'],
])('of %i workloads that the internet reaches, so many are named in words', (count, names) => {
  const internet = outside('internet', 'from', 'the internet');
  const workloads = Array.from({ length: count }, (_, i) => workload(`w${i + 1}`));
  const edges = workloads.map((each) => ({ ...arrow(internet, each), exposure: 'from internet' as const }));
  const [about] = textsOf(drawPicture(pictureOf([internet, ...workloads], edges)));

  expect(about).toBe(`${count} workloads, ${count} connections. The internet reaches ${names}.`);
});

test('a picture of nothing is drawn, too', () => {
  expect(textsOf(drawPicture(EMPTY_PICTURE))).toEqual([
    '0 workloads, 0 connections. No arrow in it comes from the internet.',
    '0 workloads, 0 connections',
  ]);
});

test('one that is sent to and sends has a box at each side', () => {
  const web = workload('web');
  const [from, to] = [outside('internet', 'from', 'the internet'), outside('internet', 'to', 'the internet')];
  const drawn = drawPicture(pictureOf([web, from, to], [arrow(from, web), arrow(web, to)]));
  const place = (id: string): number =>
    Number(
      /\((\d+)/.exec(
        String(byClass(drawn, 'node').find((node) => node.attributes['data-node'] === id)!.attributes.transform),
      )![1],
    );

  expect(place('from the internet')).toBeLessThan(place(web.id));
  expect(place(web.id)).toBeLessThan(place('to the internet'));
});

describe('a file of its own', () => {
  const text = pictureSvg(shop(), { caption: 'Only from the internet' });

  test('has its size, its style, a title and a description, and nothing for pointers', () => {
    expect(text).toMatch(
      /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" class="picture" width="\d+" height="\d+" viewBox="0 0 \d+ \d+" role="img" aria-labelledby="title desc">/,
    );
    expect(text).toContain(
      '<title id="title">Network: 3 workloads, 7 connections. Only from the internet</title><style>',
    );
    expect(text).toContain('<desc id="desc">3 workloads, 7 connections. The internet reaches web.');
    expect(text).not.toMatch(/class="reach"|data-node|tabindex/);
  });

  test('asks for nothing from elsewhere', () => {
    expect(text.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|url\(|@import|@font-face/);
  });
});
