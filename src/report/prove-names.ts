import { Proof } from './findings';
import { formatPolicyPort, toPolicyPorts } from './port-sets';
import { Declarations, Member } from '../network/declarations';
import { inWords } from '../support/refuse';
import { PolicyPort } from '../topology/model';

/**
 * Host names are opened by policies of the network plugin, which the engine does not judge. The form that this package
 * writes is read all the same, so that the names that are opened can be held against those that are declared.
 */
export function proveNames(proof: Proof, { members, declared }: Declarations): void {
  const wanted = new Map<number, Set<string>>();
  const sides = proof.analysis.cluster.sides.egress;
  for (const { member, end, ports } of declared) {
    if (end.kind !== 'names') continue;
    for (const position of proof.pods.of(member)) {
      const own = wanted.get(position) ?? new Set();
      wanted.set(position, own);
      for (const name of namesOn(end.names, toPolicyPorts(ports))) own.add(name);
    }
  }
  for (const member of members) {
    for (const position of proof.pods.of(member)) {
      // What nothing isolates is open to every name.
      if (sides[position].isolatedBy.length === 0) continue;
      compare(proof, member, position, wanted.get(position) ?? new Set());
    }
  }
}

function compare({ analysis, findings }: Proof, member: Member, position: number, wanted: ReadonlySet<string>): void {
  const { id } = analysis.cluster.workloads[position];
  const policies = analysis.cluster.sides.egress[position].unjudgedBy;
  const opened = new Map<string, string>();
  for (const { id: policy, effect } of policies) {
    if (effect.kind !== 'names') continue;
    for (const { names, ports } of effect.openings) for (const name of namesOn(names, ports)) opened.set(name, policy);
  }
  for (const name of wanted) {
    if (opened.has(name) || policies.some(({ effect }) => effect.kind === 'any')) continue;
    findings.fail(member.owner, {
      what: `declared connection from ${id} to ${name}`,
      got: inWords('closed: no rendered policy opens the name'),
      allowed: 'a connection that the rendered policies let through',
      fix: 'undo the patch of the policy that opens it, or give the workload a policy of its own (NetworkPolicyMode.ISOLATED)',
    });
  }
  for (const [name, policy] of opened) {
    if (wanted.has(name) || member.policy === undefined) continue;
    findings.fail(member.owner, {
      what: `undeclared connections from ${id}`,
      got: inWords(`${name}, opened by ${policy}`),
      allowed: 'what connections, exposures, metrics and the DNS of the profile declare',
      fix: 'remove what opens it; or declare it: connectTo an ExternalAlias with that hostname',
    });
  }
}

function namesOn(names: readonly string[], ports: readonly PolicyPort[] | undefined): string[] {
  const on = ports === undefined ? ['all'] : ports.map(formatPolicyPort);
  return names.flatMap((name) => on.map((port) => `${name} on ${port}`));
}
