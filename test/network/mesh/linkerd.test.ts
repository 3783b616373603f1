import { ApiObject, App, Chart, Size } from 'cdk8s';
import { Probe, Secret } from 'cdk8s-plus-28';
import {
  ClusterProfile,
  ClusterProfileProps,
  Connections,
  DatabaseEngine,
  Health,
  HeadlessDatabase,
  InternalService,
  InternalServiceProps,
  LinkerdOptions,
  Mesh,
  MeshMode,
  Peer,
  PolicyDirection,
  Port,
  Worker,
} from '../../../src';
import { Manifest, podTemplate, render, testApp } from '../../manifests';
import { linkerdProblems } from '../../schemas/linkerd';

const KINDS = ['MeshTLSAuthentication', 'NetworkAuthentication', 'AuthorizationPolicy', 'HTTPRoute', 'Server'];
const IMAGE = 'ghcr.io/acme/api:1.4.2';

function shop(options: LinkerdOptions = {}, profile: ClusterProfileProps = {}, app: App = testApp()): Chart {
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  new ClusterProfile({ mesh: Mesh.linkerd(options), ...profile }).applyTo(chart);
  return chart;
}

function service(chart: Chart, id: string, props: Partial<InternalServiceProps> = {}): InternalService {
  const ports = props.ports === undefined ? { port: 80, targetPort: 8080 } : {};
  return new InternalService(chart, id, { image: IMAGE, ...ports, health: Health.http('/healthz'), ...props });
}

function worker(chart: Chart, id: string): Worker {
  return new Worker(chart, id, { image: IMAGE });
}

/** The objects of Linkerd, all of which its schemas take, in the order in which they are rendered. */
function objects(chart: Chart): Manifest[] {
  const found = render(chart).filter(({ apiVersion }: Manifest) => apiVersion.startsWith('policy.linkerd.io/'));
  expect(found.flatMap(linkerdProblems)).toEqual([]);
  return found;
}

/** `Server/api-8080`, with the spec of each. */
function specs(chart: Chart): { readonly [name: string]: Manifest } {
  return Object.fromEntries(objects(chart).map(({ kind, metadata, spec }) => [`${kind}/${metadata.name}`, spec]));
}

function reference(kind: string, name: string): object {
  return { group: 'policy.linkerd.io', kind, name };
}

function authorization(target: string, name: string, by: string, authentication = name): object {
  return {
    targetRef: reference(target, name),
    requiredAuthenticationRefs: [reference(by, authentication)],
  };
}

function account(name: string, namespace = 'shop'): object {
  return { kind: 'ServiceAccount', namespace, name };
}

const SELECTOR = { matchLabels: { 'app.kubernetes.io/name': 'api' } };

