import { App } from 'cdk8s';
import { chartOf, worker } from './policies';
import { ClusterProfileProps, Cni, Dns, ExternalAlias, Peer, Port } from '../../src';
import { testApp } from '../manifests';

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
  ['other DNS pods', Dns.custom({ peers: [UNBOUND], ports: [Port.udp(1053), Port.tcp(1053)] })],
])('what Cilium opens to learn names is declared with them: %s', (_, dns) => {
  expect(() => mailerWith({ dns }).synthYaml()).not.toThrow();
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
