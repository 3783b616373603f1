import { askCilium } from './naive-cilium';
import { askNames } from './naive-names';
import { askNetworkPolicies } from './naive-network-policies';
import { NaiveSide } from './naive-side';

/* What is asked between the tiers of administrators: NetworkPolicies, and what plugins have beside them. */

/** `allow GET /` where nothing else is let through; nothing where these policies do not decide. */
export function askMiddle(side: NaiveSide): string | undefined {
  const opinions = [...askNetworkPolicies(side), ...askCilium(side), ...askNames(side)];
  if (opinions.some(({ denies }) => denies)) return 'deny';
  if (!opinions.some(({ isolates }) => isolates)) return undefined;
  const accepts = opinions.flatMap((opinion) => opinion.accepts);
  if (accepts.length === 0) return 'deny';
  if (accepts.some(({ only }) => only === undefined)) return 'allow';
  return ['allow', ...new Set(accepts.flatMap(({ only }) => only ?? []))].join('\n');
}
