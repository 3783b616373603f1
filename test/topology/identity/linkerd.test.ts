import { having, identityOf, policyOf } from './reading';
import { IdentityRule } from '../../../src/topology/model';
import { parsed, problemsOf } from '../parsed';

const GROUP = 'policy.linkerd.io';

function linkerd(kind: string, name: string, spec: object, more: object = {}, version?: string): string {
  const usual =
    kind === 'Server' || kind === 'HTTPRoute' ? 'v1beta3' : kind === 'ServerAuthorization' ? 'v1beta1' : 'v1alpha1';
  const metadata = { name, namespace: 'shop', ...more };
  return JSON.stringify({ apiVersion: `${GROUP}/${version ?? usual}`, kind, metadata, spec });
}

function server(spec: object = {}, more: object = {}): string {
  return linkerd('Server', 'api', { podSelector: { matchLabels: { app: 'api' } }, port: 8080, ...spec }, more);
}

const TO_API = { targetRef: { group: GROUP, kind: 'Server', name: 'api' } };
const TO_ROUTE = { targetRef: { group: GROUP, kind: 'HTTPRoute', name: 'users' } };
const MESH_TLS = { group: GROUP, kind: 'MeshTLSAuthentication', name: 'web' };
const NETWORK = { group: GROUP, kind: 'NetworkAuthentication', name: 'web' };
const WEB = [{ identities: [{ kind: 'account', namespace: 'shop', name: 'web' }] }];

function policy(spec: object, name = 'web-to-api'): string {
  return linkerd('AuthorizationPolicy', name, { requiredAuthenticationRefs: [], ...TO_API, ...spec });
}

function meshTls(spec: object, more: object = {}): string {
  return linkerd('MeshTLSAuthentication', 'web', spec, more);
}

function networks(...list: object[]): string {
  return linkerd('NetworkAuthentication', 'web', { networks: list });
}

function route(spec: object, name = 'users'): string {
  return linkerd('HTTPRoute', name, { parentRefs: [{ group: GROUP, kind: 'Server', name: 'api' }], ...spec });
}

function together(...objects: string[]): string {
  return objects.join('\n---\n');
}

function rulesOf(...objects: string[]): readonly IdentityRule[] {
  return policyOf(together(...objects)).rules;
}

describe('a Server of Linkerd', () => {
  test('decides about one port, and lets in whom authorizations let in', () => {
    const ref = { kind: 'ServiceAccount', name: 'web' };
    const yaml = together(
      server(),
      policy({ requiredAuthenticationRefs: [MESH_TLS] }),
      meshTls({ identityRefs: [ref] }),
    );
    expect(policyOf(yaml)).toEqual({
      id: 'shop/Server/api',
      kind: 'Server',
      mesh: 'linkerd',
      namespace: 'shop',
      name: 'api',
      podSelector: having({ app: 'api' }),
      action: 'allow',
      ports: { numbers: [8080] },
      rules: [{ clients: WEB, path: 'AuthorizationPolicy/web-to-api' }],
      origin: { source: 'input.yaml', document: 1, line: 1 },
    });
  });

  test('without authorizations lets nobody in', () => {
    expect(policyOf(server({ port: 'http' }))).toMatchObject({ ports: { names: ['http'] }, rules: [] });
  });

  test('whose objects come in any order is the same', () => {
    const objects = [
      server(),
      policy({ requiredAuthenticationRefs: [MESH_TLS] }),
      meshTls({ identities: ['*'] }),
      policy({}, 'all'),
    ];
    const rules = rulesOf(...objects);
    expect(rules).toEqual([
      { path: 'AuthorizationPolicy/all' },
      { clients: [{ identities: [{ kind: 'anyone' }] }], path: 'AuthorizationPolicy/web-to-api' },
    ]);
    expect(rulesOf(...objects.reverse())).toEqual(rules);
  });

  test.each<[string, object[]]>([
    ['deny', []],
    ['all-unauthenticated', [{ path: 'spec.accessPolicy' }]],
    ['audit', [{ path: 'spec.accessPolicy' }]],
    ['all-authenticated', [{ clients: [{ identities: [{ kind: 'anyone' }] }], path: 'spec.accessPolicy' }]],
    [
      'cluster-unauthenticated',
      [{ perhaps: 'which networks are of the cluster is said where Linkerd was installed', path: 'spec.accessPolicy' }],
    ],
    [
      'cluster-authenticated',
      [
        {
          clients: [{ identities: [{ kind: 'anyone' }] }],
          perhaps: 'which networks are of the cluster is said where Linkerd was installed',
          path: 'spec.accessPolicy',
        },
      ],
    ],
  ])('with the access policy %s', (accessPolicy, rules) => {
    expect(rulesOf(server({ accessPolicy }))).toEqual(rules);
  });

  test('for workloads outside of the cluster is for no pods', () => {
    const { policies } = identityOf(linkerd('Server', 'vm', { externalWorkloadSelector: {}, port: 80 }));
    expect(policies).toEqual([]);
  });

  test.each(['v1alpha1', 'v1beta1', 'v1beta2'])('is read in version %s', (version) => {
    expect(policyOf(linkerd('Server', 'api', { podSelector: {}, port: 80 }, {}, version)).rules).toEqual([]);
  });

  test.each<[string, string]>([
    [server({ ports: [1] }), 'spec.ports is not known here; did you mean "port"?'],
    [server({ podSelector: { app: 'api' } }), 'spec.podSelector.app is not known here'],
    [
      linkerd('Server', 'api', { podSelector: {}, port: 80 }, {}, 'v2'),
      'the version of Server api, v2, is not known here',
    ],
  ])('is not judged: %s', (yaml, reason) => {
    const { policies, unjudged } = identityOf(yaml);
    expect(policies).toEqual([]);
    expect(unjudged).toMatchObject([
      { id: 'shop/Server/api', kind: 'Server', mesh: 'linkerd', namespace: 'shop', reason },
    ]);
  });
});

