import * as fc from 'fast-check';
import { ipBlock, podAddresses } from './arbitrary-addresses';
import { RawObject, UNKNOWN_VALUES } from './oracle';

/* The objects of random clusters, in which everything that the semantics speak of is likely to meet. */

/** Labels by their keys, with the values that they may have. */
interface Alphabet {
  readonly [key: string]: readonly string[];
}

/** The names of namespaces. */
export const NAMESPACES: readonly string[] = ['default', 'shop', 'data'];
const PORT_NAMES = ['http', 'dns', 'metrics'];
/** Those at the edges, and those that are told apart: 53 is DNS, 52 and 54 are not. */
export const PORTS = [1, 2, 52, 53, 54, 80, 81, 443, 8080, 65534, 65535];
export const PROTOCOLS = ['TCP', 'UDP', 'SCTP'] as const;
/** Labels of pods. */
export const LABELS: Alphabet = { app: ['web', 'api', 'db'], tier: ['x', ''] };
/** Those, and others that controllers add, which may differ from pod to pod. */
const ADDED_LABELS: Alphabet = {
  ...LABELS,
  'statefulset.kubernetes.io/pod-name': ['w0-0', 'w1-0', 'w1-1', 'w2-1'],
  'apps.kubernetes.io/pod-index': ['0', '1'],
  'job-name': UNKNOWN_VALUES,
  'pod-template-hash': UNKNOWN_VALUES,
};
/** Labels of namespaces. */
export const NAMESPACE_LABELS: Alphabet = {
  team: ['red', 'blue'],
  'kubernetes.io/metadata.name': NAMESPACES,
};

const port = fc.constantFrom(...PORTS);
const portName = fc.constantFrom(...PORT_NAMES);
export const protocol = fc.constantFrom(...PROTOCOLS);
/** A value, or nothing. */
export const maybe = <T>(value: fc.Arbitrary<T>, weight = 1): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight, arbitrary: value }, { weight: 1, arbitrary: fc.constant(undefined) });

/** Leaves out what is undefined: a missing field is not a field without value. */
export function object(fields: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<RawObject> {
  return fc
    .record(fields)
    .map((given) => Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)));
}

/** Some of the labels of an alphabet. */
export function labels(alphabet: Alphabet): fc.Arbitrary<Record<string, string>> {
  return object(
    Object.fromEntries(Object.entries(alphabet).map(([key, values]) => [key, maybe(fc.constantFrom(...values), 3)])),
  );
}

function selector(alphabet: Alphabet): fc.Arbitrary<RawObject> {
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

function peerBy(podLabels: Alphabet): fc.Arbitrary<unknown> {
  return fc.oneof(
    object({ podSelector: selector(podLabels) }),
    object({ namespaceSelector: selector(NAMESPACE_LABELS) }),
    object({ namespaceSelector: selector(NAMESPACE_LABELS), podSelector: selector(podLabels) }),
    object({ namespaceSelector: selector(NAMESPACE_LABELS), podSelector: fc.constant(null) }),
    object({ ipBlock }),
  );
}

/** An entry of `ports` of a rule. */
export const policyPort = fc.oneof(
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
export function list(item: fc.Arbitrary<unknown>, maxLength: number): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 6, arbitrary: fc.array(item, { minLength: 1, maxLength }) },
    { weight: 1, arbitrary: fc.constantFrom(undefined, null, []) },
  );
}

function rule(peers: 'from' | 'to', podLabels: Alphabet): fc.Arbitrary<RawObject> {
  return fc.oneof(
    { weight: 8, arbitrary: object({ [peers]: list(peerBy(podLabels), 3), ports: list(policyPort, 3) }) },
    { weight: 1, arbitrary: fc.constantFrom({}, null) },
  );
}

function policyBy(podLabels: Alphabet): fc.Arbitrary<RawObject> {
  return object({
    podSelector: fc.oneof(
      { weight: 5, arbitrary: selector(podLabels) },
      { weight: 1, arbitrary: fc.constant(undefined) },
    ),
    policyTypes: fc.constantFrom(undefined, undefined, null, [], ['Ingress'], ['Egress'], ['Ingress', 'Egress']),
    ingress: list(rule('from', podLabels), 2),
    egress: list(rule('to', podLabels), 2),
  }).map((spec) => ({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', spec }));
}

/** A NetworkPolicy without a name. */
export const policy = policyBy(LABELS);

/** One that may select some of a workload's pods, too. */
export const policyBySomePods = policyBy(ADDED_LABELS);

const container = object({
  ports: maybe(
    fc.array(object({ containerPort: port, name: maybe(portName, 3), protocol: maybe(protocol) }), { maxLength: 3 }),
    3,
  ),
});

/** What pods are made of. */
export const template = object({
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
    serviceAccountName: fc.constantFrom(undefined, undefined, 'web', 'api'),
    hostNetwork: fc.oneof(
      { weight: 12, arbitrary: fc.constantFrom(undefined, false) },
      { weight: 1, arbitrary: fc.constant(true) },
    ),
  }),
});

function statusOf(addresses: readonly string[]): RawObject {
  return { phase: 'Running', podIP: addresses[0], podIPs: addresses.map((ip) => ({ ip })) };
}

/** What makes pods, without a name. */
export const workload = fc
  .tuple(
    fc.constantFrom('Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'CronJob', 'Pod'),
    template,
    labels(LABELS),
    podAddresses,
    maybe(fc.integer({ min: 1, max: 3 })),
  )
  .map(([kind, pods, ownLabels, addresses, replicas]) => {
    const apiVersion = kind === 'Pod' ? 'v1' : kind.endsWith('Job') ? 'batch/v1' : 'apps/v1';
    if (kind === 'Pod') {
      return { apiVersion, kind, ...pods, ...(addresses.length === 0 ? {} : { status: statusOf(addresses) }) };
    }
    const spec = kind === 'CronJob' ? { jobTemplate: { spec: { template: pods } } } : { template: pods };
    const isNumbered = kind === 'StatefulSet' && replicas !== undefined;
    return { apiVersion, kind, metadata: { labels: ownLabels }, spec: isNumbered ? { ...spec, replicas } : spec };
  });

/** A policy that is not judged because of a field that nobody knows, without a name. */
export const pluginPolicy = object({
  endpointSelector: labels(LABELS).map((matchLabels) => ({ matchLabels })),
  ingress: maybe(fc.constant([{}]), 2),
  egress: maybe(fc.constant([{ toEntities: ['world'] }])),
})
  .filter(({ ingress, egress }: { ingress?: unknown; egress?: unknown }) => (ingress ?? egress) !== undefined)
  .map((spec) => ({ apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy', spec: { ...spec, ofTheFuture: true } }));

/** A Service without a name. */
export const service = object({
  type: fc.constantFrom(undefined, 'ClusterIP', 'NodePort', 'LoadBalancer', 'LoadBalancer'),
  selector: maybe(labels(LABELS), 5),
  externalTrafficPolicy: fc.constantFrom(undefined, 'Cluster', 'Local'),
  ports: fc.array(
    object({ port, protocol: maybe(protocol), targetPort: fc.oneof(fc.constant(undefined), port, portName) }),
    { minLength: 1, maxLength: 2 },
  ),
}).map((spec) => ({ apiVersion: 'v1', kind: 'Service', spec }));
