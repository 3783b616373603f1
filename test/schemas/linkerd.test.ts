import { linkerdProblems } from './linkerd';

const metadata = { name: 'api-8080', namespace: 'shop' };

const SERVER = {
  apiVersion: 'policy.linkerd.io/v1beta3',
  kind: 'Server',
  metadata,
  spec: {
    podSelector: { matchLabels: { 'app.kubernetes.io/name': 'api' } },
    port: 8080,
    proxyProtocol: 'HTTP/1',
    accessPolicy: 'deny',
  },
};

const IDENTITIES = {
  apiVersion: 'policy.linkerd.io/v1alpha1',
  kind: 'MeshTLSAuthentication',
  metadata,
  spec: { identityRefs: [{ kind: 'ServiceAccount', name: 'web', namespace: 'shop' }] },
};

const NETWORKS = {
  apiVersion: 'policy.linkerd.io/v1alpha1',
  kind: 'NetworkAuthentication',
  metadata,
  spec: { networks: [{ cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] }] },
};

const POLICY = {
  apiVersion: 'policy.linkerd.io/v1alpha1',
  kind: 'AuthorizationPolicy',
  metadata,
  spec: {
    targetRef: { group: 'policy.linkerd.io', kind: 'Server', name: 'api-8080' },
    requiredAuthenticationRefs: [{ group: 'policy.linkerd.io', kind: 'MeshTLSAuthentication', name: 'api-8080' }],
  },
};

const ROUTE = {
  apiVersion: 'policy.linkerd.io/v1beta3',
  kind: 'HTTPRoute',
  metadata,
  spec: {
    parentRefs: [{ group: 'policy.linkerd.io', kind: 'Server', name: 'api-8080' }],
    rules: [{ matches: [{ method: 'GET', path: { type: 'RegularExpression', value: '^/users/.*$' } }] }],
  },
};

const EGRESS = {
  apiVersion: 'policy.linkerd.io/v1alpha1',
  kind: 'EgressNetwork',
  metadata,
  spec: { trafficPolicy: 'Deny', networks: [{ cidr: '203.0.113.0/24' }] },
};

const EGRESS_ROUTE = {
  ...ROUTE,
  spec: {
    ...ROUTE.spec,
    parentRefs: [{ group: 'policy.linkerd.io', kind: 'EgressNetwork', name: 'outside', port: 80 }],
    hostnames: ['*.example.com'],
  },
};

test.each([SERVER, IDENTITIES, NETWORKS, POLICY, ROUTE, EGRESS, EGRESS_ROUTE])(
  'a right $kind has no problems',
  (object) => {
    expect(linkerdProblems(object)).toEqual([]);
  },
);

test('objects of other groups are not judged', () => {
  expect(linkerdProblems({ apiVersion: 'v1', kind: 'Service', metadata, spec: { ports: 'none' } })).toEqual([]);
});

test('the first version of Server has no accessPolicy', () => {
  const old = { ...SERVER, apiVersion: 'policy.linkerd.io/v1beta1' };
  expect(linkerdProblems(old)).toEqual(['Server shop/api-8080: Server/spec must NOT have additional properties']);
});

const WRONG: readonly [string, object, string][] = [
  ['a port that is none', { ...SERVER, spec: { ...SERVER.spec, port: 0 } }, 'Server/spec/port must be >= 1'],
  ['a protocol that is none', { ...SERVER, spec: { ...SERVER.spec, proxyProtocol: 'HTTP' } }, 'proxyProtocol'],
  ['an access policy that is none', { ...SERVER, spec: { ...SERVER.spec, accessPolicy: 'allow' } }, 'accessPolicy'],
  [
    'a selector of all pods',
    { ...SERVER, spec: { ...SERVER.spec, podSelector: { matchLabels: {} } } },
    'must NOT have fewer than 1 properties',
  ],
  ['a misspelt field', { ...SERVER, spec: { ...SERVER.spec, proxyProtokol: 'opaque' } }, 'additional properties'],
  [
    'a Server without a port',
    { ...SERVER, spec: { podSelector: SERVER.spec.podSelector } },
    "required property 'port'",
  ],
  ['names and references together', { ...IDENTITIES, spec: { ...IDENTITIES.spec, identities: ['*'] } }, 'oneOf'],
  ['no identity', { ...IDENTITIES, spec: { identityRefs: [] } }, 'must NOT have fewer than 1 items'],
  ['a star inside of a name', { ...IDENTITIES, spec: { identities: ['web.*.serviceaccount'] } }, 'must match pattern'],
  [
    'the namespace of a namespace',
    { ...IDENTITIES, spec: { identityRefs: [{ kind: 'Namespace', name: 'shop', namespace: 'shop' }] } },
    'additional properties',
  ],
  ['no networks', { ...NETWORKS, spec: { networks: [] } }, 'must NOT have fewer than 1 items'],
  ['a network that is none', { ...NETWORKS, spec: { networks: [{ cidr: 'everywhere' }] } }, 'must match pattern'],
  [
    'authentications that must hold together',
    {
      ...POLICY,
      spec: {
        ...POLICY.spec,
        requiredAuthenticationRefs: [
          ...POLICY.spec.requiredAuthenticationRefs,
          { group: 'policy.linkerd.io', kind: 'NetworkAuthentication', name: 'api-8080' },
        ],
      },
    },
    'must NOT have more than 1 items',
  ],
  [
    'a target of another group',
    {
      ...POLICY,
      spec: { ...POLICY.spec, targetRef: { ...POLICY.spec.targetRef, group: 'gateway.networking.k8s.io' } },
    },
    'must be equal to constant',
  ],
  [
    'a method that is none',
    {
      ...ROUTE,
      spec: { ...ROUTE.spec, rules: [{ matches: [{ method: 'get', path: { type: 'Exact', value: '/' } }] }] },
    },
    'method must be equal to one of the allowed values',
  ],
  [
    'an expression that proxies do not know',
    {
      ...ROUTE,
      spec: { ...ROUTE.spec, rules: [{ matches: [{ path: { type: 'RegularExpression', value: '^/(?!users).*$' } }] }] },
    },
    'must match format "regex"',
  ],
  [
    'more matches than a rule may have',
    {
      ...ROUTE,
      spec: {
        ...ROUTE.spec,
        rules: [{ matches: Array.from({ length: 9 }, (_, i) => ({ path: { type: 'Exact', value: `/${i}` } })) }],
      },
    },
    'must NOT have more than 8 items',
  ],
  [
    'a name that is none',
    { ...ROUTE, metadata: { ...metadata, name: 'API_8080' } },
    'HTTPRoute/metadata/name must match pattern',
  ],
  ['egress without a policy', { ...EGRESS, spec: {} }, "required property 'trafficPolicy'"],
  ['egress to no networks', { ...EGRESS, spec: { trafficPolicy: 'Deny', networks: [] } }, 'fewer than 1 items'],
  [
    'a route of egress without a port',
    {
      ...EGRESS_ROUTE,
      spec: {
        ...EGRESS_ROUTE.spec,
        parentRefs: [{ group: 'policy.linkerd.io', kind: 'EgressNetwork', name: 'outside' }],
      },
    },
    "required property 'port'",
  ],
  ['an object without a namespace', { ...ROUTE, metadata: { name: 'api' } }, "required property 'namespace'"],
  ['a kind that is not rendered', { ...ROUTE, kind: 'ServerAuthorization' }, 'no kind of policy.linkerd.io/v1beta3'],
];

test.each(WRONG)('%s is refused', (_, object, problem) => {
  const problems = linkerdProblems(object);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(problem);
});
