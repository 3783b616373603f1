import { portTexts } from './ports';
import { addressesEnd, entityEnd, formatEnd, nameEnd, nodesEnd, podsEnd } from '../reachability/end';
import { formatSelector } from '../reachability/selector';
import { Direction, Policy, PolicyPeer, PolicyPort, PolicyRule } from '../topology/model';
import { EVERYTHING } from '../topology/parse-selector';

/** What a rule says, in words: `from pods:shop/app=web on 8080/TCP`, `deny to ip:10.0.0.0/8 on all`. */
export function formatRule({ namespace }: Policy, direction: Direction, rule: PolicyRule): string {
  const { action = 'accept', peers, ports, only } = rule;
  const word = `${action === 'accept' ? '' : `${action} `}${direction === 'ingress' ? 'from' : 'to'}`;
  const whom = peers === undefined ? 'everybody' : formatRulePeers(peers, namespace).join(', ');
  const which = ports === undefined ? 'all' : ports.map(formatPolicyPort).join(', ');
  return `${word} ${whom || 'nobody'} on ${which || 'no port'}${only === undefined ? '' : ` (only ${only})`}`;
}

/** Whom a rule of a policy in a namespace means, each peer by itself. */
export function formatRulePeers(peers: readonly PolicyPeer[], ownNamespace: string): string[] {
  return peers.flatMap((peer) => formatPeer(peer, ownNamespace));
}

function formatPeer(peer: PolicyPeer, ownNamespace: string): string[] {
  switch (peer.kind) {
    case 'ipBlock':
      return [formatEnd(addressesEnd(peer))];
    case 'pods': {
      const { namespaceSelector, podSelector } = peer;
      const namespaces = namespaceSelector === undefined ? ownNamespace : formatSelector(namespaceSelector);
      return [formatEnd(podsEnd(namespaces, formatSelector(podSelector)))];
    }
    case 'names':
      return peer.names.map((name) => formatEnd(nameEnd(name)));
    case 'entities':
      return peer.entities.map((entity) => formatEnd(entityEnd(entity)));
    case 'nodes':
      return [formatEnd(nodesEnd(formatSelector(peer.selector)))];
    case 'services':
      return [`service:${peer.namespace ?? '*'}/${peer.name ?? formatSelector(peer.selector ?? EVERYTHING)}`];
    case 'unknown':
      return [peer.what];
  }
}

function formatPolicyPort(port: PolicyPort): string {
  if (port.kind === 'all') return `all/${port.protocol}`;
  if (port.kind === 'named') return `${port.name}/${port.protocol}`;
  return portTexts([{ protocol: port.protocol, port: port.first, endPort: port.last }]).join('');
}
