import * as fc from 'fast-check';
import { addressOf, bitsOf, OracleOptions, Packet, PacketEnd, RawObject, Stranger } from './oracle';

/** Small clusters in which everything that the semantics speak of is likely to meet. */
export interface SampleCluster {
  readonly manifests: readonly RawObject[];
  readonly options: OracleOptions;
  /** Between its pods and addresses. */
  readonly packets: readonly Packet[];
  /** Between its pods and pods that are not in the manifests. */
  readonly strangerPackets: readonly Packet[];
}

const NAMESPACES = ['default', 'shop', 'data'];
const PORT_NAMES = ['http', 'dns', 'metrics'];
const PORTS = [1, 53, 80, 81, 443, 8080, 65535];
const PROTOCOLS = ['TCP', 'UDP', 'SCTP'] as const;
const LABELS: { readonly [key: string]: readonly string[] } = { app: ['web', 'api', 'db'], tier: ['x', ''] };
const NAMESPACE_LABELS: { readonly [key: string]: readonly string[] } = {
  team: ['red', 'blue'],
  'kubernetes.io/metadata.name': NAMESPACES,
};

const port = fc.constantFrom(...PORTS);
const portName = fc.constantFrom(...PORT_NAMES);
const protocol = fc.constantFrom(...PROTOCOLS);
const maybe = <T>(value: fc.Arbitrary<T>, weight = 1): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight, arbitrary: value }, { weight: 1, arbitrary: fc.constant(undefined) });

/** Leaves out what is undefined: a missing field is not a field without value. */
function object(fields: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<RawObject> {
  return fc
    .record(fields)
    .map((given) => Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)));
}

function labels(alphabet: { readonly [key: string]: readonly string[] }): fc.Arbitrary<Record<string, string>> {
  return object(
    Object.fromEntries(Object.entries(alphabet).map(([key, values]) => [key, maybe(fc.constantFrom(...values), 3)])),
  );
}

function selector(alphabet: { readonly [key: string]: readonly string[] }): fc.Arbitrary<RawObject> {
  const requirement = fc.constantFrom(...Object.keys(alphabet)).chain((key) =>
    fc.oneof(
      fc.record({
        key: fc.constant(key),
        operator: fc.constantFrom('In', 'NotIn'),
        values: fc.array(fc.constantFrom(...alphabet[key]), { minLength: 1, maxLength: 2 }),
      }),
      fc.record({ key: fc.constant(key), operator: fc.constantFrom('Exists', 'DoesNotExist') }),
    ),
  );
  return fc.oneof(
    fc.constant({}),
    fc.constantFrom(...Object.keys(alphabet)).chain((key) => {
      return fc.constantFrom(...alphabet[key]).map((value) => ({ matchLabels: { [key]: value } }));
    }),
    object({
      matchLabels: maybe(labels(alphabet)),
      matchExpressions: maybe(fc.array(requirement, { maxLength: 2 }), 3),
    }),
  );
}

/** Networks that overlap often, now and then with host bits. */
const address = fc.oneof(
  fc.constantFrom('10.0.0.0', '10.244.0.0', '10.244.1.7', '10.244.128.0', '192.0.2.1', '255.255.255.255', '0.0.0.0'),
  fc.constantFrom('2001:db8::1', 'fd00:10:244::', 'fd00:10:244:8000::5', '::', 'ffff:ffff::ffff'),
);
const LENGTHS = {
  32: [0, 1, 8, 9, 16, 17, 24, 31, 32],
  128: [0, 1, 8, 32, 48, 49, 64, 127, 128],
};
const cidr = address.chain((text) =>
  fc.constantFrom(...LENGTHS[text.includes(':') ? 128 : 32]).map((length) => `${text}/${length}`),
);

const ipBlock = cidr.chain((outer) => {
  const [text, length] = outer.split('/');
  const bits = bitsOf(text);
  const inner = fc
    .tuple(
      fc.constantFrom(...LENGTHS[bits.length as 32 | 128].filter((l) => l > Number(length)), bits.length),
      fc.constantFrom('0', '1', '01'),
    )
    .map(([innerLength, fill]) => {
      const innerBits = bits.slice(0, Number(length)).padEnd(bits.length, fill);
      return `${addressOf(innerBits)}/${innerLength}`;
    });
  const except = Number(length) === bits.length ? fc.constant(undefined) : maybe(fc.array(inner, { maxLength: 3 }));
  return object({ cidr: fc.constant(outer), except });
});

const peer = fc.oneof(
  object({ podSelector: selector(LABELS) }),
  object({ namespaceSelector: selector(NAMESPACE_LABELS) }),
  object({ namespaceSelector: selector(NAMESPACE_LABELS), podSelector: selector(LABELS) }),
  object({ namespaceSelector: selector(NAMESPACE_LABELS), podSelector: fc.constant(null) }),
  object({ ipBlock }),
);

