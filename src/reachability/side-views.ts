import { Cluster } from './cluster';
import { decide, Judgement, Opening, openingOf } from './judge';
import { Classes, peerClasses, portClasses } from './peer-classes';
import { PortSet } from './port-set';
import { Because, givenReasons, limited, MOST_REASONS, ofRule, policiesOf } from './reasons';
import { portsOn } from './rule-ports';
import { CompiledRule, Side } from './side';
import { Direction, Workload } from '../topology/model';

/** What one side says about a peer, with what says so. */
export interface SideView {
  readonly side: Side;
  readonly judgement: Judgement;
  /** The rules that open something to some of the peer's pods only, or nobody knows to which. */
  readonly partial: readonly CompiledRule[];
  /** Whether more than one pair of workloads has it. */
  readonly isKept: boolean;
  /** Why some ports are open, or not known to be. */
  because(ports: PortSet): readonly Because[];
}

/** A view that is asked for once is not kept. */
interface Kept {
  readonly key: number;
  readonly isShared: boolean;
}

/** The first rules of an opening, and how many there are. */
interface OpeningRules {
  readonly first: readonly CompiledRule[];
  readonly count: number;
}

/** Bundles by the lists of their rules, and whether several sides have one. */
interface BundleUse {
  readonly number: number;
  uses: number;
  readonly hasNames: boolean;
}

/**
 * What the sides of one direction say about all peers. Sides are shared by the workloads that the same policies select, and
 * peers that no rule tells apart are one class: each side is asked once for each class, each bundle of policies as well.
 */
export class SideViews {
  private readonly views = new Map<number, SideView>();
  private readonly openings = new Map<number, Opening>();
  private readonly rulesOfPorts = new WeakMap<Opening, Map<PortSet, OpeningRules>>();
  private readonly sides: Classes;
  private readonly peers: Classes;
  private readonly ports: Classes;
  private readonly bundles = new Map<readonly CompiledRule[], BundleUse>();
  private readonly hasNames = new Map<Side, boolean>();
  private readonly order: ReadonlyMap<object, number>;
  private readonly open: SideView;

  constructor(
    private readonly cluster: Cluster,
    private readonly direction: Direction,
    /** Makes equal judgements one. */
    private readonly share: (judgement: Judgement) => Judgement,
  ) {
    const { workloads, topology } = cluster;
    const sides = cluster.sides[direction];
    const numbers = new Map<Side, number>();
    for (const side of sides) if (!numbers.has(side)) numbers.set(side, numbers.size);
    this.sides = Classes.byKey(sides.map((side, i) => `${numbers.get(side)} ${workloads[i].hostNetwork}`));
    this.peers = peerClasses(workloads, numbers.keys());
    this.ports = portClasses(workloads);
    for (const side of numbers.keys()) this.addBundles(side);
    this.order = new Map(topology.policies.map((policy, i) => [policy, i]));
    this.open = {
      side: { isolatedBy: [], rules: [], bundles: [], partial: [], unjudgedBy: [] },
      judgement: share({ allow: PortSet.ALL, unknown: PortSet.NONE }),
      partial: [],
      isKept: true,
      because: () => OPEN_REASONS[direction],
    };
  }

  /** What the side of one workload says about another one. */
  public of(own: number, peer: number): SideView {
    const side = this.cluster.sides[this.direction][own];
    if (side.isolatedBy.length === 0 && side.partial.length === 0 && side.doubt === undefined) return this.open;
    const { key, isShared } = this.keyOf(side, own, peer);
    if (!isShared) return this.look(side, own, peer, false);
    let view = this.views.get(key);
    if (view === undefined) this.views.set(key, (view = this.look(side, own, peer, true)));
    return view;
  }

  private keyOf(side: Side, own: number, peer: number): Kept {
    const pair = this.sides.of(own) * this.peers.count + this.peers.of(peer);
    const names = this.hasNames.get(side) === true;
    const destination = this.direction === 'egress' ? peer : own;
    return {
      key: names ? pair * (this.ports.count + 1) + 1 + this.ports.of(destination) : pair * (this.ports.count + 1),
      isShared: !this.sides.isSingle(own) || !this.peers.isSingle(peer),
    };
  }

