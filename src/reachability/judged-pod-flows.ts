import { Cluster } from './cluster';
import { ANY_POD, endText, isAnyPod, PodsEnd } from './end';
import { matchBlocks } from './judge';
import { judgementKey, Judgement } from './judgement';
import { limitsOf } from './limits';
import { matchStrangers, PeerMatch } from './match-ends';
import { OutsideFlow } from './outside-flow';
import { parseSelectorText } from './parse-selector-text';
import { PortSet } from './port-set';
import { Reason, REASONS } from './reason';
import { limited, policiesOf, reasons } from './reasons';
import { portsOn } from './rule-ports';
import { CompiledRule, Side } from './side';
import { allRules } from './side-rules';
import { partOf, somePods } from './undecided-pair';
import { conflictOf } from './undecided-side';
import { judgeUnknownPods } from './unknown-pods';
import { Direction, Workload } from '../topology/model';

type Match = (rule: CompiledRule) => PeerMatch;

/**
 * What a workload may do with pods that the input does not have, where some policies close what others open: each kind of pods that
 * a rule names is judged by itself, and so are those that none names.
 */
export function judgedPodFlows(
  cluster: Cluster,
  workload: Workload,
  side: Side,
  direction: Direction,
): readonly OutsideFlow[] {
  const rules = allRules(side);
  const ends = new Map(rules.flatMap(({ unknownPods }) => unknownPods.map((end) => [endText(end), end])));
  ends.delete(endText(ANY_POD));
  const judge = (match: Match): Judgement => judgeUnknownPods(side, workload, direction, match);
  const unnamed: Match = (rule) => {
    if (rule.everybody || rule.unknownPods.some(isAnyPod)) return 'yes';
    return matchBlocks(rule, rule.podAddresses.networks);
  };
  const ofUnnamed = judge(unnamed);
  const ofAny = judge(matchOf(cluster, ANY_POD));
  // All pods may do what both those may that rules name and those that none does; of the rest it is some of them.
  const allow = ofUnnamed.allow.intersect(ofAny.allow);
  const possible = ofUnnamed.allow.union(ofUnnamed.unknown).intersect(ofAny.allow.union(ofAny.unknown));
  const anybody: Judgement = { ...ofUnnamed, allow, unknown: possible.subtract(allow) };
  const flows = flowsOf(workload, side, direction, ANY_POD, anybody, matchOf(cluster, ANY_POD));
  for (const [, end] of [...ends].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const match = matchOf(cluster, end);
    const judgement = judge(match);
    if (judgementKey(judgement) === judgementKey(anybody)) continue;
    // What a rule for others may open to some of them is told where it names these.
    const named = PortSet.unionAll(rules.filter((rule) => match(rule) === 'yes').map((rule) => rule.ports));
    const names = rules.some((rule) => match(rule) === 'yes' && rule.namedPorts.length > 0);
    const unknown = names ? judgement.unknown : judgement.unknown.intersect(named);
    flows.push(...flowsOf(workload, side, direction, end, { ...judgement, unknown }, match));
  }
  return flows;
}

function matchOf(cluster: Cluster, end: PodsEnd): Match {
  const [namespaces, pods] = [end.namespaces, end.pods].map(parseSelectorText);
  return (rule) => matchStrangers(cluster, rule, namespaces, pods);
}

function flowsOf(
  workload: Workload,
  side: Side,
  direction: Direction,
  end: PodsEnd,
  judgement: Judgement,
  match: Match,
): OutsideFlow[] {
  const { allow, unknown, limited: narrowed = PortSet.NONE } = judgement;
  const destination = direction === 'ingress' ? workload : undefined;
  const portsOf = (rule: CompiledRule): PortSet => portsOn(rule, destination);
  const matches = (rule: CompiledRule): boolean => match(rule) !== 'no';
  const flow = (ports: PortSet): OutsideFlow => {
    const because = reasons(direction, side, ports, matches, portsOf);
    return { end, ports, because: limited(because.length === 0 ? policiesOf(direction, side) : because) };
  };
  const flows: OutsideFlow[] = [];
  const plain = allow.subtract(narrowed);
  if (!plain.isEmpty) flows.push(flow(plain));
  for (const { ports, only } of narrowed.isEmpty ? [] : limitsOf(side, narrowed, match, portsOf)) {
    flows.push({ ...flow(ports), only });
  }
  if (!unknown.isEmpty) flows.push({ ...flow(unknown), reason: reasonOf(workload, side, unknown, match, portsOf) });
  return flows;
}

function reasonOf(
  workload: Workload,
  side: Side,
  ports: PortSet,
  match: Match,
  portsOf: (rule: CompiledRule) => PortSet,
): Reason {
  if (workload.hostNetwork) return REASONS.hostNetwork;
  if (partOf(side).length > 0) return somePods(workload, partOf(side));
  const conflict = conflictOf(side, ports, (rule) => match(rule) !== 'no', portsOf);
  if (conflict !== undefined) return conflict;
  const rules = allRules(side);
  if (rules.some((rule) => match(rule) === 'yes' && rule.namedPorts.length > 0)) return REASONS.namedPort;
  const perhaps = rules.filter((rule) => match(rule) === 'unknown' && portsOf(rule).overlaps(ports));
  return perhaps.some(({ unknownPods }) => unknownPods.length > 0) ? REASONS.someOfThesePods : REASONS.podAddress;
}
