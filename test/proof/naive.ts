import {
  hasPods,
  idOf,
  isPresent,
  numbersOf,
  parseObjects,
  peersOf,
  rulesOf,
  selects,
  templateOf,
  typesOf,
} from './objects';
import { Direction } from './plan';
import { NamedPorts, Ports, SamplePorts } from './sample-ports';
import { NAMESPACE_LABEL, Raw } from './vocabulary';
import { inCidr } from '../reachability/naive-addresses';

/*
 * Who can reach whom by the NetworkPolicies of a written YAML, and by nothing else: straight from the specification, on
 * a finite list of ports, addresses and pods that are not in the YAML. It shares no code with src.
 */

/** A pod, in the YAML or not. */
export interface Pod extends NamedPorts {
  readonly namespace: string;
  readonly namespaceLabels: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
}

/** A workload of the YAML; its pods are alike. */
export interface Workload extends Pod {
  readonly id: string;
  readonly kind: string;
  readonly hostNetwork: boolean;
}

/** Whoever is at the other end. */
export type End = { readonly pod: Pod } | { readonly address: string };

/** A rule of a policy of some namespace. */
export interface Rule {
  readonly namespace: string;
  readonly peers?: readonly Raw[];
  readonly ports?: readonly Raw[];
}

/** Ports that are surely open, and those that may be: the rest is up to the network plugin. */
export interface Open {
  readonly surely: Ports;
  readonly maybe: Ports;
  /** Those that are open whichever address a pod has, for whoever carries the labels. */
  readonly granted: Ports;
}

/** What is not in a YAML but has to be tried, or known. */
export interface Samples {
  readonly addresses: readonly string[];
  /** Where pods have their addresses from; nothing if nobody knows. */
  readonly podCidrs: readonly string[];
  /** Ports beside those of the YAML. */
  readonly ports: readonly number[];
}

/** What a written YAML lets through. */
export class NaiveCluster {
  public readonly objects: readonly Raw[];
  public readonly workloads: readonly Workload[];
  public readonly ports: SamplePorts;
  private readonly isOwn: ReadonlySet<Pod>;
  private readonly policies: readonly Raw[];
  private readonly sides = new WeakMap<End, Map<string, Open>>();
  private readonly isolatedBy: Record<Direction, Map<Pod, readonly Raw[]>> = { ingress: new Map(), egress: new Map() };
  /** Every address that a pod may have, as far as blocks tell them apart; `undefined` is in none. */
  private readonly podAddresses: readonly (string | undefined)[];

  constructor(yaml: string, { addresses, podCidrs, ports }: Samples) {
    this.objects = parseObjects(yaml);
    this.workloads = this.objects.filter(hasPods).map((object) => this.readWorkload(object));
    this.isOwn = new Set(this.workloads);
    this.policies = this.objects.filter(({ kind }) => kind === 'NetworkPolicy');
    this.ports = new SamplePorts([...ports, ...numbersOf(this.policies), ...this.workloads.flatMap(portNumbers)]);
    const ofPods = addresses.filter((address) => podCidrs.some((cidr) => isIn(address, cidr)));
    this.podAddresses = podCidrs.length > 0 ? ofPods : [undefined, ...addresses];
  }

  /** The object of an id, `namespace/Kind/name`. */
  public find(id: string | undefined): Raw | undefined {
    return this.objects.find((object) => idOf(object) === id);
  }

  /** The workloads that a selector selects in a namespace. */
  public selected(namespace: string, selector: Raw): Workload[] {
    return this.workloads.filter((pod) => pod.namespace === namespace && selects(selector, pod.labels));
  }

  /** The labels of a namespace as far as the YAML tells. */
  public namespaceLabels(name: string): Record<string, string> {
    const declared = this.objects.find(({ kind, metadata }) => kind === 'Namespace' && metadata.name === name);
    return { ...declared?.metadata.labels, [NAMESPACE_LABEL]: name };
  }

  /** Whether some policy isolates pods in a direction. */
  public isIsolated(own: Pod, direction: Direction): boolean {
    return this.isolating(own, direction).length > 0;
  }

  /** The ports, always the destination's, that one side lets through to or from an end. */
  public side(own: Pod, direction: Direction, end: End): Open {
    const key = `${direction} ${this.workloads.indexOf(own as Workload)}`;
    const known = this.sides.get(end) ?? new Map<string, Open>();
    this.sides.set(end, known);
    let open = known.get(key);
    if (open === undefined) known.set(key, (open = this.sideAnew(own, direction, end)));
    return open;
  }

  /** The ports that rules open on one side of pods. */
  public opened(rules: readonly Rule[], own: Pod, direction: Direction, end: End): Open {
    // Whether a block holds the address of a pod depends on the address that it has.
    const dependsOnAddress = rules.some(({ peers }) => (peers ?? []).some(({ ipBlock }) => isPresent(ipBlock)));
    const worlds = 'address' in end ? [end.address] : dependsOnAddress ? this.podAddresses : [undefined];
    const destination = direction === 'ingress' ? own : 'pod' in end ? end.pod : undefined;
    const openIn = (world: string | undefined, holds: PeerTest): Ports =>
      rules
        .filter((rule) => !hasPeers(rule) || rule.peers!.some((peer) => holds(peer, rule.namespace, end, world)))
        .map(({ ports }) => this.ports.opened(ports, destination))
        .reduce((all, ports) => all.union(ports), this.ports.none);
    const surely: PeerTest = (peer, namespace, ...args) =>
      holdsPeer(peer, namespace, ...args) && !this.meansOthers(peer, namespace, end);
    const possible = worlds.map((world) => openIn(world, holdsPeer));
    return {
      surely: worlds.map((world) => openIn(world, surely)).reduce((a, b) => a.intersect(b)),
      maybe: possible.reduce((a, b) => a.union(b)),
      granted: possible.reduce((a, b) => a.intersect(b)),
    };
  }

