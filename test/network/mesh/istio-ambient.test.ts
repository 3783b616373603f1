import { Chart } from 'cdk8s';
import {
  ClusterProfile,
  ClusterProfileProps,
  ExternalAlias,
  Mesh,
  MeshMode,
  Peer,
  Port,
  StatefulService,
} from '../../../src';
import { Manifest, only, render, testApp } from '../../manifests';
import { crdProblems } from '../../schemas/crd-problems';
import { chartOf, podsNamed, podsOf, policy, service, tcp, worker } from '../policies';

function shop(profile: ClusterProfileProps = {}): Chart {
  return chartOf(testApp(), 'shop', { mesh: Mesh.istioAmbient(), podCidrs: ['10.244.0.0/16'], ...profile });
}

function behindWaypoint(): Chart {
  return shop({ mesh: Mesh.istioAmbient({ waypoint: 'gate' }) });
}

const SELECTOR = { matchLabels: { 'app.kubernetes.io/name': 'api' } };
const WAYPOINT = podsOf({ 'gateway.networking.k8s.io/gateway-name': 'gate' }, 'shop');

function principals(...names: string[]): Manifest {
  return [{ source: { principals: names.map((name) => `cluster.local/ns/shop/sa/${name}`) } }];
}

function istioObjects(chart: Chart): string[] {
  return render(chart)
    .filter(({ apiVersion }: Manifest) => /istio/.test(apiVersion))
    .map(({ kind, metadata }: Manifest) => `${kind} ${metadata.name}`);
}

function clientsOf(chart: Chart, name = 'api-clients'): Manifest {
  return only(chart, 'AuthorizationPolicy', name).spec;
}

describe('Istio ambient', () => {
  test('asks for TLS and lets declared clients in, and renders nothing of what pods connect to', () => {
    const chart = shop();
    const api = service(chart, 'api');
    const jobs = worker(chart, 'jobs');
    jobs.connectTo(api);
    jobs.connectTo(new ExternalAlias(chart, 'payments', { hostname: 'api.stripe.com', port: 443 }));
    expect(istioObjects(chart)).toEqual([
      'PeerAuthentication api-mtls',
      'AuthorizationPolicy api-clients',
      'PeerAuthentication jobs-mtls',
      'AuthorizationPolicy jobs-clients',
    ]);
    expect(only(chart, 'PeerAuthentication', 'api-mtls').spec).toEqual({
      selector: SELECTOR,
      mtls: { mode: 'STRICT' },
    });
    expect(clientsOf(chart)).toEqual({
      selector: SELECTOR,
      action: 'ALLOW',
      rules: [{ from: principals('jobs'), to: [{ operation: { ports: ['8080'] } }] }],
    });
  });

  test('takes connections without TLS on the ports alone that are open to addresses', () => {
    const chart = shop();
    const api = service(chart, 'api');
    api.connections.allowFrom(Peer.cidr('10.30.0.0/16'), [Port.tcp(8080)]);
    expect(only(chart, 'PeerAuthentication', 'api-mtls').spec.portLevelMtls).toEqual({
      '8080': { mode: 'PERMISSIVE' },
    });
    expect(clientsOf(chart).rules).toEqual([
      { from: [{ source: { ipBlocks: ['10.30.0.0/16'] } }], to: [{ operation: { ports: ['8080'] } }] },
    ]);
  });

  test('refuses requests without a waypoint, and changes nothing', () => {
    const chart = shop();
    const [jobs, api] = [worker(chart, 'jobs'), service(chart, 'api')];
    const before = render(chart);
    expect(() => jobs.connectTo(api, { http: [{ method: 'GET' }] })).toThrow(
      'shop/api: http: got requests, with Mesh.istioAmbient(); allowed: requests where a waypoint reads them: ztunnel, which is on ' +
        "the nodes, does not. Fix: name the waypoint of the namespace: Mesh.istioAmbient({ waypoint: 'waypoint' }); or leave `http` out",
    );
    expect(render(chart)).toEqual(before);
  });
});

