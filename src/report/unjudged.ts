import { firstOf, Proof } from './findings';
import { notProven } from '../checks/proof-rules';
import { Declarations } from '../network/declarations';

/**
 * Isolated workloads that a policy of a kind that is not judged selects: it may open more than was declared, and nothing
 * tells. Said once for each.
 */
export function warnOfUnjudged({ analysis, pods, findings }: Proof, { members }: Declarations): void {
  const { sides, workloads } = analysis.cluster;
  for (const member of members) {
    if (member.policy === undefined) continue;
    for (const position of pods.of(member)) {
      const policies = [sides.ingress[position], sides.egress[position]]
        .flatMap(({ unjudgedBy }) => unjudgedBy)
        .map(({ id }) => id);
      if (policies.length === 0) continue;
      findings.warn(
        member.owner,
        notProven,
        `${workloads[position].id}: ${firstOf([...new Set(policies)])} may open more than was declared, and is not ` +
          'judged: nothing proves that it does not',
      );
    }
  }
}
