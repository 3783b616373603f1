import { ClusterProfile, Dns, InternalService, Peer, Port, Worker } from '../../src';
import '../../src/jest';
import { shopChart } from '../manifests';

/*
 * `toOnlyReach` forgives that a workload asks the cluster's DNS for names. That is those servers on those ports: port 53 of
 * others is as good a way out as any, and so is any other port of the servers.
 */

const image = 'ghcr.io/acme/app:1.0.0';

function shop(dns?: Dns) {
  const chart = shopChart();
  if (dns !== undefined) new ClusterProfile({ dns }).applyTo(chart);
  const worker = new Worker(chart, 'worker', { image });
  const api = new InternalService(chart, 'api', { image, port: 53, targetPort: 53 });
  return { worker, api };
}

const COREDNS = Peer.pods({ namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } });
const DNS_PORTS = [Port.DNS_UDP, Port.DNS_TCP];

test('names may be asked for', () => {
  expect(shop().worker).toOnlyReach([]);
  expect(shop(Dns.nodeLocal()).worker).toOnlyReach([]);
  expect(shop(Dns.gkeCloudDns()).worker).toOnlyReach([]);
});

test('each of several servers may be asked on its own ports, and on none of the others', () => {
  const dns = Dns.anyOf(Dns.openshift(), Dns.coreDns());
  expect(shop(dns).worker).toOnlyReach([]);
  const { worker } = shop(dns);
  worker.connections.allowTo(COREDNS, [Port.udp(5353)]);
  expect(worker).not.toOnlyReach([]);
});

test.each([
  ['pods of another namespace', Peer.namespace('tools'), DNS_PORTS],
  ['other pods of the namespace of DNS', Peer.pods({ namespace: 'kube-system', labels: { app: 'x' } }), DNS_PORTS],
  ['all pods of the namespace of DNS', Peer.namespace('kube-system'), DNS_PORTS],
  ['pods of those labels elsewhere', Peer.pods({ namespace: 'tools', labels: { 'k8s-app': 'kube-dns' } }), DNS_PORTS],
  ['an address', Peer.cidr('10.96.0.10/32'), DNS_PORTS],
  ['the internet', Peer.internet(), [Port.DNS_UDP]],
  ['everybody', Peer.anywhere(), [Port.DNS_TCP]],
  ['the servers on the port before', COREDNS, [Port.tcp(52)]],
  ['the servers on the port behind', COREDNS, [Port.udp(54)]],
  ['the servers on 53 of another protocol', COREDNS, [Port.sctp(53)]],
  ['the servers on all ports', COREDNS, [Port.all()]],
  ['the servers on ports around 53', COREDNS, [Port.tcpRange(52, 54)]],
])('%s are not', (_, peer, ports) => {
  const { worker } = shop();
  worker.connections.allowTo(peer, ports);
  expect(worker).not.toOnlyReach([]);
});

test('a workload of the app on port 53 is not', () => {
  const { worker, api } = shop();
  worker.connectTo(api);
  expect(worker).not.toOnlyReach([]);
  expect(worker).toOnlyReach([api]);
});

test('the servers of another profile are not', () => {
  const { worker } = shop(Dns.custom({ peers: [Peer.cidr('10.0.0.10/32')] }));
  expect(worker).toOnlyReach([]);
  worker.connections.allowTo(Peer.cidr('10.0.0.11/32'), DNS_PORTS);
  expect(worker).not.toOnlyReach([]);
});

test('who asks a workload for names is one that reaches it: its own lookups are not those of others', () => {
  const { api } = shop();
  api.connections.allowFrom(COREDNS, DNS_PORTS);
  expect(api).not.toOnlyBeReachedBy([]);
});
