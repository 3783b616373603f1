import { AdminPolicies, Cni, Dns, IpFamily, Peer, Platform, Port, ClusterGuardrail } from '../../src';
import { AddressSet } from '../../src/reachability/address-set';
import { Manifest, render } from '../manifests';
import { problemsOf } from '../network/admin/crd-rules';
import { guardrailOf, KINDS, namespaceNamed, namespacesBut, platformChart } from '../network/admin/platform';

const reason = 'because';
const everyPod = { namespaces: {} };
const tcp = (number: number): object => ({ tcp: { destinationPort: { number } } });

test('"nobody reaches the cloud\'s metadata" is one line', () => {
  const [policy, ...others] = guardrailOf((guardrail) =>
    guardrail.denyTo(Peer.cloudMetadata(), { reason: 'credentials of nodes are not for pods' }),
  );
  expect(others).toEqual([]);
  expect(policy).toEqual({
    apiVersion: 'policy.networking.k8s.io/v1alpha2',
    kind: 'ClusterNetworkPolicy',
    metadata: {
      name: 'company',
      labels: {
        'app.kubernetes.io/name': 'company',
        'app.kubernetes.io/instance': 'company',
        'app.kubernetes.io/component': 'cluster-policy',
        'app.kubernetes.io/managed-by': 'cdk8s',
        'app.kubernetes.io/part-of': 'shop',
      },
    },
    spec: {
      tier: 'Admin',
      priority: 50,
      subject: everyPod,
      egress: [
        {
          name: 'credentials of nodes are not for pods',
          action: 'Deny',
          to: [{ networks: ['169.254.169.254/32'] }],
        },
      ],
    },
  });
});

test('"only monitoring may scrape every pod" is one line', () => {
  const [{ spec }] = guardrailOf((guardrail) =>
    guardrail.denyFrom(Peer.allPods(), { ports: [Port.tcp(9090)], except: [Peer.namespace('monitoring')], reason }),
  );
  expect(spec.subject).toEqual(everyPod);
  expect(spec.ingress).toEqual([
    { name: reason, action: 'Deny', from: [namespacesBut('monitoring')], protocols: [tcp(9090)] },
  ]);
  expect(spec.egress).toBeUndefined();
});

test('"nothing but payments reaches namespaces labelled tier=db" is one line', () => {
  const [{ spec }] = guardrailOf((guardrail) =>
    guardrail
      .pods(Peer.namespacesLabelled({ tier: 'db' }))
      .denyFrom(Peer.allPods(), { except: [Peer.namespace('payments')], reason }),
  );
  expect(spec.subject).toEqual({ namespaces: { matchLabels: { tier: 'db' } } });
  expect(spec.ingress).toEqual([{ name: reason, action: 'Deny', from: [namespacesBut('payments')] }]);
});

test('"DNS is always open" is one line, and opens both sides', () => {
  const policies = guardrailOf((guardrail) => guardrail.acceptDns());
  const name = 'names resolve for every pod';
  const protocols = [{ udp: { destinationPort: { number: 53 } } }, tcp(53)];
  const pods = {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
    podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
  };
  expect(policies.map(({ spec }) => spec)).toEqual([
    { tier: 'Admin', priority: 50, subject: everyPod, egress: [{ name, action: 'Accept', to: [{ pods }], protocols }] },
    {
      tier: 'Admin',
      priority: 51,
      subject: { pods },
      ingress: [{ name, action: 'Accept', from: [everyPod], protocols }],
    },
  ]);
  expect(policies.map(({ metadata }) => metadata.name)).toEqual(['company', 'company-2']);
});

test('"no egress to the internet but from namespaces labelled egress=yes" is one line', () => {
  const [{ spec }] = guardrailOf(
    (guardrail) =>
      guardrail
        .pods(Peer.allPods(), { except: [Peer.namespacesLabelled({ egress: 'yes' })] })
        .denyTo(Peer.internet(), { reason }),
    { ipFamilies: [IpFamily.IPV4] },
  );
  expect(spec.subject).toEqual({
    namespaces: { matchExpressions: [{ key: 'egress', operator: 'NotIn', values: ['yes'] }] },
  });
  const networks = spec.egress[0].to.flatMap((peer: Manifest) => peer.networks);
  expect(networks).toEqual(expect.arrayContaining(['1.0.0.0/8', '8.0.0.0/7', '11.0.0.0/8', '192.169.0.0/16']));
  expect(networks).not.toContainEqual(expect.stringMatching(/^(10|127|192\.168)\.|:/));
});

