import { compilerOf } from './checked-policies';
import { isInInput, PodsPeer } from './confined-peers';
import { isInternetScale } from '../../reachability/address-diff';
import { AddressSet } from '../../reachability/address-set';
import { PortSet } from '../../reachability/port-set';
import { CompiledRule, Side } from '../../reachability/side';
import { isolatingRules } from '../../reachability/side-rules';
import { NAMESPACE_NAME_LABEL, Policy, PolicyPeer, PolicyRule, Protocol, Selector } from '../../topology/model';
import { CheckInput } from '../check-input';

/** What policies open of the egress of pods, seen by somebody who looks for DNS. */
export interface DnsOpenings {
  /** The protocols that names may be asked for by. */
  readonly protocols: ReadonlySet<Protocol>;
  /** Whether something is opened that is mostly called by its name. */
  readonly needNames: boolean;
  /** Whether anything is opened at all. */
  readonly isSome: boolean;
  /** The label of kube-system by which alone DNS is opened, though nobody says that it has it: `name=kube-system`. */
  readonly byLabel?: string;
}

/** The ports of DNS; those of OpenShift's pods are others. */
const DNS_PORTS = [53, 5353];
/** A range that is longer than this is not written for DNS. */
const LONGEST_RANGE = 100;
/** Entities of Cilium that have no DNS, and that are reached at their address. */
const WITHOUT_NAMES: ReadonlySet<string> = new Set(['kube-apiserver', 'ingress', 'health', 'init', 'unmanaged']);
const AT_ADDRESSES: ReadonlySet<string> = new Set([...WITHOUT_NAMES, 'host', 'remote-node']);

/** Whether what is in a side's rules lets names through. */
export function dnsOpenings(input: CheckInput, side: Side): DnsOpenings {
  const rules = openingRules(side);
  const protocols = (['TCP', 'UDP'] as const).filter((protocol) =>
    rules.some((rule) => letsNames(input, rule, protocol)),
  );
  const byUdp = rules.filter((rule) => letsNames(input, rule, 'UDP'));
  const labels = byUdp.map((rule) => labelOfSystem(input, rule));
  return {
    protocols: new Set(protocols),
    needNames: rules.some(({ everybody, given }) => everybody || (given.peers ?? []).some(hasName)),
    isSome: rules.length > 0,
    ...(labels.length === 0 || labels.includes(undefined) ? {} : { byLabel: labels[0] }),
  };
}

const SYSTEM = 'kube-system';

/** The label by which a rule selects kube-system and nothing else, if it is not that of its name. */
function labelOfSystem(input: CheckInput, { given: { peers = [] } }: CompiledRule): string | undefined {
  const { namespaces } = input.analysis.cluster.topology;
  // Where it is declared, its labels are known.
  if (peers.length === 0 || namespaces.some(({ name, declared }) => name === SYSTEM && declared)) return undefined;
  const labels = peers.map((peer) => {
    const [only, ...others] = (peer.kind === 'pods' ? peer.namespaceSelector?.requirements : undefined) ?? [];
    if (only === undefined || others.length > 0 || only.key === NAMESPACE_NAME_LABEL) return undefined;
    return only.operator === 'In' && only.values.length === 1 && only.values[0] === SYSTEM ? only.key : undefined;
  });
  return labels.includes(undefined) ? undefined : `${labels[0]}=${SYSTEM}`;
}

/** The rules that open something to somebody. */
function openingRules(side: Side): readonly CompiledRule[] {
  const admin = (side.tiers?.admin ?? []).flat().flatMap(({ rules }) => rules);
  const accepting = admin.filter(({ action }) => action === 'accept').flatMap(({ alone }) => alone);
  return [...isolatingRules(side), ...accepting].filter(
    ({ given: { action = 'accept', peers }, ports, namedPorts }) =>
      action === 'accept' && (peers === undefined || peers.length > 0) && (!ports.isEmpty || namedPorts.length > 0),
  );
}

function letsNames(input: CheckInput, rule: CompiledRule, protocol: Protocol): boolean {
  const { everybody, given, policy, ports, namedPorts } = rule;
  if (namedPorts.some((port) => port.protocol === protocol && isDnsWord(port.name))) return true;
  // Whoever names the port of DNS means DNS, wherever it may be.
  if (isForDns(given, protocol)) return true;
  const peers = given.peers ?? [];
  if (DNS_PORTS.some((port) => ports.has(protocol, port))) {
    return everybody || peers.some((peer) => mayHaveDns(input, policy, peer));
  }
  // The pods of DNS may listen on another port than their Service.
  const isOfProtocol = !ports.intersect(PortSet.range(protocol)).isEmpty;
  return (isOfProtocol || namedPorts.length > 0) && peers.some(isDnsPeer);
}

function isForDns({ ports = [] }: PolicyRule, protocol: Protocol): boolean {
  return ports.some(
    (port) =>
      port.kind === 'range' &&
      port.protocol === protocol &&
      port.last - port.first < LONGEST_RANGE &&
      DNS_PORTS.some((dns) => port.first <= dns && dns <= port.last),
  );
}

/** Whether a rule for all ports of a peer may be one for DNS. */
function mayHaveDns(input: CheckInput, policy: Policy, peer: PolicyPeer): boolean {
  switch (peer.kind) {
    case 'pods':
      return isDnsPeer(peer) || !isInInput(input, policy, peer) || someHaveDns(input, policy, peer);
    case 'names':
      return false;
    case 'entities':
      return peer.entities.some((entity) => !WITHOUT_NAMES.has(entity));
    default:
      return true;
  }
}

function someHaveDns(input: CheckInput, policy: Policy, peer: PodsPeer): boolean {
  const { members, partial } = input.once(compilerOf).compile(policy, { peers: [peer] }, 0).pods;
  return [...members, ...partial.keys()].some((position) => {
    const { name, labels, declaredPorts } = input.analysis.cluster.workloads[position];
    const isDeclared = declaredPorts.some(({ port }) => DNS_PORTS.includes(port));
    return isDeclared || isDnsWord(name) || Object.values(labels).some(isDnsWord);
  });
}

/** Whether a peer is called after DNS: `k8s-app: kube-dns`, namespace `openshift-dns`. */
function isDnsPeer(peer: PolicyPeer): boolean {
  if (peer.kind === 'services') return isDnsWord(peer.name ?? '') || isOfDns(peer.selector);
  return peer.kind === 'pods' && (isOfDns(peer.podSelector) || isOfDns(peer.namespaceSelector));
}

function isOfDns(selector: Selector | undefined): boolean {
  return (selector?.requirements ?? []).some(({ values }) => values.some(isDnsWord));
}

function isDnsWord(word: string): boolean {
  return /dns|domain|^unbound|^bind9?$/i.test(word);
}

/** Whether who opens a peer mostly calls it by its name. */
function hasName(peer: PolicyPeer): boolean {
  switch (peer.kind) {
    case 'ipBlock':
      return isInternetScale(AddressSet.block(peer.cidr, peer.except));
    case 'entities':
      return peer.entities.some((entity) => !AT_ADDRESSES.has(entity));
    case 'nodes':
    case 'unknown':
      return false;
    default:
      return true;
  }
}
