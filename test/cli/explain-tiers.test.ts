import { deployments } from './deployments';
import { Workplace } from './in-process';

const WORKLOADS = deployments('web', 'api', 'free');

const TIERS = `${WORKLOADS}apiVersion: policy.networking.k8s.io/v1alpha2
kind: ClusterNetworkPolicy
metadata: { name: guard }
spec:
  tier: Admin
  priority: 10
  subject: { namespaces: {} }
  egress:
    - { action: Deny, to: [{ pods: { podSelector: { matchLabels: { app: free } } } }], protocols: [{ tcp: { destinationPort: { number: 22 } } }] }
    - { action: Pass, to: [{ pods: { podSelector: { matchLabels: { app: api } } } }] }
---
apiVersion: policy.networking.k8s.io/v1alpha1
kind: AdminNetworkPolicy
metadata: { name: later }
spec:
  priority: 20
  subject: { namespaces: {} }
  egress: [{ action: Deny, to: [{ pods: { namespaceSelector: {}, podSelector: { matchLabels: { app: api } } } }] }]
---
apiVersion: policy.networking.k8s.io/v1alpha1
kind: BaselineAdminNetworkPolicy
metadata: { name: default }
spec:
  subject: { namespaces: {} }
  ingress: [{ action: Deny, from: [{ namespaces: {} }] }]
---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  endpointSelector: { matchLabels: { app: api } }
  ingress:
    - fromEndpoints: [{ matchLabels: { app: web } }]
      toPorts: [{ ports: [{ port: "8080", protocol: TCP }], rules: { http: [{ method: GET, path: /health }] } }]
    - fromEndpoints: [{}]
      toPorts: [{ ports: [{ port: "9090", protocol: TCP }] }]
  ingressDeny:
    - fromEndpoints: [{ matchLabels: { app: web } }]
      toPorts: [{ ports: [{ port: "9090", protocol: TCP }] }]
`;

const place = new Workplace({ 'tiers.yaml': TIERS });
afterAll(() => place.remove());

const ask = (from: string, to: string, ...more: string[]): string[] => [
  'explain',
  './tiers.yaml',
  '--from',
  from,
  '--to',
  to,
  ...more,
];

test('each tier is told in the order in which it is asked, with what it passed and why the last one is not reached', async () => {
  const { stdout } = await place.run(ask('web', 'api', '--port', '8080'));
  expect(stdout).toEqual(`allow (only HTTP GET /health): shop/Deployment/web -> shop/Deployment/api on 8080/TCP

egress of shop/Deployment/web: allow
  tier Admin, asked first: leaves it to the NetworkPolicies
    ClusterNetworkPolicy/guard, priority 10 (tiers.yaml:16)
      egress[0] deny to pods:*/app=free on 22/TCP
        peer does not match, port does not match
      egress[1] pass to pods:*/app=api on all
        peer matches, port matches: decides, leaves it to the NetworkPolicies
    AdminNetworkPolicy/later, priority 20 (tiers.yaml:27)
      egress[0] deny to pods:*/app=api on all
        is not asked: what comes before it has decided
  NetworkPolicies, asked next
    not isolated: no policy selects these pods for egress

ingress of shop/Deployment/api: allow
  NetworkPolicies, asked first
    isolated by shop/CiliumNetworkPolicy/api (tiers.yaml:42)
      ingress[0] from pods:shop/app=web on 8080/TCP (only HTTP GET /health)
        peer matches, port matches: opens it, but only for HTTP GET /health
      ingress[1] from pods:shop/* on 9090/TCP
        peer matches, port does not match
      ingressDeny[0] deny from pods:shop/app=web on 9090/TCP
        peer matches, port does not match
  tier Baseline, not reached: it is for pods that no policy isolates
    BaselineAdminNetworkPolicy/default, without priority (tiers.yaml:35)
      ingress[0] deny from pods:*/* on all
        is not asked: what comes before it has decided
`);
});

test('a rule that denies beside the rules that open tells that it closes', async () => {
  const { stdout } = await place.run(ask('web', 'api', '--port', '9090'));
  expect(stdout).toContain(`      ingressDeny[0] deny from pods:shop/app=web on 9090/TCP
        peer matches, port matches: closes it
`);
  expect(stdout).toMatch(/^deny: /);
});

test('a tier that decides leaves the NetworkPolicies unasked', async () => {
  const { stdout } = await place.run(ask('web', 'free', '--port', '22'));
  expect(stdout).toContain(`  tier Admin, asked first: denies it
    ClusterNetworkPolicy/guard, priority 10 (tiers.yaml:16)
      egress[0] deny to pods:*/app=free on 22/TCP
        peer matches, port matches: decides, denies it
`);
  expect(stdout).toContain('  NetworkPolicies, not reached: tier Admin has decided\n');
});

