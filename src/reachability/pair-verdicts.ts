import { Cluster } from './cluster';
import { both, isClosed, Judgement, judgementKey } from './judgement';
import { bothLimits, Limit } from './limits';
import { portClasses } from './peer-classes';
import { PortSet } from './port-set';
import { Because } from './reasons';
import { SideView } from './side-view';
import { SideViews } from './side-views';
import { undecidedPair } from './undecided-pair';

/** What the two sides of a connection say. */
export interface PairVerdict {
  readonly judgement: Judgement;
  readonly egress: SideView;
  readonly ingress: SideView;
}

/** The verdicts on pairs of workloads: what many of them have in common is found out once, and shared. */
export class PairVerdicts {
  /** Those of a cluster. */
  public static of(cluster: Cluster): PairVerdicts {
    let verdicts = PairVerdicts.known.get(cluster);
    if (verdicts === undefined) PairVerdicts.known.set(cluster, (verdicts = new PairVerdicts(cluster)));
    return verdicts;
  }

  private static readonly known = new WeakMap<Cluster, PairVerdicts>();

  private readonly out: SideViews;
  private readonly into: SideViews;
  private readonly ports = new Map<string, PortSet>();
  private readonly judgements = new Map<string, Judgement>();
  private readonly pairs = new Map<Judgement, Map<Judgement, Judgement>>();
  private readonly reasons = new Map<readonly Because[], Map<readonly Because[], readonly Because[]>>();
  private readonly lists = new Map<string, readonly Because[]>();
  private readonly sharedLists = new Map<readonly Because[], readonly Because[]>();

  private constructor(private readonly cluster: Cluster) {
    const ports = portClasses(cluster.workloads);
    const share = (judgement: Judgement): Judgement => this.shared(judgement);
    this.out = new SideViews(cluster, 'egress', ports, share);
    this.into = new SideViews(cluster, 'ingress', ports, share);
  }

  /** The verdict on two workloads, which are not one and the same pod; nothing if everything is closed. */
  public between(source: number, destination: number): PairVerdict | undefined {
    const egress = this.out.of(source, destination);
    if (isClosed(egress.judgement)) return undefined;
    const ingress = this.into.of(destination, source);
    const judgement =
      egress.isKept && ingress.isKept
        ? this.join(egress.judgement, ingress.judgement)
        : this.both(egress.judgement, ingress.judgement);
    return isClosed(judgement) ? undefined : { judgement, egress, ingress };
  }

  /** Why ports that are not decided are not. */
  public undecided(source: number, destination: number, verdict: PairVerdict): ReturnType<typeof undecidedPair> {
    const { unknown } = verdict.judgement;
    const asking = { out: verdict.egress.partialRules(), into: verdict.ingress.partialRules() };
    return undecidedPair(this.cluster, source, destination, asking, unknown);
  }

  /** What of layer 7 alone is let through on limited ports. */
  public limits({ egress, ingress }: PairVerdict, ports: PortSet): readonly Limit[] {
    return bothLimits(ports, [egress.limits(ports), ingress.limits(ports)]);
  }

  /** Why some ports are open, or not known to be. */
  public because({ egress, ingress }: PairVerdict, ports: PortSet): readonly Because[] {
    const [out, into] = [egress.because(ports), ingress.because(ports)];
    // A view that is asked for once has a list that nobody else has.
    if (!egress.isKept || !ingress.isKept) return out.concat(into);
    const [first, second] = [this.sharedList(out), this.sharedList(into)];
    const lists = inner(this.reasons, first);
    let all = lists.get(second);
    if (all === undefined) lists.set(second, (all = [...first, ...second]));
    return all;
  }

  /** Equal judgements become one, so that pairs of them are judged once. */
  private shared(judgement: Judgement): Judgement {
    const key = judgementKey(judgement);
    let known = this.judgements.get(key);
    if (known === undefined) this.judgements.set(key, (known = judgement));
    return known;
  }

  private join(egress: Judgement, ingress: Judgement): Judgement {
    const known = inner(this.pairs, egress).get(ingress);
    if (known !== undefined) return known;
    const judgement = this.both(egress, ingress);
    inner(this.pairs, egress).set(ingress, judgement);
    return judgement;
  }

  /** With sets of ports that equal judgements share. */
  private both(egress: Judgement, ingress: Judgement): Judgement {
    const { allow, unknown, limited } = both(egress, ingress);
    const shared = { allow: this.sharedPorts(allow), unknown: this.sharedPorts(unknown) };
    return limited === undefined ? shared : { ...shared, limited };
  }

  private sharedPorts(ports: PortSet): PortSet {
    let known = this.ports.get(ports.toString());
    if (known === undefined) this.ports.set(ports.toString(), (known = ports));
    return known;
  }

  /** Equal lists become one, so that pairs of them are put together once. */
  private sharedList(list: readonly Because[]): readonly Because[] {
    let known = this.sharedLists.get(list);
    if (known !== undefined) return known;
    const key = list.map(({ direction, policy, rule, more }) => `${direction} ${policy} ${rule} ${more}`).join('\n');
    known = this.lists.get(key) ?? list;
    this.lists.set(key, known);
    this.sharedLists.set(list, known);
    return known;
  }
}

function inner<K, L, V>(maps: Map<K, Map<L, V>>, key: K): Map<L, V> {
  let map = maps.get(key);
  if (map === undefined) maps.set(key, (map = new Map<L, V>()));
  return map;
}
