import { hasOnly, isMap, listOf, textsOf } from './cilium-form';
import { NameOpening, PolicyPort, Protocol, UnjudgedEffect } from './model';
import { isHostname, isWildcard } from './outside-names';

/**
 * What an FQDNNetworkPolicy of GKE opens in the form that this package writes. It adds to what NetworkPolicies open. Nothing is
 * known of any other form, such as that of the archived controller whose kind has the same name.
 *
 * @see https://cloud.google.com/kubernetes-engine/docs/how-to/fqdn-network-policies
 */
export function parseGkeNames(object: unknown): Extract<UnjudgedEffect, { kind: 'names' }> | undefined {
  const spec = isMap(object) ? object.spec : undefined;
  if (!hasOnly(spec, ['podSelector', 'egress'])) return undefined;
  if (!hasOnly(spec.podSelector, ['matchLabels']) || textsOf(spec.podSelector.matchLabels) === undefined) {
    return undefined;
  }
  const openings = listOf(spec.egress).map(parseOpening);
  const known = openings.filter((opening) => opening !== undefined);
  return known.length === 0 || known.length < openings.length ? undefined : { kind: 'names', openings: known };
}

function parseOpening(rule: unknown): NameOpening | undefined {
  if (!hasOnly(rule, ['matches', 'ports'])) return undefined;
  const [names, ports] = [listOf(rule.matches).map(nameOf), listOf(rule.ports).map(parsePort)];
  const known = {
    names: names.filter((name) => name !== undefined),
    ports: ports.filter((port) => port !== undefined),
  };
  if (known.names.length === 0 || known.names.length < names.length) return undefined;
  return known.ports.length === 0 || known.ports.length < ports.length ? undefined : known;
}

function nameOf(match: unknown): string | undefined {
  if (hasOnly(match, ['name']) && isHostname(match.name)) return match.name;
  return hasOnly(match, ['pattern']) && isWildcard(match.pattern) ? match.pattern : undefined;
}

function parsePort(value: unknown): PolicyPort | undefined {
  if (!hasOnly(value, ['protocol', 'port']) || typeof value.port !== 'number') return undefined;
  const { protocol, port } = value;
  if (!Number.isInteger(port) || port < 1 || port > 65535 || (protocol !== 'TCP' && protocol !== 'UDP')) {
    return undefined;
  }
  return { kind: 'range', protocol: protocol as Protocol, first: port, last: port };
}