describe('an AuthorizationPolicy of Linkerd', () => {
  test('without authentications lets everybody in', () => {
    expect(rulesOf(server(), policy({}))).toEqual([{ path: 'AuthorizationPolicy/web-to-api' }]);
  });

  test('may name an account itself', () => {
    const account = { kind: 'ServiceAccount', name: 'web' };
    expect(rulesOf(server(), policy({ requiredAuthenticationRefs: [account] }))).toEqual([
      { clients: WEB, path: 'AuthorizationPolicy/web-to-api' },
    ]);
  });

  test('asks for an identity and for a network', () => {
    const refs = { requiredAuthenticationRefs: [MESH_TLS, NETWORK] };
    const net = networks({ cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] }, { cidr: '192.0.2.7' });
    expect(rulesOf(server(), policy(refs), meshTls({ identities: ['*'] }), net)).toEqual([
      {
        clients: [
          {
            identities: [{ kind: 'anyone' }],
            networks: [
              { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] },
              { cidr: '192.0.2.7/32', except: [] },
            ],
          },
        ],
        path: 'AuthorizationPolicy/web-to-api',
      },
    ]);
  });

  test('for a namespace is for all Servers in it', () => {
    const db = linkerd('Server', 'db', { podSelector: { matchLabels: { app: 'db' } }, port: 5432 });
    const all = policy({ targetRef: { kind: 'Namespace', name: 'shop' } });
    expect(identityOf(together(server(), db, all)).policies.map(({ name, rules }) => [name, rules.length])).toEqual([
      ['api', 1],
      ['db', 1],
    ]);
  });

  test('of another namespace, and for another Server, is not for this one', () => {
    const other = policy({ targetRef: { group: GROUP, kind: 'Server', name: 'db' } });
    const elsewhere = linkerd(
      'AuthorizationPolicy',
      'a',
      { ...TO_API, requiredAuthenticationRefs: [] },
      { namespace: 'b' },
    );
    expect(rulesOf(server(), other, elsewhere)).toEqual([]);
  });

  test('finds authentications of other namespaces', () => {
    const refs = { requiredAuthenticationRefs: [{ ...MESH_TLS, namespace: 'auth' }] };
    const web = meshTls({ identityRefs: [{ kind: 'ServiceAccount', name: 'web' }] }, { namespace: 'auth' });
    expect(rulesOf(server(), policy(refs), web)[0].clients).toEqual([
      { identities: [{ kind: 'account', namespace: 'auth', name: 'web' }] },
    ]);
  });

  test.each([
    [MESH_TLS, 'MeshTLSAuthentication shop/web is not in the input'],
    [NETWORK, 'NetworkAuthentication shop/web is not in the input'],
  ])('may mean nobody where the input lacks what it names: %j', (ref, perhaps) => {
    expect(rulesOf(server(), policy({ requiredAuthenticationRefs: [ref] }))).toEqual([
      { perhaps, path: 'AuthorizationPolicy/web-to-api' },
    ]);
  });

  test('with a field that is not known may mean less', () => {
    expect(rulesOf(server(), policy({ days: [] }))).toEqual([
      { perhaps: 'spec.days is not known here', path: 'AuthorizationPolicy/web-to-api' },
    ]);
  });
});

