import { fixText } from './fix-text';
import { placeText } from './place-text';
import { formatRule } from './rule-text';
import { oneLine } from './text-table';
import { formatWay } from './ways';
import { Answer } from '../reachability/answer';
import { RuleOpinion, SideExplanation } from '../reachability/explain';
import { JudgedWay, toWay } from '../reachability/judged-ways';
import { Policy } from '../topology/model';

/**
 * An answer for people: the verdict first, then each side with the policies that isolate it and all their rules, and at last
 * what would change the answer.
 */
export function* explainText(answer: Answer, policies: readonly Policy[]): Generator<string> {
  const { from, to, port, verdict, reason, sides, ways = [], notes = [], fixes = [], decides = [] } = answer;
  yield `${verdict}: ${oneLine(from)} -> ${oneLine(to)} on ${port.port}/${port.protocol}\n`;
  if (reason !== undefined) yield `reason: ${oneLine(reason.text)}\n`;
  if (verdict === 'deny') {
    const closed = sides.filter((side) => side.verdict === 'deny');
    for (const side of closed) yield `closed by: ${title(side)}\n`;
  }
  yield* noteText(notes);
  yield* wayText(ways);
  const byId = new Map(policies.map((policy) => [policy.id, policy]));
  for (const side of sides) {
    yield `\n${title(side)}: ${side.verdict}\n`;
    yield* sideText(side, byId, opinionText);
  }
  if (decides.length > 0) yield '\nwhat would decide it:\n';
  for (const line of decides) yield `  ${oneLine(line)}\n`;
  yield* fixText(fixes);
}

/** What is worth a word about a question. */
export function* noteText(notes: readonly string[]): Generator<string> {
  for (const note of notes) yield `note: ${oneLine(note)}\n`;
}

/** The ways by which the internet comes in, with the verdict on each. */
export function* wayText(ways: readonly JudgedWay[]): Generator<string> {
  if (ways.length > 0) yield '\nways in:\n';
  for (const way of ways) {
    const through = way.way.service === undefined ? '' : ` through ${way.way.service}`;
    const ports = way.way.ports.toString();
    const because = way.reason === undefined ? '' : `, because ${way.reason.text}`;
    yield `  ${oneLine(`${formatWay(toWay(way))}${through} to ${ports}: ${way.verdict}${because}`)}\n`;
  }
}

/** What sides of answers about one port and about all ports have in common. */
interface SideLike<Opinion extends { readonly policy: string; readonly rule: number }> {
  readonly direction: SideExplanation['direction'];
  readonly workload: string;
  readonly isolatedBy: readonly string[];
  readonly partlyIsolatedBy?: readonly string[];
  readonly rules: readonly Opinion[];
  readonly openedBy?: readonly string[];
  readonly unjudgedBy?: readonly string[];
}

/** `egress of shop/Deployment/web`. */
export function title({ direction, workload }: Pick<SideExplanation, 'direction' | 'workload'>): string {
  return `${direction} of ${oneLine(workload)}`;
}

/** The policies of a side, each with its rules and what they have to say. */
export function* sideText<Opinion extends { readonly policy: string; readonly rule: number }>(
  side: SideLike<Opinion>,
  policies: ReadonlyMap<string, Policy>,
  toText: (opinion: Opinion) => string,
): Generator<string> {
  const { direction, isolatedBy, partlyIsolatedBy = [], openedBy = [], unjudgedBy } = side;
  if (isolatedBy.length === 0 && partlyIsolatedBy.length === 0 && unjudgedBy === undefined) {
    yield `  not isolated: no policy selects these pods for ${direction}\n`;
  }
  const known = [...isolatedBy, ...partlyIsolatedBy];
  for (const id of isolatedBy) yield* policyText(side, id, policies.get(id), 'isolated by', toText);
  for (const id of partlyIsolatedBy) yield* policyText(side, id, policies.get(id), 'some pods isolated by', toText);
  const others = new Set(side.rules.map(({ policy }) => policy).filter((id) => !known.includes(id)));
  for (const id of others) yield* policyText(side, id, undefined, 'opened for DNS by', toText);
  for (const id of openedBy) yield `  opened by ${oneLine(id)}\n`;
  for (const id of unjudgedBy ?? []) yield `  may be decided by ${oneLine(id)}\n`;
}

function* policyText<Opinion extends { readonly policy: string; readonly rule: number }>(
  side: SideLike<Opinion>,
  id: string,
  policy: Policy | undefined,
  does: string,
  toText: (opinion: Opinion) => string,
): Generator<string> {
  yield `  ${does} ${oneLine(id)}${policy === undefined ? '' : placeText(policy.origin)}\n`;
  const rules = side.rules.filter((rule) => rule.policy === id);
  if (rules.length === 0) yield `    no ${side.direction} rules, so it opens nothing\n`;
  for (const opinion of rules) {
    const rule = policy?.rules[side.direction]?.[opinion.rule];
    const content = policy === undefined || rule === undefined ? '' : ` ${formatRule(policy, side.direction, rule)}`;
    yield `    ${side.direction}[${opinion.rule}]${oneLine(content)}\n`;
    yield `      ${toText(opinion)}\n`;
  }
}

function opinionText({ peerMatches, portMatches }: RuleOpinion): string {
  const matches = `peer ${matchWords(peerMatches)}, port ${matchWords(portMatches ? 'yes' : 'no')}`;
  if (!portMatches || peerMatches === 'no') return matches;
  return `${matches}: ${peerMatches === 'yes' ? 'opens it' : 'may open it'}`;
}

/** Whether something matches, in words. */
export function matchWords(matches: RuleOpinion['peerMatches']): string {
  return { yes: 'matches', no: 'does not match', unknown: 'may match' }[matches];
}
