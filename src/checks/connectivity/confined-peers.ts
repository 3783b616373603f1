import { ownNamespaces } from './service-pods';
import { formatSelector } from '../../reachability/selector';
import { Namespace, NAMESPACE_NAME_LABEL, Policy, PolicyPeer, Selector } from '../../topology/model';
import { CheckInput } from '../check-input';

/** A peer by selectors. */
export type PodsPeer = Extract<PolicyPeer, { kind: 'pods' }>;

/** Namespaces that hold what the cluster brings along, which inputs mostly do not have. */
const OF_THE_CLUSTER = /^(kube|openshift|gke|gmp|calico|tigera|cilium|istio|linkerd|aks|eks|amazon|azure)(-|$)/;

/** The namespaces that a peer is confined to; undefined if its pods may be in others as well. */
export function namespacesOf({ namespace }: Policy, { namespaceSelector }: PodsPeer): readonly string[] | undefined {
  if (namespaceSelector === undefined) return namespace === '' ? undefined : [namespace];
  return namespaceSelector.requirements.find(({ key, operator }) => key === NAMESPACE_NAME_LABEL && operator === 'In')
    ?.values;
}

/** Whether a namespace holds what the cluster brings along. */
export function isOfTheCluster(namespace: string): boolean {
  return OF_THE_CLUSTER.test(namespace);
}

/** Whether all the pods that a peer may mean should be in the input. */
export function isInInput(input: CheckInput, policy: Policy, peer: PodsPeer): boolean {
  const names = namespacesOf(policy, peer);
  const own = input.once(ownNamespaces);
  return names?.every((name) => own.has(name) && !isOfTheCluster(name)) ?? false;
}

/** The namespace of the input whose name a selector has in a label that it does not carry: its own name is in another one. */
export function namespaceMeant(input: CheckInput, { namespaceSelector }: PodsPeer): Namespace | undefined {
  const [requirement, ...others] = namespaceSelector?.requirements ?? [];
  if (requirement === undefined || others.length > 0) return undefined;
  const { key, operator, values } = requirement;
  if (key === NAMESPACE_NAME_LABEL || operator !== 'In' || values.length !== 1) return undefined;
  if (input.analysis.cluster.pods.namespacesOf(namespaceSelector as Selector).length > 0) return undefined;
  const meant = input.once(namespacesByName).get(values[0]);
  return meant?.declared === true ? meant : undefined;
}

function namespacesByName({ analysis }: CheckInput): ReadonlyMap<string, Namespace> {
  return new Map(analysis.cluster.topology.namespaces.map((each) => [each.name, each]));
}

/** A peer in words: `pods with app=web in namespace shop`. */
export function describePeer({ namespace }: Policy, { namespaceSelector, podSelector }: PodsPeer): string {
  const pods = podSelector.requirements.length === 0 ? 'all pods' : `pods with ${formatSelector(podSelector)}`;
  if (namespaceSelector === undefined) return `${pods} in namespace ${namespace}`;
  const [only, ...others] = namespaceSelector.requirements;
  if (only === undefined) return pods;
  if (others.length === 0 && only.key === NAMESPACE_NAME_LABEL && only.operator === 'In') {
    return `${pods} in namespace ${only.values.join(' or ')}`;
  }
  return `${pods} in namespaces with ${formatSelector(namespaceSelector)}`;
}

const LONGEST = 250;

/** A text for a message: selectors may be long. */
export function shortened(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}
