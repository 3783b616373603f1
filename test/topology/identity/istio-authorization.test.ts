import { doubtOf, EVERYTHING, having, identityOf, istio, policyOf, rulesOf } from './reading';
import { parsed, problemsOf } from '../parsed';

const WEB = 'cluster.local/ns/shop/sa/web';

function from(source: object): object {
  return { from: [{ source }] };
}

function to(operation: object): object {
  return { to: [{ operation }] };
}

describe('an AuthorizationPolicy of Istio', () => {
  test('lets some accounts connect to some ports', () => {
    expect(
      policyOf(istio({ action: 'ALLOW', rules: [{ ...from({ principals: [WEB] }), ...to({ ports: ['8080'] }) }] })),
    ).toEqual({
      id: 'shop/AuthorizationPolicy/api',
      kind: 'AuthorizationPolicy',
      mesh: 'istio',
      namespace: 'shop',
      name: 'api',
      podSelector: having({ app: 'api' }),
      action: 'allow',
      rules: [
        {
          clients: [{ identities: [{ kind: 'principal', pattern: WEB }] }],
          ports: { numbers: [8080] },
          path: 'spec.rules[0]',
        },
      ],
      origin: { source: 'input.yaml', document: 1, line: 1 },
    });
  });

  test('is read in its older version, too', () => {
    expect(policyOf(istio({ rules: [{}] }).replace('/v1"', '/v1beta1"')).rules).toEqual([{ path: 'spec.rules[0]' }]);
  });

  test('without rules lets nobody in, and with an empty rule everybody', () => {
    expect(policyOf(istio({}))).toMatchObject({ action: 'allow', rules: [] });
    expect(policyOf(istio({ rules: [{}] }))).toMatchObject({ action: 'allow', rules: [{ path: 'spec.rules[0]' }] });
  });

  test('without a spec is for all pods of its namespace, and lets nobody in', () => {
    const yaml =
      'apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: { name: none, namespace: shop }';
    expect(policyOf(yaml)).toMatchObject({ podSelector: EVERYTHING, action: 'allow', rules: [] });
  });

  test('of the root namespace is for all namespaces, with a selector and without', () => {
    const metadata = { namespace: 'istio-system' };
    expect(policyOf(istio({ rules: [{}] }, metadata))).toMatchObject({
      namespaceSelector: EVERYTHING,
      podSelector: having({ app: 'api' }),
    });
    expect(policyOf(istio({ selector: undefined }, metadata))).toMatchObject({
      namespaceSelector: EVERYTHING,
      podSelector: EVERYTHING,
    });
    expect(policyOf(istio({}))).not.toHaveProperty('namespaceSelector');
  });

  test('refuses clients', () => {
    const policy = policyOf(istio({ action: 'DENY', rules: [from({ namespaces: ['test-*'] })] }));
    expect(policy).toMatchObject({ action: 'deny' });
    expect(policy.rules).toEqual([
      { clients: [{ identities: [{ kind: 'namespace', pattern: 'test-*' }] }], path: 'spec.rules[0]' },
    ]);
  });

  test('that is only watched, or only tried, says nothing', () => {
    expect(identityOf(istio({ action: 'AUDIT', rules: [{}] }))).toEqual({ policies: [], mtls: [], unjudged: [] });
    const dry = { annotations: { 'istio.io/dry-run': 'true' } };
    expect(identityOf(istio({ action: 'DENY', rules: [{}] }, dry)).policies).toEqual([]);
    expect(identityOf(istio({ rules: [{}] }, { annotations: { 'istio.io/dry-run': 'false' } })).policies).toHaveLength(
      1,
    );
  });

  test('is there once, though two manifests have it, and beside one of Linkerd of that name', () => {
    const linkerd = {
      apiVersion: 'policy.linkerd.io/v1alpha1',
      kind: 'AuthorizationPolicy',
      metadata: { name: 'api', namespace: 'shop' },
      spec: { targetRef: { kind: 'Namespace', name: 'shop' }, requiredAuthenticationRefs: [] },
    };
    const yaml = [istio({}), istio({}), JSON.stringify(linkerd)].join('\n---\n');
    expect(identityOf(yaml).policies).toHaveLength(1);
    expect(problemsOf([istio({}), istio({ rules: [{}] })].join('\n---\n'))).toEqual([
      expect.stringContaining('shop/AuthorizationPolicy/api of security.istio.io is there twice'),
    ]);
  });
});

