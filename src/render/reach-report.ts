import { Finding } from '../checks/finding';
import { Analysis } from '../reachability/analysis';
import { Flow } from '../reachability/flow';
import { Workload } from '../topology/model';

/** What the formats of `reach` render: flows, one after another, and the workloads they are about. */
export interface ReachReport {
  readonly workloads: readonly Workload[];
  /** Read once, from first to last. */
  readonly flows: Iterable<Flow>;
  /** What pictures and pages show besides. */
  readonly surroundings: ReachSurroundings;
}

/** What pictures and pages of flows are made of besides. */
export interface ReachSurroundings {
  readonly analysis: Analysis;
  /** What the rules found; asked for by pages alone. */
  readonly findings: readonly Finding[];
  /** What is drawn: `dist/`. */
  readonly title: string;
  /** What was asked for, where flows were left out: `--from internet`. */
  readonly filter?: string;
  readonly version: string;
}
