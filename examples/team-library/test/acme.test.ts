import 'cdk8s-service-patterns/lib/jest';
import { readFileSync } from 'fs';
import { join } from 'path';
import { Chart, Testing, Yaml } from 'cdk8s';
import { ClusterProfile, Health, Peer, Port, Worker } from 'cdk8s-service-patterns';
import { AcmeCache, AcmeChart, AcmeService, AcmeTier, AcmeWebApp } from '../src';

const IMAGE = 'registry.acme.example/shop/orders:4.0.1';

function shop(): AcmeChart {
  return new AcmeChart(Testing.app(), 'shop', { namespace: 'shop', owner: 'shop' });
}

/** The one object of a kind and name. */
function find(chart: Chart, kind: string, name: string) {
  const found = Testing.synth(chart).filter((object) => object.kind === kind && object.metadata.name === name);
  expect(found).toHaveLength(1);
  return found[0];
}

test('a service has the defaults of Acme', () => {
  const chart = shop();
  new AcmeService(chart, 'orders', { image: IMAGE, writablePaths: [] });
  expect(Yaml.stringify(...Testing.synth(chart))).toBe(readFileSync(join(__dirname, 'golden', 'orders.yaml'), 'utf8'));
});

test('what a team says counts before the defaults', () => {
  const chart = shop();
  new AcmeService(chart, 'orders', {
    image: IMAGE,
    port: 8081,
    replicas: 5,
    health: Health.tcp(),
    labels: { 'acme.example/owner': 'checkout' },
  });
  const { metadata, spec } = find(chart, 'Deployment', 'orders');
  expect(metadata.labels['acme.example/owner']).toBe('checkout');
  expect(metadata.labels['acme.example/tier']).toBe('standard');
  expect(spec.replicas).toBe(5);
  expect(spec.template.spec.containers[0].readinessProbe.httpGet).toBeUndefined();
  expect(find(chart, 'Service', 'orders').spec.ports[0]).toMatchObject({ port: 8081 });
});

test('a prop that is undefined has its default as one that is left out', () => {
  const chart = shop();
  const unsaid = { health: undefined, metrics: undefined, port: undefined, replicas: undefined, tier: undefined };
  new AcmeService(chart, 'orders', { image: IMAGE, writablePaths: [], labels: undefined, ...unsaid });
  expect(Yaml.stringify(...Testing.synth(chart))).toBe(readFileSync(join(__dirname, 'golden', 'orders.yaml'), 'utf8'));
});

test.each([
  [AcmeTier.STANDARD, 2],
  [AcmeTier.CRITICAL, 3],
])('a %s service has %d pods', (tier, replicas) => {
  const chart = shop();
  new AcmeService(chart, 'orders', { image: IMAGE, tier });
  expect(find(chart, 'Deployment', 'orders').spec.replicas).toBe(replicas);
});

test('a web app is reached from the internet at its name, and a service is not', () => {
  const chart = shop();
  const web = new AcmeWebApp(chart, 'web', { image: IMAGE, subdomain: 'shop' });
  const orders = new AcmeService(chart, 'orders', { image: IMAGE });
  expect(web.address).toBe('https://shop.apps.acme.example');
  expect(find(chart, 'Ingress', 'web').spec.rules.map(({ host }: { host: string }) => host)).toEqual([
    'shop.apps.acme.example',
  ]);
  expect(web).toBeReachableFromInternet();
  expect(orders).not.toBeReachableFromInternet();
});

test('a cache is reached by whoever is connected to it, with its password, and by nobody else', () => {
  const chart = shop();
  const cache = new AcmeCache(chart, 'sessions');
  const orders = new AcmeService(chart, 'orders', { image: IMAGE });
  new AcmeService(chart, 'other', { image: IMAGE });
  orders.connectTo(cache, { dsnEnv: 'CACHE_URL' });
  expect(cache).toOnlyBeReachedBy([{ end: orders, ports: [Port.REDIS] }]);
  const { spec } = find(chart, 'Deployment', 'orders');
  expect(spec.template.spec.containers[0].env).toContainEqual({
    name: 'CACHE_URL_PASSWORD',
    valueFrom: { secretKeyRef: { name: 'sessions-login', key: 'password' } },
  });
});

test('all charts of Acme are for one cluster, in which monitoring scrapes the metrics', () => {
  const chart = shop();
  const orders = new AcmeService(chart, 'orders', { image: IMAGE });
  expect(ClusterProfile.of(orders)).toBe(ClusterProfile.of(shop()));
  expect(orders).toOnlyBeReachedBy([{ end: 'pods:kubernetes.io/metadata.name=monitoring/*', ports: [Port.tcp(9090)] }]);
});

describe('synth fails', () => {
  test('where a team opens the internet', () => {
    const chart = shop();
    new Worker(chart, 'mailer', { image: IMAGE }).connections.allowTo(Peer.internet(), [Port.HTTPS]);
    expect(() => Testing.synth(chart)).toThrow('services of Acme reach the internet through the egress proxy');
  });

  test('where a team opens what the guardrails deny, with their reason', () => {
    const chart = shop();
    new Worker(chart, 'mailer', { image: IMAGE }).connections.allowTo(Peer.cidr('169.254.169.254/32'), [Port.HTTP]);
    expect(() => Testing.synth(chart)).toThrow('credentials of nodes are not for pods');
  });
});
