import { NetworkReason } from './network-flow';
import { PortQuestion } from '../reachability/asked-end';
import { RuleOpinion, SideExplanation } from '../reachability/explain';
import { IdentityExplanation } from '../reachability/explain-identity';
import { PortSet } from '../reachability/port-set';

/** The rules of a side that let something through, or may. */
export function reasonsOf({
  direction,
  verdict,
  isolatedBy,
  rules,
  tiers = [],
  unjudgedBy = [],
}: SideExplanation): NetworkReason[] {
  if (verdict === 'deny') return [];
  const toReason = ({ policy, rule, path }: RuleOpinion): NetworkReason => ({
    direction,
    policy,
    rule,
    ...(path === undefined ? {} : { path }),
  });
  const accepting = tiers
    .flatMap(({ policies }) => policies.flatMap((policy) => policy.rules))
    .filter(({ action, effect }) => action === 'accept' && effect !== 'does not match' && effect !== 'is not asked');
  const admin = tiers.find(({ tier }) => tier === 'Admin');
  // What the first tier decides nobody else is asked about.
  const isLeft = admin === undefined || admin.outcome.some((each) => each === 'next' || each === 'pass');
  const opening = isLeft
    ? rules.filter(({ peerMatches, portMatches, action }) => peerMatches !== 'no' && portMatches && action !== 'deny')
    : [];
  // A policy that is not judged has no rule that could be named.
  const undecided = unjudgedBy.map((policy) => ({ direction, policy }));
  const found = [...accepting, ...opening].map(toReason);
  const isOpenToAll = isLeft && isolatedBy.length === 0 && found.length + undecided.length === 0;
  return [...found, ...(isOpenToAll ? [{ direction }] : []), ...undecided];
}

/** The rules of a mesh that let the client in by its identity, or may. */
export function identityReasonsOf(
  identity: IdentityExplanation | undefined,
  { protocol, port }: PortQuestion,
): NetworkReason[] {
  if (identity === undefined || identity.verdict === 'deny') return [];
  const asked = PortSet.range(protocol, port, port);
  return identity.policies
    .filter(({ action }) => action === 'allow')
    .flatMap(({ policy, rules }) =>
      rules
        .filter(({ clientMatches, ports }) => clientMatches !== 'no' && PortSet.ofRanges(ports).overlaps(asked))
        .map(({ rule, path }) => ({
          direction: 'ingress',
          policy,
          rule,
          ...(path === undefined ? {} : { path }),
          wall: 'identity',
        })),
    );
}
