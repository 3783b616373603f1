import { analysed, ask, brief, deployment, policy } from './analysed';
import { flowsOf } from './texts';

const API = deployment('api', '{ containers: [{ name: main, ports: [{ name: http, containerPort: 8080 }] }] }');
const WEB = deployment('web');

function ingress(peer: string): string {
  return policy(
    'api',
    `{ podSelector: { matchLabels: { app: api } }, ingress: [{ from: [${peer}], ports: [{ port: http }] }] }`,
  );
}

function into(yaml: string): string[] {
  return [...flowsOf(analysed(yaml))].filter(({ from, to }) => to === 'shop/Deployment/api' && from !== to).map(brief);
}

const NETWORK = '{ ipBlock: { cidr: 10.0.0.0/8 } }';
const OUTSIDE = '{ namespaceSelector: { matchLabels: { team: ops } } }';

test('the name of an own port is looked up for addresses that are let in', () => {
  expect(into(API + ingress(NETWORK))).toEqual(['ip:10.0.0.0/8 -> shop/Deployment/api 8080-8080/TCP allow']);
  const analysis = analysed(API + ingress(NETWORK));
  expect(ask(analysis, 'ip:10.0.0.1', 'api', '8080')).toMatchObject({
    verdict: 'allow',
    sides: [{ direction: 'ingress', rules: [{ peerMatches: 'yes', portMatches: true }] }],
  });
  expect(ask(analysis, 'ip:10.0.0.1', 'api', '8081')).toMatchObject({
    verdict: 'deny',
    sides: [{ direction: 'ingress', rules: [{ peerMatches: 'yes', portMatches: false }] }],
  });
});

test('and for pods outside of the input', () => {
  expect(into(API + ingress(OUTSIDE))).toEqual(['pods:team=ops/* -> shop/Deployment/api 8080-8080/TCP allow']);
});

test('of another workload’s port, on the way out', () => {
  const analysis = analysed(
    API +
      WEB +
      policy(
        'web',
        '{ podSelector: { matchLabels: { app: web } }, policyTypes: [Egress], egress: [{ to: [{ podSelector: {} }], ports: [{ port: http }] }] }',
      ),
  );
  expect(ask(analysis, 'web', 'api', '8080')).toMatchObject({
    verdict: 'allow',
    sides: [{ direction: 'egress', rules: [{ portMatches: true }] }, {}],
  });
  expect(ask(analysis, 'web', 'api', '8081').sides[0].rules[0].portMatches).toBe(false);
});

test('a namespace whose label has the name of a known namespace may be another one', () => {
  const peer = '{ namespaceSelector: { matchLabels: { team: shop } }, podSelector: { matchLabels: { app: web } } }';
  const labelled =
    '---\napiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: { team: shop } }\n' + API + WEB;
  expect(into(labelled + ingress(peer))).toEqual([
    'shop/Deployment/web -> shop/Deployment/api 8080-8080/TCP allow',
    'pods:team=shop/app=web -> shop/Deployment/api 8080-8080/TCP allow',
  ]);
});

test('pods outside of the input that another rule opens everything to are not undefined', () => {
  const analysis = analysed(
    WEB +
      policy(
        'web',
        `{ podSelector: {}, policyTypes: [Egress], egress: [{ to: [${OUTSIDE}], ports: [{ port: http }] }, { ports: [{ port: 80 }] }] }`,
      ),
  );
  const out = [...flowsOf(analysis)].filter(({ to }) => to.startsWith('pods:')).map(brief);
  expect(out).toEqual([
    'shop/Deployment/web -> pods:*/* 80-80/TCP allow',
    'shop/Deployment/web -> pods:team=ops/* 1-79/TCP 81-65535/TCP undefined',
  ]);
  expect(ask(analysis, 'web', 'pods:team=ops/*', '80').verdict).toBe('allow');
  expect(ask(analysis, 'web', 'pods:team=ops/*', '81').verdict).toBe('undefined');
});