describe('rules are asked in the order of the calls', () => {
  const names = (policies: Manifest[]): unknown[] =>
    policies.map(({ spec }) => [
      spec.priority,
      [...(spec.ingress ?? []), ...(spec.egress ?? [])].map(({ name }) => name),
    ]);

  test('those for the same pods stand in one policy', () => {
    const policies = guardrailOf((guardrail) => {
      guardrail.acceptTo(Peer.namespace('tools'), { ports: [Port.HTTPS], reason: 'first' });
      guardrail.denyTo(Peer.allPods(), { ports: [Port.HTTPS], reason: 'second' });
      guardrail.acceptTo(Peer.namespace('late'), { ports: [Port.HTTP], reason: 'third' });
    });
    expect(names(policies)).toEqual([[50, ['first', 'second', 'third']]]);
  });

  test('those for other pods stand in policies with the next priorities', () => {
    const policies = guardrailOf((guardrail) => {
      guardrail.pods(Peer.namespace('a')).acceptTo(Peer.allPods(), { ports: [Port.HTTPS], reason: 'first' });
      guardrail.denyTo(Peer.allPods(), { ports: [Port.HTTPS], reason: 'second' });
      guardrail.pods(Peer.namespace('a')).acceptTo(Peer.allPods(), { ports: [Port.HTTP], reason: 'third' });
    });
    expect(names(policies)).toEqual([
      [50, ['first']],
      [51, ['second']],
      [52, ['third']],
    ]);
  });

  test('where order means nothing, they stand together', () => {
    const policies = guardrailOf((guardrail) => {
      guardrail.denyTo(Peer.cloudMetadata(), { reason: 'first' });
      guardrail.pods(Peer.namespace('a')).denyTo(Peer.namespace('b'), { reason: 'second' });
      guardrail.pods(Peer.namespace('a')).acceptFrom(Peer.namespace('b'), { ports: [Port.HTTP], reason: 'third' });
      guardrail.denyTo(Peer.namespace('c'), { reason: 'fourth' });
    });
    expect(names(policies)).toEqual([
      [50, ['first', 'fourth']],
      [51, ['third', 'second']],
    ]);
  });

  test('EKS asks for no order within a policy, so each run of one action has a policy of its own', () => {
    const policies = guardrailOf(
      (guardrail) => {
        guardrail.acceptTo(Peer.namespace('tools'), { ports: [Port.HTTPS], reason: 'first' });
        guardrail.acceptTo(Peer.namespace('more'), { ports: [Port.HTTPS], reason: 'second' });
        guardrail.denyTo(Peer.allPods(), { ports: [Port.HTTPS], reason: 'third' });
        guardrail.denyFrom(Peer.namespace('b'), { reason: 'ingress' });
        guardrail.acceptTo(Peer.namespace('late'), { ports: [Port.HTTP], reason: 'fourth' });
      },
      { platform: Platform.EKS },
    );
    expect(names(policies)).toEqual([
      [50, ['first', 'second']],
      [51, ['ingress', 'third']],
      [52, ['fourth']],
    ]);
  });
});

