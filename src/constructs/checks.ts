import { IConstruct } from 'constructs';
import { checked } from '../checked/checked';
import { acceptFindingByCall } from '../network/accepted-findings';
import { joinApp } from '../network/app-members';
import { ACCEPT_PREFIX, inOneLine, isReason, isReasonLikeDay } from '../support/accept-annotation';
import { isDay } from '../support/day';
import { didYouMean } from '../support/nearest';
import { inWords, refuse } from '../support/refuse';
import { RULE_IDS } from '../support/rule-ids';
import { checkText } from '../support/text';

/** Until when a finding is accepted. */
export interface AcceptFindingOptions {
  /**
   * The last day on which it is accepted, as `2026-12-31`. From the next day on it is an error.
   *
   * @default - it does not expire
   */
  readonly until?: string;
}

/** What a reason has at most. */
const LONGEST = 1000;

/**
 * What the checks find in an app, and what of it is accepted.
 *
 * Accepting writes an annotation onto the rendered objects, so that the command, pipelines and other tools see the same. It holds
 * for all objects below the scope of the kinds that the rule is about, whichever library makes them, before or after the call.
 * Of several constructs above an object the nearest counts, and an annotation of the object itself before all of them.
 *
 * @example
 *
 * const legacy = new InternalService(chart, 'legacy', { image: 'ghcr.io/vendor/legacy:3.1.0', port: 80 });
 * Checks.of(legacy).accept('no-policy', 'the mesh isolates it', { until: '2027-03-01' });
 */
@checked
export class Checks {
  /** The checks of an app, a chart, a workload, an object or any other scope, and of everything below. */
  public static of(scope: IConstruct): Checks {
    return new Checks(scope);
  }

  private constructor(private readonly scope: IConstruct) {}

  /**
   * Accepts what a rule finds on the objects below the scope.
   *
   * @param rule the rule's id; docs/checks.md has all of them
   * @param reason why it is wanted, in words for whoever reads the manifests
   * @param options until when
   */
  public accept(rule: string, reason: string, options: AcceptFindingOptions = {}): void {
    const { scope } = this;
    const { until } = options;
    this.checkRule(rule);
    this.checkReason(rule, reason, until);
    if (until !== undefined && !isDay(until)) {
      refuse(scope, { what: '`until`', got: until, allowed: 'a day of the calendar, such as "2026-12-31"' });
    }
    joinApp(scope);
    acceptFindingByCall(scope, rule, { reason: inOneLine(reason), until });
  }

  private checkRule(rule: string): void {
    if (RULE_IDS.includes(rule)) return;
    refuse(this.scope, {
      what: 'rule to accept',
      got: rule,
      allowed: `the id of a rule, such as "${RULE_IDS[0]}"; docs/checks.md has all of them`,
      fix: rule.startsWith('acceptance-')
        ? 'mend the acceptance itself; what is found of acceptances cannot be accepted'
        : didYouMean(rule, RULE_IDS),
    });
  }

  private checkReason(rule: string, reason: string, until: string | undefined): void {
    const what = `reason to accept "${rule}"`;
    checkText(this.scope, what, reason);
    if (!isReason(reason) || reason.length > LONGEST) {
      refuse(this.scope, {
        what,
        got: reason.length > LONGEST ? inWords(`${reason.length} characters`) : reason,
        allowed: `why it is wanted, in words: at most ${LONGEST} characters`,
        fix: "write for example 'the vendor image needs it'",
      });
    }
    // In the annotation it would be read as the day.
    if (until !== undefined || !isReasonLikeDay(reason)) return;
    refuse(this.scope, {
      what,
      got: reason,
      allowed: `no reason that begins with "until", which is how ${ACCEPT_PREFIX}${rule} names the last day`,
      fix: "write { until: '2026-12-31' }, or begin the reason with another word",
    });
  }
}
