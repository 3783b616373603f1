import { parse } from 'yaml';
import { AddressSet } from '../../src/reachability/address-set';
import { Fix, FixByCall } from '../../src/reachability/fix';
import { callLines } from '../../src/render/fix-call';
import { fixText } from '../../src/render/fix-text';
import { ruleManifest, ruleYaml } from '../../src/render/rule-yaml';
import { Policy, PolicyRule, Workload } from '../../src/topology/model';

function workload(name: string, labels: Workload['labels'] = { app: name }): Workload {
  return {
    id: `shop/Deployment/${name}`,
    namespace: 'shop',
    kind: 'Deployment',
    name,
    labels,
    perPodLabels: {},
    namedPorts: [],
    declaredPorts: [],
    hostPorts: [],
    hostNetwork: false,
    addresses: [],
    origin: { source: 'shop.yaml', document: 1 },
  };
}

const HTTP = { protocol: 'TCP', port: 8080 } as const;
const POLICY: Policy = {
  id: 'shop/NetworkPolicy/db',
  namespace: 'shop',
  name: 'db',
  podSelector: { requirements: [] },
  rules: { ingress: [] },
  origin: { source: 'shop.yaml', document: 2, line: 14 },
};

describe('a rule in YAML', () => {
  const labels = { app: 'web', version: '1.10', on: 'y', empty: '', 'example.com/team': 'Null', hex: '0x1f' };
  const rule: PolicyRule = {
    peers: [
      {
        kind: 'pods',
        namespaceSelector: { requirements: [{ key: 'team', operator: 'Exists', values: [] }] },
        podSelector: {
          requirements: Object.entries(labels).map(([key, value]) => ({ key, operator: 'In', values: [value] })),
        },
      },
      { kind: 'pods', podSelector: { requirements: [] } },
      { kind: 'ipBlock', cidr: '2001:db8::/32', except: ['2001:db8:1::/48'] },
      { kind: 'ipBlock', cidr: '10.0.0.0/8', except: [] },
    ],
    ports: [
      { protocol: 'UDP', kind: 'range', first: 53, last: 60 },
      { protocol: 'TCP', kind: 'named', name: 'http' },
      { protocol: 'SCTP', kind: 'all' },
    ],
  };

  test.each(['1.1', '1.2'] as const)('is read as it is meant by YAML %s', (version) => {
    expect(parse(ruleYaml('egress', rule).join('\n'), { version })).toEqual({
      egress: [
        {
          to: [
            {
              namespaceSelector: { matchExpressions: [{ key: 'team', operator: 'Exists' }] },
              podSelector: { matchLabels: labels },
            },
            { podSelector: {} },
            { ipBlock: { cidr: '2001:db8::/32', except: ['2001:db8:1::/48'] } },
            { ipBlock: { cidr: '10.0.0.0/8' } },
          ],
          ports: [{ port: 53, endPort: 60, protocol: 'UDP' }, { port: 'http', protocol: 'TCP' }, { protocol: 'SCTP' }],
        },
      ],
    });
  });

  test('has no list of peers for everybody', () => {
    expect(ruleManifest('ingress', {})).toEqual({});
  });
});

test('whom a rule opens more than was asked for is told', () => {
  const fix: Fix = {
    kind: 'rule',
    direction: 'ingress',
    workload: 'shop/Deployment/db',
    policy: POLICY,
    rule: { peers: [{ kind: 'pods', podSelector: { requirements: [] } }] },
    alsoSelected: ['shop/Deployment/a', 'shop/Deployment/b', 'shop/Deployment/c', 'shop/Deployment/d'],
    alsoLetThrough: ['shop/Pod/tool'],
    hiddenBy: ['shop/Service/db'],
  };
  expect([...fixText([fix])].join('')).toEqual(`
to open the ingress of shop/Deployment/db, add to shop/NetworkPolicy/db (shop.yaml:14):
  spec:
    ingress:
      - from:
          - podSelector: {}
  the policy is also for shop/Deployment/a, shop/Deployment/b, shop/Deployment/c and 1 more
  the same labels have shop/Pod/tool
  and set externalTrafficPolicy: Local on shop/Service/db, or a node may stand in for the client
`);
});

describe('a call', () => {
  const [web, orders] = [workload('web'), workload('order-service')];
  test.each<[FixByCall, string[]]>([
    [{ kind: 'connect', client: web, target: orders }, ['web.connectTo(orderService);']],
    [
      { kind: 'connect', client: web, target: orders, portName: 'grpc' },
      [`web.connectTo(orderService, { ports: ['grpc'] });`],
    ],
    [
      { kind: 'allow', direction: 'egress', workload: web, peer: { kind: 'construct', workload: orders }, port: HTTP },
      ['web.connections.allowTo(orderService, [Port.tcp(8080)]);'],
    ],
    [
      {
        kind: 'allow',
        direction: 'ingress',
        workload: web,
        peer: { kind: 'pods', workload: workload('tool', { app: "it's" }) },
        port: { protocol: 'UDP', port: 53 },
      },
      [`web.connections.allowFrom(Peer.pods({ namespace: 'shop', labels: { 'app': 'it\\'s' } }), [Port.udp(53)]);`],
    ],
    [
      {
        kind: 'allow',
        direction: 'ingress',
        workload: web,
        peer: { kind: 'addresses', addresses: AddressSet.block('10.0.0.0/8', ['10.1.0.0/16']) },
        port: HTTP,
      },
      [`web.connections.allowFrom(Peer.cidr('10.0.0.0/8', { except: ['10.1.0.0/16'] }), [Port.tcp(8080)]);`],
    ],
    [
      { kind: 'allow', direction: 'egress', workload: web, peer: { kind: 'internet' }, port: HTTP },
      ['web.connections.allowTo(Peer.internet(), [Port.tcp(8080)]);'],
    ],
    [
      { kind: 'alias', client: web, addresses: ['203.0.113.7'], port: HTTP },
      [
        `const outside = new ExternalAlias(shop, 'outside', { addresses: ['203.0.113.7'], port: 8080 });`,
        'web.connectTo(outside);',
      ],
    ],
    [
      { kind: 'alias', client: web, hostname: 'api.example.com', port: { protocol: 'UDP', port: 53 } },
      [
        `const outside = new ExternalAlias(shop, 'outside', { hostname: 'api.example.com', ports: [{ port: 53, protocol: Protocol.UDP }] });`,
        'web.connectTo(outside);',
      ],
    ],
  ])('%# is written as it stands in a stack', (fix, lines) => {
    expect(callLines(fix)).toEqual(lines);
  });

  test('to expose a workload has the exposures to choose from', () => {
    expect(callLines({ kind: 'expose', workload: web })[0]).toEqual(
      '// give web, a PublicWebApp, an exposure, one of:',
    );
  });
});
