import { both, isSure, Match, Meeting } from './meeting';
import { NetworkRule } from './network-rule';
import { RulePorts } from './rule-port-sets';
import { addressesOf, EndSide, Selection } from './selection';
import { AddressSet } from '../../reachability/address-set';
import { Analysis } from '../../reachability/analysis';
import { Cluster } from '../../reachability/cluster';
import { End, endKey } from '../../reachability/end';
import { Flow } from '../../reachability/flow';
import { PortSet } from '../../reachability/port-set';
import { REASONS } from '../../reachability/reason';
import { rulesOnNames } from '../../reachability/undecided-side';

/** A rule, made ready for many connections. */
export interface CompiledRule {
  readonly rule: NetworkRule;
  readonly from: Selection;
  readonly to: Selection;
  readonly ports: RulePorts;
}

/** What of a connection a rule denies. */
export interface Denied {
  readonly compiled: CompiledRule;
  readonly flow: Flow;
  readonly ports: PortSet;
  /** Of ends that are addresses: those that it denies. */
  readonly addresses?: AddressSet;
  /** Why nobody knows whether it is open, or denied; absent: it is. */
  readonly doubt?: string;
}

/** A part of a connection that no rule has decided yet. */
interface Rest {
  readonly ports: PortSet;
  readonly addresses?: AddressSet;
  readonly doubt?: string;
}

/** By its place in the list, how each rule meets an end; rules that do not are absent. */
type Meetings = ReadonlyMap<number, Meeting>;

const NOBODY_KNOWS = 'the manifests do not tell whether these are among those that the rules name';
const IF_ANY = 'those among them that the rule names, if there are any';

/** Holds connections against rules: the first one that matches decides, for each port and each address. */
export class RuleJudge {
  public readonly rules: readonly CompiledRule[];
  private readonly cluster: Cluster;
  private readonly workloads = { from: new Map<number, Meetings>(), to: new Map<number, Meetings>() };
  /** Many flows share one list of ports. */
  private readonly portSets = new WeakMap<Flow['ports'], PortSet>();
  private readonly outside = { from: new Map<string, Meetings>(), to: new Map<string, Meetings>() };

  constructor(
    private readonly analysis: Analysis,
    rules: readonly NetworkRule[],
  ) {
    const { cluster } = analysis;
    this.cluster = cluster;
    this.rules = rules.map((rule) => ({
      rule,
      from: new Selection(cluster, 'from', rule.from),
      to: new Selection(cluster, 'to', rule.to),
      ports: new RulePorts(rule),
    }));
  }

  /** All that is open, or may be, and that a rule denies. */
  public *denied(): Generator<Denied> {
    for (const flow of this.analysis.flows()) yield* this.deniedOf(flow);
  }

  private *deniedOf(flow: Flow): Generator<Denied> {
    // A pod reaches itself, whatever anybody says.
    if (flow.reason?.code === REASONS.itself.code || this.isToldByNames(flow)) return;
    const [from, to] = [this.meetings('from', flow), this.meetings('to', flow)];
    if (from.size === 0 || to.size === 0) return;
    const { to: end } = flow;
    const destination = end.kind === 'workload' ? this.cluster.workloads[this.positionOf(end.id)] : undefined;
    let rest: readonly Rest[] | undefined;
    for (const [at, ofFrom] of from) {
      const ofTo = to.get(at);
      if (ofTo === undefined) continue;
      const compiled = this.rules[at];
      const match = both(ofFrom.match, ofTo.match);
      const meant = { ports: compiled.ports.on(destination), addresses: ofFrom.addresses ?? ofTo.addresses };
      const next: Rest[] = [];
      // Most connections are of no rule's concern.
      for (const each of rest ?? [this.wholeOf(flow)]) {
        const cut = cutOut(each, meant);
        if (cut !== undefined && compiled.rule.word === 'deny') {
          yield { compiled, flow, ...cut, doubt: each.doubt ?? doubtOf(match) };
        }
        if (cut === undefined) next.push(each);
        else next.push(...leftOf(each, cut, match));
      }
      if (next.length === 0) return;
      rest = next;
    }
  }

