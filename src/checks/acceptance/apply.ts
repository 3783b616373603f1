import { Acceptance, acceptanceFinding, Acceptances, isAcceptable } from './acceptance';
import { acceptanceExpired, acceptanceUnused } from './acceptance-rules';
import { Accepted, Finding } from '../finding';
import { ruleById } from '../registry';
import { RuleDescription } from '../rule';

/** What decides whether an acceptance counts. */
export interface ApplyOptions {
  /** Acceptances that end before this day do not count. Absent: none of them ends. */
  readonly today?: string;
  /** Whether findings of a rule would be here if there were any. */
  readonly isAsked?: (rule: RuleDescription) => boolean;
  /** Whether there is an object. */
  readonly hasObject?: (id: string) => boolean;
}

/**
 * Marks what is accepted, and adds what is to be said of the acceptances. Each finding may be accepted at several places, of
 * which the first counts; an acceptance that another one comes before is still one that accepts something.
 */
export function applyAcceptances(
  findings: readonly Finding[],
  given: readonly Acceptances[],
  { today, isAsked = () => true, hasObject = () => true }: ApplyOptions = {},
): Finding[] {
  const all = given.flatMap(({ acceptances }) => acceptances);
  const index = new Map<string, Acceptance[]>();
  for (const acceptance of all) {
    const key = keyOf(acceptance.rule, acceptance.object, acceptance.detail);
    const alike = index.get(key);
    if (alike === undefined) index.set(key, [acceptance]);
    else alike.push(acceptance);
  }
  const used = new Set<Acceptance>();
  const isOver = ({ until }: Acceptance): boolean => today !== undefined && until !== undefined && until < today;
  const marked = findings.map((finding) => {
    const { rule, object, detail } = finding;
    if (!isAcceptable(rule)) return finding;
    const general = index.get(keyOf(rule.id, object)) ?? [];
    const special = detail === undefined ? [] : (index.get(keyOf(rule.id, object, detail)) ?? []);
    const fitting = [...special, ...general].sort((a, b) => PLACES.indexOf(a.by) - PLACES.indexOf(b.by));
    for (const each of fitting) used.add(each);
    const first = fitting.find((each) => !isOver(each));
    return finding.accepted !== undefined || first === undefined
      ? finding
      : { ...finding, accepted: toAccepted(first) };
  });
  const told = all.flatMap((acceptance) => {
    const rule = ruleById(acceptance.rule);
    if (rule === undefined || !isAsked(rule)) return [];
    if (used.has(acceptance)) return isOver(acceptance) ? [expired(acceptance)] : [];
    return [unused(acceptance, hasObject(acceptance.object))];
  });
  const own = [...given.flatMap((each) => each.findings), ...told].filter(({ rule }) => isAsked(rule));
  return [...marked, ...own];
}

/** What is beside the object counts before what is somewhere else. */
const PLACES: readonly Accepted['by'][] = ['option', 'annotation', 'baseline'];

function keyOf(rule: string, object: string, detail?: string): string {
  return JSON.stringify([rule, object, detail]);
}

function toAccepted({ by, reason, until }: Acceptance): Accepted {
  return { by, reason, ...(until === undefined ? {} : { until }) };
}

function expired(acceptance: Acceptance): Finding {
  return tellOf(acceptanceExpired, acceptance, {
    message: `${nameOf(acceptance)} was accepted until ${acceptance.until} ${PLACE[acceptance.by]}, and counts again`,
    fix: 'mend it, or accept it anew with a later date',
  });
}

function unused(acceptance: Acceptance, isThere: boolean): Finding {
  const why = isThere ? 'this rule finds nothing of that here' : 'there is no such object';
  return tellOf(acceptanceUnused, acceptance, {
    message: `${nameOf(acceptance)} is accepted ${PLACE[acceptance.by]}, and ${why}`,
    fix: acceptance.by === 'baseline' ? 'remove the entry, or write the baseline anew' : 'remove it',
  });
}

const PLACE: Readonly<Record<Accepted['by'], string>> = {
  annotation: 'by an annotation',
  option: 'by the app',
  baseline: 'in the baseline',
};

function nameOf({ rule, detail }: Acceptance): string {
  return detail === undefined ? rule : `${rule} (${detail})`;
}

function tellOf(
  rule: RuleDescription,
  acceptance: Acceptance,
  words: { readonly message: string; readonly fix: string },
): Finding {
  const { object, place, by } = acceptance;
  return acceptanceFinding(rule, { object, place, detail: `${by} ${nameOf(acceptance)}` }, words);
}
