import { DiffPlaces } from './diff-places';
import { FindingsReport } from './findings-report';
import { Finding } from '../checks/finding';
import { Analysis } from '../reachability/analysis';

/** One of the two inputs that are compared. */
export interface DiffNetwork {
  readonly analysis: Analysis;
  /** What the rules found; asked for by pages alone. */
  readonly findings: readonly Finding[];
}

/** What some formats of `diff` need to know beside the changes. */
export interface DiffSurroundings extends Pick<FindingsReport, 'pathOf'> {
  readonly version: string;
  readonly places: DiffPlaces;
  /** What is compared: `old/ → new/`. */
  readonly title: string;
  readonly before: DiffNetwork;
  readonly after: DiffNetwork;
}
