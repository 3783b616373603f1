import { IConstruct } from 'constructs';
import { Proof, verdictOn } from './findings';
import { fixForDenied, labelsOf } from './guardrail-fix';
import { toPortSet } from './port-sets';
import { denyingRules } from './tier-rules';
import { isOfClass } from '../checked/foreign';
import { Declaration, isForeign, isolates } from '../network/declarations';
import { CompiledRule, Side } from '../reachability/cluster';
import { judgeDirection, matchesPod } from '../reachability/judge';
import { PortSet } from '../reachability/port-set';
import { pairFlows } from '../reachability/workload-flows';
import { inWords, Refusal } from '../support/refuse';
import { Direction, Workload } from '../topology/model';

/** Two workloads of the rendering, and ports of the destination. */
export interface Pair {
  readonly source: number;
  readonly destination: number;
  readonly ports: PortSet;
  /** Who declared it. Absent: a peer means it. */
  readonly declaration?: Declaration;
}

export const FIX_CLOSED =
  'let the closed side have a policy of its own (NetworkPolicyMode.ISOLATED; Connections.of(workload) for workloads ' +
  'of cdk8s-plus), or add the rule to the policy that isolates it';

/**
 * What is wrong if a declared connection between two workloads is closed; nothing if it is open. Where the manifests
 * leave it to the network plugin, that is a warning.
 */
export function refusePair(proof: Proof, where: IConstruct, pair: Pair): Refusal | undefined {
  const { source, destination, ports } = pair;
  const { allow, unknown } = verdictOn(proof, source, destination);
  const undecided = ports.subtract(allow).intersect(unknown);
  if (!undecided.isEmpty) {
    const reason = [...pairFlows(proof.analysis, source, destination)].find((flow) => flow.verdict === 'undefined');
    proof.findings.leaveUndefined(
      where,
      describePair(proof, { ...pair, ports: undecided }),
      reason?.reason?.text ?? 'it is undefined',
    );
  }
  const closed = ports.subtract(allow).subtract(unknown);
  if (closed.isEmpty) return undefined;
  return {
    what: describePair(proof, { ...pair, ports: closed }),
    got: inWords(`closed: ${closersOf(proof, { ...pair, ports: closed }).join('; ')}`),
    allowed: 'a connection that the rendered policies let through on both sides',
    fix: fixFor(proof, { ...pair, ports: closed }),
  };
}

/** Pods that no construct speaks for are taken over by one; else what closes them is mended. */
function fixFor(proof: Proof, pair: Pair): string {
  const { pods, analysis } = proof;
  const closedSides = closedSidesOf(proof, pair);
  const denying = closedSides.flatMap(({ denied }) => denied);
  const fixDenied = (): string => {
    const { direction = 'ingress' } = closedSides.find(({ denied }) => denied.length > 0) ?? {};
    return fixForDenied(proof.guardrails, denying, direction, analysis.cluster.workloads[pair.source]);
  };
  if (denying.some(({ policy }) => policy.order?.tier === 'Admin')) return fixDenied();
  const fixes = closedSides.flatMap(({ direction, position }) => {
    const workload = analysis.cluster.workloads[position];
    const [call, other] = direction === 'ingress' ? ['allowFrom', 'the client'] : ['allowTo', 'the server'];
    const speakers = pods.speakersOf(position);
    const foreign = speakers.find(isForeign);
    if (foreign !== undefined) {
      const name = `the ForeignPods "${foreign.owner.node.path}"`;
      return isolates(foreign, direction)
        ? [`connect ${name} instead of a Peer`]
        : [`leave \`directions\` out of ${name}, so that its policy opens ${direction}, too`];
    }
    if (speakers.length > 0) return [];
    return isOfClass(pods.ownerOf(position).node.scope, 'cdk8s-plus.AbstractPod')
      ? [`declare it for ${workload.id}, too: Connections.of(workload).${call}(${other}, ports)`]
      : [
          `take the pods of ${workload.id} over, and connect them instead of a Peer: ForeignPods.of(scope, { labels: ${labelsOf(workload)} })`,
        ];
  });
  if (fixes.length === 0) return denying.length > 0 ? fixDenied() : FIX_CLOSED;
  return `${fixes.join('; ')}; or add the rule to the policy that isolates it`;
}

function describePair({ analysis }: Proof, { source, destination, ports, declaration }: Pair): string {
  const { workloads } = analysis.cluster;
  const wire = PortSet.unionAll((declaration?.wire ?? []).map((port) => toPortSet(port, workloads[destination])));
  // Nobody named the port of the mesh: it is worth a word where it alone is closed.
  const named = ports.subtract(wire);
  const words = named.isEmpty ? `${ports.toString()}, the port of the mesh` : named.toString();
  return `declared connection from ${workloads[source].id} to ${workloads[destination].id} on ${words}`;
}

function closersOf(proof: Proof, pair: Pair): string[] {
  const { workloads, sides } = proof.analysis.cluster;
  return closedSidesOf(proof, pair).map(({ direction, position, denied }) =>
    closedBy(proof, direction, workloads[position], sides[direction][position], denied),
  );
}

/** One or both sides of a pair that do not let it through, and the rules of administrators that say so. */
function closedSidesOf(
  { analysis }: Proof,
  { source, destination, ports }: Pair,
): {
  readonly direction: Direction;
  readonly position: number;
  readonly denied: readonly CompiledRule[];
}[] {
  const { cluster } = analysis;
  const all = [
    { direction: 'egress', position: source, peer: destination },
    { direction: 'ingress', position: destination, peer: source },
  ] as const;
  return all
    .map((each) => ({ ...each, judged: judgeDirection(cluster, each.direction, each.position, each.peer) }))
    .filter(({ judged }) => !judged.allow.union(judged.unknown).includes(ports))
    .map(({ direction, position, peer, judged }) => {
      const closed = ports.subtract(judged.allow).subtract(judged.unknown);
      const means = (rule: CompiledRule) => matchesPod(rule, peer);
      const side = cluster.sides[direction][position];
      return { direction, position, denied: denyingRules(side, closed, means, cluster.workloads[destination]) };
    });
}

/** Which policies close a side. */
export function closedBy(
  { guardrails }: Proof,
  direction: Direction,
  { id }: Workload,
  { isolatedBy }: Side,
  denied: readonly CompiledRule[],
): string {
  if (denied.length > 0) {
    return `${direction} of ${id} is denied by ${denied.map((rule) => guardrails.describe(direction, rule)).join(', ')}`;
  }
  return `${direction} of ${id} is isolated by ${isolatedBy.map((policy) => policy.id).join(', ')} without a rule for it`;
}
