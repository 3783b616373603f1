import { Chart } from 'cdk8s';
import { meshed } from './meshed';
import { InternalService, Mesh, MeshMode, Monitoring, Peer, Worker } from '../../src';
import { Manifest, only, ownerOfPods, podTemplate, render } from '../manifests';

const image = 'ghcr.io/acme/api:1.4.2';
const tcp = (port: number): Manifest => ({ port, protocol: 'TCP' });
const labels = { app: 'prometheus' };
const from = [
  {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } },
    podSelector: { matchLabels: labels },
  },
];

const inside = Peer.pods({ namespace: 'monitoring', labels, serviceAccount: 'prometheus' });
const outside = Peer.pods({ namespace: 'monitoring', labels, mesh: MeshMode.OUTSIDE });

/** A worker with metrics, in a cluster whose monitoring is this one. */
function scraped(mesh: Mesh, monitoring: Monitoring, mode?: MeshMode): Chart {
  const chart = meshed(mesh, { monitoring, podCidrs: ['10.244.0.0/16'] });
  new Worker(chart, 'worker', { image, metrics: { port: 9090 }, mesh: mode });
  return chart;
}

function ingressOf(chart: Chart): Manifest {
  return only(chart, 'NetworkPolicy').spec.ingress;
}

describe('metrics that are found by annotations of pods', () => {
  test('are opened with Istio at the port of the proxy alone, which takes those of the program with its own', () => {
    const chart = scraped(Mesh.istio(), Monitoring.annotations({ scraper: inside }));

    expect(ingressOf(chart)).toEqual([{ from, ports: [tcp(15020)] }]);
    // The proxy's injector replaces them, and reads there where the program has its metrics.
    expect(podTemplate(ownerOfPods(chart)).metadata.annotations).toMatchObject({
      'prometheus.io/scrape': 'true',
      'prometheus.io/port': '9090',
    });
  });

  test('need no identity there: the proxy does not guard that port', () => {
    const chart = scraped(Mesh.istio(), Monitoring.annotations({ scraper: outside }));
    const rules = render(chart).filter(({ kind }: Manifest) => kind === 'AuthorizationPolicy') as Manifest[];

    expect(ingressOf(chart)).toEqual([{ from, ports: [tcp(15020)] }]);
    expect(rules.flatMap(({ spec }) => spec.rules ?? [])).toEqual([]);
  });

  test('are opened at the port of the program where the pods are outside of the mesh', () => {
    const chart = scraped(Mesh.istio(), Monitoring.annotations({ scraper: inside }), MeshMode.OUTSIDE);

    expect(ingressOf(chart)).toEqual([{ from, ports: [tcp(9090)] }]);
  });

  test('are opened with ambient at the port of the program, and on the wire', () => {
    const chart = scraped(Mesh.istioAmbient(), Monitoring.annotations({ scraper: inside }));

    expect(ingressOf(chart)).toEqual([{ from, ports: [tcp(9090), tcp(15008)] }]);
  });
});

describe('metrics that monitors tell of', () => {
  test('are opened with Istio to the identity of the scraper', () => {
    const chart = scraped(Mesh.istio(), Monitoring.prometheusOperator({ scraper: inside }));
    const policies = render(chart).filter(({ kind }: Manifest) => kind === 'AuthorizationPolicy') as Manifest[];

    expect(ingressOf(chart)).toEqual([{ from, ports: [tcp(9090)] }]);
    expect(policies.flatMap(({ spec }) => spec.rules ?? [])).toEqual([
      {
        from: [{ source: { principals: ['cluster.local/ns/monitoring/sa/prometheus'] } }],
        to: [{ operation: { ports: ['9090'] } }],
      },
    ]);
  });

  test('are opened to the addresses of pods for a scraper outside of the mesh, on their port alone', () => {
    const chart = scraped(Mesh.istio(), Monitoring.prometheusOperator({ scraper: outside }));
    const objects = render(chart) as Manifest[];
    const of = (kind: string): Manifest[] => objects.filter((each) => each.kind === kind);

    expect(of('AuthorizationPolicy').flatMap(({ spec }) => spec.rules ?? [])).toEqual([
      { from: [{ source: { ipBlocks: ['10.244.0.0/16'] } }], to: [{ operation: { ports: ['9090'] } }] },
    ]);
    expect(of('PeerAuthentication')[0].spec).toMatchObject({
      mtls: { mode: 'STRICT' },
      portLevelMtls: { 9090: { mode: 'PERMISSIVE' } },
    });
    expect(ingressOf(chart)).toEqual([{ from, ports: [tcp(9090)] }]);
  });
});

test("Linkerd's proxy has metrics of its own, which are opened with those of the program", () => {
  const chart = scraped(Mesh.linkerd(), Monitoring.annotations({ scraper: inside }));

  expect(ingressOf(chart)).toEqual([{ from, ports: [tcp(4143), tcp(4191), tcp(9090)] }]);
});

test('a workload without metrics opens nothing to the scraper', () => {
  const chart = meshed(Mesh.linkerd(), { monitoring: Monitoring.annotations({ scraper: inside }) });
  new InternalService(chart, 'api', { image, port: 8080 });

  expect(ingressOf(chart)).toBeUndefined();
});