describe('the clients of a rule', () => {
  test('have what one of its sources asks for', () => {
    const [{ clients }, ...others] = rulesOf({
      from: [
        { source: { principals: ['*'] } },
        { source: { principals: ['*/ns/shop/sa/web', 'td/ns/*'], notPrincipals: ['td/ns/a/sa/b'] } },
        { source: { serviceAccounts: ['web', 'other/jobs'], notServiceAccounts: ['x'] } },
        { source: { namespaces: ['*'], notNamespaces: ['bad'] } },
        { source: { ipBlocks: ['10.1.2.3', '10.0.0.7/8', '2001:db8::1'], notIpBlocks: ['10.9.0.0/16'] } },
      ],
    });
    expect(others).toEqual([]);
    expect(clients).toEqual([
      { identities: [{ kind: 'anyone' }] },
      {
        identities: [
          { kind: 'principal', pattern: '*/ns/shop/sa/web' },
          { kind: 'principal', pattern: 'td/ns/*' },
        ],
        notIdentities: [{ kind: 'principal', pattern: 'td/ns/a/sa/b' }],
      },
      {
        identities: [
          { kind: 'account', namespace: 'shop', name: 'web' },
          { kind: 'account', namespace: 'other', name: 'jobs' },
        ],
        notIdentities: [{ kind: 'account', namespace: 'shop', name: 'x' }],
      },
      { identities: [{ kind: 'anyone' }], notIdentities: [{ kind: 'namespace', pattern: 'bad' }] },
      {
        networks: [
          { cidr: '10.1.2.3/32', except: [] },
          { cidr: '10.0.0.0/8', except: [] },
          { cidr: '2001:db8::1/128', except: [] },
        ],
        notNetworks: [{ cidr: '10.9.0.0/16', except: [] }],
      },
    ]);
  });

  test('have all that one source asks for', () => {
    const [{ clients }] = rulesOf(from({ principals: [WEB], namespaces: ['shop'], ipBlocks: ['10.0.0.0/8'] }));
    expect(clients).toEqual([
      {
        identities: [{ kind: 'principal', pattern: WEB }],
        networks: [{ cidr: '10.0.0.0/8', except: [] }],
        also: [{ identities: [{ kind: 'namespace', pattern: 'shop' }] }],
      },
    ]);
  });

  test('have what conditions ask for', () => {
    const when = [
      { key: 'source.principal', values: [WEB] },
      { key: 'source.namespace', notValues: ['bad'] },
      { key: 'source.serviceAccount', values: ['web'] },
      { key: 'source.ip', values: ['10.0.0.0/8'], notValues: ['10.1.0.0/16'] },
    ];
    const conditions = [
      { identities: [{ kind: 'principal', pattern: WEB }] },
      { notIdentities: [{ kind: 'namespace', pattern: 'bad' }] },
      { identities: [{ kind: 'account', namespace: 'shop', name: 'web' }] },
      { networks: [{ cidr: '10.0.0.0/8', except: [] }], notNetworks: [{ cidr: '10.1.0.0/16', except: [] }] },
    ];
    const [first, ...others] = conditions;
    expect(rulesOf({ when })).toEqual([{ clients: [{ ...first, also: others }], path: 'spec.rules[0]' }]);
    expect(rulesOf({ ...from({ namespaces: ['shop'] }), when })).toEqual([
      {
        clients: [{ identities: [{ kind: 'namespace', pattern: 'shop' }], also: conditions }],
        path: 'spec.rules[0]',
      },
    ]);
  });

  test('may be fewer where requests tell, or a proxy: these stand apart', () => {
    const sources = [
      { requestPrincipals: ['*'] },
      { principals: [WEB] },
      { remoteIpBlocks: ['1.2.3.4'], namespaces: ['shop'] },
    ];
    expect(rulesOf({ from: sources.map((source) => ({ source })) })).toEqual([
      {
        clients: [{}],
        perhaps: 'spec.rules[0].from[0].source.requestPrincipals is not known here',
        path: 'spec.rules[0]',
      },
      { clients: [{ identities: [{ kind: 'principal', pattern: WEB }] }], path: 'spec.rules[0]' },
      {
        clients: [{ identities: [{ kind: 'namespace', pattern: 'shop' }] }],
        perhaps: 'spec.rules[0].from[2].source.remoteIpBlocks is not known here',
        path: 'spec.rules[0]',
      },
    ]);
  });

  test.each([
    'request.headers[x-token]',
    'request.auth.claims[iss]',
    'request.auth.principal',
    'remote.ip',
    'destination.ip',
    'connection.sni',
    'experimental.envoy.filters.network.mysql_proxy[db.table]',
  ])('may be fewer by a condition on %s', (key) => {
    expect(rulesOf({ when: [{ key, values: ['10.0.0.1'] }] })).toEqual([
      { perhaps: `a condition on ${key} is not known here`, path: 'spec.rules[0]' },
    ]);
  });
});

