import { Analysed } from './analysed';
import { Candidates } from './candidates';
import { WorkloadEnd } from './end';
import { Flow } from './flow';
import { isItself } from './judge';
import { PairVerdicts } from './pair-verdicts';
import { PortSet } from './port-set';
import { REASONS } from './reason';
import { Because } from './reasons';

/**
 * All flows between workloads, sorted by source and destination.
 *
 * They come one after another: no matrix of all pairs exists at any time, and in a cluster where most connections are
 * closed most pairs are never looked at. For each source the candidates are listed from the side that names fewer.
 */
export function* workloadFlows(analysed: Analysed): Generator<Flow> {
  const { cluster } = analysed;
  const candidates = new Candidates(cluster);
  const pairs = new PairFlows(analysed);
  for (let source = 0; source < cluster.workloads.length; source++) {
    for (const destination of candidates.of(source)) {
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

  constructor(private readonly analysed: Analysed) {
    this.verdicts = PairVerdicts.of(analysed.cluster);
    this.ends = analysed.cluster.ends;
  }

  public between(source: number, destination: number): readonly Flow[] {
    if (isItself(this.analysed.cluster, source, destination)) return [this.toItself(source)];
    const verdict = this.verdicts.between(source, destination);
    if (verdict === undefined) return [];
    const flows: Flow[] = [];
    const { allow, unknown, limited } = verdict.judgement;
    const plain = limited === undefined ? allow : allow.subtract(limited);
    if (!plain.isEmpty) flows.push(this.flow(source, destination, plain, this.verdicts.because(verdict, plain)));
    for (const { ports, only } of limited === undefined ? [] : this.verdicts.limits(verdict, limited)) {
      flows.push({ ...this.flow(source, destination, ports, this.verdicts.because(verdict, ports)), only });
    }
    if (!unknown.isEmpty) {
      const flow = this.flow(source, destination, unknown, this.verdicts.because(verdict, unknown));
      flows.push({ ...flow, verdict: 'undefined', ...this.verdicts.undecided(source, destination, verdict) });
    }
    return flows;
  }

  private toItself(position: number): Flow {
    return { ...this.flow(position, position, PortSet.ALL, []), reason: REASONS.itself };
  }

  private flow(source: number, destination: number, ports: PortSet, because: readonly Because[]): Flow {
    const services = this.analysed.services.forwardingTo(destination, ports);
    const [from, to] = [this.ends[source], this.ends[destination]];
    const flow: Flow = { from, to, ports: ports.ranges(), verdict: 'allow', because };
    return services.length === 0 ? flow : { ...flow, services };
  }
}
