import { AdminRule, PlacedRule } from './admin-rule';
import { AdminDialect, withinLimits } from './dialects';
import { keyOf, PodSelection } from './pod-selection';

/** A policy of a series, to which rules may still be added. */
export interface SeriesPolicy {
  readonly subject: PodSelection;
  readonly rules: AdminRule[];
}

/**
 * Rules in the order in which they are asked, in as few policies as keep that order: a policy is for one selection of pods,
 * and all of its rules are asked at once. The priorities of the policies rise from the first to the last.
 */
export class PolicySeries {
  public readonly policies: SeriesPolicy[] = [];

  constructor(private readonly dialect: AdminDialect) {}

  /** How many policies there would be with some more rules. */
  public countWith(rules: readonly PlacedRule[]): number {
    const copy = new PolicySeries(this.dialect);
    copy.policies.push(...this.policies.map((policy) => ({ ...policy, rules: [...policy.rules] })));
    for (const rule of rules) copy.add(rule);
    return copy.policies.length;
  }

  /** Adds a rule behind all others. */
  public add({ subject, ...rule }: PlacedRule): void {
    for (const part of withinLimits(this.dialect, rule)) this.place(subject, part);
  }

  private place(subject: PodSelection, rule: AdminRule): void {
    const key = keyOf(subject);
    for (let i = this.policies.length - 1; i >= 0; i--) {
      const policy = this.policies[i];
      if (keyOf(policy.subject) === key && this.takes(policy, rule)) {
        policy.rules.push(rule);
        return;
      }
      // Behind one that does something else with the same direction it must stay.
      if (!isOfOneAction(policy, rule)) break;
    }
    this.policies.push({ subject, rules: [rule] });
  }

  private takes(policy: SeriesPolicy, rule: AdminRule): boolean {
    const own = policy.rules.filter(({ direction }) => direction === rule.direction);
    if (own.length >= this.dialect.most.rules) return false;
    return this.dialect.keepsOrder || isOfOneAction(policy, rule);
  }
}

function isOfOneAction({ rules }: SeriesPolicy, { direction, action }: AdminRule): boolean {
  return rules.every((own) => own.direction !== direction || own.action === action);
}
