import { ApiObject, App, Chart } from 'cdk8s';
import * as fc from 'fast-check';
import { ClusterProfileProps, Cni, HttpRequest, InternalService, Peer, Port, Worker } from '../../../src';
import { pathPattern } from '../../../src/network/cilium-clients';
import { Manifest, only, render, testApp } from '../../manifests';
import { errorsOf } from '../../promises/synth';
import { holds } from '../../property';
import { crdProblems } from '../../schemas/crd-problems';
import { chartOf, podsNamed, service, worker } from '../policies';

const CILIUM: ClusterProfileProps = { cni: Cni.CILIUM };
const USERS: HttpRequest[] = [{ method: 'GET', path: '/users' }];

interface Shop {
  readonly app: App;
  readonly chart: Chart;
  readonly api: InternalService;
  readonly web: Worker;
  readonly job: Worker;
}

function shop(profile: ClusterProfileProps = CILIUM): Shop {
  const app = testApp();
  const chart = chartOf(app, 'shop', profile);
  return { app, chart, api: service(chart, 'api'), web: worker(chart, 'web'), job: worker(chart, 'job') };
}

function endpoint(name: string): object {
  return { matchLabels: { 'k8s:app.kubernetes.io/name': name, 'k8s:io.kubernetes.pod.namespace': 'shop' } };
}

const TCP_8080 = { port: '8080', protocol: 'TCP' };

describe('requests where Cilium is the network plugin and there is no mesh', () => {
  test('are a policy of Cilium beside, and no rule of the network policy', () => {
    const { chart, api, web, job } = shop();
    web.connectTo(api, { http: [...USERS, { path: '/v1.0/*' }] });
    job.connectTo(api);
    expect(only(chart, 'CiliumNetworkPolicy')).toEqual({
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumNetworkPolicy',
      metadata: {
        name: 'api-http',
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
        ingress: [
          {
            fromEndpoints: [endpoint('web')],
            toPorts: [
              {
                ports: [TCP_8080],
                rules: { http: [{ method: 'GET', path: '/users(\\?.*)?' }, { path: '/v1\\.0/.*' }] },
              },
            ],
          },
        ],
      },
    });
    expect(only(chart, 'NetworkPolicy', 'api').spec.ingress).toEqual([
      { from: [podsNamed('job')], ports: [{ port: 8080, protocol: 'TCP' }] },
    ]);
  });

  test('leave the client’s own policy as it is', () => {
    const [plain, requested] = [shop(), shop()];
    plain.web.connectTo(plain.api);
    requested.web.connectTo(requested.api, { http: USERS });
    expect(only(requested.chart, 'NetworkPolicy', 'web')).toEqual(only(plain.chart, 'NetworkPolicy', 'web'));
  });

  test('are what the schema of Cilium takes', () => {
    const { chart, api, web } = shop();
    web.connectTo(api, { http: USERS });
    expect(crdProblems(render(chart))).toEqual([]);
  });

  test('are proven to be open', () => {
    const { app, api, web, job } = shop();
    web.connectTo(api, { http: USERS });
    job.connectTo(api);
    expect(errorsOf(app)).toEqual([]);
  });

  test('of one client and other connections of it are the wider one', () => {
    const { app, chart, api, web } = shop();
    web.connectTo(api, { http: USERS });
    web.connectTo(api);
    expect(only(chart, 'NetworkPolicy', 'api').spec.ingress).toEqual([
      { from: [podsNamed('web')], ports: [{ port: 8080, protocol: 'TCP' }] },
    ]);
    expect(errorsOf(app)).toEqual([]);
  });

  test('of several calls are united, and one request is there once', () => {
    const { chart, api, web } = shop();
    web.connectTo(api, { http: [{ method: 'POST', path: '/users' }, ...USERS] });
    web.connectTo(api, { http: USERS });
    expect(only(chart, 'CiliumNetworkPolicy').spec.ingress[0].toPorts[0].rules.http).toEqual([
      { method: 'GET', path: '/users(\\?.*)?' },
      { method: 'POST', path: '/users(\\?.*)?' },
    ]);
  });

  test('of clients that may send the same are one rule', () => {
    const { chart, api, web, job } = shop();
    web.connectTo(api, { http: USERS });
    job.connectTo(api, { http: USERS });
    const { ingress } = only(chart, 'CiliumNetworkPolicy').spec;
    expect(ingress).toHaveLength(1);
    expect(ingress[0].fromEndpoints).toEqual([endpoint('job'), endpoint('web')]);
  });

  test('name clients of another namespace by it', () => {
    const { app, chart, api } = shop();
    const other = chartOf(app, 'front', CILIUM);
    worker(other, 'web').connectTo(api, { http: USERS });
    expect(only(chart, 'CiliumNetworkPolicy').spec.ingress[0].fromEndpoints).toEqual([
      { matchLabels: { 'k8s:app.kubernetes.io/name': 'web', 'k8s:io.kubernetes.pod.namespace': 'front' } },
    ]);
    expect(errorsOf(app)).toEqual([]);
  });

  test('leave no trace of the order of the calls', () => {
    const calls: ((all: Shop) => void)[] = [
      ({ web, api }) => web.connectTo(api, { http: USERS }),
      ({ web, api }) => web.connectTo(api, { http: [{ method: 'POST' }] }),
      ({ job, api }) => job.connectTo(api, { http: [{ path: '/*' }] }),
      ({ job, api }) => job.connectTo(api),
    ];
    const rendered = (order: readonly ((all: Shop) => void)[]): Manifest[] => {
      const all = shop();
      for (const call of order) call(all);
      return render(all.chart).sort((a, b) =>
        `${a.kind}/${a.metadata.name}`.localeCompare(`${b.kind}/${b.metadata.name}`),
      );
    };
    holds(
      fc.property(fc.shuffledSubarray(calls, { minLength: calls.length }), (order) => {
        expect(rendered(order)).toEqual(rendered(calls));
      }),
      { runs: 15 },
    );
  });
});

