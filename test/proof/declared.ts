import { End, NaiveCluster, Rule, Workload } from './naive';
import { AppPlan, Direction, isIsolated, isOfPackage, Step } from './plan';
import { allSaid, Said } from './said';
import { Ports } from './sample-ports';
import { PeerWord, podsNamed, rawPorts } from './vocabulary';

/** Which objects constructs render, by their ids, whatever patches made of their names; nothing where they render none. */
export interface Places {
  workloadOf(i: number): string | undefined;
  policyOf(i: number): string | undefined;
  serviceOf(i: number): string | undefined;
}

/** A connection between two workloads. */
export interface Pair {
  readonly source: Workload;
  readonly destination: Workload;
  readonly ports: Ports;
  /** Whether one of its ports is none of the destination's. */
  readonly isPortless: boolean;
  readonly by: Said['by'];
}

/** What a policy beside a workload would say. */
interface Named {
  readonly own: Workload;
  readonly direction: Direction;
  readonly rule: Rule;
}

/** What a workload was told about a peer. */
export interface PeerOf extends Named {
  readonly word: PeerWord;
  readonly isPortless: boolean;
  readonly by: Said['by'];
}

/** What was said in an app, in the ports and workloads of a written YAML. */
export class Declared {
  public readonly pairs: readonly Pair[];
  public readonly peers: readonly PeerOf[];
  /** Workloads of declared connections that the YAML has not. */
  public readonly missing: readonly string[];
  private readonly names: readonly Named[];
  private readonly placed: readonly (Workload | undefined)[];
  private readonly guarded: ReadonlySet<Workload | undefined>;

  constructor(
    plan: AppPlan,
    steps: readonly Step[],
    private readonly cluster: NaiveCluster,
    places: Places,
  ) {
    const said = allSaid(plan, steps);
    const ids = plan.workloads.map((_, i) => places.workloadOf(i));
    this.placed = ids.map((own) => cluster.workloads.find(({ id }) => id === own));
    this.guarded = new Set(this.placed.filter((_, i) => isIsolated(plan.workloads[i])));
    this.pairs = said.flatMap((one) => this.pairOf(one));
    this.peers = said.flatMap((one) => this.peerOf(one));
    this.names = said.flatMap((one) => this.namesOf(plan, one));
    const ends = said
      .filter(({ by }) => by === 'declaration')
      .flatMap(({ who, end }) => (typeof end === 'number' ? [who, end] : [who]));
    this.missing = [...new Set(ends)].filter((i) => this.placed[i] === undefined).map((i) => plan.workloads[i].name);
  }

  /** The workload of the YAML that is a workload of the plan. */
  public podsOf(i: number): Workload | undefined {
    return this.placed[i];
  }

  /** Whether this package isolates a workload of the YAML. */
  public isGuarded(workload: Workload): boolean {
    return this.guarded.has(workload);
  }

  /** The ports that peers, declared or accepted, cover on one side of a workload. */
  public covered(own: Workload, direction: Direction, end: End, isEnough = (_: PeerWord) => true): Ports {
    const rules = this.peers
      .filter((peer) => peer.direction === direction && peer.own === own && isEnough(peer.word))
      .map(({ rule }) => rule);
    return this.cluster.opened(rules, own, direction, end).granted;
  }

  /** The same for an end that is not in the YAML: it may carry the name of a workload that is declared by its construct. */
  public coveredOutside(own: Workload, direction: Direction, end: End): Ports {
    const rules = this.names.filter((name) => name.direction === direction && name.own === own).map(({ rule }) => rule);
    return this.covered(own, direction, end).union(this.cluster.opened(rules, own, direction, end).granted);
  }

  /** The ports from one workload to another that are declared or accepted. */
  public coveredBetween(source: Workload, destination: Workload): Ports {
    const { all } = this.cluster.ports;
    const [to, from] = [{ pod: destination }, { pod: source }];
    // Labels name pods that are meant, so they speak for both sides; a wide peer is a permission of its own side.
    const isMeant = ({ meant }: PeerWord): boolean => meant === 'all';
    const out = this.isGuarded(source) ? this.covered(source, 'egress', to) : all;
    const into = this.isGuarded(destination) ? this.covered(destination, 'ingress', from) : all;
    return [
      ...this.pairs
        .filter((pair) => pair.source === source && pair.destination === destination)
        .map(({ ports }) => ports),
      this.covered(source, 'egress', to, isMeant),
      this.covered(destination, 'ingress', from, isMeant),
    ].reduce((covered, ports) => covered.union(ports), out.intersect(into));
  }

  /** How the policies of both ends name each other. */
  private namesOf({ workloads }: AppPlan, { who, direction, end, ports, by }: Said): Named[] {
    if (typeof end !== 'number') return [];
    const opposite = direction === 'egress' ? 'ingress' : 'egress';
    const named = (i: number, other: number, towards: Direction): Named[] => {
      const own = this.placed[i];
      const { name, namespace } = workloads[other];
      if (own === undefined || !isOfPackage(workloads[other])) return [];
      const rule = { namespace: own.namespace, peers: podsNamed(name, namespace).raw, ports: rawPorts(ports) };
      return [{ own, direction: towards, rule }];
    };
    return [...named(who, end, direction), ...(by === 'acceptance' ? [] : named(end, who, opposite))];
  }

  private pairOf({ who, direction, end, ports, by }: Said): Pair[] {
    const own = this.placed[who];
    const other = typeof end === 'number' ? this.placed[end] : undefined;
    if (own === undefined || other === undefined) return [];
    const [source, destination] = direction === 'egress' ? [own, other] : [other, own];
    const each = ports.map((port) => this.cluster.ports.opened(rawPorts([port]), destination));
    const isPortless = each.some(({ isEmpty }) => isEmpty);
    return [{ source, destination, ports: each.reduce((a, b) => a.union(b)), isPortless, by }];
  }

  private peerOf({ who, direction, end, ports, by }: Said): PeerOf[] {
    const own = this.placed[who];
    if (own === undefined || typeof end === 'number') return [];
    const each = ports.map((port) => this.cluster.ports.opened(rawPorts([port]), own));
    const isPortless = direction === 'ingress' && each.some(({ isEmpty }) => isEmpty);
    const rule = { namespace: own.namespace, peers: end.raw, ports: rawPorts(ports) };
    return [{ own, direction, word: end, rule, isPortless, by }];
  }
}
