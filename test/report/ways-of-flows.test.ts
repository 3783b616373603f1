import { NetworkReport } from '../../src';

const metadata = (name: string): object => ({ name, namespace: 'shop' });
const MANIFESTS = [
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadata('web'),
    spec: { selector: { matchLabels: { app: 'web' } }, template: { metadata: { labels: { app: 'web' } }, spec: {} } },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata('web'),
    spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8080 }] },
  },
  {
    apiVersion: 'route.openshift.io/v1',
    kind: 'Route',
    metadata: metadata('web'),
    spec: { host: 'shop.example.com', to: { kind: 'Service', name: 'web' } },
  },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: metadata('web'),
    spec: { podSelector: {}, policyTypes: ['Ingress'], ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }] },
  },
];

test('flows from the internet have their ways, and reasons have codes', () => {
  const [flow] = NetworkReport.ofManifests(MANIFESTS)
    .flows()
    .filter(({ from }) => from === 'internet');
  expect(flow).toMatchObject({
    to: 'shop/Deployment/web',
    ports: [{ protocol: 'TCP', port: 8080, endPort: 8080 }],
    verdict: 'undefined',
    reasonCode: 'controller-unknown',
    ways: [{ id: 'shop/Route/web', kind: 'Route', hosts: ['shop.example.com'], service: 'shop/Service/web:80' }],
  });
});
