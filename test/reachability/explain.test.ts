import { analysed, ask, deployment, policy, service } from './analysed';
import { parseAskedEnd } from '../../src/reachability/asked-end';
import { explain } from '../../src/reachability/explain';
import { REASONS } from '../../src/reachability/reason';

const WEB_TO_API = policy(
  'api',
  `
  podSelector: { matchLabels: { app: api } }
  ingress:
    - from: [{ podSelector: { matchLabels: { app: db } } }]
      ports: [{ port: 8080 }]
    - from: [{ podSelector: { matchLabels: { app: web } } }]
      ports: [{ port: 8080 }, { port: 9090 }]
`,
);

describe('an explanation between workloads', () => {
  const analysis = analysed(deployment('web') + deployment('api') + WEB_TO_API);

  test('has the verdict, both sides, and what every rule has to say', () => {
    expect(ask(analysis, 'web', 'api', '8080')).toEqual({
      from: 'shop/Deployment/web',
      to: 'shop/Deployment/api',
      port: { protocol: 'TCP', port: 8080 },
      verdict: 'allow',
      sides: [
        { direction: 'egress', workload: 'shop/Deployment/web', verdict: 'allow', isolatedBy: [], rules: [] },
        {
          direction: 'ingress',
          workload: 'shop/Deployment/api',
          verdict: 'allow',
          isolatedBy: ['shop/NetworkPolicy/api'],
          rules: [
            { policy: 'shop/NetworkPolicy/api', rule: 0, peerMatches: 'no', portMatches: true },
            { policy: 'shop/NetworkPolicy/api', rule: 1, peerMatches: 'yes', portMatches: true },
          ],
        },
      ],
    });
  });

  test('tells which side is closed', () => {
    const { verdict, sides } = ask(analysis, 'web', 'api', '7070');
    expect({ verdict, sides: sides.map((side) => [side.direction, side.verdict]) }).toEqual({
      verdict: 'deny',
      sides: [
        ['egress', 'allow'],
        ['ingress', 'deny'],
      ],
    });
  });

  test('of a pod with itself needs no side', () => {
    const tool = '---\napiVersion: v1\nkind: Pod\nmetadata: { name: tool, namespace: shop }\n';
    const itself = analysed(tool + policy('closed', '{ policyTypes: [Ingress, Egress] }'));
    expect(ask(itself, 'tool', 'tool', '80')).toEqual({
      from: 'shop/Pod/tool',
      to: 'shop/Pod/tool',
      port: { protocol: 'TCP', port: 80 },
      verdict: 'allow',
      reason: REASONS.itself,
      sides: [],
    });
  });

  test('is undefined on the host network, on either end, where a policy decides', () => {
    const closed = policy('web', '{ podSelector: { matchLabels: { app: web } }, policyTypes: [Ingress, Egress] }');
    const host = analysed(deployment('web', '{ hostNetwork: true }') + deployment('api') + WEB_TO_API + closed);
    for (const [from, to] of [
      ['web', 'api'],
      ['api', 'web'],
      ['web', 'web'],
      ['web', 'internet'],
      ['ip:192.0.2.1', 'web'],
    ]) {
      const { verdict, reason } = ask(host, from, to, '7070');
      expect({ from, to, verdict, reason }).toEqual({ from, to, verdict: 'undefined', reason: REASONS.hostNetwork });
    }
  });

  test('is open on the host network where no policy decides', () => {
    const host = analysed(deployment('web', '{ hostNetwork: true }') + deployment('api') + WEB_TO_API);
    for (const [from, to] of [
      ['api', 'web'],
      ['web', 'web'],
      ['web', 'internet'],
      ['ip:192.0.2.1', 'web'],
    ]) {
      const { verdict, reason } = ask(host, from, to, '7070');
      expect({ from, to, verdict, reason }).toEqual({ from, to, verdict: 'allow', reason: undefined });
    }
    expect(ask(host, 'web', 'api', '7070')).toMatchObject({ verdict: 'undefined', reason: REASONS.hostNetwork });
  });

  test('is undefined where an ipBlock would decide about pods', () => {
    const yaml =
      deployment('web') +
      deployment('api') +
      policy('api', '{ ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/8 } }] }] }');
    const unknown = ask(analysed(yaml), 'web', 'api', '80');
    expect([unknown.verdict, unknown.reason]).toEqual(['undefined', REASONS.podAddress]);
    expect(unknown.sides[1].rules[0].peerMatches).toEqual('unknown');
    const told = ask(analysed(yaml, { podCidrs: ['10.244.0.0/16'] }), 'web', 'api', '80');
    expect([told.verdict, told.reason]).toEqual(['allow', undefined]);
    expect(told.sides[1].rules[0].peerMatches).toEqual('yes');
  });
});

