import { IdentityPolicies, Policy, PolicyPeer, Selector, Service, UnjudgedPolicy } from './model';

/** The labels of pods that some selector asks for. */
export function selectorKeysOf(
  policies: readonly Policy[],
  unjudged: readonly UnjudgedPolicy[],
  services: readonly Service[],
  identity?: IdentityPolicies,
): ReadonlySet<string> {
  const keys = new Set<string>();
  const addSelector = ({ requirements }: Selector): void => {
    for (const { key } of requirements) keys.add(key);
  };
  const addPeers = (peers: readonly PolicyPeer[] = []): void => {
    for (const peer of peers) if (peer.kind === 'pods') addSelector(peer.podSelector);
  };
  for (const { podSelector, rules } of policies) {
    addSelector(podSelector);
    for (const { peers } of rules.ingress ?? []) addPeers(peers);
    for (const { peers } of rules.egress ?? []) addPeers(peers);
  }
  for (const { podSelector } of unjudged) if (podSelector !== undefined) addSelector(podSelector);
  for (const { selector = {} } of services) for (const key of Object.keys(selector)) keys.add(key);
  const selecting = identity === undefined ? [] : [...identity.policies, ...identity.mtls, ...identity.unjudged];
  for (const { podSelector } of selecting) if (podSelector !== undefined) addSelector(podSelector);
  return keys;
}
