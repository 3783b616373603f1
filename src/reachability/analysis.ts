import { Cluster, ClusterOptions, compile } from './cluster';
import { externalFlows } from './external-flows';
import { Flow } from './flow';
import { ServiceIndex } from './service-index';
import { workloadFlows } from './workload-flows';
import { Topology } from '../topology/model';

/** A topology that can be asked who reaches whom. */
export interface Analysis {
  readonly cluster: Cluster;
  readonly services: ServiceIndex;
}

/** Prepares a topology for questions. */
export function analyse(topology: Topology, options: ClusterOptions = {}): Analysis {
  const cluster = compile(topology, options);
  return { cluster, services: new ServiceIndex(cluster) };
}

/** Every flow: between workloads first, then with the world outside of the input. */
export function* flowsOf({ cluster, services }: Analysis): Generator<Flow> {
  yield* workloadFlows(cluster, services);
  yield* externalFlows(cluster, services);
}
