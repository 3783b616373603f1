import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { parse } from 'ipaddr.js';
import { chartOf, policy, service } from './policies';
import { Cni, ClusterProfileProps, Dns, IpFamily, Peer, Platform, Port } from '../../src';
import { AddressSet } from '../../src/reachability/address-set';
import { GLOBAL_IPV4, GLOBAL_IPV6 } from '../../src/reachability/public-addresses';
import { Manifest, render, testApp } from '../manifests';
import { synthErrors } from '../report/synth-errors';

function shop(profile: ClusterProfileProps): Chart {
  return chartOf(testApp(), 'shop', profile);
}

/** What a policy opens in a direction besides DNS: networks and labels of pods, and ports. */
function opened(chart: Chart, direction: 'ingress' | 'egress'): string[] {
  const rules: Manifest[] = policy(chart, 'api')[direction] ?? [];
  return rules.flatMap((rule) => {
    const ports = (rule.ports ?? []).map(({ port, protocol }: Manifest) => `${port}/${protocol}`).join(' ');
    const peers: Manifest[] = rule.from ?? rule.to;
    return peers
      .map(
        ({ ipBlock, podSelector, namespaceSelector }) =>
          ipBlock?.cidr ?? JSON.stringify((podSelector.matchLabels ?? namespaceSelector.matchLabels) as unknown),
      )
      .filter((text) => !text.includes('kube-dns'))
      .map((text) => `${text} on ${ports}`);
  });
}

function ciliumPolicies(chart: Chart): Manifest[] {
  return render(chart).filter(({ kind }: Manifest) => kind === 'CiliumNetworkPolicy');
}

const API_SERVER = Peer.cidrs(['10.0.0.4/32', '10.0.0.5/32']);

