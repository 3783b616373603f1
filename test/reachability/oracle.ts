/*
 * A second, naive evaluator: one packet at a time, from raw manifests, straight from the numbered points of the
 * NetworkPolicy semantics. It shares no code with src and prefers the obvious way over the fast one.
 *
 * What nobody knows (which address a pod has, whether a node stands in for a client) is answered by trying every world
 * that makes a difference: if all worlds agree, that is the verdict; otherwise it is undefined.
 */

import { addressOf, bitsOf, cidrsIn, increment, inCidr, isIpv6, mayBeOfPod, NEVER_OF_PODS } from './naive-addresses';

/** A manifest as an API client would send it. */
export type RawObject = any;

/** One end of a packet. */
export type PacketEnd = { readonly pod: string } | { readonly ip: string } | { readonly stranger: Stranger };

/** A pod that the manifests do not have, in a namespace that they do not have. */
export interface Stranger {
  readonly namespace: string;
  readonly namespaceLabels: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
}

export interface Packet {
  readonly from: PacketEnd;
  readonly to: PacketEnd;
  readonly protocol: 'TCP' | 'UDP' | 'SCTP';
  readonly port: number;
}

export type Answer = 'allow' | 'deny' | 'undefined';

/** What may be known beyond the manifests. */
export interface OracleOptions {
  readonly podCidrs?: readonly string[];
  /** Whether no ipBlock is for pods, so that rules about pods alone decide about them. */
  readonly podsHaveNoAddress?: boolean;
}

/** Decides one packet. */
export function decide(manifests: readonly RawObject[], packet: Packet, options: OracleOptions = {}): Answer {
  return new Oracle(manifests, options).decide(packet);
}

/** What nobody knows of the other end, in one world. */
interface World {
  /** Absent: none that an ipBlock could match. */
  readonly address?: string;
  /** Whether ports by name are among those of pods that nobody knows. */
  readonly hasNames: boolean;
}

interface Pod {
  readonly id: string;
  readonly namespace: string;
  readonly kind: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly ports: readonly { readonly name?: string; readonly protocol: string; readonly port: number }[];
  readonly hostNetwork: boolean;
  /** None: nobody knows. */
  readonly addresses: readonly string[];
}

export class Oracle {
  private readonly objects: readonly RawObject[];
  /** By the workload: its pods, as far as their labels differ. */
  private readonly pods = new Map<string, readonly Pod[]>();
  private found: readonly string[] | undefined;

  constructor(
    manifests: readonly RawObject[],
    private readonly options: OracleOptions = {},
  ) {
    this.objects = manifests.flatMap((object) => (object.kind === 'List' ? object.items : [object]));
    for (const object of this.objects) {
      if (templateOf(object) !== undefined) this.pods.set(idOf(object), podsOf(object));
    }
  }

  /** What all pods of a workload have in common is known; what differs between them is not. */
  public decide(packet: Packet): Answer {
    const answers = new Set<Answer>();
    for (const from of this.podsAt(packet.from)) {
      for (const to of this.podsAt(packet.to)) answers.add(this.decideFor(packet, from, to));
    }
    const [answer] = answers;
    return answers.size === 1 ? answer : 'undefined';
  }

  private decideFor(packet: Packet, from: Pod | undefined, to: Pod | undefined): Answer {
    // Point 17: a pod always reaches itself. Only a bare Pod is surely itself; others may have siblings.
    if (from !== undefined && from === to && from.kind === 'Pod') return 'allow';
    // Point 2: a connection needs the source's egress and the destination's ingress. Pods and addresses that are not in
    // the input have no policies that anybody knows of.
    const answers = [
      from === undefined || isStranger(packet.from) ? 'allow' : this.side('Egress', from, packet.to, to, packet),
      to === undefined || isStranger(packet.to) ? 'allow' : this.side('Ingress', to, packet.from, from, packet),
    ];
    if (answers.includes('deny')) return 'deny';
    return answers.includes('undefined') ? 'undefined' : 'allow';
  }

