import * as fc from 'fast-check';
import { parseTopology } from '../../../src/topology/parse';
import { holds } from '../../property';

/* Whatever stands in a field of a mesh's object is read, or said to be wrong; nothing is thrown. */

const OBJECTS: readonly { readonly apiVersion: string; readonly kind: string; readonly spec: object }[] = [
  {
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    spec: {
      selector: { matchLabels: { app: 'api' } },
      action: 'DENY',
      provider: { name: 'a' },
      targetRefs: [{ kind: 'Service', name: 'a' }],
      rules: [
        {
          from: [
            {
              source: {
                principals: ['a'],
                namespaces: ['b'],
                serviceAccounts: ['c'],
                ipBlocks: ['10.0.0.0/8'],
                requestPrincipals: ['*'],
              },
            },
          ],
          to: [{ operation: { ports: ['80'], methods: ['GET'], notPaths: ['/a'] } }],
          when: [{ key: 'source.ip', values: ['10.0.0.1'], notValues: ['10.0.0.2'] }],
        },
      ],
    },
  },
  {
    apiVersion: 'security.istio.io/v1',
    kind: 'PeerAuthentication',
    spec: {
      selector: { matchLabels: { app: 'api' } },
      mtls: { mode: 'STRICT' },
      portLevelMtls: { 80: { mode: 'DISABLE' } },
    },
  },
  {
    apiVersion: 'policy.linkerd.io/v1beta3',
    kind: 'Server',
    spec: { podSelector: { matchLabels: { app: 'api' } }, port: 80, proxyProtocol: 'opaque', accessPolicy: 'deny' },
  },
  {
    apiVersion: 'policy.linkerd.io/v1beta1',
    kind: 'ServerAuthorization',
    spec: {
      server: { selector: { matchLabels: { app: 'api' } } },
      client: {
        networks: [{ cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] }],
        meshTLS: { identities: ['*'], serviceAccounts: [{ name: 'a' }] },
      },
    },
  },
  {
    apiVersion: 'policy.linkerd.io/v1alpha1',
    kind: 'AuthorizationPolicy',
    spec: {
      targetRef: { group: 'policy.linkerd.io', kind: 'Server', name: 'x' },
      requiredAuthenticationRefs: [{ group: 'policy.linkerd.io', kind: 'MeshTLSAuthentication', name: 'x' }],
    },
  },
  {
    apiVersion: 'policy.linkerd.io/v1alpha1',
    kind: 'MeshTLSAuthentication',
    spec: { identities: ['*.a.b'], identityRefs: [{ kind: 'Namespace', name: 'a' }] },
  },
  {
    apiVersion: 'policy.linkerd.io/v1alpha1',
    kind: 'NetworkAuthentication',
    spec: { networks: [{ cidr: '10.0.0.0/8', except: [] }] },
  },
  ...['policy.linkerd.io/v1beta3', 'gateway.networking.k8s.io/v1'].map((apiVersion) => ({
    apiVersion,
    kind: 'HTTPRoute',
    spec: {
      parentRefs: [{ group: 'policy.linkerd.io', kind: 'Server', name: 'x' }],
      hostnames: ['a.com'],
      rules: [
        { matches: [{ method: 'GET', path: { type: 'Exact', value: '/a' }, headers: [{ name: 'a', value: 'b' }] }] },
      ],
    },
  })),
];

type Path = readonly (string | number)[];

function pathsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, member]) => pathsIn(member, [...path, key]))];
}

function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value)) {
    return value.map((item, i) => (String(i) === String(key) ? replaced(item, rest, by) : (item as unknown)));
  }
  const map = value as { readonly [key: string]: unknown };
  return { ...map, [key]: replaced(map[key], rest, by) };
}

const PLACES = OBJECTS.flatMap((object, i) =>
  ['spec', 'metadata']
    .flatMap((part) => pathsIn(whole(i)[part as 'spec'], [part]))
    .map((path) => ({ i, path, kind: object.kind })),
);

function whole(i: number): { readonly spec: object; readonly metadata: object } {
  const metadata = {
    name: 'x',
    namespace: 'shop',
    labels: { app: 'api' },
    annotations: { 'istio.io/dry-run': 'false' },
  };
  return { ...OBJECTS[i], metadata };
}

const SERVER = OBJECTS.findIndex(({ kind }) => kind === 'Server');

/** Reads one object with a value in some place, beside a Server to which it may belong. */
function read(i: number, path: Path, value: unknown): void {
  const objects = [replaced(whole(i), path, value), ...(i === SERVER ? [] : [whole(SERVER)])];
  const manifests = objects.map((object, at) => ({ object, origin: { source: 'a', document: at + 1 } }));
  const { topology, problems } = parseTopology(manifests);
  const isAsIs = problems.every(({ message }) => message.length > 0) && topology.workloads.length === 0;
  if (!isAsIs) throw new Error(`${path.join('.')}: ${JSON.stringify(problems)}`);
}

const WRONG: readonly unknown[] = [null, '', 'a*b', 0, true, [], [null], [[]], {}, { a: null }, { __proto__: null }];

test('values of any type in any field', () => {
  expect(() => {
    for (const { i, path } of PLACES) for (const value of WRONG) read(i, path, value);
  }).not.toThrow();
});

test('values that nobody thought of', () => {
  holds(
    fc.property(fc.constantFrom(...PLACES), fc.anything(), ({ i, path }, value) => {
      expect(() => read(i, path, value)).not.toThrow();
    }),
  );
});
