import { Topology, Workload } from '../topology/model';

/**
 * Two inputs whose answers can be compared: the addresses of a workload's pods count only if both inputs have some. A dump of a
 * cluster has them and what was rendered has not, so an ipBlock would be decided on one side alone: a change that is none.
 */
export function withComparableAddresses(before: Topology, after: Topology): readonly [Topology, Topology] {
  const [old, now] = [before, after].map(
    ({ workloads }) => new Map(workloads.map((workload) => [workload.id, workload])),
  );
  return [compareWith(before, now), compareWith(after, old)];
}

function compareWith(topology: Topology, others: ReadonlyMap<string, Workload>): Topology {
  const isAlone = ({ id, addresses }: Workload): boolean =>
    addresses.length > 0 && others.get(id)?.addresses.length === 0;
  if (!topology.workloads.some(isAlone)) return topology;
  return {
    ...topology,
    workloads: topology.workloads.map((workload) => (isAlone(workload) ? { ...workload, addresses: [] } : workload)),
  };
}
