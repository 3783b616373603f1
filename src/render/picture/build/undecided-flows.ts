import { Analysis } from '../../../reachability/analysis';
import { End } from '../../../reachability/end';
import { Flow } from '../../../reachability/flow';

/** Counts of connections between workloads that no policy decides. */
export interface UndecidedCounts {
  readonly count: number;
  readonly byNamespace: ReadonlyMap<string, number>;
}

/** Passes over connections between workloads that no policy decides, and counts them: they are not drawn. */
export class UndecidedFlows implements UndecidedCounts {
  public count = 0;
  public readonly byNamespace = new Map<string, number>();

  constructor(private readonly analysis: Analysis) {}

  /** Whether a flow is one of them; then it is counted. */
  public takes({ from, to }: Flow): boolean {
    const { cluster, undecidedPairs } = this.analysis;
    const [source, destination] = [from, to].map((end) => this.positionOf(end));
    if (source === undefined || destination === undefined || !undecidedPairs.has(source, destination)) return false;
    if (source === destination) return true;
    this.count++;
    const { namespace } = cluster.workloads[source];
    if (namespace === cluster.workloads[destination].namespace) {
      this.byNamespace.set(namespace, (this.byNamespace.get(namespace) ?? 0) + 1);
    }
    return true;
  }

  private positionOf(end: End): number | undefined {
    return end.kind === 'workload' ? this.analysis.cluster.positions.get(end.id) : undefined;
  }
}
