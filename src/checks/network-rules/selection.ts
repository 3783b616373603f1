import {
  byNamespace,
  INTERNET_ADDRESSES,
  matchEntity,
  matchesAnyAddress,
  matchName,
  matchNodes,
  matchPodsOutside,
} from './match-outside';
import { workloadsOf } from './match-workloads';
import { allOf, either, Match, Meeting, NO_MEETING } from './meeting';
import { EndPattern } from './network-rule';
import { AddressSet } from '../../reachability/address-set';
import { Cluster } from '../../reachability/cluster';
import { addressSetOf, End, PodsEnd } from '../../reachability/end';
import { Flow } from '../../reachability/flow';

/** On which side of connections the ends are. */
export type EndSide = 'from' | 'to';

/** The ends that one side of a rule means, looked up once. */
export class Selection {
  private readonly workloads = new Map<number, Match>();
  private readonly used = new Set<EndPattern>();
  private readonly haveWorkloads = new Set<EndPattern>();

  constructor(
    private readonly cluster: Cluster,
    private readonly side: EndSide,
    private readonly patterns: readonly EndPattern[],
  ) {
    for (const pattern of patterns) {
      const own = workloadsOf(cluster, pattern);
      if (own.size > 0) {
        this.used.add(pattern);
        this.haveWorkloads.add(pattern);
      }
      for (const [position, match] of own) {
        this.workloads.set(position, either(match, this.workloads.get(position) ?? 'no'));
      }
    }
  }

  /** Whether it means any of the pods of a workload. */
  public ofWorkload(position: number): Match {
    return this.workloads.get(position) ?? 'no';
  }

  /** The workloads that it means, by their positions. */
  public get positions(): Iterable<number> {
    return this.workloads.keys();
  }

  /** How it meets an end that is no workload of the input. */
  public ofOutside(flow: Flow): Meeting {
    const end = flow[this.side];
    const open = addressesOf(flow, end);
    if (open !== undefined) return this.ofAddresses(end, open);
    const isDeep = flow.isDeep === true;
    // Where a policy names several namespaces, one pattern may mean the one and another one the other.
    const ends = end.kind === 'pods' ? byNamespace(end) : [end];
    return { match: allOf(ends.map((each) => this.matchAny(each, isDeep))) };
  }

  private matchAny(end: End, isDeep: boolean): Match {
    return this.patterns.reduce<Match>((known, pattern) => {
      const match = this.matchOutside(pattern, end, isDeep);
      // Whoever means all pods says nothing of those that the rule names, and other labels of theirs nothing of these.
      if (match === 'whole' || (match === 'perhaps' && pattern.kind === 'id')) this.used.add(pattern);
      return either(known, match);
    }, 'no');
  }

  /** What it names and the input does not have, as far as anybody can tell. */
  public unused(): EndPattern[] {
    return this.patterns.filter((pattern) => isOfInput(pattern) && !this.used.has(pattern));
  }

  private matchOutside(pattern: EndPattern, end: End, isDeep: boolean): Match {
    switch (end.kind) {
      case 'pods':
        return this.ofWiderEnd(
          matchPodsOutside(this.cluster.topology.namespaces, pattern, end, this.haveWorkloads.has(pattern)),
          end,
        );
      case 'name':
        return matchName(pattern, end, isDeep);
      case 'entity':
        return matchEntity(pattern, end);
      case 'nodes':
        return matchNodes(pattern, end);
      default:
        return 'no';
    }
  }

  /**
   * A policy that means more pods means those of the rule among them, if there are any. Of one that means those of all namespaces
   * this would be said of each workload: where they are the destination their own policies decide, which are elsewhere, and that the
   * input does not have a workload is told once.
   */
  private ofWiderEnd(match: Match, { namespaces }: PodsEnd): Match {
    if (match !== 'part' && match !== 'some') return match;
    const isNamed = namespaces !== '*' || (match === 'part' && this.side === 'from');
    return isNamed ? 'some' : 'no';
  }

  private ofAddresses(end: End, open: AddressSet): Meeting {
    const named = AddressSet.unionAll(this.patterns.map((pattern) => this.addressesIn(pattern, end))).intersect(open);
    if (!named.isEmpty) return { match: 'whole', addresses: named };
    return this.patterns.some((pattern) => matchesAnyAddress(pattern, open))
      ? { match: 'part', addresses: open }
      : NO_MEETING;
  }

  private addressesIn(pattern: EndPattern, end: End): AddressSet {
    if (pattern.kind === 'everything') return AddressSet.ALL;
    if (pattern.kind === 'addresses') return pattern.addresses;
    if (pattern.kind !== 'internet') return AddressSet.NONE;
    if (end.kind === 'internet') return AddressSet.ALL;
    // From the internet one comes by load balancers, ports of nodes and routes, whatever addresses policies let in.
    return this.side === 'to' ? INTERNET_ADDRESSES : AddressSet.NONE;
  }
}

/** Whether the input should have what a pattern names. */
function isOfInput(pattern: EndPattern): boolean {
  return pattern.kind === 'id' || (pattern.kind === 'pods' && !pattern.isOutside);
}

/** The addresses that an end stands for: whoever comes in by ways from outside has those that these let in. */
export function addressesOf(flow: Flow, end: End): AddressSet | undefined {
  if (end.kind === 'addresses') return addressSetOf(end);
  if (end.kind !== 'internet') return undefined;
  const sources = flow.ways?.map((way) => way.sources) ?? [undefined];
  if (sources.includes(undefined)) return INTERNET_ADDRESSES;
  return AddressSet.unionAll(
    sources.flatMap((blocks = []) => blocks.map(({ cidr, except }) => AddressSet.block(cidr, except))),
  );
}
