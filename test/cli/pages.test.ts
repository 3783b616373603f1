import { Workplace } from './in-process';
import { SHOP, SHOP_OPEN_TO_ALL } from './shop';
import { PageData } from '../../src/render/page/page-data';
import { readPageData } from '../../src/render/page/unpack';

/* Pictures and pages by the command; what is in them is tested where they are made. */

const place = new Workplace({ 'shop.yaml': SHOP, 'all.yaml': SHOP_OPEN_TO_ALL });
afterAll(() => place.remove());

async function pageOf(...args: string[]): Promise<PageData> {
  const { code, stdout, stderr } = await place.run([...args, '--format', 'html']);
  expect([code, stderr]).toEqual([0, '']);
  const [, json] = /<script type="application\/json" id="data">(.*?)<\/script>/s.exec(stdout)!;
  return readPageData(json);
}

test('a page has the title of what was read, and the findings with their lines', async () => {
  const { title, filter, network, changes } = await pageOf('reach', './shop.yaml');
  expect(title.endsWith('shop.yaml')).toBe(true);
  expect([filter, changes]).toEqual([undefined, undefined]);
  expect(network.topology.workloads.map(({ id }) => id)).toEqual(['shop/Deployment/web', 'shop/StatefulSet/db']);
  const found = network.findings.find(({ rule }) => rule === 'open-to-internet')!;
  expect(found.object).toEqual('shop/Deployment/web');
  expect(found.place).toMatch(/shop\.yaml:\d+$/);
});

test('a page of a part says what was asked for, and has that part alone', async () => {
  const { filter, network } = await pageOf('reach', './shop.yaml', '--from', 'web', '-n', 'shop');
  expect(filter).toEqual('--from web --namespace shop');
  const { nodes, edges } = network.picture;
  const nameOf = (id: string): string => nodes.find((node) => node.id === id)!.name;
  expect(edges.map(({ from, to, ports }) => [nameOf(from), nameOf(to), ports])).toEqual([['web', 'db', '5432/TCP']]);
});

test('a picture of a part says what was asked for', async () => {
  const { code, stdout, stderr } = await place.run(['reach', './shop.yaml', '--from', 'web', '--format', 'svg']);
  expect([code, stderr]).toEqual([0, '']);
  expect(/class="caption"[^>]*>([^<]*)</.exec(stdout)![1]).toMatch(/Only --from web$/);
});

/** Three workloads about which no policy decides: six connections between them, two in one namespace. */
const FREE = ['shop/a', 'shop/b', 'ops/c']
  .map((id) => id.split('/'))
  .map(
    ([namespace, name]) =>
      `{ apiVersion: v1, kind: Pod, metadata: { name: ${name}, namespace: ${namespace} }, spec: {} }`,
  )
  .join('\n---\n');

test.each([
  [[], '; 6 more between'],
  [['--from', 'a'], '; 2 more between'],
  [['--from', 'a', '--to', 'b'], '; 1 more between'],
  [['--from', 'internet'], undefined],
])('of a part, what no policy decides is counted in that part: %j', async (args, counted) => {
  const { stdout } = await place.run(['reach', '-', ...args, '--format', 'svg'], { stdin: FREE });
  expect(/; \d+ more between/.exec(stdout)?.[0]).toBe(counted);
  const html = await place.run(['reach', '-', ...args, '--format', 'html'], { stdin: FREE });
  expect(/; \d+ more between/.exec(html.stdout)?.[0]).toBe(counted);
});

test('a page of a part does not say that nothing is open to the internet', async () => {
  const headerOf = async (...args: string[]): Promise<string> => {
    const { stdout } = await place.run(['reach', './shop.yaml', ...args, '--format', 'html']);
    return /<\/h1>\n<p>([^<]*)</.exec(stdout)![1];
  };
  expect(await headerOf()).toContain('1 workload open to the internet');
  expect(await headerOf('--to', 'web')).toContain('1 workload open to the internet');
  expect(await headerOf('--from', 'web')).not.toContain('internet');
});

test('a page of standard input says so', async () => {
  const { stdout } = await place.run(['reach', '-', '--format', 'html'], { stdin: SHOP });
  expect(stdout).toContain('<title>stdin');
});

test('a page of a change has both networks, and where each change comes from', async () => {
  const { title, network, changes } = await pageOf('diff', './shop.yaml', './all.yaml');
  expect(title).toMatch(/shop\.yaml → \S*all\.yaml$/);
  expect(changes!.summary).toEqual('3 added, 0 changed, 0 removed');
  const [{ changes: urgent }] = changes!.groups;
  const line = SHOP.split('\n').length;
  expect(urgent[0].because[0].replace(/\(.*\//, '(')).toEqual(`shop/NetworkPolicy/db ingress[1] (all.yaml:${line})`);
  const findingsOf = ({ findings }: PageData['network']): string[] =>
    findings.filter(({ rule }) => rule === 'open-to-internet').map(({ object }) => object);
  expect([findingsOf(changes!.before), findingsOf(network)]).toEqual([
    ['shop/Deployment/web'],
    ['shop/Deployment/web', 'shop/StatefulSet/db'],
  ]);
});

test('a page of a change names the way in that is new', async () => {
  const service = 'spec: { type: LoadBalancer, selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }';
  place.write(
    'way.yaml',
    `${SHOP}---\napiVersion: v1\nkind: Service\nmetadata: { name: web, namespace: shop }\n${service}\n`,
  );
  const { changes } = await pageOf('diff', './shop.yaml', './way.yaml');
  const [{ changes: urgent }] = changes!.groups;
  expect(urgent[0]).toMatchObject({
    from: 'internet via shop/Service/web (LoadBalancer)',
    to: 'shop/Deployment/web',
    ports: '8080/TCP',
    nodes: { to: 'shop/Deployment/web' },
  });
  const line = SHOP.split('\n').length + 1;
  expect(urgent[0].because.map((text) => text.replace(/\(.*\//, '('))).toContain(`shop/Service/web (way.yaml:${line})`);
});

test('a picture of a change fails a gate as the other formats do', async () => {
  const args = ['diff', './shop.yaml', './all.yaml', '--format', 'svg', '--fail-on', 'internet'];
  const { code, stdout, stderr } = await place.run(args);
  expect([code, stderr]).toEqual([1, '--fail-on internet: 2 of 3 changes\n']);
  expect(stdout).toMatch(/<g class="edge [^"]*added/);
});

test.each([['svg'], ['html']])('%s is the same each time, and ends where the reader goes away', async (format) => {
  const args = ['diff', './shop.yaml', './all.yaml', '--format', format];
  const first = await place.run(args);
  expect(await place.run(args)).toEqual(first);
  expect(await place.run(args, { readerLeavesAfter: 1 })).toMatchObject({ code: 0, stderr: '' });
});

test('the time that a page takes is told on a terminal', async () => {
  const { stderr } = await place.run(['reach', './shop.yaml', '--format', 'html'], { isTerminal: true, tick: 1100 });
  expect(stderr).toContain('\r\u001b[Kchecking 5 objects');
  expect(stderr).toMatch(/\r\u001b\[K$/);
});
