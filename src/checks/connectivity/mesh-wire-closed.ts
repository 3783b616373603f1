import { decidedSide } from './closed-sides';
import { MESH_NEEDS, MeshNeeds } from './mesh-facts';
import { Cluster, CompiledRule, portsOn, Side } from '../../reachability/cluster';
import { PodsEnd } from '../../reachability/end';
import { meshOf } from '../../reachability/identity/caller';
import { judge, judgeDirection } from '../../reachability/judge';
import { PortSet } from '../../reachability/port-set';
import { allRules } from '../../reachability/side-rules';
import { Direction, NAMESPACE_NAME_LABEL, Workload } from '../../topology/model';
import { CheckInput } from '../check-input';
import { CheckedPods } from '../checked-pods';
import { firstOf } from '../first-of';
import { Found, Rule } from '../rule';

const DIRECTIONS = ['ingress', 'egress'] as const;

/** Workloads in a mesh whose network policies close what the mesh itself sends. */
export const meshWireClosed: Rule = {
  id: 'mesh-wire-closed',
  title: 'Policies close what a mesh needs',
  severity: 'warning',
  group: 'connectivity',
  why: 'Pods in a mesh connect to each other by a port of its own, and their proxies ask its control plane. Where network policies open the ports of the programs alone, nothing arrives.',
  fix: 'Open the port of the mesh beside the target ports: 15008/TCP for Istio in ambient mode, 4143/TCP for Linkerd; and for sidecars egress to the control plane: istiod on 15012/TCP, or Linkerd on 8080, 8086 and 8090/TCP.',
  *find(input: CheckInput): Iterable<Found> {
    const byMesh = input.once(podsByMesh);
    for (const pods of input.pods) {
      const { workload, position } = pods;
      const needs = MESH_NEEDS[meshOf(workload)];
      if (needs === undefined || input.context.standIns?.has(workload.id) === true) continue;
      if (needs.wire !== undefined) {
        for (const direction of DIRECTIONS) yield* findWire(input, pods, direction, needs, needs.wire, byMesh);
      }
      const side = decidedSide(input, 'egress', position);
      if (side !== undefined) yield* findControlPlane(input, pods, side, needs);
    }
  },
};

/** As many peers of a side are asked for; beyond them it is told for some. */
const MOST_PEERS = 100;

function* findWire(
  input: CheckInput,
  { object, workload, position }: CheckedPods,
  direction: Direction,
  { name }: MeshNeeds,
  wire: number,
  byMesh: ReadonlyMap<string, ReadonlySet<number>>,
): Iterable<Found> {
  const { cluster } = input.analysis;
  const side = decidedSide(input, direction, position);
  if (side === undefined) return;
  const alike = byMesh.get(meshOf(workload)) ?? new Set();
  const port = PortSet.range('TCP', wire, wire);
  const closed: string[] = [];
  let ports = PortSet.NONE;
  for (const peer of peersOf(side.rules, alike, position)) {
    const { allow, unknown } = judgeDirection(cluster, direction, position, peer);
    if (allow.union(unknown).includes(port)) continue;
    const [source, destination] = direction === 'egress' ? [position, peer] : [peer, position];
    // What the other end closes is no connection that somebody wants.
    const open = judge(cluster, source, destination).allow.intersect(PortSet.range('TCP'));
    if (open.isEmpty) continue;
    ports = ports.union(open);
    closed.push(cluster.workloads[peer].id);
  }
  if (closed.length === 0) return;
  const policies = [...new Set(side.isolatedBy.map(({ id }) => id))];
  const lets = direction === 'ingress' ? 'in from' : 'out to';
  yield {
    object,
    detail: `${direction} ${wire}/TCP`,
    message:
      `${object.id}: ${firstOf(policies, 3)} ${policies.length === 1 ? 'lets' : 'let'} it ${lets} ${firstOf(closed, 3)} on ${ports.toString()}, ` +
      `but not on ${wire}/TCP, by which pods in ${name} connect to each other: nothing arrives`,
    fix: `add port ${wire} with protocol: TCP to the rules of ${direction} for pods in the mesh`,
    ports: [`${wire}/TCP`],
    ...(direction === 'ingress' ? { to: object.id } : { from: object.id }),
  };
}

/** Pods of the same mesh that the rules of a side name. Rules for everybody are for those outside of it: for load balancers, mostly. */
function peersOf(rules: readonly CompiledRule[], alike: ReadonlySet<number>, own: number): number[] {
  const peers = new Set<number>();
  for (const { pods } of rules) {
    for (const peer of pods.members) {
      if (peers.size >= MOST_PEERS) return [...peers];
      if (peer !== own && alike.has(peer)) peers.add(peer);
    }
  }
  return [...peers];
}

function* findControlPlane(
  { analysis: { cluster } }: CheckInput,
  { object, workload }: CheckedPods,
  side: Side,
  { name, controlPlane, namespace }: MeshNeeds,
): Iterable<Found> {
  // What administrators say of these pods may open it before anything else is asked.
  if (workload.namespace === namespace || side.tiers !== undefined) return;
  const elsewhere = allRules(side).filter((rule) => mayBeElsewhere(cluster, rule, workload));
  const missing = controlPlane.filter(({ port }) => !elsewhere.some((rule) => mayOpen(rule, port)));
  if (missing.length === 0) return;
  const policies = [...new Set(side.isolatedBy.map(({ id }) => id))];
  const ports = missing.map(({ port }) => `${port}/TCP`);
  const whom = missing.map(({ port, what }) => `${what} on ${port}/TCP`).join(', ');
  yield {
    object,
    detail: `control plane ${ports.join(' ')}`,
    message: `${object.id}: ${firstOf(policies, 3)} ${policies.length === 1 ? 'closes' : 'close'} the control plane of ${name} to its proxy: ${whom}`,
    fix: `add a rule of egress for ${ports.join(', ')} to namespace ${namespace} (or wherever the control plane is)`,
    from: object.id,
    ports,
  };
}

/** Whether a rule may mean pods of another namespace, which need not be in the input. */
function mayBeElsewhere({ workloads }: Cluster, rule: CompiledRule, { namespace }: Workload): boolean {
  const { everybody, blocks, others, unknownPods, pods, given } = rule;
  if (given.action === 'deny') return false;
  if (everybody || !blocks.isEmpty || others !== undefined) return true;
  if (unknownPods.some((end) => !isIn(end, namespace))) return true;
  return [...pods.members, ...pods.partial.keys()].some((position) => workloads[position].namespace !== namespace);
}

/** In pods that the input does not have a name may stand for any port. */
function mayOpen(rule: CompiledRule, port: number): boolean {
  return rule.namedPorts.length > 0 || portsOn(rule, undefined).has('TCP', port);
}

function isIn({ namespaces }: PodsEnd, namespace: string): boolean {
  return namespaces === `${NAMESPACE_NAME_LABEL}=${namespace}`;
}

function podsByMesh({ analysis }: CheckInput): ReadonlyMap<string, ReadonlySet<number>> {
  const byMesh = new Map<string, Set<number>>();
  analysis.cluster.workloads.forEach((workload, position) => {
    const mesh = meshOf(workload);
    if (byMesh.get(mesh)?.add(position) === undefined) byMesh.set(mesh, new Set([position]));
  });
  return byMesh;
}
