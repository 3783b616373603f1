import { Analysed } from './analysed';
import { Cluster, ClusterOptions, compile } from './cluster';
import { externalFlows } from './external-flows';
import { Flow } from './flow';
import { ServiceIndex } from './service-index';
import { WayIn, waysIn } from './ways-in';
import { workloadFlows } from './workload-flows';
import { Topology } from '../topology/model';

/** A topology that can be asked who reaches whom. */
export class Analysis implements Analysed {
  /** Prepares a topology for questions. */
  public static of(topology: Topology, options: ClusterOptions = {}): Analysis {
    const cluster = compile(topology, options);
    return new Analysis(cluster, new ServiceIndex(cluster));
  }

  private foundWays: readonly (readonly WayIn[])[] | undefined;

  private constructor(
    public readonly cluster: Cluster,
    public readonly services: ServiceIndex,
  ) {}

  /** The ways into each workload from outside of the cluster, by its position; they are looked up when first asked for. */
  public get waysIn(): readonly (readonly WayIn[])[] {
    return (this.foundWays ??= waysIn(this));
  }

  /** Every flow: between workloads first, then with the world outside of the input. */
  public *flows(): Generator<Flow> {
    yield* workloadFlows(this);
    yield* externalFlows(this);
  }
}
