import { GuardrailIndex } from './guardrail-index';
import { CompiledRule } from '../reachability/cluster';

/** What to do where rules of administrators close what was declared. */
export function fixForDenied(guardrails: GuardrailIndex, rules: readonly CompiledRule[]): string {
  const declared = rules.map((rule) => guardrails.of(rule)).filter((guardrail) => guardrail !== undefined);
  if (declared.some(({ tier }) => tier === 'Baseline')) {
    return (
      'give the pods a policy of their own (Connections.of(workload) for workloads of cdk8s-plus), which counts instead, or let ' +
      'the ClusterDefaultDeny leave it open: allowFrom(peer, ports), allowTo(peer, ports)'
    );
  }
  const [first] = declared;
  if (first === undefined) return 'remove the connection, or change the policy that denies it';
  const who = first.appliedBy === undefined ? 'the guardrail' : `have ${first.appliedBy} change the guardrail`;
  const change = 'an exception ({ except: [Peer.pods({ namespace, labels })] }), or a rule before it that accepts it';
  return `remove the connection; or ${first.appliedBy === undefined ? `give ${who}` : `${who}:`} ${change}`;
}
