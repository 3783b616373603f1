import { analysed, ask, brief, deployment, policy } from './analysed';
import { flowsOf } from './texts';
import { judge } from '../../src/reachability/judge';
import { explainText } from '../../src/render/explain-text';

function cilium(name: string, spec: string, namespace = 'shop'): string {
  return `---\napiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: { name: ${name}, namespace: ${namespace} }\nspec: ${spec}\n`;
}

const WEB_AND_DB = deployment('web') + deployment('db') + deployment('log');
const CLOSED = policy('closed', '{ podSelector: {}, policyTypes: [Ingress, Egress] }');
const WEB_TO_DB =
  policy(
    'web',
    '{ podSelector: { matchLabels: { app: web } }, policyTypes: [Egress], egress: [{ to: [{ podSelector: { matchLabels: { app: db } } }], ports: [{ port: 5432 }] }] }',
  ) +
  policy(
    'db',
    '{ podSelector: { matchLabels: { app: db } }, ingress: [{ from: [{ podSelector: { matchLabels: { app: web } } }], ports: [{ port: 5432 }] }] }',
  );
const REASON =
  'CiliumNetworkPolicy shop/c (cilium.io/v2) may allow or deny it, and is not judged because spec.ingress[0].fromFuture is not known here';

describe('a policy that is not judged', () => {
  const onDb = cilium('c', '{ endpointSelector: { matchLabels: { app: db } }, ingress: [{ fromFuture: [] }] }');
  const analysis = analysed(WEB_AND_DB + CLOSED + WEB_TO_DB + onDb);

  test('leaves undefined what is allowed, on its side and in its direction alone', () => {
    const { verdict, reason, sides } = ask(analysis, 'web', 'db', '5432');
    expect({ verdict, reason: reason?.text }).toEqual({ verdict: 'undefined', reason: REASON });
    expect(sides.map((side) => [side.direction, side.verdict, side.unjudgedBy])).toEqual([
      ['egress', 'allow', undefined],
      ['ingress', 'undefined', ['shop/CiliumNetworkPolicy/c']],
    ]);
  });

  test('does not open what the other side denies', () => {
    expect(ask(analysis, 'web', 'db', '80').verdict).toEqual('deny');
    expect(ask(analysis, 'log', 'db', '5432').verdict).toEqual('deny');
    expect(ask(analysis, 'db', 'internet', '443').verdict).toEqual('deny');
  });

  test('leaves undefined what is denied on its side, also from addresses and pods outside of the input', () => {
    expect(ask(analysis, 'internet', 'db', '22')).toMatchObject({
      verdict: 'undefined',
      reason: { code: 'unjudged-policy', text: REASON },
    });
    expect([...flowsOf(analysis)].map(brief)).toEqual([
      'shop/Deployment/web -> shop/Deployment/db 5432-5432/TCP undefined',
      'ip:0.0.0.0/0 -> shop/Deployment/db all undefined',
      'ip:::/0 -> shop/Deployment/db all undefined',
      'pods:*/* -> shop/Deployment/db all undefined',
    ]);
  });

  test('is named as what decides', () => {
    const [pair, address] = flowsOf(analysis);
    expect(pair.because).toEqual([
      { direction: 'egress', policy: 'shop/NetworkPolicy/web', rule: 0 },
      { direction: 'ingress', policy: 'shop/CiliumNetworkPolicy/c' },
    ]);
    expect(address.because).toEqual([{ direction: 'ingress', policy: 'shop/CiliumNetworkPolicy/c' }]);
    expect([pair.reason?.text, address.reason?.text]).toEqual([REASON, REASON]);
    expect(pair.unjudged).toContain('shop/CiliumNetworkPolicy/c');
    expect(address.unjudged).toEqual(pair.unjudged);
  });

  test('is on the sides that it may select, and on no other', () => {
    const { sides, positions } = analysis.cluster;
    const names = (direction: 'ingress' | 'egress', id: string): string[] =>
      sides[direction][positions.get(id)!].unjudgedBy.map(({ name }) => name);
    expect(names('ingress', 'shop/Deployment/db')).toEqual(['c']);
    expect(names('egress', 'shop/Deployment/db')).toEqual([]);
    expect(names('ingress', 'shop/Deployment/web')).toEqual([]);
  });

  test('of another namespace has no say', () => {
    const elsewhere = analysed(
      WEB_AND_DB +
        CLOSED +
        WEB_TO_DB +
        cilium('c', '{ endpointSelector: {}, ingress: [{ fromFuture: [] }], egress: [{ toFuture: [] }] }', 'other'),
    );
    expect(ask(elsewhere, 'web', 'db', '5432').verdict).toEqual('allow');
  });

  test('decides nothing where no NetworkPolicy isolates the pods', () => {
    const open = analysed(deployment('web') + cilium('c', '{ endpointSelector: {}, egress: [{ toFuture: [] }] }'));
    expect(ask(open, 'web', 'internet', '443').verdict).toEqual('undefined');
    expect(ask(open, 'internet', 'web', '443').verdict).toEqual('allow');
  });

  test('leaves a pod that reaches itself alone', () => {
    const pod = 'apiVersion: v1\nkind: Pod\nmetadata: { name: a, namespace: shop }\n';
    const { verdict } = ask(
      analysed(
        pod + cilium('c', '{ endpointSelector: {}, ingress: [{ fromFuture: [] }], egress: [{ toFuture: [] }] }'),
      ),
      'a',
      'a',
      '80',
    );
    expect(verdict).toEqual('allow');
  });

  test('names some of many in the reason', () => {
    const many = ['a', 'b', 'c', 'd', 'e']
      .map((name) => cilium(name, '{ endpointSelector: {}, ingress: [{ fromFuture: [] }] }'))
      .join('');
    expect(ask(analysed(deployment('web') + many), 'internet', 'web', '80').reason?.text).toEqual(
      'CiliumNetworkPolicy shop/a (cilium.io/v2), CiliumNetworkPolicy shop/b (cilium.io/v2), ' +
        'CiliumNetworkPolicy shop/c (cilium.io/v2) and 2 more may allow or deny it, and are not judged',
    );
  });
});

