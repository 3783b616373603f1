import { askCilium } from './naive-cilium';
import { askNames } from './naive-names';
import { askNetworkPolicies } from './naive-network-policies';
import { DENIED, NaiveOutcome } from './naive-outcome';
import { NaiveSide } from './naive-side';

/* What is asked between the tiers of administrators: NetworkPolicies, and what plugins have beside them. */

/** What the policies between the tiers come to; nothing where they do not decide. */
export function askMiddle(side: NaiveSide): NaiveOutcome | undefined {
  const opinions = [...askNetworkPolicies(side), ...askCilium(side), ...askNames(side)];
  if (opinions.some(({ denies }) => denies)) return DENIED;
  if (!opinions.some(({ isolates }) => isolates)) return undefined;
  const accepts = opinions.flatMap((opinion) => opinion.accepts);
  if (accepts.length === 0) return DENIED;
  const plain = accepts.filter(({ only }) => only === undefined);
  // A rule that opens the port as a whole to the same peers makes one for a part of layer 7 void; to others it need not.
  const narrow = accepts.filter(({ peers }) => !plain.some((other) => other.peers === peers));
  const may = narrow.flatMap(({ only }) => only ?? []);
  return { verdict: 'allow', must: plain.length === 0 ? may : [], may };
}
