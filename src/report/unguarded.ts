import { Proof } from './findings';
import { defaultDenialOf } from './guarded-openings';
import { describeGuardrail } from './guardrail-index';
import { notDeclared } from '../checks/proof-rules';
import { Declarations, isolates, Member } from '../network/declarations';

/**
 * Workloads that have no policy of their own: what they may take and make is not held against what was declared. Said
 * once for each.
 */
export function warnOfUnguarded(proof: Proof, { members }: Declarations): void {
  const { analysis, pods, findings } = proof;
  const isolated = new Set<number>();
  const spokenFor = new Set<number>();
  for (const member of members) {
    for (const position of pods.of(member)) {
      spokenFor.add(position);
      if (member.policy !== undefined) isolated.add(position);
      warnOfOneDirection(proof, member, position);
    }
  }
  analysis.cluster.workloads.forEach(({ id, hostNetwork }, position) => {
    if (isolated.has(position)) {
      if (!hostNetwork) return;
      findings.warn(
        pods.ownerOf(position),
        notDeclared,
        `${id} runs on the host network: what its policy does there is left to the network plugin, so nothing proves ` +
          'that only what was declared may reach it, or be reached by it',
      );
      return;
    }
    const why = spokenFor.has(position)
      ? 'has no policy of its own (NetworkPolicyMode.NONE)'
      : 'has no Connections (Connections.of(workload) isolates a workload of cdk8s-plus)';
    const denials = (['ingress', 'egress'] as const).map((direction) =>
      defaultDenialOf(proof, analysis.cluster.sides[direction][position]),
    );
    const [denial] = denials;
    if (denial !== undefined && !denials.includes(undefined)) {
      findings.warn(
        pods.ownerOf(position),
        notDeclared,
        `${id} ${why}: ${describeGuardrail(denial)} closes it, but for what it leaves open, and for what comes from outside of ` +
          'the cluster, of which nothing proves that it is what was declared',
      );
      return;
    }
    findings.warn(
      pods.ownerOf(position),
      notDeclared,
      `${id} ${why}: only policies of others limit what it may reach and who may reach it, and nothing proves that ` +
        'it is what was declared',
    );
  });
}

/** What is said of a policy that leaves one direction to others. */
function warnOfOneDirection({ analysis, findings }: Proof, member: Member, position: number): void {
  const { policy, owner } = member;
  const open = (['ingress', 'egress'] as const).find((direction) => !isolates(member, direction));
  if (policy === undefined || open === undefined) return;
  findings.warn(
    owner,
    notDeclared,
    `${analysis.cluster.workloads[position].id} has a policy of its own for ${open === 'egress' ? 'ingress' : 'egress'} ` +
      `alone (directions): only policies of others limit ${open === 'egress' ? 'what it may reach' : 'who may reach it'}, ` +
      'and nothing proves that it is what was declared',
  );
}
