import { Classes, Positions } from './classes';
import { Cluster } from './cluster';
import { decide, Opening, openingOf } from './judge';
import { Judgement } from './judgement';
import { peerClasses } from './peer-classes';
import { CompiledRule, Side } from './side';
import { SideReasons } from './side-reasons';
import { SideView } from './side-view';
import { isOpen } from './tiers';
import { Direction, Workload } from '../topology/model';

/** Bundles by the lists of their rules, and whether several sides have one. */
interface BundleUse {
  readonly number: number;
  readonly hasNames: boolean;
  uses: number;
}

/**
 * What the sides of one direction say about all peers. Sides are shared by the workloads that the same policies select, and
 * peers that no rule tells apart are one class: each side is asked once for each class, each bundle of policies as well.
 * What only one pair of workloads can ask is not kept.
 */
export class SideViews {
  private readonly views = new Map<number, SideView>();
  private readonly openings = new Map<number, Opening>();
  private readonly sides: Classes;
  private readonly peers: Classes;
  private readonly bundles = new Map<readonly CompiledRule[], BundleUse>();
  /** Sides with rules that name ports. */
  private readonly naming = new Set<Side>();
  private readonly why: SideReasons;
  /** Of all sides that leave everything open. */
  private open: SideView | undefined;

  constructor(
    private readonly cluster: Cluster,
    private readonly direction: Direction,
    /** Workloads in which names of ports stand for the same ones. */
    private readonly ports: Classes,
    /** Makes equal judgements one. */
    private readonly share: (judgement: Judgement) => Judgement,
  ) {
    const { workloads, topology } = cluster;
    const sides = cluster.sides[direction];
    const distinct = new Set(sides);
    this.sides = Classes.byKey(sides).apart([hostsAmong(workloads)]);
    this.why = new SideReasons(direction, [...topology.policies, ...topology.otherPolicies]);
    for (const side of distinct) {
      for (const { rules } of side.bundles) this.countUse(side, rules);
      for (const { rules } of side.partial) this.countUse(side, rules);
      if (side.tiers !== undefined) for (const rules of side.tiers.lists) this.countUse(side, rules);
      if (side.narrowing !== undefined) {
        this.countUse(side, side.narrowing.parts);
        this.countUse(side, side.narrowing.whole);
      }
    }
    this.peers = peerClasses(workloads, this.bundles.keys());
  }

  /** What the side of one workload says about another one. */
  public of(own: number, peer: number): SideView {
    const side = this.cluster.sides[this.direction][own];
    if (isOpen(side) && side.doubt === undefined) return (this.open ??= this.look(side, own, peer, true));
    if (this.sides.isSingle(own) && this.peers.isSingle(peer)) return this.look(side, own, peer, false);
    const pair = this.sides.of(own) * this.peers.count + this.peers.of(peer);
    const key = this.keyOf(pair, this.naming.has(side), own, peer);
    let view = this.views.get(key);
    if (view === undefined) this.views.set(key, (view = this.look(side, own, peer, true)));
    return view;
  }

  private countUse(side: Side, rules: readonly CompiledRule[]): void {
    let use = this.bundles.get(rules);
    if (use === undefined) {
      const hasNames = rules.some(({ namedPorts }) => namedPorts.length > 0);
      this.bundles.set(rules, (use = { number: this.bundles.size, hasNames, uses: 0 }));
    }
    use.uses++;
    if (use.hasNames) this.naming.add(side);
  }

  /** Where rules name ports, destinations in which the names stand for the same ones have the same key. */
  private keyOf(pair: number, hasNames: boolean, own: number, peer: number): number {
    const names = hasNames ? 1 + this.ports.of(this.direction === 'egress' ? peer : own) : 0;
    return pair * (this.ports.count + 1) + names;
  }

  private look(side: Side, own: number, peer: number, isKept: boolean): SideView {
    const { workloads } = this.cluster;
    const destination = workloads[this.direction === 'egress' ? peer : own];
    const onHost = workloads[own].hostNetwork || workloads[peer].hostNetwork;
    const openings: Opening[] = [];
    const judgement = decide(
      side,
      (rules) => {
        const opening = this.openingOf(rules, own, peer, destination);
        openings.push(opening);
        return opening;
      },
      onHost,
    );
    return new SideView(
      side,
      isKept ? this.share(judgement) : judgement,
      openings,
      { position: peer, isOnHost: workloads[peer].hostNetwork },
      destination,
      isKept,
      this.why,
    );
  }

  private openingOf(rules: readonly CompiledRule[], own: number, peer: number, destination: Workload): Opening {
    const { hostNetwork } = this.cluster.workloads[peer];
    const { number, uses, hasNames } = this.bundles.get(rules)!;
    if (uses === 1) return openingOf(rules, peer, hostNetwork, destination);
    const key = this.keyOf(number * this.peers.count + this.peers.of(peer), hasNames, own, peer);
    let opening = this.openings.get(key);
    if (opening === undefined) {
      opening = openingOf(rules, peer, hostNetwork, destination);
      this.openings.set(key, opening);
      this.why.keep(opening);
    }
    return opening;
  }
}

function hostsAmong(workloads: readonly Workload[]): Positions {
  const members = [...workloads.keys()].filter((position) => workloads[position].hostNetwork);
  return { members, partial: new Map() };
}