describe('a server in the mesh of Linkerd', () => {
  test('is closed while nobody is declared', () => {
    const chart = shop();
    service(chart, 'api');
    expect(specs(chart)).toEqual({
      'Server/api-8080': { podSelector: SELECTOR, port: 8080, proxyProtocol: 'HTTP/1', accessPolicy: 'deny' },
    });
    const [deployment] = render(chart).filter(({ kind }: Manifest) => kind === 'Deployment');
    expect(podTemplate(deployment).metadata.annotations).toMatchObject({
      'config.linkerd.io/default-inbound-policy': 'deny',
    });
  });

  test('lets in the accounts of declared clients on the ports that are declared', () => {
    const chart = shop();
    const api = service(chart, 'api', {
      ports: [
        { name: 'http', port: 80, targetPort: 8080 },
        { name: 'admin', port: 9000 },
      ],
    });
    worker(chart, 'web').connectTo(api, { ports: ['http'] });
    worker(chart, 'ops').connectTo(api);
    expect(specs(chart)).toEqual({
      'MeshTLSAuthentication/api-8080': { identityRefs: [account('ops'), account('web')] },
      'MeshTLSAuthentication/api-9000': { identityRefs: [account('ops')] },
      'AuthorizationPolicy/api-8080': authorization('Server', 'api-8080', 'MeshTLSAuthentication'),
      'AuthorizationPolicy/api-9000': authorization('Server', 'api-9000', 'MeshTLSAuthentication'),
      'Server/api-8080': { podSelector: SELECTOR, port: 8080, proxyProtocol: 'HTTP/1', accessPolicy: 'deny' },
      'Server/api-9000': { podSelector: SELECTOR, port: 9000, proxyProtocol: 'opaque', accessPolicy: 'deny' },
    });
  });

  test('knows clients of another namespace', () => {
    const app = testApp();
    const chart = shop({}, {}, app);
    const api = service(chart, 'api');
    const other = new Chart(app, 'front', { namespace: 'front' });
    new ClusterProfile({ mesh: Mesh.linkerd() }).applyTo(other);
    worker(other, 'web').connectTo(api);
    expect(specs(chart)['MeshTLSAuthentication/api-8080']).toEqual({ identityRefs: [account('web', 'front')] });
  });

  test('knows pods of others by their account, or else by their namespace, which stands for all accounts in it', () => {
    const chart = shop();
    const { connections } = service(chart, 'api');
    connections.allowFrom(Peer.pods({ namespace: 'front', labels: { app: 'a' }, serviceAccount: 'a' }));
    connections.allowFrom(Peer.pods({ namespace: 'ops', labels: { app: 'a' }, serviceAccount: 'a' }));
    connections.allowFrom(Peer.pods({ namespace: 'ops', labels: { app: 'b' } }));
    expect(specs(chart)['MeshTLSAuthentication/api-8080']).toEqual({
      identityRefs: [{ kind: 'Namespace', name: 'ops' }, account('a', 'front')],
    });
  });

  test('lets in whoever is in the mesh by a star', () => {
    const chart = shop();
    service(chart, 'api').connections.allowFrom(Peer.allPods());
    expect(specs(chart)['MeshTLSAuthentication/api-8080']).toEqual({ identities: ['*'] });
  });

  test('lets in addresses by a policy of their own', () => {
    const chart = shop();
    const { connections } = service(chart, 'api');
    connections.allowFrom(Peer.cidr('10.20.0.0/16', { except: ['10.20.2.0/24', '10.20.1.0/24'] }));
    worker(chart, 'web').connections.allowTo(connections._scope as InternalService);
    expect(specs(chart)).toMatchObject({
      'NetworkAuthentication/api-8080': {
        networks: [{ cidr: '10.20.0.0/16', except: ['10.20.1.0/24', '10.20.2.0/24'] }],
      },
      'AuthorizationPolicy/api-8080': authorization('Server', 'api-8080', 'MeshTLSAuthentication'),
      'AuthorizationPolicy/api-8080-addresses': authorization('Server', 'api-8080', 'NetworkAuthentication'),
    });
  });

  test('lets in everybody', () => {
    const chart = shop();
    service(chart, 'api').connections.allowFrom(Peer.anywhere());
    expect(specs(chart)['NetworkAuthentication/api-8080']).toEqual({
      networks: [{ cidr: '0.0.0.0/0' }, { cidr: '::/0' }],
    });
  });

  test('lets in a client outside of the mesh by the addresses of pods, where it is said why', () => {
    const chart = shop({}, { podCidrs: ['10.244.0.0/16'] });
    const api = service(chart, 'api');
    const legacy = new Worker(chart, 'legacy', { image: IMAGE, mesh: MeshMode.OUTSIDE });
    legacy.connectTo(api, { withoutIdentity: 'it moves into the mesh next month' });
    expect(specs(chart)['NetworkAuthentication/api-8080']).toEqual({ networks: [{ cidr: '10.244.0.0/16' }] });
  });

  test('has its port opaque where a database listens', () => {
    const chart = shop();
    const db = new HeadlessDatabase(chart, 'db', {
      engine: DatabaseEngine.postgres('16.4'),
      storage: Size.gibibytes(1),
      password: { secret: Secret.fromSecretName(chart, 'secret', 'db'), key: 'password' },
    });
    worker(chart, 'web').connectTo(db);
    expect(specs(chart)['Server/db-5432']).toMatchObject({ port: 5432, proxyProtocol: 'opaque' });
  });

  test('is told apart by the number of a port that is named', () => {
    const chart = shop();
    const { connections } = service(chart, 'api', { ports: [{ name: 'http', port: 80, targetPort: 8080 }] });
    connections.allowFrom(Peer.namespace('front'), [Port.named('http')]);
    expect(Object.keys(specs(chart))).toEqual([
      'MeshTLSAuthentication/api-8080',
      'AuthorizationPolicy/api-8080',
      'Server/api-8080',
    ]);
  });

  test('keeps the name of a port where nobody knows its number', () => {
    const chart = shop();
    const connections = new Connections(chart, 'Policy', { name: 'theirs', podLabels: { app: 'theirs' } });
    connections.allowFrom(Peer.namespace('front'), [Port.named('metrics')]);
    const server = chart.node.findAll().find((each) => ApiObject.isApiObject(each) && each.kind === 'Server');
    expect((server as ApiObject).toJson().spec).toEqual({
      podSelector: { matchLabels: { app: 'theirs' } },
      port: 'metrics',
      proxyProtocol: 'unknown',
      accessPolicy: 'deny',
    });
  });

  test('has no Server for what is no TCP: network policies decide about it', () => {
    const chart = shop();
    service(chart, 'api').connections.allowFrom(Peer.namespace('front'), [Port.udp(5000)]);
    expect(Object.keys(specs(chart))).toEqual(['Server/api-8080']);
  });

  test('says nothing of access below Linkerd 2.16, whose Servers close all the same', () => {
    const chart = shop({ version: '2.15' });
    service(chart, 'api');
    expect(objects(chart)).toMatchObject([
      {
        apiVersion: 'policy.linkerd.io/v1beta1',
        spec: { podSelector: SELECTOR, port: 8080, proxyProtocol: 'HTTP/1' },
      },
    ]);
    expect(objects(chart)[0].spec).not.toHaveProperty('accessPolicy');
  });

  test('is not closed where its policy is about what goes out alone', () => {
    const chart = shop();
    const pods = { name: 'theirs', podLabels: { app: 'theirs' }, ports: [Port.tcp(80)] };
    const connections = new Connections(chart, 'Policy', { ...pods, directions: [PolicyDirection.EGRESS] });
    connections.allowFrom(Peer.namespace('front'), [Port.tcp(80)]);
    const kinds = chart.node.findAll().flatMap((each) => (ApiObject.isApiObject(each) ? [each.kind] : []));
    expect(kinds).toEqual(['NetworkPolicy']);
  });

  test('outside of the mesh has no objects', () => {
    const chart = shop();
    const api = service(chart, 'api', { mesh: MeshMode.OUTSIDE });
    new Worker(chart, 'web', { image: IMAGE, mesh: MeshMode.OUTSIDE }).connectTo(api);
    expect(objects(chart)).toEqual([]);
  });
});

