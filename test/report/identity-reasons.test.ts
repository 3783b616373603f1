import { Chart, Testing } from 'cdk8s';
import { ClusterProfile, InternalService, Mesh, NetworkReport, Port, Worker } from '../../src';

const IMAGE = 'ghcr.io/acme/app:1.0.0';

function shop(mesh: Mesh): NetworkReport {
  const chart = new Chart(Testing.app(), 'shop', { namespace: 'shop' });
  new ClusterProfile({ mesh }).applyTo(chart);
  const api = new InternalService(chart, 'api', { image: IMAGE, port: 80, targetPort: 8080 });
  new Worker(chart, 'web', { image: IMAGE }).connectTo(api);
  new Worker(chart, 'other', { image: IMAGE });
  return NetworkReport.of(chart);
}

test('an answer names the rules of both walls that let the client in', () => {
  expect(shop(Mesh.istio()).explain('shop/web', 'shop/api', Port.tcp(8080)).because).toEqual([
    { direction: 'egress', policy: 'shop/NetworkPolicy/web', rule: 1 },
    { direction: 'ingress', policy: 'shop/NetworkPolicy/api', rule: 0 },
    {
      direction: 'ingress',
      policy: 'shop/AuthorizationPolicy/api-clients',
      rule: 0,
      path: 'spec.rules[0]',
      wall: 'identity',
    },
  ]);
});

test('a flow does so, too', () => {
  const [flow] = shop(Mesh.linkerd())
    .flows()
    .filter(({ from, to }) => from === 'shop/Deployment/web' && to === 'shop/Deployment/api');
  expect(flow.because.filter(({ wall }) => wall === 'identity').map(({ policy }) => policy)).toEqual([
    expect.stringMatching(/^shop\/Server\/api-8080$/),
  ]);
});

test('what the mesh closes has no rule of it, and the text says so', () => {
  const { verdict, because, text } = shop(Mesh.istio()).explain('shop/other', 'shop/api', Port.tcp(8080));
  expect(verdict).toBe('deny');
  expect(because.filter(({ wall }) => wall !== undefined)).toEqual([]);
  expect(text).toContain('closed by: identity at shop/Deployment/api');
});
