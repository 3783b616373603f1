import { coversName, fitsGlob, normalName } from './glob';
import { both, Match, matchSelector } from './meeting';
import { EndPattern } from './network-rule';
import { AddressSet } from '../../reachability/address-set';
import { EntityEnd, NameEnd, NodesEnd, PodsEnd, podsEnd } from '../../reachability/end';
import { parseSelectorText } from '../../reachability/parse-selector-text';
import { GLOBAL_IPV4, GLOBAL_IPV6, PUBLIC_ADDRESSES } from '../../reachability/public-addresses';
import { isPublicName } from '../../reachability/public-names';
import { formatSelector, matches } from '../../reachability/selector';
import { reachOfHost } from '../../support/private-hosts';
import { NAMESPACE_NAME_LABEL, Namespace, Selector } from '../../topology/model';

type Pods = Extract<EndPattern, { kind: 'pods' }>;
type Id = Extract<EndPattern, { kind: 'id' }>;

/** The public addresses, without that of the platform which pods on Azure see at a public address. */
export const INTERNET_ADDRESSES = PUBLIC_ADDRESSES.subtract(AddressSet.block('168.63.129.16/32'));

/**
 * How a pattern meets pods that the input does not have.
 *
 * @param hasWorkloads whether the pattern means workloads of the input: a name that is found there is not of others, too
 */
export function matchPodsOutside(
  namespaces: readonly Namespace[],
  pattern: EndPattern,
  end: PodsEnd,
  hasWorkloads: boolean,
): Match {
  switch (pattern.kind) {
    case 'everything':
      return 'whole';
    case 'entity':
      return pattern.entity === 'cluster' ? 'whole' : 'no';
    case 'pods':
      return matchLabels(namespaces, pattern, end);
    case 'id':
      return matchById(namespaces, pattern, end, hasWorkloads);
    default:
      return 'no';
  }
}

/** Of a namespace that the end names, and that is declared, all labels are known. */
function matchLabels(known: readonly Namespace[], { namespaces, pods }: Pods, end: PodsEnd): Match {
  const [ownNamespaces, ownPods] = [end.namespaces, end.pods].map(parseSelectorText);
  const names = namesIn(ownNamespaces);
  const [name] = names ?? [];
  const declared = names?.length === 1 ? known.find((each) => each.name === name && each.declared) : undefined;
  const ofNamespaces: Match =
    declared === undefined
      ? matchSelector(namespaces, ownNamespaces)
      : matches(namespaces, declared.labels)
        ? 'whole'
        : 'no';
  return both(ofNamespaces, matchSelector(pods, ownPods));
}

/** Which workloads pods outside of the input belong to nobody knows, only their namespaces. */
function matchById(
  known: readonly Namespace[],
  { namespace, ofKind = '*', name }: Id,
  end: PodsEnd,
  hasWorkloads: boolean,
): Match {
  const isOfNamespaces = name === '*' && ofKind === '*';
  if (hasWorkloads && !isOfNamespaces) return 'no';
  const ofNamespaces = matchNamespaceGlob(known, namespace, parseSelectorText(end.namespaces));
  if (isOfNamespaces || ofNamespaces === 'no') return ofNamespaces;
  return both(ofNamespaces, end.pods === '*' ? 'some' : 'perhaps');
}

function matchNamespaceGlob(known: readonly Namespace[], glob: string, selector: Selector): Match {
  if (glob === '*') return 'whole';
  const names = namesIn(selector);
  if (names !== undefined) {
    const fitting = names.filter((name) => fitsGlob(glob, name));
    return fitting.length === 0 ? 'no' : fitting.length === names.length ? 'whole' : 'part';
  }
  if (selector.requirements.length === 0) return 'part';
  if (glob.includes('*')) return 'perhaps';
  const declared = known.find(({ name, declared: isDeclared }) => isDeclared && name === glob);
  if (declared !== undefined) return matches(selector, declared.labels) ? 'part' : 'no';
  return matchSelector({ requirements: [{ key: NAMESPACE_NAME_LABEL, operator: 'In', values: [glob] }] }, selector);
}

/** Pods of several namespaces by each of these. */
export function byNamespace(end: PodsEnd): PodsEnd[] {
  const { requirements } = parseSelectorText(end.namespaces);
  const pinned = requirements.find(({ key, operator }) => key === NAMESPACE_NAME_LABEL && operator === 'In');
  if (pinned === undefined || pinned.values.length === 1) return [end];
  return pinned.values.map((name) => {
    const own = requirements.map((each) => (each === pinned ? { ...each, values: [name] } : each));
    return podsEnd(formatSelector({ requirements: own }), end.pods);
  });
}

function namesIn({ requirements }: Selector): readonly string[] | undefined {
  return requirements.find(({ key, operator }) => key === NAMESPACE_NAME_LABEL && operator === 'In')?.values;
}

/** How a pattern meets a DNS name: what addresses it has nobody knows. */
export function matchName(pattern: EndPattern, { name }: NameEnd, isDeep: boolean): Match {
  switch (pattern.kind) {
    case 'everything':
      return 'whole';
    case 'internet':
      if (!isPublicName(name)) return 'no';
      return reachOfHost(name) === 'either' ? 'perhaps' : 'whole';
    case 'addresses': {
      const all = [GLOBAL_IPV4, GLOBAL_IPV6].map((each) => pattern.addresses.includes(each));
      if (all.every(Boolean)) return 'whole';
      return all.some(Boolean) ? 'perhaps' : 'no';
    }
    case 'name':
      if (coversName(pattern.name, name, true)) return 'whole';
      if (coversName(name, pattern.name, isDeep || name === '*')) return 'part';
      return mayMeet(pattern.name, name) ? 'perhaps' : 'no';
    default:
      return 'no';
  }
}

/** Whether two patterns may have a name in common, of which neither stands for all that the other one does. */
function mayMeet(a: string, b: string): boolean {
  if (!a.includes('*') || !b.includes('*')) return false;
  const [ownA, ownB] = [a, b].map((each) => normalName(each).split('.').reverse());
  return ownA
    .slice(0, ownB.length)
    .every((label, i) => label === ownB[i] || label.includes('*') || ownB[i].includes('*'));
}

/** How a pattern meets what Cilium has a word for. */
export function matchEntity(pattern: EndPattern, { entity }: EntityEnd): Match {
  if (pattern.kind === 'everything') return 'whole';
  if (pattern.kind === 'entity') return pattern.entity === 'cluster' || pattern.entity === entity ? 'whole' : 'no';
  if (pattern.kind !== 'nodes' || !ON_NODES.has(entity)) return 'no';
  return pattern.nodes.requirements.length === 0 ? 'whole' : 'perhaps';
}

/** How a pattern meets nodes. */
export function matchNodes(pattern: EndPattern, { nodes }: NodesEnd): Match {
  if (pattern.kind === 'everything') return 'whole';
  if (pattern.kind === 'nodes') return matchSelector(pattern.nodes, parseSelectorText(nodes));
  if (pattern.kind !== 'entity') return 'no';
  if (pattern.entity === 'cluster') return 'whole';
  return ON_NODES.has(pattern.entity) ? 'part' : 'no';
}

/** Entities that are nodes: the pod's own, and all others. */
const ON_NODES: ReadonlySet<string> = new Set(['host', 'remote-node']);

/** How a pattern meets addresses that it does not name: a name may be that of any of them where all of the internet is meant. */
export function matchesAnyAddress(pattern: EndPattern, addresses: AddressSet): boolean {
  return pattern.kind === 'name' && [GLOBAL_IPV4, GLOBAL_IPV6].some((each) => addresses.includes(each));
}
