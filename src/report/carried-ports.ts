import { firstOf, Proof, verdictOn } from './findings';
import { carriedByMesh } from '../checks/proof-rules';
import { meshOf } from '../reachability/identity/caller';
import { wireBetween } from '../reachability/identity/mesh-wire';
import { PortSet } from '../reachability/port-set';
import { pairFlows } from '../reachability/workload-flows';

const TCP = PortSet.range('TCP');

/**
 * Tells where a mesh carries all ports of a declared pair through one of its own: the network policies must open that one, and then
 * close none of the others, so that the client comes to each port that the mesh opens to more than named accounts.
 */
export function warnOfCarriedPorts(proof: Proof): void {
  const { analysis, openings, pods, findings, isStandIn } = proof;
  const { workloads } = analysis.cluster;
  const found = new Map<number, Map<number, PortSet>>();
  for (const { source, destination } of openings.declaredPairs) {
    if (source === destination || isStandIn(source) || isStandIn(destination)) continue;
    if (wireBetween(meshOf(workloads[source]), meshOf(workloads[destination])) === undefined) continue;
    const through = pairFlows(analysis, source, destination)
      .filter(
        ({ verdict, reason, only }) => (verdict === 'allow' || reason?.code === 'mesh-wire') && only === undefined,
      )
      .map(({ ports }) => PortSet.ofRanges(ports));
    // What the network policies open by themselves is held against the declarations elsewhere.
    const carried = PortSet.unionAll(through)
      .intersect(TCP)
      .subtract(openings.between(source, destination))
      .subtract(verdictOn(proof, source, destination).allow);
    if (carried.isEmpty) continue;
    const own = found.get(source) ?? new Map<number, PortSet>();
    found.set(source, own.set(destination, carried));
  }
  for (const [source, servers] of found) {
    const list = [...servers].map(([server, ports]) => `${workloads[server].id} on ${ports.toString()}`);
    findings.warn(
      pods.ownerOf(source),
      carriedByMesh,
      `${workloads[source].id} comes to ${firstOf(list, 3)}, which nobody declared: the mesh carries all ports between them through one ` +
        'of its own, and lets in more there than named accounts. Declare it, or name the accounts of those whom these ports are for',
    );
  }
}
