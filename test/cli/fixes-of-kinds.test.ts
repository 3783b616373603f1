import { Testing } from 'cdk8s';
import { deployments } from './deployments';
import { Workplace } from './in-process';
import { InternalService, NetworkReport, Port } from '../../src';
import { shopChart } from '../manifests';

const WORKLOADS = deployments('web', 'api');

const NO_RULES = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: api, namespace: shop }
spec: { podSelector: { matchLabels: { app: api } }, policyTypes: [Ingress] }
`;
const GUARD = `apiVersion: policy.networking.k8s.io/v1alpha2
kind: ClusterNetworkPolicy
metadata: { name: guard }
spec:
  tier: Admin
  priority: 10
  subject: { namespaces: {} }
  ingress:
    - { action: Accept, from: [{ pods: { podSelector: { matchLabels: { app: monitor } } } }] }
    - { action: Deny, from: [{ pods: { podSelector: { matchLabels: { app: web } } } }] }
`;
const BASE = `apiVersion: policy.networking.k8s.io/v1alpha1
kind: BaselineAdminNetworkPolicy
metadata: { name: default }
spec:
  subject: { namespaces: {} }
  ingress: [{ action: Deny, from: [{ namespaces: {} }] }]
`;
const CILIUM = `apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  endpointSelector: { matchLabels: { app: api } }
  ingress: [{ fromEndpoints: [] }]
  egress: [{ toEntities: [kube-apiserver] }]
`;
const DENY = `apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: deny, namespace: shop }
spec:
  endpointSelector: { matchLabels: { app: api } }
  enableDefaultDeny: { ingress: false }
  ingressDeny: [{ fromEndpoints: [{ matchLabels: { app: web } }] }]
`;

/** What is proposed for a connection, below the sides of the answer. */
async function proposed(policies: string, from: string, to: string): Promise<string> {
  const place = new Workplace({ 'a.yaml': WORKLOADS + policies });
  const { stdout } = await place.run(['explain', './a.yaml', '--from', from, '--to', to, '--port', '80']);
  place.remove();
  expect(stdout).toMatch(/^deny: /);
  const [, ...blocks] = stdout.split(/\n\n(?=to open|.* closes )/);
  return blocks.join('\n\n');
}

test('what an administrator denies names the rule and what would have to stand before it, and no NetworkPolicy', async () => {
  expect(await proposed(`${GUARD}---\n${NO_RULES}`, 'web', 'api'))
    .toEqual(`ingress[1] of ClusterNetworkPolicy/guard (a.yaml:11) closes the ingress of shop/Deployment/api, whatever other rules open:
  deny from pods:*/app=web on all
  only whoever owns it can change that, by a rule that is asked before it:
    accept from pods:shop/app=web on 80/TCP
`);
});

test('what a rule of Cilium denies names the rule, and nothing that it would close as well', async () => {
  expect(await proposed(DENY, 'web', 'api'))
    .toEqual(`ingressDeny[0] of shop/CiliumNetworkPolicy/deny (a.yaml:11) closes the ingress of shop/Deployment/api, whatever other rules open:
  deny from pods:shop/app=web on all
  only whoever owns it can change that: take it out, or let it deny less
`);
});

test('where it is not opened either, the rule that opens it is proposed beside', async () => {
  const text = await proposed(`${DENY}---\n${NO_RULES}`, 'web', 'api');
  expect(text).toContain('ingressDeny[0] of shop/CiliumNetworkPolicy/deny');
  expect(text).toContain('\nto open the ingress of shop/Deployment/api, add to shop/NetworkPolicy/api (a.yaml:');
});

test('where a policy of Cilium alone isolates the pods, a NetworkPolicy beside it opens it', async () => {
  expect(await proposed(CILIUM, 'web', 'api')).toEqual(`to open the ingress of shop/Deployment/api, add a NetworkPolicy:
  apiVersion: networking.k8s.io/v1
  kind: NetworkPolicy
  metadata:
    name: api-ingress
    namespace: shop
  spec:
    podSelector:
      matchLabels:
        app: api
    policyTypes:
      - Ingress
    ingress:
      - from:
          - podSelector:
              matchLabels:
                app: web
        ports:
          - port: 80
            protocol: TCP
  what it opens is open beside what the other policies of these pods open
