import { clientOf } from './declared-openings';
import { DeclaredIdentities, isInMesh } from './declared-identities';
import { firstOf, Proof } from './findings';
import { Declarations } from '../network/declarations';
import { CompiledRule, portsOn } from '../reachability/cluster';
import { matchesPod } from '../reachability/judge';
import { PortSet } from '../reachability/port-set';
import { inWords } from '../support/refuse';

/**
 * Where Cilium is the mesh, each declared connection between pods in it asks for mutual authentication: a rule that lets the client in
 * asks for it, and none lets it in without.
 */
export function proveMutualAuthentication(
  proof: Proof,
  { members }: Declarations,
  identities: DeclaredIdentities,
): void {
  const { workloads, sides } = proof.analysis.cluster;
  for (const member of members) {
    if (!isInMesh(member) || member.mesh.mesh._kind !== 'cilium') continue;
    for (const position of proof.pods.of(member)) {
      const server = workloads[position];
      for (const { sources, isInside, ports, declaration } of identities.of(position)) {
        if (declaration === undefined || !isInside) continue;
        for (const source of sources) {
          const opening = sides.ingress[position].rules.filter((rule) => matchesPod(rule, source) === 'yes');
          const without = opening.filter((rule) => !asksForIt(rule) && portsOn(rule, server).overlaps(ports));
          const asked = PortSet.unionAll(opening.filter(asksForIt).map((rule) => portsOn(rule, server)));
          const missing = ports.subtract(asked);
          if (missing.isEmpty && without.length === 0) continue;
          const openers = without.map(({ policy, index }) => `ingress rule ${index} of ${policy.id}`);
          proof.findings.fail(clientOf(declaration).owner, {
            what: `declared connection from ${workloads[source].id} to ${server.id} on ${(missing.isEmpty ? ports : missing).toString()}`,
            got: inWords(
              openers.length === 0
                ? 'no rule of Cilium that asks for mutual authentication'
                : `it is open without mutual authentication by ${firstOf(openers, 3)}`,
            ),
            allowed: 'a connection for which both ends prove who they are',
            fix: 'leave the CiliumNetworkPolicy of the server as it is rendered, and remove what opens its ports beside it',
          });
        }
      }
    }
  }
}

function asksForIt({ policy, given: { only } }: CompiledRule): boolean {
  return policy.kind === 'CiliumNetworkPolicy' && only?.endsWith('mutual authentication') === true;
}