describe('exceptions are left out by labels, not passed over', () => {
  const from = (...except: Peer[]): unknown =>
    guardrailOf((guardrail) => guardrail.denyFrom(Peer.allPods(), { except, reason }))[0].spec.ingress[0].from;
  const notIn = (key: string, ...values: string[]): object => ({
    matchExpressions: [{ key, operator: 'NotIn', values }],
  });

  test('several namespaces are one requirement', () => {
    expect(from(Peer.namespace('b'), Peer.namespace('a'))).toEqual([namespacesBut('a', 'b')]);
  });

  test('of pods of a namespace, its other pods stay', () => {
    expect(from(Peer.pods({ namespace: 'a', labels: { app: 'x' } }))).toEqual([
      namespacesBut('a'),
      {
        pods: {
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'a' } },
          podSelector: notIn('app', 'x'),
        },
      },
    ]);
  });

  test('of namespaces with several labels, those that miss one stay', () => {
    expect(from(Peer.namespacesLabelled({ team: 'a', tier: 'db' }))).toEqual([
      { namespaces: notIn('team', 'a') },
      { namespaces: notIn('tier', 'db') },
    ]);
  });

  test('an exception within a namespace leaves nothing of others', () => {
    const [{ spec }] = guardrailOf((guardrail) =>
      guardrail.denyFrom(Peer.namespace('a'), {
        except: [Peer.pods({ namespace: 'a', labels: { app: 'x' } })],
        reason,
      }),
    );
    expect(spec.ingress[0].from).toEqual([
      {
        pods: {
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'a' } },
          podSelector: notIn('app', 'x'),
        },
      },
    ]);
  });

  test('networks are cut out of networks', () => {
    const [{ spec }] = guardrailOf((guardrail) =>
      guardrail.denyTo(Peer.cidr('10.0.0.0/8', { except: ['10.128.0.0/9'] }), {
        except: [Peer.cidr('10.0.0.0/10')],
        reason,
      }),
    );
    expect(spec.egress[0].to).toEqual([{ networks: ['10.64.0.0/10'] }]);
  });

  test('pods that are left out of a selection make a policy for each way to be another one', () => {
    const policies = guardrailOf((guardrail) =>
      guardrail
        .pods(Peer.allPods(), { except: [Peer.pods({ namespace: 'a', labels: { app: 'x' } })] })
        .denyTo(Peer.cloudMetadata(), { reason }),
    );
    expect(policies.map(({ spec }) => spec.subject)).toEqual([
      namespacesBut('a'),
      {
        pods: {
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'a' } },
          podSelector: notIn('app', 'x'),
        },
      },
    ]);
  });
});

describe('ports', () => {
  const portsOf = (...ports: Port[]): unknown =>
    guardrailOf((guardrail) => guardrail.denyTo(Peer.allPods(), { ports, reason }))[0].spec.egress[0].protocols;

  test('numbers, ranges, and all of a protocol', () => {
    expect(portsOf(Port.tcp(80), Port.udpRange(1000, 2000), Port.sctp(7), Port.allTcp())).toEqual([
      tcp(80),
      { udp: { destinationPort: { range: { start: 1000, end: 2000 } } } },
      { sctp: { destinationPort: { number: 7 } } },
      { tcp: { destinationPort: { range: { start: 1, end: 65535 } } } },
    ]);
  });

  test('every port is no list of ports', () => {
    expect(portsOf(Port.tcp(80), Port.all())).toBeUndefined();
  });

  test('what is accepted without ports has those of the peer', () => {
    const [{ spec }] = guardrailOf((guardrail) => guardrail.acceptTo(Peer.kubeApiServer(), { reason }), {
      apiServer: Peer.cidrs(['10.0.0.10/32']),
      apiServerPort: 6443,
    });
    expect(spec.egress).toEqual([
      { name: reason, action: 'Accept', to: [{ networks: ['10.0.0.10/32'] }], protocols: [tcp(6443)] },
    ]);
  });

  test('in v1alpha1 and EKS they are numbers and ranges with their protocol', () => {
    for (const profile of [{ cni: Cni.OVN_KUBERNETES }, { platform: Platform.EKS }]) {
      const [{ spec }] = guardrailOf(
        (guardrail) => guardrail.denyTo(Peer.allPods(), { ports: [Port.tcp(80), Port.udpRange(1, 9)], reason }),
        profile,
      );
      expect(spec.egress[0].ports).toEqual([
        { portNumber: { protocol: 'TCP', port: 80 } },
        { portRange: { protocol: 'UDP', start: 1, end: 9 } },
      ]);
    }
  });
});

test("a peer of Cilium's words is its addresses", () => {
  const [{ spec }] = guardrailOf(
    (guardrail) => {
      guardrail.acceptTo(Peer.kubeApiServer(), { reason });
      guardrail.denyTo(Peer.nodes(), { reason });
    },
    { cni: Cni.CILIUM, apiServer: Peer.cidrs(['10.0.0.10/32']), nodeCidrs: ['10.0.0.0/20'] },
  );
  expect(spec.egress.map((rule: Manifest) => rule.to)).toEqual([
    [{ networks: ['10.0.0.10/32'] }],
    [{ networks: ['10.0.0.0/20'] }],
  ]);
});

