import { isNearField } from './near-field';
import { groupOf } from './pod-templates';

/** How the selector of a kind of policy is written. */
export type SelectorDialect = 'kubernetes' | 'admin' | 'cilium' | 'calico' | 'unknown';

/** A kind of policy that is not judged. */
export interface UnjudgedKind {
  readonly dialect: SelectorDialect;
  /** Absent: nobody knows, and an object with a namespace is taken for one that has it. */
  readonly isNamespaced?: boolean;
  /** The only directions that the kind knows, if it does not know both. */
  readonly directions?: readonly ['egress'];
}

const CALICO: { readonly [kind: string]: UnjudgedKind } = {
  NetworkPolicy: { dialect: 'calico', isNamespaced: true },
  GlobalNetworkPolicy: { dialect: 'calico', isNamespaced: false },
};

const ADMIN: UnjudgedKind = { dialect: 'admin', isNamespaced: false };

/** A NetworkPolicy, but for its version or a letter of its kind. */
const MISSPELT: UnjudgedKind = { dialect: 'kubernetes', isNamespaced: true };

/** By API group, then by kind. */
const KINDS: ReadonlyMap<string, { readonly [kind: string]: UnjudgedKind }> = new Map([
  [
    'cilium.io',
    {
      CiliumNetworkPolicy: { dialect: 'cilium', isNamespaced: true },
      CiliumClusterwideNetworkPolicy: { dialect: 'cilium', isNamespaced: false },
    },
  ],
  [
    'policy.networking.k8s.io',
    { AdminNetworkPolicy: ADMIN, BaselineAdminNetworkPolicy: ADMIN, ClusterNetworkPolicy: ADMIN },
  ],
  ['projectcalico.org', CALICO],
  ['crd.projectcalico.org', CALICO],
  [
    'networking.k8s.aws',
    {
      ApplicationNetworkPolicy: { dialect: 'kubernetes', isNamespaced: true },
      ClusterNetworkPolicy: ADMIN,
    },
  ],
  // What it denies, a NetworkPolicy cannot allow.
  ['k8s.ovn.org', { EgressFirewall: { dialect: 'unknown', isNamespaced: true, directions: ['egress'] } }],
  ['networking.gke.io', { FQDNNetworkPolicy: { dialect: 'kubernetes', isNamespaced: true, directions: ['egress'] } }],
]);

/** Whether a kind of that name is a policy, or meant as one, in some group. */
export function isPolicyInSomeGroup(kind: string): boolean {
  return unjudgedKind(kind, '') !== undefined || [...KINDS.values()].some((kinds) => Object.hasOwn(kinds, kind));
}

/** Of `networking.k8s.io`, what is no policy. */
const NETWORKING_KINDS = ['Ingress', 'IngressClass', 'IPAddress', 'ServiceCIDR', 'ClusterCIDR'];

/** The one kind of policy that is judged. */
export function isJudgedPolicy(kind: string, apiVersion: string): boolean {
  return kind === 'NetworkPolicy' && apiVersion === 'networking.k8s.io/v1';
}

/** What a kind is if it is a policy, or may have been meant as one, and is not judged. */
export function unjudgedKind(kind: string, apiVersion: string): UnjudgedKind | undefined {
  if (isJudgedPolicy(kind, apiVersion)) return undefined;
  const group = groupOf(apiVersion);
  const kinds = KINDS.get(group) ?? {};
  if (Object.prototype.hasOwnProperty.call(kinds, kind)) return kinds[kind];
  // Calico's staged policies are only watched, and enforced by nobody.
  if (kind.startsWith('Staged') && group.endsWith('projectcalico.org')) return undefined;
  // Also of an API that is no more, with a letter too many, or of a plugin that nobody here has heard of.
  const isOurs = group === '' || group === 'extensions' || group.startsWith('networking');
  const letters = kind.replace(/[^A-Za-z0-9]/g, '');
  if (isOurs && (isNearField(letters, 'NetworkPolicy') || /^(network\W*polic(y|ies?)|netpols?)$/i.test(letters))) {
    return MISSPELT;
  }
  if (/net\w*polic(y|ies?)$/i.test(letters) || endsNearly(letters)) return { dialect: 'unknown' };
  const isUnknown =
    group === 'networking.k8s.io' &&
    !kind.endsWith('List') &&
    !NETWORKING_KINDS.some((known) => kind === known || isNearField(kind, known));
  return isUnknown ? MISSPELT : undefined;
}

/** Whether a kind ends in the name of a policy but for a slip: `CiliumNetworkPolciy`. */
function endsNearly(kind: string): boolean {
  return [12, 13, 14].some((length) => kind.length >= length && isNearField(kind.slice(-length), 'NetworkPolicy'));
}
