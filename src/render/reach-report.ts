import { Flow } from '../reachability/flow';
import { Workload } from '../topology/model';

/** What the formats of `reach` render: flows, one after another, and the workloads they are about. */
export interface ReachReport {
  readonly workloads: readonly Workload[];
  /** Read once, from first to last. */
  readonly flows: Iterable<Flow>;
}
