import { Chart, Size } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import {
  ClusterProfile,
  ClusterProfileProps,
  Cni,
  DatabaseEngine,
  Dns,
  ExternalAlias,
  ExternalAliasProps,
  HeadlessDatabase,
  Mesh,
  Peer,
  Port,
} from '../../../src';
import { Manifest, only, render, testApp } from '../../manifests';
import { crdProblems } from '../../schemas/crd-problems';
import { chartOf, service, worker } from '../policies';

const DNS_HOST = 'kube-system/kube-dns.kube-system.svc.cluster.local';

function shop(profile: ClusterProfileProps = {}): Chart {
  return chartOf(testApp(), 'shop', { mesh: Mesh.istio(), ...profile });
}

function alias(chart: Chart, id: string, props: Partial<ExternalAliasProps>): ExternalAlias {
  return new ExternalAlias(chart, id, { reach: undefined, ...props } as ExternalAliasProps);
}

function sidecar(chart: Chart, name = 'jobs'): Manifest {
  return only(chart, 'Sidecar', `${name}-egress`).spec;
}

function hosts(chart: Chart, name = 'jobs'): string[] {
  return sidecar(chart, name).egress[0].hosts;
}

function serviceEntries(chart: Chart): Manifest[] {
  return render(chart).filter(({ kind }: Manifest) => kind === 'ServiceEntry');
}

describe('Istio: the Sidecar of a workload', () => {
  test('knows DNS alone until something is declared, and nothing that nobody declares', () => {
    const chart = shop();
    worker(chart, 'jobs');
    expect(only(chart, 'Sidecar', 'jobs-egress')).toMatchObject({
      apiVersion: 'networking.istio.io/v1',
      metadata: { namespace: 'shop' },
      spec: {
        workloadSelector: { labels: { 'app.kubernetes.io/name': 'jobs' } },
        outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' },
        egress: [{ hosts: [DNS_HOST] }],
      },
    });
  });

  test('knows the servers that are declared, by the names of their Services', () => {
    const app = testApp();
    new ClusterProfile({ mesh: Mesh.istio(), domain: 'corp.example' }).applyTo(app);
    const chart = chartOf(app, 'shop');
    const jobs = worker(chart, 'jobs');
    jobs.connectTo(service(chart, 'api'));
    jobs.connectTo(service(chartOf(app, 'back'), 'stock'));
    service(chart, 'other');
    expect(hosts(chart)).toEqual([
      './api.shop.svc.corp.example',
      'back/stock.back.svc.corp.example',
      'kube-system/kube-dns.kube-system.svc.corp.example',
    ]);
  });

  test('knows them, too, where the connection is said without the Service', () => {
    const chart = shop();
    const api = service(chart, 'api');
    worker(chart, 'jobs').connections.allowTo(api);
    api.connections.allowFrom(worker(chart, 'others'), [Port.tcp(9000)]);
    expect(hosts(chart)).toEqual(['./api.shop.svc.cluster.local', DNS_HOST]);
    expect(hosts(chart, 'others')).toEqual(['./api.shop.svc.cluster.local', DNS_HOST]);
  });

  test('knows the namespace of pods that no Service of the app leads to', () => {
    const chart = shop();
    worker(chart, 'jobs').connections.allowTo(worker(chart, 'others'), [Port.tcp(9000)]);
    expect(hosts(chart)).toEqual(['./*', DNS_HOST]);
  });

  test('knows the members of a database by their own headless Service', () => {
    const chart = shop();
    const db = new HeadlessDatabase(chart, 'db', {
      engine: DatabaseEngine.postgres('16.4'),
      storage: Size.gibibytes(1),
      password: { secret: Secret.fromSecretName(chart, 'secret', 'db'), key: 'password' },
      memberPorts: [{ name: 'members', port: 7000 }],
    });
    worker(chart, 'jobs').connectTo(db);
    const [own, ofClient] = ['db', 'jobs'].map((name) => hosts(chart, name));
    expect(ofClient).toContain('./db.shop.svc.cluster.local');
    expect(own).toContain('./db.shop.svc.cluster.local');
  });

  test('knows whole namespaces of peers, and every one where all pods are meant', () => {
    const chart = shop();
    const jobs = worker(chart, 'jobs');
    jobs.connections.allowTo(Peer.namespace('monitoring'), [Port.OTLP_GRPC]);
    expect(hosts(chart)).toEqual([DNS_HOST, 'monitoring/*'].sort());
    jobs.connections.allowTo(Peer.allPods(), [Port.OTLP_GRPC]);
    expect(hosts(chart)).toEqual(['*/*']);
    expect(sidecar(chart).outboundTrafficPolicy).toEqual({ mode: 'REGISTRY_ONLY' });
  });

  test.each([
    ['the internet', Peer.internet()],
    ['everybody', Peer.anywhere()],
  ])('lets what it does not know pass where %s is open, and then alone', (_, peer) => {
    const chart = shop();
    worker(chart, 'jobs').connections.allowTo(peer, [Port.HTTPS]);
    expect(sidecar(chart).outboundTrafficPolicy).toEqual({ mode: 'ALLOW_ANY' });
  });

  test('knows the API server by its Service, whatever its addresses are', () => {
    for (const profile of [{ apiServer: Peer.cidr('10.0.0.10/32') }, { cni: Cni.CILIUM }]) {
      const chart = shop(profile);
      worker(chart, 'jobs').connections.allowTo(Peer.kubeApiServer());
      expect(hosts(chart)).toEqual(['default/kubernetes.default.svc.cluster.local', DNS_HOST]);
      expect(serviceEntries(chart)).toEqual([]);
    }
  });

  test('is for UDP nothing but a network policy', () => {
    const chart = shop();
    worker(chart, 'jobs').connections.allowTo(Peer.cidr('10.20.0.0/16'), [Port.udp(514)]);
    expect(hosts(chart)).toEqual([DNS_HOST]);
    expect(serviceEntries(chart)).toEqual([]);
  });
});

