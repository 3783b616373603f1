import * as fc from 'fast-check';
import { RawObject } from './oracle';
import {
  IdentityClient,
  IdentityMatch,
  IdentityPolicies,
  IdentityPolicy,
  IdentityPorts,
  IdentityRule,
  MeshMembership,
  MtlsPolicy,
  Selector,
  Topology,
  Workload,
} from '../../src/topology/model';
import { parseTopology } from '../../src/topology/parse';

/** A cluster of four pods, with policies of both meshes and of the network. */
export interface MeshCluster {
  /** The pods and the network policies. */
  readonly manifests: readonly RawObject[];
  readonly topology: Topology;
  readonly identity: IdentityPolicies;
}

/** The ports that are asked for: those of the pods and of the meshes. */
export const PORTS = [8080, 9090, 15008, 4143, 15020] as const;

/** Addresses of clients that no pod has. */
export const ADDRESSES = ['203.0.113.9', '10.9.0.1', '2001:db8::1'] as const;

const NAMESPACES = ['shop', 'ops'] as const;
const ACCOUNTS = ['web', 'api'] as const;
const PODS = [
  { namespace: 'shop', name: 'web', address: '10.1.0.1' },
  { namespace: 'shop', name: 'api', address: '10.1.0.2' },
  { namespace: 'ops', name: 'tool', address: '10.2.0.1' },
  { namespace: 'ops', name: 'bot', address: undefined },
] as const;

const origin = { source: 'sample', document: 1 };

const maybe = <T>(arbitrary: fc.Arbitrary<T>, weight = 2): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq: weight });

const rarely = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ arbitrary: fc.constant(undefined), weight: 3 }, { arbitrary, weight: 1 });

/** Fields without a value are left out. */
const filled = <T extends object>(record: { [K in keyof T]: T[K] | undefined }): T =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T;

const membership = fc.constantFrom<MeshMembership>('istio', 'istio-ambient', 'linkerd', 'outside', 'unknown');

const principal: fc.Arbitrary<IdentityMatch> = fc
  .tuple(
    fc.constantFrom('cluster.local', 'cluster.local', 'acme.example'),
    fc.constantFrom(...NAMESPACES),
    fc.constantFrom(...ACCOUNTS, 'other'),
    fc.constantFrom('exact', 'exact', 'all', 'namespace', 'account', 'start'),
  )
  .map(([domain, namespace, account, form]) => {
    const patterns: Record<string, string> = {
      exact: `${domain}/ns/${namespace}/sa/${account}`,
      all: '*',
      namespace: `${domain}/ns/${namespace}/*`,
      account: `*/sa/${account}`,
      start: `${domain}/ns/${namespace}/sa/${account.slice(0, 1)}*`,
    };
    return { kind: 'principal', pattern: patterns[form] };
  });

const match: fc.Arbitrary<IdentityMatch> = fc.oneof(
  principal,
  fc.record({
    kind: fc.constant('namespace' as const),
    pattern: fc.constantFrom('shop', 'ops', 'sh*', '*ps', '*'),
  }),
  fc
    .record({ namespace: fc.constantFrom(...NAMESPACES), name: maybe(fc.constantFrom(...ACCOUNTS)) })
    .map((given) =>
      filled<IdentityMatch & { kind: 'account' }>({ kind: 'account', name: given.name, namespace: given.namespace }),
    ),
  fc.constant<IdentityMatch>({ kind: 'anyone' }),
);

const network = fc.constantFrom(
  { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] },
  { cidr: '10.1.0.0/24', except: [] },
  { cidr: '0.0.0.0/0', except: [] },
  { cidr: '::/0', except: [] },
  { cidr: '203.0.113.0/24', except: [] },
);

const plainClient: fc.Arbitrary<IdentityClient> = fc
  .record({
    identities: maybe(fc.array(match, { maxLength: 2 }), 3),
    notIdentities: rarely(fc.array(match, { minLength: 1, maxLength: 1 })),
    networks: rarely(fc.array(network, { minLength: 1, maxLength: 2 })),
    notNetworks: rarely(fc.array(network, { minLength: 1, maxLength: 1 })),
  })
  .map((given) => filled<IdentityClient>(given));

const client: fc.Arbitrary<IdentityClient> = fc
  .tuple(plainClient, rarely(fc.array(plainClient, { minLength: 1, maxLength: 1 })))
  .map(([own, also]) => filled<IdentityClient>({ ...own, also }));

const ports: fc.Arbitrary<IdentityPorts> = fc
  .record({
    numbers: maybe(fc.uniqueArray(fc.constantFrom(8080, 9090), { minLength: 1 })),
    names: rarely(fc.constant(['http'])),
    notNumbers: rarely(fc.constant([9090])),
  })
  .map((given) => filled<IdentityPorts>(given));

const rule: fc.Arbitrary<IdentityRule> = fc
  .record({
    clients: maybe(fc.array(client, { maxLength: 2 }), 4),
    ports: maybe(ports),
    only: rarely(fc.constantFrom('HTTP GET /a', 'HTTP POST /b')),
    perhaps: rarely(fc.constant('a condition is not known here')),
  })
  .map((given) => filled<IdentityRule>(given));

