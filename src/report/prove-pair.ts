import { IConstruct } from 'constructs';
import { Proof, verdictOn } from './findings';
import { Side } from '../reachability/cluster';
import { judgeSide } from '../reachability/judge';
import { PortSet } from '../reachability/port-set';
import { pairFlows } from '../reachability/workload-flows';
import { inWords, Refusal } from '../support/refuse';
import { Direction, Workload } from '../topology/model';

/** Two workloads of the rendering, and ports of the destination. */
export interface Pair {
  readonly source: number;
  readonly destination: number;
  readonly ports: PortSet;
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
    fix: FIX_CLOSED,
  };
}

function describePair({ analysis }: Proof, { source, destination, ports }: Pair): string {
  const { workloads } = analysis.cluster;
  return `declared connection from ${workloads[source].id} to ${workloads[destination].id} on ${ports.toString()}`;
}

function closersOf({ analysis }: Proof, { source, destination, ports }: Pair): string[] {
  const { workloads, sides } = analysis.cluster;
  const closed = (direction: Direction, own: number, peer: number): string[] => {
    const side = sides[direction][own];
    const lets = judgeSide(side, peer, workloads[destination]).allow.includes(ports);
    return lets ? [] : [closedBy(direction, workloads[own], side)];
  };
  return [...closed('egress', source, destination), ...closed('ingress', destination, source)];
}

/** Which policies close a side. */
export function closedBy(direction: Direction, workload: Workload, { isolatedBy }: Side): string {
  return `${direction} of ${workload.id} is isolated by ${isolatedBy.map(({ id }) => id).join(', ')} without a rule for it`;
}
