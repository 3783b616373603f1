import { formatBecause } from './because';
import { DiffPlaces } from './diff-places';
import { formatPortChange } from './diff-ports';
import { DiffSurroundings } from './diff-surroundings';
import { Issue, IssueLog, withFix } from './issue';
import { formatNarrowVerdict } from './only';
import { openingRule, OPENING_RULES } from './opening-rules';
import { formatFewPorts, shorten } from './ports';
import { byRisk, opens } from './risk';
import { formatSource } from './ways';
import { fingerprintOf } from '../checks/finding';
import { FlowChange } from '../reachability/diff';
import { endKey, formatNarrowEnd } from '../reachability/end';

/** The changes that open something as issues, the worst first. Its tool has a name of its own, so that nobody takes it for `check`. */
export function diffIssues(changes: readonly FlowChange[], { places, pathOf, version }: DiffSurroundings): IssueLog {
  const issues = byRisk(changes.filter(opens)).flatMap((group) => group.changes.map((each) => toIssue(each, places)));
  return {
    ...(pathOf === undefined ? {} : { pathOf }),
    version,
    tool: 'service-patterns diff',
    rules: OPENING_RULES,
    issues,
  };
}

function toIssue(change: FlowChange, places: DiffPlaces): Issue {
  const rule = openingRule(change);
  const [first, ...related] = places.of(change);
  const { from, to, ways = [], after, only, verdict } = change;
  const object = `${endKey(from)} -> ${endKey(to)}`;
  return {
    rule,
    severity: rule.severity,
    text: withFix(messageOf(change), `if this is not meant, ${first.fix}`),
    object,
    place: first.place,
    related,
    fingerprint: fingerprintOf(rule.id, object, JSON.stringify([ways.map(({ id }) => id), after, only, verdict])),
  };
}

/** `opened: internet via shop/Ingress/web to shop/Deployment/web on 8080/TCP (decided by …)` */
function messageOf(change: FlowChange): string {
  const { kind, to, because, verdict, reason, after = [] } = change;
  const word = verdict === 'undefined' ? 'perhaps opened' : 'opened';
  const ports = kind === 'changed' ? formatPortChange(change) : formatFewPorts(after);
  const layer = kind === 'changed' ? '' : formatNarrowVerdict(change).replace(/^\S+/, '');
  const decided = because.length === 0 ? '' : `, decided by ${shorten(because.map(formatBecause), 4)}`;
  const why = reason === undefined ? '' : ` (${reason.text})`;
  return `${word}: ${formatSource(change)} to ${formatNarrowEnd(to)} on ${ports}${layer}${why}${decided}`;
}
