import { chartOf, podsOf, policy, tcp, worker } from './policies';
import { ClusterProfile, ClusterProfileProps, Cni, DefaultDenyPolicy, Dns, Peer, Platform, Port } from '../../src';
import { Manifest, shopChart, testApp } from '../manifests';

const COREDNS = podsOf({ 'k8s-app': 'kube-dns' }, 'kube-system');
const NODE_LOCAL = podsOf({ 'k8s-app': 'node-local-dns' }, 'kube-system');
const block = (address: string): Manifest => ({ ipBlock: { cidr: `${address}/32` } });
const udp = (port: number): Manifest => ({ port, protocol: 'UDP' });

/** All that a workload and a default deny may do under this profile. */
function egress(dns?: Dns, profile: ClusterProfileProps = {}): Manifest[] {
  const chart = chartOf(testApp(), 'shop', { dns, ...profile });
  worker(chart, 'mailer');
  new DefaultDenyPolicy(chart, 'deny');
  return [policy(chart, 'mailer').egress, policy(chart, 'deny').egress];
}

test.each<[string, Dns | undefined, Manifest]>([
  ['CoreDNS by default', undefined, [{ to: [COREDNS], ports: [tcp(53), udp(53)] }]],
  ['CoreDNS', Dns.coreDns(), [{ to: [COREDNS], ports: [tcp(53), udp(53)] }]],
  [
    'the node-local cache, its pods where they are what is asked, and CoreDNS behind it',
    Dns.nodeLocal(),
    [{ to: [block('169.254.20.10'), COREDNS, NODE_LOCAL], ports: [tcp(53), udp(53)] }],
  ],
  [
    'the node-local cache at another address',
    Dns.nodeLocal('fd00::A'),
    [{ to: [{ ipBlock: { cidr: 'fd00::a/128' } }, COREDNS, NODE_LOCAL], ports: [tcp(53), udp(53)] }],
  ],
  [
    'the node-local cache at the address of the cluster, too',
    Dns.nodeLocal('169.254.25.10', { clusterIp: '10.96.0.10' }),
    [{ to: [block('10.96.0.10'), block('169.254.25.10'), COREDNS, NODE_LOCAL], ports: [tcp(53), udp(53)] }],
  ],
  [
    'all that GKE may have',
    Dns.gke(),
    [{ to: [block('169.254.169.254'), block('169.254.20.10'), COREDNS, NODE_LOCAL], ports: [tcp(53), udp(53)] }],
  ],
  [
    'Cloud DNS of GKE, and the cache before it',
    Dns.gkeCloudDns(),
    [{ to: [block('169.254.169.254'), block('169.254.20.10'), NODE_LOCAL], ports: [tcp(53), udp(53)] }],
  ],
  [
    'DNS on the nodes of EKS Auto Mode, at both usual addresses',
    Dns.eksAutoMode(),
    [{ to: [block('10.100.0.10'), block('172.20.0.10'), COREDNS], ports: [tcp(53), udp(53)] }],
  ],
  [
    'DNS on the nodes of EKS Auto Mode, at the address that is named',
    Dns.eksAutoMode('10.96.0.10'),
    [{ to: [block('10.96.0.10'), COREDNS], ports: [tcp(53), udp(53)] }],
  ],
  [
    'CoreDNS of AKS, and both addresses of LocalDNS',
    Dns.aks(),
    [{ to: [block('169.254.10.10'), block('169.254.10.11'), COREDNS], ports: [tcp(53), udp(53)] }],
  ],
  [
    'several, each on its own ports',
    Dns.anyOf(
      Dns.openshift(),
      Dns.custom({ peers: [Peer.cidr('10.0.0.2/32')], ports: [Port.udp(1053)] }),
      Dns.coreDns(),
    ),
    [
      { to: [COREDNS], ports: [tcp(53), udp(53)] },
      { to: [block('10.0.0.2')], ports: [udp(1053)] },
      {
        to: [podsOf({ 'dns.operator.openshift.io/daemonset-dns': 'default' }, 'openshift-dns')],
        ports: [tcp(5353), udp(5353)],
      },
    ],
  ],
  [
    "OpenShift's pods, on 5353",
    Dns.openshift(),
    [
      {
        to: [podsOf({ 'dns.operator.openshift.io/daemonset-dns': 'default' }, 'openshift-dns')],
        ports: [tcp(5353), udp(5353)],
      },
    ],
  ],
  [
    'any other servers',
    Dns.custom({ peers: [Peer.cidr('169.254.169.254/32')] }),
    [{ to: [{ ipBlock: { cidr: '169.254.169.254/32' } }], ports: [tcp(53), udp(53)] }],
  ],
  [
    'any other servers on other ports',
    Dns.custom({ peers: [Peer.namespace('dns'), Peer.cidr('10.0.0.10/32')], ports: [Port.udp(1053)] }),
    [
      {
        to: [
          { ipBlock: { cidr: '10.0.0.10/32' } },
          { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'dns' } } },
        ],
        ports: [udp(1053)],
      },
    ],
  ],
])('every isolated pod may ask %s', (_, dns, expected) => {
  expect(egress(dns)).toEqual([expected, expected]);
});