const policyPort = fc.oneof(
  { weight: 3, arbitrary: object({ protocol: maybe(protocol), port }) },
  { weight: 2, arbitrary: object({ protocol: maybe(protocol), port: portName }) },
  {
    weight: 1,
    arbitrary: fc.tuple(port, port, maybe(protocol)).map(([a, b, p]) => ({
      port: Math.min(a, b),
      endPort: Math.max(a, b),
      ...(p === undefined ? {} : { protocol: p }),
    })),
  },
  { weight: 1, arbitrary: object({ protocol: maybe(protocol) }) },
  { weight: 1, arbitrary: fc.constant(null) },
);

/** Missing, null and empty mean the same to the API server. */
function list(item: fc.Arbitrary<unknown>, maxLength: number): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 6, arbitrary: fc.array(item, { minLength: 1, maxLength }) },
    { weight: 1, arbitrary: fc.constantFrom(undefined, null, []) },
  );
}

function rule(peers: 'from' | 'to'): fc.Arbitrary<RawObject> {
  return fc.oneof(
    { weight: 8, arbitrary: object({ [peers]: list(peer, 3), ports: list(policyPort, 3) }) },
    { weight: 1, arbitrary: fc.constantFrom({}, null) },
  );
}

const policy = object({
  podSelector: fc.oneof({ weight: 5, arbitrary: selector(LABELS) }, { weight: 1, arbitrary: fc.constant(undefined) }),
  policyTypes: fc.constantFrom(undefined, undefined, null, [], ['Ingress'], ['Egress'], ['Ingress', 'Egress']),
  ingress: list(rule('from'), 2),
  egress: list(rule('to'), 2),
}).map((spec) => ({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', spec }));

const container = object({
  ports: maybe(
    fc.array(object({ containerPort: port, name: maybe(portName, 3), protocol: maybe(protocol) }), { maxLength: 3 }),
    3,
  ),
});

const template = object({
  metadata: maybe(object({ labels: maybe(labels(LABELS), 6) }), 9),
  spec: object({
    containers: fc.array(container, { minLength: 1, maxLength: 2 }),
    initContainers: fc.oneof(
      { weight: 5, arbitrary: fc.constant(undefined) },
      {
        weight: 1,
        arbitrary: fc
          .tuple(container, fc.constantFrom('Always', undefined))
          .map(([given, restartPolicy]) => [restartPolicy === undefined ? given : { ...given, restartPolicy }]),
      },
    ),
    hostNetwork: fc.oneof(
      { weight: 12, arbitrary: fc.constantFrom(undefined, false) },
      { weight: 1, arbitrary: fc.constant(true) },
    ),
  }),
});

const workload = fc
  .tuple(
    fc.constantFrom('Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'CronJob', 'Pod'),
    template,
    labels(LABELS),
  )
  .map(([kind, pods, ownLabels]) => {
    const apiVersion = kind === 'Pod' ? 'v1' : kind.endsWith('Job') ? 'batch/v1' : 'apps/v1';
    if (kind === 'Pod') return { apiVersion, kind, ...pods };
    const spec = kind === 'CronJob' ? { jobTemplate: { spec: { template: pods } } } : { template: pods };
    return { apiVersion, kind, metadata: { labels: ownLabels }, spec };
  });

/** Of a kind that is not judged. */
const pluginPolicy = object({
  endpointSelector: labels(LABELS).map((matchLabels) => ({ matchLabels })),
  ingress: maybe(fc.constant([{}]), 2),
  egress: maybe(fc.constant([{ toEntities: ['world'] }])),
}).map((spec) => ({ apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy', spec }));

const service = object({
  type: fc.constantFrom(undefined, 'ClusterIP', 'NodePort', 'LoadBalancer', 'LoadBalancer'),
  selector: maybe(labels(LABELS), 5),
  externalTrafficPolicy: fc.constantFrom(undefined, 'Cluster', 'Local'),
  ports: fc.array(
    object({ port, protocol: maybe(protocol), targetPort: fc.oneof(fc.constant(undefined), port, portName) }),
    { minLength: 1, maxLength: 2 },
  ),
}).map((spec) => ({ apiVersion: 'v1', kind: 'Service', spec }));

/** Objects with unique names, as in a cluster; a namespace is missing, empty or given. */
function objects(
  prefix: string,
  given: fc.Arbitrary<RawObject>,
  homes: readonly (string | undefined)[],
  constraints: fc.ArrayConstraints,
): fc.Arbitrary<RawObject[]> {
  return fc.array(fc.tuple(given, fc.constantFrom(...homes)), constraints).map((chosen) =>
    chosen.map(([item, namespace], i) => ({
      ...item,
      metadata: { ...item.metadata, name: `${prefix}${i}`, ...(namespace === undefined ? {} : { namespace }) },
    })),
  );
}

const namespaces = fc.uniqueArray(fc.constantFrom(...NAMESPACES), { maxLength: NAMESPACES.length }).chain((names) =>
  fc.tuple(
    ...names.map((name) =>
      maybe(labels({ team: NAMESPACE_LABELS.team }), 3).map((given) => ({
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name, ...(given === undefined ? {} : { labels: given }) },
      })),
    ),
  ),
);

const POD_KINDS = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'CronJob', 'Pod'];

/** The ids of the workloads in manifests. */
export function podIds(manifests: readonly RawObject[]): string[] {
  return manifests
    .filter(({ kind }) => POD_KINDS.includes(kind))
    .map(({ kind, metadata }) => `${metadata.namespace || 'default'}/${kind}/${metadata.name}`);
}

const stranger: fc.Arbitrary<Stranger> = fc
  .record({
    namespace: fc.constantFrom('elsewhere', 'kube-system'),
    team: maybe(fc.constantFrom(...NAMESPACE_LABELS.team)),
    labels: labels(LABELS),
  })
  .map(({ namespace, team, labels: given }) => ({
    namespace,
    namespaceLabels: { 'kubernetes.io/metadata.name': namespace, ...(team === undefined ? {} : { team }) },
    labels: given,
  }));

/** Addresses at the edges of the networks, and some others. */
const packetAddress = fc.oneof(
  { weight: 3, arbitrary: address },
  {
    weight: 1,
    arbitrary: fc.constantFrom('9.255.255.255', '10.244.127.255', '11.0.0.0', '203.0.113.9', 'fd00:10:245::', '::1'),
  },
);

/** Packets between the pods, or between them and somebody else. */
function packet(ids: readonly string[], others: fc.Arbitrary<PacketEnd>, amongPods: number): fc.Arbitrary<Packet> {
  const pod = fc.constantFrom(...ids).map((id): PacketEnd => ({ pod: id }));
  const ends = fc.oneof(
    { weight: amongPods, arbitrary: fc.record({ from: pod, to: pod }) },
    { weight: 1, arbitrary: fc.record({ from: others, to: pod }) },
    { weight: 1, arbitrary: fc.record({ from: pod, to: others }) },
  );
  return fc.tuple(ends, protocol, fc.constantFrom(...PORTS, 2, 8079)).map(([end, p, number]) => {
    return { ...end, protocol: p, port: number };
  });
}

const podCidrs = fc.constantFrom(
  undefined,
  undefined,
  [],
  ['10.244.0.0/16'],
  ['10.244.1.7/16', 'fd00:10:244::/48'],
  ['10.0.0.0/8'],
);

/** How many packets there are for each cluster. */
export const PACKETS = 24;

function withPackets(parts: {
  readonly objects: readonly fc.Arbitrary<RawObject[]>[];
  readonly podCidrs: fc.Arbitrary<readonly string[] | undefined>;
}): fc.Arbitrary<SampleCluster> {
  const ip = packetAddress.map((text): PacketEnd => ({ ip: text }));
  const unknownPod = stranger.map((given): PacketEnd => ({ stranger: given }));
  return fc.tuple(fc.tuple(...parts.objects), parts.podCidrs).chain(([given, cidrs]) => {
    const manifests = given.flat();
    const ids = podIds(manifests);
    return fc
      .record({
        packets: fc.array(packet(ids, ip, 2), { minLength: PACKETS, maxLength: PACKETS }),
        strangerPackets: fc.array(packet(ids, unknownPod, 0), { minLength: 6, maxLength: 6 }),
      })
      .map((packets) => ({ manifests, options: cidrs === undefined ? {} : { podCidrs: cidrs }, ...packets }));
  });
}

const HOMES = [undefined, '', ...NAMESPACES, ...NAMESPACES];
const anything = withPackets({
  objects: [
    objects('w', workload, HOMES, { minLength: 1, maxLength: 6 }),
    objects('p', policy, HOMES, { maxLength: 5 }),
    objects('s', service, HOMES, { maxLength: 3 }),
    namespaces,
    fc.oneof(
      { weight: 4, arbitrary: fc.constant<RawObject[]>([]) },
      { weight: 1, arbitrary: objects('c', pluginPolicy, HOMES, { minLength: 1, maxLength: 2 }) },
    ),
  ],
  podCidrs,
});

/** Pods that only ipBlocks open, behind Services that lead in from outside: rare in clusters of anything. */
const blockRule = object({
  from: fc.array(object({ ipBlock }), { minLength: 1, maxLength: 2 }),
  ports: list(policyPort, 2),
});
const exposedPods = withPackets({
  objects: [
    objects(
      'w',
      template.map(({ spec }) => ({
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        spec: { template: { metadata: { labels: { app: 'web' } }, spec } },
      })),
      ['shop'],
      { minLength: 1, maxLength: 2 },
    ),
    objects(
      'p',
      fc.array(blockRule, { minLength: 1, maxLength: 3 }).map((ingress) => ({
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        spec: { podSelector: {}, ingress },
      })),
      ['shop'],
      { minLength: 1, maxLength: 2 },
    ),
    objects(
      's',
      service.map((given) => ({ ...given, spec: { ...given.spec, selector: { app: 'web' } } })),
      ['shop'],
      { minLength: 1, maxLength: 3 },
    ),
  ],
  podCidrs,
});

/** A cluster with packets to try on it. */
export const sampleCluster: fc.Arbitrary<SampleCluster> = fc.oneof(
  { weight: 3, arbitrary: anything },
  { weight: 2, arbitrary: exposedPods },
);
