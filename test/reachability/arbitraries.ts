import * as fc from 'fast-check';
import { addressesAt, ipBlock, podCidrs } from './arbitrary-addresses';
import {
  labels,
  LABELS,
  list,
  maybe,
  NAMESPACES,
  NAMESPACE_LABELS,
  object,
  pluginPolicy,
  policy,
  policyBySomePods,
  policyPort,
  PORTS,
  protocol,
  service,
  template,
  workload,
} from './arbitrary-objects';
import { cidrsIn } from './naive-addresses';
import { OracleOptions, Packet, PacketEnd, RawObject, Stranger } from './oracle';

/** Small clusters in which everything that the semantics speak of is likely to meet. */
export interface SampleCluster {
  readonly manifests: readonly RawObject[];
  readonly options: OracleOptions;
  /** Between its pods and addresses. */
  readonly packets: readonly Packet[];
  /** Between its pods and pods that are not in the manifests. */
  readonly strangerPackets: readonly Packet[];
  /** Whether policies may select some of a workload's pods: then the engine may leave open what is not. */
  readonly hasSomePods: boolean;
}

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

/** Controllers that find their pods by labels: a pod with all of these is one of theirs. */
const FINDERS = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'];

/** Pods that are not in the manifests, in namespaces that are and in others. */
function strangers(manifests: readonly RawObject[]): fc.Arbitrary<Stranger> {
  return fc
    .record({
      namespace: fc.constantFrom('elsewhere', 'kube-system', ...NAMESPACES),
      team: maybe(fc.constantFrom(...NAMESPACE_LABELS.team)),
      labels: labels(LABELS),
    })
    .filter((given) => !manifests.some((each) => finds(each, given)))
    .map(({ namespace, team, labels: given }) => {
      const declared = manifests.find(({ kind, metadata }) => kind === 'Namespace' && metadata.name === namespace);
      const isKnown = NAMESPACES.includes(namespace);
      const own = isKnown ? declared?.metadata.labels : team === undefined ? {} : { team };
      return { namespace, namespaceLabels: { ...own, 'kubernetes.io/metadata.name': namespace }, labels: given };
    });
}

function finds({ kind, metadata, spec }: RawObject, pod: Pick<Stranger, 'namespace' | 'labels'>): boolean {
  if (!FINDERS.includes(kind) || (metadata.namespace || 'default') !== pod.namespace) return false;
  const own = Object.entries(spec.template.metadata?.labels ?? {});
  return own.length > 0 && own.every(([key, value]) => pod.labels[key] === value);
}

/** The ports that objects name, and those beside them. */
function portsAt(value: unknown): number[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const isPort = ['port', 'endPort', 'containerPort', 'targetPort'].includes(key) && typeof inner === 'number';
    return isPort ? [inner - 1, inner, inner + 1].filter((n) => n >= 1 && n <= 65_535) : portsAt(inner);
  });
}

/** Packets between the pods, or between them and somebody else. */
function packet(
  ids: readonly string[],
  others: fc.Arbitrary<PacketEnd>,
  amongPods: number,
  ports: readonly number[],
): fc.Arbitrary<Packet> {
  const pod = fc.constantFrom(...ids).map((id): PacketEnd => ({ pod: id }));
  const ends = fc.oneof(
    { weight: amongPods, arbitrary: fc.record({ from: pod, to: pod }) },
    { weight: 1, arbitrary: fc.record({ from: others, to: pod }) },
    { weight: 1, arbitrary: fc.record({ from: pod, to: others }) },
  );
  return fc
    .tuple(ends, protocol, fc.oneof(fc.constantFrom(...PORTS), fc.constantFrom(...ports, 8079)))
    .map(([end, p, number]) => {
      return { ...end, protocol: p, port: number };
    });
}

/** How many packets there are for each cluster. */
export const PACKETS = 24;

function withPackets(parts: readonly fc.Arbitrary<RawObject[]>[], hasSomePods = false): fc.Arbitrary<SampleCluster> {
  return fc.tuple(fc.tuple(...parts), podCidrs).chain(([given, cidrs]) => {
    const manifests = given.flat();
    const ids = podIds(manifests);
    const ip = addressesAt([...cidrsIn(manifests), ...(cidrs ?? [])]).map((text): PacketEnd => ({ ip: text }));
    const ports = portsAt(manifests);
    const unknownPod = strangers(manifests).map((each): PacketEnd => ({ stranger: each }));
    return fc
      .record({
        packets: fc.array(packet(ids, ip, 2, ports), { minLength: PACKETS, maxLength: PACKETS }),
        strangerPackets: fc.array(packet(ids, unknownPod, 0, ports), { minLength: 6, maxLength: 6 }),
      })
      .map((packets) => ({
        manifests,
        options: cidrs === undefined ? {} : { podCidrs: cidrs },
        ...packets,
        hasSomePods,
      }));
  });
}

const HOMES = [undefined, '', ...NAMESPACES, ...NAMESPACES];
const anything = withPackets([
  objects('w', workload, HOMES, { minLength: 1, maxLength: 6 }),
  objects('p', policy, HOMES, { maxLength: 5 }),
  objects('s', service, HOMES, { maxLength: 3 }),
  namespaces,
  fc.oneof(
    { weight: 4, arbitrary: fc.constant<RawObject[]>([]) },
    { weight: 1, arbitrary: objects('c', pluginPolicy, HOMES, { minLength: 1, maxLength: 2 }) },
  ),
]);

/** Policies for some of the pods of a workload. */
const somePods = withPackets(
  [
    objects('w', workload, ['shop', 'shop', 'data'], { minLength: 1, maxLength: 4 }),
    objects('p', policyBySomePods, ['shop', 'shop', 'data'], { minLength: 1, maxLength: 4 }),
    namespaces,
  ],
  true,
);

/** Pods that only ipBlocks open, behind Services that lead in from outside: rare in clusters of anything. */
const blockRule = object({
  from: fc.array(object({ ipBlock }), { minLength: 1, maxLength: 2 }),
  ports: list(policyPort, 2),
});
const exposedPods = withPackets([
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
]);

/** A cluster with packets to try on it. */
export const sampleCluster: fc.Arbitrary<SampleCluster> = fc.oneof(
  { weight: 3, arbitrary: anything },
  { weight: 2, arbitrary: exposedPods },
  { weight: 1, arbitrary: somePods },
);
