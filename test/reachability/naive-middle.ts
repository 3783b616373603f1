import { askCilium } from './naive-cilium';
import { askNames } from './naive-names';
import { askNetworkPolicies } from './naive-network-policies';
import { ALLOWED, DENIED, NaiveOutcome } from './naive-outcome';
import { NaiveSide } from './naive-side';

/* What is asked between the tiers of administrators: NetworkPolicies, and what plugins have beside them. */

/** What the policies between the tiers come to; nothing where they do not decide. */
export function askMiddle(side: NaiveSide): NaiveOutcome | undefined {
  const opinions = [...askNetworkPolicies(side), ...askCilium(side), ...askNames(side)];
  if (opinions.some(({ denies }) => denies)) return DENIED;
  if (!opinions.some(({ isolates }) => isolates)) return undefined;
  const accepts = opinions.flatMap((opinion) => opinion.accepts);
  if (accepts.length === 0) return DENIED;
  // A rule that opens the port as a whole makes those for a part of layer 7 void.
  if (accepts.some(({ only }) => only === undefined)) return ALLOWED;
  const only = accepts.flatMap((each) => each.only ?? []);
  return { verdict: 'allow', must: only, may: only };
}
