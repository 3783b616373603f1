import { Chart } from 'cdk8s';
import {
  ClusterProfile,
  ClusterProfileProps,
  ForeignPods,
  Mesh,
  MeshMode,
  Peer,
  PolicyDirection,
  Port,
} from '../../../src';
import { Manifest, only, render, testApp } from '../../manifests';
import { crdProblems } from '../../schemas/crd-problems';
import { chartOf, service, worker } from '../policies';

function shop(profile: ClusterProfileProps = {}): Chart {
  return chartOf(testApp(), 'shop', { mesh: Mesh.istio(), podCidrs: ['10.244.0.0/16'], ...profile });
}

const SELECTOR = { matchLabels: { 'app.kubernetes.io/name': 'api' } };

function peerAuthentication(chart: Chart): Manifest {
  return only(chart, 'PeerAuthentication', 'api-mtls').spec;
}

function rulesOf(chart: Chart): Manifest {
  return only(chart, 'AuthorizationPolicy', 'api-clients').spec.rules;
}

describe('Istio: a server', () => {
  test('asks for TLS and refuses whoever connects, until somebody is declared', () => {
    const chart = shop();
    service(chart, 'api');
    expect(only(chart, 'PeerAuthentication', 'api-mtls')).toMatchObject({
      apiVersion: 'security.istio.io/v1',
      metadata: { namespace: 'shop', labels: { 'app.kubernetes.io/name': 'api' } },
      spec: { selector: SELECTOR, mtls: { mode: 'STRICT' } },
    });
    expect(peerAuthentication(chart)).not.toHaveProperty('portLevelMtls');
    expect(only(chart, 'AuthorizationPolicy', 'api-clients')).toMatchObject({ apiVersion: 'security.istio.io/v1' });
    expect(only(chart, 'AuthorizationPolicy', 'api-clients').spec).toEqual({ selector: SELECTOR, action: 'ALLOW' });
  });

  test('lets in the accounts of declared clients on the ports of the pods, not those of the Service', () => {
    const app = testApp();
    new ClusterProfile({ mesh: Mesh.istio() }).applyTo(app);
    const chart = chartOf(app, 'shop');
    const api = service(chart, 'api');
    worker(chart, 'jobs').connectTo(api);
    service(chartOf(app, 'back'), 'web').connectTo(api);
    expect(rulesOf(chart)).toEqual([
      {
        from: [{ source: { principals: ['cluster.local/ns/back/sa/web', 'cluster.local/ns/shop/sa/jobs'] } }],
        to: [{ operation: { ports: ['8080'] } }],
      },
    ]);
    expect(peerAuthentication(chart)).toEqual({ selector: SELECTOR, mtls: { mode: 'STRICT' } });
  });

  test('names the trust domain of the mesh, and by default the one that stands for whatever the mesh has', () => {
    const principalsWith = (profile: ClusterProfileProps): string[] => {
      const chart = shop(profile);
      worker(chart, 'jobs').connectTo(service(chart, 'api'));
      return rulesOf(chart)[0].from[0].source.principals;
    };
    expect(principalsWith({ domain: 'corp.example' })).toEqual(['cluster.local/ns/shop/sa/jobs']);
    expect(principalsWith({ mesh: Mesh.istio({ trustDomain: 'acme.example' }) })).toEqual([
      'acme.example/ns/shop/sa/jobs',
    ]);
  });

  test('takes connections without TLS on the ports alone that are open to clients without an identity', () => {
    const chart = shop();
    const api = service(chart, 'api');
    api.connections.allowFrom(Peer.cidr('10.30.0.0/16'), [Port.tcp(8080), Port.tcp(9000)]);
    api.connections.allowFrom(Peer.namespace('monitoring'), [Port.tcp(9090)]);
    expect(peerAuthentication(chart)).toEqual({
      selector: SELECTOR,
      mtls: { mode: 'STRICT' },
      portLevelMtls: { '8080': { mode: 'PERMISSIVE' }, '9000': { mode: 'PERMISSIVE' } },
    });
    expect(rulesOf(chart)).toEqual([
      { from: [{ source: { ipBlocks: ['10.30.0.0/16'] } }], to: [{ operation: { ports: ['8080', '9000'] } }] },
      { from: [{ source: { namespaces: ['monitoring'] } }], to: [{ operation: { ports: ['9090'] } }] },
    ]);
  });

  test('asks for no TLS where every port is open to addresses', () => {
    const chart = shop();
    service(chart, 'api').connections.allowFrom(Peer.cidr('10.30.0.0/16'), [Port.allTcp()]);
    expect(peerAuthentication(chart)).toEqual({ selector: SELECTOR, mtls: { mode: 'PERMISSIVE' } });
    expect(rulesOf(chart)).toEqual([{ from: [{ source: { ipBlocks: ['10.30.0.0/16'] } }] }]);
  });

  test('takes no empty text for why a client outside of the mesh connects, and opens nothing then', () => {
    const chart = shop();
    const api = service(chart, 'api');
    const legacy = worker(chart, 'legacy', { mesh: MeshMode.OUTSIDE });
    expect(() => legacy.connectTo(api, { withoutIdentity: ' ' })).toThrow(
      'withoutIdentity: got " "; allowed: a text that says why',
    );
    expect(rulesOf(chart)).toBeUndefined();
  });

  test('knows a client outside of the mesh by the addresses of pods, where it was said why', () => {
    const chart = shop();
    const api = service(chart, 'api');
    const legacy = worker(chart, 'legacy', { mesh: MeshMode.OUTSIDE });
    legacy.connectTo(api, { withoutIdentity: 'has its own TLS' });
    expect(rulesOf(chart)).toEqual([
      { from: [{ source: { ipBlocks: ['10.244.0.0/16'] } }], to: [{ operation: { ports: ['8080'] } }] },
    ]);
    expect(peerAuthentication(chart).portLevelMtls).toEqual({ '8080': { mode: 'PERMISSIVE' } });
    expect(render(chart).some(({ metadata }: Manifest) => /^legacy-(mtls|clients|egress)$/.test(metadata.name))).toBe(
      false,
    );
  });

  test('lets nobody in by UDP, which Istio does not see', () => {
    const chart = shop();
    service(chart, 'api').connections.allowFrom(Peer.namespace('clients'), [Port.udp(5353), Port.sctp(99)]);
    expect(only(chart, 'AuthorizationPolicy', 'api-clients').spec).not.toHaveProperty('rules');
  });

  test('lists the ports of a range one by one, and looks named ones up', () => {
    const chart = shop();
    const api = service(chart, 'api', { ports: [{ name: 'http', port: 80, targetPort: 8080 }] });
    api.connections.allowFrom(Peer.namespace('clients'), [Port.tcpRange(9000, 9002), Port.named('http')]);
    expect(rulesOf(chart)[0].to).toEqual([{ operation: { ports: ['8080', '9000', '9001', '9002'] } }]);
  });

  test('refuses a range that is too long to list, and changes nothing', () => {
    const chart = shop();
    const api = service(chart, 'api');
    expect(() => api.connections.allowFrom(Peer.namespace('clients'), [Port.tcpRange(30000, 32767)])).toThrow(
      'shop/api: ports of "shop/api": got 30000-32767/TCP; allowed: ranges of at most 100 ports, where there is Istio, whose ' +
        'policies list each port. Fix: write a shorter range, or Port.allTcp()',
    );
    expect(only(chart, 'AuthorizationPolicy', 'api-clients').spec).not.toHaveProperty('rules');
    expect(only(chart, 'NetworkPolicy', 'api').spec).not.toHaveProperty('ingress');
  });

  test('refuses a named port that no container has, and changes nothing', () => {
    const chart = shop();
    const api = service(chart, 'api');
    expect(() => api.connections.allowFrom(Peer.namespace('clients'), [Port.named('admin')])).toThrow(
      'shop/api: port of "shop/api": got admin/TCP; allowed: ports whose number is known, where there is Istio, whose policies ' +
        'have numbers alone. Fix: write the number: Port.tcp(8080)',
    );
    expect(only(chart, 'NetworkPolicy', 'api').spec).not.toHaveProperty('ingress');
  });

  test('lets requests alone in where they are declared', () => {
    const chart = shop();
    worker(chart, 'jobs').connectTo(service(chart, 'api'), { http: [{ method: 'GET', path: '/users/*' }] });
    expect(rulesOf(chart)).toEqual([
      {
        from: [{ source: { principals: ['cluster.local/ns/shop/sa/jobs'] } }],
        to: [{ operation: { ports: ['8080'], methods: ['GET'], paths: ['/users/*'] } }],
      },
    ]);
  });
});