const bySelector = (name: string): Selector => ({ requirements: [{ key: 'app', operator: 'In', values: [name] }] });
const selector: fc.Arbitrary<Selector> = fc.oneof(
  fc.constant<Selector>({ requirements: [] }),
  fc.constantFrom('web', 'api', 'tool').map(bySelector),
);

const policy: fc.Arbitrary<Omit<IdentityPolicy, 'id' | 'name'>> = fc
  .record({
    mesh: fc.constantFrom('istio' as const, 'linkerd' as const),
    namespace: fc.constantFrom(...NAMESPACES),
    podSelector: selector,
    isForAll: fc.boolean(),
    action: fc.constantFrom('allow' as const, 'allow' as const, 'deny' as const),
    rules: fc.array(rule, { maxLength: 3 }),
    ports: fc.constantFrom<IdentityPorts>({ numbers: [8080] }, { numbers: [9090] }, { names: ['http'] }),
  })
  .map(({ mesh, isForAll, action, ports: own, ...given }) => ({
    ...given,
    mesh,
    kind: mesh === 'istio' ? 'AuthorizationPolicy' : 'Server',
    action: mesh === 'istio' ? action : 'allow',
    ...(mesh === 'linkerd' ? { ports: own } : isForAll ? { namespaceSelector: { requirements: [] } } : {}),
    origin,
  }));

const mode = fc.constantFrom('strict' as const, 'permissive' as const, 'disable' as const);

const mtls: fc.Arbitrary<Omit<MtlsPolicy, 'id' | 'name'>> = fc
  .record({
    scope: fc.constantFrom('mesh', 'namespace', 'pods'),
    namespace: fc.constantFrom(...NAMESPACES),
    pods: fc.constantFrom('web', 'api').map(bySelector),
    mode: maybe(mode, 3),
    port: rarely(mode),
  })
  .map(({ scope, namespace, pods, mode: own, port }) =>
    filled<Omit<MtlsPolicy, 'id' | 'name'>>({
      namespace,
      mode: own,
      portModes: scope === 'pods' && port !== undefined ? { 8080: port } : {},
      namespaceSelector: scope === 'mesh' ? { requirements: [] } : undefined,
      podSelector: scope === 'pods' ? pods : undefined,
      origin,
    }),
  );

const named = <T extends object>(kind: string, items: readonly T[]): (T & { id: string; name: string })[] =>
  items.map((item, i) => ({ ...item, id: `n/${kind}/p${i}`, name: `p${i}` }));

/** What the network lets through: mostly everything, else some ports, among them those of the meshes. */
const networkPolicy: fc.Arbitrary<RawObject> = fc
  .record({
    namespace: fc.constantFrom(...NAMESPACES),
    app: fc.constantFrom('web', 'api', 'tool', 'bot'),
    direction: fc.constantFrom('ingress', 'egress'),
    ports: fc.uniqueArray(fc.constantFrom(...PORTS), { maxLength: 3 }),
    isFromPods: fc.boolean(),
  })
  .map(({ namespace, app, direction, ports: open, isFromPods }) => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { namespace },
    spec: {
      podSelector: { matchLabels: { app } },
      policyTypes: [direction === 'ingress' ? 'Ingress' : 'Egress'],
      [direction]: [
        {
          ...(open.length === 0 ? {} : { ports: open.map((port) => ({ port })) }),
          ...(isFromPods
            ? { [direction === 'ingress' ? 'from' : 'to']: [{ namespaceSelector: {}, podSelector: {} }] }
            : {}),
        },
      ],
    },
  }));

function podOf({ namespace, name }: (typeof PODS)[number]): RawObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels: { app: name } },
    spec: { containers: [{ name: 'main', image: 'x', ports: [{ containerPort: 8080, name: 'http' }] }] },
  };
}

const inMesh = fc.record({
  mesh: maybe(membership, 6),
  serviceAccount: maybe(fc.constantFrom(...ACCOUNTS), 5),
  inboundDefault: rarely(fc.array(rule, { maxLength: 1 })),
});

/** Small clusters in which everything that decides about identities is likely to meet. */
export const meshCluster: fc.Arbitrary<MeshCluster> = fc
  .record({
    pods: fc.tuple(inMesh, inMesh, inMesh, inMesh),
    policies: fc.array(policy, { maxLength: 4 }),
    modes: fc.array(mtls, { maxLength: 2 }),
    network: fc.array(networkPolicy, { maxLength: 3 }),
  })
  .map(({ pods, policies, modes, network: networkPolicies }) => {
    const manifests = [
      ...PODS.map(podOf),
      ...networkPolicies.map((each, i) => ({ ...each, metadata: { ...each.metadata, name: `n${i}` } })),
    ];
    const identity: IdentityPolicies = {
      policies: named('Policy', policies),
      mtls: named('Mtls', modes),
      unjudged: [],
    };
    const { topology, problems } = parseTopology(
      manifests.map((object, i) => ({ object, origin: { source: 'sample', document: i + 1 } })),
    );
    if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join('\n'));
    const workloads = topology.workloads.map((workload): Workload => {
      const index = PODS.findIndex(({ name }) => name === workload.name);
      const { address } = PODS[index];
      return filled<Workload>({
        ...workload,
        ...pods[index],
        addresses: address === undefined ? [] : [`${address}/32`],
      });
    });
    return { manifests, identity, topology: { ...topology, workloads, identity } };
  });
