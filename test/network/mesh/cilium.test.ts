import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import * as fc from 'fast-check';
import {
  ClusterProfileProps,
  Connections,
  ExternalAlias,
  InternalService,
  Mesh,
  MeshMode,
  NetworkPolicyMode,
  Peer,
  Port,
  Worker,
} from '../../../src';
import { Manifest, only, render, testApp } from '../../manifests';
import { errorsOf } from '../../promises/synth';
import { holds } from '../../property';
import { crdProblems } from '../../schemas/crd-problems';
import { chartOf, podsNamed, service, worker } from '../policies';

interface Shop {
  readonly app: App;
  readonly chart: Chart;
  readonly api: InternalService;
  readonly web: Worker;
  readonly job: Worker;
}

const PROFILE: ClusterProfileProps = { mesh: Mesh.cilium() };

function shop(profile: ClusterProfileProps = PROFILE): Shop {
  const app = testApp();
  const chart = chartOf(app, 'shop', profile);
  return { app, chart, api: service(chart, 'api'), web: worker(chart, 'web'), job: worker(chart, 'job') };
}

function endpoint(name: string, namespace = 'shop'): object {
  return {
    matchLabels: {
      'k8s:app.kubernetes.io/name': name,
      'k8s:io.kubernetes.pod.namespace': namespace,
      'k8s:io.cilium.k8s.policy.serviceaccount': name,
    },
  };
}

const PORT = { ports: [{ port: '8080', protocol: 'TCP' }] };
const REQUIRED = { mode: 'required' };

function kinds(chart: Chart): string[] {
  return render(chart).map(({ kind, metadata }: Manifest) => `${kind}/${metadata.name}`);
}

