import { chartOf, podsOf, policy, tcp, worker } from './policies';
import { DefaultDenyPolicy, Dns, Peer, Port } from '../../src';
import { Manifest, testApp } from '../manifests';

const COREDNS = podsOf({ 'k8s-app': 'kube-dns' }, 'kube-system');
const udp = (port: number): Manifest => ({ port, protocol: 'UDP' });

/** All that a workload and a default deny may do under this profile. */
function egress(dns?: Dns): Manifest[] {
  const chart = chartOf(testApp(), 'shop', { dns });
  worker(chart, 'mailer');
  new DefaultDenyPolicy(chart, 'deny');
  return [policy(chart, 'mailer').egress, policy(chart, 'deny').egress];
}

test.each<[string, Dns | undefined, Manifest]>([
  ['CoreDNS by default', undefined, [{ to: [COREDNS], ports: [tcp(53), udp(53)] }]],
  ['CoreDNS', Dns.coreDns(), [{ to: [COREDNS], ports: [tcp(53), udp(53)] }]],
  [
    'the node-local cache, and CoreDNS behind it',
    Dns.nodeLocal(),
    [{ to: [{ ipBlock: { cidr: '169.254.20.10/32' } }, COREDNS], ports: [tcp(53), udp(53)] }],
  ],
  [
    'the node-local cache at another address',
    Dns.nodeLocal('fd00::A'),
    [{ to: [{ ipBlock: { cidr: 'fd00::a/128' } }, COREDNS], ports: [tcp(53), udp(53)] }],
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
