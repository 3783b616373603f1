import { CompiledRule, Side } from './side';

/** The rules of the policies that isolate all of the pods, or some of them. */
export function isolatingRules({ rules, partial }: Pick<Side, 'rules' | 'partial'>): readonly CompiledRule[] {
  return partial.length === 0 ? rules : [...rules, ...partial.flatMap((bundle) => bundle.rules)];
}

/** The rules among NetworkPolicies that close what these open. */
export function denyRules({ tiers }: Pick<Side, 'tiers'>): readonly CompiledRule[] {
  return (tiers?.denied ?? []).flatMap(({ rules }) => rules.flatMap(({ alone }) => alone));
}

/** All rules of a side, those of the tiers included. */
export function allRules(side: Side): readonly CompiledRule[] {
  const own = isolatingRules(side);
  return side.tiers === undefined ? own : [...own, ...side.tiers.lists.flat()];
}
