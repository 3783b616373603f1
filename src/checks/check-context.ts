import { Direction } from '../topology/model';

/** What closes a workload to the API server, or closes the API server out. */
export interface ClosedToApiServer {
  /** The ids of the policies. */
  readonly policies: readonly string[];
  /** What would open it. */
  readonly fix: string;
  /** What is worth a word beside it. */
  readonly note?: string;
}

/** The class that a load balancer needs. */
export interface NeededClass {
  readonly loadBalancerClass: string;
  /** What may happen without it. */
  readonly why: string;
}

/** What is known beside the manifests. Whatever is absent nobody knows, and rules say less. */
export interface CheckContext {
  /** Where objects without a namespace go (default: `default`). */
  readonly defaultNamespace?: string;
  /** The day on which acceptances expire or do not: `2026-11-30`. */
  readonly today?: string;
  /** Workloads that stand for pods which no manifest has: their ports, containers and fields are not known. */
  readonly standIns?: ReadonlySet<string>;
  /**
   * Asks with what is known of the cluster whether the API server is surely closed out, or out of reach.
   *
   * @param port of the pods which it calls, by its number
   */
  readonly closedToApiServer?: (
    direction: Direction,
    position: number,
    port?: number,
  ) => ClosedToApiServer | 'open' | undefined;
  /** Whether a load balancer without a class needs one there, by the annotations of its Service; undefined where it needs none. */
  readonly needsLoadBalancerClass?: (annotations: ReadonlyMap<string, string>) => NeededClass | undefined;
  /** What opens a workload's connections, as code: `api.connections`. Absent: the input is YAML. */
  readonly connectionsCall?: (position: number) => string | undefined;
}
