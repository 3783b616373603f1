import { ClusterProfile } from './cluster-profile';
import { RenderedPeers } from './peer-parts';
import { Port } from './port';
import { k8s } from '../plus/cdk8s-plus';
import { canonical } from '../support/canonical';
import { compareText } from '../support/order';

/** One declared opening: these peers on these ports. */
export interface Opening {
  /** `undefined`: everybody. Never an empty list, which Kubernetes would also take for everybody. */
  readonly peers: RenderedPeers;
  readonly ports: readonly Port[];
}

/** Ingress rules for these openings. */
export function renderIngress(openings: readonly Opening[]): k8s.NetworkPolicyIngressRule[] {
  return mergeRules(openings).map(({ peers, ports }) => ({ from: peers, ports }));
}

/** Egress rules for these openings. */
export function renderEgress(openings: readonly Opening[]): k8s.NetworkPolicyEgressRule[] {
  return mergeRules(openings).map(({ peers, ports }) => ({ to: peers, ports }));
}

/** What pods need to resolve names. */
export function dnsOpenings(profile: ClusterProfile): Opening[] {
  return profile.dns._servers.flatMap(({ peers, ports }) =>
    peers.map((peer) => ({ peers: peer._render(profile, 'egress'), ports })),
  );
}

/** Egress rules that open DNS and nothing else. */
export function renderDnsEgress(profile: ClusterProfile): k8s.NetworkPolicyEgressRule[] {
  return renderEgress(dnsOpenings(profile));
}

/** A rule of either direction; `from` and `to` are the only difference in the API. */
interface MergedRule {
  readonly peers: RenderedPeers;
  readonly ports: k8s.NetworkPolicyPort[] | undefined;
}

const EVERYBODY = 'everybody';

/**
 * Merges openings into the fewest rules that mean the same: per peer the union of its ports, then one rule for all
 * peers with the same ports; all of it sorted, so that the order of declaration leaves no trace in the output.
 */
function mergeRules(openings: readonly Opening[]): MergedRule[] {
  const portsOfPeer = new Map<string, { peer?: k8s.NetworkPolicyPeer; ports: Map<string, Port> }>();
  for (const { peers, ports } of openings) {
    // What is known late may turn out to be nothing; an empty list would be every port.
    if (ports.length === 0) continue;
    for (const peer of peers ?? [undefined]) {
      const key = peer === undefined ? EVERYBODY : canonical(peer);
      const entry = portsOfPeer.get(key) ?? { peer, ports: new Map<string, Port>() };
      for (const port of ports) entry.ports.set(port.toString(), port);
      portsOfPeer.set(key, entry);
    }
  }

  const rules = new Map<string, { peers: Map<string, k8s.NetworkPolicyPeer | undefined>; ports: Port[] }>();
  for (const [peerKey, { peer, ports }] of portsOfPeer) {
    const sorted = simplify([...ports.values()]).sort(comparePorts);
    const portsKey = sorted.map(String).join(',');
    const rule = rules.get(portsKey) ?? { peers: new Map<string, k8s.NetworkPolicyPeer | undefined>(), ports: sorted };
    rule.peers.set(peerKey, peer);
    rules.set(portsKey, rule);
  }

  return [...rules.entries()]
    .sort(([, a], [, b]) => comparePortLists(a.ports, b.ports))
    .map(([, { peers, ports }]) => ({ peers: renderPeers(peers), ports: renderPorts(ports) }));
}

/** Everybody includes whoever else is named beside. */
function renderPeers(peers: Map<string, k8s.NetworkPolicyPeer | undefined>): RenderedPeers {
  if (peers.has(EVERYBODY)) return undefined;
  return [...peers.entries()].sort(([a], [b]) => compareText(a, b)).map(([, peer]) => peer!);
}

/** Drops ports that another one of the list covers. */
function simplify(ports: Port[]): Port[] {
  return ports.filter((port) => !ports.some((other) => other !== port && covers(other, port)));
}

function covers(outer: Port, inner: Port): boolean {
  if (outer.protocol === undefined) return true;
  if (outer.protocol !== inner.protocol) return false;
  if (outer.number === undefined && outer.name === undefined) return true;
  if (outer.number === undefined || inner.number === undefined) return false;
  return outer.number <= inner.number && lastOf(outer) >= lastOf(inner);
}

function lastOf(port: Port): number {
  return port.endNumber ?? port.number!;
}

function renderPorts(ports: readonly Port[]): k8s.NetworkPolicyPort[] | undefined {
  if (ports.some((port) => port.protocol === undefined)) return undefined;
  return ports.map(({ protocol, number, endNumber, name }) => ({
    protocol,
    port: name !== undefined ? k8s.IntOrString.fromString(name) : number && k8s.IntOrString.fromNumber(number),
    endPort: endNumber,
  })) as k8s.NetworkPolicyPort[];
}

function comparePorts(a: Port, b: Port): number {
  return (
    (a.number ?? 0) - (b.number ?? 0) ||
    (a.endNumber ?? 0) - (b.endNumber ?? 0) ||
    compareText(a.toString(), b.toString())
  );
}

function comparePortLists(a: readonly Port[], b: readonly Port[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const order = comparePorts(a[i], b[i]);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}
