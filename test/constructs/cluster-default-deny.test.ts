import {
  AdminPolicies,
  ClusterDefaultDeny,
  ClusterDefaultDenyProps,
  ClusterProfileProps,
  Cni,
  Dns,
  Peer,
  Platform,
  PolicyDirection,
  Port,
} from '../../src';
import { Manifest, render } from '../manifests';
import { problemsOf } from '../network/admin/crd-rules';
import { KINDS, namespaceNamed, namespacesBut, platformChart } from '../network/admin/platform';

type Change = (closed: ClusterDefaultDeny) => void;

function closedBy(
  props: ClusterDefaultDenyProps = {},
  profile: ClusterProfileProps = {},
  change: Change = () => undefined,
): Manifest[] {
  const chart = platformChart(profile);
  change(new ClusterDefaultDeny(chart, 'closed', props));
  return render(chart);
}

const tcp = (number: number): object => ({ tcp: { destinationPort: { number } } });
const dns = {
  name: 'names resolve',
  action: 'Accept',
  to: [
    {
      pods: {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
        podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
      },
    },
  ],
  protocols: [{ udp: { destinationPort: { number: 53 } } }, tcp(53)],
};
const name = 'closed unless a NetworkPolicy isolates the pods';
const deniedEgress = { name, action: 'Deny', to: [{ namespaces: {} }, { networks: ['0.0.0.0/0', '::/0'] }] };
const deniedIngress = { name, action: 'Deny', from: [{ namespaces: {} }] };

test('it closes every pod outside of kube-system in both directions, but for DNS', () => {
  expect(closedBy()).toEqual([
    {
      apiVersion: 'policy.networking.k8s.io/v1alpha2',
      kind: 'ClusterNetworkPolicy',
      metadata: {
        name: 'closed',
        labels: {
          'app.kubernetes.io/name': 'closed',
          'app.kubernetes.io/instance': 'closed',
          'app.kubernetes.io/component': 'cluster-policy',
          'app.kubernetes.io/managed-by': 'cdk8s',
          'app.kubernetes.io/part-of': 'shop',
        },
      },
      spec: {
        tier: 'Baseline',
        priority: 1000,
        subject: namespacesBut('kube-system'),
        ingress: [deniedIngress],
        egress: [dns, deniedEgress],
      },
    },
  ]);
});

test('`pods` are namespaces by their labels; the namespace of DNS stays out of them', () => {
  const [{ spec }] = closedBy({ pods: Peer.namespacesLabelled({ team: 'shop' }) });
  expect(spec.subject.namespaces).toEqual({
    matchLabels: { team: 'shop' },
    matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['kube-system'] }],
  });
});

test('`except` leaves more of them out', () => {
  const [{ spec }] = closedBy({ except: [Peer.namespace('legacy'), Peer.namespacesLabelled({ network: 'open' })] });
  expect(spec.subject.namespaces.matchExpressions).toEqual([
    { key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['kube-system', 'legacy'] },
    { key: 'network', operator: 'NotIn', values: ['open'] },
  ]);
});

test('the namespace of a DNS elsewhere is left out as well', () => {
  const custom = Dns.custom({ peers: [Peer.pods({ namespace: 'dns', labels: { app: 'dns' } })] });
  const [{ spec }] = closedBy({}, { dns: custom });
  expect(spec.subject).toEqual(namespacesBut('dns', 'kube-system'));
});

test('`allowDns: false` closes DNS, too', () => {
  const [{ spec }] = closedBy({ allowDns: false, pods: Peer.namespace('a') });
  expect(spec).toMatchObject({ subject: namespaceNamed('a'), ingress: [deniedIngress], egress: [deniedEgress] });
});

test('`directions` close one of them', () => {
  const [{ spec: ingress }] = closedBy({ directions: [PolicyDirection.INGRESS] });
  expect(ingress).toMatchObject({ ingress: [deniedIngress] });
  expect(ingress.egress).toBeUndefined();
  const [{ spec: egress }] = closedBy({ directions: [PolicyDirection.EGRESS] });
  expect(egress).toMatchObject({ egress: [dns, deniedEgress] });
  expect(egress.ingress).toBeUndefined();
});

