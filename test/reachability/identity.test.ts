import { analysed, ask, brief, policy } from './analysed';
import { flowsOf } from './texts';
import { Analysis } from '../../src/reachability/analysis';
import { answer } from '../../src/reachability/answer';
import { parseAskedEnd, parsePort } from '../../src/reachability/asked-end';
import { diffFlows } from '../../src/reachability/diff';
import { identityBetween } from '../../src/reachability/identity/wall';
import { explainText } from '../../src/render/explain-text';

const ISTIO = '{ istio-injection: enabled }';
const AMBIENT = '{ istio.io/dataplane-mode: ambient }';

const namespace = (labels: string, name = 'shop'): string =>
  `---\napiVersion: v1\nkind: Namespace\nmetadata: { name: ${name}, labels: ${labels} }\n`;

const pod = (name: string, { annotations = '{}', labels = '' } = {}): string => `---
apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: shop, labels: { app: ${name}${labels} }, annotations: ${annotations} }
spec: { serviceAccountName: ${name}, containers: [{ name: main, image: x, ports: [{ containerPort: 8080 }] }] }
`;

const authorization = (rules: string, action = 'ALLOW', name = 'api'): string => `---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: ${name}, namespace: shop }
spec: { selector: { matchLabels: { app: api } }, action: ${action}, rules: ${rules} }
`;

const STRICT = `---
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: { name: default, namespace: shop }
spec: { mtls: { mode: STRICT } }
`;

const WEB_ALONE =
  '[{ from: [{ source: { principals: [cluster.local/ns/shop/sa/web] } }], to: [{ operation: { ports: ["8080"] } }] }]';

const shop = (labels: string, ...others: string[]): Analysis =>
  analysed([namespace(labels), pod('web'), pod('api'), pod('tool'), ...others].join(''));

const into = (analysis: Analysis, from: string): string[] =>
  flowsOf(analysis)
    .filter((flow) => flow.from === from && flow.to === 'shop/Pod/api')
    .map(brief);

function full(analysis: Analysis, from: string, to: string, port: string): ReturnType<typeof answer> {
  const [source, destination] = [from, to].map((end) => parseAskedEnd(analysis.cluster, end));
  return answer(analysis, source, destination, parsePort(port));
}