  private side(type: 'Ingress' | 'Egress', own: Pod, other: PacketEnd, peer: Pod | undefined, packet: Packet): Answer {
    // What a policy of a plugin may allow or deny is not judged at all.
    const isOfPlugin = (object: RawObject): boolean =>
      object.kind === 'CiliumNetworkPolicy' &&
      namespaceOf(object) === own.namespace &&
      selects(object.spec.endpointSelector, own.labels) &&
      present(object.spec[type.toLowerCase()]);
    if (this.objects.some(isOfPlugin)) return 'undefined';
    const policies = this.objects.filter((object) => object.kind === 'NetworkPolicy');
    const isolating = policies.filter(
      (policy) =>
        // Points 1 and 26: policies select pods of their own namespace.
        namespaceOf(policy) === own.namespace &&
        // Points 3 and 27: by the labels of the pods; an empty or missing selector selects all.
        selects(policy.spec?.podSelector, own.labels) &&
        typesOf(policy.spec).includes(type),
    );
    // Point 1: not isolated in this direction.
    if (isolating.length === 0) return 'allow';
    const destination = type === 'Ingress' ? own : peer;
    // Point 15: of a peer on the host network nobody knows what the plugin takes it for, so that only everybody is sure; nor
    // whether policies apply to pods that are there.
    const verdicts = this.worlds(type, own, other, peer, packet).map((world) =>
      // Point 1: policies are a union; point 7: so are rules.
      isolating.some((policy) =>
        rulesOf(policy, type).some(
          (rule) =>
            this.peersMatch(type === 'Ingress' ? rule?.from : rule?.to, policy, other, peer, world) &&
            (peer?.hostNetwork !== true || isEverybody(type === 'Ingress' ? rule?.from : rule?.to)) &&
            portsMatch(rule?.ports, packet, destination, world.hasNames),
        ),
      ),
    );
    if (verdicts.every((verdict) => verdict)) return 'allow';
    if (own.hostNetwork || peer?.hostNetwork === true) return 'undefined';
    return verdicts.some((verdict) => verdict) ? 'undefined' : 'deny';
  }

  /** Every address that the other end may have, as far as it makes a difference. */
  private worlds(
    type: 'Ingress' | 'Egress',
    own: Pod,
    other: PacketEnd,
    peer: Pod | undefined,
    packet: Packet,
  ): readonly World[] {
    const addresses = this.addressesOf(type, own, other, peer, packet);
    // Point 11: which ports pods have by which names is not known of pods that are not in the input.
    const names = type === 'Egress' && isStranger(other) ? [true, false] : [false];
    return addresses.flatMap((address) => names.map((hasNames) => ({ address, hasNames })));
  }

  private addressesOf(
    type: 'Ingress' | 'Egress',
    own: Pod,
    other: PacketEnd,
    peer: Pod | undefined,
    packet: Packet,
  ): readonly (string | undefined)[] {
    if ('ip' in other) {
      // Point 19: a node of the same address family may stand in for the client.
      const hidden = type === 'Ingress' && this.clientMayBeHidden(own, packet);
      return hidden ? this.representatives().filter((address) => isIpv6(address) === isIpv6(other.ip)) : [other.ip];
    }
    // Point 14: whether an ipBlock matches a pod is not known unless the pods' networks are told.
    const { podCidrs = [], podsHaveNoAddress = false } = this.options;
    if (podsHaveNoAddress) return [undefined];
    // A dump has the addresses themselves.
    if (peer !== undefined && peer.addresses.length > 0 && !peer.hostNetwork) return peer.addresses;
    if (podCidrs.length === 0) return [undefined, ...this.representatives().filter(mayBeOfPod)];
    return this.representatives().filter((address) => podCidrs.some((cidr) => inCidr(address, cidr)));
  }

  /** One address of each region that no CIDR of the input divides: regions begin where a CIDR begins, or behind it. */
  private representatives(): readonly string[] {
    return (this.found ??= this.findRepresentatives());
  }

  private findRepresentatives(): readonly string[] {
    const given = [...cidrsIn(this.objects), ...(this.options.podCidrs ?? [])];
    const cidrs = [...given, ...NEVER_OF_PODS, '0.0.0.0/0', '::/0'];
    const all = cidrs.flatMap((cidr) => {
      const [address, prefix] = cidr.split('/');
      const network = bitsOf(address).slice(0, Number(prefix));
      const first = network.padEnd(isIpv6(address) ? 128 : 32, '0');
      const behind = increment(network);
      return [first, ...(behind === undefined ? [] : [behind.padEnd(first.length, '0')])].map(addressOf);
    });
    return [...new Set(all)];
  }

