import { ClusterOptions } from '../../src/reachability/cluster';
import { explainText } from '../../src/render/explain-text';
import { analysed, ask, brief, deployment, policy, service } from '../reachability/analysed';
import { flowsOf } from '../reachability/texts';

/** What the manifests leave to the network plugin, and the words that say so. */
interface Case {
  readonly yaml: string;
  readonly from: string;
  readonly to: string;
  readonly port?: string;
  readonly reason: RegExp;
  /** What decides it, where something in the manifests or an option does. */
  readonly decided?: { readonly yaml?: string; readonly options?: ClusterOptions; readonly verdict: 'allow' | 'deny' };
}

const ends = deployment('web') + deployment('api');
const INGRESS = (rule: string): string => `{ podSelector: { matchLabels: { app: api } }, ingress: [${rule}] }`;
const block = '{ from: [{ ipBlock: { cidr: 10.0.0.0/8 } }], ports: [{ port: 8080 }] }';
const plugin = (apiVersion: string, kind: string, spec: string): string =>
  `---\napiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: theirs, namespace: shop }\nspec: ${spec}\n`;
const closed = ends + policy('api', '{ podSelector: {}, policyTypes: [Ingress] }');
const names = plugin(
  'cilium.io/v2',
  'CiliumNetworkPolicy',
  '{ endpointSelector: { matchLabels: { app: web } }, egress: [' +
    "{ toEndpoints: [{ matchLabels: { 'k8s:k8s-app': kube-dns } }], toPorts: [{ ports: [{ port: '53', protocol: UDP }], rules: { dns: [{ matchPattern: '*' }] } }] }, " +
    "{ toFQDNs: [{ matchName: api.stripe.com }], toPorts: [{ ports: [{ port: '443', protocol: TCP }] }] }] }",
);
const exposed = (local: string): string =>
  deployment('api') +
  service('api', `{ type: LoadBalancer, ${local} selector: { app: api }, ports: [{ port: 80, targetPort: 8080 }] }`) +
  policy('api', INGRESS(block));

const CASES: { readonly [what: string]: Case } = {
  'an ipBlock against pods': {
    yaml: ends + policy('api', INGRESS(block)),
    from: 'web',
    to: 'api',
    reason: /an ipBlock decides, and the addresses of pods are not known/,
    decided: { options: { podCidrs: ['10.244.0.0/16'] }, verdict: 'allow' },
  },
  'an ipBlock that holds no pods': {
    yaml: ends + policy('api', INGRESS(block)),
    from: 'web',
    to: 'api',
    reason: /an ipBlock decides/,
    decided: { options: { podCidrs: ['192.168.0.0/16'] }, verdict: 'deny' },
  },
  'a source on the host network': {
    yaml:
      deployment('web', '{ hostNetwork: true }') +
      deployment('api') +
      policy('api', INGRESS('{ from: [{ podSelector: {} }] }')),
    from: 'web',
    to: 'api',
    reason: /pods on the host network have the address of their node/,
  },
  'a destination on the host network': {
    yaml:
      deployment('web') +
      deployment('api', '{ hostNetwork: true }') +
      policy('api', '{ podSelector: {}, policyTypes: [Ingress] }'),
    from: 'web',
    to: 'api',
    reason: /pods on the host network have the address of their node/,
  },
  'an ipBlock behind a load balancer that hides the client': {
    yaml: exposed(''),
    from: 'ip:192.0.2.1',
    to: 'api',
    reason: /node/,
    decided: { yaml: exposed('externalTrafficPolicy: Local,'), verdict: 'deny' },
  },
  'addresses of which some are let through': {
    yaml: deployment('api') + policy('api', INGRESS(block)),
    from: 'ip:10.0.0.0/7',
    to: 'api',
    reason: /addresses/,
  },
  'addresses on the port of a name': {
    yaml: ends + policy('web', '{ podSelector: {}, policyTypes: [Egress] }') + names,
    from: 'web',
    to: 'ip:192.0.2.1',
    port: '443',
    reason: /api\.stripe\.com|name/,
  },
  'a policy of Cilium with a field that nobody here knows': {
    yaml:
      closed + plugin('cilium.io/v2', 'CiliumNetworkPolicy', '{ endpointSelector: {}, ingress: [{ fromFuture: [] }] }'),
    from: 'web',
    to: 'api',
    reason: /CiliumNetworkPolicy shop\/theirs \(cilium\.io\/v2\) may allow or deny it, and is not judged/,
  },
  'a policy of the administrator with such a field': {
    yaml:
      closed +
      plugin(
        'policy.networking.k8s.io/v1alpha1',
        'AdminNetworkPolicy',
        '{ priority: 1, subject: { namespaces: {} }, ingress: [{ action: Allow, from: [{ namespaces: {} }], future: 1 }] }',
      ),
    from: 'web',
    to: 'api',
    reason: /AdminNetworkPolicy .*theirs .* may allow or deny it, and is not judged/,
  },
  'a policy of Calico': {
    yaml: closed + plugin('projectcalico.org/v3', 'GlobalNetworkPolicy', '{ selector: all() }'),
    from: 'web',
    to: 'api',
    reason: /GlobalNetworkPolicy .*theirs .* is not judged/,
  },
  'a NetworkPolicy of another version': {
    yaml: ends + plugin('extensions/v1beta1', 'NetworkPolicy', '{ podSelector: {}, policyTypes: [Ingress] }'),
    from: 'web',
    to: 'api',
    reason: /NetworkPolicy shop\/theirs \(extensions\/v1beta1\) .* is not judged/,
  },
  'a kind that is misspelt': {
    yaml: ends + plugin('networking.k8s.io/v1', 'Networkpolicy', '{ podSelector: {}, policyTypes: [Ingress] }'),
    from: 'web',
    to: 'api',
    reason: /Networkpolicy shop\/theirs .* is not judged/,
  },
  'a kind that nobody knows and that is named like one': {
    yaml: ends + plugin('example.com/v1', 'ZeroTrustNetworkPolicy', '{}'),
    from: 'web',
    to: 'api',
    reason: /ZeroTrustNetworkPolicy shop\/theirs .* is not judged/,
  },
};