describe('names outside of the cluster', () => {
  test('are accepted where the policies know names', () => {
    for (const profile of [
      { adminPolicies: AdminPolicies.v1alpha2({ experimental: true }) },
      { platform: Platform.EKS_AUTO_MODE },
    ]) {
      const [{ spec }] = guardrailOf((guardrail) => guardrail.acceptToNames(['*.stripe.com'], { reason }), profile);
      expect(spec.egress[0]).toMatchObject({ action: 'Accept', to: [{ domainNames: ['*.stripe.com'] }] });
    }
  });

  test.each([
    [
      {},
      'got names, with ClusterNetworkPolicy of policy.networking.k8s.io/v1alpha2',
      'AdminPolicies.v1alpha2({ experimental: true })',
    ],
    [{ platform: Platform.EKS }, 'ClusterNetworkPolicy of networking.k8s.aws/v1alpha1', 'Platform.EKS_AUTO_MODE'],
  ])('are refused where %j does not', (profile, got, fix) => {
    const call = (): unknown =>
      guardrailOf((guardrail) => guardrail.acceptToNames(['api.stripe.com'], { reason }), profile);
    expect(call).toThrow(got);
    expect(call).toThrow(fix);
  });

  test.each([['com'], ['a.*.com'], ['*'], ['API.stripe.com'], ['-a.com']])('"%s" is refused', (name) => {
    const profile = { adminPolicies: AdminPolicies.v1alpha2({ experimental: true }) };
    expect(() => guardrailOf((guardrail) => guardrail.acceptToNames([name], { reason }), profile)).toThrow(
      `names: got "${name}"; allowed: DNS names of at least two labels`,
    );
  });
});

