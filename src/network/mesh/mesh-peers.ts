import { AddressBlock, IdentityOpening, MeshClient } from './identity-opening';
import { MeshMode } from './mesh-mode';
import { ReachedPeer } from './mesh-policies';
import { k8s } from '../../plus/cdk8s-plus';
import { inWords, refuse, Where } from '../../support/refuse';
import { OtherPeer } from '../peer-parts';
import { Port } from '../port';

const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

/** Who a peer of a network policy is to a mesh. What no identity can tell, the network policy alone narrows. */
export function clientsOfPeer(
  where: Where,
  { description, peers, identity }: OtherPeer,
  ownNamespace: string,
  podCidrs: readonly string[],
): Omit<IdentityOpening, 'ports'>[] {
  if (peers === undefined) return [{ client: { kind: 'anybody' } }];
  const blocks = blocksOf(peers);
  const pods = peers.filter(({ ipBlock }) => ipBlock === undefined);
  const clients = blocks.length === 0 ? [] : [{ client: { kind: 'addresses', blocks } as const }];
  if (pods.length === 0) return clients;
  if (identity?.mode === MeshMode.OUTSIDE) {
    if (podCidrs.length === 0) {
      refuse(where, {
        what: description,
        got: inWords('pods outside of the mesh, and no `podCidrs` in the cluster profile'),
        allowed: 'addresses to open instead of an identity',
        fix: "new ClusterProfile({ podCidrs: ['10.244.0.0/16'], … })",
      });
    }
    return [...clients, { client: { kind: 'addresses', blocks: podCidrs.map((cidr) => ({ cidr, except: [] })) } }];
  }
  return [...clients, ...pods.map((peer) => ({ client: clientOf(peer, identity?.account, ownNamespace), pods: peer }))];
}

function clientOf(peer: k8s.NetworkPolicyPeer, account: string | undefined, ownNamespace: string): MeshClient {
  const namespace = namespaceOfPeer(peer, ownNamespace);
  if (namespace === undefined) return { kind: 'identified' };
  return account === undefined
    ? { kind: 'namespace', namespace }
    : { kind: 'account', namespace, account: () => account };
}

/** The one namespace that a peer's pods are in, if it is one that is named. */
function namespaceOfPeer({ namespaceSelector }: k8s.NetworkPolicyPeer, own: string): string | undefined {
  if (namespaceSelector === undefined) return own;
  return namespaceSelector.matchLabels?.[NAMESPACE_NAME];
}

function blocksOf(peers: readonly k8s.NetworkPolicyPeer[]): AddressBlock[] {
  return peers.flatMap(({ ipBlock }) =>
    ipBlock === undefined ? [] : [{ cidr: ipBlock.cidr, except: [...(ipBlock.except ?? [])] }],
  );
}

/** A peer that pods connect to, as meshes ask for it. */
export function reachedPeer(
  { description, peers, services }: OtherPeer,
  ownNamespace: string,
  ports: readonly Port[],
): ReachedPeer {
  const pods = (peers ?? []).filter(({ ipBlock }) => ipBlock === undefined);
  const namespaces = pods.map((peer) => namespaceOfPeer(peer, ownNamespace) ?? '*');
  return {
    description,
    namespaces: [...new Set(peers === undefined ? ['*'] : namespaces)].sort(),
    blocks: peers === undefined ? ['0.0.0.0/0', '::/0'] : blocksOf(peers).map(({ cidr }) => cidr),
    ...(services === undefined ? {} : { services }),
    ports,
  };
}
