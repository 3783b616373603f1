import { firstOf, Proof } from './findings';
import { PeerCompiler } from './peer-compiler';
import { coversPeer } from './peer-coverage';
import { closedSolvers } from '../checks/proof-rules';
import { Declarations, Solvers } from '../network/declarations';
import { namespaceOf } from '../network/namespace';
import { RuleCompiler } from '../reachability/cluster';
import { matches } from '../reachability/selector';
import { Policy } from '../topology/model';

/**
 * Pods that cert-manager starts beside the app must be reached, or no certificate is issued; they are in no manifest, so
 * that it is the rendered policies that are asked. It is a warning, because the issuer is not known: it may ask otherwise.
 */
export function warnOfClosedSolvers(proof: Proof, { solvers }: Declarations): void {
  const compiler = new PeerCompiler(proof.analysis.cluster, undefined);
  for (const each of solvers) {
    const closed = closedFor(proof, compiler, each);
    if (closed === undefined) continue;
    proof.findings.warn(
      each.owner,
      closedSolvers,
      `the pods by which cert-manager answers HTTP-01 challenges in namespace ${closed.namespace} are closed to ` +
        `${each.peer}, because of ${firstOf(closed.policies.map(({ id }) => id))}: no certificate would be ` +
        `issued. Close the namespace with DefaultDenyPolicy, which lets it reach them, or with a policy that leaves pods ` +
        `out that are labelled ${labelsOf(each)}; for an issuer that asks by DNS-01 say so: ` +
        `Tls.certManager({ …, http01Solver: false })`,
    );
  }
}

/** The policies that close the pods to whom they are for, if they do. */
function closedFor(
  proof: Proof,
  compiler: PeerCompiler,
  { owner, labels, ends, ports }: Solvers,
): { readonly namespace: string; readonly policies: readonly Policy[] } | undefined {
  const { cluster } = proof.analysis;
  const namespace = namespaceOf(owner) ?? 'default';
  const policies = cluster.topology.policies.filter(
    (policy) =>
      policy.namespace === namespace && policy.rules.ingress !== undefined && matches(policy.podSelector, labels),
  );
  if (policies.length === 0) return undefined;
  const ofPolicies = new RuleCompiler(cluster.topology, cluster.pods, {});
  const open = policies.flatMap((policy) =>
    (policy.rules.ingress ?? []).map((rule, index) => ofPolicies.compile(policy, rule, index)),
  );
  const isOpen = ends
    .filter((end) => end.kind === 'peer')
    .map((end) => compiler.compileIn(namespace, end.peers, ports))
    .every((declared) => coversPeer(proof, 'ingress', declared, open, undefined));
  return isOpen ? undefined : { namespace, policies };
}

function labelsOf({ labels }: Solvers): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(', ');
}
