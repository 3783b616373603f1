import { Analysis } from '../../src/reachability/analysis';
import { formatEnd } from '../../src/reachability/end';
import { RuleOpinion, SideExplanation } from '../../src/reachability/explain';
import { CompiledRule } from '../../src/reachability/side';
import { formatPlace } from '../../src/render/because';
import { formatFewPorts, shorten } from '../../src/render/ports';
import { formatRulePeers } from '../../src/render/rule-text';
import { Direction } from '../../src/topology/model';

/** What is needed to tell of rules. */
export interface WhyContext {
  readonly analysis: Analysis;
  /** What workloads are called. */
  readonly nameOf: (id: string) => string;
}

/** Why a side closes a connection, in one sentence without its end: `policy redis lets in only cart on 6379/TCP`. */
export function closedWords(side: SideExplanation, context: WhyContext): string {
  const { direction, isolatedBy, partlyIsolatedBy = [] } = side;
  const denied = denyingRule(side);
  if (denied !== undefined) return `${policyName(denied.policy)} denies it: ${formatPlace(direction, denied)}`;
  const policies = [...isolatedBy, ...partlyIsolatedBy];
  const lets = direction === 'ingress' ? 'in' : 'out';
  const opened = openedBy(side, policies, context);
  if (opened.rules.length === 0) return `${listPolicies(policies)} ${policies.length > 1 ? 'let' : 'lets'} nothing ${lets}`;
  const near = side.rules.find((rule) => rule.peerMatches === 'yes' && !rule.portMatches);
  const nearRule = opened.rules.find(({ policy, index }) => policy.id === near?.policy && index === near.rule);
  const whom = opened.policies;
  const verb = whom.length > 1 ? 'let' : 'lets';
  if (nearRule !== undefined) return `${listPolicies(whom)} ${verb} it ${lets} only on ${portWords(nearRule)}`;
  const rules = [...new Set(opened.rules.map((rule) => `${peerWords(rule, context)} on ${portWords(rule)}`))];
  return `${listPolicies(whom)} ${verb} ${lets} only ${direction === 'ingress' ? '' : 'to '}${shorten(rules, 3)}`;
}

/** What opens a side, in one sentence without its end. */
export function openedWords(side: SideExplanation): string {
  const { direction, isolatedBy, partlyIsolatedBy = [], rules, tiers = [] } = side;
  const admin = tiers
    .flatMap(({ policies }) => policies)
    .flatMap((policy) => policy.rules)
    .filter(({ effect, action }) => effect === 'decides' && action === 'accept');
  const opening = [...admin, ...rules.filter(opens)];
  if (opening.length > 0) {
    return shorten(
      opening.map((rule) => `${policyName(rule.policy)}, ${formatPlace(direction, rule)}`),
      3,
    );
  }
  return isolatedBy.length + partlyIsolatedBy.length === 0
    ? `no policy isolates these pods for ${direction}, so that everything is open`
    : 'decided by its policies';
}

function opens({ peerMatches, portMatches, action }: RuleOpinion): boolean {
  return peerMatches === 'yes' && portMatches && action !== 'deny';
}

/** A rule that denies it for sure: of an administrator, or beside the NetworkPolicies. */
function denyingRule({ tiers = [], rules }: SideExplanation): RuleOpinion | undefined {
  const [admin, baseline] = (['Admin', 'Baseline'] as const).map((name) =>
    tiers
      .filter(({ tier }) => tier === name)
      .flatMap(({ policies }) => policies)
      .flatMap((policy) => policy.rules)
      .find(({ effect, action }) => effect === 'decides' && action === 'deny'),
  );
  const beside = rules.find((rule) => rule.action === 'deny' && rule.peerMatches === 'yes' && rule.portMatches);
  return admin ?? beside ?? baseline;
}

/** The rules that open something, and the policies that have such. */
function openedBy(
  { direction, workload }: SideExplanation,
  policies: readonly string[],
  { analysis: { cluster } }: WhyContext,
): { readonly rules: readonly CompiledRule[]; readonly policies: readonly string[] } {
  const side = cluster.sides[direction][cluster.positions.get(workload)!];
  const all = [...side.rules, ...side.partial.flatMap(({ rules }) => rules)];
  const rules = all.filter(({ policy, given }) => policies.includes(policy.id) && given.action !== 'deny');
  return { rules, policies: policies.filter((id) => rules.some(({ policy }) => policy.id === id)) };
}

/** Whom a rule means: workloads of the input by their names. */
function peerWords(rule: CompiledRule, { analysis, nameOf }: WhyContext): string {
  if (rule.everybody) return 'everybody';
  const { workloads } = analysis.cluster;
  const pods = [...rule.pods.members, ...rule.pods.partial.keys()].map((position) => nameOf(workloads[position].id));
  const others = (rule.given.peers ?? []).filter(({ kind }) => kind !== 'pods');
  return shorten(
    [
      ...pods,
      ...rule.unknownPods.map((end) => formatEnd(end)),
      ...others.flatMap((peer) => formatRulePeers([peer], rule.policy.namespace)),
    ],
    3,
  ) || 'pods that there are none of';
}

function portWords({ ports, namedPorts, given }: CompiledRule): string {
  if (given.ports === undefined) return 'all ports';
  const named = namedPorts.map(({ name, protocol }) => `${name}/${protocol}`);
  const ranges = ports.ranges();
  return [...(ranges.length === 0 && named.length > 0 ? [] : [formatFewPorts(ranges)]), ...named].join(', ');
}

function listPolicies(ids: readonly string[]): string {
  return ids.length === 1 ? policyName(ids[0]) : `the policies ${shorten(ids.map(nameIn), 3)}`;
}

function policyName(id: string): string {
  return `policy ${nameIn(id)}`;
}

/** `shop/NetworkPolicy/api` is called `api`; other kinds are said. */
function nameIn(id: string): string {
  const [namespace, kind, ...name] = id.split('/');
  if (name.length === 0) return id;
  return kind === 'NetworkPolicy' ? name.join('/') : `${kind} ${name.join('/')} (${namespace})`;
}

/** `frontend` of `egress of frontend`. */
export function sideTitle({ direction, workload }: { direction: Direction; workload: string }, nameOf: WhyContext['nameOf']): string {
  return `${direction} of ${nameOf(workload)}`;
}
