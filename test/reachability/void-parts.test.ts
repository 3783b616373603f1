import { analysed, deployment } from './analysed';
import { texts } from './texts';
import { parseAskedEnd } from '../../src/reachability/asked-end';
import { explain } from '../../src/reachability/explain';

const request = (path: string): string =>
  `{ ports: [{ port: '81', protocol: TCP }], rules: { http: [{ method: GET, path: ${path} }] } }`;
const WHOLE = "{ ports: [{ port: '81', protocol: TCP }] }";

/** Pods that may ask everybody for their health, and what more rules open to them. */
function web(...rules: string[]): string {
  return `${deployment('web')}---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: web, namespace: shop }
spec:
  endpointSelector: { matchLabels: { app: web } }
  egress:
    - { toPorts: [${request('/health')}] }
${rules.map((rule) => `    - ${rule}\n`).join('')}---
apiVersion: v1
kind: Pod
metadata: { name: agent, namespace: shop, labels: { app: agent } }
spec: { hostNetwork: true, containers: [] }
`;
}

const HEALTH = { verdict: 'allow', only: ['HTTP GET /health'] };
const BOTH = { verdict: 'allow', only: ['HTTP GET /', 'HTTP GET /health'] };

function asked(yaml: string, to: string): { readonly verdict: string; readonly only?: readonly string[] } {
  const analysis = analysed(yaml);
  const ends = ['shop/Deployment/web', to].map((text) => parseAskedEnd(analysis.cluster, text));
  const { verdict, only } = explain(analysis, ends[0], ends[1], { protocol: 'TCP', port: 81 });
  return { verdict, ...(only === undefined ? {} : { only }) };
}

function listed(yaml: string, to: string): readonly object[] {
  return Array.from(analysed(yaml).flows(), texts)
    .filter((flow) => flow.from === 'shop/Deployment/web' && flow.to === to)
    .filter(({ ports }) => ports.some(({ port, protocol }) => port === 81 && protocol === 'TCP'))
    .map(({ verdict, only }) => ({ verdict, ...(only === undefined ? {} : { only }) }));
}

describe('requests of a rule that opens its port as a whole, too, are not told', () => {
  test.each([
    ['name:api.example.com', `toCIDRSet: [{ cidr: 0.0.0.0/0, except: [10.0.0.0/8] }]`],
    ['name:api.example.com', `toFQDNs: [{ matchName: example.com }]`],
    ['ip:203.0.113.7', `toFQDNs: [{ matchName: example.com }]`],
    ['nodes:*', `toEntities: [host]`],
    ['entity:host', `toEntities: [kube-apiserver]`],
    ['shop/Pod/agent', `toEntities: [host]`],
  ])('to %s, which may be among %s', (to, peers) => {
    expect(asked(web(`{ ${peers}, toPorts: [${request('/')}, ${WHOLE}] }`), to)).toEqual(HEALTH);
  });

  test('also where other rules open it to the same peers, each to some of them', () => {
    const part = `{ toCIDR: [203.0.113.0/24], toPorts: [${request('/')}] }`;
    const whole = `{ toCIDR: [203.0.113.0/25], toPorts: [${WHOLE}] }`;
    const rest = `{ toCIDR: [203.0.113.128/25], toPorts: [${WHOLE}] }`;
    expect(asked(web(part, whole, rest), 'name:api.example.com')).toEqual(HEALTH);
    expect(asked(web(part, whole), 'name:api.example.com')).toEqual(BOTH);
  });
});

describe('pods on the host network are what nodes are', () => {
  test.each([
    ['a rule for all nodes that opens the port', `{ toEntities: [host, remote-node], toPorts: [${WHOLE}] }`],
    ['a rule for the cluster that opens the port', `{ toEntities: [cluster], toPorts: [${WHOLE}] }`],
  ])('%s opens it to them as a whole', (_, rule) => {
    expect(asked(web(rule), 'shop/Pod/agent')).toEqual({ verdict: 'allow' });
    expect(listed(web(rule), 'shop/Pod/agent')).toEqual([{ verdict: 'allow' }]);
  });

  test.each([
    ['may be for their node', '[host]', BOTH],
    ['is for all nodes', '[host, remote-node]', BOTH],
    ['is for no node', '[ingress]', HEALTH],
  ])('a listing tells what an answer does of requests of a rule that %s', (_, entities, expected) => {
    const yaml = web(`{ toEntities: ${entities}, toPorts: [${request('/')}] }`);
    expect(asked(yaml, 'shop/Pod/agent')).toEqual(expected);
    expect(listed(yaml, 'shop/Pod/agent')).toEqual([expected]);
  });
});

test('rules that void requests only together do not hide the connection', () => {
  const yaml = web(
    `{ toEntities: [host, remote-node], toPorts: [${request('/')}] }`,
    `{ toEntities: [host], toPorts: [${WHOLE}] }`,
    `{ toEntities: [remote-node], toPorts: [${WHOLE}] }`,
  ).replace(`    - { toPorts: [${request('/health')}] }\n`, '');
  expect(listed(yaml, 'shop/Pod/agent')).toEqual([{ verdict: 'allow', only: ['HTTP GET /'] }]);
});
