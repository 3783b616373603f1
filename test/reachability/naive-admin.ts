import { inCidr } from './naive-addresses';
import { NaivePod } from './naive-cluster';
import { NaiveSide } from './naive-side';
import { RawObject, selects } from './oracle';

/*
 * The policies of administrators: ClusterNetworkPolicy v1alpha2, AdminNetworkPolicy and BaselineAdminNetworkPolicy v1alpha1, rule
 * by rule as their types say it.
 */

/** What a rule does. */
export type NaiveAction = 'Accept' | 'Deny' | 'Pass';

/** What a tier says about a connection; nothing if no rule matches, or the first one passes. */
export function askAdmins(side: NaiveSide, tier: 'Admin' | 'Baseline'): 'allow' | 'deny' | undefined {
  // Pods on the host network are never selected.
  if (side.own.hostNetwork) return undefined;
  const decided = side.cluster
    .of('ClusterNetworkPolicy', 'AdminNetworkPolicy', 'BaselineAdminNetworkPolicy')
    .filter((policy) => tierOf(policy) === tier && isSubject(policy, side))
    .flatMap((policy) => {
      const action = firstMatch(policy, side);
      return action === undefined ? [] : [{ name: policy.metadata.name, action, priority: policy.spec.priority }];
    });
  if (decided.length === 0) return undefined;
  // The lowest priority is asked first. Of equal ones, and of a baseline policy without any, nobody knows which.
  const numbered = decided.flatMap(({ priority }) => (priority === undefined ? [] : [priority]));
  const lowest = Math.min(...numbered);
  const candidates = decided.filter(({ priority }) => priority === undefined || priority === lowest);
  const actions = [...new Set(candidates.map(({ action }) => action))];
  const action = actions.length === 1 ? actions[0] : side.choose(`first of ${tier}`, actions);
  return action === 'Pass' ? undefined : action === 'Accept' ? 'allow' : 'deny';
}

function tierOf({ kind, spec }: RawObject): string {
  return kind === 'ClusterNetworkPolicy' ? spec.tier : kind === 'AdminNetworkPolicy' ? 'Admin' : 'Baseline';
}

function isSubject({ spec: { subject } }: RawObject, side: NaiveSide): boolean {
  return selectsPod(subject, side.own, side);
}

/** `namespaces`, or `pods` with both selectors. */
function selectsPod({ namespaces, pods }: RawObject, pod: NaivePod, side: NaiveSide): boolean {
  const labels = side.namespaceLabels(pod.namespace);
  if (namespaces !== undefined) return selects(namespaces, labels);
  return pods !== undefined && selects(pods.namespaceSelector, labels) && selects(pods.podSelector, pod.labels);
}

/** The rules of one policy are asked in order; those of EKS by what they do, wherever they stand. */
function firstMatch({ apiVersion, metadata, spec }: RawObject, side: NaiveSide): NaiveAction | undefined {
  const rules: RawObject[] = spec[side.direction] ?? [];
  const matches = (rule: RawObject): boolean => {
    if (!hasPort(rule, side)) return false;
    const peers: RawObject[] = side.direction === 'ingress' ? rule.from : rule.to;
    return peers.some((peer, k) => isPeer(peer, side, `${metadata.name}[${rules.indexOf(rule)}][${k}]`));
  };
  const actionOf = ({ action }: RawObject): NaiveAction => (action === 'Allow' ? 'Accept' : action);
  const isOfEks = apiVersion.startsWith('networking.k8s.aws/');
  const ordered = isOfEks ? EKS_ORDER.flatMap((action) => rules.filter((rule) => rule.action === action)) : rules;
  const rule = ordered.find(matches);
  return rule === undefined ? undefined : actionOf(rule);
}

const EKS_ORDER: readonly NaiveAction[] = ['Deny', 'Accept', 'Pass'];

/** Networks match whoever has such an address, pods among them. */
function isPeer({ networks, nodes, domainNames, ...pods }: RawObject, side: NaiveSide, where: string): boolean {
  if (networks !== undefined) return networks.some((cidr: string) => inCidr(side.address, cidr));
  if (nodes !== undefined) return isNode(nodes, side, where);
  if (domainNames !== undefined) {
    return domainNames.some((name: string) => side.hasName(name, (asked) => isOfDomain(asked, name)));
  }
  return side.pod !== undefined && selectsPod(pods, side.pod, side);
}

const ON_NODES = ['host', 'remote-node', 'kube-apiserver'];

/** Which labels nodes have is not in the manifests; an entity may be on a node. */
function isNode(selector: RawObject, side: NaiveSide, where: string): boolean {
  if (!side.isOnNode) return 'entity' in side.peer && ON_NODES.includes(side.peer.entity) && side.perhaps(where);
  if (Object.keys(selector).length === 0) return true;
  const [asked] = 'nodes' in side.peer ? [side.peer.nodes] : [];
  const [label] = Object.entries(selector.matchLabels).map((parts) => parts.join('='));
  return asked === label || side.perhaps(`${where} selects the node`);
}

/** A leading star is one label or several. */
function isOfDomain(asked: string, name: string): boolean {
  const lower = name.toLowerCase().replace(/\.$/, '');
  return lower.startsWith('*.') ? asked.endsWith(lower.slice(1)) : asked === lower;
}

function hasPort({ ports, protocols }: RawObject, side: NaiveSide): boolean {
  const { port, protocol } = side.question;
  if (protocols !== undefined) return protocols.some((each: RawObject) => hasProtocol(each, side));
  if (ports === undefined) return true;
  return ports.some(({ portNumber, portRange, namedPort }: RawObject) => {
    if (namedPort !== undefined) return side.isNamed(namedPort);
    const own = portNumber ?? portRange;
    if ((own.protocol ?? 'TCP') !== protocol) return false;
    return portNumber === undefined ? port >= portRange.start && port <= portRange.end : port === portNumber.port;
  });
}

/** A named port matches by its name, whatever the protocol; an absent port is every port of the protocol. */
function hasProtocol({ destinationNamedPort, ...protocols }: RawObject, side: NaiveSide): boolean {
  if (destinationNamedPort !== undefined) return side.isNamed(destinationNamedPort);
  const { port, protocol } = side.question;
  const own = protocols[protocol.toLowerCase()];
  if (own === undefined) return false;
  const { number, range } = own.destinationPort ?? {};
  if (number !== undefined) return port === number;
  return range === undefined || (port >= range.start && port <= range.end);
}