describe('a server in Cilium’s mesh', () => {
  test('lets the client in by its labels, namespace and account, after mutual authentication', () => {
    const { chart, api, web } = shop();
    web.connectTo(api);
    expect(only(chart, 'CiliumNetworkPolicy')).toEqual({
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumNetworkPolicy',
      metadata: {
        name: 'api-mesh',
        namespace: 'shop',
        labels: {
          'app.kubernetes.io/name': 'api',
          'app.kubernetes.io/instance': 'api',
          'app.kubernetes.io/component': 'service',
          'app.kubernetes.io/managed-by': 'cdk8s',
          'app.kubernetes.io/part-of': 'shop',
        },
      },
      spec: {
        endpointSelector: { matchLabels: { 'app.kubernetes.io/name': 'api' } },
        ingress: [{ fromEndpoints: [endpoint('web')], toPorts: [PORT], authentication: REQUIRED }],
      },
    });
  });

  test('does not let it in by its network policy, which would not ask for the account', () => {
    const { chart, api, web } = shop();
    web.connectTo(api);
    expect(only(chart, 'NetworkPolicy', 'api').spec).toEqual({
      podSelector: { matchLabels: { 'app.kubernetes.io/name': 'api' } },
      policyTypes: ['Ingress', 'Egress'],
      egress: expect.any(Array),
    });
    expect(only(chart, 'NetworkPolicy', 'web').spec.egress).toContainEqual({
      to: [podsNamed('api')],
      ports: [{ port: 8080, protocol: 'TCP' }],
    });
  });

  test('is proven, and is what the schema of Cilium takes', () => {
    const { app, chart, api, web, job } = shop();
    web.connectTo(api, { http: [{ method: 'GET', path: '/users' }] });
    job.connectTo(api);
    worker(chartOf(app, 'batch', PROFILE), 'nightly').connectTo(api);
    expect(errorsOf(app)).toEqual([]);
    expect(crdProblems(render(chart))).toEqual([]);
  });

  test('has one policy for connections, requests and peers', () => {
    const { app, chart, api, web, job } = shop();
    web.connectTo(api, { http: [{ method: 'GET', path: '/users' }] });
    job.connectTo(api);
    api.connections.allowFrom(Peer.namespace('monitoring'), [Port.tcp(9090)]);
    expect(only(chart, 'CiliumNetworkPolicy').spec.ingress).toEqual([
      { fromEndpoints: [endpoint('job')], toPorts: [PORT], authentication: REQUIRED },
      {
        fromEndpoints: [endpoint('web')],
        toPorts: [{ ...PORT, rules: { http: [{ method: 'GET', path: '/users(\\?.*)?' }] } }],
        authentication: REQUIRED,
      },
      {
        fromEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'monitoring' } }],
        toPorts: [{ ports: [{ port: '9090', protocol: 'TCP' }] }],
        authentication: REQUIRED,
      },
    ]);
    expect(errorsOf(app)).toEqual([]);
  });

  test('lets a client send whatever it wants that is once connected without requests', () => {
    const { chart, api, web } = shop();
    web.connectTo(api, { http: [{ method: 'GET', path: '/users' }] });
    web.connectTo(api);
    expect(only(chart, 'CiliumNetworkPolicy').spec.ingress).toEqual([
      { fromEndpoints: [endpoint('web')], toPorts: [PORT], authentication: REQUIRED },
    ]);
  });

  test('leaves to its network policy what has no identity', () => {
    const { app, chart, api } = shop();
    api.connections.allowFrom(Peer.cidr('203.0.113.0/24'), [Port.tcp(8080)]);
    api.connections.allowFrom(Peer.anywhere(), [Port.tcp(8443)]);
    expect(kinds(chart).filter((kind) => kind.startsWith('Cilium'))).toEqual([]);
    expect(only(chart, 'NetworkPolicy', 'api').spec.ingress).toEqual([
      { from: [{ ipBlock: { cidr: '203.0.113.0/24' } }], ports: [{ port: 8080, protocol: 'TCP' }] },
      { ports: [{ port: 8443, protocol: 'TCP' }] },
    ]);
    expect(errorsOf(app)).toEqual([]);
  });

  test('is open to everybody and asks its own clients for authentication all the same', () => {
    const { app, chart, api, web } = shop();
    web.connectTo(api);
    api.connections.allowFrom(Peer.anywhere(), [Port.tcp(8080)]);
    expect(only(chart, 'CiliumNetworkPolicy').spec.ingress).toHaveLength(1);
    expect(errorsOf(app)).toEqual([]);
  });

  test('is what it was without a client: its network policy alone', () => {
    const { app, chart } = shop();
    expect(kinds(chart).filter((kind) => kind.startsWith('Cilium'))).toEqual([]);
    expect(errorsOf(app)).toEqual([]);
  });

  test('knows a workload of cdk8s-plus by the account that its pods name', () => {
    const { app, chart, api } = shop();
    const plus = new kplus.Deployment(chart, 'plus', { containers: [{ image: 'ghcr.io/acme/api:1.4.2' }] });
    Connections.of(plus).allowTo(api, [Port.tcp(8080)]);
    expect(only(chart, 'CiliumNetworkPolicy').spec.ingress[0].fromEndpoints[0].matchLabels).toMatchObject({
      'k8s:io.cilium.k8s.policy.serviceaccount': 'default',
    });
    expect(errorsOf(app)).toEqual([]);
  });

  test('lets in on the number of a port that its containers name', () => {
    const app = testApp();
    const chart = chartOf(app, 'shop', PROFILE);
    const api = service(chart, 'api', { ports: [{ name: 'web', port: 80, targetPort: 8080 }] });
    worker(chart, 'web').connections.allowTo(api, [Port.named('web')]);
    expect(only(chart, 'CiliumNetworkPolicy').spec.ingress[0].toPorts).toEqual([PORT]);
    expect(errorsOf(app)).toEqual([]);
  });

  test('refuses other names of ports, which Cilium looks up in other ways', () => {
    const { api } = shop();
    expect(() => api.connections.allowFrom(Peer.namespace('monitoring'), [Port.named('http')])).toThrow(
      'shop/api: port: got http/TCP; allowed: ports by number, or Port.all(), where a policy of Cilium opens them',
    );
  });

  test('leaves no trace of the order of the calls', () => {
    const calls: ((all: Shop) => void)[] = [
      ({ web, api }) => web.connectTo(api, { http: [{ method: 'GET' }] }),
      ({ job, api }) => job.connectTo(api),
      ({ api }) => api.connections.allowFrom(Peer.namespace('monitoring'), [Port.tcp(9090), Port.tcpRange(1, 80)]),
      ({ api }) => api.connections.allowFrom(Peer.pods({ labels: { app: 'x' } }), [Port.all()]),
    ];
    const rendered = (order: readonly ((all: Shop) => void)[]): Manifest[] => {
      const all = shop();
      for (const call of order) call(all);
      return [only(all.chart, 'CiliumNetworkPolicy'), only(all.chart, 'NetworkPolicy', 'api')];
    };
    holds(
      fc.property(fc.shuffledSubarray(calls, { minLength: calls.length }), (order) => {
        expect(rendered(order)).toEqual(rendered(calls));
      }),
      { runs: 15 },
    );
  });
});

