import { Cluster, CompiledRule } from './cluster';
import { Undecided, undecidedBetween } from './doubt';
import { matchesPod } from './judge';
import { PortSet } from './port-set';
import { Reason, REASONS } from './reason';
import { portsOn } from './rule-ports';
import { Side } from './side';
import { conflictOf } from './undecided-side';
import { Workload } from '../topology/model';

/** Why it is not decided what one workload may do with another one. */
export function undecidedPair(
  { workloads, sides }: Cluster,
  source: number,
  destination: number,
  { out, into }: { readonly out: readonly CompiledRule[]; readonly into: readonly CompiledRule[] },
  ports: PortSet,
): { readonly reason: Reason } & Partial<Undecided> {
  const [egress, ingress] = [sides.egress[source], sides.ingress[destination]];
  const undecided = undecidedBetween(egress, ingress);
  if (undecided !== undefined) return undecided;
  if (workloads[source].hostNetwork || workloads[destination].hostNetwork) return { reason: REASONS.hostNetwork };
  const ofSource = [...partOf(egress), ...askedOf(into, source)];
  if (ofSource.length > 0) return { reason: somePods(workloads[source], ofSource) };
  const ofDestination = [...partOf(ingress), ...askedOf(out, destination)];
  if (ofDestination.length > 0) return { reason: somePods(workloads[destination], ofDestination) };
  const conflict = (side: Side, peer: number): Reason | undefined =>
    conflictOf(
      side,
      ports,
      (rule) => matchesPod(rule, peer) !== 'no',
      (rule) => portsOn(rule, workloads[destination]),
    );
  return { reason: conflict(egress, destination) ?? conflict(ingress, source) ?? REASONS.podAddress };
}

/** The labels by which policies select some of the pods. */
export function partOf({ partial, tiers }: Pick<Side, 'partial' | 'tiers'>): readonly string[] {
  return [...partial.flatMap(({ by }) => by), ...(tiers?.policies ?? []).flatMap(({ by = [] }) => by)];
}

/** The labels by which rules mean some of a peer's pods. */
export function askedOf(rules: readonly CompiledRule[], peer: number): readonly string[] {
  return rules.flatMap(({ everybody, pods }) => (everybody ? [] : (pods.partial.get(peer) ?? [])));
}

/** A selector asks for labels that not all pods of a workload have alike. */
export function somePods({ id, perPodLabels }: Workload, labels: readonly string[]): Reason {
  const own = [...new Set(labels)].filter((label) => label in perPodLabels).sort();
  if (own.length === 0) {
    // What is no label of the pods is something that policies name and the input does not have.
    const missing = [...new Set(labels)].sort().join(' and ');
    return {
      code: 'not-in-input',
      text: `a policy asks for ${missing}, and the input does not say whether ${id} is meant`,
    };
  }
  const isKnown = own.every((label) => perPodLabels[label] !== 'unknown');
  const which = isKnown ? 'is not the same on all pods' : 'has a value that is not in the manifests on the pods';
  return { code: 'some-pods', text: `a selector asks for ${own.join(' and ')}, which ${which} of ${id}` };
}
