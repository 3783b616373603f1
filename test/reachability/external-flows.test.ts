import { analysed, brief, deployment, policy, service } from './analysed';
import { flowsOf, Texts } from './texts';
import { ClusterOptions } from '../../src/reachability/cluster';
import { Flow } from '../../src/reachability/flow';
import { REASONS } from '../../src/reachability/reason';

const WEB = 'shop/Deployment/web';

function outside(yaml: string, options?: ClusterOptions): Texts<Flow>[] {
  return [...flowsOf(analysed(deployment('web') + yaml, options))].filter(({ from, to }) => from !== WEB || to !== WEB);
}

describe('flows with addresses', () => {
  test('name the rules that opened them, and the Services that lead there', () => {
    const rules =
      '{ ingress: [{ ports: [{ port: 22 }] }, { from: [{ ipBlock: { cidr: 192.0.2.0/24 } }], ports: [{ port: 80 }] }] }';
    const yaml =
      policy('web', rules) + service('web', '{ selector: { app: web }, ports: [{ port: 8080, targetPort: 80 }] }');
    const flows = outside(yaml).filter(({ to }) => to === WEB);
    expect(flows.filter(({ from }) => from === 'ip:192.0.2.0/24')).toEqual([
      {
        from: 'ip:192.0.2.0/24',
        to: WEB,
        ports: [
          { protocol: 'TCP', port: 22, endPort: 22 },
          { protocol: 'TCP', port: 80, endPort: 80 },
        ],
        verdict: 'allow',
        because: [
          { direction: 'ingress', policy: 'shop/NetworkPolicy/web', rule: 0 },
          { direction: 'ingress', policy: 'shop/NetworkPolicy/web', rule: 1 },
        ],
        services: ['shop/Service/web:8080'],
      },
    ]);
    expect(flows.map(brief)).toEqual([
      `ip:0.0.0.0/0 -> ${WEB} except 192.0.2.0/24 22-22/TCP allow`,
      `ip:192.0.2.0/24 -> ${WEB} 22-22/TCP 80-80/TCP allow`,
      `ip:::/0 -> ${WEB} 22-22/TCP allow`,
      `pods:*/* -> ${WEB} 22-22/TCP allow`,
    ]);
  });

  test('join networks that may use the same ports, and keep apart those that may not', () => {
    const rules = `{ policyTypes: [Egress], egress: [
      { to: [{ ipBlock: { cidr: 10.0.0.0/9 } }], ports: [{ port: 80 }] },
      { to: [{ ipBlock: { cidr: 10.128.0.0/9 } }], ports: [{ port: 80 }] },
      { to: [{ ipBlock: { cidr: 10.0.0.0/16 } }], ports: [{ port: 81 }] }] }`;
    expect(
      outside(policy('web', rules))
        .filter(({ from }) => from === WEB)
        .map(brief),
    ).toEqual([
      `${WEB} -> ip:10.0.0.0/16 80-81/TCP allow`,
      `${WEB} -> ip:10.0.0.0/8 except 10.0.0.0/16 80-80/TCP allow`,
    ]);
  });

  test('are the same whichever policy has which rule', () => {
    const a = '{ to: [{ ipBlock: { cidr: 10.0.0.0/8 } }] }';
    const b = '{ to: [{ ipBlock: { cidr: 10.1.0.0/16 } }], ports: [{ port: 80 }] }';
    const written = [
      [a, b],
      [b, a],
    ].map((rules) => outside(policy('web', `{ policyTypes: [Egress], egress: [${rules.join(', ')}] }`)).map(brief));
    expect(written[0]).toEqual(written[1]);
  });

  test('are open both ways without a policy', () => {
    expect(outside('').map(brief)).toEqual([
      `ip:0.0.0.0/0 -> ${WEB} all allow`,
      `ip:::/0 -> ${WEB} all allow`,
      `pods:*/* -> ${WEB} all allow`,
      `${WEB} -> ip:0.0.0.0/0 all allow`,
      `${WEB} -> ip:::/0 all allow`,
      `${WEB} -> pods:*/* all allow`,
    ]);
    expect(outside('').map(({ because }) => because)).toEqual([
      ...new Array<unknown>(3).fill([{ direction: 'ingress' }]),
      ...new Array<unknown>(3).fill([{ direction: 'egress' }]),
    ]);
  });

  test('whose exceptions leave nothing over are none', () => {
    const block = '{ cidr: 10.0.0.0/8, except: [10.0.0.0/9, 10.128.0.0/9] }';
    expect(
      outside(policy('web', `{ policyTypes: [Ingress, Egress], ingress: [{ from: [{ ipBlock: ${block} }] }] }`)),
    ).toEqual([]);
  });

  test('behind a node are undefined for the whole family, because of the ipBlocks of this family', () => {
    const rules =
      '{ policyTypes: [Ingress, Egress], ingress: [{ from: [{ ipBlock: { cidr: 192.0.2.0/24 } }] }, { from: [{ ipBlock: { cidr: "::/0" } }] }] }';
    const yaml =
      policy('web', rules) + service('web', '{ type: NodePort, selector: { app: web }, ports: [{ port: 80 }] }');
    expect(outside(yaml).map(brief)).toEqual([
      // By IPv6 it is open to all.
      `internet -> ${WEB} 80-80/TCP allow`,
      `ip:0.0.0.0/0 -> ${WEB} except 192.0.2.0/24 80-80/TCP undefined`,
      `ip:192.0.2.0/24 -> ${WEB} 1-79/TCP 81-65535/TCP 1-65535/UDP 1-65535/SCTP allow`,
      `ip:192.0.2.0/24 -> ${WEB} 80-80/TCP undefined`,
      `ip:::/0 -> ${WEB} all allow`,
    ]);
    const hidden = outside(yaml).filter(({ verdict }) => verdict === 'undefined');
    expect(hidden.map(({ reason, because }) => ({ reason, because }))).toEqual(
      new Array<unknown>(2).fill({
        reason: REASONS.nodeAddress,
        because: [{ direction: 'ingress', policy: 'shop/NetworkPolicy/web', rule: 0 }],
      }),
    );
  });
});