`);
});

test('where it is a name, a rule for the policy that knows names is told in words', async () => {
  expect(await proposed(CILIUM, 'api', 'name:api.stripe.com')).toEqual(
    `to open the egress of shop/Deployment/api, add to shop/CiliumNetworkPolicy/api (a.yaml:11) a rule that says:
  to name:api.stripe.com on 80/TCP
`,
  );
});

test('what the last tier denies a NetworkPolicy opens, which isolates the pods from then on', async () => {
  const text = await proposed(BASE, 'web', 'api');
  expect(text).toMatch(/^to open the ingress of shop\/Deployment\/api, add a NetworkPolicy:\n/);
  expect(text).toMatch(/\n {2}it isolates these pods for ingress: whatever else they need there needs a rule, too\n$/);
});

test('JSON has the same', async () => {
  const place = new Workplace({
    'a.yaml': `${WORKLOADS}${GUARD}`,
    'b.yaml': `${WORKLOADS}${BASE}`,
    'c.yaml': `${WORKLOADS}${CILIUM}`,
  });
  const fixOf = async (file: string, from: string, to: string): Promise<unknown> => {
    const { stdout } = await place.run([
      'explain',
      file,
      '--from',
      from,
      '--to',
      to,
      '--port',
      '80',
      '--format',
      'json',
    ]);
    return (JSON.parse(stdout) as { fix: unknown }).fix;
  };
  expect(await fixOf('./a.yaml', 'web', 'api')).toEqual([
    {
      kind: 'denied',
      direction: 'ingress',
      workload: 'shop/Deployment/api',
      policy: 'ClusterNetworkPolicy/guard',
      tier: 'Admin',
      rule: 1,
      says: 'deny from pods:*/app=web on all',
      before: 'accept from pods:shop/app=web on 80/TCP',
    },
  ]);
  expect(await fixOf('./b.yaml', 'web', 'api')).toMatchObject([
    { kind: 'rule', isolates: true, newPolicy: { kind: 'NetworkPolicy', metadata: { name: 'api-ingress' } } },
  ]);
  expect(await fixOf('./c.yaml', 'api', 'name:api.stripe.com')).toEqual([
    {
      kind: 'words',
      direction: 'egress',
      workload: 'shop/Deployment/api',
      policy: 'shop/CiliumNetworkPolicy/api',
      says: 'to name:api.stripe.com on 80/TCP',
    },
  ]);
  place.remove();
});

test('between workloads of this package, too, nothing is proposed that a guardrail would close', () => {
  const chart = shopChart();
  const image = 'ghcr.io/acme/app:1.0.0';
  new InternalService(chart, 'web', { image, port: 80, targetPort: 8080 });
  new InternalService(chart, 'api', { image, port: 80, targetPort: 8080 });
  const guard = (action: string): object => ({
    apiVersion: 'policy.networking.k8s.io/v1alpha2',
    kind: 'ClusterNetworkPolicy',
    metadata: { name: 'guard' },
    spec: {
      tier: 'Admin',
      priority: 10,
      subject: { namespaces: {} },
      ingress: [{ action, from: [{ namespaces: {} }] }],
      egress: [{ action, to: [{ namespaces: {} }] }],
    },
  });
  const textWith = (action: string): string =>
    NetworkReport.ofManifests([...(Testing.synth(chart) as object[]), guard(action)]).explain(
      'shop/web',
      'shop/api',
      Port.tcp(8080),
    ).text;
  expect(textWith('Deny')).not.toContain('connectTo');
  expect(textWith('Deny')).toContain('egress[0] of ClusterNetworkPolicy/guard');
  expect(textWith('Deny')).toContain('ingress[0] of ClusterNetworkPolicy/guard');
  expect(textWith('Pass')).toMatch(/to open it, in the stack:\n {2}web\.connectTo\(api\);\n$/);
});