describe('identities of Linkerd', () => {
  const identities = (...list: unknown[]): readonly IdentityRule[] =>
    rulesOf(server(), policy({ requiredAuthenticationRefs: [MESH_TLS] }), meshTls({ identities: list }));

  test.each<[string, object]>([
    ['*', { kind: 'anyone' }],
    ['*.cluster.local', { kind: 'anyone' }],
    ['*.linkerd.cluster.local', { kind: 'anyone' }],
    ['*.identity.linkerd.cluster.local', { kind: 'anyone' }],
    ['*.serviceaccount.identity.linkerd.cluster.local', { kind: 'anyone' }],
    ['*.shop.serviceaccount.identity.linkerd.cluster.local', { kind: 'account', namespace: 'shop' }],
    ['web.shop.serviceaccount.identity.linkerd.cluster.local', { kind: 'account', namespace: 'shop', name: 'web' }],
    ['a.b.shop.serviceaccount.identity.mesh.cluster.local', { kind: 'account', namespace: 'shop', name: 'a.b' }],
    ['vm.example.com', { kind: 'principal', pattern: 'vm.example.com' }],
    ['spiffe://other/vm', { kind: 'principal', pattern: 'spiffe://other/vm' }],
  ])('%s', (identity, match) => {
    expect(identities(identity)).toEqual([
      { clients: [{ identities: [match] }], path: 'AuthorizationPolicy/web-to-api' },
    ]);
  });

  test("of a trust domain that may be another cluster's stand apart", () => {
    const [sure, ...others] = identities(
      'x.shop.serviceaccount.identity.linkerd.east.org',
      '*.shop.serviceaccount.identity.linkerd.cluster.local',
    );
    expect(sure).not.toHaveProperty('perhaps');
    expect(others).toEqual([
      {
        clients: [{ identities: [{ kind: 'account', namespace: 'shop', name: 'x' }] }],
        perhaps: "nobody knows here whether the trust domain east.org is this cluster's",
        path: 'AuthorizationPolicy/web-to-api',
      },
    ]);
  });

  test('of some accounts of a namespace may be fewer', () => {
    expect(identities('*.b.shop.serviceaccount.identity.linkerd.cluster.local')).toEqual([
      {
        clients: [{ identities: [{ kind: 'account', namespace: 'shop' }] }],
        perhaps: 'spec.identities[0] is for some accounts of shop',
        path: 'AuthorizationPolicy/web-to-api',
      },
    ]);
  });

  test('may be those of namespaces', () => {
    const refs = [
      { kind: 'Namespace', name: 'monitoring' },
      { group: 'core', kind: 'ServiceAccount', name: 'web', namespace: 'b' },
    ];
    expect(
      rulesOf(server(), policy({ requiredAuthenticationRefs: [MESH_TLS] }), meshTls({ identityRefs: refs }))[0].clients,
    ).toEqual([
      {
        identities: [
          { kind: 'account', namespace: 'monitoring' },
          { kind: 'account', namespace: 'b', name: 'web' },
        ],
      },
    ]);
  });
});

