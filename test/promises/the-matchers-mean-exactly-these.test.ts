import '../../src/jest';
import { Chart } from 'cdk8s';
import { IMAGE, shopIn } from './synth';
import {
  ClusterProfile,
  Cni,
  Exposure,
  ExternalAlias,
  InternalService,
  NetworkPolicyMode,
  NetworkReport,
  Peer,
  Port,
  PublicWebApp,
  Worker,
} from '../../src';
import { testApp } from '../manifests';

function worker(): { chart: Chart; own: Worker; api: InternalService } {
  const chart = new Chart(testApp(), 'shop', { namespace: 'shop' });
  return {
    chart,
    own: new Worker(chart, 'worker', { image: IMAGE }),
    api: new InternalService(chart, 'api', {
      image: IMAGE,
      ports: [
        { name: 'http', port: 80, targetPort: 8080 },
        { name: 'grpc', port: 9000 },
      ],
    }),
  };
}

describe('toOnlyReach and toOnlyBeReachedBy', () => {
  test('hold for exactly these, neither for fewer nor for more', () => {
    const { web, api, db } = shopIn(testApp());
    expect(api).toOnlyReach([db]);
    expect(api).not.toOnlyReach([]);
    expect(api).not.toOnlyReach([db, web]);
    expect(db).toOnlyBeReachedBy([api]);
    expect(db).not.toOnlyBeReachedBy([]);
    expect(db).not.toOnlyBeReachedBy([api, web]);
    expect(db).toOnlyReach([]);
  });

  test('forgive asking the DNS of the profile for names, and no other use of port 53', () => {
    const { own } = worker();
    expect(own).toOnlyReach([]);
    own.connections.allowTo(Peer.anywhere(), [Port.DNS_UDP, Port.DNS_TCP]);
    expect(own).not.toOnlyReach([]);
    const { own: other } = worker();
    other.connections.allowTo(Peer.namespace('kube-system'), [Port.DNS_UDP]);
    expect(other).not.toOnlyReach([]);
  });

  test('forgive no other port of the DNS pods', () => {
    const { own } = worker();
    own.connections.allowTo(Peer.pods({ namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } }), [
      Port.tcp(9153),
    ]);
    expect(own).not.toOnlyReach([]);
  });

  test('with ports mean these ports of the pods, and no other', () => {
    const { own, api } = worker();
    own.connectTo(api);
    const both = [Port.tcp(8080), Port.tcp(9000)];
    expect(own).toOnlyReach([{ end: api, ports: both }]);
    expect(api).toOnlyBeReachedBy([{ end: own, ports: both }]);
    for (const ports of [
      [Port.tcp(8080)],
      [...both, Port.tcp(80)],
      [Port.tcp(80), Port.tcp(9000)],
      [Port.udp(8080), Port.udp(9000)],
    ]) {
      expect(own).not.toOnlyReach([{ end: api, ports }]);
      expect(api).not.toOnlyBeReachedBy([{ end: own, ports }]);
    }
  });

  test('count addresses and pods that are not there', () => {
    const { own } = worker();
    own.connections.allowTo(Peer.cidr('10.0.0.0/8'), [Port.HTTPS]);
    own.connections.allowFrom(Peer.namespace('tools'), [Port.HTTP]);
    expect(own).not.toOnlyReach([]);
    expect(own).toOnlyReach(['ip:10.0.0.0/8']);
    expect(own).not.toOnlyReach(['ip:10.0.0.0/9']);
    expect(own).toOnlyBeReachedBy(['pods:kubernetes.io/metadata.name=tools/*']);
    expect(own).not.toOnlyBeReachedBy([]);
  });
});

test('what a plugin opens by name is not taken for closed', () => {
  const app = testApp();
  new ClusterProfile({ cni: Cni.CILIUM }).applyTo(app);
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const own = new Worker(chart, 'worker', { image: IMAGE });
  expect(own).toOnlyReach([]);
  own.connectTo(new ExternalAlias(chart, 'stripe', { hostname: 'api.stripe.com', port: 443 }));
  expect(own).not.toOnlyReach([]);
  expect(NetworkReport.of(app).explain(own, 'internet', Port.HTTPS).verdict).toBe('undefined');
  expect(NetworkReport.of(app).explain(own, 'internet', Port.HTTP).verdict).toBe('deny');
});

describe('toReach', () => {
  test('is about the port of the pods, not the Service’s, and about both sides', () => {
    const { own, api, chart } = worker();
    own.connectTo(api);
    expect(own).toReach(api, Port.tcp(8080));
    expect(own).not.toReach(api, Port.tcp(80));
    expect(own).not.toReach(api, Port.udp(8080));
    expect(api).not.toReach(own, Port.tcp(8080));
    const open = new Worker(chart, 'open', { image: IMAGE, networkPolicy: NetworkPolicyMode.NONE });
    expect(open).not.toReach(api, Port.tcp(8080));
  });

  test('does not take for reached what is undefined', () => {
    const { own } = worker();
    own.connections.allowTo(Peer.cidr('10.0.0.0/8'), [Port.HTTPS]);
    expect(own).toReach('ip:10.1.2.3', Port.HTTPS);
    expect(own).not.toReach('internet', Port.HTTPS);
  });
});

test('toBeReachableFromInternet needs a way in and policies that let it in', () => {
  const { web, api, db, chart } = shopIn(testApp());
  expect(web).toBeReachableFromInternet();
  expect(api).not.toBeReachableFromInternet();
  expect(db).not.toBeReachableFromInternet();
  const open = new Worker(chart, 'open', { image: IMAGE, networkPolicy: NetworkPolicyMode.NONE });
  expect(open).not.toBeReachableFromInternet();
  const site = new PublicWebApp(chart, 'site', { image: IMAGE, port: 80, exposure: Exposure.ingress({ host: 'a.b' }) });
  expect(site).toBeReachableFromInternet();
});

test('a construct must have exactly one workload: of none or several, nobody knows which is meant', () => {
  const { own, chart } = worker();
  expect(() => expect(chart).toOnlyReach([])).toThrow(
    /^shop: got a construct with 2 workloads; allowed: exactly one\. Fix: /,
  );
  expect(() => expect(own).toReach(new Chart(chart.node.root, 'empty'), Port.HTTP)).toThrow(
    /^empty: got a construct with 0 workloads; allowed: exactly one\. Fix: /,
  );
});
