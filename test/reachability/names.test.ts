import { analysed, ask, brief, deployment, policy } from './analysed';
import { texts } from './texts';
import { opensName } from '../../src/reachability/names';

const CLOSED = policy('web', '{ podSelector: { matchLabels: { app: web } }, policyTypes: [Egress] }');

const gke = (names: string): string => `---
apiVersion: networking.gke.io/v1alpha1
kind: FQDNNetworkPolicy
metadata: { name: web-names, namespace: shop }
spec:
  podSelector: { matchLabels: { app: web } }
  egress:
    - matches: ${names}
      ports: [{ protocol: TCP, port: 443 }]
`;

const eks = (names: string, others = ''): string => `---
apiVersion: networking.k8s.aws/v1alpha1
kind: ApplicationNetworkPolicy
metadata: { name: web-names, namespace: shop }
spec:
  podSelector: { matchLabels: { app: web } }
  policyTypes: [Egress]
  egress:
    - to: [{ domainNames: ${names} }]
      ports: [{ protocol: TCP, port: 443 }]
${others}`;

const flowsOf = (yaml: string): string[] =>
  Array.from(analysed(deployment('web') + CLOSED + yaml).flows(), texts).map(brief);
const verdictOn = (yaml: string, name: string): string =>
  ask(analysed(deployment('web') + CLOSED + yaml), 'web', `name:${name}`, '443/TCP').verdict;

test.each([
  ['GKE', gke("[{ name: api.stripe.com }, { pattern: '*.example.com' }]")],
  ['EKS', eks("[api.stripe.com, '*.example.com']")],
])('names that a policy of %s opens are flows, patterns among them', (_, yaml) => {
  expect(flowsOf(yaml).filter((flow) => flow.includes('name:'))).toEqual([
    'shop/Deployment/web -> name:*.example.com 443-443/TCP allow',
    'shop/Deployment/web -> name:api.stripe.com 443-443/TCP allow',
  ]);
});

test.each([
  ['GKE', gke("[{ pattern: '*.example.com' }]"), 'undefined'],
  ['EKS', eks("['*.example.com']"), 'allow'],
])('a star of %s stands for one label, or for several: %#', (_, yaml, deep) => {
  expect(verdictOn(yaml, 'a.example.com')).toBe('allow');
  expect(verdictOn(yaml, 'a.b.example.com')).toBe(deep);
  expect(verdictOn(yaml, '*.example.com')).toBe('allow');
  expect(verdictOn(yaml, 'example.com')).toBe('undefined');
  expect(verdictOn(yaml, 'a.example.org')).toBe('undefined');
});

test('what a policy of EKS opens besides names is open as by a NetworkPolicy', () => {
  const others = `    - to: [{ ipBlock: { cidr: 10.20.0.0/16 } }]
      ports: [{ protocol: TCP, port: 5432 }]
`;
  const yaml = eks('[api.stripe.com]', others);
  expect(ask(analysed(deployment('web') + CLOSED + yaml), 'web', 'ip:10.20.0.7', '5432/TCP').verdict).toBe('allow');
  expect(ask(analysed(deployment('web') + CLOSED + yaml), 'web', 'ip:10.21.0.7', '5432/TCP').verdict).toBe('deny');
});

test('where no NetworkPolicy isolates the pods, such a policy does', () => {
  const yaml = deployment('web') + eks('[api.stripe.com]');
  expect(ask(analysed(yaml), 'web', 'ip:8.8.8.8', '80/TCP').verdict).toBe('deny');
});

test.each<[readonly string[], boolean, string, boolean]>([
  [['api.example.com'], false, 'api.example.com', true],
  [['api.example.com'], false, 'example.com', false],
  [['*.example.com'], false, '*.example.com', true],
  [['*.example.com'], false, '*.a.example.com', false],
  [['*.example.com'], true, '*.a.example.com', true],
  [['*.a.example.com'], true, '*.example.com', false],
  [['*.example.com'], true, 'example.com', false],
  [['*.example.com'], true, 'badexample.com', false],
])('names %j, deep %s, open %s: %s', (names, isDeep, asked, expected) => {
  expect(opensName({ kind: 'names', names, isDeep }, asked)).toBe(expected);
});
