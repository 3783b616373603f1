import { isStrictSubset, parseCidr } from '../cidr';
import { Field } from '../manifest';
import { Direction, Origin, Policy, PolicyPeer, PolicyPort, PolicyRule, PROTOCOLS } from '../model';
import { EVERYTHING, parseSelector } from '../parse-selector';

/**
 * Reads a NetworkPolicy, with the defaults and the checks of the API server.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/
 */
export function parsePolicy(root: Field, id: string, namespace: string, name: string, origin: Origin): Policy {
  const spec = root.get('spec');
  // The API server takes it for a policy that isolates every pod of the namespace, which nobody means by it.
  if (spec.isAbsent) spec.problem('a map, and it is required', MISSING_SPEC);
  const rules: Partial<Record<Direction, PolicyRule[]>> = {};
  const isolated = directionsOf(spec);
  for (const direction of ['ingress', 'egress'] as const) {
    const peers = direction === 'ingress' ? 'from' : 'to';
    const given = spec
      .get(direction)
      .items()
      .map((rule) => parseRule(rule, peers));
    // Rules of the other direction have no effect, but must be legal all the same.
    if (isolated.includes(direction)) rules[direction] = given;
  }
  return { id, namespace, name, podSelector: parseSelector(spec.get('podSelector')), rules, origin };
}

/** What is written in haste isolates these pods alone. */
const MISSING_SPEC = 'say for which pods it is: `spec: { podSelector: { matchLabels: { app: <name> } } }`';

/** An explicit list wins; otherwise ingress always, and egress if there are rules for it. */
export function directionsOf(spec: Field): Direction[] {
  const types = spec.get('policyTypes').items();
  if (types.length > 2) spec.get('policyTypes').problem('at most Ingress and Egress');
  if (types.length > 0) {
    const named = types.map((type) => type.requiredOneOf(['Ingress', 'Egress']) ?? 'Ingress');
    return (['ingress', 'egress'] as const).filter((d) => named.some((type) => type.toLowerCase() === d));
  }
  return spec.get('egress').items().length > 0 ? ['ingress', 'egress'] : ['ingress'];
}

/**
 * Reads a rule.
 *
 * @param parse reads a peer, of kinds of policies that have more of them
 */
export function parseRule(
  rule: Field,
  peersKey: 'from' | 'to',
  parse: (peer: Field) => PolicyPeer | undefined = parsePeer,
): PolicyRule {
  rule.map();
  const peers = rule.get(peersKey).items();
  const ports = rule.get('ports').items();
  return {
    // Missing or empty: everybody, every port.
    peers: peers.length === 0 ? undefined : peers.map(parse).filter((peer) => peer !== undefined),
    ports: ports.length === 0 ? undefined : rule.parts.policyPorts.keep(ports.map(parsePolicyPort)),
  };
}

/** Reads a peer of a rule. */
export function parsePeer(peer: Field): PolicyPeer | undefined {
  const ipBlock = peer.get('ipBlock');
  const podSelector = peer.get('podSelector');
  const namespaceSelector = peer.get('namespaceSelector');
  if (!ipBlock.isAbsent) {
    if (!podSelector.isAbsent || !namespaceSelector.isAbsent) {
      peer.problem('either `ipBlock` or selectors', 'make them two peers');
    }
    return parseIpBlock(ipBlock);
  }
  if (podSelector.isAbsent && namespaceSelector.isAbsent) {
    peer.problem(
      'a peer with `podSelector`, `namespaceSelector` or `ipBlock`',
      'for every pod: `namespaceSelector: {}`',
    );
    return undefined;
  }
  return peer.parts.peer(
    namespaceSelector.isAbsent ? undefined : parseSelector(namespaceSelector),
    podSelector.isAbsent ? EVERYTHING : parseSelector(podSelector),
  );
}

function parseIpBlock(ipBlock: Field): PolicyPeer | undefined {
  const cidr = parseCidr(ipBlock.get('cidr'));
  if (cidr === undefined) return undefined;
  const except: string[] = [];
  for (const field of ipBlock.get('except').items()) {
    const inner = parseCidr(field);
    if (inner === undefined) continue;
    if (isStrictSubset(inner, cidr)) except.push(inner);
    else field.problem(`a network inside ${cidr} and smaller than it`);
  }
  return { kind: 'ipBlock', cidr, except: except.sort() };
}

/** Reads a port of a rule. */
function parsePolicyPort(field: Field): PolicyPort {
  const protocol = field.get('protocol').oneOf(PROTOCOLS, 'TCP');
  const given = field.get('port');
  const port = given.portOrName();
  const endPort = field.get('endPort');
  if (!endPort.isAbsent && (given.isAbsent || typeof port === 'string')) {
    endPort.problem('nothing, unless `port` is a number');
  }
  if (port === undefined) return { protocol, kind: 'all' };
  if (typeof port === 'string') return { protocol, kind: 'named', name: port };
  const last = endPort.port() ?? port;
  if (last < port) endPort.problem(`at least \`port\`, which is ${port}`);
  return { protocol, kind: 'range', first: port, last: Math.max(port, last) };
}
