import { ACCEPTANCE_RULES } from './acceptance/acceptance-rules';
import { CONNECTIVITY_RULES } from './connectivity';
import { networkRule, networkRuleUnused } from './network-rules/network-rule';
import { PROOF_RULES } from './proof-rules';
import { Rule, RuleDescription } from './rule';
import { RUNNING_RULES } from './running';

/** The rules that look at manifests, in the order of the docs. */
export const RULES: readonly Rule[] = [...CONNECTIVITY_RULES, ...RUNNING_RULES];

/** Every rule, those included that something else than `find` finds. */
export const ALL_RULES: readonly RuleDescription[] = [
  ...RULES,
  networkRule,
  networkRuleUnused,
  ...PROOF_RULES,
  ...ACCEPTANCE_RULES,
];

/** A rule by its id. */
export function ruleById(id: string): RuleDescription | undefined {
  return ALL_RULES.find((rule) => rule.id === id);
}