describe('Istio: addresses', () => {
  test('are a ServiceEntry for each port, which the clients of that workload alone name', () => {
    const chart = shop();
    const jobs = worker(chart, 'jobs');
    jobs.connections.allowTo(Peer.cidr('10.21.0.0/16'), [Port.POSTGRES]);
    jobs.connections.allowTo(Peer.cidr('10.20.0.0/16'), [Port.POSTGRES, Port.tcp(9000)]);
    expect(hosts(chart)).toEqual(['./tcp-5432.jobs.invalid', './tcp-9000.jobs.invalid', DNS_HOST]);
    expect(serviceEntries(chart).map(({ metadata, spec }: Manifest) => [metadata.name, spec])).toEqual([
      [
        'jobs-egress-5432',
        {
          hosts: ['tcp-5432.jobs.invalid'],
          addresses: ['10.20.0.0/16', '10.21.0.0/16'],
          exportTo: ['.'],
          location: 'MESH_EXTERNAL',
          resolution: 'NONE',
          ports: [{ number: 5432, name: 'tcp-5432', protocol: 'TCP' }],
        },
      ],
      [
        'jobs-egress-9000',
        {
          hosts: ['tcp-9000.jobs.invalid'],
          addresses: ['10.20.0.0/16'],
          exportTo: ['.'],
          location: 'MESH_EXTERNAL',
          resolution: 'NONE',
          ports: [{ number: 9000, name: 'tcp-9000', protocol: 'TCP' }],
        },
      ],
    ]);
  });

  test('on every port are refused, and nothing is changed', () => {
    const chart = shop();
    const { connections } = worker(chart, 'jobs');
    const before = render(chart);
    expect(() => connections.allowTo(Peer.cidr('10.20.0.0/16'), [Port.allTcp()])).toThrow(
      'shop/jobs: ports of cidr 10.20.0.0/16: got all/TCP; allowed: ports that are named, where there is Istio: what it knows of ' +
        'addresses has a list of ports. Fix: name the ports, for example [Port.tcp(443)]',
    );
    expect(render(chart)).toEqual(before);
  });

  test('of nodes that Cilium knows without them must be in the profile', () => {
    const { connections } = worker(shop({ cni: Cni.CILIUM }), 'jobs');
    expect(() => connections.allowTo(Peer.nodes(), [Port.tcp(9100)])).toThrow(
      'shop/jobs: the nodes: got a peer of which neither addresses nor namespaces are known; allowed: peers that Istio can know: ' +
        'the proxy lets pods connect to nothing else. Fix: say the addresses in the profile: ' +
        "new ClusterProfile({ nodeCidrs: ['10.0.0.0/20'], … })",
    );
    const chart = shop({ cni: Cni.CILIUM, nodeCidrs: ['10.0.0.0/20'] });
    worker(chart, 'jobs').connections.allowTo(Peer.nodes(), [Port.tcp(9100)]);
    expect(only(chart, 'ServiceEntry').spec.addresses).toEqual(['10.0.0.0/20']);
  });

  test('of DNS servers are one ServiceEntry of the namespace, for answers that are too long for UDP', () => {
    const chart = shop({ dns: Dns.nodeLocal(), serviceCidrs: ['10.96.0.0/16'] });
    worker(chart, 'jobs');
    worker(chart, 'others');
    expect(hosts(chart)).toEqual(['./dns-over-tcp.invalid', DNS_HOST]);
    expect(only(chart, 'ServiceEntry', 'dns-over-tcp').spec).toMatchObject({
      addresses: expect.arrayContaining(['169.254.20.10/32']),
      resolution: 'NONE',
      ports: [{ number: 53, name: 'tcp-53', protocol: 'TCP' }],
    });
  });
});

