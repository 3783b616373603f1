import { agree, divide } from './address-parts';
import { Cluster, CompiledRule, portsOn, Side } from './cluster';
import { isUndecided } from './doubt';
import { PortSet } from './port-set';
import { Direction, Workload } from '../topology/model';

/** Ports by verdict; whatever is in neither set is denied. */
export interface Judgement {
  readonly allow: PortSet;
  /** Left to the network plugin, or not to be known from the manifests. */
  readonly unknown: PortSet;
}

const OPEN: Judgement = { allow: PortSet.ALL, unknown: PortSet.NONE };
const UNDECIDED: Judgement = { allow: PortSet.NONE, unknown: PortSet.ALL };

/** Whether source and destination are one and the same pod, not siblings: a pod always reaches itself. */
export function isItself({ workloads }: Cluster, source: number, destination: number): boolean {
  return source === destination && workloads[source].kind === 'Pod';
}

/** The verdict on all ports from the pods of one workload to those of another (or to its own siblings). */
export function judge(cluster: Cluster, source: number, destination: number): Judgement {
  if (isItself(cluster, source, destination)) return OPEN;
  const { workloads } = cluster;
  const pods = workloads[destination];
  if (workloads[source].hostNetwork || pods.hostNetwork) return UNDECIDED;
  const egress = judgeSide(cluster.sides.egress[source], destination, pods);
  if (egress.allow.isEmpty && egress.unknown.isEmpty) return egress;
  const ingress = judgeSide(cluster.sides.ingress[destination], source, pods);
  return both(egress, ingress);
}

/** What one side lets through to or from a peer; ports are always the destination's. */
export function judgeSide(side: Side, peer: number, destination: Workload): Judgement {
  if (isUndecided(side)) return UNDECIDED;
  if (side.isolatedBy.length === 0) return OPEN;
  let allow = PortSet.NONE;
  const uncertain: CompiledRule[] = [];
  for (const rule of side.rules) {
    const match = matchesPod(rule, peer);
    if (match === 'yes') allow = allow.union(portsOn(rule, destination));
    if (match === 'unknown') uncertain.push(rule);
  }
  return uncertain.length === 0 ? { allow, unknown: PortSet.NONE } : judgeUncertain(uncertain, allow, destination);
}

/** Rules whose ipBlocks match some of the pods' addresses: together they may match all of them. */
function judgeUncertain(rules: readonly CompiledRule[], open: PortSet, destination: Workload): Judgement {
  const portsOfRule = (rule: CompiledRule): PortSet => portsOn(rule, destination);
  const { podAddresses } = rules[0];
  if (podAddresses !== undefined) return agree(divide(podAddresses, open, rules, portsOfRule));
  const possible = rules.reduce((ports, rule) => ports.union(portsOfRule(rule)), PortSet.NONE);
  return { allow: open, unknown: possible.subtract(open) };
}

/** Whether a rule's peers include the pods of a workload. */
export function matchesPod(rule: CompiledRule, peer: number): 'yes' | 'no' | 'unknown' {
  return rule.everybody || rule.pods.has(peer) ? 'yes' : rule.podAddressMatch;
}

/** A connection needs both sides. */
export function both(a: Judgement, b: Judgement): Judgement {
  const allow = a.allow.intersect(b.allow);
  if (a.unknown.isEmpty && b.unknown.isEmpty) return { allow, unknown: PortSet.NONE };
  const possible = a.allow.union(a.unknown).intersect(b.allow.union(b.unknown));
  return { allow, unknown: possible.subtract(allow) };
}

/** Why one side lets some ports through: the rules that opened them. */
export interface Because {
  readonly direction: Direction;
  /** The policy's id; absent if no policy isolates the pods in this direction. */
  readonly policy?: string;
  /** The rule's position in the policy's list, from 0; absent if the policy has no rule that opens it. */
  readonly rule?: number;
}

/** The rules of a side that match a peer and open some of the ports. */
export function reasons(
  direction: Direction,
  side: Side,
  ports: PortSet,
  matchesPeer: (rule: CompiledRule) => boolean,
  portsOfRule: (rule: CompiledRule) => PortSet,
): Because[] {
  // Those that may do anything have no rule that could be named.
  if (isUndecided(side)) return side.doubt!.anything.map(({ id }) => ({ direction, policy: id }));
  if (side.isolatedBy.length === 0) return [{ direction }];
  return side.rules
    .filter((rule) => matchesPeer(rule) && !portsOfRule(rule).intersect(ports).isEmpty)
    .map(({ policy, index }) => ({ direction, policy: policy.id, rule: index }));
}