describe('what is open beside declared requests', () => {
  function extra(chart: Chart, spec: object, cilium = true): void {
    new ApiObject(chart, 'Extra', {
      apiVersion: cilium ? 'cilium.io/v2' : 'networking.k8s.io/v1',
      kind: cilium ? 'CiliumNetworkPolicy' : 'NetworkPolicy',
      metadata: { name: 'extra', namespace: 'shop' },
      spec,
    });
  }

  test('is found, where a network policy lets the client send whatever it wants', () => {
    const { app, chart, api, web } = shop();
    web.connectTo(api, { http: USERS });
    extra(
      chart,
      {
        podSelector: { matchLabels: { 'app.kubernetes.io/name': 'api' } },
        ingress: [{ from: [podsNamed('web')], ports: [{ port: 8080, protocol: 'TCP' }] }],
      },
      false,
    );
    expect(errorsOf(app)).toEqual([
      expect.stringContaining(
        'declared requests from shop/Deployment/web to shop/Deployment/api on 8080/TCP: got more of them are open: ' +
          'ingress rule 0 of shop/NetworkPolicy/extra lets whatever is sent through; allowed: GET /users',
      ),
    ]);
  });

  test('is found, where another policy of Cilium has more requests', () => {
    const { app, chart, api, web } = shop();
    web.connectTo(api, { http: USERS });
    extra(chart, {
      endpointSelector: { matchLabels: { 'app.kubernetes.io/name': 'api' } },
      ingress: [
        { fromEndpoints: [endpoint('web')], toPorts: [{ ports: [TCP_8080], rules: { http: [{ method: 'PUT' }] } }] },
      ],
    });
    expect(errorsOf(app)).toEqual([
      expect.stringContaining('ingress rule 0 of shop/CiliumNetworkPolicy/extra lets HTTP PUT through'),
    ]);
  });

  test('is no mistake, where a peer is declared that means the client, too', () => {
    const { app, api, web } = shop();
    web.connectTo(api, { http: USERS });
    api.connections.allowFrom(Peer.namespace('shop'), [Port.tcp(8080)]);
    expect(errorsOf(app)).toEqual([]);
  });
});

describe('a path as Cilium matches it, from beginning to end', () => {
  const matches = (path: string, asked: string): boolean => new RegExp(`^(?:${pathPattern(path)})$`).test(asked);

  test.each([
    ['/users', '/users', true],
    ['/users', '/users?page=2', true],
    ['/users', '/users/7', false],
    ['/users', '/usersX', false],
    ['/users', '/v1/users', false],
    ['/users/*', '/users/7?x=/', true],
    ['/users/*', '/users/', true],
    ['/users/*', '/users', false],
    ['/v1.0', '/v1x0', false],
    ['/a(b)$', '/a(b)$', true],
    ['/a+b', '/aab', false],
  ])('%s for %s: %s', (path, asked, expected) => {
    expect(matches(path, asked)).toBe(expected);
  });

  test('means itself alone, whatever is in it', () => {
    const path = fc
      .array(fc.constantFrom(..."abA0-._~!$&'()+,;=:@/".split('')), { maxLength: 6 })
      .map((all) => `/${all.join('')}`);
    holds(
      fc.property(path, path, (own, other) => {
        expect([own, matches(own, other), matches(own, own)]).toEqual([own, own === other, true]);
      }),
    );
  });
});
