import { AppPlan, Call, Direction, EndPlan, isIsolated, portsOfCall, Step } from './plan';
import { PEERS, PeerName, podsNamed, PortName, PeerWord } from './vocabulary';

/** One thing that was said about the connections of a workload, seen from that workload. */
export interface Said {
  readonly who: number;
  readonly direction: Direction;
  /** Another workload by its number, or peers. */
  readonly end: number | PeerWord;
  readonly ports: readonly PortName[];
  /** What is accepted need not be open, and the DNS of the profile is no connection that somebody made. */
  readonly by: 'declaration' | 'acceptance' | 'profile';
}

/** Everything that was said in an app, the props of its workloads included. */
export function allSaid(plan: AppPlan, steps: readonly Step[]): Said[] {
  return [
    ...plan.workloads.flatMap((_, i) => saidByProps(plan, i)),
    ...steps.flatMap((step) => ('call' in step ? saidByCall(plan, step) : [])),
  ];
}

/** A peer of a plan in its words. */
export function wordOf(end: Exclude<EndPlan, { readonly workload: number }>): PeerWord {
  return 'peer' in end ? PEERS[end.peer] : podsNamed(end.named, end.namespace);
}

/** Exposures, metrics and the DNS of the profile. */
function saidByProps({ workloads }: AppPlan, who: number): Said[] {
  const own = workloads[who];
  const peer = (name: PeerName, direction: Direction, ports: PortName[], by: Said['by']): Said => {
    return { who, direction, end: PEERS[name], ports, by };
  };
  return [
    ...(isIsolated(own) ? [peer('dnsPods', 'egress', ['dns', 'dnsTcp'], 'profile')] : []),
    ...(own.kind === 'web' ? [peer(own.exposedTo, 'ingress', ['http'], 'declaration')] : []),
    ...(own.metrics ? [peer('scraper', 'ingress', ['metrics'], 'declaration')] : []),
  ];
}

function saidByCall(plan: AppPlan, call: Call): Said[] {
  const { who } = call;
  const end = 'workload' in call.end ? call.end.workload : wordOf(call.end);
  const ports = portsOfCall(plan, call);
  const said = (direction: Direction, by: Said['by']): Said => ({ who, direction, end, ports, by });
  switch (call.call) {
    case 'accept':
      return [said('ingress', 'acceptance'), said('egress', 'acceptance')];
    case 'allowFrom':
      return [said('ingress', 'declaration')];
    default:
      return [said('egress', 'declaration')];
  }
}
