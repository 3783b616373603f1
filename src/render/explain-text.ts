import { formatRule } from './rule-text';
import { oneLine } from './text-table';
import { Explanation, RuleOpinion, SideExplanation } from '../reachability/explain';
import { Policy } from '../topology/model';

/** An answer for people: the verdict first, then each side with the policies that isolate it and all their rules. */
export function* explainText(explanation: Explanation, policies: readonly Policy[]): Generator<string> {
  const { from, to, port, verdict, reason, sides } = explanation;
  yield `${verdict}: ${oneLine(from)} -> ${oneLine(to)} on ${port.port}/${port.protocol}\n`;
  if (reason !== undefined) yield `reason: ${reason.text}\n`;
  if (verdict === 'deny') {
    const closed = sides.filter((side) => side.verdict === 'deny');
    for (const side of closed) yield `closed by: ${title(side)}\n`;
  }
  const byId = new Map(policies.map((policy) => [policy.id, policy]));
  for (const side of sides) {
    yield `\n${title(side)}: ${side.verdict}\n`;
    if (side.isolatedBy.length === 0 && side.unjudgedBy === undefined) {
      yield `  not isolated: no policy selects these pods for ${side.direction}\n`;
    }
    for (const id of side.isolatedBy) yield* policyText(side, id, byId.get(id));
    const others = new Set(side.rules.map(({ policy }) => policy).filter((id) => !side.isolatedBy.includes(id)));
    for (const id of others) yield* policyText(side, id, undefined, 'opened for DNS by');
    for (const id of side.unjudgedBy ?? []) yield `  may be decided by ${oneLine(id)}\n`;
  }
}

function title({ direction, workload }: SideExplanation): string {
  return `${direction} of ${oneLine(workload)}`;
}

function* policyText(
  side: SideExplanation,
  id: string,
  policy: Policy | undefined,
  does = 'isolated by',
): Generator<string> {
  yield `  ${does} ${oneLine(id)}${policy === undefined ? '' : place(policy)}\n`;
  const rules = side.rules.filter((rule) => rule.policy === id);
  if (rules.length === 0) yield `    no ${side.direction} rules, so it opens nothing\n`;
  for (const opinion of rules) {
    const rule = policy?.rules[side.direction]?.[opinion.rule];
    const content = policy === undefined || rule === undefined ? '' : ` ${formatRule(policy, side.direction, rule)}`;
    yield `    ${side.direction}[${opinion.rule}]${oneLine(content)}\n`;
    yield `      ${opinionText(opinion)}\n`;
  }
}

function opinionText({ peerMatches, portMatches }: RuleOpinion): string {
  const matches = `peer ${words(peerMatches)}, port ${words(portMatches ? 'yes' : 'no')}`;
  if (!portMatches || peerMatches === 'no') return matches;
  return `${matches}: ${peerMatches === 'yes' ? 'opens it' : 'may open it'}`;
}

function words(matches: RuleOpinion['peerMatches']): string {
  return { yes: 'matches', no: 'does not match', unknown: 'may match' }[matches];
}

function place({ origin: { source, line } }: Policy): string {
  return ` (${oneLine(source)}${line === undefined ? '' : `:${line}`})`;
}
