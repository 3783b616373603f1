import { IConstruct } from 'constructs';
import { RuleEnd } from './rule-end';
import { NetworkRule } from '../checks/network-rules';
import { RuleWord } from '../checks/network-rules/network-rule';

/** A network rule as it was said. */
export type SaidRule =
  | { readonly kind: 'read'; readonly rule: NetworkRule }
  | {
      readonly kind: 'called';
      readonly word: RuleWord;
      readonly from: readonly RuleEnd[];
      readonly to: readonly RuleEnd[];
      /** As texts; absent: all. */
      readonly ports?: readonly string[];
      readonly reason: string;
      readonly name?: string;
    };

/** The rules of one call, for the cluster of a construct; those of an app are for all of its clusters. */
export interface SaidRules {
  readonly owner: IConstruct;
  readonly rules: readonly SaidRule[];
}

const SAID = new WeakMap<IConstruct, SaidRules[]>();

/** Keeps rules with their app. */
export function declareRules(said: SaidRules): void {
  const app = said.owner.node.root;
  const known = SAID.get(app);
  if (known === undefined) SAID.set(app, [said]);
  else known.push(said);
}

/** What was said in an app, in the order of the calls. */
export function saidRulesOf(app: IConstruct): readonly SaidRules[] {
  return SAID.get(app) ?? [];
}
