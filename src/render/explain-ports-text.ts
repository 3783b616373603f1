import { formatBecause } from './because';
import { matchWords, noteText, sideText, title, wayText } from './explain-text';
import { formatPorts, portTexts, shorten } from './ports';
import { oneLine } from './text-table';
import { PortsExplanation, PortsVerdict, RuleOnPorts } from '../reachability/explain-ports';
import { Policy } from '../topology/model';

/** The verdicts on all ports for people, then each side with the policies that isolate it and all their rules. */
export function* explainPortsText(explanation: PortsExplanation, policies: readonly Policy[]): Generator<string> {
  const { from, to, ports, sides, ways = [], notes = [] } = explanation;
  yield `${oneLine(from)} -> ${oneLine(to)}\n`;
  for (const group of ports) yield* groupText(group, ports.length, sides);
  yield* noteText(notes);
  yield* wayText(ways);
  const byId = new Map(policies.map((policy) => [policy.id, policy]));
  for (const side of sides) {
    yield `\n${title(side)}\n`;
    yield* sideText(side, byId, opinionText);
  }
}

function* groupText(
  { verdict, ports, reason, because, closedBy = [] }: PortsVerdict,
  groups: number,
  sides: PortsExplanation['sides'],
): Generator<string> {
  // What is denied is mostly what is left, in many ranges.
  const isRest = verdict === 'deny' && groups > 1;
  yield `${verdict}: ${isRest ? 'everything else' : formatPorts(ports)}\n`;
  if (reason !== undefined) yield `  reason: ${oneLine(reason.text)}\n`;
  if (because.length > 0) {
    yield `  because: ${shorten(
      because.map((each) => oneLine(formatBecause(each))),
      6,
    )}\n`;
  }
  const closed = sides.filter(({ direction }) => closedBy.includes(direction));
  if (closed.length > 0) yield `  closed by: ${closed.map(title).join(', ')}\n`;
}

function opinionText({ peerMatches, ports }: RuleOnPorts): string {
  const matches = `peer ${matchWords(peerMatches)}`;
  if (peerMatches === 'no' || ports.length === 0) return matches;
  return `${matches}: ${peerMatches === 'yes' ? 'opens' : 'may open'} ${shorten(portTexts(ports), 6)}`;
}
