import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import { synthErrors } from './synth-errors';
import { InternalService, NetworkReport, Peer, Port } from '../../src';

/*
 * A way in that no construct declares opens nothing as long as the policies are as declared. So it is a warning: somebody
 * wants to be reached and is not.
 */

function shop(): { chart: Chart; api: InternalService } {
  const chart = new Chart(new App({ outdir: 'unused' }), 'shop', { namespace: 'shop' });
  const api = new InternalService(chart, 'api', { image: 'ghcr.io/acme/api:1.4.2', port: 80, targetPort: 8080 });
  return { chart, api };
}

function ingress(chart: Chart, port: number): void {
  const backend = { service: { name: 'api', port: { number: port } } };
  const paths = [{ path: '/', pathType: 'Prefix', backend }];
  new ApiObject(chart, 'raw', {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'raw' },
    spec: { rules: [{ host: 'shop.example.com', http: { paths } }] },
  });
}

function patchService({ service }: InternalService, ...patches: JsonPatch[]): void {
  ApiObject.of(service).addJsonPatch(...patches);
}

let warn: jest.SpyInstance;
beforeEach(() => (warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined)));
afterEach(() => warn.mockRestore());

function warningsOf(chart: Chart): { synth: string[]; report: string[] } {
  expect(synthErrors(chart)).toEqual([]);
  const said = warn.mock.calls.map(([text]) => String(text)).filter((text) => text.includes('shop/'));
  return { synth: said, report: NetworkReport.of(chart).warnings() };
}

const CLOSED = 'shop/Service/api exposes shop/Deployment/api, but its policies let nobody from outside in';

test.each<[string, (parts: ReturnType<typeof shop>) => void, string]>([
  [
    'an Ingress that is written by hand',
    ({ chart }) => ingress(chart, 80),
    "shop/Ingress/raw leads to shop/Deployment/api, but its policies let no controller's pods in",
  ],
  ['a type NodePort', ({ api }) => patchService(api, JsonPatch.add('/spec/type', 'NodePort')), CLOSED],
  ['a type LoadBalancer', ({ api }) => patchService(api, JsonPatch.add('/spec/type', 'LoadBalancer')), CLOSED],
  ['external IPs', ({ api }) => patchService(api, JsonPatch.add('/spec/externalIPs', ['203.0.113.7'])), CLOSED],
])('%s opens nothing, and is warned about once', (_, change, text) => {
  const parts = shop();
  change(parts);
  const { synth, report } = warningsOf(parts.chart);
  expect(report).toEqual([text]);
  expect(synth.filter((line) => line.includes(text))).toHaveLength(1);
});

test('a way in to what is declared open is no warning', () => {
  const { chart, api } = shop();
  api.connections.allowFrom(Peer.pods({ namespace: 'ingress-nginx', labels: { app: 'nginx' } }), [Port.tcp(8080)]);
  ingress(chart, 80);
  expect(warningsOf(chart)).toEqual({ synth: [], report: [] });
});

test('a policy that is not judged is named with what it is', () => {
  const { chart } = shop();
  new ApiObject(chart, 'debug', {
    apiVersion: 'crd.projectcalico.org/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'debug' },
    spec: { selector: 'all()' },
  });
  expect(NetworkReport.of(chart).warnings()[0]).toBe(
    'shop/NetworkPolicy/debug (crd.projectcalico.org/v1) is not judged, and what it may decide is undefined',
  );
});

test('an Ingress to a port that the Service does not have opens nothing, and fails the synth', () => {
  const { chart } = shop();
  ingress(chart, 8081);
  expect(synthErrors(chart)).toEqual([
    expect.stringContaining(
      'shop/raw: shop/Ingress/raw leads to port 8081 of shop/Service/api, which has 80/TCP. Fix: ',
    ),
  ]);
});

test('a route whose Service is not here is a warning of synth and report', () => {
  const { chart } = shop();
  const rules = [{ backendRefs: [{ name: 'other', port: 80 }] }];
  new ApiObject(chart, 'route', {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'route' },
    spec: { parentRefs: [{ name: 'main' }], rules },
  });
  const text = 'shop/HTTPRoute/route leads to shop/Service/other, which is not in the input';
  expect(warningsOf(chart)).toEqual({ synth: [expect.stringContaining(`shop/route: ${text}. Fix: `)], report: [text] });
});

test('a kind whose pods are not read is named at synth and in the report', () => {
  const { chart } = shop();
  const template = { spec: { containers: [{ name: 'main', image: 'ghcr.io/acme/game:1.0.0' }] } };
  new ApiObject(chart, 'fleet', {
    apiVersion: 'agones.dev/v1',
    kind: 'Fleet',
    metadata: { name: 'games' },
    spec: { replicas: 2, template: { spec: { template } } },
  });
  const { synth, report } = warningsOf(chart);
  const text =
    'kind Fleet (agones.dev/v1) has a pod template and is not read: the pods of shop/Fleet/games are missing';
  expect(report).toEqual([expect.stringContaining(text)]);
  expect(synth.filter((line) => line.includes(text))).toHaveLength(1);
});
