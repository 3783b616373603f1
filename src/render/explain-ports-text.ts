import { formatBecause } from './because';
import { identityText, identityTitle, wireText } from './explain-identity-text';
import { RuleTexts, sideText, title } from './explain-side';
import { matchWords, noteText, wayText } from './explain-text';
import { formatVerdict } from './only';
import { formatPorts, portTexts, shorten } from './ports';
import { oneLine } from './text-table';
import { PortsExplanation, PortsVerdict, RuleOnPorts } from '../reachability/explain-ports';
import { Policy, TierName } from '../topology/model';

/** The verdicts on all ports for people, then each side with the policies that isolate it and all their rules. */
export function* explainPortsText(explanation: PortsExplanation, policies: readonly Policy[]): Generator<string> {
  const { from, to, ports, sides, wire, identity, ways = [], notes = [] } = explanation;
  yield `${oneLine(from)} -> ${oneLine(to)}\n`;
  for (const group of ports) yield* groupText(group, ports.length, explanation);
  if (wire !== undefined) yield wireText(wire);
  yield* noteText(notes);
  yield* wayText(ways);
  const byId = new Map(policies.map((policy) => [policy.id, policy]));
  for (const side of sides) {
    yield `\n${title(side)}\n`;
    yield* sideText(side, byId, RULES_ON_PORTS);
  }
  if (identity !== undefined) {
    yield `\n${identityTitle(identity)}\n`;
    yield* identityText(identity);
  }
}

function* groupText(
  group: PortsVerdict,
  groups: number,
  { sides, identity }: Pick<PortsExplanation, 'sides' | 'identity'>,
): Generator<string> {
  const { verdict, ports, reason, because, closedBy = [] } = group;
  // What is denied is mostly what is left, in many ranges.
  const isRest = verdict === 'deny' && groups > 1;
  yield `${oneLine(formatVerdict(group))}: ${isRest ? 'everything else' : formatPorts(ports)}\n`;
  if (reason !== undefined) yield `  reason: ${oneLine(reason.text)}\n`;
  if (because.length > 0) {
    yield `  because: ${shorten(
      because.map((each) => oneLine(formatBecause(each))),
      6,
    )}\n`;
  }
  const closed = sides.filter(({ direction }) => closedBy.includes(direction)).map(title);
  if (group.closedByIdentity === true && identity !== undefined) closed.push(identityTitle(identity));
  if (closed.length > 0) yield `  closed by: ${closed.join(', ')}\n`;
}

/** How rules are told that were asked about all ports. */
export const RULES_ON_PORTS: RuleTexts<RuleOnPorts, RuleOnPorts> = { rule: opinionText, tierRule: tierRuleText };

function opinionText({ peerMatches, ports, action, only }: RuleOnPorts): string {
  const matches = `peer ${matchWords(peerMatches)}`;
  if (peerMatches === 'no' || ports.length === 0) return matches;
  const verb = action === 'deny' ? 'close' : 'open';
  const which = shorten(portTexts(ports), 6);
  const narrowed = only === undefined ? '' : `, but only for ${only}`;
  return oneLine(`${matches}: ${peerMatches === 'yes' ? `${verb}s` : `may ${verb}`} ${which}${narrowed}`);
}

const TIER_VERBS = { accept: 'allow', deny: 'deny', pass: 'leave' } as const;

/** What a rule does with what no rule before it matches. */
function tierRuleText({ peerMatches, ports, action = 'accept' }: RuleOnPorts, tier: TierName): string {
  const matches = `peer ${matchWords(peerMatches)}`;
  if (peerMatches === 'no' || ports.length === 0) return matches;
  const verb = TIER_VERBS[action];
  const does = peerMatches === 'yes' ? (verb === 'deny' ? 'denies' : `${verb}s`) : `may ${verb}`;
  const to = action !== 'pass' ? '' : tier === 'Admin' ? ' to the NetworkPolicies' : ' open';
  return `${matches}: ${does} ${shorten(portTexts(ports), 6)}${to}`;
}