describe('a ServerAuthorization', () => {
  const authorization = (client: object, target: object = { name: 'api' }): string =>
    linkerd('ServerAuthorization', 'web', { server: target, client });
  const path = 'ServerAuthorization/web';

  test.each<[object, object[]]>([
    [{ unauthenticated: true }, [{ path }]],
    [
      { unauthenticated: true, networks: [{ cidr: '10.0.0.0/8' }] },
      [{ clients: [{ networks: [{ cidr: '10.0.0.0/8', except: [] }] }], path }],
    ],
    [{ meshTLS: { unauthenticatedTLS: true } }, [{ clients: [{ identities: [{ kind: 'anyone' }] }], path }]],
    [{ meshTLS: { serviceAccounts: [{ name: 'web' }] } }, [{ clients: WEB, path }]],
    [{ meshTLS: { identities: ['web.shop.serviceaccount.identity.linkerd.cluster.local'] } }, [{ clients: WEB, path }]],
  ])('lets in %j', (client, rules) => {
    expect(rulesOf(server(), authorization(client))).toEqual(rules);
  });

  test.each<[object, number]>([
    [{ matchLabels: { tier: 'back' } }, 1],
    [{ matchLabels: { tier: 'front' } }, 0],
    [{ matchExpressions: [{ key: 'tier', operator: 'In', values: ['back', 'x'] }] }, 1],
    [{ matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['back'] }] }, 0],
    [{ matchExpressions: [{ key: 'other', operator: 'NotIn', values: ['back'] }] }, 1],
    [{ matchExpressions: [{ key: 'tier', operator: 'Exists' }] }, 1],
    [{ matchExpressions: [{ key: 'tier', operator: 'DoesNotExist' }] }, 0],
  ])('may be for Servers by their labels: %j', (selector, count) => {
    const labelled = server({}, { labels: { tier: 'back' } });
    expect(rulesOf(labelled, authorization({ unauthenticated: true }, { selector }))).toHaveLength(count);
  });
});

describe('routes of a Server', () => {
  const rules = [{ matches: [{ method: 'GET', path: { type: 'Exact', value: '/users' } }] }];
  const web = { requiredAuthenticationRefs: [{ kind: 'ServiceAccount', name: 'web' }] };

  test('let authorizations of their own in for their requests, and those of the Server for no others', () => {
    const own = policy({ ...TO_ROUTE, ...web }, 'web-to-users');
    expect(rulesOf(server(), policy({}, 'all'), own, route({ rules }))).toEqual([
      { path: 'AuthorizationPolicy/all', only: 'HTTP GET /users' },
      { clients: WEB, path: 'AuthorizationPolicy/web-to-users', only: 'HTTP GET /users' },
    ]);
  });

  test.each<[object, (string | undefined)[]]>([
    [{}, []],
    [{ rules: [{}] }, [undefined]],
    [{ rules: [{ matches: [{ path: { value: '/' } }] }] }, [undefined]],
    [
      { rules: [{ matches: [{ path: { value: '/a/' } }, { path: { type: 'PathPrefix', value: '/b' } }] }] },
      ['HTTP /a/*', 'HTTP /b/*'],
    ],
    [{ rules: [{ matches: [{ path: { type: 'RegularExpression', value: '^/a\\.b/.*$' } }] }] }, ['HTTP /a.b/*']],
    [{ hostnames: ['x.com', 'y.com'], rules: [{}] }, ['HTTP host x.com', 'HTTP host y.com']],
    [
      { rules: [{ matches: [{ headers: [{ name: 'a', value: 'b' }], queryParams: [{ name: 'q', value: '1' }] }] }] },
      ['HTTP header a: b header query q: 1'],
    ],
  ])('in words: %j', (spec, only) => {
    expect(rulesOf(server(), policy({}), route(spec)).map((rule) => rule.only)).toEqual(only);
  });

  test('count for nothing where the port is opaque', () => {
    expect(rulesOf(server({ proxyProtocol: 'opaque' }), policy({}), route({ rules }))).toEqual([
      { path: 'AuthorizationPolicy/web-to-api' },
    ]);
  });

  test('with a field that is not known may be for less', () => {
    expect(rulesOf(server(), policy({}), route({ rules: [{ matches: [{ moon: 'full' }] }] }))).toEqual([
      {
        path: 'AuthorizationPolicy/web-to-api',
        only: 'HTTP',
        perhaps: 'spec.rules[0].matches[0].moon is not known here',
      },
    ]);
  });

  test('may be of the Gateway API', () => {
    const gateway = JSON.stringify({
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'GRPCRoute',
      metadata: { name: 'calls', namespace: 'shop' },
      spec: {
        parentRefs: [{ group: GROUP, kind: 'Server', name: 'api' }],
        rules: [
          {
            matches: [{ method: { service: 'shop.Users', method: 'Get' } }, { method: { service: 'shop.Orders' } }, {}],
          },
        ],
      },
    });
    const target = { group: 'gateway.networking.k8s.io', kind: 'GRPCRoute', name: 'calls' };
    expect(rulesOf(server(), policy({ targetRef: target }), gateway).map(({ only }) => only)).toEqual([
      'HTTP POST /shop.Users/Get',
      'HTTP POST /shop.Orders/*',
      'HTTP POST',
    ]);
  });

  test('of what pods send are of another kind, and only counted', () => {
    const sent = route({ parentRefs: [{ kind: 'Service', group: 'core', name: 'api', port: 80 }], rules });
    const { topology, problems } = parsed(sent);
    expect(problems).toEqual([]);
    expect(topology).not.toHaveProperty('identity');
    expect(topology.otherKinds).toEqual({ HTTPRoute: 1 });
  });
});