describe('requests in the mesh of Linkerd', () => {
  test('are let through by routes, with one for the probes that Linkerd would refuse then', () => {
    const chart = shop();
    const api = service(chart, 'api');
    worker(chart, 'web').connectTo(api, { http: [{ method: 'GET', path: '/users' }] });
    const [users, healthz] = ['api-8080-get-users-b97073', 'api-8080-get-healthz-578f02'];
    const all = specs(chart);
    expect(Object.keys(all).map((name) => name.replace(/-[0-9a-f]{6}\b/, '-…'))).toEqual([
      'MeshTLSAuthentication/api-8080-get-users-…',
      'NetworkAuthentication/api-8080-get-healthz-…',
      'AuthorizationPolicy/api-8080-get-healthz-…-addresses',
      'AuthorizationPolicy/api-8080-get-users-…',
      'HTTPRoute/api-8080-get-healthz-…',
      'HTTPRoute/api-8080-get-users-…',
      'Server/api-8080',
    ]);
    expect(all).toMatchObject({
      [`MeshTLSAuthentication/${users}`]: { identityRefs: [account('web')] },
      [`AuthorizationPolicy/${users}`]: authorization('HTTPRoute', users, 'MeshTLSAuthentication'),
      [`HTTPRoute/${users}`]: {
        parentRefs: [reference('Server', 'api-8080')],
        rules: [{ matches: [{ method: 'GET', path: { type: 'Exact', value: '/users' } }] }],
      },
      [`AuthorizationPolicy/${healthz}-addresses`]: authorization('HTTPRoute', healthz, 'NetworkAuthentication'),
      [`NetworkAuthentication/${healthz}`]: { networks: [{ cidr: '0.0.0.0/0' }, { cidr: '::/0' }] },
      [`HTTPRoute/${healthz}`]: {
        rules: [{ matches: [{ method: 'GET', path: { type: 'Exact', value: '/healthz' } }] }],
      },
    });
  });

  test('of one client are one route, whether they are declared at once or not', () => {
    const requests = Array.from({ length: 9 }, (_, i) => ({ method: 'GET', path: `/users/${i}` }));
    const [at, later] = [requests, []].map((first) => {
      const chart = shop();
      const api = service(chart, 'api', { health: Health.tcp() });
      const web = worker(chart, 'web');
      if (first.length > 0) web.connectTo(api, { http: first });
      else for (const request of [...requests].reverse()) web.connectTo(api, { http: [request] });
      return objects(chart);
    });
    expect(later).toEqual(at);
    expect(at.map(({ kind }) => kind)).toEqual(['MeshTLSAuthentication', 'AuthorizationPolicy', 'HTTPRoute', 'Server']);
    // A rule has eight matches at most.
    expect(at[2].spec.rules.map(({ matches }: Manifest) => matches.length)).toEqual([8, 1]);
  });

  test('that two clients share are a route of their own, which takes the place of the first one', () => {
    const chart = shop();
    const api = service(chart, 'api', { health: Health.tcp() });
    worker(chart, 'web').connectTo(api, { http: [{ path: '/a' }, { path: '/b' }] });
    worker(chart, 'ops').connectTo(api, { http: [{ path: '/b' }, { path: '/c' }] });
    const identities = Object.entries(specs(chart)).filter(([name]) => name.startsWith('MeshTLSAuthentication/'));
    expect(identities.map(([, { identityRefs }]) => identityRefs)).toEqual([
      [account('web')],
      [account('ops'), account('web')],
      [account('ops')],
    ]);
  });

  test('of all kinds stay open to whom they are declared for', () => {
    const chart = shop();
    const api = service(chart, 'api', { health: Health.tcp() });
    worker(chart, 'web').connectTo(api, { http: [{ path: '/users' }] });
    worker(chart, 'ops').connectTo(api);
    const all = specs(chart);
    expect(all['MeshTLSAuthentication/api-8080']).toEqual({ identityRefs: [account('ops')] });
    const routes = Object.entries(all).filter(([name]) => name.startsWith('HTTPRoute/'));
    expect(routes.map(([, { rules }]) => rules)).toEqual([
      [{ matches: [{ path: { type: 'PathPrefix', value: '/' } }] }],
      [{ matches: [{ path: { type: 'Exact', value: '/users' } }] }],
    ]);
  });

  test('of gRPC probes are let through, which Linkerd refuses by itself', () => {
    const chart = shop();
    service(chart, 'api', { health: Health.grpc() });
    const all = specs(chart);
    expect(all['Server/api-8080']).toMatchObject({ proxyProtocol: 'HTTP/2' });
    const [route] = Object.entries(all).filter(([name]) => name.startsWith('HTTPRoute/'));
    expect(route[1].rules).toEqual([
      { matches: [{ method: 'POST', path: { type: 'Exact', value: '/grpc.health.v1.Health/Check' } }] },
    ]);
    expect(Object.keys(all).map((name) => name.split('/')[0])).toEqual([
      'NetworkAuthentication',
      'AuthorizationPolicy',
      'HTTPRoute',
      'Server',
    ]);
  });

  test('need no route for probes of another port', () => {
    const chart = shop();
    const api = service(chart, 'api', { managementPort: 9000 });
    worker(chart, 'web').connectTo(api, { http: [{ path: '/users' }] });
    expect(Object.keys(specs(chart)).filter((name) => name.startsWith('HTTPRoute/'))).toHaveLength(1);
  });
});

