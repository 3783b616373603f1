import { Cluster, CompiledRule } from './cluster';
import { isUndecided } from './doubt';
import { isItself } from './judge';
import { Side } from './side';

/** The workloads that a side names as peers. */
interface Named {
  /** Whether any workload may be a peer. */
  readonly isAnybody: boolean;
  /** Without duplicates. */
  readonly members: readonly number[];
}

/** Finds for each source the destinations that it may reach, without trying all. */
export class Candidates {
  /** Destinations that admit so many sources that they are tried from every source. */
  private readonly openToMany: number[] = [];
  /** For each source the destinations whose rules name it. */
  private readonly namedBySource: (number[] | undefined)[];
  /** What policies do to them is not known, so no list of peers rules them out. */
  private readonly onHostNetwork: number[] = [];
  private readonly stamps: Int32Array;
  private readonly named = new Map<Side, Named>();
  private readonly byRules = new Map<readonly CompiledRule[], Named>();

  constructor(private readonly cluster: Cluster) {
    const count = cluster.workloads.length;
    this.namedBySource = new Array<number[] | undefined>(count).fill(undefined);
    this.stamps = new Int32Array(count).fill(-1);
    // Beyond this many sources, a list for each source costs more than trying the destination from all of them.
    const limit = Math.max(64, Math.floor(count / 16));
    for (let destination = 0; destination < count; destination++) {
      const { isAnybody, members } = this.namedBy(cluster.sides.ingress[destination]);
      const { hostNetwork } = cluster.workloads[destination];
      if (hostNetwork) this.onHostNetwork.push(destination);
      if (hostNetwork || isAnybody || members.length > limit) {
        this.openToMany.push(destination);
      } else {
        for (const source of members) this.addName(source, destination);
      }
    }
  }

  /** Ascending, without duplicates. */
  public of(source: number): number[] {
    if (this.cluster.workloads[source].hostNetwork) return this.cluster.workloads.map((_, position) => position);
    const itself = isItself(this.cluster, source, source) ? [source] : NOBODY;
    const naming = this.namedBySource[source] ?? NOBODY;
    const { isAnybody, members } = this.namedBy(this.cluster.sides.egress[source]);
    const lists =
      isAnybody || members.length > naming.length + this.openToMany.length
        ? [naming, this.openToMany]
        : [members, this.onHostNetwork];
    return this.merge(source, [itself, ...lists]);
  }

  private addName(source: number, destination: number): void {
    const known = this.namedBySource[source];
    if (known === undefined) this.namedBySource[source] = [destination];
    else known.push(destination);
  }

  /** Sides and bundles of policies are shared by many workloads. */
  private namedBy(side: Side): Named {
    const isPlain =
      side.bundles.length === 1 &&
      side.isolatedBy.length > 0 &&
      side.partial.length === 0 &&
      side.tiers === undefined &&
      side.doubt === undefined;
    if (isPlain) return this.namedByRules(side.bundles[0].rules);
    let named = this.named.get(side);
    if (named === undefined) this.named.set(side, (named = this.findNamed(side)));
    return named;
  }

  private findNamed(side: Side): Named {
    if (isUndecided(side) || side.isolatedBy.length === 0) return ANYBODY;
    const bundles = [...side.bundles, ...side.partial].map(({ rules }) => this.namedByRules(rules));
    // Whom administrators let in nobody else has to name; what they close is found when it is judged.
    for (const { rules } of side.tiers?.admin.flat() ?? []) {
      for (const { action, alone } of rules) if (action === 'accept') bundles.push(this.namedByRules(alone));
    }
    if (bundles.length === 1) return bundles[0];
    if (bundles.some(({ isAnybody }) => isAnybody)) return ANYBODY;
    return { isAnybody: false, members: unique(bundles.map(({ members }) => members)) };
  }

  private namedByRules(rules: readonly CompiledRule[]): Named {
    let named = this.byRules.get(rules);
    if (named === undefined) this.byRules.set(rules, (named = findNamedByRules(rules)));
    return named;
  }

  private merge(source: number, lists: readonly (readonly number[])[]): number[] {
    const merged: number[] = [];
    for (const list of lists) {
      for (const destination of list) {
        if (this.stamps[destination] === source) continue;
        this.stamps[destination] = source;
        merged.push(destination);
      }
    }
    return merged.sort((a, b) => a - b);
  }
}

const NOBODY: readonly number[] = [];
const ANYBODY: Named = { isAnybody: true, members: NOBODY };

function findNamedByRules(rules: readonly CompiledRule[]): Named {
  if (rules.some((rule) => rule.everybody || rule.podAddresses.mayBeAmong(rule.blocks))) return ANYBODY;
  const lists: (readonly number[])[] = [];
  for (const { members, partial } of new Set(rules.map(({ pods }) => pods))) {
    if (members.length > 0) lists.push(members);
    if (partial.size > 0) lists.push([...partial.keys()]);
  }
  return { isAnybody: false, members: unique(lists) };
}

function unique(lists: readonly (readonly number[])[]): readonly number[] {
  if (lists.length <= 1) return lists[0] ?? NOBODY;
  return [...new Set(lists.flat())];
}