  private clientMayBeHidden(own: Pod, packet: Packet): boolean {
    return this.objects.some(
      (service) =>
        service.kind === 'Service' &&
        namespaceOf(service) === own.namespace &&
        (['NodePort', 'LoadBalancer'].includes(service.spec.type) || hasExternalIPs(service)) &&
        (service.spec.externalTrafficPolicy ?? 'Cluster') === 'Cluster' &&
        // Point 21: without a selector it has no pods.
        Object.keys(service.spec.selector ?? {}).length > 0 &&
        selects({ matchLabels: service.spec.selector }, own.labels) &&
        // Point 18: Services lead to the targetPort, which may be another one for each pod.
        (service.spec.ports ?? []).some((port: RawObject) => {
          const target = port.targetPort ?? port.port;
          const protocol = port.protocol ?? 'TCP';
          if (protocol !== packet.protocol) return false;
          if (typeof target === 'number') return target === packet.port;
          // The first container that names it counts; sidecars come last.
          return own.ports.find((p) => p.name === target && p.protocol === protocol)?.port === packet.port;
        }),
    );
  }

  private peersMatch(
    peers: RawObject,
    policy: RawObject,
    other: PacketEnd,
    pod: Pod | undefined,
    { address }: World,
  ): boolean {
    if (isEverybody(peers)) return true;
    return peers.some((peer: RawObject) => {
      if (present(peer.ipBlock)) {
        // Point 13: exceptions subtract within their own peer only.
        const { cidr, except } = peer.ipBlock;
        if (address === undefined || !inCidr(address, cidr)) return false;
        return !(except ?? []).some((inner: string) => inCidr(address, inner));
      }
      if (pod === undefined) return false;
      const stranger = isStranger(other) ? other.stranger : undefined;
      // Point 7: podSelector AND namespaceSelector; without the latter the policy's own namespace.
      const namespaceFits = present(peer.namespaceSelector)
        ? selects(peer.namespaceSelector, stranger?.namespaceLabels ?? this.namespaceLabels(pod.namespace))
        : pod.namespace === namespaceOf(policy);
      return namespaceFits && selects(peer.podSelector, pod.labels);
    });
  }

  /** Point 23: the API server labels every namespace with its name. */
  private namespaceLabels(name: string): Record<string, string> {
    const declared = this.objects.find((object) => object.kind === 'Namespace' && object.metadata.name === name);
    return { ...declared?.metadata.labels, 'kubernetes.io/metadata.name': name };
  }

  private podsAt(end: PacketEnd): readonly (Pod | undefined)[] {
    if ('ip' in end) return [undefined];
    if (!isStranger(end)) return this.pods.get(end.pod)!;
    const { namespace, labels } = end.stranger;
    return [{ id: 'stranger', kind: 'Pod', namespace, labels, ports: [], hostNetwork: false, addresses: [] }];
  }
}

/** Nodes take no traffic for a Service without an address of its own, or that is a name. */
export function hasExternalIPs({ spec }: RawObject): boolean {
  return (spec.externalIPs ?? []).length > 0 && spec.clusterIP !== 'None' && spec.type !== 'ExternalName';
}

/** Point 6: missing or empty means everybody. */
export function isEverybody(peers: RawObject): boolean {
  return peers === undefined || peers === null || peers.length === 0;
}

function isStranger(end: PacketEnd): end is { readonly stranger: Stranger } {
  return 'stranger' in end;
}

