import { pairKey } from './pair-key';
import { declaredPolicy, PeerCompiler } from './peer-compiler';
import { PodsOfApp } from './pods-of-app';
import { toPortSet } from './port-sets';
import { ClusterProfile } from '../network/cluster-profile';
import { Acceptance, Declaration, Declarations, isolates, Member, OwnPods } from '../network/declarations';
import { Peer } from '../network/peer';
import { OtherPeer, PeerEnd, RenderedPeers } from '../network/peer-parts';
import { Port } from '../network/port';
import { Cluster, CompiledRule } from '../reachability/cluster';
import { Decider, judgeSide } from '../reachability/judge';
import { PortSet } from '../reachability/port-set';
import { Direction } from '../topology/model';

/** A declared connection between two workloads of the app. */
export interface DeclaredPair {
  readonly source: number;
  readonly destination: number;
  readonly ports: PortSet;
  /** Who said so first. */
  readonly declaration: Declaration;
}

/** A declared peer of one workload. */
export interface DeclaredPeer {
  readonly position: number;
  readonly direction: Direction;
  readonly rule: CompiledRule;
  readonly member: Member;
  readonly end: OtherPeer;
}

/** What policies call own pods, by their labels. */
interface Named {
  readonly peers: RenderedPeers;
  readonly ports: readonly Port[];
}

type ByPosition<T> = Record<Direction, Map<number, T[]>>;

/**
 * What was declared and accepted, in terms of the rendered workloads: between workloads of the app by their constructs,
 * whatever their labels are; with everybody else by the peers.
 */
export class DeclaredOpenings {
  public readonly peers: DeclaredPeer[] = [];
  /** Declared ports that no container of the destination has, with who declared them. */
  public readonly portless: { readonly member: Member; readonly port: Port; readonly destination: number }[] = [];
  private readonly pairs = new Map<number, DeclaredPair>();
  private readonly accepted = new Map<number, PortSet>();
  private readonly peerRules: ByPosition<CompiledRule> = { ingress: new Map(), egress: new Map() };
  /** Those of them that name pods by their labels. */
  private readonly meantRules: ByPosition<CompiledRule> = { ingress: new Map(), egress: new Map() };
  private readonly named: ByPosition<Named> = { ingress: new Map(), egress: new Map() };
  private readonly compiler: PeerCompiler;

  constructor(
    private readonly cluster: Cluster,
    podCidrs: readonly string[] | undefined,
    private readonly pods: PodsOfApp,
    { members, declared, accepted }: Declarations,
  ) {
    this.compiler = new PeerCompiler(cluster, podCidrs);
    this.addDns(members);
    for (const declaration of declared) this.add(declaration);
    for (const acceptance of accepted) this.accept(acceptance);
  }

  /** All declared pairs. */
  public get declaredPairs(): Iterable<DeclaredPair> {
    return this.pairs.values();
  }

  /** The ports that are declared or accepted from one workload to another, by their constructs. */
  public between(source: number, destination: number): PortSet {
    const key = pairKey(this.cluster, source, destination);
    const declared = this.pairs.get(key)?.ports ?? PortSet.NONE;
    return declared.union(this.accepted.get(key) ?? PortSet.NONE);
  }

  /**
   * The ports that peers declare from one workload to another. A peer that names pods by their labels speaks for both
   * sides; a wide one (a namespace, everybody) is a permission of its own side, so that each isolated side needs one.
   */
  public byPeers(
    source: number,
    destination: number,
    isIsolated: (direction: Direction, position: number) => boolean,
    byGuardrails: (direction: Direction, position: number, peer: number) => PortSet,
  ): PortSet {
    const pods = this.cluster.workloads[destination];
    const permitted = (rules: readonly CompiledRule[], peer: number): PortSet =>
      // That a pod may have an address of a declared network declares no connection with it.
      judgeSide(this.sideOf(destination, rules), peer, pods).allow;
    const own = (direction: Direction, position: number, peer: number): PortSet =>
      isIsolated(direction, position)
        ? permitted(this.peerRules[direction].get(position) ?? [], peer).union(byGuardrails(direction, position, peer))
        : PortSet.ALL;
    const out = own('egress', source, destination);
    const into = own('ingress', destination, source);
    const meant = permitted(this.meantRules.egress.get(source) ?? [], destination).union(
      permitted(this.meantRules.ingress.get(destination) ?? [], source),
    );
    return out.intersect(into).union(meant);
  }

  /** The peers that are declared for a workload. */
  public peerRulesOf(direction: Direction, position: number): readonly CompiledRule[] {
    return this.peerRules[direction].get(position) ?? [];
  }

  /** Everything that a rule may call pods outside of the rendering: peers, and own pods by their labels. */
  public rulesByLabels(direction: Direction, position: number): CompiledRule[] {
    const named = this.named[direction].get(position) ?? [];
    return [
      ...(this.peerRules[direction].get(position) ?? []),
      ...named.map(({ peers, ports }) => this.compiler.compile(position, peers, ports)),
    ];
  }

  private sideOf(position: number, rules: readonly CompiledRule[]): Decider {
    const policies = [declaredPolicy(this.cluster.workloads[position].namespace)];
    return { isolatedBy: policies, bundles: [{ policies, rules }], partial: [] };
  }

