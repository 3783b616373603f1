import { SideExplanation, TierExplanation } from '../../src/reachability/explain';
import { RuleOpinion } from '../../src/reachability/rule-opinion';

/**
 * One side of an explanation as the scenarios write it, in the order in which policies are asked, up to what decides:
 *
 * - `ingress: not isolated`, `ingress: isolated by shop/NetworkPolicy/api`, `ingress: shop/NetworkPolicy/api[0]`
 * - `ingress: ClusterNetworkPolicy/guard[0] deny`
 * - `ingress: ClusterNetworkPolicy/guard[0] pass > not isolated > ClusterNetworkPolicy/base[1] deny`
 * - `ingress: shop/CiliumNetworkPolicy/api:ingressDeny[0] deny`
 * - `ingress: some isolated by shop/NetworkPolicy/primary, shop/NetworkPolicy/primary[0] > ClusterNetworkPolicy/base[1] deny`
 *
 * A question mark stands behind what may match or not.
 */
export function formatSide(side: SideExplanation): string {
  const { direction, tiers = [] } = side;
  const steps: string[] = [];
  for (const admin of tiers.filter(({ tier }) => tier === 'Admin')) {
    steps.push(...rulesOf(admin));
    if (!leadsOn(admin)) return `${direction}: ${steps.join(' > ')}`;
  }
  steps.push(formatMiddle(side));
  if (side.isolatedBy.length === 0) {
    steps.push(...tiers.filter(({ tier }) => tier === 'Baseline').flatMap(rulesOf));
  }
  return `${direction}: ${steps.join(' > ')}`;
}

function leadsOn({ outcome }: TierExplanation): boolean {
  return outcome.some((each) => each === 'next' || each === 'pass');
}

/** The rules that have a say. */
function rulesOf({ policies }: TierExplanation): readonly string[] {
  return policies.flatMap(({ rules }) =>
    rules
      .filter(({ effect }) => effect === 'decides' || effect === 'may decide')
      .map(({ policy, rule, action, effect }) => `${policy}[${rule}] ${action}${effect === 'decides' ? '' : '?'}`),
  );
}

function formatMiddle({ isolatedBy, partlyIsolatedBy = [], rules }: SideExplanation): string {
  const matching = rules.filter(({ peerMatches, portMatches }) => peerMatches !== 'no' && portMatches);
  const closing = matching.filter(({ action }) => action === 'deny');
  if (closing.some(({ peerMatches }) => peerMatches === 'yes')) return closing.map(formatRule).join(', ');
  if (isolatedBy.length === 0) {
    const isolated = partlyIsolatedBy.length === 0 ? 'not isolated' : `some isolated by ${partlyIsolatedBy.join(', ')}`;
    return [isolated, ...(partlyIsolatedBy.length === 0 ? closing : matching).map(formatRule)].join(', ');
  }
  return matching.length === 0 ? `isolated by ${isolatedBy.join(', ')}` : matching.map(formatRule).join(', ');
}

/** `shop/NetworkPolicy/api[0]`, with a question mark if it may or may not match. */
function formatRule({ policy, rule, path, action, peerMatches }: RuleOpinion): string {
  const place = path === undefined ? `[${rule}]` : `:${path}`;
  return `${policy}${place}${action === undefined ? '' : ` ${action}`}${peerMatches === 'unknown' ? '?' : ''}`;
}