describe('Istio ambient with a waypoint', () => {
  test('needs none where no requests are declared', () => {
    const chart = behindWaypoint();
    worker(chart, 'jobs').connectTo(service(chart, 'api'));
    expect(istioObjects(chart).filter((object) => object.includes('waypoint'))).toEqual([]);
    expect(only(chart, 'Service', 'api').metadata.labels).not.toHaveProperty(['istio.io/use-waypoint']);
    expect(policy(chart, 'api').ingress).toContainEqual({ from: [podsNamed('jobs')], ports: [tcp(8080), tcp(15008)] });
    expect(policy(chart, 'jobs').egress).not.toContainEqual({ to: [WAYPOINT], ports: [tcp(15008)] });
  });

  test('sends whoever connects to a Service of which requests are declared through it', () => {
    const chart = behindWaypoint();
    const api = service(chart, 'api');
    worker(chart, 'jobs').connectTo(api, { http: [{ method: 'GET', path: '/users/*' }] });
    worker(chart, 'admin').connectTo(api);
    expect(only(chart, 'Service', 'api').metadata.labels).toMatchObject({ 'istio.io/use-waypoint': 'gate' });
    // By the ports of the Service.
    expect(clientsOf(chart, 'api-waypoint')).toEqual({
      targetRefs: [{ group: '', kind: 'Service', name: 'api' }],
      action: 'ALLOW',
      rules: [
        { from: principals('admin'), to: [{ operation: { ports: ['80'] } }] },
        { from: principals('jobs'), to: [{ operation: { ports: ['80'], methods: ['GET'], paths: ['/users/*'] } }] },
      ],
    });
    // By those of the pods: a client of some requests does not get past the waypoint.
    expect(clientsOf(chart).rules).toEqual([
      { from: principals('admin', 'gate'), to: [{ operation: { ports: ['8080'] } }] },
    ]);
  });

  test.each([true, false])('opens network policies to it and from it, whichever client came first', (isFirst) => {
    const chart = behindWaypoint();
    const api = service(chart, 'api');
    const [admin, jobs] = [worker(chart, 'admin'), worker(chart, 'jobs')];
    if (isFirst) admin.connectTo(api);
    jobs.connectTo(api, { http: [{ method: 'GET' }] });
    if (!isFirst) admin.connectTo(api);
    for (const name of ['admin', 'jobs']) {
      expect(policy(chart, name).egress).toContainEqual({ to: [WAYPOINT], ports: [tcp(15008)] });
    }
    expect(policy(chart, 'api').ingress).toContainEqual({
      from: [WAYPOINT, podsNamed('admin'), podsNamed('jobs')],
      ports: [tcp(8080), tcp(15008)],
    });
  });

  test('lets clients in directly on ports that are none of the Service', () => {
    const chart = behindWaypoint();
    const api = service(chart, 'api');
    worker(chart, 'jobs').connectTo(api, { http: [{ method: 'GET' }] });
    api.connections.allowFrom(Peer.namespace('monitoring'), [Port.tcp(9090)]);
    expect(clientsOf(chart).rules).toEqual([
      { from: principals('gate'), to: [{ operation: { ports: ['8080'] } }] },
      { from: [{ source: { namespaces: ['monitoring'] } }], to: [{ operation: { ports: ['9090'] } }] },
    ]);
    expect(clientsOf(chart, 'api-waypoint').rules).toEqual([
      { from: principals('jobs'), to: [{ operation: { ports: ['80'], methods: ['GET'] } }] },
    ]);
  });

  test('is not for clients outside of the mesh, who connect past it', () => {
    const chart = behindWaypoint();
    const api = service(chart, 'api');
    worker(chart, 'jobs').connectTo(api, { http: [{ method: 'GET' }] });
    worker(chart, 'legacy', { mesh: MeshMode.OUTSIDE }).connectTo(api, { withoutIdentity: 'has its own TLS' });
    expect(policy(chart, 'legacy').egress).not.toContainEqual({ to: [WAYPOINT], ports: [tcp(15008)] });
    expect(clientsOf(chart, 'api-waypoint').rules).toHaveLength(1);
    expect(clientsOf(chart).rules).toContainEqual({
      from: expect.arrayContaining([{ source: { ipBlocks: ['10.244.0.0/16'] } }]),
      to: [{ operation: { ports: ['8080'] } }],
    });
  });

  test('sees nothing of headless Services: requests to them are refused, and nothing is changed', () => {
    const chart = behindWaypoint();
    const db = new StatefulService(chart, 'db', { image: 'ghcr.io/acme/db:1.0.0', port: 8080, clientService: false });
    const jobs = worker(chart, 'jobs');
    const before = render(chart);
    expect(() => jobs.connectTo(db, { http: [{ method: 'GET' }] })).toThrow(
      'http: got requests to a headless Service, with Mesh.istioAmbient(); allowed: a Service with an address of its own: clients of ' +
        'a headless one connect past the waypoint. Fix: leave `headless` out, or leave `http` out',
    );
    expect(render(chart)).toEqual(before);
  });

  test('judges what is said about requests that fail, too, and so all clients', () => {
    const chart = behindWaypoint();
    const api = service(chart, 'api', { resilience: { connectionLimits: { maxConnections: 5 } } });
    worker(chart, 'jobs').connectTo(api);
    expect(clientsOf(chart, 'api-waypoint').rules).toEqual([
      { from: principals('jobs'), to: [{ operation: { ports: ['80'] } }] },
    ]);
    expect(policy(chart, 'jobs').egress).toContainEqual({ to: [WAYPOINT], ports: [tcp(15008)] });
  });

  test("renders what the kinds' own schemas allow", () => {
    const app = testApp();
    new ClusterProfile({ mesh: Mesh.istioAmbient({ waypoint: 'gate' }) }).applyTo(app);
    const [chart, back] = [chartOf(app, 'shop'), chartOf(app, 'back')];
    const api = service(chart, 'api');
    worker(back, 'jobs').connectTo(api, { http: [{ method: 'GET' }, { path: '/health' }] });
    expect(policy(back, 'jobs').egress).toContainEqual({ to: [WAYPOINT], ports: [tcp(15008)] });
    expect(crdProblems(render(chart).filter(({ apiVersion }: Manifest) => /istio/.test(apiVersion)))).toEqual([]);
  });
});
