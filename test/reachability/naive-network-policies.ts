import { inCidr } from './naive-addresses';
import { NaiveOpinion } from './naive-opinion';
import { NaiveSide } from './naive-side';
import { isEverybody, namespaceOf, portsMatch, present, RawObject, rulesOf, selects, typesOf } from './oracle';

/** What the NetworkPolicies of a pod say. */
export function askNetworkPolicies(side: NaiveSide): NaiveOpinion[] {
  const type = side.direction === 'ingress' ? 'Ingress' : 'Egress';
  return side.cluster
    .of('NetworkPolicy')
    .filter(
      (policy) =>
        namespaceOf(policy) === side.own.namespace &&
        selects(policy.spec.podSelector, side.own.labels) &&
        typesOf(policy.spec).includes(type) &&
        // Whether they apply to pods on the host network is left to the plugin.
        side.given.areAsked,
    )
    .map((policy) => ({
      isolates: true,
      accepts: acceptedBy(rulesOf(policy, type), type, policy, side),
      denies: false,
    }));
}

/** The rules that match, as those of NetworkPolicies do. */
export function acceptedBy(
  rules: readonly RawObject[],
  type: 'Ingress' | 'Egress',
  policy: RawObject,
  side: NaiveSide,
): NaiveOpinion['accepts'] {
  return rules.flatMap((rule, i) => {
    const where = `${policy.kind} ${policy.metadata.name}[${i}]`;
    const destination = type === 'Ingress' ? side.own : 'pod' in side.peer ? side.peer.pod : undefined;
    const packet = { ...side.question, from: { ip: '' }, to: { ip: '' } };
    const hasPort = portsMatch(rule?.ports, packet, destination, false);
    return hasPort && isAmong(type === 'Ingress' ? rule?.from : rule?.to, policy, where, side) ? [{}] : [];
  });
}

function isAmong(peers: RawObject[] | undefined, policy: RawObject, where: string, side: NaiveSide): boolean {
  if (isEverybody(peers)) return true;
  const { peer, pod } = side;
  // What the plugin takes pods on the host network for is not known.
  if ('pod' in peer && pod === undefined) return side.perhaps(`${where} is for a pod on the host network`);
  return peers!.some(({ ipBlock, namespaceSelector, podSelector }: RawObject) => {
    if (present(ipBlock)) return isInBlock(ipBlock, side);
    if (pod === undefined) return false;
    const from = policy.kind === 'NetworkPolicy' ? side.cluster : side;
    const fits = present(namespaceSelector)
      ? selects(namespaceSelector, from.namespaceLabels(pod.namespace))
      : pod.namespace === namespaceOf(policy);
    return fits && selects(podSelector, pod.labels);
  });
}

/** Whether it matches pods at all differs between plugins, unless somebody has told the addresses. */
function isInBlock({ cidr, except = [] }: RawObject, side: NaiveSide): boolean {
  if ('entity' in side.peer) return false;
  if (side.pod !== undefined && !side.hasKnownAddress && !side.perhaps('blocks are for pods')) return false;
  const { address } = side;
  return inCidr(address, cidr) && !(except ?? []).some((inner: string) => inCidr(address, inner));
}