describe('what Linkerd refuses is a problem', () => {
  test.each<[string, string]>([
    [server({ port: 0 }), 'spec.port: got 0; allowed: a port number from 1 to 65535'],
    [server({ port: undefined }), "spec.port: got nothing; allowed: a port number, or a port's name"],
    [
      server({ podSelector: undefined }),
      'allowed: one of `podSelector` and `externalWorkloadSelector`. Fix: for all pods: `podSelector: {}`',
    ],
    [
      server({ proxyProtocol: 'http' }),
      'spec.proxyProtocol: got "http"; allowed: one of unknown, HTTP/1, HTTP/2, gRPC, opaque, TLS',
    ],
    [server({ accessPolicy: 'allow' }), 'spec.accessPolicy: got "allow"; allowed: one of all-unauthenticated'],
    [policy({ targetRef: { kind: 'Namespace', name: 'other' } }), "allowed: the policy's own namespace, shop"],
    [
      policy({ targetRef: { kind: 'Service', name: 'api' } }),
      'allowed: a Server of policy.linkerd.io, an HTTPRoute, a GRPCRoute or the Namespace',
    ],
    [
      policy({ requiredAuthenticationRefs: [{ kind: 'Secret', name: 'a' }] }),
      'allowed: a MeshTLSAuthentication or a NetworkAuthentication of policy.linkerd.io, or a ServiceAccount',
    ],
    [
      policy({ requiredAuthenticationRefs: [MESH_TLS, { kind: 'ServiceAccount', name: 'a' }] }),
      'allowed: one that is about identities and one about networks. Fix: make them several policies',
    ],
    [meshTls({}), 'spec: got {}; allowed: at least one of `identities` and `identityRefs`'],
    [
      meshTls({ identities: ['a.*.b'] }),
      'spec.identities[0]: got "a.*.b"; allowed: an identity, whose first label alone may be "*"',
    ],
    [meshTls({ identityRefs: [{ kind: 'Pod', name: 'a' }] }), 'allowed: a ServiceAccount or a Namespace'],
    [
      meshTls({ identityRefs: [{ kind: 'Namespace', name: 'a', namespace: 'b' }] }),
      'allowed: nothing: a Namespace is in none',
    ],
    [networks(), 'spec.networks: got []; allowed: at least one network'],
    [
      networks({ cidr: '10.0.0.0/8', except: ['11.0.0.0/8'] }),
      'allowed: a network inside 10.0.0.0/8 and smaller than it',
    ],
    [
      linkerd('ServerAuthorization', 'a', { server: { name: 'api' }, client: {} }),
      'allowed: one of `unauthenticated: true` and `meshTLS`',
    ],
    [
      linkerd('ServerAuthorization', 'a', { server: {}, client: { unauthenticated: true } }),
      'spec.server: got {}; allowed: one of `name` and `selector`',
    ],
    [
      linkerd('ServerAuthorization', 'a', { server: { name: 'api' }, client: { meshTLS: {} } }),
      'allowed: one of `unauthenticatedTLS: true`, `identities` and `serviceAccounts`',
    ],
  ])('%s', (yaml, problem) => {
    expect(problemsOf(yaml)).toEqual([expect.stringContaining(problem)]);
  });

  test('with its line', () => {
    const yaml = `apiVersion: ${GROUP}/v1beta3\nkind: Server\nmetadata: { name: a, namespace: shop }\nspec:\n  podSelector: {}\n  port: HTTP`;
    expect(problemsOf(yaml)).toEqual([
      expect.stringMatching(/^line 6: spec\.port: got "HTTP"; allowed: a port number/),
    ]);
  });
});
