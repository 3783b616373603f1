import { Analysis } from '../../../reachability/analysis';
import { meshOf } from '../../../reachability/identity/caller';
import { IdentityWall } from '../../../reachability/identity/wall';
import { Side, TierPolicy } from '../../../reachability/side';
import { isOpen } from '../../../reachability/tiers';
import { Walls } from '../picture';

/** What meshes are called. */
const MESHES = { istio: 'Istio', 'istio-ambient': 'Istio ambient', linkerd: 'Linkerd' } as const;

/** What decides about the connections of a workload, by its position. */
export function wallsOf({ cluster }: Analysis, position: number): Walls {
  const { hostNetwork } = cluster.workloads[position];
  const sides = { ingress: cluster.sides.ingress[position], egress: cluster.sides.egress[position] };
  const both = Object.values(sides);
  const mesh = meshOf(cluster.workloads[position]);
  const decides = IdentityWall.of(cluster)?.standsBefore(position) === true;
  const admin = idsOf(both.flatMap((side) => tierPolicies(side).map(({ policy }) => policy)));
  const unjudged = idsOf(both.flatMap(({ unjudgedBy }) => unjudgedBy));
  return {
    ingress: stateOf(sides.ingress, hostNetwork),
    egress: stateOf(sides.egress, hostNetwork),
    policies: { ingress: isolating(sides.ingress), egress: isolating(sides.egress) },
    ...(mesh === 'outside' || mesh === 'unknown' ? {} : { mesh: { name: MESHES[mesh], decides } }),
    ...(decides ? { byIdentity: true } : {}),
    ...(admin.length === 0 ? {} : { admin }),
    ...(unjudged.length === 0 ? {} : { unjudged }),
  };
}

/** Policies may have no say about pods on the host network, and others that are not judged may open what they close. */
function stateOf(side: Side, hostNetwork: boolean): Walls['ingress'] {
  if (side.doubt !== undefined) return 'partly';
  if (isOpen(side)) return 'open';
  const isClosed = side.isolatedBy.length > 0 || tierPolicies(side).some(deniesAll);
  return isClosed && !hostNetwork ? 'closed' : 'partly';
}

/** Whether a policy of administrators ends with a rule that leaves nothing open. */
function deniesAll({ rules, by }: TierPolicy): boolean {
  return (
    by === undefined &&
    rules.some(({ action, alone: [{ everybody, ports, namedPorts }] }) => {
      return action === 'deny' && everybody && namedPorts.length === 0 && ports.isAll;
    })
  );
}

/** Rules that deny beside NetworkPolicies are asked in turn, too, but are no policies of administrators. */
function tierPolicies({ tiers }: Side): readonly TierPolicy[] {
  return tiers === undefined ? [] : tiers.policies.filter(({ policy }) => policy.order !== undefined);
}

function isolating({ isolatedBy, partial }: Side): readonly string[] {
  return idsOf([...isolatedBy, ...partial.flatMap(({ policies }) => policies)]);
}

function idsOf(policies: readonly { readonly id: string }[]): readonly string[] {
  return [...new Set(policies.map(({ id }) => id))];
}
