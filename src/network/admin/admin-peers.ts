import { AdminPeers, AdminRule } from './admin-rule';
import { withoutNetworks } from './network-parts';
import { distinct, EVERY_POD, PodSelection, selectionOf, withoutSelections } from './pod-selection';
import { k8s } from '../../plus/cdk8s-plus';
import { inWords, refuse, Where } from '../../support/refuse';
import { knowsEntities } from '../cluster-peers';
import { ClusterProfile } from '../cluster-profile';
import { isOfFamilies } from '../ip-family';
import { Peer } from '../peer';
import { PeerSurroundings } from '../peer-parts';

/** All addresses. */
const EVERYWHERE = ['0.0.0.0/0', '::/0'];

/**
 * Who a peer is, without some others, as administrators' policies name it. What is closed is all that the peer may be; an exception of
 * it, as what is opened, is what it surely is.
 */
export function adminPeersOf(
  where: Where,
  profile: ClusterProfile,
  { direction, action }: Pick<AdminRule, 'direction' | 'action'>,
  peer: Peer,
  except: readonly Peer[],
): AdminPeers {
  const isDenied = action === 'deny';
  const named = namedBy(where, profile, direction, peer, isDenied);
  const left = except.map((each) => namedBy(where, profile, direction, each, !isDenied));
  const [podsLeft, networksLeft] = [left.flatMap(({ pods }) => pods), left.flatMap(({ networks }) => networks)];
  checkExceptions(where, peer, named, { pods: podsLeft, networks: networksLeft });
  const pods = distinct(withoutSelections(named.pods, podsLeft));
  const networks = named.networks.flatMap((network) => withoutNetworks(network, networksLeft));
  if (pods.length === 0 && networks.length === 0) refuseNobody(where, peer);
  return { pods, networks: [...new Set(networks)], names: [] };
}

/** Pods that a peer names, without some others: whom a policy is for. */
export function podsOf(where: Where, profile: ClusterProfile, peer: Peer, except: readonly Peer[]): PodSelection[] {
  const selections = (each: Peer): readonly PodSelection[] => {
    const { pods, networks } = namedBy(where, profile, 'egress', each, false);
    if (networks.length === 0) return pods;
    return refuse(where, {
      what: 'pods',
      got: inWords(each.toString()),
      allowed: 'pods by their labels and namespaces: what has an address alone has no policy',
      fix: "write for example Peer.namespacesLabelled({ tier: 'db' }) or Peer.allPods()",
    });
  };
  const left = distinct(withoutSelections(selections(peer), except.flatMap(selections)));
  return left.length === 0 ? refuseNobody(where, peer) : left;
}

interface Named {
  readonly pods: readonly PodSelection[];
  readonly networks: readonly string[];
}

function namedBy(
  where: Where,
  profile: ClusterProfile,
  direction: 'ingress' | 'egress',
  peer: Peer,
  isToBeClosed: boolean,
): Named {
  const pods: PodSelection[] = [];
  const networks: string[] = [];
  for (const end of peer._ends(surroundingsOf(profile, isToBeClosed), direction)) {
    if (end.kind === 'entities') continue;
    for (const each of end.peers ?? [undefined]) {
      if (each === undefined) pods.push(EVERY_POD);
      else if (each.ipBlock === undefined) pods.push(selectionIn(where, each, peer));
      const blocks = each === undefined ? EVERYWHERE.map((cidr) => ({ cidr })) : each.ipBlock ? [each.ipBlock] : [];
      networks.push(...blocks.flatMap((block) => networksOf(profile, block)));
    }
  }
  if (direction === 'ingress' && networks.length > 0) refuseSources(where, peer);
  return { pods: distinct(pods), networks };
}

/** Administrators' policies have no entities of Cilium: there these ends are their addresses, too. */
function surroundingsOf(profile: ClusterProfile, isToBeClosed: boolean): PeerSurroundings {
  const cni = knowsEntities(profile) ? undefined : profile.cni;
  return Object.create(profile, { cni: { value: cni }, isToBeClosed: { value: isToBeClosed } }) as PeerSurroundings;
}

function networksOf({ ipFamilies }: ClusterProfile, { cidr, except = [] }: k8s.IpBlock): string[] {
  return isOfFamilies(ipFamilies, cidr) ? withoutNetworks(cidr, except) : [];
}

function selectionIn(where: Where, rendered: k8s.NetworkPolicyPeer, peer: Peer): PodSelection {
  return (
    selectionOf(rendered) ??
    refuse(where, {
      what: 'peer',
      got: inWords(`${peer.toString()}, without a namespace`),
      allowed: 'pods of a namespace that is named: a policy of the cluster has none of its own',
      fix: 'write Peer.pods({ namespace, labels }), Peer.podsLabelled(labels) for those of every namespace, or Peer.namespace(name)',
    })
  );
}

function refuseSources(where: Where, peer: Peer): never {
  return refuse(where, {
    what: 'peer',
    got: inWords(`${peer.toString()} as a source`),
    allowed: "pods of the cluster: administrators' policies know no others as the source of a connection",
    fix: 'write Peer.allPods() for every pod; addresses are closed where the traffic comes in, at the load balancer or by NetworkPolicies',
  });
}

function refuseNobody(where: Where, peer: Peer): never {
  return refuse(where, {
    what: 'peer',
    got: inWords(`${peer.toString()}, of which the exceptions leave nobody`),
    allowed: 'at least some pods or addresses: an empty list is refused by the API server',
    fix: 'leave out the exception that covers all of it',
  });
}

/** An exception takes something away, or it says something that is not so. */
function checkExceptions(where: Where, peer: Peer, named: Named, left: Named): void {
  if (left.pods.length > 0 && named.networks.length > 0) {
    refuse(where, {
      what: 'except',
      got: inWords(`pods, from ${peer.toString()}`),
      allowed: 'networks: addresses match pods, too, whatever their labels',
      fix: 'accept these pods by a rule before this one: acceptTo(peer, { ports, reason })',
    });
  }
  if (left.networks.length > 0 && named.networks.length === 0) {
    refuse(where, {
      what: 'except',
      got: inWords(`networks, from ${peer.toString()}`),
      allowed: 'pods, as the peer is',
      fix: 'name the pods that the rule is not about',
    });
  }
}