  private addBundles(side: Side): void {
    let names = false;
    for (const { rules } of [...side.bundles, ...side.partial]) {
      let use = this.bundles.get(rules);
      if (use === undefined) {
        const hasNames = rules.some(({ namedPorts }) => namedPorts.length > 0);
        this.bundles.set(rules, (use = { number: this.bundles.size, uses: 0, hasNames }));
      }
      use.uses++;
      names ||= use.hasNames;
    }
    if (names) this.hasNames.set(side, true);
  }

  private look(side: Side, own: number, peer: number, isKept: boolean): SideView {
    const { workloads } = this.cluster;
    const destination = workloads[this.direction === 'egress' ? peer : own];
    const found: Opening[] = [];
    const onHost = workloads[own].hostNetwork || workloads[peer].hostNetwork;
    const judgement = decide(
      side,
      (rules) => {
        const opening = this.openingOf(rules, own, peer, destination);
        found.push(opening);
        return opening;
      },
      onHost,
    );
    const partial = found.flatMap(({ toSome, rules }) =>
      toSome.isEmpty ? [] : rules.filter(({ everybody, pods }) => !everybody && pods.partial.has(peer)),
    );
    const because = (ports: PortSet): readonly Because[] => this.because(side, found, ports, destination);
    return { side, judgement: this.share(judgement), partial, isKept, because: isKept ? remembered(because) : because };
  }

  private openingOf(rules: readonly CompiledRule[], own: number, peer: number, destination: Workload): Opening {
    const { hostNetwork } = this.cluster.workloads[peer];
    const { number, uses, hasNames } = this.bundles.get(rules)!;
    if (uses === 1) return openingOf(rules, peer, hostNetwork, destination);
    const pair = number * this.peers.count + this.peers.of(peer);
    const ofPorts = hasNames ? 1 + this.ports.of(this.direction === 'egress' ? peer : own) : 0;
    const key = pair * (this.ports.count + 1) + ofPorts;
    let opening = this.openings.get(key);
    if (opening === undefined) {
      this.openings.set(key, (opening = openingOf(rules, peer, hostNetwork, destination)));
    }
    return opening;
  }

  private because(side: Side, openings: readonly Opening[], ports: PortSet, destination: Workload): readonly Because[] {
    const given = givenReasons(this.direction, side);
    if (given !== undefined) return limited(given);
    const found = openings.map((opening) => this.rulesFor(opening, ports, destination));
    const total = found.reduce((sum, { count }) => sum + count, 0);
    if (total === 0) return limited(policiesOf(this.direction, side));
    const rules = found.flatMap(({ first }) => first);
    if (found.length > 1) rules.sort((a, b) => this.orderOf(a) - this.orderOf(b) || a.index - b.index);
    return limited(
      rules.map((rule) => ofRule(this.direction, rule)),
      total,
    );
  }

  /** The first rules that open some of the ports, and how many there are; of what several sides share it is found out once. */
  private rulesFor(opening: Opening, ports: PortSet, destination: Workload): OpeningRules {
    let byPorts = this.rulesOfPorts.get(opening);
    if (byPorts === undefined) this.rulesOfPorts.set(opening, (byPorts = new Map<PortSet, OpeningRules>()));
    let found = byPorts.get(ports);
    if (found === undefined) {
      const all = opening.rules.filter((rule) => !portsOn(rule, destination).intersect(ports).isEmpty);
      byPorts.set(ports, (found = { first: all.slice(0, MOST_REASONS), count: all.length }));
    }
    return found;
  }

  /** Rules that stand for a policy that is not judged come last. */
  private orderOf({ policy }: CompiledRule): number {
    return this.order.get(policy) ?? Number.MAX_SAFE_INTEGER;
  }
}

const OPEN_REASONS = {
  ingress: [{ direction: 'ingress' }],
  egress: [{ direction: 'egress' }],
} as const satisfies Record<Direction, readonly Because[]>;

function remembered(find: (ports: PortSet) => readonly Because[]): (ports: PortSet) => readonly Because[] {
  const known = new Map<PortSet, readonly Because[]>();
  return (ports) => {
    let found = known.get(ports);
    if (found === undefined) known.set(ports, (found = find(ports)));
    return found;
  };
}