describe('flows with pods that are not in the input', () => {
  const from = (...peers: string[]): string[] =>
    outside(
      policy(
        'web',
        `{ policyTypes: [Ingress, Egress], ingress: [{ from: [${peers.join(', ')}], ports: [{ port: 80 }] }] }`,
      ),
    ).map(brief);

  test.each([
    ['{ namespaceSelector: {} }', 'pods:*/*'],
    ['{ namespaceSelector: { matchLabels: { team: red } } }', 'pods:team=red/*'],
    ['{ namespaceSelector: {}, podSelector: { matchLabels: { app: web } } }', 'pods:*/app=web'],
    ['{ podSelector: { matchLabels: { app: none } } }', 'pods:kubernetes.io/metadata.name=shop/app=none'],
    [
      '{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ops } }, podSelector: { matchExpressions: [{ key: a, operator: NotIn, values: [z, x] }] } }',
      'pods:kubernetes.io/metadata.name=ops/a notin (x,z)',
    ],
  ])('%s is %s', (peer, end) => {
    expect(from(peer)).toEqual([`${end} -> ${WEB} 80-80/TCP allow`]);
  });

  test.each([
    '{ podSelector: { matchLabels: { app: web } } }',
    '{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: shop } }, podSelector: { matchLabels: { app: web } } }',
  ])('are none if the namespace is known and all such pods belong to a controller that is there: %s', (peer) => {
    expect(from(peer)).toEqual([]);
  });

  test.each(['{ podSelector: {} }', '{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: shop } } }'])(
    'are there besides those that were found if others may match: %s',
    (peer) => {
      expect(from(peer)).toEqual([`pods:kubernetes.io/metadata.name=shop/* -> ${WEB} 80-80/TCP allow`]);
    },
  );

  test('are sorted, and equal ones are one', () => {
    expect(
      from(
        '{ namespaceSelector: { matchLabels: { team: red } } }',
        '{ namespaceSelector: { matchLabels: { team: blue } } }',
        '{ namespaceSelector: { matchLabels: { team: red } } }',
      ),
    ).toEqual([`pods:team=blue/* -> ${WEB} 80-80/TCP allow`, `pods:team=red/* -> ${WEB} 80-80/TCP allow`]);
  });

  test('have named ports that nobody knows', () => {
    const rules =
      '{ policyTypes: [Ingress, Egress], egress: [{ ports: [{ port: http }] }, { ports: [{ port: dns, protocol: UDP }, { port: 53, protocol: UDP }] }] }';
    const flows = outside(policy('web', rules));
    expect(flows.map(brief)).toEqual([
      `${WEB} -> ip:0.0.0.0/0 53-53/UDP allow`,
      `${WEB} -> ip:::/0 53-53/UDP allow`,
      `${WEB} -> pods:*/* 53-53/UDP allow`,
      `${WEB} -> pods:*/* 1-65535/TCP 1-52/UDP 54-65535/UDP undefined`,
    ]);
    expect({ reason: flows[3].reason, because: flows[3].because }).toEqual({
      reason: REASONS.namedPort,
      because: [
        { direction: 'egress', policy: 'shop/NetworkPolicy/web', rule: 0 },
        { direction: 'egress', policy: 'shop/NetworkPolicy/web', rule: 1 },
      ],
    });
  });
});