test('peers that stay open stand before the denial, whatever the order of the calls', () => {
  const open: Change[] = [
    (closed) => closed.allowFrom(Peer.namespace('monitoring'), [Port.tcp(9090)]),
    (closed) => closed.allowTo(Peer.cidr('10.0.0.0/8'), [Port.POSTGRES]),
    (closed) => closed.allowTo(Peer.kubeApiServer()),
    (closed) => closed.allowTo(Peer.cidr('10.0.0.0/8'), [Port.POSTGRES]),
  ];
  const profile = { apiServer: Peer.cidrs(['10.0.0.10/32']), apiServerPort: 6443 };
  const all = (changes: Change[]): Manifest[] =>
    closedBy({}, profile, (closed) => changes.forEach((change) => change(closed)));
  const [{ spec }] = all(open);
  expect(spec.ingress).toEqual([
    {
      name: 'allowed from namespace monitoring',
      action: 'Accept',
      from: [namespaceNamed('monitoring')],
      protocols: [tcp(9090)],
    },
    deniedIngress,
  ]);
  expect(spec.egress).toHaveLength(4);
  expect(spec.egress).toEqual(
    expect.arrayContaining([
      dns,
      {
        name: 'allowed to the API server',
        action: 'Accept',
        to: [{ networks: ['10.0.0.10/32'] }],
        protocols: [tcp(6443)],
      },
      {
        name: 'allowed to cidr 10.0.0.0/8',
        action: 'Accept',
        to: [{ networks: ['10.0.0.0/8'] }],
        protocols: [tcp(5432)],
      },
    ]),
  );
  expect(spec.egress[3]).toEqual(deniedEgress);
  expect(all([...open].reverse())).toEqual(all(open));
});

test('addresses of a family that the cluster does not have are left out', () => {
  const [{ spec }] = closedBy(
    {},
    { platform: Platform.KIND, adminPolicies: AdminPolicies.v1alpha2({ enforcedBy: 'kube-network-policies' }) },
  );
  expect(spec.egress[1].to).toEqual([{ namespaces: {} }, { networks: ['0.0.0.0/0'] }]);
});

test('with EKS what stays open stands in a policy that is asked before: rules of one policy have no order there', () => {
  const policies = closedBy({}, { platform: Platform.EKS }, (closed) =>
    closed.allowFrom(Peer.namespace('monitoring'), [Port.tcp(9090)]),
  );
  expect(
    policies.map(({ apiVersion, kind, metadata, spec }) => [
      apiVersion,
      kind,
      metadata.name,
      spec.tier,
      spec.priority,
      [...(spec.ingress ?? []), ...(spec.egress ?? [])].map(({ action }) => action),
    ]),
  ).toEqual([
    ['networking.k8s.aws/v1alpha1', 'ClusterNetworkPolicy', 'closed-open', 'Baseline', 999, ['Accept', 'Accept']],
    ['networking.k8s.aws/v1alpha1', 'ClusterNetworkPolicy', 'closed', 'Baseline', 1000, ['Deny', 'Deny']],
  ]);
});

test('with v1alpha1 it is the one BaselineAdminNetworkPolicy, without priority', () => {
  const [policy, ...others] = closedBy({}, { cni: Cni.OVN_KUBERNETES });
  expect(others).toEqual([]);
  expect(policy).toMatchObject({ apiVersion: 'policy.networking.k8s.io/v1alpha1', kind: 'BaselineAdminNetworkPolicy' });
  expect(policy.metadata.name).toBe('default');
  expect(Object.keys(policy.spec)).toEqual(['egress', 'ingress', 'subject']);
  expect(policy.spec.egress[0]).toMatchObject({ action: 'Allow' });
});

test('pods that take several policies to select have several, of one priority', () => {
  const policies = closedBy({ except: [Peer.pods({ namespace: 'a', labels: { app: 'x' } })] });
  expect(policies.map(({ metadata, spec }) => [metadata.name, spec.priority, Object.keys(spec.subject)])).toEqual([
    ['closed', 1000, ['namespaces']],
    ['closed-2', 1000, ['pods']],
  ]);
  const [first, second] = policies;
  expect(second.spec.egress).toEqual(first.spec.egress);
});