describe('what the kinds cannot say is refused where it is written', () => {
  const refusal = (add: (guardrail: ClusterGuardrail) => void, profile = {}): string => {
    try {
      guardrailOf(add, profile);
    } catch (error) {
      return (error as Error).message;
    }
    return 'nothing';
  };

  test.each([Peer.cidr('10.0.0.0/8'), Peer.internet(), Peer.anywhere()])('%s as a source', (peer) => {
    expect(refusal((guardrail) => guardrail.denyFrom(peer, { reason }))).toMatch(
      /^shop\/company: peer: got .* as a source; allowed: pods of the cluster.*Fix: write Peer\.allPods\(\)/,
    );
  });

  test.each([Peer.allPodsInNamespace(), Peer.pods({ labels: { app: 'x' } })])('%s without a namespace', (peer) => {
    expect(refusal((guardrail) => guardrail.denyFrom(peer, { reason }))).toContain(
      'without a namespace; allowed: pods of a namespace that is named',
    );
  });

  test('addresses as those that a policy is for', () => {
    expect(refusal((guardrail) => guardrail.pods(Peer.cidr('10.0.0.0/8')))).toContain(
      'pods: got cidr 10.0.0.0/8; allowed: pods by their labels and namespaces',
    );
  });

  test('names of ports', () => {
    expect(refusal((guardrail) => guardrail.denyTo(Peer.allPods(), { ports: [Port.named('http')], reason }))).toContain(
      'ports: got http/TCP; allowed: ports by number',
    );
  });

  test('an empty list of ports, and what is accepted without any', () => {
    expect(refusal((guardrail) => guardrail.denyTo(Peer.allPods(), { ports: [], reason }))).toContain(
      'ports to deny: got []',
    );
    expect(refusal((guardrail) => guardrail.acceptTo(Peer.allPods(), { reason }))).toContain('ports to accept: got []');
    expect(refusal((guardrail) => guardrail.acceptFrom(Peer.allPods(), { reason }))).toContain(
      'ports to accept: got []',
    );
  });

  test.each([[''], [' '], ['a\nb'], ['x'.repeat(101)]])('the reason %j', (text) => {
    expect(refusal((guardrail) => guardrail.denyTo(Peer.allPods(), { reason: text }))).toContain(
      'allowed: one line that says why, of at most 100 characters',
    );
  });

  test('a reason of 100 characters outside of the first plane is taken', () => {
    expect(refusal((guardrail) => guardrail.denyTo(Peer.allPods(), { reason: '😀'.repeat(100) }))).toBe('nothing');
  });

  test('pods as an exception of addresses, and networks as one of pods', () => {
    expect(
      refusal((guardrail) => guardrail.denyTo(Peer.anywhere(), { except: [Peer.namespace('a')], reason })),
    ).toContain('except: got pods, from anywhere; allowed: networks');
    expect(
      refusal((guardrail) => guardrail.denyTo(Peer.allPods(), { except: [Peer.cidr('10.0.0.0/8')], reason })),
    ).toContain('except: got networks, from every pod of the cluster; allowed: pods');
  });

  test('exceptions that leave nobody', () => {
    for (const except of [Peer.namespace('a'), Peer.allPods()]) {
      expect(refusal((guardrail) => guardrail.denyFrom(Peer.namespace('a'), { except: [except], reason }))).toContain(
        'got namespace a, of which the exceptions leave nobody',
      );
    }
  });

  test.each([[-1], [1001], [1.5]])('priority %d', (priority) => {
    expect(() => new ClusterGuardrail(platformChart(), 'company', { priority })).toThrow(
      `shop/company: priority: got ${priority}; allowed: a whole number from 0 to 1000; lower ones are asked first.`,
    );
  });

  test('priorities over 99 with OVN-Kubernetes', () => {
    expect(
      () => new ClusterGuardrail(platformChart({ cni: Cni.OVN_KUBERNETES }), 'company', { priority: 100 }),
    ).toThrow('priority: got 100; allowed: a whole number from 0 to 99, as OVN-Kubernetes takes them');
  });

  test('more policies than there are priorities', () => {
    const guardrail = new ClusterGuardrail(platformChart(), 'company', { priority: 1000 });
    guardrail.denyTo(Peer.cloudMetadata(), { reason });
    expect(() => guardrail.pods(Peer.namespace('a')).denyTo(Peer.allPods(), { reason })).toThrow(
      'priority: got 1000 for 2 policies of ClusterNetworkPolicy of policy.networking.k8s.io/v1alpha2, which need one each; ' +
        'allowed: priorities of which the last is at most 1000. Fix: write `priority: 999` or less',
    );
  });

  test('a rule that comes too late, on pods, networks, ports or all of them', () => {
    const late = (deny: (guardrail: ClusterGuardrail) => void, accept: (guardrail: ClusterGuardrail) => void): string =>
      refusal((guardrail) => {
        deny(guardrail);
        accept(guardrail);
      });
    const monitoring = (guardrail: ClusterGuardrail): void =>
      guardrail.acceptFrom(Peer.namespace('monitoring'), { ports: [Port.tcp(9090)], reason: 'monitoring scrapes' });
    expect(late((guardrail) => guardrail.denyFrom(Peer.allPods(), { reason: 'nobody' }), monitoring)).toBe(
      'shop/company: rule: got "monitoring scrapes", to which "nobody" leaves nothing: the first rule that matches decides; ' +
        'allowed: rules that decide something. Fix: call it before the one that denies, or leave it out',
    );
    const ports = [Port.tcpRange(9000, 9099)];
    expect(late((guardrail) => guardrail.denyFrom(Peer.allPods(), { ports, reason }), monitoring)).toContain(
      'leaves nothing',
    );
    const [other] = [[Port.tcp(9091)], [Port.udp(9090)]].map((list) =>
      late((guardrail) => guardrail.denyFrom(Peer.allPods(), { ports: list, reason }), monitoring),
    );
    expect(other).toBe('nothing');
    const everywhere = (guardrail: ClusterGuardrail): void => guardrail.denyTo(Peer.anywhere(), { reason: 'air gap' });
    expect(late(everywhere, (guardrail) => guardrail.acceptDns())).toContain(
      'rule: got "names resolve for every pod", to which "air gap" leaves nothing',
    );
    const network = (guardrail: ClusterGuardrail): void =>
      guardrail.pods(Peer.namespace('a')).acceptTo(Peer.cidr('10.1.0.0/16'), { ports: [Port.HTTPS], reason });
    expect(late((guardrail) => guardrail.denyTo(Peer.cidr('10.0.0.0/8'), { reason }), network)).toContain(
      'leaves nothing',
    );
    expect(late((guardrail) => guardrail.denyTo(Peer.cidr('10.1.0.0/17'), { reason }), network)).toBe('nothing');
    expect(
      late((guardrail) => guardrail.pods(Peer.namespace('b')).denyTo(Peer.cidr('10.0.0.0/8'), { reason }), network),
    ).toBe('nothing');
  });

  test('one that says the same as an earlier one is no mistake', () => {
    expect(
      refusal((guardrail) => {
        guardrail.denyFrom(Peer.allPods(), { reason });
        guardrail.denyFrom(Peer.namespace('a'), { reason });
      }),
    ).toBe('nothing');
  });

  test('a rule that was refused is not there', () => {
    const chart = platformChart();
    const guardrail = new ClusterGuardrail(chart, 'company');
    expect(() => guardrail.denyFrom(Peer.internet(), { reason })).toThrow('as a source');
    expect(render(chart)).toEqual([]);
  });
});

