import { GuardrailIndex } from './guardrail-index';
import { CompiledRule } from '../reachability/cluster';
import { quote } from '../support/refuse';
import { Direction, Workload } from '../topology/model';

/**
 * What to do where rules of administrators deny what was declared.
 *
 * @param client the pods that connect, if the rendering has them
 */
export function fixForDenied(
  guardrails: GuardrailIndex,
  rules: readonly CompiledRule[],
  direction: Direction,
  client: Workload | undefined,
): string {
  const declared = rules.map((rule) => guardrails.of(rule)).filter((guardrail) => guardrail !== undefined);
  const [first] = declared;
  if (first === undefined) return 'remove the connection, or change the policy that denies it';
  if (declared.every(({ tier }) => tier === 'Baseline')) {
    return (
      'give the pods a policy of their own (Connections.of(workload) for workloads of cdk8s-plus), which counts instead, or let ' +
      'the ClusterDefaultDeny leave it open: allowFrom(peer, ports), allowTo(peer, ports)'
    );
  }
  const pods =
    client === undefined ? 'namespace, labels' : `namespace: ${quote(client.namespace)}, labels: ${labelsOf(client)}`;
  const except = `{ except: [Peer.pods({ ${pods} })] }`;
  const exception =
    direction === 'egress'
      ? `make its rule for other pods: guardrail.pods(…, ${except})`
      : `except these pods: ${except}`;
  const who = first.appliedBy === undefined ? 'let the guardrail' : `have ${first.appliedBy}`;
  return `remove the connection; or ${who} ${exception}, or accept it by a rule before that one`;
}

/** The labels by which its controller finds the pods stay the same; others may not. */
export function labelsOf({ labels, selector }: Workload): string {
  const keys = Object.keys(labels);
  const selecting = selector?.requirements.map(({ key }) => key).filter((key) => keys.includes(key)) ?? [];
  const chosen = (selecting.length > 0 ? selecting : keys).map((key) => `${quote(key)}: ${quote(labels[key])}`);
  return `{ ${chosen.join(', ')} }`;
}