describe('a policy of the cluster', () => {
  const admin = (namespaces: string): string =>
    `---\napiVersion: policy.networking.k8s.io/v1alpha1\nkind: AdminNetworkPolicy\nmetadata: { name: a }\nspec: { priority: 1, subject: { namespaces: ${namespaces} }, ingress: [{ action: Allow, from: [{ namespaces: {} }], future: 1 }] }\n`;
  const shop = '---\napiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: { team: red } }\n';
  const verdict = (yaml: string): string => ask(analysed(yaml), 'internet', 'web', '80').verdict;

  test.each([
    ['{ matchLabels: { team: red } }', 'undefined'],
    ['{ matchLabels: { team: blue } }', 'allow'],
    ['{}', 'undefined'],
  ])('selects declared namespaces by their labels: %s', (namespaces, expected) => {
    expect(verdict(deployment('web') + shop + admin(namespaces))).toEqual(expected);
  });

  test.each([
    ['{ matchLabels: { team: blue } }', 'undefined'],
    ['{ matchLabels: { kubernetes.io/metadata.name: shop } }', 'undefined'],
    ['{ matchLabels: { kubernetes.io/metadata.name: other } }', 'allow'],
  ])('may select a namespace of which only the name is known: %s', (namespaces, expected) => {
    expect(verdict(deployment('web') + admin(namespaces))).toEqual(expected);
  });

  test('about nodes selects no pods', () => {
    const ofNodes =
      '---\napiVersion: cilium.io/v2\nkind: CiliumClusterwideNetworkPolicy\nmetadata: { name: nodes }\nspec: { nodeSelector: {}, ingress: [{}] }\n';
    expect(verdict(deployment('web') + ofNodes)).toEqual('allow');
  });
});

