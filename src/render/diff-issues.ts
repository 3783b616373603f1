import { formatBecause } from './because';
import { DiffPlaces } from './diff-places';
import { formatPortChange } from './diff-ports';
import { FindingsReport } from './findings-report';
import { Issue, IssueLog, withFix } from './issue';
import { formatNarrowVerdict } from './only';
import { openingRule, OPENING_RULES } from './opening-rules';
import { formatFewPorts, shorten } from './ports';
import { byRisk, opens } from './risk';
import { formatSource } from './ways';
import { fingerprintOf } from '../checks/finding';
import { FlowChange } from '../reachability/diff';
import { endKey, formatNarrowEnd } from '../reachability/end';

/** What formats for other programs need to know of changes. */
export interface DiffSurroundings extends Pick<FindingsReport, 'pathOf' | 'version'> {
  readonly places: DiffPlaces;
}

/** Without anything around them, as where nobody asks for places. */
const NOTHING: DiffSurroundings = { places: new DiffPlaces([], [], 'manifests') };

/** The changes that open something as issues, the worst first. Its tool has a name of its own, so that nobody takes it for `check`. */
export function diffIssues(changes: readonly FlowChange[], surroundings: DiffSurroundings = NOTHING): IssueLog {
  const { places, ...others } = surroundings;
  const issues = byRisk(changes.filter(opens)).flatMap((group) => group.changes.map((each) => toIssue(each, places)));
  return { ...others, tool: 'service-patterns diff', rules: OPENING_RULES, issues };
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
