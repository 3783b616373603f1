import { App } from 'cdk8s';
import { chartOf, worker } from './policies';
import { ClusterProfileProps, Cni, Dns, ExternalAlias, Peer, Port } from '../../src';
import { Manifest, testApp } from '../manifests';
import { manifestsOf } from '../promises/synth';

/** A worker that calls a hostname, which Cilium opens by what its DNS proxy sees. */
function mailerWith(profile: ClusterProfileProps): App {
  const app = testApp();
  const chart = chartOf(app, 'shop', { cni: Cni.CILIUM, ...profile });
  worker(chart, 'mailer').connectTo(new ExternalAlias(chart, 'stripe', { hostname: 'api.stripe.com', port: 443 }));
  return app;
}

const UNBOUND = Peer.pods({ namespace: 'dns', labels: { app: 'unbound' } });

test.each([
  ['CoreDNS', Dns.coreDns()],
  ['a cache on the node, with pods of its own', Dns.nodeLocal()],
  ['DNS of OpenShift', Dns.openshift()],
  ['Cloud DNS, behind the pods of a cache', Dns.gkeCloudDns()],
  ['all that GKE may have', Dns.gke()],
  ['addresses beside pods', Dns.aks()],
  ['several on their own ports', Dns.anyOf(Dns.openshift(), Dns.coreDns(), Dns.nodeLocal())],
  ['other DNS pods', Dns.custom({ peers: [UNBOUND], ports: [Port.udp(1053), Port.tcp(1053)] })],
])('what Cilium opens to learn names is declared with them: %s', (_, dns) => {
  expect(() => mailerWith({ dns }).synthYaml()).not.toThrow();
});

test('servers that listen on other ports have a rule of their own, so that no port is opened to the others', () => {
  const app = mailerWith({ dns: Dns.anyOf(Dns.openshift(), Dns.coreDns(), Dns.nodeLocal()) });
  const [policy] = manifestsOf(app).filter(({ kind }) => kind === 'CiliumNetworkPolicy');
  const opened = policy.spec.egress.map(({ toEndpoints = [], toPorts }: Manifest) => [
    toEndpoints.flatMap(({ matchLabels }: Manifest) => Object.values<string>(matchLabels)).sort(),
    toPorts[0].ports.map(({ port }: Manifest) => port),
  ]);
  expect(opened).toEqual([
    [
      ['default', 'openshift-dns'],
      ['5353', '5353'],
    ],
    [
      ['kube-dns', 'kube-system', 'kube-system', 'node-local-dns'],
      ['53', '53'],
    ],
    [[], ['443']],
  ]);
});

test('DNS at addresses alone is refused, because the DNS proxy of Cilium selects pods', () => {
  expect(() => mailerWith({ dns: Dns.custom({ peers: [Peer.cidr('10.0.0.2/32')] }) })).toThrow(
    'DNS of the cluster profile: got Dns.custom(…); allowed: DNS pods that Cilium can select',
  );
});

test.each([
  ['by name', Port.named('dns'), 'dns/TCP'],
  ['in a range', Port.tcpRange(53, 54), '53-54/TCP'],
  ['of a whole protocol', Port.allUdp(), 'all/UDP'],
  ['of every protocol', Port.all(), 'all'],
  ['of SCTP', Port.sctp(53), '53/SCTP'],
])('a DNS port %s is refused, because the DNS proxy of Cilium cannot listen to it', (_, port, text) => {
  expect(() => mailerWith({ dns: Dns.custom({ peers: [UNBOUND], ports: [Port.udp(53), port] }) })).toThrow(
    `DNS of the cluster profile: got Dns.custom(…) with port ${text}; allowed: single TCP and UDP ports by number`,
  );
});