describe('peers in Cilium’s mesh', () => {
  test.each([
    [
      'pods of all namespaces',
      Peer.podsLabelled({ app: 'scraper' }),
      {
        matchLabels: { 'k8s:app': 'scraper' },
        matchExpressions: [{ key: 'k8s:io.kubernetes.pod.namespace', operator: 'Exists' }],
      },
    ],
    [
      'labelled namespaces',
      Peer.namespacesLabelled({ team: 'a' }),
      { matchLabels: { 'k8s:io.cilium.k8s.namespace.labels.team': 'a' } },
    ],
    [
      'every pod',
      Peer.allPods(),
      { matchExpressions: [{ key: 'k8s:io.kubernetes.pod.namespace', operator: 'Exists' }] },
    ],
    [
      'all pods of the own namespace',
      Peer.allPodsInNamespace(),
      { matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'shop' } },
    ],
    [
      'pods with an account, which the labels of the peer do not name',
      Peer.pods({ namespace: 'ops', labels: { app: 'scraper' }, serviceAccount: 'scraper' }),
      { matchLabels: { 'k8s:app': 'scraper', 'k8s:io.kubernetes.pod.namespace': 'ops' } },
    ],
    [
      'pods of the own namespace',
      Peer.pods({ labels: { app: 'scraper' } }),
      { matchLabels: { 'k8s:app': 'scraper', 'k8s:io.kubernetes.pod.namespace': 'shop' } },
    ],
  ])('are selected as Cilium labels them: %s', (_, peer, expected) => {
    const app = testApp();
    const chart = chartOf(app, 'shop', PROFILE);
    service(chart, 'api').connections.allowFrom(peer, [Port.tcp(8080)]);
    expect(only(chart, 'CiliumNetworkPolicy').spec.ingress[0].fromEndpoints).toEqual([expected]);
    expect(errorsOf(app)).toEqual([]);
  });
});

describe('outside of Cilium’s mesh', () => {
  test('servers have network policies alone', () => {
    const app = testApp();
    const chart = chartOf(app, 'shop', PROFILE);
    const api = service(chart, 'api', { mesh: MeshMode.OUTSIDE });
    worker(chart, 'web', { mesh: MeshMode.OUTSIDE }).connectTo(api);
    expect(kinds(chart).filter((kind) => kind.startsWith('Cilium'))).toEqual([]);
    expect(errorsOf(app)).toEqual([]);
  });

  test('clients are let in by the network policy, where it is said why', () => {
    const app = testApp();
    const chart = chartOf(app, 'shop', { ...PROFILE, podCidrs: ['10.244.0.0/16'] });
    const api = service(chart, 'api');
    worker(chart, 'web', { mesh: MeshMode.OUTSIDE }).connectTo(api, { withoutIdentity: 'it is being moved' });
    expect(only(chart, 'NetworkPolicy', 'api').spec.ingress).toEqual([
      { from: [podsNamed('web')], ports: [{ port: 8080, protocol: 'TCP' }] },
    ]);
    expect(kinds(chart).filter((kind) => kind.startsWith('Cilium'))).toEqual([]);
  });

  test('pods that are not isolated stay as they are', () => {
    const app = testApp();
    const chart = chartOf(app, 'shop', PROFILE);
    const api = service(chart, 'api', { networkPolicy: NetworkPolicyMode.NONE });
    worker(chart, 'web').connectTo(api);
    expect(kinds(chart).filter((kind) => kind.startsWith('Cilium'))).toEqual([]);
  });
});

test('names outside of the cluster are opened as without a mesh', () => {
  const { app, chart, web } = shop();
  web.connectTo(new ExternalAlias(chart, 'payments', { hostname: 'api.stripe.com', port: 443 }));
  expect(only(chart, 'CiliumNetworkPolicy').metadata.name).toBe('web-fqdn');
  expect(errorsOf(app)).toEqual([]);
});
