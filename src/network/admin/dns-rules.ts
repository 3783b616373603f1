import { adminPeersOf, podsOf } from './admin-peers';
import { PlacedRule } from './admin-rule';
import { distinct, EVERY_POD, PodSelection } from './pod-selection';
import { Where } from '../../support/refuse';
import { ClusterProfile } from '../cluster-profile';
import { Peer } from '../peer';

/**
 * Rules that keep DNS open on both sides: every pod may ask, and the pods that answer may be asked. What answers at an address
 * is no pod of the network of pods.
 */
export function dnsRules(where: Where, profile: ClusterProfile, reason: string): PlacedRule[] {
  const asking = askingRules(where, profile, EVERY_POD, reason);
  const answering = profile.dns._servers.flatMap(({ pods, ports }) =>
    pods
      .flatMap((each) => podsOf(where, profile, Peer.pods(each), []))
      .map((subject): PlacedRule => {
        const peers = { pods: [EVERY_POD], networks: [], names: [] };
        return { subject, direction: 'ingress', action: 'accept', peers, ports, reason };
      }),
  );
  return [...asking, ...answering];
}

/** Rules that let some pods ask the DNS servers of the profile. */
export function askingRules(
  where: Where,
  profile: ClusterProfile,
  subject: PodSelection,
  reason: string,
): PlacedRule[] {
  return profile.dns._servers.flatMap(({ peers, ports }): PlacedRule[] => {
    const ends = peers
      .filter((peer) => peer._ends(profile, 'egress').length > 0)
      .map((peer) => adminPeersOf(where, profile, { direction: 'egress', action: 'accept' }, peer, []));
    if (ends.length === 0) return [];
    const pods = distinct(ends.flatMap((end) => end.pods));
    const networks = [...new Set(ends.flatMap((end) => end.networks))];
    return [{ subject, direction: 'egress', action: 'accept', peers: { pods, networks, names: [] }, ports, reason }];
  });
}
