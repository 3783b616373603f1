import { FlowVerdict } from '../../reachability/flow';

/** What of a picture is wanted; all of them together. */
export interface ViewOptions {
  /** Only connections with an end in one of these namespaces. */
  readonly namespaces?: readonly string[];
  /** Only one workload, with all that it is connected to. */
  readonly workload?: string;
  /** Only connections on this port, by its number or with its protocol: `8080`, `53/UDP`. */
  readonly port?: string;
  readonly verdict?: FlowVerdict;
  /** Only what comes from the internet or goes there. */
  readonly isInternetOnly?: boolean;
  /** Of a diff: as it was before, as it is after, or what changed alone. */
  readonly time?: 'before' | 'after' | 'changes';
}
