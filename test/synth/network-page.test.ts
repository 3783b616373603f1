import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { ApiObject, Chart } from 'cdk8s';
import { ClusterProfile, InternalService, NetworkReport, ServiceApp, ServiceAppProps } from '../../src';
import '../quiet';

const IMAGE = 'ghcr.io/acme/app:1.0.0';
let outdir: string;

beforeEach(() => (outdir = mkdtempSync(path.join(tmpdir(), 'network-page-'))));
afterEach(() => rmSync(outdir, { recursive: true }));

const files = (): string[] =>
  readdirSync(outdir)
    .filter((name) => !name.startsWith('.'))
    .sort();

function appWith(props: ServiceAppProps, ...clusters: readonly (string | undefined)[]): ServiceApp {
  const app = new ServiceApp({ outdir, ...props });
  clusters.forEach((name, i) => {
    const chart = new Chart(app, `shop${i}`, { namespace: 'shop' });
    if (name !== undefined) new ClusterProfile({ name }).applyTo(chart);
    new InternalService(chart, `api${i}`, { image: IMAGE, port: 80 });
  });
  return app;
}

test('the page stands beside the manifests where it is asked for, and goes when it is no longer', () => {
  appWith({ networkPage: true }, undefined).synth();
  expect(files()).toEqual(['network.html', 'shop0.k8s.yaml']);
  appWith({}, undefined).synth();
  expect(files()).toEqual(['shop0.k8s.yaml']);
});

test('the page is the one of the report', () => {
  const app = appWith({ networkPage: true }, undefined);
  app.synth();
  expect(readFileSync(path.join(outdir, 'network.html'), 'utf8')).toBe(NetworkReport.of(app).page());
});

test('each object is rendered once, page or not', () => {
  const rendered = jest.spyOn(ApiObject.prototype, 'toJson');
  const count = (networkPage: boolean): number => {
    rendered.mockClear();
    appWith({ networkPage }, undefined).synth();
    return rendered.mock.calls.length;
  };
  const without = count(false);
  expect(count(true)).toBe(without);
  rendered.mockRestore();
});

test('charts of several clusters have a page each, by the names of the clusters', () => {
  appWith({ networkPage: true }, 'prod', 'eu/test').synth();
  expect(files().filter((name) => name.endsWith('.html'))).toEqual(['network-eu-test.html', 'network-prod.html']);
  const prod = readFileSync(path.join(outdir, 'network-prod.html'), 'utf8');
  expect(prod).toContain('<title>Network of prod</title>');
  expect(prod).toContain('shop/Deployment/api0');
  expect(prod).not.toContain('shop/Deployment/api1');
});

test('clusters whose pages would be one file are refused', () => {
  expect(() => appWith({ networkPage: true }, 'eu/test', 'eu-test').synth()).toThrow(
    'output file: got "network-eu-test.html", which is also the file of ""; allowed: a file for each, or the second would ' +
      'replace the first. Fix: give one of the clusters another name, or set another `outputFileExtension`',
  );
  expect(files()).toEqual([]);
});

test('a cluster without a name has the number of its page', () => {
  appWith({ networkPage: true }, undefined, 'prod').synth();
  expect(files().filter((name) => name.endsWith('.html'))).toEqual(['network-2.html', 'network-prod.html']);
});

test('an app of cdk8s alone has a page, too', () => {
  const app = new ServiceApp({ outdir, networkPage: true });
  new ApiObject(new Chart(app, 'shop'), 'pod', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: {} });
  app.synth();
  expect(readFileSync(path.join(outdir, 'network.html'), 'utf8')).toContain('default/Pod/p');
});

test('a synth that fails writes no page, and leaves the one before as it was', () => {
  appWith({ networkPage: true }, undefined).synth();
  const before = readFileSync(path.join(outdir, 'network.html'), 'utf8');
  const app = appWith({ networkPage: true }, undefined);
  for (const id of ['first', 'second']) {
    new ApiObject(app.charts[0], id, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'same' } });
  }
  expect(() => app.synth()).toThrow('got a second one beside');
  expect(readFileSync(path.join(outdir, 'network.html'), 'utf8')).toBe(before);
});

test('a page that synth has not written is not replaced', () => {
  writeFileSync(path.join(outdir, 'network.html'), 'mine');
  expect(() => appWith({ networkPage: true }, undefined).synth()).toThrow('which is there already');
  expect(files()).toEqual(['network.html']);
});

test('a chart whose file has the name of the page is refused', () => {
  const app = new ServiceApp({ outdir, networkPage: true, outputFileExtension: '.html' });
  new InternalService(new Chart(app, 'network', { namespace: 'shop' }), 'api', { image: IMAGE, port: 80 });
  expect(() => app.synth()).toThrow('output file: got "network.html", which is also the file of "network"');
  expect(existsSync(path.join(outdir, 'network.html'))).toBe(false);
});

test('synthYaml has manifests alone', () => {
  expect(appWith({ networkPage: true }, undefined).synthYaml()).toBe(appWith({}, undefined).synthYaml());
});