/** Null is a missing field. */
export function present(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** Point 26: an object without namespace goes where it is deployed to. */
export function namespaceOf(object: RawObject): string {
  const { namespace } = object.metadata;
  return present(namespace) && namespace !== '' ? namespace : 'default';
}

/** What the pods of an object are made of; undefined for an object without pods. */
export function templateOf(object: RawObject): RawObject {
  switch (object.kind) {
    case 'Pod':
      return object;
    case 'CronJob':
      return object.spec.jobTemplate.spec.template;
    case 'Deployment':
    case 'ReplicaSet':
    case 'StatefulSet':
    case 'DaemonSet':
    case 'Job':
    case 'ReplicationController':
      return object.spec.template;
    default:
      return undefined;
  }
}

/** `namespace/Kind/name` */
export function idOf(object: RawObject): string {
  return `${namespaceOf(object)}/${object.kind}/${object.metadata.name}`;
}

/** Point 27: the labels that count are the template's, and those that its controller adds. */
function podsOf(object: RawObject): Pod[] {
  const template = templateOf(object);
  const containers = [
    ...(template.spec?.containers ?? []),
    ...(template.spec?.initContainers ?? []).filter((c: RawObject) => c.restartPolicy === 'Always'),
  ];
  const ports = containers
    .flatMap((container) => container.ports ?? [])
    .map((port) => ({ name: port.name, protocol: port.protocol ?? 'TCP', port: port.containerPort }));
  return addedLabels(object).map((added) => ({
    id: idOf(object),
    namespace: namespaceOf(object),
    kind: object.kind,
    labels: { ...template.metadata?.labels, ...added },
    ports,
    hostNetwork: template.spec?.hostNetwork === true,
    addresses: object.kind === 'Pod' ? (object.status?.podIPs ?? []).map(({ ip }: RawObject) => ip) : [],
  }));
}

/** Values of labels that controllers make up, and that sample clusters ask for. */
export const UNKNOWN_VALUES = ['w0', 'w1', 'w2'];

/** What controllers add to the labels of pods, by the pods; of what nobody knows, each value that a sample cluster asks for. */
function addedLabels({ kind, metadata: { name }, spec }: RawObject): Record<string, string>[] {
  const ofJob = (job: string): Record<string, string> => ({ 'job-name': job, 'batch.kubernetes.io/job-name': job });
  if (kind === 'Deployment') return [...UNKNOWN_VALUES, 'another'].map((hash) => ({ 'pod-template-hash': hash }));
  if (kind === 'Job') return [ofJob(name)];
  if (kind === 'CronJob') return [...UNKNOWN_VALUES, 'another'].map(ofJob);
  if (kind !== 'StatefulSet') return [{}];
  return Array.from({ length: spec.replicas ?? 1 }, (_, i) => ({
    'statefulset.kubernetes.io/pod-name': `${name}-${i}`,
    'apps.kubernetes.io/pod-index': String(i),
  }));
}

/** Point 4: which directions a policy isolates. */
export function typesOf(spec: RawObject): string[] {
  if ((spec?.policyTypes ?? []).length > 0) return spec.policyTypes;
  return (spec?.egress ?? []).length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
}

/** Point 5: no rules allow nothing. */
export function rulesOf(policy: RawObject, type: 'Ingress' | 'Egress'): RawObject[] {
  return (type === 'Ingress' ? policy.spec?.ingress : policy.spec?.egress) ?? [];
}

/** Whether the ports of a rule hold the port of a packet. */
export function portsMatch(
  ports: RawObject[] | undefined,
  packet: Packet,
  destination: Pick<Pod, 'ports'> | undefined,
  hasNames: boolean,
): boolean {
  // Point 6: missing or empty means every port.
  if (ports === undefined || ports === null || ports.length === 0) return true;
  return ports.some((entry) => {
    // Point 9: TCP unless it says otherwise.
    const protocol = entry?.protocol ?? 'TCP';
    if (protocol !== packet.protocol) return false;
    const port = entry?.port;
    // Point 9: every port of the protocol.
    if (!present(port)) return true;
    // Point 11: a name is looked up in the destination's pod; addresses have none.
    if (typeof port === 'string') {
      const found = (destination?.ports ?? []).filter((p) => p.name === port && p.protocol === protocol);
      return hasNames || found.some((p) => p.port === packet.port);
    }
    // Point 10: endPort is inclusive.
    return packet.port >= port && packet.port <= (entry.endPort ?? port);
  });
}

/** Points 3 and 24: all of matchLabels AND all of matchExpressions. */
export function selects(selector: RawObject, labels: Readonly<Record<string, string>>): boolean {
  const labelsFit = Object.entries(selector?.matchLabels ?? {}).every(([key, value]) => labels[key] === value);
  const expressionsFit = (selector?.matchExpressions ?? []).every(({ key, operator, values }: RawObject) => {
    if (operator === 'In') return key in labels && values.includes(labels[key]);
    if (operator === 'NotIn') return !(key in labels && values.includes(labels[key]));
    if (operator === 'Exists') return key in labels;
    return !(key in labels);
  });
  return labelsFit && expressionsFit;
}