describe('pods on the host network', () => {
  test('have undefined flows with everybody where a policy selects them: whether it applies is left to the plugin', () => {
    const yaml = deployment('web', '{ hostNetwork: true }') + policy('closed', '{ policyTypes: [Ingress, Egress] }');
    const flows = [...flowsOf(analysed(yaml))];
    expect(flows.map(brief)).toEqual([
      `${WEB} -> ${WEB} all undefined`,
      `ip:0.0.0.0/0 -> ${WEB} all undefined`,
      `ip:::/0 -> ${WEB} all undefined`,
      `pods:*/* -> ${WEB} all undefined`,
      `${WEB} -> ip:0.0.0.0/0 all undefined`,
      `${WEB} -> ip:::/0 all undefined`,
      `${WEB} -> pods:*/* all undefined`,
    ]);
    expect(flows.map(({ reason }) => reason)).toEqual(new Array<unknown>(7).fill(REASONS.hostNetwork));
    expect(flows[0].because).toEqual([
      { direction: 'egress', policy: 'shop/NetworkPolicy/closed' },
      { direction: 'ingress', policy: 'shop/NetworkPolicy/closed' },
    ]);
    expect(flows[1].because).toEqual([{ direction: 'ingress', policy: 'shop/NetworkPolicy/closed' }]);
  });

  test('have open flows with everybody where no policy selects them', () => {
    const flows = [...flowsOf(analysed(deployment('web', '{ hostNetwork: true }')))];
    expect(flows.map(brief)).toEqual([
      `${WEB} -> ${WEB} all allow`,
      `ip:0.0.0.0/0 -> ${WEB} all allow`,
      `ip:::/0 -> ${WEB} all allow`,
      `pods:*/* -> ${WEB} all allow`,
      `${WEB} -> ip:0.0.0.0/0 all allow`,
      `${WEB} -> ip:::/0 all allow`,
      `${WEB} -> pods:*/* all allow`,
    ]);
  });

  test('have open what their policies let through whichever way', () => {
    const rules =
      '{ ingress: [{ ports: [{ port: 80 }] }, { from: [{ ipBlock: { cidr: 10.0.0.0/8 } }], ports: [{ port: 81 }] }] }';
    const yaml = deployment('web', '{ hostNetwork: true }') + policy('web', `{ podSelector: {}, ${rules.slice(1)}`);
    expect([...flowsOf(analysed(yaml))].filter(({ to }) => to === WEB).map(brief)).toEqual([
      `${WEB} -> ${WEB} 80-80/TCP allow`,
      `${WEB} -> ${WEB} 1-79/TCP 81-65535/TCP 1-65535/UDP 1-65535/SCTP undefined`,
      `ip:0.0.0.0/0 -> ${WEB} except 10.0.0.0/8 80-80/TCP allow`,
      `ip:0.0.0.0/0 -> ${WEB} except 10.0.0.0/8 1-79/TCP 81-65535/TCP 1-65535/UDP 1-65535/SCTP undefined`,
      `ip:10.0.0.0/8 -> ${WEB} 80-81/TCP allow`,
      `ip:10.0.0.0/8 -> ${WEB} 1-79/TCP 82-65535/TCP 1-65535/UDP 1-65535/SCTP undefined`,
      `ip:::/0 -> ${WEB} 80-80/TCP allow`,
      `ip:::/0 -> ${WEB} 1-79/TCP 81-65535/TCP 1-65535/UDP 1-65535/SCTP undefined`,
      `pods:*/* -> ${WEB} 80-80/TCP allow`,
      `pods:*/* -> ${WEB} 1-79/TCP 81-65535/TCP 1-65535/UDP 1-65535/SCTP undefined`,
    ]);
  });
});

describe("the pods' networks", () => {
  const yaml =
    deployment('web') +
    policy(
      'web',
      '{ policyTypes: [Ingress, Egress], ingress: [{}], egress: [{ to: [{ ipBlock: { cidr: 10.0.0.0/8 } }] }] }',
    );
  const toItself = (podCidrs?: string[]): string[] =>
    [...flowsOf(analysed(yaml, { podCidrs }))]
      .filter(({ from, to }) => from === WEB && to === WEB)
      .map(({ verdict }) => verdict);

  test.each([
    [undefined, ['undefined']],
    [[], ['undefined']],
    [['10.244.0.0/16'], ['allow']],
    [['10.244.1.1/16', '10.0.0.0/9'], ['allow']],
    [['192.168.0.0/16'], []],
    [['10.244.0.0/16', 'fd00::/48'], ['undefined']],
  ])('%j decide about ipBlocks: %j', (podCidrs, verdicts) => {
    expect(toItself(podCidrs)).toEqual(verdicts);
  });

  test.each(['10.244.0.0', 'ten/8', '010.244.0.0/16'])('are refused if they are none: %s', (cidr) => {
    expect(() => analysed(yaml, { podCidrs: [cidr] })).toThrow(
      new Error(`podCidrs: got "${cidr}"; allowed: networks such as "10.244.0.0/16" or "fd00::/48"`),
    );
  });
});
