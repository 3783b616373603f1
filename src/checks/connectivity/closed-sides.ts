import { CompiledRule, portsOn, Side } from '../../reachability/cluster';
import { isUndecided } from '../../reachability/doubt';
import { PodsEnd } from '../../reachability/end';
import { PortSet } from '../../reachability/port-set';
import { allRules } from '../../reachability/side-rules';
import { Direction, NAMESPACE_NAME_LABEL, Workload } from '../../topology/model';
import { CheckInput } from '../check-input';

/** The policies of a workload in one direction, where these alone decide what is open. */
export function decidedSide(
  { analysis: { cluster } }: CheckInput,
  direction: Direction,
  position: number,
): Side | undefined {
  const side = cluster.sides[direction][position];
  // What policies do to the host network is the plugin's business, and what is not judged may open it.
  if (cluster.workloads[position].hostNetwork || isUndecided(side) || side.isolatedBy.length === 0) return undefined;
  return side;
}

/** The rules of a side that may let something through on some of the ports. */
export function rulesOpening(side: Side, ports: PortSet, destination: Workload | undefined): readonly CompiledRule[] {
  return allRules(side).filter(
    (rule) => (rule.given.action ?? 'accept') === 'accept' && portsOn(rule, destination).overlaps(ports),
  );
}

/** Entities of Cilium that are surely not the API server, whatever the cluster is. */
const OTHER_ENTITIES: ReadonlySet<string> = new Set(['health', 'ingress', 'init', 'none', 'unmanaged']);

/**
 * Whether a rule may mean the API server, of which nobody said where it is: any address may be its, and so may the nodes; and
 * pods of the system may be the ends of the tunnel by which it comes.
 */
export function mayBeApiServer({ analysis: { cluster } }: CheckInput, rule: CompiledRule): boolean {
  const { everybody, blocks, others, unknownPods, pods } = rule;
  if (everybody || !blocks.isEmpty || unknownPods.some(mayBeOfTheSystem)) return true;
  if (others !== undefined) {
    if (others.names.length + others.nodes.length + others.unknown.length > 0) return true;
    if (others.entities.some((entity) => !OTHER_ENTITIES.has(entity))) return true;
  }
  return [...pods.members, ...pods.partial.keys()].some((position) => {
    const { namespace, hostNetwork } = cluster.workloads[position];
    return hostNetwork || namespace === 'kube-system';
  });
}

/** Pods that may be agents of a tunnel, or stand for the host network. */
function mayBeOfTheSystem({ namespaces, pods }: PodsEnd): boolean {
  if (/kube-system|host-network/.test(namespaces)) return true;
  // A namespace by its name is that one; of labels nobody knows whether the system's has them.
  if (new RegExp(`^${NAMESPACE_NAME_LABEL.replace(/[./]/g, '\\$&')}(=| in )`).test(namespaces)) return false;
  return pods === '*' || /konnectivity|tunnel|proxy|apiserver|[!]| notin /.test(pods);
}
