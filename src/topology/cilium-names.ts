import { hasOnly, isMap, listOf, portsOf, textsOf } from './cilium-form';
import { NameOpening, NAMESPACE_NAME_LABEL, PolicyPeer, PolicyPort, UnjudgedEffect } from './model';
import { isHostname, isWildcard } from './outside-names';
import { EVERYTHING } from './parse-selector';

/**
 * What a CiliumNetworkPolicy opens that does nothing but this: it sends the DNS of pods with some labels through Cilium's
 * proxy, and opens names. Exactly that form is known, and nothing for any other.
 *
 * @see https://docs.cilium.io/en/stable/security/policy/language/#dns-based
 */
export function parseNameOpenings(object: unknown): Extract<UnjudgedEffect, { kind: 'names' }> | undefined {
  const spec = isMap(object) && !('specs' in object) ? object.spec : undefined;
  if (!hasOnly(spec, ['endpointSelector', 'egress'])) return undefined;
  if (!hasOnly(spec.endpointSelector, ['matchLabels']) || textsOf(spec.endpointSelector.matchLabels) === undefined) {
    return undefined;
  }
  const rules = listOf(spec.egress);
  const dns = parseDns(rules[0]);
  if (dns === undefined) return undefined;
  // DNS servers that listen on other ports have a rule of their own.
  const others = rules.slice(1).map(parseDns);
  const first = others.includes(undefined) ? others.indexOf(undefined) : others.length;
  const openings = rules.slice(1 + first).map(parseOpening);
  const known = openings.filter((opening) => opening !== undefined);
  if (known.length === 0 || known.length < openings.length) return undefined;
  const more = others.slice(0, first).filter((rule) => rule !== undefined);
  return { kind: 'names', openings: known, dns, ...(more.length === 0 ? {} : { rules: more }) };
}

function parseDns(rule: unknown): { peers: PolicyPeer[]; ports: PolicyPort[] } | undefined {
  if (!hasOnly(rule, ['toEndpoints', 'toPorts'])) return undefined;
  const [first, ...others] = listOf(rule.toPorts);
  if (others.length > 0 || !hasOnly(first, ['ports', 'rules']) || !hasOnly(first.rules, ['dns'])) return undefined;
  const [pattern, ...patterns] = listOf(first.rules.dns);
  if (patterns.length > 0 || !hasOnly(pattern, ['matchPattern']) || pattern.matchPattern !== '*') return undefined;
  const peers = listOf(rule.toEndpoints).map(parseEndpoint);
  const ports = portsOf(first.ports);
  const known = peers.filter((peer) => peer !== undefined);
  return ports === undefined || known.length === 0 || known.length < peers.length ? undefined : { peers: known, ports };
}

function parseEndpoint(endpoint: unknown): PolicyPeer | undefined {
  if (!hasOnly(endpoint, ['matchLabels'])) return undefined;
  const labels = textsOf(endpoint.matchLabels);
  if (labels === undefined || labels.some(([key]) => !key.startsWith('k8s:'))) return undefined;
  const requirements = labels
    .map(([key, value]) => ({ key: key.slice('k8s:'.length), operator: 'In' as const, values: [value] }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const isNamespace = ({ key }: { key: string }): boolean => key === 'io.kubernetes.pod.namespace';
  if (requirements.some((requirement) => requirement.key.startsWith('io.') && !isNamespace(requirement))) {
    return undefined;
  }
  const namespace = requirements.find(isNamespace);
  const podLabels = requirements.filter((requirement) => !isNamespace(requirement));
  return {
    kind: 'pods',
    podSelector: podLabels.length === 0 ? EVERYTHING : { requirements: podLabels },
    ...(namespace === undefined
      ? {}
      : { namespaceSelector: { requirements: [{ ...namespace, key: NAMESPACE_NAME_LABEL }] } }),
  };
}

function parseOpening(rule: unknown): NameOpening | undefined {
  if (!hasOnly(rule, ['toFQDNs', 'toPorts'])) return undefined;
  const [first, ...others] = listOf(rule.toPorts);
  if (others.length > 0 || !hasOnly(first, ['ports'])) return undefined;
  const ports = portsOf(first.ports);
  const names = listOf(rule.toFQDNs).map(nameOf);
  const known = names.filter((name) => name !== undefined);
  return ports === undefined || known.length === 0 || known.length < names.length ? undefined : { names: known, ports };
}

/** Of patterns those are known whose first label is `*`, as a whole. */
function nameOf(name: unknown): string | undefined {
  if (hasOnly(name, ['matchName']) && isHostname(name.matchName)) return name.matchName;
  return hasOnly(name, ['matchPattern']) && isWildcard(name.matchPattern) ? name.matchPattern : undefined;
}