/** Those that the alias has, whoever its clients are. */
const LABELS = {
  'app.kubernetes.io/name': 'payments',
  'app.kubernetes.io/instance': 'payments',
  'app.kubernetes.io/component': 'external',
  'app.kubernetes.io/managed-by': 'cdk8s',
  'app.kubernetes.io/part-of': 'shop',
};

describe('Istio: an ExternalAlias', () => {
  test('is a ServiceEntry beside it, once for all clients of its namespace', () => {
    const chart = shop();
    const payments = alias(chart, 'payments', { hostname: 'api.stripe.com', port: 443 });
    worker(chart, 'jobs').connectTo(payments);
    worker(chart, 'others').connectTo(payments);
    expect(only(chart, 'ServiceEntry')).toMatchObject({
      apiVersion: 'networking.istio.io/v1',
      metadata: { name: 'payments', namespace: 'shop', labels: LABELS },
      spec: {
        hosts: ['api.stripe.com'],
        exportTo: ['.'],
        location: 'MESH_EXTERNAL',
        resolution: 'DNS',
        ports: [{ number: 443, name: 'tls-443', protocol: 'TLS' }],
      },
    });
    for (const name of ['jobs', 'others']) {
      expect(hosts(chart, name)).toEqual(['./api.stripe.com', './payments.shop.svc.cluster.local', DNS_HOST]);
      expect(sidecar(chart, name).outboundTrafficPolicy).toEqual({ mode: 'REGISTRY_ONLY' });
    }
  });

  test('is another ServiceEntry for clients of another namespace, which see that one alone', () => {
    const app = testApp();
    new ClusterProfile({ mesh: Mesh.istio() }).applyTo(app);
    const [chart, back] = [chartOf(app, 'shop'), chartOf(app, 'back')];
    const payments = alias(chart, 'payments', { hostname: 'api.stripe.com', port: 443 });
    worker(back, 'jobs').connectTo(payments);
    worker(back, 'others').connectTo(payments);
    expect(serviceEntries(chart)).toEqual([]);
    expect(only(back, 'ServiceEntry').metadata).toEqual({ name: 'payments.shop', namespace: 'back', labels: LABELS });
    expect(hosts(back)).toEqual(['./api.stripe.com', DNS_HOST, 'shop/payments.shop.svc.cluster.local']);
  });

  test('with patterns has a ServiceEntry for them, since they have no address to look up', () => {
    const chart = shop({ cni: Cni.CILIUM });
    const files = alias(chart, 'files', { hostname: 'sts.amazonaws.com', names: ['*.s3.amazonaws.com'], port: 443 });
    worker(chart, 'jobs').connectTo(files);
    const entries = serviceEntries(chart).map(({ metadata, spec }: Manifest) => [
      metadata.name,
      spec.hosts,
      spec.resolution,
    ]);
    expect(entries).toEqual([
      ['files', ['sts.amazonaws.com'], 'DNS'],
      ['files-wildcard', ['*.s3.amazonaws.com'], 'NONE'],
    ]);
    expect(hosts(chart)).toEqual([
      './*.s3.amazonaws.com',
      './files.shop.svc.cluster.local',
      './sts.amazonaws.com',
      DNS_HOST,
    ]);
  });

  test('of a database has its networks for addresses, as plain TCP has no names', () => {
    const chart = shop();
    const db = alias(chart, 'db', { hostname: 'db.example.com', port: 5432, cidrs: ['10.20.0.0/24'] });
    worker(chart, 'jobs').connectTo(db);
    expect(only(chart, 'ServiceEntry', 'db-tcp').spec).toEqual({
      hosts: ['db.example.com'],
      addresses: ['10.20.0.0/24'],
      exportTo: ['.'],
      location: 'MESH_EXTERNAL',
      resolution: 'NONE',
      ports: [{ number: 5432, name: 'tcp-5432', protocol: 'TCP' }],
    });
    expect(hosts(chart)).toEqual(['./db.example.com', './db.shop.svc.cluster.local', DNS_HOST]);
  });

  test('of a database without networks leaves them to the network policy: Istio knows the port', () => {
    const chart = shop({ cni: Cni.CILIUM });
    worker(chart, 'jobs').connectTo(alias(chart, 'db', { hostname: 'db.example.com', port: 5432 }));
    expect(only(chart, 'ServiceEntry', 'db-tcp').spec).not.toHaveProperty('addresses');
    expect(only(chart, 'ServiceEntry', 'db-tcp').spec.resolution).toBe('NONE');
  });

  test('finds one name in one way: ports of plain TCP have a host of their own', () => {
    const chart = shop({ cni: Cni.CILIUM });
    const both = alias(chart, 'both', {
      hostname: 'example.com',
      ports: [
        { name: 'web', port: 443 },
        { name: 'ssh', port: 22 },
      ],
    });
    worker(chart, 'jobs').connectTo(both);
    const entries = serviceEntries(chart).map(({ metadata, spec }: Manifest) => [
      metadata.name,
      spec.hosts,
      spec.resolution,
      spec.ports.map(({ name }: Manifest) => name),
    ]);
    expect(entries).toEqual([
      ['both', ['example.com'], 'DNS', ['tls-443']],
      ['both-tcp', ['tcp.both.shop.invalid'], 'NONE', ['tcp-22']],
    ]);
  });

  test.each([
    ['http', 'HTTP'],
    ['grpc', 'GRPC'],
    ['kubernetes.io/h2c', 'HTTP2'],
    ['https', 'TLS'],
  ])('says of appProtocol %s that it is %s', (appProtocol, protocol) => {
    const chart = shop({ cni: Cni.CILIUM });
    worker(chart, 'jobs').connectTo(
      alias(chart, 'api', { hostname: 'api.example.com', ports: [{ name: 'main', port: 9000, appProtocol }] }),
    );
    expect(only(chart, 'ServiceEntry').spec.ports).toEqual([
      { number: 9000, name: `${protocol.toLowerCase()}-9000`, protocol },
    ]);
  });

  test('is for whatever is sent: requests to it are refused, and nothing is changed', () => {
    const chart = shop();
    const jobs = worker(chart, 'jobs');
    const db = alias(chart, 'web', { hostname: 'web.example.com', port: 80, cidrs: ['10.20.0.0/24'] });
    const before = render(chart);
    expect(() => jobs.connectTo(db, { http: [{ method: 'GET' }] })).toThrow(
      'shop/jobs: http: got a target whose pods no policy of this package closes',
    );
    expect(render(chart)).toEqual(before);
  });

  test('of addresses is known by its Service, whose endpoints they are', () => {
    const chart = shop();
    worker(chart, 'jobs').connectTo(alias(chart, 'legacy', { addresses: ['10.20.0.5'], port: 5432 }));
    expect(serviceEntries(chart)).toEqual([]);
    expect(hosts(chart)).toEqual(['./legacy.shop.svc.cluster.local', DNS_HOST]);
  });
});

test("Istio: Sidecars and ServiceEntries are what the kinds' own schemas allow", () => {
  const chart = shop({ cni: Cni.CILIUM, dns: Dns.coreDns() });
  const jobs = worker(chart, 'jobs');
  jobs.connectTo(alias(chart, 'files', { hostname: 'sts.amazonaws.com', names: ['*.s3.amazonaws.com'], port: 443 }));
  jobs.connectTo(alias(chart, 'db', { hostname: 'db.example.com', port: 5432, cidrs: ['10.20.0.0/24'] }));
  jobs.connections.allowTo(Peer.cidr('10.21.0.0/16'), [Port.tcp(9000)]);
  jobs.connections.allowTo(Peer.internet(), [Port.HTTPS]);
  const rendered = render(chart).filter(({ apiVersion }: Manifest) => /istio/.test(apiVersion));
  expect(rendered.map(({ kind }: Manifest) => kind)).toEqual(expect.arrayContaining(['Sidecar', 'ServiceEntry']));
  expect(crdProblems(rendered)).toEqual([]);
});
