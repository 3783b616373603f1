import { Cluster } from './cluster';
import { isUndecided } from './doubt';
import { IdentityWall } from './identity/wall';
import { Side } from './side';
import { isOpen } from './tiers';

/** Which pairs of workloads nothing decides about: no policy of any kind, on neither side. */
export class UndecidedPairs {
  private readonly opensOut: readonly boolean[];
  private readonly opensIn: readonly boolean[];

  constructor(private readonly cluster: Cluster) {
    const wall = IdentityWall.of(cluster);
    this.opensOut = cluster.sides.egress.map(isFree);
    this.opensIn = cluster.sides.ingress.map((side, i) => isFree(side) && wall?.standsBefore(i) !== true);
  }

  /** Whether no policy has a say about a pair. */
  public has(source: number, destination: number): boolean {
    return this.opensOut[source] && this.opensIn[destination];
  }

  /** How many pairs of two workloads these are. */
  public get count(): number {
    return this.countAmong(this.cluster.workloads.map((_, position) => position));
  }

  /** The same within each namespace that has any. */
  public byNamespace(): ReadonlyMap<string, number> {
    const members = new Map<string, number[]>();
    this.cluster.workloads.forEach(({ namespace }, position) => {
      const known = members.get(namespace);
      if (known === undefined) members.set(namespace, [position]);
      else known.push(position);
    });
    const counts = [...members].map(([name, positions]) => [name, this.countAmong(positions)] as const);
    return new Map(counts.filter(([, count]) => count > 0));
  }

  private countAmong(positions: readonly number[]): number {
    const [out, into] = [this.opensOut, this.opensIn].map((opens) => positions.filter((each) => opens[each]).length);
    return out * into - positions.filter((each) => this.has(each, each)).length;
  }
}

function isFree(side: Side): boolean {
  return !isUndecided(side) && isOpen(side);
}