describe('what a rule is about', () => {
  test.each<[object, object]>([
    [{ ports: ['9090', '8080', '8080'] }, { numbers: [8080, 9090] }],
    [{ notPorts: ['15020'] }, { notNumbers: [15020] }],
    [{ ports: ['8080', '9090'], notPorts: ['9090'] }, { numbers: [8080] }],
    [{ ports: ['8080'], notPorts: ['8080'] }, { numbers: [] }],
  ])('are ports: %j', (operation, ports) => {
    expect(rulesOf(to(operation))).toEqual([{ ports, path: 'spec.rules[0]' }]);
  });

  test('are the ports that its conditions mean as well', () => {
    const ports = (operation: object, ...when: object[]): unknown =>
      rulesOf({ ...to(operation), when: when.map((each) => ({ key: 'destination.port', ...each })) })[0].ports;
    expect(ports({ ports: ['1', '2', '3'] }, { values: ['2', '3', '4'] }, { notValues: ['3'] })).toEqual({
      numbers: [2],
    });
    expect(ports({ notPorts: ['1'] }, { notValues: ['2'] })).toEqual({ notNumbers: [1, 2] });
    expect(ports({ notPorts: ['1'] }, { values: ['1', '2'] })).toEqual({ numbers: [2] });
  });

  test('are several operations, each with its ports', () => {
    const rule = { to: [{ operation: { ports: ['80'] } }, { operation: { ports: ['81'], methods: ['GET'] } }] };
    expect(rulesOf(rule)).toEqual([
      { ports: { numbers: [80] }, path: 'spec.rules[0]' },
      { ports: { numbers: [81] }, only: 'HTTP GET', path: 'spec.rules[0]' },
    ]);
  });

  test.each<[object, string[]]>([
    [
      { methods: ['GET', 'POST'], paths: ['/users', '/orders/*'] },
      ['HTTP GET /users', 'HTTP GET /orders/*', 'HTTP POST /users', 'HTTP POST /orders/*'],
    ],
    [{ hosts: ['a.com', 'b.com'] }, ['HTTP host a.com', 'HTTP host b.com']],
    [{ methods: ['*'] }, ['HTTP']],
    [
      { notMethods: ['DELETE'], notPaths: ['/admin'], notHosts: ['x.com'] },
      ['HTTP but not DELETE, /admin, host x.com'],
    ],
    [{ methods: ['GET'], notPaths: ['/admin'] }, ['HTTP GET but not /admin']],
  ])('are requests: %j', (operation, only) => {
    expect(rulesOf(to(operation)).map((rule) => rule.only)).toEqual(only);
  });

  test('are more requests than are listed one by one', () => {
    const paths = Array.from({ length: 40 }, (_, i) => `/p${i}`);
    const [{ only }, ...others] = rulesOf(to({ methods: ['GET'], paths }));
    expect(others).toEqual([]);
    expect(only).toBe(`HTTP GET ${paths.join(',')}`);
  });

  test('is more where a denial of requests meets other protocols', () => {
    expect(policyOf(istio({ action: 'DENY', rules: [to({ paths: ['/admin'] }), to({ ports: ['1'] })] })).rules).toEqual(
      [
        {
          only: 'HTTP /admin',
          perhaps: 'where a port is not one of HTTP it is about all connections',
          path: 'spec.rules[0]',
        },
        { ports: { numbers: [1] }, path: 'spec.rules[1]' },
      ],
    );
  });
});

