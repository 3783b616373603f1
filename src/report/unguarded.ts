import { Proof } from './findings';
import { Declarations } from '../network/declarations';

/**
 * Workloads that have no policy of their own: what they may take and make is not held against what was declared. Said
 * once for each.
 */
export function warnOfUnguarded({ analysis, pods, findings }: Proof, { members }: Declarations): void {
  const isolated = new Set<number>();
  const spokenFor = new Set<number>();
  for (const member of members) {
    for (const position of pods.of(member)) {
      spokenFor.add(position);
      if (member.policy !== undefined) isolated.add(position);
    }
  }
  analysis.cluster.workloads.forEach(({ id, hostNetwork }, position) => {
    if (isolated.has(position)) {
      if (!hostNetwork) return;
      findings.warn(
        pods.ownerOf(position),
        `${id} runs on the host network: what its policy does there is left to the network plugin, so nothing proves ` +
          'that only what was declared may reach it, or be reached by it',
      );
      return;
    }
    const why = spokenFor.has(position)
      ? 'has no policy of its own (NetworkPolicyMode.NONE)'
      : 'has no Connections (Connections.of(workload) isolates a workload of cdk8s-plus)';
    findings.warn(
      pods.ownerOf(position),
      `${id} ${why}: only policies of others limit what it may reach and who may reach it, and nothing proves that ` +
        'it is what was declared',
    );
  });
}
