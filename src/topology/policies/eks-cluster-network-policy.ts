import { AdminApi } from './admin-api';
import { firstNamed, firstOutside } from './admin-named-ports';
import { readAdminPolicy, readTierAndPriority } from './admin-policy';
import { readEksPort } from './admin-ports';
import { Part } from './doubts';
import { PolicyReader } from './policy-reader';
import { Direction, PolicyRule, RuleAction } from '../model';

/** @see https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy.html */
const EKS: AdminApi = {
  fields: ['tier', 'priority', 'subject', 'ingress', 'egress'],
  actions: { Accept: 'accept', Deny: 'deny', Pass: 'pass' },
  most: 100,
  portsKey: 'ports',
  readPort: readEksPort,
  checkNamedPorts: doubtNamedPorts,
  outside: ['networks', 'domainNames'],
  namesWith: ['accept', 'pass'],
  mayOmitNamespaces: false,
  isExact: false,
};

/** Reads the kind of EKS that has the name and the meaning of the upstream one, and is written in another way. */
export const readEksClusterNetworkPolicy: PolicyReader = (root, identity) =>
  readAdminPolicy(root, identity, EKS, readTierAndPriority, inOrderOfActions);

/** EKS's controller takes the ports of the first namespace's pods for those of all pods, and leaves names out beside networks. */
function doubtNamedPorts(rule: Part, direction: Direction): void {
  const named = firstNamed(rule, 'ports', 'namedPort');
  if (named === undefined) return;
  if (direction === 'ingress') {
    named.doubt('is a port that EKS resolves for some of the pods alone', 'namedPort');
  } else if (firstOutside(rule) !== undefined) {
    named.doubt('is a port of pods, beside peers that are none', 'namedPort');
  }
}

/** The order in which EKS's agent asks rules of one priority: it does not know in which order they are written. */
const ORDER: readonly RuleAction[] = ['deny', 'accept', 'pass'];

/** The rules of a policy in the order in which they are asked, with the places where they stand. */
function inOrderOfActions(rules: readonly PolicyRule[], direction: Direction, spec: Part): readonly PolicyRule[] {
  const places = rules.map((rule, i) => ({ rule, i, rank: ORDER.indexOf(rule.action ?? 'accept') }));
  if (places.every(({ rank }) => rank === places[0].rank)) return rules;
  if (rules.some(({ peers }) => peers?.some(({ kind }) => kind === 'names') === true)) {
    spec.doubt('has rules of several actions, and names, which EKS learns apart from them', direction);
    return rules;
  }
  const late = places.find(({ rank, i }) => i > 0 && rank < places[i - 1].rank);
  if (late === undefined) return rules;
  const list = spec.get(direction);
  const what = 'got rules that EKS asks in another order: of one policy, those that deny, then those that accept';
  const { field } = list.items()[late.i];
  field.warn(
    `${list.name}[${late.i}]: ${what}. Fix: put it into a policy of its own, and say the order by \`priority\``,
  );
  const sorted = places.sort((a, b) => a.rank - b.rank || a.i - b.i);
  return sorted.map(({ rule, i }) => ({ ...rule, path: `${direction}[${i}]` }));
}