describe('a mesh is a wall beside the network policies', () => {
  test('only the account that a policy names is let in, on its ports; other protocols are not seen', () => {
    const analysis = shop(AMBIENT, authorization(WEB_ALONE));
    expect(into(analysis, 'shop/Pod/web')).toEqual([
      'shop/Pod/web -> shop/Pod/api 8080-8080/TCP 1-65535/UDP 1-65535/SCTP allow',
    ]);
    expect(ask(analysis, 'tool', 'api', '8080').verdict).toEqual('deny');
    expect(ask(analysis, 'web', 'api', '9090').verdict).toEqual('deny');
  });

  test('what the network policies close stays closed', () => {
    const closed = policy('api', '{ podSelector: { matchLabels: { app: api } }, policyTypes: [Ingress] }');
    const analysis = shop(ISTIO, authorization(WEB_ALONE), closed);
    expect(into(analysis, 'shop/Pod/web')).toEqual([]);
    expect(ask(analysis, 'web', 'api', '8080')).toMatchObject({ verdict: 'deny', identity: { verdict: 'allow' } });
  });

  test('flows tell which rule of which wall let them through', () => {
    const flow = flowsOf(shop(ISTIO, authorization(WEB_ALONE))).find(
      ({ from, to }) => from === 'shop/Pod/web' && to === 'shop/Pod/api',
    );
    expect(flow?.because).toEqual([
      { direction: 'egress' },
      { direction: 'ingress' },
      {
        direction: 'ingress',
        policy: 'shop/AuthorizationPolicy/api',
        rule: 0,
        path: 'spec.rules[0]',
        wall: 'identity',
      },
    ]);
  });

  test('a rule that denies comes first', () => {
    const analysis = shop(ISTIO, authorization('[{}]'), authorization(WEB_ALONE, 'DENY', 'not-web'));
    expect(ask(analysis, 'web', 'api', '8080').verdict).toEqual('deny');
    expect(ask(analysis, 'web', 'api', '9090').verdict).toEqual('allow');
    expect(full(analysis, 'web', 'api', '8080').fixes).toEqual([
      { kind: 'refused', workload: 'shop/Pod/api', policy: 'shop/AuthorizationPolicy/not-web', path: 'spec.rules[0]' },
    ]);
  });

  test('a fix is for the server alone: a policy for more pods gets no rule, and the new one a name that none has', () => {
    const all = authorization('[]', 'ALLOW', 'deny-all').replace('selector: { matchLabels: { app: api } }, ', '');
    const own = authorization('[{ from: [{ source: { principals: [x/ns/shop/sa/other] } }] }]', 'ALLOW', 'other');
    const newOne = { kind: 'identity', workload: { id: 'shop/Pod/api' }, name: 'api' };
    const [alone, beside] = [shop(ISTIO, all), shop(ISTIO, all, own)].map(
      (analysis) => full(analysis, 'web', 'api', '8080').fixes,
    );
    expect(alone).toMatchObject([newOne]);
    expect(alone![0]).not.toHaveProperty('policy');
    expect(beside).toMatchObject([{ kind: 'identity', policy: { name: 'other' } }]);
    const taken = authorization('[]', 'ALLOW', 'api').replace('selector: { matchLabels: { app: api } }, ', '');
    expect(full(shop(ISTIO, taken), 'web', 'api', '8080').fixes).toMatchObject([{ name: 'api-from-web' }]);
  });

  test('strict mTLS refuses whoever has no identity: addresses, and pods outside of the mesh', () => {
    const analysis = shop(ISTIO, STRICT, pod('old', { labels: ', sidecar.istio.io/inject: "false"' }));
    expect(ask(analysis, 'web', 'api', '8080').verdict).toEqual('allow');
    expect(ask(analysis, 'ip:203.0.113.9', 'api', '8080').verdict).toEqual('deny');
    expect(ask(analysis, 'old', 'api', '8080')).toMatchObject({
      verdict: 'deny',
      identity: { client: { hasIdentity: 'no' }, mtls: ['strict'] },
    });
    expect(full(analysis, 'old', 'api', '8080').fixes).toEqual([
      { kind: 'join', workload: 'shop/Pod/old', server: 'shop/Pod/api', mesh: 'istio' },
    ]);
  });

  test('pods on the host network have no identity', () => {
    const host = pod('host').replace('serviceAccountName', 'hostNetwork: true, serviceAccountName');
    expect(ask(shop(ISTIO, STRICT, host), 'host', 'api', '8080').verdict).toEqual('deny');
  });

  test('two walls that agree on nothing let nothing through, and each pair is asked for by itself', () => {
    const analysis = shop(ISTIO, authorization(WEB_ALONE));
    const [web, api, tool] = ['web', 'api', 'tool'].map((name) => analysis.cluster.positions.get(`shop/Pod/${name}`)!);
    expect(identityBetween(analysis, web, api)?.allow.has('TCP', 8080)).toBe(true);
    expect(identityBetween(analysis, tool, api)?.allow.has('TCP', 8080)).toBe(false);
    expect(identityBetween(analysis, tool, web)).toBeUndefined();
  });

  test('pods that the input does not have are undefined where their identity decides', () => {
    const analysis = shop(AMBIENT, authorization(WEB_ALONE));
    expect(into(analysis, 'pods:*/*')).toEqual([
      'pods:*/* -> shop/Pod/api 1-65535/UDP 1-65535/SCTP allow',
      'pods:*/* -> shop/Pod/api 8080-8080/TCP undefined',
    ]);
    expect(ask(analysis, 'pods:*/*', 'api', '8080').reason?.code).toEqual('identity-unknown');
    expect(ask(analysis, 'pods:*/*', 'api', '9090').verdict).toEqual('deny');
  });

  test('networks of clients divide addresses', () => {
    const office = '[{ from: [{ source: { ipBlocks: [198.51.100.0/24] } }] }]';
    const analysis = shop(ISTIO, authorization(office));
    expect(into(analysis, 'ip:198.51.100.0/24')).toEqual(['ip:198.51.100.0/24 -> shop/Pod/api all allow']);
    expect(ask(analysis, 'ip:198.51.100.7', 'api', '8080').verdict).toEqual('allow');
    expect(ask(analysis, 'ip:192.0.2.1', 'api', '8080').verdict).toEqual('deny');
    expect(ask(analysis, 'ip:198.51.0.0/16', 'api', '8080')).toMatchObject({
      verdict: 'undefined',
      reason: { code: 'some-addresses' },
    });
  });
});

