import { Analysed } from './analysed';
import { Cluster, ClusterOptions, compile } from './cluster';
import { ClosedWay } from './describe-ways';
import { externalFlows } from './external-flows';
import { Flow } from './flow';
import { internetFlows } from './internet-flows';
import { JudgedWay, judgeWays } from './judged-ways';
import { nameFlows } from './name-flows';
import { ServiceIndex } from './service-index';
import { UndecidedPairs } from './undecided-pairs';
import { findWaysIn, WaysIn } from './ways-in';
import { workloadFlows } from './workload-flows';
import { Topology } from '../topology/model';

/** A topology that can be asked who reaches whom. */
export class Analysis implements Analysed {
  /** Prepares a topology for questions. */
  public static of(topology: Topology, options: ClusterOptions = {}): Analysis {
    const cluster = compile(topology, options);
    return new Analysis(cluster, new ServiceIndex(cluster));
  }

  private foundWays: WaysIn | undefined;
  private undecided: UndecidedPairs | undefined;
  private judged: readonly (readonly JudgedWay[])[] | undefined;

  private constructor(
    public readonly cluster: Cluster,
    public readonly services: ServiceIndex,
  ) {}

  /** The ways into workloads from outside of the cluster; they are looked up when first asked for. */
  public get waysIn(): WaysIn {
    return (this.foundWays ??= findWaysIn(this.cluster));
  }

  /** The ways into each workload, by its position, with what its policies say about them. */
  public get judgedWays(): readonly (readonly JudgedWay[])[] {
    return (this.judged ??= judgeWays(this));
  }

  /**
   * The ways that policies close to everybody. A port of the node is never among them: the node's own programs come in by it,
   * whatever policies say.
   */
  public closedWays(): ClosedWay[] {
    return this.judgedWays.flatMap((ways, position) =>
      ways.filter(({ isClosed, way }) => isClosed && way.kind !== 'hostPort').map((way) => ({ ...way, position })),
    );
  }

  /** Every flow: between workloads, then from the internet, then with addresses, pods and names outside of the input. */
  public *flows(): Generator<Flow> {
    yield* workloadFlows(this);
    yield* this.outerFlows();
  }

  /**
   * The same without pairs of workloads that nothing decides about, which may be the square of their number: `undecidedPairs` has
   * how many there are.
   */
  public *decidedFlows(): Generator<Flow> {
    const { undecidedPairs } = this;
    yield* workloadFlows(this, (source, destination) => undecidedPairs.has(source, destination));
    yield* this.outerFlows();
  }

  /** The pairs of workloads that no policy has a say about; they are looked up when first asked for. */
  public get undecidedPairs(): UndecidedPairs {
    return (this.undecided ??= new UndecidedPairs(this.cluster));
  }

  private *outerFlows(): Generator<Flow> {
    yield* internetFlows(this, this.judgedWays);
    yield* externalFlows(this);
    yield* nameFlows(this);
  }
}
