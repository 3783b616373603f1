import { Policy, PolicyPeer, Selector, Service, UnjudgedPolicy } from './model';

/** The labels of pods that some selector asks for. */
export function selectorKeysOf(
  policies: readonly Policy[],
  unjudged: readonly UnjudgedPolicy[],
  services: readonly Service[],
): ReadonlySet<string> {
  const selectors: Selector[] = [];
  const addPeers = (peers: readonly PolicyPeer[] = []): void => {
    for (const peer of peers) if (peer.kind === 'pods') selectors.push(peer.podSelector);
  };
  for (const { podSelector, rules } of policies) {
    selectors.push(podSelector);
    for (const { peers } of [...(rules.ingress ?? []), ...(rules.egress ?? [])]) addPeers(peers);
  }
  for (const { podSelector, effect } of unjudged) {
    if (podSelector !== undefined) selectors.push(podSelector);
    if (effect.kind === 'names') addPeers(effect.dns.peers);
  }
  return new Set([
    ...selectors.flatMap(({ requirements }) => requirements.map(({ key }) => key)),
    ...services.flatMap(({ selector = {} }) => Object.keys(selector)),
  ]);
}