test('Istio: pods whose policy closes the way in alone may connect to whatever they like', () => {
  const chart = shop();
  ForeignPods.of(chart, { name: 'cache', labels: { app: 'cache' }, directions: [PolicyDirection.INGRESS] });
  const kinds = render(chart)
    .filter(({ apiVersion }: Manifest) => /istio/.test(apiVersion))
    .map(({ kind, metadata }: Manifest) => `${kind} ${metadata.name}`);
  expect(kinds).toEqual(['PeerAuthentication cache-mtls', 'AuthorizationPolicy cache-clients']);
});

test("Istio: what is rendered is what the kinds' own schemas allow", () => {
  const chart = shop();
  const api = service(chart, 'api');
  worker(chart, 'jobs').connectTo(api, { http: [{ method: 'GET', path: '/users' }, { path: '/health' }] });
  api.connections.allowFrom(Peer.cidr('10.0.0.0/8', { except: ['10.1.0.0/16'] }), [Port.tcp(8080)]);
  api.connections.allowFrom(Peer.anywhere(), [Port.tcp(9000)]);
  ForeignPods.of(chart, { labels: { app: 'cache' } }).connections.allowFrom(Peer.allPods(), [Port.allTcp()]);
  expect(crdProblems(render(chart).filter(({ apiVersion }: Manifest) => /istio/.test(apiVersion)))).toEqual([]);
});
