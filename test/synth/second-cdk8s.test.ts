import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import * as cdk8s from 'cdk8s';
import * as constructs from 'constructs';
import { Connections, InternalService, NetworkReport, ServiceApp } from '../../src';

/** cdk8s once more, as npm installs it where two packages want versions that exclude each other. */
function secondCdk8s(hasOwnConstructs: boolean): typeof cdk8s {
  let loaded: typeof cdk8s | undefined;
  jest.isolateModules(() => {
    if (hasOwnConstructs) jest.dontMock('constructs');
    else jest.doMock('constructs', () => constructs);
    loaded = jest.requireActual<typeof cdk8s>('cdk8s');
  });
  return loaded!;
}

const COPIES = [
  ['and the same constructs', secondCdk8s(false)],
  ['and second constructs', secondCdk8s(true)],
] as const;

const image = 'ghcr.io/acme/api:1.4.2';
const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'second-cdk8s-'));
afterAll(() => fs.rmSync(outdir, { recursive: true, force: true }));

/** A policy that opens the pods of "api" to everybody, which nobody declared. */
const OPEN_POLICY = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'open' },
  spec: {
    podSelector: { matchLabels: { 'app.kubernetes.io/name': 'api' } },
    policyTypes: ['Ingress'],
    ingress: [{}],
  },
};

const EXPECTED_KINDS = ['ConfigMap', 'Deployment', 'NetworkPolicy', 'PodDisruptionBudget', 'Service', 'ServiceAccount'];
const UNDECLARED = /shop\/NetworkPolicy\/open/;

function apiIn(chart: cdk8s.Chart): InternalService {
  return new InternalService(chart, 'api', { image, port: 80, targetPort: 8080 });
}

describe.each(COPIES)('with a second copy of cdk8s %s', (_, second) => {
  test('which has classes of its own', () => {
    expect(second.ApiObject).not.toBe(cdk8s.ApiObject);
    expect(second.Chart.prototype.toJson).not.toBe(cdk8s.Chart.prototype.toJson);
  });

  test('its App fails with our objects, instead of writing some of them', () => {
    // cdk8s resolves what is computed at synth by classes of the app's own copy, so that it cannot render ours.
    const app = new second.App({ outdir });
    apiIn(new second.Chart(app, 'shop', { namespace: 'shop' }));
    expect(() => app.synth()).toThrow("can't render non-simple object of type 'Lazy'");
    expect(() => app.synthYaml()).toThrow("can't render non-simple object of type 'Lazy'");
  });

  /** Apps and charts of either copy: each mixture is one that a team may have without knowing. */
  const mixtures: readonly (readonly [name: string, app: () => cdk8s.App, ChartClass: typeof cdk8s.Chart])[] = [
    ['its chart in ServiceApp', () => new ServiceApp({ outdir }), second.Chart],
    ['our chart in ServiceApp', () => new ServiceApp({ outdir }), cdk8s.Chart],
    ['its chart in our App', () => new cdk8s.App({ outdir }), second.Chart],
  ];

  describe.each(mixtures)('%s', (__, makeApp, ChartClass) => {
    const shop = (): { readonly app: cdk8s.App; readonly chart: cdk8s.Chart } => {
      const app = makeApp();
      return { app, chart: new ChartClass(app, 'shop', { namespace: 'shop' }) };
    };

    test('the proof finds declared connections open', () => {
      const { app, chart } = shop();
      const api = apiIn(chart);
      const client = new InternalService(chart, 'client', { image, port: 80, targetPort: 8080 });
      client.connectTo(api);
      expect(() => app.synthYaml()).not.toThrow();
      const flows = NetworkReport.of(app)
        .flows()
        .filter(({ from }) => from === 'shop/Deployment/client');
      expect(flows.map(({ to, ports }) => [to, ports])).toContainEqual([
        'shop/Deployment/api',
        [{ protocol: 'TCP', port: 8080, endPort: 8080 }],
      ]);
    });

    test('the proof sees an opening in a policy of the second copy', () => {
      const { app, chart } = shop();
      apiIn(chart);
      new second.ApiObject(chart, 'open', OPEN_POLICY);
      expect(() => app.synthYaml()).toThrow(UNDECLARED);
      expect(() => app.synth()).toThrow(UNDECLARED);
    });

    test('the proof sees pods of the second copy and speaks for them', () => {
      const { app, chart } = shop();
      const labels = { app: 'legacy' };
      const legacy = new second.ApiObject(chart, 'legacy', {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'legacy' },
        spec: {
          selector: { matchLabels: labels },
          template: { metadata: { labels }, spec: { containers: [{ name: 'main', image }] } },
        },
      });
      const connections = new Connections(legacy, 'network', { name: 'legacy', podLabels: labels });
      connections.allowTo(apiIn(chart));
      expect(() => app.synthYaml()).not.toThrow();
      const flows = NetworkReport.of(app)
        .flows()
        .filter(({ from }) => from === 'shop/Deployment/legacy');
      expect(flows.map(({ to }) => to)).toContain('shop/Deployment/api');
    });

    test('a second object of one name is refused', () => {
      const { app, chart } = shop();
      apiIn(chart);
      new second.ApiObject(chart, 'twice', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'api' }, spec: {} });
      const refused = 'Service "api" in namespace "shop": got a second one beside "shop/api/Service';
      expect(() => app.synthYaml()).toThrow(refused);
      expect(() => app.synth()).toThrow(refused);
    });

    test('all objects are written once', () => {
      const { app, chart } = shop();
      apiIn(chart);
      new second.ApiObject(chart, 'settings', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' } });
      app.synth();
      const written = cdk8s.Yaml.load(path.join(outdir, 'shop.k8s.yaml')) as { kind: string; metadata: object }[];
      expect(written.map(({ kind }) => kind).sort()).toEqual(EXPECTED_KINDS);
      expect(written.find(({ kind }) => kind === 'ConfigMap')!.metadata).toEqual({
        name: 'settings',
        namespace: 'shop',
      });
    });
  });
});