  /** Whether a rule names pods by selectors, or everybody. */
  public names({ peers, namespace }: Rule, pod: Pod): boolean {
    return !isPresent(peers) || peers!.some((peer) => holdsPeer(peer, namespace, { pod }, undefined));
  }

  /** The ports that are open from one workload to another, or among the pods of one. */
  public between(source: Workload, destination: Workload): Omit<Open, 'granted'> {
    // A pod always reaches itself.
    if (source === destination && source.kind === 'Pod') return { surely: this.ports.all, maybe: this.ports.all };
    if (source.hostNetwork || destination.hostNetwork) return { surely: this.ports.none, maybe: this.ports.all };
    const out = this.side(source, 'egress', { pod: destination });
    const into = this.side(destination, 'ingress', { pod: source });
    return { surely: out.surely.intersect(into.surely), maybe: out.maybe.intersect(into.maybe) };
  }

  private sideAnew(own: Pod, direction: Direction, end: End): Open {
    const policies = this.isolating(own, direction);
    const { all } = this.ports;
    if (policies.length === 0) return { surely: all, maybe: all, granted: all };
    const rules = policies.flatMap(({ metadata, spec }) =>
      rulesOf(spec, direction).map((rule): Rule => {
        return { peers: peersOf(rule, direction), ports: rule.ports, namespace: metadata.namespace };
      }),
    );
    return this.opened(rules, own, direction, end);
  }

  private isolating(own: Pod, direction: Direction): readonly Raw[] {
    const known = this.isolatedBy[direction].get(own);
    if (known !== undefined) return known;
    const found = this.policies.filter(
      ({ metadata, spec }) =>
        metadata.namespace === own.namespace &&
        selects(spec.podSelector, own.labels) &&
        typesOf(spec).includes(direction),
    );
    this.isolatedBy[direction].set(own, found);
    return found;
  }

  /**
   * Whether a peer that selects a pod outside of the YAML means workloads of the YAML: it names the values of labels in
   * one namespace, and they carry them. That somebody else's pods carry them as well, no YAML tells.
   */
  private meansOthers({ namespaceSelector, podSelector }: Raw, namespace: string, end: End): boolean {
    if ('address' in end || this.isOwn.has(end.pod)) return false;
    if (isPresent(namespaceSelector) && namespaceSelector.matchLabels?.[NAMESPACE_LABEL] === undefined) return false;
    const { matchLabels = {}, matchExpressions = [] } = podSelector ?? {};
    const listed = matchExpressions
      .filter(({ operator }: Raw) => operator === 'In')
      .map(({ key }: Raw) => key as string);
    const keys = [...Object.keys(matchLabels), ...listed];
    if (keys.length === 0) return false;
    return this.workloads.some(
      (pod) =>
        holdsPeer({ namespaceSelector, podSelector }, namespace, { pod }, undefined) &&
        keys.every((key) => pod.labels[key] === end.pod.labels[key]),
    );
  }

  private readWorkload(object: Raw): Workload {
    const { kind, metadata } = object;
    const template = templateOf(object);
    const ports = template.spec.containers
      .flatMap((container: Raw) => container.ports ?? [])
      .map(({ name, protocol = 'TCP', containerPort }: Raw) => ({ name, protocol, number: containerPort }));
    const { namespace } = metadata;
    return {
      id: idOf(object),
      kind,
      namespace,
      namespaceLabels: this.namespaceLabels(namespace),
      labels: template.metadata?.labels ?? {},
      ports,
      hostNetwork: template.spec.hostNetwork === true,
    };
  }
}

type PeerTest = (peer: Raw, namespace: string, end: End, address: string | undefined) => boolean;

function hasPeers({ peers }: Rule): boolean {
  return isPresent(peers) && peers!.length > 0;
}

/** Whether a peer of a policy in a namespace includes an end, if that has this address. */
function holdsPeer(
  { ipBlock, namespaceSelector, podSelector }: Raw,
  namespace: string,
  end: End,
  address: string | undefined,
): boolean {
  if (isPresent(ipBlock)) {
    const { cidr, except = [] } = ipBlock;
    if (address === undefined || !isIn(address, cidr)) return false;
    return !except.some((inner: string) => isIn(address, inner));
  }
  if ('address' in end) return false;
  const { pod } = end;
  const isThere = isPresent(namespaceSelector)
    ? selects(namespaceSelector, pod.namespaceLabels)
    : pod.namespace === namespace;
  return isThere && selects(podSelector, pod.labels);
}

const IN_CIDR = new Map<string, boolean>();

function isIn(address: string, cidr: string): boolean {
  const key = `${address} ${cidr}`;
  let answer = IN_CIDR.get(key);
  if (answer === undefined) IN_CIDR.set(key, (answer = inCidr(address, cidr)));
  return answer;
}

function portNumbers({ ports }: Workload): number[] {
  return ports.map(({ number }) => number);
}