describe('the API server', () => {
  test.each<[string, ClusterProfileProps, string[]]>([
    ['nothing more is known', {}, ['10.0.0.4/32 on 443/TCP 6443/TCP', '10.0.0.5/32 on 443/TCP 6443/TCP']],
    ['OpenShift', { platform: Platform.OPENSHIFT }, ['10.0.0.4/32 on 6443/TCP', '10.0.0.5/32 on 6443/TCP']],
    ['GKE', { platform: Platform.GKE }, ['10.0.0.4/32 on 443/TCP', '10.0.0.5/32 on 443/TCP']],
    ['another port', { apiServerPort: 16443 }, ['10.0.0.4/32 on 16443/TCP', '10.0.0.5/32 on 16443/TCP']],
    [
      'EKS, whose agent sees the address of the Service',
      { platform: Platform.EKS },
      ['10.0.0.4/32 on 443/TCP', '10.0.0.5/32 on 443/TCP', '10.100.0.1/32 on 443/TCP', '172.20.0.1/32 on 443/TCP'],
    ],
    [
      'EKS with other Services',
      { platform: Platform.EKS, serviceCidrs: ['10.96.0.0/16'] },
      ['10.0.0.4/32 on 443/TCP', '10.0.0.5/32 on 443/TCP', '10.96.0.1/32 on 443/TCP'],
    ],
  ])('is opened to operators at its addresses and on its port: %s', (_what, profile, expected) => {
    const chart = shop({ ...profile, apiServer: API_SERVER, dns: Dns.coreDns() });
    service(chart, 'api').connections.allowTo(Peer.kubeApiServer());
    expect(
      opened(chart, 'egress')
        .filter((text) => !text.includes('53/'))
        .sort(),
    ).toEqual(expected);
    expect(synthErrors(chart)).toEqual([]);
  });

  test.each<[string, ClusterProfileProps, string[]]>([
    ['its addresses', { apiServer: API_SERVER }, ['10.0.0.4/32 on 9443/TCP', '10.0.0.5/32 on 9443/TCP']],
    [
      'OpenShift: the host network',
      { platform: Platform.OPENSHIFT },
      ['{"policy-group.network.openshift.io/host-network":""} on 9443/TCP'],
    ],
    ['GKE: its agents', { platform: Platform.GKE }, ['{"k8s-app":"konnectivity-agent"} on 9443/TCP']],
    [
      'AKS: its agents, and its addresses',
      { platform: Platform.AKS, apiServer: API_SERVER },
      ['10.0.0.4/32 on 9443/TCP', '10.0.0.5/32 on 9443/TCP', '{"app":"konnectivity-agent"} on 9443/TCP'],
    ],
  ])('is let in to webhooks from %s', (_what, profile, expected) => {
    const chart = shop(profile);
    service(chart, 'api').connections.allowFrom(Peer.kubeApiServer(), [Port.tcp(9443)]);
    expect(opened(chart, 'ingress').sort()).toEqual(expected);
    expect(synthErrors(chart)).toEqual([]);
  });

  test('is refused where nobody knows its addresses', () => {
    const { connections } = service(shop({}), 'api');
    expect(() => connections.allowTo(Peer.kubeApiServer())).toThrow(
      'Peer.kubeApiServer: apiServer of the cluster profile: got nothing; allowed: the addresses of the API server, which ' +
        '`kubectl get endpointslices kubernetes` lists. Fix: new ClusterProfile({ apiServer: ' +
        "Peer.cidrs(['10.0.0.10/32']) }).applyTo(app)",
    );
  });

  test('is no address of itself', () => {
    const { connections } = service(shop({ apiServer: Peer.kubeApiServer() }), 'api');
    expect(() => connections.allowTo(Peer.kubeApiServer())).toThrow(
      "ClusterProfile: apiServer: got Peer.kubeApiServer(); allowed: its addresses. Fix: write for example Peer.cidrs(['10.0.0.10/32'])",
    );
  });

  test.each([Cni.CILIUM, Cni.AZURE_CNI_CILIUM])('is an entity of Cilium, in a policy of Cilium: %s', (cni) => {
    const chart = shop({ cni });
    const { connections } = service(chart, 'api');
    connections.allowTo(Peer.kubeApiServer(), [Port.tcp(6443)]);
    connections.allowFrom(Peer.kubeApiServer(), [Port.tcp(9443), Port.tcpRange(10250, 10260)]);
    const [{ metadata, spec }] = ciliumPolicies(chart);
    expect(metadata.name).toEqual('api-entities');
    expect(spec).toEqual({
      endpointSelector: { matchLabels: { 'app.kubernetes.io/name': 'api' } },
      ingress: [
        {
          fromEntities: ['kube-apiserver'],
          toPorts: [
            {
              ports: [
                { port: '9443', protocol: 'TCP' },
                { port: '10250', endPort: 10260, protocol: 'TCP' },
              ],
            },
          ],
        },
      ],
      egress: [{ toEntities: ['kube-apiserver'], toPorts: [{ ports: [{ port: '6443', protocol: 'TCP' }] }] }],
    });
    expect(opened(chart, 'egress')).toEqual([]);
    expect(synthErrors(chart)).toEqual([]);
  });
});

describe('nodes', () => {
  test('are the networks that the profile says', () => {
    const chart = shop({ nodeCidrs: ['10.1.0.0/20', '10.1.16.0/20'] });
    service(chart, 'api').connections.allowFrom(Peer.nodes(), [Port.tcp(8080)]);
    expect(opened(chart, 'ingress')).toEqual(['10.1.0.0/20 on 8080/TCP', '10.1.16.0/20 on 8080/TCP']);
  });

  test.each([Cni.CILIUM, Cni.AZURE_CNI_CILIUM])('are entities of Cilium: %s', (cni) => {
    const chart = shop({ cni, nodeCidrs: ['10.1.0.0/20'] });
    service(chart, 'api').connections.allowFrom(Peer.nodes(), [Port.all()]);
    expect(ciliumPolicies(chart)[0].spec.ingress).toEqual([{ fromEntities: ['host', 'remote-node'] }]);
    expect(opened(chart, 'ingress')).toEqual([]);
    expect(synthErrors(chart)).toEqual([]);
  });

  test('are refused where nobody knows their networks', () => {
    expect(() => service(shop({}), 'api').connections.allowFrom(Peer.nodes(), [Port.tcp(8080)])).toThrow(
      'Peer.nodes: nodeCidrs of the cluster profile: got nothing; allowed: the networks that the nodes have their ' +
        "addresses from. Fix: new ClusterProfile({ nodeCidrs: ['10.0.0.0/20'] }).applyTo(app)",
    );
  });
});

