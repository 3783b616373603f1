import { PeerCompiler } from './peer-compiler';
import { ClusterProfile } from '../network/cluster-profile';
import { Analysis } from '../reachability/analysis';
import { CompiledRule } from '../reachability/cluster';
import { addressSetOf, End, sameEnd } from '../reachability/end';
import { Flow } from '../reachability/flow';
import { PortSet } from '../reachability/port-set';

/** The ports on which a workload may ask an end for names, and so reaches it without anybody having declared it. */
export class NameLookups {
  private readonly rules: readonly CompiledRule[];

  constructor(
    private readonly analysis: Analysis,
    position: number,
    profile: ClusterProfile,
  ) {
    const compiler = new PeerCompiler(analysis.cluster, undefined);
    this.rules = profile.dns._servers.flatMap(({ peers, ports }) =>
      peers.map((peer) => compiler.compile(position, peer._render(profile, 'egress'), ports)),
    );
  }

  /** The ports of name lookups on the way to the other end of a flow. */
  public portsTo({ to }: Flow): PortSet {
    return this.rules
      .filter((rule) => this.includes(rule, to))
      .reduce((all, { ports }) => all.union(ports), PortSet.NONE);
  }

  private includes({ everybody, pods, unknownPods, blocks }: CompiledRule, end: End): boolean {
    if (everybody) return true;
    if (end.kind === 'pods') return unknownPods.some((own) => sameEnd(own, end));
    if (end.kind === 'addresses') return blocks.includes(addressSetOf(end));
    const position = end.kind === 'workload' ? this.analysis.cluster.positions.get(end.id) : undefined;
    return position !== undefined && pods.has(position);
  }
}