describe('an explanation with addresses', () => {
  const analysis = analysed(
    deployment('web') +
      policy(
        'web',
        `
  policyTypes: [Ingress, Egress]
  ingress:
    - from: [{ ipBlock: { cidr: 10.0.0.0/8, except: [10.1.0.0/16] } }]
      ports: [{ port: 80 }, { port: 81 }]
    - from: [{ ipBlock: { cidr: 10.1.0.0/16 } }]
      ports: [{ port: 80 }]
  egress:
    - to: [{ ipBlock: { cidr: 0.0.0.0/0 } }]
      ports: [{ port: 443 }]
    - to: [{ ipBlock: { cidr: 0.0.0.0/0 } }, { ipBlock: { cidr: '::/0' } }]
      ports: [{ port: 80 }]
`,
      ),
  );

  test.each([
    ['ip:10.2.0.0/16', '80', 'allow', undefined],
    ['ip:10.0.0.0/8', '80', 'allow', undefined],
    ['ip:10.1.2.3', '81', 'deny', undefined],
    ['ip:10.0.0.0/8', '81', 'undefined', REASONS.someAddresses],
    ['ip:0.0.0.0/0', '80', 'undefined', REASONS.someAddresses],
    ['ip:192.0.2.0/24', '80', 'deny', undefined],
    ['ip:10.0.0.0/8', '82', 'deny', undefined],
    ['internet', '80', 'deny', undefined],
  ])('from %s on %s says %s', (from, port, verdict, reason) => {
    const answer = ask(analysis, from, 'web', port);
    expect([answer.verdict, answer.reason]).toEqual([verdict, reason]);
  });

  test.each([
    // 0.0.0.0/0 holds all of the IPv4 internet, which is enough to say that it is reached.
    ['internet', '443', 'allow'],
    ['internet', '80', 'allow'],
    ['ip:0.0.0.0/0', '443', 'allow'],
    ['ip:2001:db8::1', '443', 'deny'],
    ['ip:2001:db8::1', '80', 'allow'],
  ])('to %s on %s says %s', (to, port, verdict) => {
    expect(ask(analysis, 'web', to, port).verdict).toEqual(verdict);
  });

  test('has the side of the workload only', () => {
    expect(ask(analysis, 'ip:10.1.2.3', 'web', '80').sides).toEqual([
      {
        direction: 'ingress',
        workload: 'shop/Deployment/web',
        verdict: 'allow',
        isolatedBy: ['shop/NetworkPolicy/web'],
        rules: [
          { policy: 'shop/NetworkPolicy/web', rule: 0, peerMatches: 'no', portMatches: true },
          { policy: 'shop/NetworkPolicy/web', rule: 1, peerMatches: 'yes', portMatches: true },
        ],
      },
    ]);
  });

  test('on both ends is refused', () => {
    const [from, to] = ['ip:10.0.0.1', 'internet'].map((end) => parseAskedEnd(analysis.cluster, end));
    expect(() => explain(analysis, from, to, { protocol: 'TCP', port: 80 })).toThrow(
      new Error('explain: got two addresses; allowed: at least one end that is a workload of the input'),
    );
  });
});

describe('clients that a node may stand in for', () => {
  const yaml = (etp: string, block: string): string =>
    deployment('web') +
    service(
      'web',
      `{ type: LoadBalancer, externalTrafficPolicy: ${etp}, selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }`,
    ) +
    policy(
      'web',
      `{ ingress: [{ from: [{ ipBlock: { cidr: ${block} } }], ports: [{ port: 8080 }, { port: 9090 }] }] }`,
    );

  test.each([
    ['Cluster', '192.0.2.0/24', 'ip:192.0.2.1', '8080', 'undefined'],
    ['Cluster', '192.0.2.0/24', 'ip:203.0.113.1', '8080', 'undefined'],
    ['Cluster', '192.0.2.0/24', 'ip:2001:db8::1', '8080', 'deny'],
    ['Cluster', '192.0.2.0/24', 'ip:192.0.2.1', '9090', 'allow'],
    ['Cluster', '192.0.2.0/24', 'ip:203.0.113.1', '9090', 'deny'],
    ['Cluster', '0.0.0.0/0', 'ip:203.0.113.1', '8080', 'allow'],
    ['Cluster', '0.0.0.0/0', 'ip:2001:db8::1', '8080', 'deny'],
    ['Cluster', '2001:db8::/32', 'ip:2001:db8::1', '8080', 'undefined'],
    ['Local', '192.0.2.0/24', 'ip:192.0.2.1', '8080', 'allow'],
    ['Local', '192.0.2.0/24', 'ip:203.0.113.1', '8080', 'deny'],
  ])('with %s and ipBlock %s: %s on %s is %s', (etp, block, from, port, verdict) => {
    const answer = ask(analysed(yaml(etp, block)), from, 'web', port);
    expect([answer.verdict, answer.reason]).toEqual([
      verdict,
      verdict === 'undefined' ? REASONS.nodeAddress : undefined,
    ]);
  });
});
