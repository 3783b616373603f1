import { portTexts } from './ports';
import { addressesEnd, formatEnd, podsEnd } from '../reachability/end';
import { formatSelector } from '../reachability/selector';
import { Direction, Policy, PolicyPeer, PolicyPort, PolicyRule } from '../topology/model';

/** What a rule says, in words: `from pods:shop/app=web on 8080/TCP`. */
export function formatRule({ namespace }: Policy, direction: Direction, { peers, ports }: PolicyRule): string {
  const word = direction === 'ingress' ? 'from' : 'to';
  const whom = peers === undefined ? 'everybody' : peers.map((peer) => formatPeer(peer, namespace)).join(', ');
  return `${word} ${whom} on ${ports === undefined ? 'all' : ports.map(formatPolicyPort).join(', ')}`;
}

function formatPeer(peer: PolicyPeer, ownNamespace: string): string {
  if (peer.kind === 'ipBlock') return formatEnd(addressesEnd(peer));
  const namespaces = peer.namespaceSelector === undefined ? ownNamespace : formatSelector(peer.namespaceSelector);
  return formatEnd(podsEnd(namespaces, formatSelector(peer.podSelector)));
}

function formatPolicyPort(port: PolicyPort): string {
  if (port.kind === 'all') return `all/${port.protocol}`;
  if (port.kind === 'named') return `${port.name}/${port.protocol}`;
  return portTexts([{ protocol: port.protocol, port: port.first, endPort: port.last }]).join('');
}