describe('an AuthorizationPolicy of Istio is not judged', () => {
  test.each<[object, string]>([
    [{ rules: [{ source: {} }] }, 'spec.rules[0].source is not known here'],
    [
      { rules: [from({ principal: [WEB], namespaces: ['a'] })] },
      'spec.rules[0].from[0].source.principal is not known here; did you mean "principals"?',
    ],
    [{ rules: [to({ ports: ['1'], sni: ['a'] })] }, 'spec.rules[0].to[0].operation.sni is not known here'],
    [
      { rules: [from({ namespaces: ['a*b'] })] },
      'spec.rules[0].from[0].source.namespaces[0] has a "*" that is not its only one at one end',
    ],
    [
      { rules: [from({ principals: ['*a*'] })] },
      'spec.rules[0].from[0].source.principals[0] has a "*" that is not its only one at one end',
    ],
    [
      { rules: [from({ serviceAccounts: ['a/*'] })] },
      'spec.rules[0].from[0].source.serviceAccounts[0] has a "*", which accounts do not know here',
    ],
    [
      { rules: [{ when: [{ key: 'source.moon', values: ['a'] }] }] },
      'spec.rules[0].when[0].key is "source.moon", which is not known here',
    ],
    [{ selector: { matchExpressions: [] } }, 'spec.selector.matchExpressions is not known here'],
    [{ action: 'CUSTOM', provider: { name: 'opa' }, rules: [{}] }, 'the provider opa decides'],
  ])('%j', (spec, reason) => {
    expect(doubtOf(istio(spec))).toBe(reason);
  });

  test('in a version that nobody here knows', () => {
    expect(identityOf(istio({ rules: [] }).replace('/v1"', '/v2"')).unjudged).toEqual([
      {
        id: 'shop/AuthorizationPolicy/api',
        kind: 'AuthorizationPolicy',
        mesh: 'istio',
        namespace: 'shop',
        name: 'api',
        podSelector: EVERYTHING,
        reason: 'its version, v2, is not known here',
        origin: { source: 'input.yaml', document: 1, line: 1 },
      },
    ]);
  });

  test('for the pods behind what it is attached to', () => {
    const service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'api', namespace: 'shop' },
      spec: { selector: { app: 'api' }, ports: [{ port: 80 }] },
    };
    const targetRefs = [
      { kind: 'Service', group: '', name: 'api' },
      { kind: 'Service', name: 'other' },
      { kind: 'Gateway', group: 'gateway.networking.k8s.io', name: 'waypoint' },
    ];
    const { unjudged, policies } = identityOf(
      [istio({ selector: undefined, targetRefs, rules: [{}] }), JSON.stringify(service)].join('\n---\n'),
    );
    expect(policies).toEqual([]);
    expect(unjudged.map(({ podSelector }) => podSelector)).toEqual([
      having({ app: 'api' }),
      EVERYTHING,
      having({ 'gateway.networking.k8s.io/gateway-name': 'waypoint' }),
    ]);
    expect(unjudged[0].reason).toBe('it is for requests that go through Service api, Service other, Gateway waypoint');
  });
});

