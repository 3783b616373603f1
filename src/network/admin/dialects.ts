import { rangeOf } from './admin-ports';
import { AdminAction, AdminPeers, AdminRule, AdminTier } from './admin-rule';
import { PodSelection, renderSelection } from './pod-selection';
import { Port } from '../port';

/** The kinds of administrators' policies that there are, and how each writes its rules. */
export interface AdminDialect {
  readonly apiVersion: string;
  readonly kindOf: (tier: AdminTier) => string;
  /** The most rules in a direction, peers of a rule, and ports of a rule. */
  readonly most: { readonly rules: number; readonly peers: number; readonly ports: number };
  /** Whether the first rule of a policy that matches decides; else a rule that denies does, whichever is first. */
  readonly keepsOrder: boolean;
  /** The kind that there is one policy of, by its name, which has no priority. */
  readonly single?: { readonly tier: AdminTier; readonly name: string };
  readonly actions: { readonly [action in AdminAction]: string };
  readonly renderPorts: (ports: readonly Port[]) => object;
}

/** The most networks, or names, of one peer. */
const MOST_OF_PEER = 25;

/** `protocols` of ClusterNetworkPolicies. */
function renderProtocols(ports: readonly Port[]): object {
  return {
    protocols: ports.map((port) => {
      const [start, end] = rangeOf(port);
      const destinationPort = start === end ? { number: start } : { range: { start, end } };
      return { [port.protocol!.toLowerCase()]: { destinationPort } };
    }),
  };
}

/** `ports` of AdminNetworkPolicies, which EKS has kept. */
function renderPortList(ports: readonly Port[]): object {
  return {
    ports: ports.map((port) => {
      const [start, end] = rangeOf(port);
      const { protocol } = port;
      return start === end ? { portNumber: { protocol, port: start } } : { portRange: { protocol, start, end } };
    }),
  };
}

/** @see https://network-policy-api.sigs.k8s.io/api-overview/ */
export const V1ALPHA2: AdminDialect = {
  apiVersion: 'policy.networking.k8s.io/v1alpha2',
  kindOf: () => 'ClusterNetworkPolicy',
  most: { rules: 25, peers: 25, ports: 25 },
  keepsOrder: true,
  actions: { accept: 'Accept', deny: 'Deny' },
  renderPorts: renderProtocols,
};

/** @see https://network-policy-api.sigs.k8s.io/reference/spec/ */
export const V1ALPHA1: AdminDialect = {
  apiVersion: 'policy.networking.k8s.io/v1alpha1',
  kindOf: (tier) => (tier === 'Admin' ? 'AdminNetworkPolicy' : 'BaselineAdminNetworkPolicy'),
  most: { rules: 100, peers: 100, ports: 100 },
  keepsOrder: true,
  single: { tier: 'Baseline', name: 'default' },
  actions: { accept: 'Allow', deny: 'Deny' },
  renderPorts: renderPortList,
};

/**
 * EKS's agent keeps the priority of each rule, that of its policy, and not its place: of rules with one priority, one that
 * denies counts.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy.html
 */
export const EKS: AdminDialect = {
  apiVersion: 'networking.k8s.aws/v1alpha1',
  kindOf: () => 'ClusterNetworkPolicy',
  most: { rules: 100, peers: 100, ports: 100 },
  keepsOrder: false,
  actions: { accept: 'Accept', deny: 'Deny' },
  renderPorts: renderPortList,
};

/** A policy before it is written. */
export interface AdminPolicy {
  readonly tier: AdminTier;
  readonly priority: number;
  readonly subject: PodSelection;
  readonly rules: readonly AdminRule[];
}

/** The spec of a policy. */
export function renderAdminSpec(dialect: AdminDialect, { tier, priority, subject, rules }: AdminPolicy): object {
  const isOldKind = dialect.kindOf('Admin') !== dialect.kindOf('Baseline');
  const isSingle = dialect.single?.tier === tier;
  return {
    ...(isOldKind ? {} : { tier }),
    ...(isSingle ? {} : { priority }),
    subject: renderSelection(subject),
    ...renderDirection(dialect, 'ingress', rules),
    ...renderDirection(dialect, 'egress', rules),
  };
}

function renderDirection(
  dialect: AdminDialect,
  direction: AdminRule['direction'],
  rules: readonly AdminRule[],
): object {
  const own = rules.filter((rule) => rule.direction === direction);
  if (own.length === 0) return {};
  return { [direction]: own.map((rule) => renderRule(dialect, rule)) };
}

function renderRule(dialect: AdminDialect, { direction, action, peers, ports, reason }: AdminRule): object {
  return {
    name: reason,
    action: dialect.actions[action],
    [direction === 'ingress' ? 'from' : 'to']: renderPeers(peers),
    ...(ports === undefined ? {} : dialect.renderPorts(ports)),
  };
}

function renderPeers({ pods, networks, names }: AdminPeers): object[] {
  return [
    ...pods.map(renderSelection),
    ...inGroups(networks, MOST_OF_PEER).map((group) => ({ networks: group })),
    ...inGroups(names, MOST_OF_PEER).map((group) => ({ domainNames: group })),
  ];
}

/**
 * The same rule in as many as it takes where it has more peers or ports than one may have: each matches a part, and all of
 * them do the same.
 */
export function withinLimits({ most }: AdminDialect, rule: AdminRule): AdminRule[] {
  const peers = inPeerGroups(rule.peers, most.peers);
  const ports = rule.ports === undefined ? [undefined] : inGroups(rule.ports, most.ports);
  return peers.flatMap((some) => ports.map((group) => ({ ...rule, peers: some, ports: group })));
}

function inPeerGroups({ pods, networks, names }: AdminPeers, most: number): AdminPeers[] {
  const none: AdminPeers = { pods: [], networks: [], names: [] };
  const one: AdminPeers[] = [
    ...pods.map((selection) => ({ ...none, pods: [selection] })),
    ...inGroups(networks, MOST_OF_PEER).map((group) => ({ ...none, networks: group })),
    ...inGroups(names, MOST_OF_PEER).map((group) => ({ ...none, names: group })),
  ];
  return inGroups(one, most).map((group) => ({
    pods: group.flatMap((peer) => peer.pods),
    networks: group.flatMap((peer) => peer.networks),
    names: group.flatMap((peer) => peer.names),
  }));
}

function inGroups<T>(items: readonly T[], size: number): T[][] {
  const groups: T[][] = [];
  for (let i = 0; i < items.length; i += size) groups.push(items.slice(i, i + size));
  return groups;
}
