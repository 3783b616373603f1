import { ApiObject, App, Chart, JsonPatch, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { IConstruct } from 'constructs';
import { synthErrors } from './synth-errors';
import { warningsOf } from './warnings';
import {
  ClusterProfile,
  Connections,
  DatabaseEngine,
  Exposure,
  ForeignPods,
  HeadlessDatabase,
  Health,
  InternalService,
  Mesh,
  MeshMode,
  Peer,
  Port,
  PublicWebApp,
  Worker,
} from '../../src';
import { shopChart } from '../manifests';

const IMAGE = 'ghcr.io/acme/app:1.0.0';
const WITHOUT_L7: readonly [string, () => Mesh][] = [
  ['Istio', () => Mesh.istio()],
  ['Istio ambient', () => Mesh.istioAmbient()],
  ['Linkerd', () => Mesh.linkerd()],
];

interface Shop {
  readonly chart: Chart;
  readonly db: HeadlessDatabase;
  readonly api: InternalService;
  readonly web: PublicWebApp;
}

function shopIn(mesh: Mesh): Shop {
  const chart = shopChart();
  new ClusterProfile({
    mesh,
    podCidrs: ['10.244.0.0/16'],
    metricsScraper: Peer.namespace('monitoring'),
  }).applyTo(App.of(chart));
  const db = new HeadlessDatabase(chart, 'db', { engine: DatabaseEngine.redis('7.4'), storage: Size.gibibytes(1) });
  const api = new InternalService(chart, 'api', { image: IMAGE, port: 80, targetPort: 8080, metrics: { port: 9090 } });
  const web = new PublicWebApp(chart, 'web', {
    image: IMAGE,
    port: 80,
    targetPort: 3000,
    exposure: Exposure.loadBalancer(),
  });
  web.connectTo(api);
  api.connectTo(db);
  return { chart, db, api, web };
}

/** An object of the mesh below a construct, by its kind and a part of its name. */
function objectOf(construct: IConstruct, kind: string, name = ''): ApiObject {
  const found = construct.node
    .findAll()
    .filter((each): each is ApiObject => ApiObject.isApiObject(each) && each.kind === kind && each.name.includes(name));
  expect(found).toHaveLength(1);
  return found[0];
}

/** A policy of Istio that somebody wrote by hand. */
function authorization(chart: Chart, rule: object, spec: object = {}): ApiObject {
  return new ApiObject(chart, 'by-hand', {
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata: { name: 'by-hand' },
    spec: { selector: { matchLabels: { 'app.kubernetes.io/name': 'api' } }, rules: [rule], ...spec },
  });
}

const ALLOWED = 'allowed: the identities of clients that connections, exposures and metrics declare.';
const FIX =
  "Fix: remove what lets it in; or declare it with connectTo or connections.allowFrom(…); or, if others own it, accept it: connections.accept(peer, ports, { reason: '…' })";
const undeclared = (who: string, by: string): string =>
  `[] shop/api: undeclared identities let in to shop/Deployment/api: got ${who}, let in by ${by}; ${ALLOWED} ${FIX}`;

describe.each(WITHOUT_L7)('what is declared is let in by %s', (_, mesh) => {
  test('from workloads of the app, whoever scrapes metrics, and the internet', () => {
    expect(synthErrors(shopIn(mesh()).chart)).toEqual([]);
  });

  test.each<[string, (shop: Shop) => void]>([
    [
      'pods by their account',
      ({ api }) => api.connections.allowFrom(Peer.pods({ namespace: 'ops', labels: { app: 'tool' } })),
    ],
    ['pods of any namespace', ({ api }) => api.connections.allowFrom(Peer.pods({ labels: { app: 'tool' } }))],
    ['a namespace', ({ api }) => api.connections.allowFrom(Peer.namespace('ops'))],
    [
      'networks with exceptions',
      ({ api }) => api.connections.allowFrom(Peer.cidr('10.0.0.0/8', { except: ['10.1.0.0/16'] })),
    ],
    ['everybody', ({ api }) => api.connections.allowFrom(Peer.anywhere())],
    [
      'a workload of cdk8s-plus',
      ({ chart, api }) => {
        const legacy = new kplus.Deployment(chart, 'legacy', { containers: [{ image: IMAGE, portNumber: 9000 }] });
        Connections.of(legacy).allowTo(api);
      },
    ],
    [
      'pods that a Helm release brings',
      ({ chart, api }) => ForeignPods.of(chart, { labels: { app: 'tool' } }).connections.allowTo(api),
    ],
    [
      'a workload outside of the mesh',
      ({ chart, api }) =>
        new Worker(chart, 'old', { image: IMAGE, mesh: MeshMode.OUTSIDE }).connectTo(api, {
          withoutIdentity: 'no proxy for it',
        }),
    ],
    ['itself', ({ api }) => api.connectTo(api)],
  ])('from %s', (__, declare) => {
    const shop = shopIn(mesh());
    declare(shop);
    expect(synthErrors(shop.chart)).toEqual([]);
  });
});

describe('what is declared and not let in fails the synth', () => {
  test('where a patch takes the client out of a policy of Istio', () => {
    const { chart, db } = shopIn(Mesh.istio());
    objectOf(db, 'AuthorizationPolicy').addJsonPatch(JsonPatch.remove('/spec/rules'));
    expect(synthErrors(chart)).toEqual([
      '[] shop/api: declared connection from shop/Deployment/api to shop/StatefulSet/db on 6379/TCP: got closed to account api of namespace shop: no policy of Istio lets anybody in; ' +
        'allowed: a connection that the rendered policies of the mesh let in by the identity of the client. ' +
        'Fix: leave the policies of the mesh and the account of the client as they are rendered, or add the rule to the policy that selects the server',
    ]);
  });

  test('where a patch changes the ports', () => {
    const { chart, db } = shopIn(Mesh.istioAmbient());
    objectOf(db, 'AuthorizationPolicy').addJsonPatch(JsonPatch.replace('/spec/rules/0/to/0/operation/ports', ['6380']));
    expect(synthErrors(chart)).toEqual([
      expect.stringContaining(
        'on 6379/TCP: got closed to account api of namespace shop: shop/AuthorizationPolicy/db-clients has no rule for it;',
      ),
      expect.stringContaining(
        'undeclared identities let in to shop/StatefulSet/db: got account api of namespace shop on 6380/TCP,',
      ),
    ]);
  });

  test('where a patch gives the client another account', () => {
    const { chart, api } = shopIn(Mesh.linkerd());
    ApiObject.of(api.deployment).addJsonPatch(JsonPatch.replace('/spec/template/spec/serviceAccountName', 'other'));
    expect(synthErrors(chart)).toContainEqual(
      expect.stringMatching(
        /^\[\] shop\/api: declared connection from shop\/Deployment\/api to shop\/StatefulSet\/db on 6379\/TCP: got closed to account api of namespace shop, account other of namespace shop: /,
      ),
    );
  });

  test('where a policy that denies closes it', () => {
    const { chart } = shopIn(Mesh.istio());
    authorization(chart, { from: [{ source: { principals: ['cluster.local/ns/shop/sa/web'] } }] }, { action: 'DENY' });
    expect(synthErrors(chart)).toEqual([
      expect.stringContaining(
        'shop/web: declared connection from shop/Deployment/web to shop/Deployment/api on 8080/TCP: got closed to account web of namespace shop',
      ),
    ]);
  });

  test('where a peer of others is closed', () => {
    const { chart, api } = shopIn(Mesh.istio());
    api.connections.allowFrom(Peer.namespace('ops'));
    authorization(chart, { from: [{ source: { namespaces: ['ops'] } }] }, { action: 'DENY' });
    expect(synthErrors(chart)).toEqual([
      expect.stringContaining(
        'shop/api: declared connection from namespace ops to shop/Deployment/api on 8080/TCP: got closed to all accounts of namespace ops',
      ),
    ]);
  });

  test('where a patch takes the pods out of the mesh', () => {
    const { chart, db } = shopIn(Mesh.istio());
    new kplus.Namespace(chart, 'namespace', { metadata: { name: 'shop' } });
    ApiObject.of(db.statefulSet).addJsonPatch(
      JsonPatch.replace('/spec/template/metadata/labels/sidecar.istio.io~1inject', 'false'),
    );
    expect(synthErrors(chart)).toEqual([
      '[] shop/db: identities of the clients of shop/StatefulSet/db: got pods that are outside of the mesh as they are rendered: nothing asks for an identity; ' +
        'allowed: pods in the mesh, as their construct says. Fix: undo the patch that takes them out (a label, an annotation, hostNetwork), or say it: mesh: MeshMode.OUTSIDE',
    ]);
  });

  test('and is not proven where their namespace may take them in another way', () => {
    const { chart, db } = shopIn(Mesh.istio());
    ApiObject.of(db.statefulSet).addJsonPatch(
      JsonPatch.replace('/spec/template/metadata/labels/sidecar.istio.io~1inject', 'false'),
    );
    expect(warningsOf(chart)).toContainEqual(
      'the identity of clients of shop/StatefulSet/db is not proven: the manifests do not tell whether its pods are in the mesh [not-proven]',
    );
  });

  test('where the network policy alone closes it, as without a mesh', () => {
    const { chart, db } = shopIn(Mesh.istio());
    objectOf(db, 'NetworkPolicy').addJsonPatch(JsonPatch.replace('/spec/ingress', []));
    expect(synthErrors(chart)).toEqual([
      expect.stringContaining(
        'declared connection from shop/Deployment/api to shop/StatefulSet/db on 6379/TCP: got closed: ingress of shop/StatefulSet/db is isolated by shop/NetworkPolicy/db',
      ),
    ]);
  });
});

describe('what is let in and not declared fails the synth', () => {
  test.each<[string, object, string]>([
    [
      'an account of the app',
      { from: [{ source: { principals: ['cluster.local/ns/shop/sa/db'] } }] },
      'account db of namespace shop on all/TCP',
    ],
    [
      'an account of others',
      { from: [{ source: { serviceAccounts: ['ops/tool'] } }] },
      'account tool of namespace ops on all/TCP',
    ],
    [
      'a namespace',
      { from: [{ source: { namespaces: ['ops'] } }], to: [{ operation: { ports: ['8080'] } }] },
      'all accounts of namespace ops on 8080/TCP',
    ],
    ['whoever is in the mesh', { from: [{ source: { principals: ['*'] } }] }, 'everybody in the mesh on all/TCP'],
    [
      'another trust domain',
      { from: [{ source: { principals: ['other.example/ns/shop/sa/web'] } }] },
      'identities other.example/ns/shop/sa/web on all/TCP',
    ],
    [
      'a part of a name',
      { from: [{ source: { principals: ['cluster.local/ns/shop/sa/w*'] } }] },
      'identities cluster.local/ns/shop/sa/w* on all/TCP',
    ],
    [
      'some namespaces',
      { from: [{ source: { namespaces: ['team-*'] } }] },
      'identities of namespaces team-* on all/TCP',
    ],
    ['addresses', { from: [{ source: { ipBlocks: ['10.9.0.0/16'] } }] }, '10.9.0.0/16 on all/TCP'],
    ['everybody', { to: [{ operation: { ports: ['8080'] } }] }, 'everybody, in the mesh or not on 8080/TCP'],
    [
      'some requests of everybody',
      { to: [{ operation: { methods: ['GET'], paths: ['/open'] } }] },
      'everybody, in the mesh or not on all/TCP (HTTP GET /open)',
    ],
    [
      'the declared client on another port',
      {
        from: [{ source: { principals: ['cluster.local/ns/shop/sa/web'] } }],
        to: [{ operation: { ports: ['9999'] } }],
      },
      'account web of namespace shop on 9999/TCP',
    ],
  ])('%s', (_, rule, who) => {
    const { chart } = shopIn(Mesh.istio());
    authorization(chart, rule);
    expect(synthErrors(chart)).toEqual([undeclared(who, 'spec.rules[0] of shop/AuthorizationPolicy/by-hand')]);
  });

  test.each<[string, object]>([
    [
      'what is declared already',
      {
        from: [{ source: { principals: ['cluster.local/ns/shop/sa/web'] } }],
        to: [{ operation: { ports: ['8080'] } }],
      },
    ],
    [
      'less than what is declared',
      {
        from: [
          {
            source: {
              principals: ['*'],
              ipBlocks: ['10.9.0.0/16'],
              notNamespaces: ['ops'],
              namespaces: ['monitoring'],
            },
          },
        ],
        to: [{ operation: { ports: ['9090'] } }],
      },
    ],
    [
      'a part of what the declared client may send',
      {
        from: [{ source: { principals: ['cluster.local/ns/shop/sa/web'] } }],
        to: [{ operation: { ports: ['8080'], methods: ['GET'] } }],
      },
    ],
  ])('but not %s', (_, rule) => {
    const { chart } = shopIn(Mesh.istio());
    authorization(chart, rule);
    expect(synthErrors(chart)).toEqual([]);
  });

  test('unless it is accepted with a reason', () => {
    const { chart, api } = shopIn(Mesh.istio());
    authorization(chart, { from: [{ source: { namespaces: ['ops'] } }], to: [{ operation: { ports: ['8080'] } }] });
    api.connections.accept(Peer.namespace('ops'), [Port.tcp(8080)], { reason: 'the platform team asks it' });
    expect(synthErrors(chart)).toEqual([]);
  });

  test('or a policy that denies refuses it as a whole', () => {
    const { chart } = shopIn(Mesh.istio());
    const from = [{ source: { namespaces: ['ops'] } }];
    authorization(chart, { from });
    new ApiObject(chart, 'deny', {
      apiVersion: 'security.istio.io/v1',
      kind: 'AuthorizationPolicy',
      metadata: { name: 'deny' },
      spec: { action: 'DENY', rules: [{ from }] },
    });
    expect(synthErrors(chart)).toEqual([]);
  });

  test('where a patch leaves the pods without a policy', () => {
    const { chart, db } = shopIn(Mesh.istio());
    objectOf(db, 'AuthorizationPolicy').addJsonPatch(
      JsonPatch.replace('/spec/selector/matchLabels/app.kubernetes.io~1name', 'other'),
    );
    expect(synthErrors(chart)).toContainEqual(
      expect.stringContaining(
        'undeclared identities let in to shop/StatefulSet/db: got everybody, in the mesh or not on all/TCP, let in by a mesh without a policy for them',
      ),
    );
  });

  test('with Linkerd: by an authorization of somebody else', () => {
    const { chart, db } = shopIn(Mesh.linkerd());
    const server = objectOf(db, 'Server').name;
    new ApiObject(chart, 'tools', {
      apiVersion: 'policy.linkerd.io/v1alpha1',
      kind: 'MeshTLSAuthentication',
      metadata: { name: 'tools' },
      spec: { identityRefs: [{ kind: 'ServiceAccount', name: 'tool', namespace: 'ops' }] },
    });
    new ApiObject(chart, 'by-hand', {
      apiVersion: 'policy.linkerd.io/v1alpha1',
      kind: 'AuthorizationPolicy',
      metadata: { name: 'by-hand' },
      spec: {
        targetRef: { group: 'policy.linkerd.io', kind: 'Server', name: server },
        requiredAuthenticationRefs: [{ group: 'policy.linkerd.io', kind: 'MeshTLSAuthentication', name: 'tools' }],
      },
    });
    expect(synthErrors(chart)).toEqual([
      expect.stringContaining(
        'undeclared identities let in to shop/StatefulSet/db: got account tool of namespace ops on 6379/TCP, let in by ',
      ),
    ]);
  });

  test('with Linkerd: by the default of the pods', () => {
    const { chart, db } = shopIn(Mesh.linkerd());
    ApiObject.of(db.statefulSet).addJsonPatch(
      JsonPatch.replace(
        '/spec/template/metadata/annotations/config.linkerd.io~1default-inbound-policy',
        'all-authenticated',
      ),
    );
    expect(synthErrors(chart)).toEqual([
      expect.stringContaining(
        'undeclared identities let in to shop/StatefulSet/db: got everybody in the mesh on 1-6378/TCP, 6380-65535/TCP,',
      ),
    ]);
  });
});

describe('requests', () => {
  const requests = [
    { method: 'GET', path: '/users' },
    { method: 'GET', path: '/orders/*' },
  ];
  const withRequests = (mesh: Mesh): Shop & { worker: Worker } => {
    const shop = shopIn(mesh);
    const users = new InternalService(shop.chart, 'users', {
      image: IMAGE,
      port: 80,
      targetPort: 8080,
      health: Health.http('/healthz'),
    });
    const worker = new Worker(shop.chart, 'worker', { image: IMAGE });
    worker.connectTo(users, { http: requests });
    shop.web.connectTo(users, { http: [{ path: '/orders/open' }] });
    return { ...shop, worker };
  };

  test.each<[string, () => Mesh]>([
    ['Istio', () => Mesh.istio()],
    ['Istio ambient with a waypoint', () => Mesh.istioAmbient({ waypoint: 'waypoint' })],
    ['Linkerd', () => Mesh.linkerd()],
  ])('that are declared are let in by %s, and those of probes', (_, mesh) => {
    expect(synthErrors(withRequests(mesh()).chart)).toEqual([]);
  });

  test('that are declared and taken away fail the synth', () => {
    const { chart } = withRequests(Mesh.istio());
    const policy = chart.node
      .findAll()
      .filter(ApiObject.isApiObject)
      .find(({ kind, name }) => kind === 'AuthorizationPolicy' && name === 'users-clients')!;
    const rules: unknown = JSON.parse(JSON.stringify(policy.toJson().spec.rules).replaceAll('"/users"', '"/orders/1"'));
    policy.addJsonPatch(JsonPatch.replace('/spec/rules', rules));
    expect(synthErrors(chart)).toEqual([
      expect.stringContaining(
        'shop/worker: declared connection from shop/Deployment/worker to shop/Deployment/users on 8080/TCP: got closed to HTTP GET /users: no policy of the mesh lets these requests in;',
      ),
    ]);
  });

  test('that nobody declared fail the synth, and so does all that is sent', () => {
    const { chart } = withRequests(Mesh.istio());
    const from = [{ source: { principals: ['cluster.local/ns/shop/sa/worker'] } }];
    const selector = { selector: { matchLabels: { 'app.kubernetes.io/name': 'users' } } };
    const to = [
      { operation: { ports: ['8080'], methods: ['POST'], paths: ['/users'] } },
      { operation: { ports: ['8080'] } },
    ];
    authorization(chart, { from, to }, selector);
    expect(synthErrors(chart)).toEqual([
      expect.stringContaining(
        'undeclared identities let in to shop/Deployment/users: got account worker of namespace shop on 8080/TCP (HTTP POST /users), account worker of namespace shop on 8080/TCP, let in by',
      ),
    ]);
  });
});

describe('workloads that run as one account', () => {
  const sharing = (): Shop & { other: Worker } => {
    const shop = shopIn(Mesh.istio());
    const other = new Worker(shop.chart, 'other', { image: IMAGE });
    ApiObject.of(other.deployment).addJsonPatch(JsonPatch.replace('/spec/template/spec/serviceAccountName', 'web'));
    return { ...shop, other };
  };
  const WORDS =
    'shop/Deployment/other and shop/Deployment/web run as account web of namespace shop: the mesh cannot tell them apart, and takes ' +
    'shop/Deployment/other for a declared client of shop/Deployment/api; the network policies alone close it. Give each workload an account of its own [shared-identity]';

  test('are told of where a server is to let in one of them', () => {
    expect(warningsOf(sharing().chart)).toContainEqual(expect.stringContaining(WORDS));
  });

  test('are not told of where it is to let in both', () => {
    const { chart, api, other } = sharing();
    other.connectTo(api);
    expect(warningsOf(chart).filter((line) => line.includes('shared-identity'))).toEqual([]);
  });

  test('are not told of where nobody is to connect', () => {
    const { chart } = shopIn(Mesh.istio());
    expect(warningsOf(chart).filter((line) => line.includes('shared-identity'))).toEqual([]);
  });
});

describe('mutual authentication of Cilium', () => {
  test('is asked for by each declared connection of pods', () => {
    expect(synthErrors(shopIn(Mesh.cilium()).chart)).toEqual([]);
  });

  test('fails the synth where a patch takes it away', () => {
    const { chart, db } = shopIn(Mesh.cilium());
    const policy = chart.node
      .findAll()
      .filter(ApiObject.isApiObject)
      .find(({ kind, node }) => kind === 'CiliumNetworkPolicy' && node.path.startsWith(db.node.path))!;
    policy.addJsonPatch(JsonPatch.remove('/spec/ingress/0/authentication'));
    expect(synthErrors(chart)).toEqual([
      '[] shop/api: declared connection from shop/Deployment/api to shop/StatefulSet/db on 6379/TCP: got no rule of Cilium that asks for mutual authentication; ' +
        'allowed: a connection for which both ends prove who they are. Fix: leave the CiliumNetworkPolicy of the server as it is rendered',
    ]);
  });
});
