import { Analysed } from './analysed';
import { Cluster, CompiledRule, portsOn } from './cluster';
import { isUndecided, undecidedBetween } from './doubt';
import { workloadEnd } from './end';
import { Flow } from './flow';
import { isItself, judge, matchesPod, reasons } from './judge';
import { PortSet } from './port-set';
import { REASONS } from './reason';

/**
 * All flows between workloads, sorted by source and destination.
 *
 * They come one after another: no matrix of all pairs exists at any time, and in a cluster where most connections are
 * closed most pairs are never looked at. For each source the candidates are listed from the side that names fewer.
 */
export function* workloadFlows(analysed: Analysed): Generator<Flow> {
  const { cluster } = analysed;
  const candidates = new Candidates(cluster);
  for (let source = 0; source < cluster.workloads.length; source++) {
    for (const destination of candidates.of(source)) yield* pairFlows(analysed, source, destination);
  }
}

/** The flows from one workload to another: at most one for each verdict. */
export function* pairFlows(analysed: Analysed, source: number, destination: number): Generator<Flow> {
  const { allow, unknown } = judge(analysed.cluster, source, destination);
  if (!allow.isEmpty) yield describe(analysed, source, destination, allow, 'allow');
  if (!unknown.isEmpty) yield describe(analysed, source, destination, unknown, 'undefined');
}

function describe(
  { cluster, services }: Analysed,
  source: number,
  destination: number,
  ports: PortSet,
  verdict: 'allow' | 'undefined',
): Flow {
  const { workloads, sides } = cluster;
  const pods = workloads[destination];
  const itself = isItself(cluster, source, destination);
  const onHost = workloads[source].hostNetwork || pods.hostNetwork;
  const isPeer = (peer: number) => (rule: CompiledRule) => matchesPod(rule, peer) !== 'no';
  const portsOfRule = (rule: CompiledRule): PortSet => portsOn(rule, pods);
  const through = services.forwardingTo(destination, ports);
  const undecided = onHost ? undefined : undecidedBetween(sides.egress[source], sides.ingress[destination]);
  const reason = onHost ? REASONS.hostNetwork : REASONS.podAddress;
  return {
    from: workloadEnd(workloads[source].id),
    to: workloadEnd(pods.id),
    ports: ports.ranges(),
    verdict,
    ...(itself ? { reason: REASONS.itself } : {}),
    ...(verdict === 'undefined' ? (undecided ?? { reason }) : {}),
    because:
      itself || onHost
        ? []
        : [
            ...reasons('egress', sides.egress[source], ports, isPeer(destination), portsOfRule),
            ...reasons('ingress', sides.ingress[destination], ports, isPeer(source), portsOfRule),
          ],
    ...(through.length > 0 ? { services: through } : {}),
  };
}

/** Finds for each source the destinations that it may reach, without trying all. */
export class Candidates {
  /** Destinations that admit so many sources that they are tried from every source. */
  private readonly openToMany: number[] = [];
  /** For each source the destinations whose rules name it. */
  private readonly namedBySource: number[][];
  /** What policies do to them is not known, so no list of peers rules them out. */
  private readonly onHostNetwork: number[] = [];
  private readonly stamps: Int32Array;

  constructor(private readonly cluster: Cluster) {
    const count = cluster.workloads.length;
    this.namedBySource = Array.from({ length: count }, () => []);
    this.stamps = new Int32Array(count).fill(-1);
    // Beyond this many sources, a list for each source costs more than trying the destination from all of them.
    const limit = Math.max(64, Math.floor(count / 16));
    for (let destination = 0; destination < count; destination++) {
      const side = cluster.sides.ingress[destination];
      const { isolatedBy, rules } = side;
      const { hostNetwork } = cluster.workloads[destination];
      if (hostNetwork) this.onHostNetwork.push(destination);
      const open =
        hostNetwork ||
        isUndecided(side) ||
        isolatedBy.length === 0 ||
        rules.some((rule) => rule.everybody || rule.podAddressMatch !== 'no' || rule.pods.members.length > limit);
      if (open) {
        this.openToMany.push(destination);
        continue;
      }
      for (const rule of rules) for (const source of rule.pods.members) this.namedBySource[source].push(destination);
    }
  }

  /** Ascending, without duplicates. */
  public of(source: number): number[] {
    const side = this.cluster.sides.egress[source];
    const { isolatedBy, rules } = side;
    const itself = isItself(this.cluster, source, source) ? [source] : [];
    if (this.cluster.workloads[source].hostNetwork) return this.cluster.workloads.map((_, position) => position);
    const naming = this.namedBySource[source];
    const named = rules.map((rule) => rule.pods.members);
    const namedCount = named.reduce((sum, members) => sum + members.length, 0);
    const namesAll =
      isUndecided(side) ||
      isolatedBy.length === 0 ||
      rules.some((rule) => rule.everybody || rule.podAddressMatch !== 'no');
    const lists =
      namesAll || namedCount > naming.length + this.openToMany.length
        ? [naming, this.openToMany]
        : [...named, this.onHostNetwork];
    return this.merge(source, [itself, ...lists]);
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