describe('a CiliumNetworkPolicy that only opens names', () => {
  const dnsTo = (app: string): string =>
    `{ toEndpoints: [{ matchLabels: { 'k8s:k8s-app': ${app}, 'k8s:io.kubernetes.pod.namespace': kube-system } }], toPorts: [{ ports: [{ port: '53', protocol: UDP }], rules: { dns: [{ matchPattern: '*' }] } }] }`;
  const stripe = "{ toFQDNs: [{ matchName: api.stripe.com }], toPorts: [{ ports: [{ port: '443', protocol: TCP }] }] }";
  const names = (dns = dnsTo('kube-dns')): string =>
    cilium('w-fqdn', `{ endpointSelector: { matchLabels: { app: web } }, egress: [${dns}, ${stripe}] }`);
  const dnsRule = (app: string): string =>
    `{ to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } }, podSelector: { matchLabels: { k8s-app: ${app} } } }], ports: [{ port: 53, protocol: UDP }] }`;
  const web = (rules: string): string =>
    policy('web', `{ podSelector: { matchLabels: { app: web } }, policyTypes: [Egress], egress: [${rules}] }`);
  const reason = {
    code: 'unknown-names',
    text: 'CiliumNetworkPolicy shop/w-fqdn names api.stripe.com, whose addresses are not in the manifests',
  };
  const outOfWeb = (yaml: string): string[] =>
    [...flowsOf(analysed(yaml))].filter(({ from }) => from === 'shop/Deployment/web').map(brief);

  test('leaves addresses undefined on the ports of the names, and nothing else', () => {
    const yaml = WEB_AND_DB + web(dnsRule('kube-dns')) + names();
    expect(ask(analysed(yaml), 'web', 'internet', '443')).toMatchObject({ verdict: 'undefined', reason });
    expect(ask(analysed(yaml), 'web', 'ip:10.0.0.1', '443')).toMatchObject({ verdict: 'undefined', reason });
    expect(ask(analysed(yaml), 'web', 'internet', '80').verdict).toEqual('deny');
    expect(ask(analysed(yaml), 'web', 'db', '443').verdict).toEqual('deny');
    expect(ask(analysed(yaml), 'internet', 'web', '443').verdict).toEqual('allow');
    expect(outOfWeb(yaml)).toEqual([
      'shop/Deployment/web -> ip:0.0.0.0/0 443-443/TCP undefined',
      'shop/Deployment/web -> ip:::/0 443-443/TCP undefined',
      'shop/Deployment/web -> pods:kubernetes.io/metadata.name=kube-system/k8s-app=kube-dns 53-53/UDP allow',
      'shop/Deployment/web -> name:api.stripe.com 443-443/TCP allow',
    ]);
    const flow = [...flowsOf(analysed(yaml))].find(
      ({ from, to }) => from === 'shop/Deployment/web' && to === 'ip:0.0.0.0/0',
    )!;
    expect(flow.because).toEqual([{ direction: 'egress', policy: 'shop/CiliumNetworkPolicy/w-fqdn', rule: 1 }]);
  });

  test('leaves allowed what a NetworkPolicy allows', () => {
    const yaml =
      deployment('web') +
      web(`${dnsRule('kube-dns')}, { to: [{ ipBlock: { cidr: 10.0.0.0/8 } }], ports: [{ port: 443 }] }`) +
      names();
    expect(ask(analysed(yaml), 'web', 'ip:10.0.0.1', '443').verdict).toEqual('allow');
    expect(ask(analysed(yaml), 'web', 'ip:11.0.0.1', '443')).toMatchObject({ verdict: 'undefined', reason });
  });

  test('opens DNS to pods that the NetworkPolicy does not know', () => {
    const yaml = deployment('web') + web(dnsRule('kube-dns')) + names(dnsTo('node-local-dns'));
    expect(outOfWeb(yaml).filter((flow) => flow.includes('node-local-dns'))).toEqual([
      'shop/Deployment/web -> pods:kubernetes.io/metadata.name=kube-system/k8s-app=node-local-dns 53-53/UDP allow',
    ]);
  });

  test('is shown where it may decide, and its rule for DNS where that opens something', () => {
    const yaml = WEB_AND_DB + web(dnsRule('node-local-dns')) + names();
    const text = (to: string, port: string): string =>
      [...explainText(ask(analysed(yaml), 'web', to, port), [])].slice(1).join('');
    expect(text('internet', '443')).toContain('peer may match, port matches: may open it\n');
    expect(text('internet', '80')).not.toContain('may open it');
    expect(text('db', '443')).not.toContain('may open it');
    expect(text('db', '53/UDP')).toContain(
      '\n  isolated by shop/CiliumNetworkPolicy/w-fqdn\n    egress[0]\n      peer does not match, port matches\n',
    );
  });

  test('opens DNS to pods of the input', () => {
    const dns =
      '---\napiVersion: v1\nkind: Pod\nmetadata: { name: dns, namespace: kube-system, labels: { k8s-app: kube-dns } }\n';
    const analysis = analysed(deployment('web') + dns + web('') + names());
    expect(ask(analysis, 'web', 'dns', '53/UDP').verdict).toEqual('allow');
    expect(ask(analysis, 'web', 'dns', '53/TCP').verdict).toEqual('deny');
    const { positions, cluster } = { ...analysis.cluster, cluster: analysis.cluster };
    const { allow } = judge(cluster, positions.get('shop/Deployment/web')!, positions.get('kube-system/Pod/dns')!);
    expect(allow.toString()).toEqual('53/UDP');
  });

  test('isolates pods that no NetworkPolicy isolates, as any other does', () => {
    const analysis = analysed(WEB_AND_DB + names());
    expect(ask(analysis, 'web', 'db', '80').verdict).toEqual('deny');
    expect(ask(analysis, 'db', 'web', '80').verdict).toEqual('allow');
  });

  test('joins others that open names', () => {
    const other = cilium(
      'a-fqdn',
      `{ endpointSelector: { matchLabels: { app: web } }, egress: [${dnsTo('kube-dns')}, ${stripe.replace('api.stripe', 'db.acme')}] }`,
    );
    const analysis = analysed(deployment('web') + web(dnsRule('kube-dns')) + names() + other);
    expect(ask(analysis, 'web', 'internet', '443').reason?.text).toEqual(
      'CiliumNetworkPolicy shop/a-fqdn, CiliumNetworkPolicy shop/w-fqdn name db.acme.com, api.stripe.com, whose addresses are not in the manifests',
    );
  });
});

test('thousands of workloads with such a policy each are judged without trying all pairs', () => {
  const names = Array.from({ length: 3_000 }, (_, i) => `w${i}`);
  const spec = (name: string): string =>
    `{ endpointSelector: { matchLabels: { app: ${name} } }, egress: [{ toFuture: [] }] }`;
  const yaml = names.map((name) => deployment(name) + cilium(name, spec(name))).join('');
  const analysis = analysed(yaml + policy('closed', '{ podSelector: {}, policyTypes: [Ingress] }'));
  const start = performance.now();
  expect([...flowsOf(analysis)].length).toEqual(names.length * 3);
  // All pairs of them are nine million.
  expect(performance.now() - start).toBeLessThan(20_000);
});
