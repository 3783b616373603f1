import { Cluster } from '../cluster';
import { judge } from '../judge';
import { both, Judgement } from '../judgement';
import { meshOf } from './caller';
import { judgementOnWire, Wire, wireBetween } from './mesh-wire';
import { IdentityWall } from './wall';

/** What the network sees of a connection between two workloads in place of the port itself; undefined: the port. */
export function wireOf({ workloads }: Cluster, source: number, destination: number): Wire | undefined {
  return wireBetween(meshOf(workloads[source]), meshOf(workloads[destination]));
}

/** What network policies and the mesh let through from one workload to another, on the ports that programs ask for. */
export function judgeBehindWall(cluster: Cluster, source: number, destination: number): Judgement {
  const wall = IdentityWall.of(cluster);
  const byPolicies = judge(cluster, source, destination);
  if (wall === undefined) return byPolicies;
  const carried = judgementOnWire(byPolicies, wireOf(cluster, source, destination));
  const ruling = wall.between(source, destination);
  return ruling === undefined ? carried : both(carried, ruling.judgement);
}