test('one that somebody else applies is not rendered', () => {
  expect(closedBy({ appliedBy: 'the platform team' })).toEqual([]);
});

describe('refused where it is written', () => {
  test.each<[string, ClusterDefaultDenyProps, ClusterProfileProps, string]>([
    [
      'every pod of OpenShift',
      {},
      { platform: Platform.OPENSHIFT },
      'pods: got nothing; allowed: on OpenShift, namespaces that are named',
    ],
    [
      'a name of the one baseline',
      { name: 'closed' },
      { cni: Cni.OVN_KUBERNETES },
      'name: got "closed"; allowed: "default"',
    ],
    ['a priority of the one baseline', { priority: 5 }, { cni: Cni.OVN_KUBERNETES }, 'priority: got 5; allowed: none'],
    [
      'pods that one baseline cannot select',
      { except: [Peer.pods({ namespace: 'a', labels: { app: 'x' } })] },
      { cni: Cni.OVN_KUBERNETES },
      'pods: got pods that take 2 policies to select; allowed: pods that one policy selects',
    ],
    ['the namespace of DNS alone', { pods: Peer.namespace('kube-system') }, {}, 'of which the exceptions leave nobody'],
    ['addresses', { pods: Peer.cidr('10.0.0.0/8') }, {}, 'pods: got cidr 10.0.0.0/8'],
    ['a priority that is none', { priority: 1001 }, {}, 'priority: got 1001'],
    [
      'a priority with none before it, with EKS',
      { priority: 0 },
      { platform: Platform.EKS },
      'priority: got 0; allowed: a whole number from 1',
    ],
    ['a plugin that enforces nothing of it', {}, { cni: Cni.K3S }, 'with cni K3s, which does not enforce them'],
  ])('%s', (_, props, profile, message) => {
    expect(() => closedBy(props, profile)).toThrow(message);
  });

  test('openings without ports, and in a direction that it leaves open', () => {
    expect(() => closedBy({}, {}, (closed) => closed.allowTo(Peer.cidr('10.0.0.0/8')))).toThrow(
      'ports to open to cidr 10.0.0.0/8: got []',
    );
    const onlyEgress = { directions: [PolicyDirection.EGRESS] };
    expect(() => closedBy(onlyEgress, {}, (closed) => closed.allowFrom(Peer.allPods(), [Port.HTTP]))).toThrow(
      'allowFrom: got an opening for ingress, which it does not close',
    );
  });

  test('more rules than a policy takes; what was refused is not there', () => {
    const chart = platformChart();
    const closed = new ClusterDefaultDeny(chart, 'closed');
    for (let i = 0; i < 24; i++) closed.allowFrom(Peer.namespace(`n${i}`), [Port.tcp(i + 1)]);
    expect(() => closed.allowFrom(Peer.namespace('n24'), [Port.tcp(25)])).toThrow(
      'openings: got more than 25 rules in one direction; allowed: at most 25, that of the denial included',
    );
    const [{ spec }] = render(chart);
    expect(spec.ingress).toHaveLength(25);
    expect(spec.ingress[24]).toEqual(deniedIngress);
  });
});

describe.each(KINDS)('as %s', (_, profile) => {
  test('what is rendered is what the API server takes', () => {
    const policies = closedBy({ except: [Peer.namespace('legacy')] }, profile, (closed) => {
      closed.allowFrom(Peer.namespacesLabelled({ team: 'x'.repeat(60) }), [
        Port.tcpRange(1, 9),
        Port.allUdp(),
        Port.sctp(5),
      ]);
      closed.allowFrom(Peer.podsLabelled({ ['a'.repeat(60)]: 'x'.repeat(60) }), [Port.all()]);
      closed.allowTo(Peer.internet(), [Port.HTTPS]);
    });
    expect(policies.flatMap(problemsOf)).toEqual([]);
  });
});
