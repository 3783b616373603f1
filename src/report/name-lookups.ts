import { PeerCompiler } from './peer-compiler';
import { Dns } from '../network/dns';
import { AddressSet } from '../reachability/address-set';
import { Analysis } from '../reachability/analysis';
import { CompiledRule } from '../reachability/cluster';
import { Flow } from '../reachability/flow';
import { PortSet } from '../reachability/port-set';

/** The ports on which a workload may ask an end for names, and so reaches it without anybody having declared it. */
export class NameLookups {
  private readonly rules: readonly CompiledRule[];

  constructor(
    private readonly analysis: Analysis,
    position: number,
    dns: readonly Dns[],
  ) {
    const compiler = new PeerCompiler(analysis.cluster, undefined);
    this.rules = dns.flatMap(({ _peers, _ports }) =>
      _peers.map((peer) => compiler.compile(position, peer._render({ podCidrs: [] }), _ports)),
    );
  }

  /** The ports of name lookups on the way to the other end of a flow. */
  public portsTo({ to, except = [] }: Flow): PortSet {
    return this.rules
      .filter((rule) => this.includes(rule, to, except))
      .reduce((all, { ports }) => all.union(ports), PortSet.NONE);
  }

  private includes(
    { everybody, pods, unknownPods, blocks }: CompiledRule,
    end: string,
    except: readonly string[],
  ): boolean {
    if (everybody || unknownPods.includes(end)) return true;
    if (end.startsWith('ip:')) return blocks.includes(AddressSet.block(end.slice('ip:'.length), except));
    const position = this.analysis.cluster.positions.get(end);
    return position !== undefined && pods.has(position);
  }
}