describe('on the wire', () => {
  const opening = (ports: string): string =>
    policy('api', `{ podSelector: { matchLabels: { app: api } }, ingress: [{ ports: ${ports} }] }`);

  test('the network policies of ambient see 15008 alone, and the mesh chooses the ports', () => {
    const analysis = shop(AMBIENT, authorization(WEB_ALONE), opening('[{ port: 15008 }]'));
    expect(into(analysis, 'shop/Pod/web')).toEqual(['shop/Pod/web -> shop/Pod/api 8080-8080/TCP allow']);
    expect(ask(analysis, 'web', 'api', '8080')).toMatchObject({
      verdict: 'allow',
      wire: { protocol: 'TCP', port: 15008, isAlways: true },
    });
    expect(full(analysis, 'web', 'api', '15008')).toMatchObject({
      verdict: 'deny',
      notes: [
        'shop/Pod/api declares 8080/TCP, and not 15008/TCP; what is not declared may be listened on, too',
        "15008/TCP is the mesh's own port between these pods: its proxies connect to it, and programs do not",
      ],
    });
  });

  test('explain says of rules about requests that ztunnel reads none', () => {
    const rules = '[{ to: [{ operation: { methods: [GET] } }] }]';
    const unread = (analysis: Analysis): unknown =>
      ask(analysis, 'web', 'api', '8080').identity?.policies.map(({ rules: [rule] }) => rule.isUnread);
    expect(unread(shop(AMBIENT, authorization(rules)))).toEqual([true]);
    expect(unread(shop(AMBIENT, authorization(rules, 'DENY')))).toEqual([undefined]);
    expect(unread(shop(ISTIO, authorization(rules)))).toEqual([undefined]);
  });

  test('a policy that opens the port itself opens nothing between pods of ambient', () => {
    const analysis = shop(AMBIENT, opening('[{ port: 8080 }]'));
    expect(into(analysis, 'shop/Pod/web')).toEqual([]);
    expect(full(analysis, 'web', 'api', '8080').fixes).toMatchObject([
      { kind: 'rule', direction: 'ingress', rule: { ports: [{ first: 15008 }] } },
    ]);
  });

  test('between pods of Linkerd both ports must be open', () => {
    const meshed = (name: string): string => pod(name, { annotations: '{ linkerd.io/inject: enabled }' });
    const of = (ports: string): Analysis =>
      analysed([namespace('{}'), meshed('web'), meshed('api'), opening(ports)].join(''));
    expect(ask(of('[{ port: 8080 }]'), 'web', 'api', '8080').reason?.code).toEqual('mesh-wire');
    expect(ask(of('[{ port: 8080 }, { port: 4143 }]'), 'web', 'api', '8080').verdict).toEqual('allow');
    expect(ask(of('[{ port: 9090 }]'), 'web', 'api', '8080').verdict).toEqual('deny');
  });
});

describe('explain and diff', () => {
  test('the text says which wall closes, and what to add', () => {
    const analysis = shop(ISTIO, authorization(WEB_ALONE));
    const text = [...explainText(full(analysis, 'tool', 'api', '8080'), [])].join('');
    expect(text).toContain('closed by: identity at shop/Pod/api\n');
    expect(text).toContain('    spec.rules[0] on 8080/TCP: client does not match\n');
    expect(text).toContain('- cluster.local/ns/shop/sa/tool\n');
  });

  test('closing by identity closes, and letting in by identity opens inside', () => {
    const [before, after] = [shop(ISTIO), shop(ISTIO, authorization(WEB_ALONE))];
    const ofTool = (was: Analysis, is: Analysis): readonly object[] =>
      diffFlows(was.flows(), is.flows()).filter(({ from }) => from.kind === 'workload' && from.id === 'shop/Pod/tool');
    expect(ofTool(before, after)).toMatchObject([{ kind: 'changed', risk: 0, to: { id: 'shop/Pod/api' } }]);
    expect(ofTool(after, before)).toMatchObject([{ kind: 'changed', risk: 1, to: { id: 'shop/Pod/api' } }]);
  });
});
