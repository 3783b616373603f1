import { hasOnly, isMap, listOf, textsOf } from './cilium-form';
import { Field } from './manifest';
import { NameOpening, Origin, PolicyRule, Problem, UnjudgedEffect } from './model';
import { isHostname, isWildcard } from './outside-names';
import { parseEgressRule, parsePolicyPort } from './parse-policy';

/**
 * What an ApplicationNetworkPolicy of EKS opens in the form that this package writes: egress alone, by rules of NetworkPolicies and
 * by rules whose only peer is names. It is read as one more policy beside the NetworkPolicies, as AWS documents it. Nothing is known of
 * any other form.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/auto-net-pol.html
 */
export function parseEksNames(object: unknown, origin: Origin): Extract<UnjudgedEffect, { kind: 'names' }> | undefined {
  const spec = isMap(object) ? object.spec : undefined;
  if (!hasOnly(spec, ['podSelector', 'policyTypes', 'egress'])) return undefined;
  if (!hasOnly(spec.podSelector, ['matchLabels']) || textsOf(spec.podSelector.matchLabels) === undefined) {
    return undefined;
  }
  if (listOf(spec.policyTypes).join() !== 'Egress') return undefined;
  const openings: NameOpening[] = [];
  const rules: PolicyRule[] = [];
  for (const rule of listOf(spec.egress)) {
    const names = namesOf(rule);
    const problems: Problem[] = [];
    const field = Field.root({ object: rule, origin }, problems);
    if (names === undefined) {
      rules.push(parseEgressRule(field));
    } else {
      const ports = field.get('ports').items().map(parsePolicyPort);
      if (ports.length === 0 || ports.some(({ kind }) => kind === 'named')) return undefined;
      openings.push({ names, ports, ...(names.some(isWildcard) ? { isDeep: true } : {}) });
    }
    if (problems.length > 0) return undefined;
  }
  return openings.length === 0 ? undefined : { kind: 'names', openings, ...(rules.length === 0 ? {} : { rules }) };
}

/** The names of a rule that has no other peers. */
function namesOf(rule: unknown): string[] | undefined {
  if (!hasOnly(rule, ['to', 'ports'])) return undefined;
  const [peer, ...others] = listOf(rule.to);
  if (others.length > 0 || !hasOnly(peer, ['domainNames'])) return undefined;
  const names = listOf(peer.domainNames);
  const known = names.filter((name): name is string => isHostname(name) || isWildcard(name));
  return known.length === 0 || known.length < names.length ? undefined : known;
}
