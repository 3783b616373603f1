import { App, Chart } from 'cdk8s';
import { ClusterProfile, ExternalAlias, ExternalReach, LinkerdOptions, Mesh, Peer, Port, Worker } from '../../../src';
import { Manifest, render, testApp } from '../../manifests';
import { crdProblems } from '../../schemas/crd-problems';
import { linkerdProblems } from '../../schemas/linkerd';

const KINDS = ['EgressNetwork', 'TLSRoute', 'HTTPRoute', 'TCPRoute'];

function chartOf(app: App, id: string, options: LinkerdOptions = { egressNetworks: true }, namespace = 'shop'): Chart {
  const chart = new Chart(app, id, { namespace });
  new ClusterProfile({ mesh: Mesh.linkerd(options) }).applyTo(chart);
  return chart;
}

function worker(chart: Chart, id: string): Worker {
  return new Worker(chart, id, { image: 'ghcr.io/acme/worker:1.0.0' });
}

function objects(chart: Chart): Manifest[] {
  return render(chart).filter(({ kind }: Manifest) => KINDS.includes(kind));
}

function specs(chart: Chart): { readonly [name: string]: Manifest } {
  return Object.fromEntries(objects(chart).map(({ kind, metadata, spec }) => [`${kind}/${metadata.name}`, spec]));
}

function declared(port?: number): object {
  const network = { group: 'policy.linkerd.io', kind: 'EgressNetwork', name: 'declared-egress' };
  return port === undefined ? network : { ...network, port };
}

describe('what goes out of the cluster', () => {
  test('is left to network policies, unless the profile says more: an EgressNetwork is for pods of others, too', () => {
    const chart = chartOf(testApp(), 'shop', {});
    worker(chart, 'web').connectTo(new ExternalAlias(chart, 'payments', { hostname: 'api.stripe.com', port: 443 }));
    expect(objects(chart)).toEqual([]);
  });

  test('is closed while nothing is declared', () => {
    const chart = chartOf(testApp(), 'shop');
    worker(chart, 'web');
    expect(specs(chart)).toEqual({ 'EgressNetwork/declared-egress': { trafficPolicy: 'Deny' } });
  });

  test('is open to declared hosts, by what can be read of them', () => {
    const chart = chartOf(testApp(), 'shop');
    const web = worker(chart, 'web');
    const files = {
      hostname: 'sts.amazonaws.com',
      names: ['*.s3.amazonaws.com'],
      port: 443,
      reach: ExternalReach.PUBLIC,
    };
    web.connectTo(new ExternalAlias(chart, 'files', files));
    web.connectTo(new ExternalAlias(chart, 'feeds', { hostname: 'feeds.example.com', port: 80 }));
    web.connectTo(
      new ExternalAlias(chart, 'ledger', { hostname: 'ledger.example.com', port: 5432, reach: ExternalReach.PUBLIC }),
    );
    expect(specs(chart)).toEqual({
      'EgressNetwork/declared-egress': { trafficPolicy: 'Deny' },
      'HTTPRoute/egress-feeds-80': {
        parentRefs: [declared(80)],
        hostnames: ['feeds.example.com'],
        rules: [{ matches: [{ path: { type: 'PathPrefix', value: '/' } }] }],
      },
      'TCPRoute/egress-ledger-5432': { parentRefs: [declared(5432)], rules: [{ backendRefs: [declared()] }] },
      'TLSRoute/egress-files-443': {
        parentRefs: [declared(443)],
        hostnames: ['*.s3.amazonaws.com', 'sts.amazonaws.com'],
        rules: [{ backendRefs: [declared()] }],
      },
    });
    const all = objects(chart);
    expect([...all.flatMap(linkerdProblems), ...crdProblems(all)]).toEqual([]);
  });

  test('is open to declared networks, which are narrower than what is closed', () => {
    const chart = chartOf(testApp(), 'shop');
    const web = worker(chart, 'web');
    web.connectTo(new ExternalAlias(chart, 'ledger', { addresses: ['203.0.113.9'], port: 5432 }));
    web.connections.allowTo(Peer.cidr('198.51.100.0/24'), [Port.HTTPS]);
    expect(specs(chart)).toEqual({
      'EgressNetwork/declared-egress': { trafficPolicy: 'Deny' },
      'EgressNetwork/declared-networks': {
        trafficPolicy: 'Allow',
        networks: [{ cidr: '198.51.100.0/24' }, { cidr: '203.0.113.9/32' }],
      },
    });
    expect(objects(chart).flatMap(linkerdProblems)).toEqual([]);
  });

  test('is open where a workload of the namespace may connect to the whole internet', () => {
    const chart = chartOf(testApp(), 'shop');
    worker(chart, 'crawler').connections.allowTo(Peer.internet(), [Port.HTTPS]);
    expect(specs(chart)['EgressNetwork/declared-egress']).toEqual({ trafficPolicy: 'Allow' });
  });

  test('has one object for all workloads and charts of a namespace', () => {
    const app = testApp();
    const [first, second] = ['first', 'second'].map((id) => chartOf(app, id));
    const payments = new ExternalAlias(first, 'payments', { hostname: 'api.stripe.com', port: 443 });
    worker(first, 'web').connectTo(payments);
    worker(second, 'api').connectTo(payments);
    expect(Object.keys(specs(first))).toEqual(['EgressNetwork/declared-egress', 'TLSRoute/egress-payments-443']);
    expect(objects(second)).toEqual([]);
  });

  test('has objects of its own in each namespace of clients', () => {
    const app = testApp();
    const shop = chartOf(app, 'shop');
    const front = chartOf(app, 'front', { egressNetworks: true }, 'front');
    const payments = new ExternalAlias(shop, 'payments', { hostname: 'api.stripe.com', port: 443 });
    worker(front, 'web').connectTo(payments);
    expect(Object.keys(specs(front))).toEqual(['EgressNetwork/declared-egress', 'TLSRoute/egress-payments.shop-443']);
    expect(objects(front).map(({ metadata }) => metadata.namespace)).toEqual(['front', 'front']);
  });

  test('is sorted, whatever the order of the calls was', () => {
    const rendered = [
      ['a.example.com', 'b.example.com', 'c.example.com'],
      ['c.example.com', 'a.example.com', 'b.example.com'],
    ].map((order) => {
      const chart = chartOf(testApp(), 'shop');
      const aliases = ['a.example.com', 'b.example.com', 'c.example.com'].map(
        (hostname) => new ExternalAlias(chart, `alias-${hostname[0]}`, { hostname, port: 443 }),
      );
      const web = worker(chart, 'web');
      for (const host of order) web.connectTo(aliases.find(({ hostname }) => hostname === host)!);
      return objects(chart);
    });
    expect(rendered[0]).toEqual(rendered[1]);
    expect(rendered[0].map(({ metadata }) => metadata.name)).toEqual([
      'declared-egress',
      'egress-alias-a-443',
      'egress-alias-b-443',
      'egress-alias-c-443',
    ]);
  });

  test('is refused below Linkerd 2.17', () => {
    const chart = chartOf(testApp(), 'shop', { egressNetworks: true, version: '2.16' });
    expect(() => worker(chart, 'web')).toThrow(
      'shop/web: egressNetworks of the mesh: got Linkerd 2.16; allowed: Linkerd 2.17 or newer, whose objects these are',
    );
  });
});