describe.each(Object.entries(CASES))('%s', (_, { yaml, from, to, port = '8080', reason, decided }) => {
  test('makes the verdict undefined, with its reason', () => {
    const answer = ask(analysed(yaml), from, to, port);
    expect(answer.verdict).toBe('undefined');
    expect(answer.reason?.text).toMatch(reason);
  });

  test('and the flows say so, too', () => {
    const flows = [...flowsOf(analysed(yaml))].filter(({ verdict }) => verdict === 'undefined');
    if (!from.endsWith('/7')) expect(flows.map(brief)).not.toEqual([]);
    for (const flow of flows) expect(flow.reason?.text).toMatch(/\w/);
  });

  if (decided !== undefined) {
    test(`and is ${decided.verdict} where it is decided`, () => {
      const answer = ask(analysed(decided.yaml ?? yaml, decided.options), from, to, port);
      expect([answer.verdict, answer.reason]).toEqual([decided.verdict, undefined]);
    });
  }
});

test('a named port of pods that are not there is undefined, not dropped', () => {
  const egress =
    '{ podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ namespaceSelector: { matchLabels: { a: b } } }], ports: [{ port: http }] }] }';
  const flows = [...flowsOf(analysed(deployment('web') + policy('web', egress)))];
  expect(flows.map(({ to, verdict, reason }) => [to, verdict, reason?.text])).toContainEqual([
    'pods:a=b/*',
    'undefined',
    expect.stringMatching(/names a port/),
  ]);
});

test('what one side surely denies is denied, whatever the other leaves open', () => {
  const yaml =
    closed +
    plugin('cilium.io/v2', 'CiliumNetworkPolicy', '{ endpointSelector: { matchLabels: { app: web } }, egress: [{}] }');
  expect(ask(analysed(yaml), 'web', 'api', '8080').verdict).toBe('deny');
});

test('each verdict says which rules decided', () => {
  const analysis = analysed(
    ends + policy('api', INGRESS('{ from: [{ podSelector: { matchLabels: { app: web } } }] }')),
  );
  for (const [from, verdict] of [
    ['web', 'allow'],
    ['internet', 'deny'],
  ] as const) {
    const answer = ask(analysis, from, 'api', '8080');
    expect(answer.verdict).toBe(verdict);
    expect([...explainText(answer, analysis.cluster.topology.policies)].join('')).toContain('shop/NetworkPolicy/api');
  }
});