test('a policy of Cilium takes ports by number alone', () => {
  const { connections } = service(shop({ cni: Cni.CILIUM }), 'api');
  expect(() => connections.allowFrom(Peer.nodes(), [Port.named('http')])).toThrow(
    'shop/api: port: got http/TCP; allowed: ports by number, or Port.all(), where a policy of Cilium opens them. Fix: ' +
      'write for example Port.tcp(8080) or Port.tcpRange(1, 65535)',
  );
});

describe('what clouds answer at addresses of their own', () => {
  const { IPV4, IPV6 } = IpFamily;
  test.each<[string, Peer, ClusterProfileProps, string[]]>([
    ['metadata', Peer.cloudMetadata(), {}, ['169.254.169.254/32 on 80/TCP']],
    [
      'metadata of AWS with both families',
      Peer.cloudMetadata(),
      { platform: Platform.EKS, ipFamilies: [IPV4, IPV6] },
      ['169.254.169.254/32 on 80/TCP', 'fd00:ec2::254/128 on 80/TCP'],
    ],
    ['EKS Pod Identity', Peer.cloudIdentity(), { platform: Platform.EKS }, ['169.254.170.23/32 on 80/TCP']],
    [
      'EKS Pod Identity with IPv6',
      Peer.cloudIdentity(),
      { platform: Platform.EKS, ipFamilies: [IPV6] },
      ['fd00:ec2::23/128 on 80/TCP'],
    ],
    [
      'Workload Identity of GKE',
      Peer.cloudIdentity(),
      { platform: Platform.GKE, dns: Dns.coreDns() },
      [
        '169.254.169.252/32 on 80/TCP 987/TCP 988/TCP 8080/TCP',
        '169.254.169.254/32 on 80/TCP 987/TCP 988/TCP 8080/TCP',
      ],
    ],
  ])('%s', (_what, peer, profile, expected) => {
    const chart = shop(profile);
    service(chart, 'api').connections.allowTo(peer);
    expect(opened(chart, 'egress').filter((text) => !text.includes('53/'))).toEqual(expected);
  });

  test('AKS has no agent, and the fix says where its roles come from', () => {
    const { connections } = service(shop({ platform: Platform.AKS }), 'api');
    expect(() => connections.allowTo(Peer.cloudIdentity())).toThrow(
      'Peer.cloudIdentity: platform of the cluster profile: got AKS; allowed: Platform.EKS, EKS_AUTO_MODE, GKE or ' +
        'GKE_AUTOPILOT, which have an agent on each node. Fix: connect to an ExternalAlias with the hostname ' +
        "'login.microsoftonline.com' and port 443",
    );
  });
});

