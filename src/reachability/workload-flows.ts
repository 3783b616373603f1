import { Analysed } from './analysed';
import { Candidates } from './candidates';
import { WorkloadEnd } from './end';
import { Flow } from './flow';
import { onWire, Piece, throughWall } from './identity/pieces';
import { IdentityWall } from './identity/wall';
import { wireOf } from './identity/walled-pair';
import { isItself } from './judge';
import { PairVerdict, PairVerdicts } from './pair-verdicts';
import { PortSet } from './port-set';
import { REASONS } from './reason';

/**
 * All flows between workloads, sorted by source and destination.
 *
 * They come one after another: no matrix of all pairs exists at any time, and in a cluster where most connections are
 * closed most pairs are never looked at. For each source the candidates are listed from the side that names fewer.
 *
 * @param isLeftOut pairs that are passed over
 */
export function* workloadFlows(
  analysed: Analysed,
  isLeftOut: (source: number, destination: number) => boolean = () => false,
): Generator<Flow> {
  const { cluster } = analysed;
  const candidates = new Candidates(cluster);
  const pairs = new PairFlows(analysed);
  for (let source = 0; source < cluster.workloads.length; source++) {
    for (const destination of candidates.of(source)) {
      if (isLeftOut(source, destination)) continue;
      for (const flow of pairs.between(source, destination)) yield flow;
    }
  }
}

/** The flows from one workload to another: at most one for each verdict. */
export function pairFlows(analysed: Analysed, source: number, destination: number): readonly Flow[] {
  return new PairFlows(analysed).between(source, destination);
}

class PairFlows {
  private readonly verdicts: PairVerdicts;
  private readonly ends: readonly WorkloadEnd[];
  private readonly wall: IdentityWall | undefined;

  constructor(private readonly analysed: Analysed) {
    this.verdicts = PairVerdicts.of(analysed.cluster);
    this.ends = analysed.cluster.ends;
    this.wall = IdentityWall.of(analysed.cluster);
  }

  public between(source: number, destination: number): readonly Flow[] {
    if (isItself(this.analysed.cluster, source, destination)) return [this.toItself(source)];
    const verdict = this.verdicts.between(source, destination);
    if (verdict === undefined) return [];
    const pieces = this.pieces(source, destination, verdict);
    const passed = this.wall === undefined ? pieces : this.behind(this.wall, source, destination, verdict, pieces);
    return passed.map((piece) => this.flow(source, destination, piece));
  }

  /** What the network policies let through. */
  private pieces(source: number, destination: number, verdict: PairVerdict): readonly Piece[] {
    const found: Piece[] = [];
    const { allow, unknown, limited } = verdict.judgement;
    const piece = (ports: PortSet): Piece => ({
      ports,
      verdict: 'allow',
      because: this.verdicts.because(verdict, ports),
    });
    const plain = limited === undefined ? allow : allow.subtract(limited);
    if (!plain.isEmpty) found.push(piece(plain));
    for (const { ports, only } of limited === undefined ? [] : this.verdicts.limits(verdict, limited)) {
      found.push({ ...piece(ports), only });
    }
    if (!unknown.isEmpty) {
      const undecided = this.verdicts.undecided(source, destination, verdict);
      found.push({ ...piece(unknown), verdict: 'undefined', ...undecided });
    }
    return found;
  }

  /** What the mesh lets through of it. */
  private behind(
    wall: IdentityWall,
    source: number,
    destination: number,
    verdict: PairVerdict,
    pieces: readonly Piece[],
  ): readonly Piece[] {
    const wire = wireOf(this.analysed.cluster, source, destination);
    const carried =
      wire === undefined ? pieces : onWire(pieces, wire, (ports) => this.verdicts.because(verdict, ports));
    const ruling = wall.between(source, destination);
    return ruling === undefined ? carried : throughWall(carried, ruling);
  }

  private toItself(position: number): Flow {
    const piece: Piece = { ports: PortSet.ALL, verdict: 'allow', because: [] };
    return { ...this.flow(position, position, piece), reason: REASONS.itself };
  }

  private flow(source: number, destination: number, { ports, ...piece }: Piece): Flow {
    const services = this.analysed.services.forwardingTo(destination, ports);
    const [from, to] = [this.ends[source], this.ends[destination]];
    const flow: Flow = { from, to, ports: ports.ranges(), ...piece };
    return services.length === 0 ? flow : { ...flow, services };
  }
}