test('a profile keeps its servers, whatever happens to the lists that they were given in', () => {
  const peers = [Peer.cidr('10.0.0.10/32')];
  const ports = [Port.udp(53)];
  const dns = Dns.custom({ peers, ports });
  peers.push(Peer.anywhere());
  ports.push(Port.all());
  const expected = [{ to: [{ ipBlock: { cidr: '10.0.0.10/32' } }], ports: [udp(53)] }];
  expect(egress(dns)).toEqual([expected, expected]);
});

test.each<[string, Dns, Manifest[]]>([
  ['that a node-local cache answers itself', Dns.nodeLocal(), [block('169.254.20.10'), COREDNS, NODE_LOCAL]],
  ['of GKE', Dns.gke(), [block('169.254.169.254'), block('169.254.20.10'), COREDNS, NODE_LOCAL]],
  ['of EKS Auto Mode', Dns.eksAutoMode(), [COREDNS]],
])('the tenth address of the networks of Services is the one %s', (_, dns, others) => {
  const expected = [{ to: [block('10.43.0.10'), ...others], ports: [tcp(53), udp(53)] }];
  expect(egress(dns, { serviceCidrs: ['10.43.0.0/16'] })).toEqual([expected, expected]);
});

test('what is said of the address of DNS counts before the networks of Services', () => {
  const expected = [{ to: [block('10.96.0.53'), COREDNS], ports: [tcp(53), udp(53)] }];
  expect(egress(Dns.eksAutoMode('10.96.0.53'), { serviceCidrs: ['10.43.0.0/16'] })).toEqual([expected, expected]);
});

test('one platform among several DNS servers is that of the profile', () => {
  const { platform } = new ClusterProfile({ dns: Dns.anyOf(Dns.coreDns(), Dns.openshift()) });
  expect(platform).toEqual(Platform.OPENSHIFT);
});

test('none is no DNS at all', () => {
  expect(() => Dns.anyOf()).toThrow(
    'Dns.anyOf: dns: got []; allowed: at least one; without DNS no name resolves. Fix: name them, for example ' +
      'Dns.anyOf(Dns.coreDns(), Dns.nodeLocal())',
  );
});

test.each<[string, ClusterProfileProps, number]>([
  ['is said', { dns: Dns.nodeLocal() }, 1],
  ['is said of one among several', { dns: Dns.anyOf(Dns.coreDns(), Dns.nodeLocal()) }, 1],
  ['is known by the networks of Services', { dns: Dns.nodeLocal(), serviceCidrs: ['10.43.0.0/16'] }, 0],
  ['is known by itself', { dns: Dns.nodeLocal('169.254.20.10', { clusterIp: '10.96.0.10' }) }, 0],
  [
    'does not matter under Cilium, which redirects to the pods of the cache',
    { dns: Dns.nodeLocal(), cni: Cni.CILIUM },
    0,
  ],
])('that the address of the DNS behind a node-local cache is not known %s', (_, profile, times) => {
  const chart = shopChart();
  new ClusterProfile(profile).applyTo(chart);
  const said = chart.node.metadata.map(({ data }) => data as string);
  expect(said).toEqual(Array(times).fill(expect.stringContaining('Dns.nodeLocal(ip, { clusterIp })')));
});