  private addDns(members: readonly Member[]): void {
    const ends = new Map<ClusterProfile, readonly { end: OtherPeer; ports: readonly Port[] }[]>();
    for (const member of members) {
      if (!isolates(member, 'egress')) continue;
      const profile = ClusterProfile.of(member.owner);
      let own = ends.get(profile);
      if (own === undefined) {
        own = profile.dns._servers.flatMap(({ peers, ports }) =>
          peers
            .flatMap((peer) => peer._ends(profile, 'egress'))
            .filter((end) => end.kind === 'peer')
            .map((end) => ({ end, ports })),
        );
        ends.set(profile, own);
      }
      for (const { end, ports } of own) this.addPeer(member, 'egress', end, ports);
    }
  }

  private add(declaration: Declaration): void {
    const { member, direction, end, answer, ports } = declaration;
    if (end.kind === 'peer') this.addPeer(member, direction, end, ports);
    if (end.kind === 'names') this.addDnsOfNames(member);
    if (end.kind !== 'pods') return;
    const [clients, servers] = direction === 'egress' ? [member, end.member] : [end.member, member];
    for (const destination of this.pods.of(servers)) {
      const opened = this.portsOn(destination, clientOf(declaration), ports);
      for (const source of this.pods.of(clients)) {
        const key = pairKey(this.cluster, source, destination);
        const known = this.pairs.get(key);
        const all = known === undefined ? opened : known.ports.union(opened);
        this.pairs.set(key, { source, destination, ports: all, declaration: known?.declaration ?? declaration });
      }
    }
    for (const position of this.pods.of(member)) push(this.named[direction], position, { peers: end.peers, ports });
    if (answer === undefined) return;
    const opposite = direction === 'egress' ? 'ingress' : 'egress';
    for (const position of this.pods.of(end.member)) push(this.named[opposite], position, { peers: answer, ports });
  }

  /** A plugin that opens names reads them from the answers of the DNS pods, so its policy opens these as well. */
  private addDnsOfNames(member: Member): void {
    const profile = ClusterProfile.of(member.owner);
    for (const { pods, ports } of profile.dns._servers) {
      for (const end of pods.flatMap((each) => Peer.pods(each)._ends(profile, 'egress'))) {
        for (const position of this.pods.of(member)) this.addRuleOf('egress', position, end, ports);
      }
    }
  }

  private portsOn(destination: number, member: Member, ports: readonly Port[]): PortSet {
    return ports.reduce((all, port) => {
      const own = toPortSet(port, this.cluster.workloads[destination]);
      if (own.isEmpty) this.portless.push({ member, port, destination });
      return all.union(own);
    }, PortSet.NONE);
  }

  private addPeer(member: Member, direction: Direction, end: OtherPeer, ports: readonly Port[]): void {
    for (const position of this.pods.of(member)) {
      const rule = this.compiler.compile(position, end.peers, ports);
      if (direction === 'ingress') this.portsOn(position, member, ports);
      this.peers.push({ position, direction, rule, member, end });
      this.addRule(direction, position, rule, end);
    }
  }

  /** What is accepted covers what is open, and nothing has to be open for it. */
  private accept({ member, ends, ports }: Acceptance): void {
    for (const position of this.pods.of(member)) {
      for (const direction of ['ingress', 'egress'] as const) {
        for (const end of ends[direction]) {
          if (end.kind === 'pods') this.acceptPods(direction, position, end, ports);
          else this.addRuleOf(direction, position, end, ports);
        }
      }
    }
  }

  private acceptPods(direction: Direction, position: number, end: OwnPods, ports: readonly Port[]): void {
    push(this.named[direction], position, { peers: end.peers, ports });
    for (const other of this.pods.of(end.member)) {
      const [source, destination] = direction === 'egress' ? [position, other] : [other, position];
      const pods = this.cluster.workloads[destination];
      const opened = ports.reduce((all, port) => all.union(toPortSet(port, pods)), PortSet.NONE);
      const key = pairKey(this.cluster, source, destination);
      this.accepted.set(key, (this.accepted.get(key) ?? PortSet.NONE).union(opened));
    }
  }

  /** Entities are in policies that the engine does not judge: what they open is held against the declarations by itself. */
  private addRuleOf(direction: Direction, position: number, end: PeerEnd, ports: readonly Port[]): void {
    if (end.kind === 'entities') return;
    this.addRule(direction, position, this.compiler.compile(position, end.peers, ports), end);
  }

  private addRule(direction: Direction, position: number, rule: CompiledRule, { podsOfApp }: OtherPeer): void {
    push(this.peerRules[direction], position, rule);
    if (podsOfApp === 'all') push(this.meantRules[direction], position, rule);
  }
}

/** Who connects by a declaration; with a peer the one who declared it. */
export function clientOf({ member, direction, end }: Declaration): Member {
  return direction === 'ingress' && end.kind === 'pods' ? end.member : member;
}

function push<T>(lists: Map<number, T[]>, position: number, item: T): void {
  const list = lists.get(position);
  if (list === undefined) lists.set(position, [item]);
  else list.push(item);
}