  private wholeOf(flow: Flow): Rest {
    const { from, to, verdict, reason } = flow;
    let ports = this.portSets.get(flow.ports);
    if (ports === undefined) this.portSets.set(flow.ports, (ports = PortSet.ofRanges(flow.ports)));
    return {
      ports,
      addresses: addressesOf(flow, from) ?? addressesOf(flow, to),
      doubt: verdict === 'undefined' ? (reason?.text ?? NOBODY_KNOWS) : undefined,
    };
  }

  /** Addresses that are open only if a name has them: the name is an end of its own, and judged by what it is. */
  private isToldByNames({ from, to, ports, reason }: Flow): boolean {
    if (reason?.code !== 'unknown-names') return false;
    const direction = from.kind === 'workload' ? 'egress' : 'ingress';
    const own = from.kind === 'workload' ? from : to;
    if (own.kind !== 'workload') return false;
    const side = this.cluster.sides[direction][this.positionOf(own.id)];
    return rulesOnNames(side, PortSet.ofRanges(ports)).every(({ others }) => others?.unknown.length === 0);
  }

  private positionOf(id: string): number {
    return this.cluster.positions.get(id)!;
  }

  private meetings(side: EndSide, flow: Flow): Meetings {
    const end = flow[side];
    if (end.kind !== 'workload') return this.meetingsOutside(side, flow, end);
    const position = this.positionOf(end.id);
    let known = this.workloads[side].get(position);
    if (known === undefined) {
      known = this.collect((compiled) => ({ match: compiled[side].ofWorkload(position) }));
      this.workloads[side].set(position, known);
    }
    return known;
  }

  /** Many workloads have connections with the same ends. */
  private meetingsOutside(side: EndSide, flow: Flow, end: End): Meetings {
    const sources = end.kind === 'internet' ? flow.ways?.map((way) => way.sources) : undefined;
    const key = JSON.stringify([endKey(end), flow.isDeep === true, sources]);
    let known = this.outside[side].get(key);
    if (known === undefined) {
      known = this.collect((compiled) => compiled[side].ofOutside(flow));
      this.outside[side].set(key, known);
    }
    return known;
  }

  private collect(meetingOf: (compiled: CompiledRule) => Meeting): Meetings {
    const found = new Map<number, Meeting>();
    this.rules.forEach((compiled, at) => {
      const meeting = meetingOf(compiled);
      if (meeting.match !== 'no') found.set(at, meeting);
    });
    return found;
  }
}

function doubtOf(match: Match): string | undefined {
  if (isSure(match)) return undefined;
  return match === 'some' ? IF_ANY : NOBODY_KNOWS;
}

/** The part of a connection that a rule is about; nothing if there is none. */
function cutOut(rest: Rest, meant: Rest): Rest | undefined {
  const ports = rest.ports.intersect(meant.ports);
  if (ports.isEmpty) return undefined;
  if (rest.addresses === undefined || meant.addresses === undefined) return { ports, addresses: rest.addresses };
  const addresses = rest.addresses.intersect(meant.addresses);
  return addresses.isEmpty ? undefined : { ports, addresses };
}

/** What later rules are asked about. */
function leftOf(rest: Rest, cut: Rest, match: Match): Rest[] {
  // Of the same pods others are left, who are not told apart.
  if (match === 'part' || match === 'some') return [rest];
  const left: Rest[] = match === 'perhaps' ? [{ ...rest, ...cut, doubt: rest.doubt ?? NOBODY_KNOWS }] : [];
  const otherPorts = rest.ports.subtract(cut.ports);
  if (!otherPorts.isEmpty) left.push({ ...rest, ports: otherPorts });
  if (rest.addresses === undefined || cut.addresses === undefined) return left;
  const others = rest.addresses.subtract(cut.addresses);
  if (!others.isEmpty) left.push({ ...rest, ports: cut.ports, addresses: others });
  return left;
}
