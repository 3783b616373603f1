import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { failure } from './failure';
import { Port } from '../../src';
import { manifestFiles, Only, WorkloadInFiles } from '../../src/jest';

const HTTP = Port.tcp(8080);
const directory = mkdtempSync(join(tmpdir(), 'narrowed-'));
afterAll(() => rmSync(directory, { recursive: true }));

function workload(name: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: shop }
spec: { selector: { matchLabels: { app: ${name} } }, template: { metadata: { labels: { app: ${name} } }, spec: { containers: [{ name: c, image: a }] } } }
`;
}

/** Two workloads, of which one lets the other in for what is said of layer 7. */
function shop(rules: string, more = ''): { web: WorkloadInFiles; api: WorkloadInFiles } {
  const path = join(directory, 'shop.yaml');
  writeFileSync(
    path,
    [
      workload('web'),
      workload('api'),
      `apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  endpointSelector: { matchLabels: { app: api } }
  ingress:
    - fromEndpoints: [{ matchLabels: { app: web } }]
      toPorts: [{ ports: [{ port: "8080", protocol: TCP }], rules: ${rules} }]
  egress:
    - toFQDNs: [{ matchName: api.stripe.com }, { matchPattern: "*.example.org" }]
      toPorts: [{ ports: [{ port: "443", protocol: TCP }] }]
    - toEntities: [kube-apiserver]
`,
      ...(more === '' ? [] : [more]),
    ].join('---\n'),
  );
  const files = manifestFiles(path);
  return { web: files.workload('web'), api: files.workload('api') };
}

const HEALTH = '{ http: [{ method: GET, path: /health }] }';
const TWO = '{ http: [{ method: GET, path: /health }, { method: POST, path: /orders }] }';

describe('what is let through for a part of layer 7 alone', () => {
  test('does not satisfy a plain toReach, and the message says what it is for', () => {
    const { web, api } = shop(HEALTH);
    expect(failure(() => expect(web).toReach(api, HTTP))).toMatch(
      /^expected shop\/Deployment\/web to reach shop\/Deployment\/api on 8080\/TCP\n\nallow \(only HTTP GET \/health\): /,
    );
  });

  test('does not satisfy .not either: something gets through', () => {
    const { web, api } = shop(HEALTH);
    expect(failure(() => expect(web).not.toReach(api, HTTP))).toMatch(
      /^expected shop\/Deployment\/web not to reach shop\/Deployment\/api on 8080\/TCP\n\nallow \(only /,
    );
    expect(web).not.toReach(api, Port.tcp(8081));
  });

  test('satisfies who names just that', () => {
    expect(shop(HEALTH).web).toReach(shop(HEALTH).api, HTTP, { only: 'HTTP GET /health' });
    const { web, api } = shop(TWO);
    expect(web).toReach(api, HTTP, { only: ['HTTP POST /orders', 'HTTP GET /health'] });
  });

  test.each<[string, Only]>([
    ['less', 'HTTP GET /health'],
    ['more', ['HTTP GET /health', 'HTTP POST /orders', 'HTTP GET /']],
    ['something else', ['HTTP GET /health', 'HTTP PUT /orders']],
  ])('does not satisfy who names %s', (_, only) => {
    const { web, api } = shop(TWO);
    expect(failure(() => expect(web).toReach(api, HTTP, { only }))).toMatch(
      /^expected .* on 8080\/TCP for HTTP .* alone\n\nallow \(only HTTP GET \/health, HTTP POST \/orders\)/,
    );
  });

  test('is not what is open for everything', () => {
    const { web, api } = shop(HEALTH);
    const only = 'HTTP GET /health';
    expect(() => expect(api).toReach(web, HTTP, { only })).toThrow(/to reach .* alone\n\n/);
    expect(web).not.toReach(api, Port.tcp(1));
  });

  test('cannot be negated', () => {
    const { web, api } = shop(HEALTH);
    expect(() => expect(web).not.toReach(api, HTTP, { only: 'HTTP GET /admin' })).toThrow(
      'toReach: got .not with `only`; allowed: .not of everything. Fix: leave `only` out, or expect all that is let through',
    );
  });

  test.each([[''], [[]], [['']]])('has words: %j is refused', (only) => {
    const { web, api } = shop(HEALTH);
    expect(() => expect(web).toReach(api, HTTP, { only })).toThrow(
      /^toReach: only: got .*; allowed: a text, or several/,
    );
  });

  test('is missing for toOnlyReach, which says what is open', () => {
    const { web, api } = shop(HEALTH, restrictWeb());
    expect(failure(() => expect(web).toOnlyReach([api]))).toEqual(
      'expected shop/Deployment/web to reach only shop/Deployment/api\n\n' +
        'closed:\n  shop/Deployment/api (open: HTTP GET /health)',
    );
    expect(web).toOnlyReach([{ end: api, only: 'HTTP GET /health' }]);
    expect(web).toOnlyReach([{ end: api, ports: [HTTP], only: ['HTTP GET /health'] }]);
  });

  test('is too much where something else is wanted', () => {
    const { web, api } = shop(TWO, restrictWeb());
    expect(failure(() => expect(web).toOnlyReach([{ end: api, only: 'HTTP GET /health' }]))).toMatch(
      /also open:\n {2}shop\/Deployment\/web -> shop\/Deployment\/api on 8080\/TCP, only HTTP GET \/health, HTTP POST \/orders .*\n\nclosed:\n {2}shop\/Deployment\/api for HTTP GET \/health alone \(open: HTTP GET \/health, HTTP POST \/orders\)/,
    );
  });
});

function restrictWeb(): string {
  return `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: shop }
spec:
  podSelector: { matchLabels: { app: web } }
  policyTypes: [Egress]
  egress: [{ to: [{ podSelector: { matchLabels: { app: api } } }], ports: [{ port: 8080 }] }]
`;
}

describe('ends outside of the cluster', () => {
  test('names that a rule of Cilium opens are reached, and others are not', () => {
    const { api } = shop(HEALTH);
    expect(api).toReach('name:api.stripe.com', Port.tcp(443));
    expect(api).toReach('name:shop.example.org', Port.tcp(443));
    expect(api).not.toReach('name:api.stripe.com', Port.tcp(80));
    expect(api).not.toReach('name:a.b.example.org', Port.tcp(443));
    expect(api).not.toReach('name:exfil.example.com', Port.tcp(443));
    expect(() => expect(api).toReach('name:exfil.example.com', Port.tcp(443))).toThrow(
      /to reach name:exfil\.example\.com/,
    );
  });

  test('entities are ends, too', () => {
    const { api } = shop(HEALTH);
    expect(api).toReach('entity:kube-apiserver', Port.tcp(6443));
    expect(api).not.toReach('entity:host', Port.tcp(10250));
  });

  test('nodes are reached by rules of administrators', () => {
    const { web } = shop(HEALTH, nodesAlone());
    expect(web).toReach('nodes:*', Port.tcp(10250));
    expect(web).not.toReach('nodes:*', Port.tcp(22));
  });
});

function nodesAlone(): string {
  return `apiVersion: policy.networking.k8s.io/v1alpha2
kind: ClusterNetworkPolicy
metadata: { name: nodes }
spec:
  tier: Admin
  priority: 1
  subject: { namespaces: {} }
  egress:
    - { action: Accept, to: [{ nodes: {} }], protocols: [{ tcp: { destinationPort: { number: 10250 } } }] }
    - { action: Deny, to: [{ nodes: {} }] }
`;
}
