import { App, Chart } from 'cdk8s';
import { Exposure, InternalService, NetworkReport, PublicWebApp } from '../../src';
import { PageData } from '../../src/render/page/page-data';
import { readPageData } from '../../src/render/page/unpack';
import '../quiet';

const IMAGE = 'ghcr.io/acme/app:1.0.0';

function shop(): { app: App; web: PublicWebApp; api: InternalService } {
  const app = new App();
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const api = new InternalService(chart, 'api', { image: IMAGE, port: 80, env: { GREETING: 'MARK-in-env' } });
  const web = new PublicWebApp(chart, 'web', { image: IMAGE, port: 80, exposure: Exposure.loadBalancer() });
  new InternalService(chart, 'other', { image: IMAGE, port: 80 });
  web.connectTo(api);
  return { app, web, api };
}

function dataOf(html: string): PageData {
  return readPageData(html.split('id="data">')[1].split('</script>')[0]);
}

test('the page of an app has its flows, its findings, and the paths of constructs as places', () => {
  const report = NetworkReport.of(shop().app);
  const data = dataOf(report.page());
  expect([data.title, data.isOfConstructs]).toEqual(['Network', true]);
  expect(data.network.findings.map(({ rule, object }) => `${rule} ${object}`)).toEqual(
    report.findings().map(({ rule, object }) => `${rule} ${object}`),
  );
  const { nodes, edges } = data.network.picture;
  expect(nodes.filter(({ kind }) => kind === 'workload').map(({ id }) => id)).toEqual(report.workloads);
  expect(nodes.find(({ id }) => id === 'shop/Deployment/api')?.place).toMatch(/^shop\/api\//);
  expect(edges.filter(({ from }) => from === 'shop/Deployment/web').map(({ to, ports }) => `${to} ${ports}`)).toContain(
    'shop/Deployment/api 80/TCP',
  );
});

test('the page has the title that it is given, and no values of variables', () => {
  const html = NetworkReport.of(shop().app).page({ title: 'Shop <in> May' });
  expect(html).toContain('<title>Shop &lt;in&gt; May</title>');
  expect(html).not.toContain('MARK-in-env');
});

test('manifests have a page, too', () => {
  const data = dataOf(NetworkReport.ofManifests([]).page());
  expect(data.network.picture.nodes).toEqual([]);
  expect(data.isOfConstructs).toBeUndefined();
});

test('the picture is a file of its own', () => {
  const svg = NetworkReport.of(shop().app).picture();
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" .*<\/svg>\n$/s);
  for (const name of ['web', 'api', 'other']) expect(svg).toContain(`>${name}<`);
});

test('the picture of one workload has what it is connected to, by its construct and by its name', () => {
  const { app, api } = shop();
  const report = NetworkReport.of(app);
  const svg = report.picture({ subject: api });
  expect(svg).toContain('>web<');
  expect(svg).not.toContain('>other<');
  expect(report.picture({ subject: 'shop/Deployment/api' })).toBe(svg);
  expect(report.picture({ subject: 'api' })).toBe(svg);
});

test('the picture of a flow is the way of traffic to one workload', () => {
  const { app, web } = shop();
  const svg = NetworkReport.of(app).picture({ subject: web, flow: true });
  expect(svg).toContain('How traffic comes to web');
  expect(svg).not.toContain('>other<');
});

test('the picture of namespaces has no workload of others', () => {
  const { app } = shop();
  new InternalService(new Chart(app, 'tools', { namespace: 'tools' }), 'wiki', { image: IMAGE, port: 80 });
  const report = NetworkReport.of(app);
  expect(report.picture()).toContain('>wiki<');
  expect(report.picture({ namespaces: ['shop'] })).not.toContain('>wiki<');
});

test('what cannot be shown is refused', () => {
  const report = NetworkReport.of(shop().app);
  expect(() => report.picture({ namespaces: ['shopp'] })).toThrow(
    'NetworkReport.picture: namespaces: got "shopp"; allowed: a namespace that has workloads or Services. Fix: did you mean "shop"?',
  );
  expect(() => report.picture({ subject: 'internet' })).toThrow(
    'NetworkReport.picture: subject: got "internet"; allowed: a workload of the input. Fix: name the workload, for example "shop/Deployment/api"',
  );
  expect(() => report.picture({ subject: 'aapi' })).toThrow(/^NetworkReport\.picture: workload: got "aapi"/);
  expect(() => report.picture({ flow: true })).toThrow(
    'NetworkReport.picture: subject: got nothing; allowed: a workload, because `flow` shows the way to one.',
  );
});

test('a page without a title, and a picture of no namespace, are refused', () => {
  const report = NetworkReport.of(shop().app);
  expect(() => report.page({ title: ' ' })).toThrow(/title: got " "; allowed: a text. Fix: leave it out/);
  expect(() => report.picture({ namespaces: [] })).toThrow(/namespaces: got \[\]; allowed: a namespace that has/);
});
