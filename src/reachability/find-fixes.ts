import { AddressSet } from './address-set';
import { Analysed } from './analysed';
import { AskedEnd, PortQuestion } from './asked-end';
import { ClosedSide, closedSide } from './closed-side';
import { Fix, PeerOfCall } from './fix';
import { denials, ruleInWords } from './fixes-of-others';
import { openingRule, PeerOfRule } from './opening-rule';
import { isOwn } from './own-workloads';
import { PUBLIC_ADDRESSES } from './public-addresses';
import { mayHideClients } from './service-index';
import { innerHost } from '../support/inner-hosts';
import { reachOfHost } from '../support/private-hosts';
import { reservedFor } from '../support/reserved-networks';
import { Direction, Service, Workload } from '../topology/model';

/** A connection that some sides close. */
export interface Closed {
  readonly from: AskedEnd;
  readonly to: AskedEnd;
  readonly port: PortQuestion;
  /** The sides that close it. */
  readonly sides: readonly Direction[];
}

/**
 * What would open a connection: first what denies it whatever else is opened, then a call of this package that opens both sides,
 * else one thing for each side that is closed.
 */
export function findFixes(analysed: Analysed, { from, to, port, sides }: Closed): Fix[] {
  const closed = sides.flatMap((direction) => {
    const [own, peer] = direction === 'egress' ? [from, to] : [to, from];
    if (own.kind !== 'workload') return [];
    const { position } = own;
    return [{ direction, position, peer, by: closedSide(analysed, direction, position, peer, port) }];
  });
  const denied = closed.flatMap(({ direction, position, peer, by }) =>
    denials(analysed, direction, position, peer, port, by),
  );
  // Rules of NetworkPolicies open nothing that the first tier denies, and need not: what is accepted there is.
  const left = closed.filter(({ by }) => by.admin.length === 0 && (by.isNotOpened || by.baseline.length > 0));
  if (left.length === 0) return denied;
  const call = connectionFix(analysed, from, to, port);
  if (call !== undefined) return [...denied, call];
  return [
    ...denied,
    ...left.flatMap(({ direction, position, peer, by }) => fixOfSide(analysed, direction, position, peer, port, by)),
  ];
}

/** The call of this package that opens all walls between two workloads; undefined if one of them was not written with it. */
export function connectionFix(analysed: Analysed, from: AskedEnd, to: AskedEnd, port: PortQuestion): Fix | undefined {
  if (from.kind !== 'workload' || to.kind !== 'workload') return undefined;
  const areOwn = isOwn(analysed, from.position) && isOwn(analysed, to.position);
  return areOwn ? connection(analysed, from.position, to.position, port) : undefined;
}

/** By the name of the Service's port if it has several; pods' ports without a Service have no `connectTo`. */
function connection({ cluster, services }: Analysed, from: number, to: number, port: PortQuestion): Fix {
  const [client, target] = [from, to].map((position) => cluster.workloads[position]);
  const forward = services.forwardsTo(to).find((own) => own.target.has(port.protocol, port.port));
  if (forward === undefined) {
    const peer = { kind: 'construct', workload: target } as const;
    return { kind: 'allow', direction: 'egress', workload: client, peer, port };
  }
  const { name } = forward.port;
  const isOneOfMany = forward.service.ports.length > 1 && name !== undefined;
  return { kind: 'connect', client, target, ...(isOneOfMany ? { portName: name } : {}) };
}

function fixOfSide(
  analysed: Analysed,
  direction: Direction,
  position: number,
  peer: AskedEnd,
  port: PortQuestion,
  by: ClosedSide,
): Fix[] {
  const call = isOwn(analysed, position) ? callOf(analysed, direction, position, peer, port) : undefined;
  if (call !== undefined) return [call];
  const entries = direction === 'ingress' ? entriesThatHide(analysed, position, port) : [];
  const hiddenBy = entries
    .filter(({ externalTrafficPolicy }) => externalTrafficPolicy === 'Cluster')
    .map(({ id }) => id);
  const named = peerOfRule(peer, entries.length > 0);
  if (named === undefined) return ruleInWords(analysed, direction, position, peer, port, by);
  const isMasked = peer.kind === 'addresses' && hiddenBy.length > 0;
  const rule = openingRule(analysed, direction, position, named, port);
  return [{ kind: 'rule', ...rule, ...(isMasked ? { hiddenBy } : {}) }];
}

