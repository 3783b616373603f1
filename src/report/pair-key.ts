import { Cluster } from '../reachability/cluster';

/** Tells two workloads from any other two. */
export function pairKey({ workloads }: Cluster, source: number, destination: number): number {
  return source * workloads.length + destination;
}