test('objects are sorted, whatever the order of the calls was', () => {
  const calls: ((api: InternalService, chart: Chart) => void)[] = [
    (api) => api.connections.allowFrom(Peer.namespace('front'), [Port.tcp(9000)]),
    (api) => api.connections.allowFrom(Peer.cidr('10.0.0.0/8')),
    (api) => api.connections.allowFrom(Peer.namespace('ops'), [Port.tcp(8080), Port.tcp(7000)]),
    (api) => api.connections.allowFrom(Peer.cidr('10.0.0.0/8'), [Port.tcp(7000)]),
  ];
  const rendered = [calls, [...calls].reverse()].map((order) => {
    const chart = shop();
    const api = service(chart, 'api');
    for (const call of order) call(api, chart);
    return objects(chart);
  });
  expect(rendered[0]).toEqual(rendered[1]);
  expect(rendered[0].map(({ kind, metadata: { name } }) => `${KINDS.indexOf(kind)}/${name}`)).toEqual(
    rendered[0].map(({ kind, metadata: { name } }) => `${KINDS.indexOf(kind)}/${name}`).sort(),
  );
});

describe('what Linkerd cannot say is refused, and nothing is changed', () => {
  function refusal(call: (chart: Chart, api: InternalService) => void): [string, string[]] {
    const chart = shop();
    const api = service(chart, 'api');
    let message = '';
    try {
      call(chart, api);
    } catch (error) {
      message = String(error);
    }
    return [message, Object.keys(specs(chart))];
  }

  test.each([
    [Port.tcpRange(8000, 8002), '8000-8002/TCP', 'Port.tcp(8000), Port.tcp(8001), Port.tcp(8002)'],
    [Port.tcpRange(8000, 8999), '8000-8999/TCP', 'Port.tcp(8080), …'],
    [Port.all(), 'all', 'Port.tcp(8080), …'],
    [Port.allTcp(), 'all/TCP', 'Port.tcp(8080), …'],
  ])('ports %s', (port, text, fix) => {
    const [message, after] = refusal((_, { connections }) => {
      connections.allowFrom(Peer.namespace('front'), [Port.tcp(9000), port]);
    });
    expect(message).toBe(
      `Error: shop/api: port: got ${text}, in a mesh of Linkerd; allowed: single TCP ports: each has a Server, which is for ` +
        `one port. Fix: name each port: ${fix}; or leave the pods outside of the mesh with mesh: MeshMode.OUTSIDE`,
    );
    expect(after).toEqual(['Server/api-8080']);
  });

  test('requests below Linkerd 2.14', () => {
    const chart = shop({ version: '2.13' });
    const api = service(chart, 'api');
    const web = worker(chart, 'web');
    expect(() => web.connectTo(api, { http: [{ path: '/users' }] })).toThrow(
      'http: got Linkerd 2.13; allowed: Linkerd 2.14 or newer, whose routes these are. Fix: upgrade Linkerd, or leave it out',
    );
    expect(Object.keys(specs(chart))).toEqual(['Server/api-8080']);
  });

  test('probes of gRPC below Linkerd 2.14', () => {
    expect(() => service(shop({ version: '2.13' }), 'api', { health: Health.grpc() })).toThrow(
      'shop/api: health: got Linkerd 2.13; allowed: Linkerd 2.14 or newer, whose routes these are',
    );
  });

  test('probes that are encrypted', () => {
    expect(() => service(shop(), 'api', { health: Health.http('/healthz', { https: true }) })).toThrow(
      'shop/api: health: got a probe of HTTPS on port 8080, in a mesh of Linkerd; allowed: probes that the proxy can read',
    );
  });

  test('a port by a name that turns out to be that of a number which is open, too', () => {
    const chart = shop();
    const { connections, deployment } = service(chart, 'api');
    connections.allowFrom(Peer.namespace('front'), [Port.named('metrics'), Port.tcp(9090)]);
    deployment.addContainer({
      name: 'exporter',
      image: 'ghcr.io/acme/exporter:1.0.0',
      ports: [{ name: 'metrics', number: 9090 }],
    });
    expect(() => render(chart)).toThrow(
      'allowed: one Server of Linkerd for each port. Fix: open Port.tcp(9090) in place of Port.named("metrics")',
    );
  });

  test('a probe that came later than the routes', () => {
    const chart = shop();
    const api = service(chart, 'api');
    worker(chart, 'web').connectTo(api, { http: [{ path: '/users' }] });
    api.deployment.addContainer({
      name: 'beside',
      image: 'ghcr.io/acme/beside:1.0.0',
      readiness: Probe.fromHttpGet('/ready', { port: 8080 }),
    });
    expect(() => render(chart)).toThrow(
      'probe of port 8080: got GET /ready, on a port with `http`; allowed: probes that the workload knew when it was made',
    );
  });

  test('requests on a port that speaks something else', () => {
    const chart = shop();
    const api = service(chart, 'api', {
      ports: [{ port: 80, targetPort: 8080, appProtocol: 'tcp' }],
      health: Health.tcp(),
    });
    expect(() => worker(chart, 'web').connectTo(api, { http: [{ path: '/users' }] })).toThrow(
      'http: got port 80 of "shop/api", which speaks tcp; allowed: ports that speak HTTP',
    );
  });
});
