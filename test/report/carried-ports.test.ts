import { Chart, Testing } from 'cdk8s';
import { warningsOf } from './warnings';
import { Checks, ClusterProfile, Exposure, InternalService, Mesh, Peer, Port, PublicWebApp, Worker } from '../../src';

const IMAGE = 'ghcr.io/acme/app:1.0.0';

interface Shop {
  readonly chart: Chart;
  readonly web: PublicWebApp;
  readonly operator: Worker;
}

/** A site that is open to everybody, and a client of its other port. */
function shopIn(mesh: Mesh): Shop {
  const chart = new Chart(Testing.app(), 'shop', { namespace: 'shop' });
  new ClusterProfile({ mesh }).applyTo(chart);
  const web = new PublicWebApp(chart, 'web', {
    image: IMAGE,
    port: 80,
    targetPort: 8080,
    exposure: Exposure.loadBalancer(),
  });
  const operator = new Worker(chart, 'operator', { image: IMAGE });
  operator.connections.allowTo(web, [Port.tcp(9000)]);
  return { chart, web, operator };
}

const carried = (chart: Chart): string[] => {
  Testing.synth(chart);
  return warningsOf(chart).filter((line) => line.includes('[carried-by-mesh]'));
};

const WORDS =
  'shop/Deployment/operator comes to shop/Deployment/web on 8080/TCP, which nobody declared: the mesh carries all ports between them ' +
  'through one of its own, and lets in more there than named accounts. Declare it, or name the accounts of those whom these ports are for [carried-by-mesh]';

test.each([
  ['Istio ambient', Mesh.istioAmbient()],
  ['Linkerd', Mesh.linkerd()],
])('ports that %s carries beside the declared one are told of', (_, mesh) => {
  expect(carried(shopIn(mesh).chart)).toEqual([expect.stringContaining(WORDS)]);
});

test.each([
  ['Istio', Mesh.istio()],
  ['Cilium', Mesh.cilium()],
])('%s leaves each port to the network policies', (_, mesh) => {
  expect(carried(shopIn(mesh).chart)).toEqual([]);
});

test('a port that is declared, too, is not told of', () => {
  const { chart, web, operator } = shopIn(Mesh.istioAmbient());
  operator.connectTo(web);
  expect(carried(chart)).toEqual([]);
});

test('a port that is for named accounts is not told of', () => {
  const chart = new Chart(Testing.app(), 'shop', { namespace: 'shop' });
  new ClusterProfile({ mesh: Mesh.istioAmbient() }).applyTo(chart);
  const api = new InternalService(chart, 'api', { image: IMAGE, port: 8080 });
  api.connections.allowFrom(Peer.pods({ labels: { app: 'ops' }, serviceAccount: 'ops' }), [Port.tcp(9000)]);
  new Worker(chart, 'worker', { image: IMAGE }).connectTo(api);
  expect(carried(chart)).toEqual([]);
});

test('what is wanted is accepted with a reason', () => {
  const { chart, operator } = shopIn(Mesh.istioAmbient());
  Checks.of(operator).accept('carried-by-mesh', 'the site is open to everybody anyway');
  expect(carried(chart)).toEqual([]);
});
