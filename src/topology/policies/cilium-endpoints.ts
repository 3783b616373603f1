import { ENTITIES, peersOfEntity } from './cilium-entity-peers';
import { EndpointRequirement, isPositive, readEndpointRequirements, selectorOf } from './cilium-labels';
import { Part } from './doubts';
import { NAMESPACE_NAME_LABEL, Policy, PolicyPeer, Requirement, Selector } from '../model';
import { EVERYTHING } from '../parse-selector';

/** Whom a policy selects. */
export type SelectedPods = Pick<Policy, 'namespaceSelector' | 'podSelector'>;

/**
 * Reads which pods a policy selects; nothing if it selects none, but what is no pod.
 *
 * @param namespace that of the policy; a policy of the cluster has none
 */
export function readSelectedPods(selector: Part, namespace: string | undefined): SelectedPods | undefined {
  const all = readEndpointRequirements(selector);
  // Pods have no reserved labels.
  if (all.some(({ about, requirement }) => about === 'reserved' && isPositive(requirement))) return undefined;
  const podSelector = selectorOf(selector, ofSubject(all, 'pod'));
  if (namespace === undefined) {
    return { namespaceSelector: selectorOf(selector, ofSubject(all, 'namespace')), podSelector };
  }
  return inNamespace(selector, all, namespace, podSelector);
}

function inNamespace(
  selector: Part,
  all: readonly EndpointRequirement[],
  namespace: string,
  podSelector: Selector,
): SelectedPods | undefined {
  const others: Requirement[] = [];
  for (const { requirement, about, isOverwritten, part } of all) {
    if (about !== 'namespace') continue;
    if (requirement.key !== NAMESPACE_NAME_LABEL) {
      others.push(requirement);
    } else if (!isFitting(requirement, namespace)) {
      const what = `${part.name}: got another namespace than the policy's own, ${JSON.stringify(namespace)}`;
      const then = isOverwritten ? 'which Cilium passes over' : 'so the policy selects no pods';
      part.field.warn(`${what}, ${then}. Fix: leave the namespace out, or put the policy into the other one`);
      if (!isOverwritten) return undefined;
    }
  }
  if (others.length === 0) return { podSelector };
  const own: Requirement = { key: NAMESPACE_NAME_LABEL, operator: 'In', values: [namespace] };
  return { namespaceSelector: selectorOf(selector, [own, ...others]), podSelector };
}

function isFitting({ operator, values }: Requirement, namespace: string): boolean {
  if (operator === 'In') return values.includes(namespace);
  return operator === 'NotIn' ? !values.includes(namespace) : operator === 'Exists';
}

/** Reads endpoints as peers: those of the policy's own namespace, unless the selector says which. */
export function readEndpointPeers(selector: Part, namespace: string | undefined): readonly PolicyPeer[] {
  const all = readEndpointRequirements(selector);
  if (all.some(({ about }) => about === 'reserved')) return reservedPeers(selector, all);
  const ofNamespaces = ofSubject(all, 'namespace');
  const podSelector = selectorOf(selector, ofSubject(all, 'pod'));
  const { parts } = selector.field;
  if (ofNamespaces.length === 0) {
    return [parts.peer(namespace === undefined ? EVERYTHING : undefined, podSelector)];
  }
  const pods = parts.peer(selectorOf(selector, ofNamespaces.filter(isNarrowing)), podSelector);
  // To one of the cluster that names no namespace, Cilium adds that there must be one.
  const isAdded = namespace === undefined && ofNamespaces.every(({ key }) => key !== NAMESPACE_NAME_LABEL);
  if (isAdded || all.some(({ requirement }) => isPositive(requirement))) return [pods];
  return [pods, { kind: 'unknown', what: 'what has no namespace, which older versions of Cilium take for a match' }];
}

/** Each namespace has its name. */
function isNarrowing({ key, operator }: Requirement): boolean {
  return key !== NAMESPACE_NAME_LABEL || operator !== 'Exists';
}

/** One reserved label alone is what an entity is. */
function reservedPeers(selector: Part, all: readonly EndpointRequirement[]): readonly PolicyPeer[] {
  const [{ requirement }, ...more] = all;
  const { key, operator, values } = requirement;
  const isThere = operator === 'Exists' || (operator === 'In' && values.length === 1 && values[0] === '');
  const peers = more.length === 0 && isThere ? peersOfEntity(key) : undefined;
  if (peers === undefined || !ENTITIES.includes(key) || key === 'cluster') {
    selector.doubt('has reserved labels in a way that is not known here');
    return [];
  }
  return peers;
}

function ofSubject(all: readonly EndpointRequirement[], subject: EndpointRequirement['about']): Requirement[] {
  return all.filter(({ about }) => about === subject).map(({ requirement }) => requirement);
}
