import { connectionsCall } from './connections-call';
import { OutsiderIndex } from './outsiders';
import { PeerCompiler } from './peer-compiler';
import { coversPeer } from './peer-coverage';
import { PodsOfApp } from './pods-of-app';
import { toPortSet } from './port-sets';
import { ClosedToApiServer } from '../checks/check-context';
import { apiServerWays, knowsEntities } from '../network/cluster-peers';
import { ClusterProfile } from '../network/cluster-profile';
import { Peer } from '../network/peer';
import { PeerEnd } from '../network/peer-parts';
import { Platform } from '../network/platform';
import { Port } from '../network/port';
import { Analysis } from '../reachability/analysis';
import { CompiledRule, portsOn } from '../reachability/cluster';
import { isUndecided } from '../reachability/doubt';
import { PortSet } from '../reachability/port-set';
import { isolatingRules } from '../reachability/side-rules';
import { rulesOnNames } from '../reachability/undecided-side';
import { Direction } from '../topology/model';

/** Platforms whose API server often runs on a node that runs pods, too. */
const ON_OWN_NODES: readonly (Platform | undefined)[] = [Platform.K3S, Platform.KIND];

/** Asks rendered policies whether they let the API server in, or pods out to it, by what the ClusterProfile says of it. */
export class ApiServerAccess {
  private readonly compiler: PeerCompiler;
  private readonly outsiders: OutsiderIndex;

  constructor(
    private readonly analysis: Analysis,
    private readonly pods: PodsOfApp,
  ) {
    this.compiler = new PeerCompiler(analysis.cluster, undefined);
    this.outsiders = new OutsiderIndex(analysis.cluster);
  }

  /**
   * What closes a workload to the API server, if that is certain; else it may be open.
   *
   * @param port that of the pods which it calls; it has its own where pods call it, of which each is enough
   */
  public closedBy(direction: Direction, position: number, port?: number): ClosedToApiServer | 'open' {
    const { cluster } = this.analysis;
    const side = cluster.sides[direction][position];
    const owner = this.pods.ownerOf(position) as ReturnType<PodsOfApp['ownerOf']> | undefined;
    // What policies do to the host network is the plugin's business, and what is not judged may open it.
    if (owner === undefined || cluster.workloads[position].hostNetwork || isUndecided(side)) return 'open';
    if (side.isolatedBy.length === 0) return 'open';
    const profile = ClusterProfile.of(owner);
    const ways = apiServerWays(profile, direction);
    const ports = port === undefined ? Peer.kubeApiServer()._ports(profile) : [Port.tcp(port)];
    const isOpen = ports.some((each) =>
      ways.length === 0
        ? this.mayBeOpen(direction, position, each)
        : ways.some((way) => way.every((end) => this.isOpenTo(end, direction, position, each))),
    );
    if (isOpen) return 'open';
    const call = connectionsCall(this.analysis, position);
    const line =
      port === undefined
        ? `${call}.allowTo(Peer.kubeApiServer());`
        : `${call}.allowFrom(Peer.kubeApiServer(), [Port.tcp(${port})]);`;
    const note = direction === 'ingress' ? noteOnCalls(profile) : noteOnPods(profile);
    return {
      policies: side.isolatedBy.map(({ id }) => id),
      fix: ways.length > 0 ? line : `say where it is, with ${PROFILE}; and then ${line}`,
      ...(note === undefined ? {} : { note }),
    };
  }

  private isOpenTo(end: PeerEnd, direction: Direction, position: number, port: Port): boolean {
    const { workloads, sides } = this.analysis.cluster;
    const side = sides[direction][position];
    const open = isolatingRules(side);
    const destination = direction === 'ingress' ? workloads[position] : undefined;
    if (end.kind === 'peer') {
      const declared = this.compiler.compile(position, end.peers, [port]);
      return coversPeer({ outsiders: this.outsiders }, direction, declared, open, destination);
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
    const { workloads, sides } = this.analysis.cluster;
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

/** What must be said where nobody knows where it is. */
const PROFILE = "`apiServer` of the ClusterProfile: apiServer: Peer.cidrs(['10.0.0.10/32'])";

function noteOnCalls({ platform }: ClusterProfile): string | undefined {
  return ON_OWN_NODES.includes(platform) ? 'Pods on its own node are reached all the same' : undefined;
}

function noteOnPods(profile: ClusterProfile): string | undefined {
  return knowsEntities(profile)
    ? 'Cilium takes no address for a node: where the API server runs on one, its entity alone opens it'
    : undefined;
}

/** Whether a rule names pods that may stand between the API server and others: agents of a tunnel, or the host network. */
function namesHosts({ unknownPods }: CompiledRule): boolean {
  return unknownPods.some(({ namespaces }) => /kube-system|host-network/.test(namespaces));
}