/** The Services by which a node or a load balancer may stand in for the client, so that an ipBlock may not know it. */
export function entriesThatHide({ services }: Analysed, position: number, { protocol, port }: PortQuestion): Service[] {
  const hiding = services
    .nodeEntries(position)
    .filter(({ service, ports }) => mayHideClients(service) && ports.has(protocol, port));
  const byId = new Map(hiding.map(({ service }) => [service.id, service]));
  return [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Nodes have private addresses: where they stand in for the internet, no address is left out. No NetworkPolicy has a word for the others. */
export function peerOfRule(peer: AskedEnd, isHidden: boolean): PeerOfRule | undefined {
  switch (peer.kind) {
    case 'workload':
      return peer;
    case 'internet':
      return { kind: 'addresses', addresses: isHidden ? AddressSet.ALL : PUBLIC_ADDRESSES };
    case 'addresses':
      return { kind: 'addresses', addresses: AddressSet.unionAll(peer.alternatives) };
    case 'pods':
      return { kind: 'pods', namespaceSelector: peer.namespaces, podSelector: peer.pods };
    case 'name':
    case 'entity':
    case 'nodes':
      return undefined;
  }
}

function callOf(
  analysed: Analysed,
  direction: Direction,
  position: number,
  peer: AskedEnd,
  port: PortQuestion,
): Fix | undefined {
  const workload = analysed.cluster.workloads[position];
  if (peer.kind === 'internet' && direction === 'ingress' && analysed.waysIn.ofWorkload[position].length === 0) {
    return { kind: 'expose', workload };
  }
  if (peer.kind === 'name') return aliasOfName(workload, peer.name, port);
  if (peer.kind === 'addresses' && direction === 'egress') {
    const addresses = hostsOf(peer.alternatives[0]);
    if (addresses?.every(isOfOtherMachine)) return { kind: 'alias', client: workload, addresses, port };
  }
  const named = peerOfCall(analysed, peer);
  return named === undefined ? undefined : { kind: 'allow', direction, workload, peer: named, port };
}

/** A port on which a name without further words has public addresses. */
const USUALLY_PUBLIC = [80, 443];

/** An alias that is not refused, whatever the plugin knows of names; there is none for the cluster's own names. */
function aliasOfName(client: Workload, hostname: string, port: PortQuestion): Fix | undefined {
  if (innerHost(hostname) !== undefined) return undefined;
  const isSaid = hostname.startsWith('*.') || !USUALLY_PUBLIC.includes(port.port);
  const reach = reachOfHost(hostname) !== undefined ? 'networks' : isSaid ? 'public' : undefined;
  return { kind: 'alias', client, hostname, ...(reach === undefined ? {} : { reach }), port };
}

/** Of the pod's own addresses and the cloud's an alias is refused. */
function isOfOtherMachine(address: string): boolean {
  return reservedFor(`${address}/${address.includes(':') ? 128 : 32}`) === undefined;
}

function peerOfCall({ cluster }: Analysed, peer: AskedEnd): PeerOfCall | undefined {
  switch (peer.kind) {
    case 'workload':
      return withLabels(cluster.workloads[peer.position]);
    case 'addresses':
      return { kind: 'addresses', addresses: peer.alternatives[0] };
    case 'internet':
      return { kind: 'internet' };
    case 'pods':
    case 'name':
    case 'entity':
    case 'nodes':
      return undefined;
  }
}

/** Pods without labels cannot be named by them. */
function withLabels(workload: Workload): PeerOfCall | undefined {
  return Object.keys(workload.labels).length === 0 ? undefined : { kind: 'pods', workload };
}

/** Single addresses; undefined if a network has more. */
function hostsOf(addresses: AddressSet): string[] | undefined {
  const blocks = addresses.blocks();
  const isHost = ({ cidr }: { readonly cidr: string }): boolean => /(^[^:]*\/32|:.*\/128)$/.test(cidr);
  return blocks.every(isHost) ? blocks.map(({ cidr }) => cidr.slice(0, cidr.indexOf('/'))) : undefined;
}