describe('clusters whose plugin enforces none of the kinds', () => {
  test.each([Cni.FLANNEL, Cni.KUBE_ROUTER, Cni.K3S, Cni.KINDNET, Cni.WEAVE, Cni.KUBENET, Cni.AZURE_NPM, Cni.AZURE_CNI])(
    'with %s guardrails are refused',
    (cni) => {
      expect(() => guardrailOf(() => undefined, { cni })).toThrow(
        `adminPolicies: got ClusterNetworkPolicy of policy.networking.k8s.io/v1alpha2 with cni ${cni}, which does not enforce them`,
      );
    },
  );

  test('unless something else does, which is named', () => {
    const adminPolicies = AdminPolicies.v1alpha2({ enforcedBy: 'kube-network-policies' });
    expect(
      guardrailOf((guardrail) => guardrail.denyTo(Peer.allPods(), { reason }), { cni: Cni.K3S, adminPolicies }),
    ).toHaveLength(1);
  });
});

test('a second guardrail, and a name of its own', () => {
  const chart = platformChart();
  new ClusterGuardrail(chart, 'a', { name: 'company', priority: 10, labels: { team: 'platform' } }).denyTo(
    Peer.cloudMetadata(),
    { reason },
  );
  const [{ metadata, spec }] = render(chart);
  expect(metadata).toMatchObject({
    name: 'company',
    labels: { team: 'platform', 'app.kubernetes.io/name': 'company' },
  });
  expect(metadata.namespace).toBeUndefined();
  expect(spec.priority).toBe(10);
});

test('one that somebody else applies is not rendered', () => {
  const chart = platformChart();
  const guardrail = new ClusterGuardrail(chart, 'company', { appliedBy: 'the platform team' });
  guardrail.denyTo(Peer.cloudMetadata(), { reason });
  expect(render(chart)).toEqual([]);
  expect(guardrail.appliedBy).toBe('the platform team');
  expect(() => new ClusterGuardrail(chart, 'other', { appliedBy: ' ' })).toThrow(
    'appliedBy: got " "; allowed: who applies it',
  );
});

describe('the internet', () => {
  const networksOf = (say: (guardrail: ClusterGuardrail) => void): string[] =>
    guardrailOf(say).flatMap(({ spec }: Manifest) =>
      spec.egress.flatMap(({ to }: Manifest) => to.flatMap(({ networks }: Manifest) => networks)),
    );
  const holds = (networks: readonly string[], address: string): boolean =>
    networks.some((cidr) => AddressSet.block(cidr).has(address));
  // By relays, by ranges that embed addresses of IPv4, and by translators.
  const roundabout = ['192.88.99.1', '2002:808:808::1', '2001:0:808:808::1', '64:ff9b::808:808', '64:ff9b:1::808:808'];

  test.each(roundabout)('is closed with whatever may lead there: %s', (address) => {
    expect(
      holds(
        networksOf((guardrail) => guardrail.denyTo(Peer.internet(), { reason })),
        address,
      ),
    ).toBe(true);
  });

  test.each(roundabout)('is accepted without what only may lead there: %s', (address) => {
    const ports = [Port.HTTPS];
    expect(
      holds(
        networksOf((guardrail) => guardrail.acceptTo(Peer.internet(), { ports, reason })),
        address,
      ),
    ).toBe(false);
  });

  test.each(roundabout)('as an exception of a denial is what it surely is: %s stays denied', (address) => {
    const except = [Peer.internet()];
    const denied = networksOf((guardrail) =>
      guardrail.denyTo(Peer.anyOf(Peer.cidr('0.0.0.0/0'), Peer.cidr('::/0')), { except, reason }),
    );
    expect(holds(denied, address)).toBe(true);
    expect(holds(denied, '8.8.8.8')).toBe(false);
  });

  test.each(['10.1.2.3', '172.16.0.1', '192.168.1.1', '100.64.0.1', '169.254.1.1', 'fd00::1'])(
    'is no private network: %s is not closed with it',
    (address) => {
      expect(
        holds(
          networksOf((guardrail) => guardrail.denyTo(Peer.internet(), { reason })),
          address,
        ),
      ).toBe(false);
    },
  );
});

