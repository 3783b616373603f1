import { addressFlows } from './address-flows';
import { Analysed } from './analysed';
import { hiddenClientPorts } from './divide-addresses';
import { WorkloadEnd } from './end';
import { Flow } from './flow';
import { IdentityWall } from './identity/wall';
import { walledOutsideFlows } from './identity/walled-flows';
import { OutsideFlow } from './outside-flow';
import { portClasses } from './peer-classes';
import { Side } from './side';
import { partOf } from './undecided-pair';
import { unknownPodFlows } from './unknown-pod-flows';
import { Direction } from '../topology/model';

export { divideAddresses } from './divide-addresses';

/** The flows between workloads and what is not in the input: addresses, and pods of unknown namespaces or labels. */
export function* externalFlows(analysed: Analysed): Generator<Flow> {
  const shared = new SharedFlows(analysed);
  const wall = IdentityWall.of(analysed.cluster);
  for (let position = 0; position < analysed.cluster.workloads.length; position++) {
    const own = analysed.cluster.ends[position];
    for (const direction of ['ingress', 'egress'] as const) {
      const flows = shared.of(position, direction);
      const passed =
        wall === undefined || direction === 'egress'
          ? flows
          : walledOutsideFlows(wall, position, flows, hiddenClientPorts(analysed.services, position));
      for (const flow of passed) yield toFlow(analysed, position, own, direction, flow);
    }
  }
}

function toFlow(
  { services }: Analysed,
  position: number,
  own: WorkloadEnd,
  direction: Direction,
  flow: OutsideFlow,
): Flow {
  const { end, ports, reason, unjudged, because, only } = flow;
  const isIngress = direction === 'ingress';
  const through = isIngress ? services.forwardingTo(position, ports) : (flow.services ?? []);
  return {
    from: isIngress ? end : own,
    to: isIngress ? own : end,
    ports: ports.ranges(),
    verdict: reason === undefined ? 'allow' : 'undefined',
    ...(reason === undefined ? {} : { reason }),
    ...(unjudged === undefined ? {} : { unjudged }),
    because,
    ...(only === undefined ? {} : { only }),
    ...(through.length > 0 ? { services: through } : {}),
  };
}

/** What many workloads have in common is found out once: those that the same policies select, with the same names of ports. */
class SharedFlows {
  private readonly known = new Map<Side, Map<string, readonly OutsideFlow[]>>();
  private readonly uses = new Map<Side, number>();
  private readonly ports;

  constructor(private readonly analysed: Analysed) {
    const { sides, workloads } = analysed.cluster;
    this.ports = portClasses(workloads);
    for (const side of [...sides.ingress, ...sides.egress]) this.uses.set(side, (this.uses.get(side) ?? 0) + 1);
  }

  public of(position: number, direction: Direction): readonly OutsideFlow[] {
    const { sides, workloads } = this.analysed.cluster;
    const side = sides[direction][position];
    // Reasons name the workload of which some pods are selected.
    if (this.uses.get(side) === 1 || partOf(side).length > 0) return this.find(position, direction);
    const hidden = direction === 'ingress' ? hiddenClientPorts(this.analysed.services, position).toString() : '';
    const names = direction === 'ingress' ? this.ports.of(position) : '';
    const key = [direction, workloads[position].hostNetwork, names, hidden].join(' ');
    let bySide = this.known.get(side);
    if (bySide === undefined) this.known.set(side, (bySide = new Map<string, readonly OutsideFlow[]>()));
    let flows = bySide.get(key);
    if (flows === undefined) bySide.set(key, (flows = this.find(position, direction)));
    return flows;
  }

  private find(position: number, direction: Direction): readonly OutsideFlow[] {
    return [
      ...addressFlows(this.analysed, position, direction),
      ...unknownPodFlows(this.analysed, position, direction),
    ];
  }
}
