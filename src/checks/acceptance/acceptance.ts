import { didYouMean } from '../../support/nearest';
import { printable } from '../../support/printable';
import { shownPath } from '../../topology/shown-value';
import { Accepted, Finding, fingerprintOf } from '../finding';
import { ALL_RULES, ruleById } from '../registry';
import { RuleDescription } from '../rule';

/** Where an acceptance is written. */
export interface Place {
  /** The file, or the path of a construct. */
  readonly source: string;
  readonly field?: string;
  /** Looked up when something is told of it. */
  readonly lineOf: () => number | undefined;
}

/** What somebody accepts: all that a rule finds on an object, or one detail of it. */
export interface Acceptance extends Accepted {
  /** The id of a rule that exists. */
  readonly rule: string;
  /** The id of an object. */
  readonly object: string;
  /** Absent: all findings of the rule on the object. */
  readonly detail?: string;
  readonly place: Place;
}

/** What is accepted at one place, and what is wrong with how it is written. */
export interface Acceptances {
  readonly acceptances: readonly Acceptance[];
  readonly findings: readonly Finding[];
}

/** A finding about an acceptance. */
export function acceptanceFinding(
  rule: RuleDescription,
  { object, place, detail }: { readonly object: string; readonly place: Place; readonly detail: string },
  { message, fix }: { readonly message: string; readonly fix: string },
): Finding {
  const { source, field } = place;
  const line = place.lineOf();
  return {
    rule,
    severity: rule.severity,
    object,
    source,
    ...(line === undefined ? {} : { line }),
    ...(field === undefined ? {} : { field }),
    detail,
    message: printable(`${object}: ${message}`),
    fix,
    fingerprint: fingerprintOf(rule.id, object, detail),
  };
}

/** Whether findings of a rule can be accepted at all. */
export function isAcceptable({ group }: RuleDescription): boolean {
  return group !== 'acceptance';
}

/** What is wrong with an acceptance, in words that follow what names it, and what to do. */
export interface Wrong {
  readonly wrong: string;
  readonly fix: string;
}

/** What is wrong with the rules that acceptances name. The same one is often named by many. */
export class NamedRules {
  private readonly known = new Map<string, Wrong | undefined>();

  public wrongOf(id: string): Wrong | undefined {
    if (!this.known.has(id)) this.known.set(id, wrongRule(id));
    return this.known.get(id);
  }
}

function wrongRule(id: string): Wrong | undefined {
  const rule = ruleById(id);
  if (rule === undefined) {
    const fix = didYouMean(id, ACCEPTABLE) ?? `write the id of a rule, such as "${ACCEPTABLE[0]}"`;
    return { wrong: `names the rule ${shownPath([id])}, which does not exist`, fix };
  }
  if (isAcceptable(rule)) return undefined;
  return { wrong: `names ${id}, which is about acceptances and cannot be accepted`, fix: 'mend the acceptance itself' };
}

const ACCEPTABLE: readonly string[] = ALL_RULES.filter(isAcceptable).map(({ id }) => id);
