import { Analysed } from './analysed';
import { undecidedSide } from './doubt';
import { ANY_POD, endText, isAnyPod, PodsEnd } from './end';
import { judgedPodFlows } from './judged-pod-flows';
import { OutsideFlow } from './outside-flow';
import { PortSet } from './port-set';
import { Reason, REASONS } from './reason';
import { Because, givenReasons, limited, ofRule, policiesOf } from './reasons';
import { portsOn } from './rule-ports';
import { CompiledRule, Side } from './side';
import { isPlain } from './tiers';
import { partOf, somePods } from './undecided-pair';
import { portsOfNames } from './unknown-pods';
import { Direction, Workload } from '../topology/model';

/** What a workload may do with pods that the input does not have, or they with it. */
export function unknownPodFlows({ cluster }: Analysed, position: number, direction: Direction): readonly OutsideFlow[] {
  const workload = cluster.workloads[position];
  const side = cluster.sides[direction][position];
  const given = givenReasons(direction, side);
  if (given !== undefined) {
    const undecided = undecidedSide(side);
    return [{ end: ANY_POD, ports: PortSet.ALL, because: limited(given), ...undecided }];
  }
  if (!isPlain(side)) return judgedPodFlows(cluster, workload, side, direction);
  const named = new NamedPods(side, direction, direction === 'ingress' ? workload : undefined);
  const flows = side.isolatedBy.length > 0 ? named.open() : named.openWhichever();
  const everybody = flows.filter(({ end, reason }) => isAnyPod(end) && reason === undefined);
  const open = PortSet.unionAll(everybody.map(({ ports }) => ports));
  const rest = { end: ANY_POD, ports: PortSet.ALL.subtract(open), because: limited(policiesOf(direction, side)) };
  if (workload.hostNetwork) {
    const sure = flows.filter(({ reason }) => reason === undefined);
    return rest.ports.isEmpty ? sure : withRest(sure, { ...rest, reason: REASONS.hostNetwork });
  }
  if (side.partial.length === 0) return flows;
  const reason = somePods(workload, partOf(side));
  if (side.isolatedBy.length > 0) return [...flows, ...named.maybeOpen(reason)].sort(compareFlows);
  return rest.ports.isEmpty ? flows : withRest(flows, { ...rest, reason });
}

function withRest(flows: readonly OutsideFlow[], rest: OutsideFlow): readonly OutsideFlow[] {
  return [...flows, rest].sort(compareFlows);
}

/** By their ends; what is open before what is not decided. */
function compareFlows(a: OutsideFlow, b: OutsideFlow): number {
  const [textA, textB] = [endText(a.end), endText(b.end)];
  if (textA !== textB) return textA < textB ? -1 : 1;
  return Number(a.reason !== undefined) - Number(b.reason !== undefined);
}

/** The pods that the rules of a side mean besides those of the input. */
class NamedPods {
  constructor(
    private readonly side: Side,
    private readonly direction: Direction,
    private readonly destination: Workload | undefined,
  ) {}

  /** What rules open to them. */
  public open(): readonly OutsideFlow[] {
    const byEnd = byUnknownPods(this.side.rules);
    const everybody = PortSet.unionAll(
      byEnd.filter(({ end }) => isAnyPod(end)).map(({ rules }) => this.portsOf(rules)),
    );
    return byEnd.flatMap(({ end, rules }) => {
      const ports = this.portsOf(rules);
      const flows: OutsideFlow[] = ports.isEmpty ? [] : [{ end, ports, because: this.because(rules, ports) }];
      const names = rules.filter(({ namedPorts }) => namedPorts.length > 0);
      if (this.destination !== undefined || names.length === 0) return flows;
      const unknown = PortSet.unionAll(names.map(portsOfNames)).subtract(ports.union(everybody));
      if (unknown.isEmpty) return flows;
      const because = limited(names.map((rule) => ofRule(this.direction, rule)));
      return [...flows, { end, ports: unknown, because, reason: REASONS.namedPort }];
    });
  }

  /** What policies open that select some of the pods. */
  public maybeOpen(reason: Reason): readonly OutsideFlow[] {
    const sure = new Map(byUnknownPods(this.side.rules).map(({ end, rules }) => [endText(end), this.portsOf(rules)]));
    const everybody = sure.get(endText(ANY_POD)) ?? PortSet.NONE;
    return byUnknownPods(this.side.partial.flatMap(({ rules }) => rules)).flatMap(({ end, rules }) => {
      const open = everybody.union(sure.get(endText(end)) ?? PortSet.NONE);
      const ports = this.portsOf(rules).subtract(open);
      return ports.isEmpty ? [] : [{ end, ports, because: this.because(rules, ports), reason }];
    });
  }

  /** What is open whichever of the policies selects a pod: nobody else isolates it. */
  public openWhichever(): readonly OutsideFlow[] {
    const perBundle = this.side.partial.map(({ rules }) => byUnknownPods(rules));
    const [first, ...others] = perBundle.map(
      (ends) => new Map(ends.map((each) => [endText(each.end), { ...each, ports: this.portsOf(each.rules) }])),
    );
    const everybody = endText(ANY_POD);
    return [...first.values()].flatMap(({ end, rules, ports }) => {
      const inOthers = others.map((ends) =>
        PortSet.unionAll([endText(end), everybody].flatMap((text) => ends.get(text)?.ports ?? [])),
      );
      const open = inOthers.reduce((all, each) => all.intersect(each), ports);
      return open.isEmpty ? [] : [{ end, ports: open, because: this.because(rules, open) }];
    });
  }

  private portsOf(rules: readonly CompiledRule[]): PortSet {
    return PortSet.unionAll(rules.map((rule) => portsOn(rule, this.destination)));
  }

  private because(rules: readonly CompiledRule[], ports: PortSet): readonly Because[] {
    const opening = rules.filter((rule) => !portsOn(rule, this.destination).intersect(ports).isEmpty);
    return limited(opening.map((rule) => ofRule(this.direction, rule)));
  }
}

/** Rules by the pods that they may mean, sorted by their text. */
function byUnknownPods(
  rules: readonly CompiledRule[],
): readonly { readonly end: PodsEnd; readonly rules: readonly CompiledRule[] }[] {
  const found = new Map<string, { readonly end: PodsEnd; readonly rules: Set<CompiledRule> }>();
  for (const rule of rules) {
    for (const end of rule.unknownPods) {
      const text = endText(end);
      const known = found.get(text);
      if (known === undefined) found.set(text, { end, rules: new Set([rule]) });
      else known.rules.add(rule);
    }
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, own]) => ({ end: own.end, rules: [...own.rules] }));
}
