import { Analysed } from './analysed';
import { listens, listensAnywhere, MistakenPort, mistakenPort } from './mistaken-port';
import { PodSet } from './pod-set';
import { PortSet } from './port-set';
import { judgedPolicies } from '../topology/judged-policies';
import { Direction, Policy, PolicyPeer, PolicyPort, PolicyRule, Protocol, Topology } from '../topology/model';

/** A rule that opens, or closes, the port of a Service, though policies are about the port of the pods behind it. */
export interface ServicePortRule extends MistakenPort {
  readonly policy: Policy;
  readonly direction: Direction;
  /** The rule's position in the policy, from 0. */
  readonly rule: number;
  /** The rule as it was written. */
  readonly given: PolicyRule;
  readonly protocol: Protocol;
  /** What the rule names. */
  readonly port: number;
}

/**
 * The rules that name a Service's port, in the order of the policies.
 *
 * Only what nobody can have meant otherwise is told: as far as is declared, none of the pods that the rule is about listens
 * on that port, and the rule does not open the right one beside it.
 */
export function servicePortRules(analysed: Analysed): ServicePortRule[] {
  const { topology } = analysed.cluster;
  const candidates = forwardedElsewhere(topology);
  const pods = new PodsBehindPorts(analysed);
  const find = (policy: Policy, direction: Direction, given: PolicyRule, rule: number): ServicePortRule[] =>
    singlePorts(given, candidates).flatMap(({ protocol, first: port }) => {
      const served = servedBy(analysed, policy, direction, given);
      const mistake = served === undefined ? undefined : pods.mistakeOf(served, protocol, port);
      if (mistake === undefined || pods.portsOf(served!, given).includes(mistake.targets)) return [];
      return [{ policy, direction, rule, given, protocol, port, ...mistake }];
    });
  return judgedPolicies(topology).flatMap((policy) =>
    (['ingress', 'egress'] as const).flatMap((direction) =>
      (policy.rules[direction] ?? []).flatMap((given, rule) => find(policy, direction, given, rule)),
    ),
  );
}

type SinglePort = Extract<PolicyPort, { kind: 'range' }>;

/** The Services' ports that are forwarded to another number, or to a name: `80/TCP`. */
function forwardedElsewhere({ services }: Topology): ReadonlySet<string> {
  const ports = services.flatMap((service) => service.ports.filter(({ port, targetPort }) => targetPort !== port));
  return new Set(ports.map(({ protocol, port }) => keyOf(protocol, port)));
}

/** Each once; a range is about more than a Service. */
function singlePorts({ ports = [] }: PolicyRule, candidates: ReadonlySet<string>): SinglePort[] {
  const single = ports.filter(
    (port): port is SinglePort =>
      port.kind === 'range' && port.first === port.last && candidates.has(keyOf(port.protocol, port.first)),
  );
  return [...new Map(single.map((port) => [keyOf(port.protocol, port.first), port])).values()];
}

/** The pods whose ports a rule is about; undefined if it is about others, too, which the input does not have. */
function servedBy(
  { cluster: { pods } }: Analysed,
  { namespace, namespaceSelector, podSelector }: Policy,
  direction: Direction,
  { peers }: PolicyRule,
): readonly PodSet[] | undefined {
  if (direction === 'ingress') {
    return [
      namespaceSelector === undefined
        ? pods.inNamespace(namespace, podSelector)
        : pods.inNamespaces(namespaceSelector, podSelector),
    ];
  }
  if (peers === undefined || !peers.every(isPods)) return undefined;
  return peers.map((peer) =>
    peer.namespaceSelector === undefined
      ? pods.inNamespace(namespace, peer.podSelector)
      : pods.inNamespaces(peer.namespaceSelector, peer.podSelector),
  );
}

function isPods(peer: PolicyPeer): peer is Extract<PolicyPeer, { kind: 'pods' }> {
  return peer.kind === 'pods';
}

/** What is known of the pods of a set and one port: that they listen there, or that it is a Service's. */
type Knowledge = MistakenPort | 'may listen' | undefined;

/** Equal selectors have equal sets of pods, so each is looked at once for each port. */
class PodsBehindPorts {
  private readonly known = new Map<PodSet, Map<string, Knowledge>>();

  constructor(private readonly analysed: Analysed) {}

  public mistakeOf(sets: readonly PodSet[], protocol: Protocol, port: number): MistakenPort | undefined {
    return combine(sets.map((pods) => this.remember(pods, protocol, port)));
  }

  /** What a rule opens on these pods; names are looked up in them. */
  public portsOf(sets: readonly PodSet[], { ports = [] }: PolicyRule): PortSet {
    const { workloads } = this.analysed.cluster;
    const named = ports.flatMap((port) =>
      port.kind !== 'named'
        ? []
        : sets
            .flatMap(({ members }) => members.flatMap((position) => workloads[position].namedPorts))
            .filter((own) => own.name === port.name && own.protocol === port.protocol),
    );
    const numbered = named.map((own) => PortSet.range(own.protocol, own.port, own.port));
    return PortSet.unionAll([PortSet.of(ports), ...numbered]);
  }

  private remember(pods: PodSet, protocol: Protocol, port: number): Knowledge {
    const own = this.known.get(pods) ?? new Map<string, Knowledge>();
    this.known.set(pods, own);
    const key = keyOf(protocol, port);
    if (!own.has(key)) own.set(key, this.find(pods, protocol, port));
    return own.get(key);
  }

  private find({ members }: PodSet, protocol: Protocol, port: number): Knowledge {
    const all = members.map((position): Knowledge => {
      const { analysed } = this;
      if (listensAnywhere(analysed, position) || listens(analysed, position, protocol, port)) return 'may listen';
      return mistakenPort(analysed, position, protocol, port);
    });
    return all.includes('may listen') ? 'may listen' : combine(all);
  }
}

function combine(all: readonly Knowledge[]): MistakenPort | undefined {
  const mistakes = all.filter((each) => each !== undefined && each !== 'may listen');
  if (mistakes.length === 0 || all.includes('may listen')) return undefined;
  return {
    services: [...new Set(mistakes.flatMap(({ services }) => services))].sort(),
    targets: PortSet.unionAll(mistakes.map(({ targets }) => targets)),
  };
}

function keyOf(protocol: Protocol, port: number): string {
  return `${port}/${protocol}`;
}

const DEEDS = { accept: 'opens', deny: 'closes', pass: 'passes' } as const;

/** `shop/NetworkPolicy/api ingress[0] opens 80/TCP, which is the port of shop/Service/api; the pods listen on 8080/TCP`. */
export function describeServicePort(found: ServicePortRule): string {
  const { policy, direction, rule, given, protocol, port, services, targets } = found;
  return (
    `${policy.id} ${given.path ?? `${direction}[${rule}]`} ${DEEDS[given.action ?? 'accept']} ${port}/${protocol}, which is the port of ${services.join(' and ')}; ` +
    `the pods listen on ${targets.toString()}`
  );
}
