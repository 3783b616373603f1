import { CheckedRule, checkedRules, compilerOf } from './checked-policies';
import {
  describePeer,
  isInInput,
  isOfTheCluster,
  namespaceMeant,
  namespacesOf,
  PodsPeer,
  shortened,
} from './confined-peers';
import { areOfGateways, mayBeMadeByOperator } from './operator-pods';
import { peerField, ruleName } from './policy-places';
import { nameKey, ownNamespaces, servicesByName } from './service-pods';
import { isOwn } from '../../reachability/own-workloads';
import { isEmpty } from '../../reachability/pod-set';
import { nearest } from '../../support/nearest';
import { NAMESPACE_NAME_LABEL, PolicyPeer, Requirement } from '../../topology/model';
import { CheckInput } from '../check-input';
import { Found, Rule } from '../rule';

/** Peers of rules that mean pods which the input should have, and does not. */
export const peerMatchesNobody: Rule = {
  id: 'peer-matches-nobody',
  title: 'A rule is for pods that are not there',
  severity: 'warning',
  group: 'connectivity',
  why: 'A peer with labels that no pod has opens nothing to anybody, and the connection that it was written for stays closed.',
  fix: 'Write the labels of the pods into podSelector, and select their namespace by kubernetes.io/metadata.name in namespaceSelector of the same peer.',
  *find(input: CheckInput): Iterable<Found> {
    // Equal peers of several rules of a policy are one mistake.
    const seen = new Set<string>();
    for (const checked of input.once(checkedRules)) {
      for (const [i, peer] of (checked.rule.peers ?? []).entries()) {
        const { object, policy, direction, rule, index } = checked;
        const mistake = mistakeOf(input, checked, peer, seen.size < MOST_HINTS);
        if (mistake === undefined) continue;
        const name = ruleName(direction, index, rule);
        const { whom } = mistake;
        const detail = `${direction}${rule.action === 'deny' ? 'Deny' : ''} ${whom}`;
        const key = JSON.stringify([object.id, object.group, detail]);
        if (seen.has(key)) continue;
        seen.add(key);
        yield {
          object,
          field: peerField(object, policy, direction, name, i),
          detail,
          message: `${policy.id} ${name} is for ${shortened(whom)}, ${mistake.why}`,
          fix: mistake.fix,
          // To deny what is not there yet is no mistake.
          severity: rule.action === 'deny' || isDeclared(input, checked) ? 'note' : mistake.severity,
        };
      }
    }
  },
};

/** Whether a construct wrote the policy: there selectors are for pods of others, and what is in the app is named itself. */
function isDeclared({ analysis }: CheckInput, { policy, selected: { members, partial } }: CheckedRule): boolean {
  const { workloads } = analysis.cluster;
  return (
    partial.size === 0 &&
    members.every((position) => workloads[position].name === policy.name && isOwn(analysis, position))
  );
}

interface Mistake extends Pick<Found, 'severity' | 'fix'> {
  readonly whom: string;
  readonly why: string;
}

function mistakeOf(input: CheckInput, checked: CheckedRule, peer: PolicyPeer, hints: boolean): Mistake | undefined {
  if (peer.kind === 'services') return missingService(input, peer);
  return peer.kind === 'pods' ? missingPods(input, checked, peer, hints) : undefined;
}

function missingPods(
  input: CheckInput,
  { policy, rule, index }: CheckedRule,
  peer: PodsPeer,
  hints: boolean,
): Mistake | undefined {
  const found = input.once(compilerOf).compile(policy, { peers: [peer], action: rule.action }, index).pods;
  if (!isEmpty(found)) return undefined;
  const whom = describePeer(policy, peer);
  const meant = namespaceMeant(input, peer);
  if (meant !== undefined) {
    const [{ key }] = peer.namespaceSelector!.requirements;
    return {
      whom,
      why: `and Namespace ${meant.name} does not have the label ${key}=${meant.name}`,
      fix: `select it by ${NAMESPACE_NAME_LABEL}: ${meant.name}, the label that every namespace has`,
    };
  }
  if (areOfGateways(peer.podSelector)) return undefined;
  if (peer.podSelector.requirements.length === 0 || !isInInput(input, policy, peer)) return undefined;
  const names = namespacesOf(policy, peer) ?? [];
  const inhabited = input.once(inhabitantsOf);
  // Pods of a namespace that is empty so far may come from elsewhere, and operators make others.
  const isExpected = names.some((name) => inhabited.has(name)) && !mayBeMadeByOperator(input, names, peer.podSelector);
  const severity = isExpected ? undefined : 'note';
  return {
    whom,
    severity,
    why: 'and no workload of the input has these labels there',
    fix: (hints ? nearFix(input, names, peer) : undefined) ?? FIX,
  };
}

type ServicesPeer = Extract<PolicyPeer, { kind: 'services' }>;

/** A Service that is named, of a namespace of which the input should have all. */
function missingService(input: CheckInput, { namespace, name }: ServicesPeer): Mistake | undefined {
  if (namespace === undefined || name === undefined || !input.once(ownNamespaces).has(namespace)) return undefined;
  if (isOfTheCluster(namespace) || input.once(servicesByName).has(nameKey(namespace, name))) return undefined;
  return {
    whom: `Service ${name} in namespace ${namespace}`,
    why: 'which is not in the input',
    fix: `write the name of a Service of namespace ${namespace}, or leave the peer out`,
  };
}

const FIX =
  'write the labels of the pods into podSelector and their namespace into namespaceSelector, or leave the peer out';

/** Of a file in which everything is wrong, not every line needs to say what was meant. */
const MOST_HINTS = 50;

function nearFix(input: CheckInput, names: readonly string[], { podSelector }: PodsPeer): string | undefined {
  const inhabited = input.once(inhabitantsOf);
  for (const { key, operator, values } of podSelector.requirements as readonly Requirement[]) {
    if (operator !== 'In' || values.length !== 1) continue;
    const carried = names.flatMap((name) => [...(inhabited.get(name)?.get(key) ?? [])].slice(0, MOST_VALUES));
    if (carried.includes(values[0])) continue;
    const near = nearest(values[0], carried);
    if (near !== undefined) return `write ${key}: ${near} into podSelector, or leave the peer out`;
  }
  return undefined;
}

/** Many labels have a value of their own for each workload. */
const MOST_VALUES = 200;

/** The values of the labels of pods, by their namespace and key. */
function inhabitantsOf({ analysis }: CheckInput): ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>> {
  const found = new Map<string, Map<string, Set<string>>>();
  for (const { namespace, labels } of analysis.cluster.workloads) {
    const own = found.get(namespace) ?? new Map<string, Set<string>>();
    found.set(namespace, own);
    for (const [key, value] of Object.entries(labels)) own.set(key, (own.get(key) ?? new Set<string>()).add(value));
  }
  return found;
}