describe('several peers as one', () => {
  test('are each opened in their own way', () => {
    const chart = shop({ cni: Cni.CILIUM });
    const peer = Peer.anyOf(Peer.cidr('192.0.2.0/24'), Peer.namespace('ops'), Peer.kubeApiServer());
    expect(peer.toString()).toEqual('cidr 192.0.2.0/24 or namespace ops or the API server');
    service(chart, 'api').connections.allowFrom(peer, [Port.tcp(8080)]);
    const [{ from }] = policy(chart, 'api').ingress;
    expect(from).toEqual([
      { ipBlock: { cidr: '192.0.2.0/24' } },
      { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ops' } } },
    ]);
    expect(ciliumPolicies(chart)[0].spec.ingress[0].fromEntities).toEqual(['kube-apiserver']);
    expect(synthErrors(chart)).toEqual([]);
  });

  test('none would be everybody', () => {
    expect(() => Peer.anyOf()).toThrow(
      'Peer.anyOf: peers: got []; allowed: at least one; none would be everybody. Fix: name the peers, or use ' +
        'Peer.anywhere() to say so in words',
    );
  });
});

describe('what an entity has open', () => {
  test('must be declared', () => {
    const chart = shop({ cni: Cni.CILIUM });
    service(chart, 'api').connections.allowFrom(Peer.kubeApiServer(), [Port.tcp(8080)]);
    const [object] = chart.node.findAll().filter(({ node }) => node.id === 'EntityPolicy');
    (object as ApiObject).addJsonPatch(JsonPatch.replace('/spec/ingress/0/fromEntities/0', 'host'));
    expect(synthErrors(chart).join('\n')).toMatch(/undeclared connections to shop\/\S+: got entity:host on 8080\/TCP/);
    expect(synthErrors(chart).join('\n')).toMatch(
      /declared connection to shop\/\S+ from entity:kube-apiserver on 8080\/TCP: got closed/,
    );
  });
});

/** Addresses that are not of the public internet, one of each entry of IANA's registries and of the clouds. */
const NOT_PUBLIC = [
  ['0.0.0.0', '0.1.2.3', '10.1.2.3', '100.64.0.1', '100.100.100.200', '127.0.0.1', '168.63.129.16', '169.254.169.254'],
  ['172.31.255.255', '192.0.0.8', '192.0.0.170', '192.0.2.1', '192.88.99.1', '192.168.1.1', '198.18.0.1', '198.19.1.1'],
  ['198.51.100.9', '203.0.113.9', '224.0.0.1', '239.1.1.1', '240.0.0.1', '255.255.255.255'],
  ['::', '::1', '::ffff:8.8.8.8', '64:ff9b::8.8.8.8', '64:ff9b:1::1', '100::1', '100:0:0:1::1', '2001::1', '2001:2::1'],
  ['2001:10::1', '2001:db8::1', '2002:808:808::1', '3fff::1', '5f00::1', 'fc00::1', 'fd00:ec2::254', 'fd20:ce::254'],
  ['fe80::1', 'ff02::1'],
].flat();
const PUBLIC = [
  ['1.1.1.1', '8.8.8.8', '100.63.255.255', '100.128.0.0', '172.15.0.1', '172.32.0.1', '192.0.1.1', '192.167.255.255'],
  ['198.17.255.255', '198.20.0.0', '223.255.255.255', '2001:200::1', '2606:4700::1111', '2a00:1450::1', '3ffe::1'],
].flat();

test('the internet has no address that IANA does not call globally reachable, that embeds IPv4, or that is of clouds', () => {
  const chart = shop({});
  service(chart, 'api').connections.allowTo(Peer.internet(), [Port.HTTPS]);
  const { to }: Manifest = policy(chart, 'api').egress[1];
  const rendered = AddressSet.unionAll(
    to.map(({ ipBlock: { cidr, except } }: Manifest) => AddressSet.block(cidr, except)),
  );
  const has = (address: string): boolean =>
    !rendered.intersect(AddressSet.block(`${parse(address).toNormalizedString()}/${address.includes(':') ? 128 : 32}`))
      .isEmpty;
  expect(NOT_PUBLIC.filter(has)).toEqual([]);
  expect(PUBLIC.filter((address) => !has(address))).toEqual([]);
  // The analyser has a list of its own.
  const asked = GLOBAL_IPV4.union(GLOBAL_IPV6);
  expect([asked.subtract(rendered).isEmpty, rendered.subtract(asked).isEmpty]).toEqual([true, true]);
});