describe.each(KINDS)('as %s', (_, profile) => {
  test('what is rendered is what the API server takes, whatever is said', () => {
    const policies = guardrailOf((guardrail) => {
      guardrail.acceptDns();
      guardrail.denyTo(Peer.internet(), { reason });
      guardrail.denyTo(Peer.anywhere(), { ports: [Port.tcp(25), Port.allUdp()], reason });
      for (let i = 0; i < 130; i++) {
        guardrail.denyFrom(Peer.namespace(`n${i}`), { ports: [Port.tcp(i + 1)], reason: `rule ${i}` });
      }
      guardrail.denyTo(Peer.anyOf(...[...Array(130).keys()].map((i) => Peer.namespace(`n${i}`))), { reason });
      const ports = [...Array(130).keys()].map((i) => Port.tcp(i + 1));
      guardrail.pods(Peer.podsLabelled({ app: 'x' })).acceptFrom(namespaces('a', 'b'), { ports, reason });
    }, profile);
    expect(policies.flatMap(problemsOf)).toEqual([]);
    expect(policies.length).toBeGreaterThan(2);
    const priorities = policies.map(({ spec }) => spec.priority);
    expect(priorities).toEqual(priorities.map((__, i) => 50 + i));
  });

  test('twice is the same', () => {
    const add = (guardrail: ClusterGuardrail): void => {
      guardrail.acceptDns();
      guardrail.denyTo(Peer.internet(), { reason });
    };
    expect(guardrailOf(add, profile)).toEqual(guardrailOf(add, profile));
  });
});

function namespaces(...names: string[]): Peer {
  return Peer.anyOf(...names.map((name) => Peer.namespace(name)));
}

test('split rules match the same: each peer with each port stands in one of them', () => {
  const peers = [...Array(30).keys()].map((i) => `n${i}`);
  const [{ spec }] = guardrailOf((guardrail) =>
    guardrail.denyFrom(namespaces(...peers), { ports: [...Array(30).keys()].map((i) => Port.tcp(i + 1)), reason }),
  );
  const pairs = spec.ingress.flatMap((rule: Manifest) =>
    rule.from.flatMap((peer: Manifest) => rule.protocols.map((port: Manifest) => JSON.stringify([peer, port]))),
  );
  const expected = peers.flatMap((name) =>
    [...Array(30).keys()].map((i) => JSON.stringify([namespaceNamed(name), tcp(i + 1)])),
  );
  expect(pairs.sort()).toEqual(expected.sort());
});

test('DNS of a profile is what is kept open, each server on its own ports', () => {
  const policies = guardrailOf((guardrail) => guardrail.acceptDns({ reason: 'names' }), {
    dns: Dns.anyOf(Dns.openshift(), Dns.nodeLocal('169.254.20.10', { clusterIp: '10.96.0.10' })),
  });
  const [{ spec }] = policies;
  const udp = (port: number): object => ({ portNumber: { protocol: 'UDP', port } });
  expect(spec.egress.map((rule: Manifest) => [rule.name, rule.to, rule.ports[0]])).toEqual([
    ['names', [expect.objectContaining({ pods: expect.anything() })], udp(5353)],
    ['names', [{ networks: ['169.254.20.10/32'] }], udp(53)],
    ['names', [{ networks: ['10.96.0.10/32'] }], udp(53)],
    ['names', [expect.anything(), expect.anything()], udp(53)],
  ]);
  expect(policies.slice(1).map((policy) => Object.keys(policy.spec.subject))).toEqual([['pods'], ['pods'], ['pods']]);
});
