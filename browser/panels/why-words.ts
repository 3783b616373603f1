import { Analysis } from '../../src/reachability/analysis';
import { End } from '../../src/reachability/end';
import { SideExplanation } from '../../src/reachability/explain';
import { SideOnPorts } from '../../src/reachability/explain-ports';
import { AskedRule } from '../../src/reachability/rule-opinion';
import { CompiledRule } from '../../src/reachability/side';
import { formatPlace } from '../../src/render/because';
import { formatFewPorts, shorten } from '../../src/render/ports';
import { formatRulePeers } from '../../src/render/rule-text';
import { TierName } from '../../src/topology/model';

/** What is needed to tell of rules. */
export interface WhyContext {
  readonly analysis: Analysis;
  /** What workloads are called. */
  readonly nameOf: (id: string) => string;
  /** What ends outside are called. */
  readonly endName: (end: End) => string;
  /** Where a policy was written: `shop.yaml:12`. */
  readonly placeOf: (policy: string) => string | undefined;
}

/** A reason, and the policies that it names. */
export interface Why {
  readonly words: string;
  readonly policies: readonly string[];
}

/** A side of an answer, about one port or about all of them. */
type AnySide = SideExplanation | SideOnPorts;
type AnyRule = AnySide['rules'][number];

/** Why a side closes a connection, in one sentence without its end: `policy redis lets in only cart on 6379/TCP`. */
export function closedWords(side: AnySide, context: WhyContext): Why {
  const { direction, isolatedBy, partlyIsolatedBy = [] } = side;
  const denied = denyingRule(side);
  if (denied !== undefined) {
    const words = `${listPolicies([denied.policy])} denies it: ${formatPlace(direction, denied)}`;
    return { words, policies: [denied.policy] };
  }
  const policies = [...isolatedBy, ...partlyIsolatedBy];
  const lets = direction === 'ingress' ? 'in' : 'out';
  const opening = openingRules(side, policies, context);
  const rules = opening.length === 0 ? [] : nearRules(side, opening);
  const telling =
    opening.length === 0 ? policies : policies.filter((id) => opening.some(({ policy }) => policy.id === id));
  const verb = `${listPolicies(telling)} ${telling.length > 1 ? 'let' : 'lets'}`;
  const whom = [...new Set(opening.map((rule) => `${peerWords(rule, context)} on ${portWords(rule)}`))];
  const words =
    opening.length === 0
      ? `${verb} nothing ${lets}`
      : rules.length > 0
        ? `${verb} it ${lets} only on ${[...new Set(rules.map(portWords))].join(', ')}`
        : `${verb} ${lets} only ${direction === 'ingress' ? '' : 'to '}${shorten(whom, 3)}`;
  return { words, policies: telling };
}

/** What opens a side, in one sentence without its end. */
export function openedWords(side: SideExplanation): Why {
  const { direction, isolatedBy, partlyIsolatedBy = [], rules } = side;
  const admin = rulesOfTiers(side, 'Admin').filter((rule) => decides(rule) && rule.action === 'accept');
  const opening = [...admin, ...rules.filter((rule) => decides(rule) && rule.action !== 'deny')];
  if (opening.length > 0) {
    const words = opening.map((rule) => `${listPolicies([rule.policy])}, ${formatPlace(direction, rule)}`);
    return { words: shorten(words, 3), policies: [...new Set(opening.map(({ policy }) => policy))] };
  }
  const isOpen = isolatedBy.length + partlyIsolatedBy.length === 0;
  const words = isOpen
    ? `no policy isolates these pods for ${direction}, so that everything is open`
    : 'decided by its policies';
  return { words, policies: [] };
}

/** Whether a rule decides what is asked for: of all ports, about every one. */
function decides(rule: AnyRule & { readonly effect?: string }): boolean {
  if (rule.peerMatches !== 'yes' || (rule.effect !== undefined && rule.effect !== 'decides')) return false;
  return 'portMatches' in rule ? rule.portMatches : formatFewPorts(rule.ports) === 'all';
}

function rulesOfTiers({ tiers = [] }: AnySide, tier: TierName): readonly AnyRule[] {
  return tiers.flatMap((one) =>
    one.tier === tier ? one.policies.flatMap(({ rules }): readonly AnyRule[] => rules) : [],
  );
}

/** A rule that denies it for sure: of an administrator, or beside the NetworkPolicies. */
function denyingRule(side: AnySide): AskedRule | undefined {
  const inOrder = [...rulesOfTiers(side, 'Admin'), ...side.rules, ...rulesOfTiers(side, 'Baseline')];
  return inOrder.find((rule) => decides(rule) && rule.action === 'deny');
}

/** The rules of policies that open something; those that are about workloads of the input first. */
function openingRules(
  { direction, workload }: AnySide,
  policies: readonly string[],
  { analysis: { cluster } }: WhyContext,
): readonly CompiledRule[] {
  const side = cluster.sides[direction][cluster.positions.get(workload)!];
  const all = [...side.rules, ...side.partial.flatMap(({ rules }) => rules)];
  const own = all.filter(({ policy, given }) => policies.includes(policy.id) && given.action !== 'deny');
  const isInside = ({ pods }: CompiledRule): boolean => pods.members.length > 0;
  return [...own.filter(isInside), ...own.filter((rule) => !isInside(rule))];
}

/** Those that are about the other end, and about other ports. */
function nearRules({ rules }: AnySide, opening: readonly CompiledRule[]): readonly CompiledRule[] {
  const near = rules.filter(({ peerMatches }) => peerMatches === 'yes');
  return opening.filter(({ policy, index }) => near.some((rule) => rule.policy === policy.id && rule.rule === index));
}

/** Whom a rule means: workloads of the input by their names. */
function peerWords(rule: CompiledRule, { analysis, nameOf, endName }: WhyContext): string {
  if (rule.everybody) return 'everybody';
  const { workloads } = analysis.cluster;
  const pods = [...rule.pods.members, ...rule.pods.partial.keys()].map((position) => nameOf(workloads[position].id));
  const others = (rule.given.peers ?? []).filter(({ kind }) => kind !== 'pods');
  const outside = [...rule.unknownPods.map(endName), ...formatRulePeers(others, rule.policy.namespace)];
  return shorten([...pods, ...outside], 3) || 'pods that are not there';
}

function portWords({ ports, namedPorts, given }: CompiledRule): string {
  if (given.ports === undefined) return 'all ports';
  const named = namedPorts.map(({ name, protocol }) => `${name}/${protocol}`);
  const ranges = ports.ranges();
  return [...(ranges.length === 0 && named.length > 0 ? [] : [formatFewPorts(ranges)]), ...named].join(', ');
}

/** Policies by their short names. */
export function listPolicies(ids: readonly string[]): string {
  const names = ids.map(nameIn);
  if (names.length < 2) return `policy ${names[0]}`;
  return names.length === 2 ? `policies ${names.join(' and ')}` : `policies ${shorten(names, 3)}`;
}

/** A policy by its short name: `shop/NetworkPolicy/api` is called `api`; other kinds are said. */
export function nameIn(id: string): string {
  const [namespace, kind, ...name] = id.split('/');
  if (name.length === 0) return id;
  return kind === 'NetworkPolicy' ? name.join('/') : `${kind} ${name.join('/')} of ${namespace}`;
}

/** `egress of frontend`. */
export function sideTitle(
  { direction, workload }: Pick<AnySide, 'direction' | 'workload'>,
  nameOf: WhyContext['nameOf'],
): string {
  return `${direction} of ${nameOf(workload)}`;
}
