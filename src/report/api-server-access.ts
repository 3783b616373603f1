import { Proof } from './findings';
import { PeerCompiler } from './peer-compiler';
import { coversPeer } from './peer-coverage';
import { toPortSet } from './port-sets';
import { apiServerWays } from '../network/cluster-peers';
import { ClusterProfile } from '../network/cluster-profile';
import { Peer } from '../network/peer';
import { PeerEnd } from '../network/peer-parts';
import { Port } from '../network/port';
import { CompiledRule, portsOn } from '../reachability/cluster';
import { isUndecided } from '../reachability/doubt';
import { PortSet } from '../reachability/port-set';
import { isolatingRules } from '../reachability/side-rules';
import { rulesOnNames } from '../reachability/undecided-side';
import { Direction, Policy } from '../topology/model';

/** That the policies of a workload close it to the API server. */
export interface ClosedApiServer {
  readonly policies: readonly Policy[];
  /** What surrounds the workload. */
  readonly profile: ClusterProfile;
  /** Whether the profile says where the API server is. */
  readonly isKnown: boolean;
}

/** The line that opens it, and what must be said before where nobody knows where the API server is. */
export function openingOf({ isKnown }: ClosedApiServer, line: string): string {
  if (isKnown) return line;
  return `say where it is, with \`apiServer\` of the ClusterProfile: apiServer: Peer.cidrs(['10.0.0.10/32']); and then ${line}`;
}

/** Asks rendered policies whether they let the API server in, or pods out to it. */
export class ApiServerAccess {
  private readonly compiler: PeerCompiler;

  constructor(private readonly proof: Proof) {
    this.compiler = new PeerCompiler(proof.analysis.cluster, undefined);
  }

  /**
   * What closes a workload to the API server, if that is certain.
   *
   * @param port that of the pods which it calls; it has its own where pods call it, of which each is enough
   */
  public closedBy(direction: Direction, position: number, port?: number): ClosedApiServer | undefined {
    const { analysis, pods } = this.proof;
    const { cluster } = analysis;
    const side = cluster.sides[direction][position];
    const owner = pods.ownerOf(position) as ReturnType<typeof pods.ownerOf> | undefined;
    // What policies do to the host network is the plugin's business, and what is not judged may open it.
    if (owner === undefined || cluster.workloads[position].hostNetwork || isUndecided(side)) return undefined;
    if (side.isolatedBy.length === 0) return undefined;
    const profile = ClusterProfile.of(owner);
    const ways = apiServerWays(profile, direction);
    const ports = port === undefined ? Peer.kubeApiServer()._ports(profile) : [Port.tcp(port)];
    const isOpen = ports.some((each) =>
      ways.length === 0
        ? this.mayBeOpen(direction, position, each)
        : ways.some((way) => way.every((end) => this.isOpenTo(end, direction, position, each))),
    );
    return isOpen ? undefined : { policies: side.isolatedBy, profile, isKnown: ways.length > 0 };
  }

  private isOpenTo(end: PeerEnd, direction: Direction, position: number, port: Port): boolean {
    const { workloads, sides } = this.proof.analysis.cluster;
    const side = sides[direction][position];
    const open = isolatingRules(side);
    const destination = direction === 'ingress' ? workloads[position] : undefined;
    if (end.kind === 'peer') {
      const declared = this.compiler.compile(position, end.peers, [port]);
      return coversPeer(this.proof, direction, declared, open, destination);
    }
    // Where it runs on nodes, it is one of them.
    const letting = open.filter(
      ({ everybody, others }) =>
        everybody || ['kube-apiserver', 'remote-node'].some((one) => others?.entities.includes(one)),
    );
    return PortSet.unionAll(letting.map((rule) => portsOn(rule, destination))).includes(
      toPortSet(port, workloads[position]),
    );
  }

  /** Nobody knows where it is: any address that is open may be its. */
  private mayBeOpen(direction: Direction, position: number, port: Port): boolean {
    const { workloads, sides } = this.proof.analysis.cluster;
    const side = sides[direction][position];
    const destination = direction === 'ingress' ? workloads[position] : undefined;
    const opened = isolatingRules(side)
      .filter((rule) => rule.everybody || !rule.blocks.isEmpty || namesHosts(rule))
      .map((rule) => portsOn(rule, destination));
    const asked = toPortSet(port, workloads[position]);
    if (PortSet.unionAll(opened).includes(asked)) return true;
    return rulesOnNames(side, asked).length > 0;
  }
}

/** Whether a rule names pods that may stand between the API server and others: agents of a tunnel, or the host network. */
function namesHosts({ unknownPods }: CompiledRule): boolean {
  return unknownPods.some(({ namespaces }) => /kube-system|host-network/.test(namespaces));
}
