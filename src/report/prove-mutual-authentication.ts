import { DeclaredIdentities, isInMesh } from './declared-identities';
import { clientOf } from './declared-openings';
import { Proof } from './findings';
import { Declarations } from '../network/declarations';
import { CompiledRule, portsOn } from '../reachability/cluster';
import { matchesPod } from '../reachability/judge';
import { PortSet } from '../reachability/port-set';
import { inWords } from '../support/refuse';

/**
 * Where Cilium is the mesh, each declared connection between pods in it asks for mutual authentication. One rule that means the client
 * and asks for it is enough: for Cilium it counts before rules of the same port that say nothing of it, whomever these are for.
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
          const asked = PortSet.unionAll(opening.filter(asksForIt).map((rule) => portsOn(rule, server)));
          const missing = ports.subtract(asked);
          if (missing.isEmpty) continue;
          proof.findings.fail(clientOf(declaration).owner, {
            what: `declared connection from ${workloads[source].id} to ${server.id} on ${missing.toString()}`,
            got: inWords('no rule of Cilium that asks for mutual authentication'),
            allowed: 'a connection for which both ends prove who they are',
            fix: 'leave the CiliumNetworkPolicy of the server as it is rendered',
          });
        }
      }
    }
  }
}

function asksForIt({ given: { isAuthenticated } }: CompiledRule): boolean {
  return isAuthenticated === true;
}
