import { Analysis } from '../../reachability/analysis';
import { Candidates } from '../../reachability/candidates';
import { externalFlows } from '../../reachability/external-flows';
import { Flow } from '../../reachability/flow';
import { nameFlows } from '../../reachability/name-flows';
import { Side } from '../../reachability/side';
import { pairFlows } from '../../reachability/workload-flows';

/** The first of some flows, and how many there are. */
export interface Some {
  readonly flows: readonly Flow[];
  readonly count: number;
}

/** How many flows are kept of those that lead to the same ports: whoever needs all of them asks `reach`. */
export const MOST_FLOWS = 20;

const NOTHING: Some = { flows: [], count: 0 };

/** Whom the workloads of a runbook are connected with: some of them by name, all of them by their number. */
export class Connections {
  /** By the workload's position, then by the Services that forward there. */
  private readonly into = new Map<number, Map<string, { flows: Flow[]; count: number }>>();
  private readonly out = new Map<number, { flows: Flow[]; count: number }>();
  /** By the name that somebody connects to. */
  private readonly toNames: Flow[] = [];

  /**
   * @param wanted the workloads that are asked about, by their positions
   */
  constructor(
    private readonly analysis: Analysis,
    private readonly wanted: ReadonlySet<number>,
  ) {
    for (const flow of this.flowsOfWanted()) this.add(flow);
  }

  /** Whether no policy has a say in who connects to a workload. */
  public isOpen(position: number): boolean {
    return (
      !this.analysis.cluster.workloads[position].hostNetwork && isOpen(this.analysis.cluster.sides.ingress[position])
    );
  }

  /** Whether no policy has a say in whom it connects to. */
  public mayReachAll(position: number): boolean {
    return (
      !this.analysis.cluster.workloads[position].hostNetwork && isOpen(this.analysis.cluster.sides.egress[position])
    );
  }

  /**
   * Who may connect to a workload. Where everybody may, only those are told of whom policies of their own let nobody else reach.
   *
   * @param service the id of a Service: only those that reach ports which it forwards to
   */
  public callersOf(position: number, service?: string): Some {
    const own = [...(this.into.get(position)?.values() ?? [])].filter(
      ({ flows }) => service === undefined || servicePortsOf(flows[0], service).length > 0,
    );
    return { flows: own.flatMap(({ flows }) => flows), count: own.reduce((sum, { count }) => sum + count, 0) };
  }

  /** Whom a workload may connect to. */
  public calledBy(position: number): Some {
    return this.out.get(position) ?? NOTHING;
  }

  /** Who may connect to a DNS name; patterns are compared, too. */
  public callersOfName(name: string): Flow[] {
    return this.toNames.filter(({ to }) => to.kind === 'name' && isMeant(to.name, name));
  }

  private *flowsOfWanted(): Generator<Flow> {
    const { analysis } = this;
    const { cluster } = analysis;
    const candidates = new Candidates(cluster);
    const opensTo = cluster.workloads.map((_, position) => this.isOpen(position));
    for (let source = 0; source < cluster.workloads.length; source++) {
      const reachesAll = this.mayReachAll(source);
      const isWanted = this.wanted.has(source);
      for (const destination of candidates.of(source)) {
        // What nobody closes is said once, not for each pair.
        if ((reachesAll && opensTo[destination]) || !(isWanted || this.wanted.has(destination))) continue;
        yield* pairFlows(analysis, source, destination);
      }
    }
    yield* externalFlows(analysis);
    yield* nameFlows(analysis);
  }

  private add(flow: Flow): void {
    const { from, to } = flow;
    if (from.kind === 'workload' && to.kind === 'workload' && from.id === to.id) return;
    const source = this.positionOf(flow.from);
    const destination = this.positionOf(flow.to);
    // Where everybody may connect, that is said once.
    const isSaid = destination !== undefined && flow.from.kind !== 'workload' && this.isOpen(destination);
    if (destination !== undefined && !isSaid) {
      const services = (flow.services ?? []).join(' ');
      let byServices = this.into.get(destination);
      if (byServices === undefined) {
        this.into.set(destination, (byServices = new Map<string, { flows: Flow[]; count: number }>()));
      }
      const known = byServices.get(services);
      if (known === undefined) byServices.set(services, { flows: [flow], count: 1 });
      else keep(known, flow);
    }
    if (source !== undefined) {
      const known = this.out.get(source);
      if (known === undefined) this.out.set(source, { flows: [flow], count: 1 });
      else keep(known, flow);
    }
    if (to.kind === 'name') this.toNames.push(flow);
  }

  private positionOf(end: Flow['from']): number | undefined {
    const position = end.kind === 'workload' ? this.analysis.cluster.positions.get(end.id) : undefined;
    return position !== undefined && this.wanted.has(position) ? position : undefined;
  }
}

function keep(known: { flows: Flow[]; count: number }, flow: Flow): void {
  known.count++;
  if (known.flows.length < MOST_FLOWS) known.flows.push(flow);
}

function isOpen({ isolatedBy, partial, tiers, unjudgedBy, doubt }: Side): boolean {
  return (
    isolatedBy.length === 0 &&
    partial.length === 0 &&
    tiers === undefined &&
    unjudgedBy.length === 0 &&
    doubt === undefined
  );
}

/** The ports of a Service that a flow goes through: `80`. */
export function servicePortsOf(flow: Flow, service: string): string[] {
  const begin = `${service}:`;
  return (flow.services ?? []).filter((name) => name.startsWith(begin)).map((name) => name.slice(begin.length));
}

function isMeant(pattern: string, name: string): boolean {
  if (!pattern.includes('*')) return pattern === name;
  const parts = pattern.split('*').map((part) => part.replace(/[^\w-]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^.]*')}$`).test(name);
}