test('the last tier decides about what no policy isolates', async () => {
  const { stdout } = await place.run(ask('web', 'free', '--port', '80'));
  expect(stdout).toContain(`  NetworkPolicies, asked first
    not isolated: no policy selects these pods for ingress
  tier Baseline, asked last: denies it
    BaselineAdminNetworkPolicy/default, without priority (tiers.yaml:35)
      ingress[0] deny from pods:*/* on all
        peer matches, port matches: decides, denies it
`);
});

test('without --port each tier tells what its rules say about which ports', async () => {
  const { stdout } = await place.run(ask('web', 'free'));
  expect(stdout).toContain('deny: all\n');
  expect(stdout).toContain(`egress of shop/Deployment/web
  tier Admin, asked first
    ClusterNetworkPolicy/guard, priority 10 (tiers.yaml:16)
      egress[0] deny to pods:*/app=free on 22/TCP
        peer matches: denies 22/TCP
      egress[1] pass to pods:*/app=api on all
        peer does not match
`);
  expect(stdout).toContain('  NetworkPolicies, asked for what tier Admin does not decide\n');
  expect(stdout).toContain('  tier Baseline, asked last, for what nothing before it decides\n');
});

test('JSON has the tiers with what became of the question in each', async () => {
  const { stdout } = await place.run(ask('web', 'api', '--port', '8080', '--format', 'json'));
  expect(JSON.parse(stdout)).toMatchObject({
    verdict: 'allow',
    only: ['HTTP GET /health'],
    sides: [
      {
        tiers: [
          {
            tier: 'Admin',
            outcome: ['pass'],
            policies: [
              {
                policy: 'ClusterNetworkPolicy/guard',
                priority: 10,
                rules: [{}, { action: 'pass', effect: 'decides' }],
              },
              { policy: 'AdminNetworkPolicy/later', rules: [{ action: 'deny', effect: 'is not asked' }] },
            ],
          },
        ],
      },
      {
        rules: [{ only: 'HTTP GET /health' }, {}, { action: 'deny', path: 'ingressDeny[0]' }],
        tiers: [{ tier: 'Baseline', outcome: [] }],
      },
    ],
  });
});

describe('--expect of what is open for a part of layer 7 alone', () => {
  const port = ['--port', '8080'];

  test('is never met by allow, and the message says what would be', async () => {
    expect(await place.run(ask('web', 'api', ...port, '--expect', 'allow'))).toMatchObject({
      code: 1,
      stderr: '--expect allow: the verdict is allow (only HTTP GET /health). Fix: --expect limited, if that is meant\n',
    });
  });

  test('is not met by deny or undefined either', async () => {
    for (const verdict of ['deny', 'undefined']) {
      expect(await place.run(ask('web', 'api', ...port, '--expect', verdict))).toMatchObject({
        code: 1,
        stderr: `--expect ${verdict}: the verdict is allow (only HTTP GET /health)\n`,
      });
    }
  });

  test('is met by limited, which nothing that is open for everything meets', async () => {
    expect(await place.run(ask('web', 'api', ...port, '--expect', 'limited'))).toMatchObject({ code: 0, stderr: '' });
    expect(await place.run(ask('free', 'api', '--port', '9090', '--expect', 'limited'))).toMatchObject({
      code: 1,
      stderr: '--expect limited: the verdict is allow\n',
    });
  });

  test('is met by --expect-only with just what is let through', async () => {
    const only = ['--expect-only', 'HTTP GET /health'];
    expect(await place.run(ask('web', 'api', ...port, ...only))).toMatchObject({ code: 0, stderr: '' });
    expect(await place.run(ask('web', 'api', ...port, '--expect', 'limited', ...only))).toMatchObject({ code: 0 });
    expect(await place.run(ask('web', 'api', ...port, ...only, '--expect-only', 'HTTP GET /'))).toMatchObject({
      code: 1,
      stderr: '--expect-only HTTP GET /health --expect-only HTTP GET /: the verdict is allow (only HTTP GET /health)\n',
    });
    expect(await place.run(ask('free', 'api', '--port', '9090', ...only))).toMatchObject({
      code: 1,
      stderr: '--expect-only HTTP GET /health: the verdict is allow\n',
    });
  });

  test('cannot be another verdict beside --expect-only', async () => {
    expect(
      await place.run(ask('web', 'api', ...port, '--expect', 'deny', '--expect-only', 'HTTP GET /health')),
    ).toMatchObject({ code: 2, stderr: expect.stringContaining('--expect: got "deny"; allowed: limited') as string });
  });

  test('is told for each group of ports', async () => {
    expect(await place.run(ask('web', 'api', '--expect', 'allow'))).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /^--expect allow: allow \(only HTTP GET \/health\) on 8080\/TCP, deny on /,
      ) as string,
    });
  });
});
