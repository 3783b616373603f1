export { networkRule, networkRuleUnused } from './network-rule';
export { networkRuleFindings } from './network-rule-findings';
export { readNetworkRules } from './read-network-rules';
export { readRulesText } from './read-rules-text';
export type { NetworkRule } from './network-rule';
export type { ReadRules } from './read-network-rules';