describe('what Istio refuses is a problem', () => {
  const yaml = (spec: string): string =>
    `apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: { name: a, namespace: shop }\nspec:\n${spec}`;

  test.each<[string, string]>([
    ['  action: allow', 'line 5: spec.action: got "allow"; allowed: one of ALLOW, DENY, AUDIT, CUSTOM'],
    [
      '  rules:\n    - to:\n        - operation:\n            ports: [8080]',
      'line 8: spec.rules[0].to[0].operation.ports[0]: got 8080; allowed: a port number as text: "8080". Fix: put it in quotes: "8080"',
    ],
    [
      '  rules:\n    - to: [{ operation: { ports: ["http"] } }]',
      'line 6: spec.rules[0].to[0].operation.ports[0]: got "http"; allowed: a port number as text: "8080"',
    ],
    [
      '  rules:\n    - from: []',
      'line 6: spec.rules[0].from: got []; allowed: at least one member. Fix: leave out `from` for all',
    ],
    [
      '  rules:\n    - from: [{ source: {} }]',
      'line 6: spec.rules[0].from[0].source: got {}; allowed: at least one field with a value. Fix: leave out `from` for everybody',
    ],
    ['  rules:\n    - from: [{}]', 'line 6: spec.rules[0].from[0].source: got nothing; allowed: a map'],
    [
      '  rules:\n    - to: [{ operation: { paths: [] } }]',
      'line 6: spec.rules[0].to[0].operation: got {"paths":[]}; allowed: at least one field with a value. Fix: leave out `to` for everything',
    ],
    ['  rules: [null]', 'line 5: spec.rules[0]: got null; allowed: a map'],
    [
      '  rules:\n    - from: [{ source: { ipBlocks: [10.0.0] } }]',
      'line 6: spec.rules[0].from[0].source.ipBlocks[0]: got "10.0.0"; allowed: an address, or a network such as "10.0.0.0/8" or "2001:db8::/32"',
    ],
    [
      '  rules:\n    - from: [{ source: { principals: [""] } }]',
      'line 6: spec.rules[0].from[0].source.principals[0]: got ""; allowed: text, and it is required',
    ],
    [
      '  rules:\n    - from: [{ source: { serviceAccounts: [a/b/c] } }]',
      'line 6: spec.rules[0].from[0].source.serviceAccounts[0]: got "a/b/c"; allowed: "account", or "namespace/account"',
    ],
    [
      '  rules:\n    - from: [{ source: { serviceAccounts: [a], namespaces: [b] } }]',
      'line 6: spec.rules[0].from[0].source: got {"serviceAccounts":["…"],"namespaces":["…"]}; allowed: `serviceAccounts` without `principals` and `namespaces`. Fix: make them two sources',
    ],
    [
      '  rules:\n    - when: [{ key: source.ip }]',
      'line 6: spec.rules[0].when[0]: got {"key":"…"}; allowed: at least one of `values` and `notValues`',
    ],
    [
      '  action: DENY',
      'line 5: spec.rules: got nothing; allowed: a list of rules, without which DENY does nothing. Fix: an empty rule means all: `rules: [{}]`',
    ],
    [
      '  selector: { matchLabels: { app: "a*" } }',
      'line 5: spec.selector.matchLabels.app: got "a*"; allowed: a label without "*", which selectors of Istio do not know',
    ],
    ['  provider: { name: opa }', 'line 5: spec.provider: got {"name":"…"}; allowed: nothing without `action: CUSTOM`'],
  ])('%s', (spec, problem) => {
    expect(problemsOf(yaml(spec))).toEqual([problem]);
  });

  test('as are a selector and targets in one policy', () => {
    const spec = { targetRefs: [{ kind: 'Service', name: 'a' }], rules: [] };
    expect(problemsOf(istio(spec))).toEqual([
      expect.stringContaining(
        'allowed: one of `selector`, `targetRef` and `targetRefs`. Fix: make them several policies',
      ),
    ]);
  });

  test("and an identity with its scheme is worth a word, as it is nobody's", () => {
    const { topology, problems } = parsed(istio({ rules: [from({ principals: [`spiffe://${WEB}`] })] }));
    expect(problems).toEqual([]);
    expect(topology.warnings.map(({ message }) => message)).toEqual([
      `spec.rules[0].from[0].source.principals[0]: got "spiffe://${WEB}", which nobody is. Fix: leave out "spiffe://": "${WEB}"`,
    ]);
  });
});
