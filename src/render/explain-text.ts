import { identityText, identityTitle, wireText } from './explain-identity-text';
import { RuleTexts, sideText, title } from './explain-side';
import { fixText } from './fix-text';
import { formatVerdict } from './only';
import { oneLine } from './text-table';
import { deed } from './tier-headings';
import { formatWay } from './ways';
import { Answer } from '../reachability/answer';
import { RuleOpinion, TierExplanation } from '../reachability/explain';
import { JudgedWay, toWay } from '../reachability/judged-ways';
import { Policy, TierName } from '../topology/model';

type TierRuleOpinion = TierExplanation['policies'][number]['rules'][number];

/**
 * An answer for people: the verdict first, then each side with the policies in the order in which they are asked and all their
 * rules, and at last what would change the answer. `policies` are those of all kinds.
 */
export function* explainText(answer: Answer, policies: readonly Policy[]): Generator<string> {
  const { from, to, port, verdict, reason, sides, wire, identity } = answer;
  const { ways = [], notes = [], fixes = [], decides = [] } = answer;
  yield `${oneLine(formatVerdict(answer))}: ${oneLine(from)} -> ${oneLine(to)} on ${port.port}/${port.protocol}\n`;
  if (reason !== undefined) yield `reason: ${oneLine(reason.text)}\n`;
  if (verdict === 'deny') {
    const closed = sides.filter((side) => side.verdict === 'deny');
    for (const side of closed) yield `closed by: ${title(side)}\n`;
    if (identity?.verdict === 'deny') yield `closed by: ${identityTitle(identity)}\n`;
  }
  if (wire !== undefined) yield wireText(wire);
  yield* noteText(notes);
  yield* wayText(ways);
  const byId = new Map(policies.map((policy) => [policy.id, policy]));
  for (const side of sides) {
    yield `\n${title(side)}: ${side.verdict}\n`;
    yield* sideText(side, byId, RULES_ON_PORT);
  }
  if (identity !== undefined) {
    yield `\n${identityTitle(identity)}: ${formatVerdict(identity)}\n`;
    yield* identityText(identity);
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
    yield `  ${oneLine(`${formatWay(toWay(way))}${through} to ${ports}: ${formatVerdict(way)}${because}`)}\n`;
  }
}

/** How rules are told that were asked about one port. */
export const RULES_ON_PORT: RuleTexts<RuleOpinion, TierRuleOpinion> = { rule: opinionText, tierRule: tierRuleText };

function opinionText(opinion: RuleOpinion): string {
  const { peerMatches, portMatches, action, only } = opinion;
  const matches = matchText(opinion);
  if (!portMatches || peerMatches === 'no') return matches;
  if (action === 'deny') return `${matches}: ${peerMatches === 'yes' ? 'closes it' : 'may close it'}`;
  const what = peerMatches === 'yes' ? 'opens it' : 'may open it';
  return oneLine(`${matches}: ${what}${only === undefined ? '' : `, but only for ${only}`}`);
}

function tierRuleText({ effect, action, ...opinion }: TierRuleOpinion, tier: TierName): string {
  if (effect === 'is not asked') return 'is not asked: what comes before it has decided';
  const matches = matchText(opinion);
  return effect === 'does not match' ? matches : `${matches}: ${effect}, ${deed(tier, action)}`;
}

function matchText({ peerMatches, portMatches }: Pick<RuleOpinion, 'peerMatches' | 'portMatches'>): string {
  return `peer ${matchWords(peerMatches)}, port ${matchWords(portMatches ? 'yes' : 'no')}`;
}

/** Whether something matches, in words. */
export function matchWords(matches: RuleOpinion['peerMatches']): string {
  return { yes: 'matches', no: 'does not match', unknown: 'may match' }[matches];
}
