/*
 * The rules whose findings can be accepted, for the code that writes what is accepted: it knows none of the checks. A test holds
 * the list to the rules, and the kinds to what the rules find.
 */

/** Kinds that run pods, of all groups. */
export const POD_KINDS: readonly string[] = [
  'AdvancedCronJob',
  'BroadcastJob',
  'CloneSet',
  'CronJob',
  'DaemonSet',
  'Deployment',
  'DeploymentConfig',
  'Job',
  'Pod',
  'ReplicaSet',
  'ReplicationController',
  'Rollout',
  'ScaledJob',
  'StatefulSet',
  'UnitedDeployment',
];

/** Kinds of policies that are judged. */
export const POLICY_KINDS: readonly string[] = [
  'AdminNetworkPolicy',
  'ApplicationNetworkPolicy',
  'BaselineAdminNetworkPolicy',
  'CiliumClusterwideNetworkPolicy',
  'CiliumNetworkPolicy',
  'ClusterNetworkPolicy',
  'FQDNNetworkPolicy',
  'NetworkPolicy',
];

/** Kinds of meshes that say who may connect to servers. */
export const IDENTITY_KINDS: readonly string[] = [
  'AuthorizationPolicy',
  'HTTPRoute',
  'MeshTLSAuthentication',
  'NetworkAuthentication',
  'PeerAuthentication',
  'Server',
  'ServerAuthorization',
];

/** Rules that are found on objects of a few kinds. A rule that may be found on others, too, stands in `ANY_OBJECT`. */
const BY_KIND: readonly (readonly [kinds: readonly string[], rules: readonly string[]])[] = [
  [
    POD_KINDS,
    [
      'no-policy',
      'api-server-closed',
      'cloud-role-closed',
      'pod-security',
      'run-as-root',
      'privilege-escalation',
      'privileged',
      'writable-root',
      'capabilities-kept',
      'capabilities-added',
      'seccomp-missing',
      'host-namespaces',
      'host-path',
      'host-port',
      'unsafe-sysctl',
      'account-missing',
      'account-token',
      'service-links',
      'image-tag',
      'pull-policy',
      'resources-missing',
      'empty-dir-limit',
      'liveness-like-readiness',
      'probe-port',
      'duplicate-env',
      'duplicate-mount',
      'selector-differs',
      'selectors-overlap',
      'one-replica',
      'replicas-beside-autoscaler',
      'update-strategy',
      'spread-missing',
      'budget-missing',
      'budgets-overlap',
      'claim-access',
      'dns-closed',
      'open-direction',
      'open-to-internet',
      'service-without-readiness',
      'headless-service-missing',
      'network-rule',
      'not-proven',
      'connections-not-declared',
      'solver-closed',
      'shared-identity',
      'carried-by-mesh',
      'mesh-wire-closed',
    ],
  ],
  [
    ['Service'],
    [
      'load-balancer-class',
      'affinity-on-headless',
      'external-name-is-address',
      'service-port-unserved',
      'service-selects-nobody',
    ],
  ],
  [POLICY_KINDS, ['policy-selects-nobody', 'peer-matches-nobody', 'port-matches-nobody', 'service-port-in-rule']],
  [POLICY_KINDS, ['policies-wider-than-identity', 'plaintext-to-strict']],
  [IDENTITY_KINDS, ['identity-wider-than-policies', 'identity-policy-without-mesh']],
  [['Service', ...POLICY_KINDS], ['service-selects-others']],
  [[...POD_KINDS, 'ConfigMap'], ['secret-in-text']],
  [[...POD_KINDS, 'ResourceQuota'], ['quota']],
  [['PodDisruptionBudget'], ['budget-blocks']],
  [['HorizontalPodAutoscaler', 'ScaledObject'], ['autoscaler-target']],
  // What they are about renders no object.
  [[], ['guardrail-empty', 'network-rule-unused']],
];

/** Rules that are found on objects of any kind. */
const ANY_OBJECT: readonly string[] = [
  'webhook-closed',
  'exposure-closed',
  'route-to-nothing',
  'identity-without-account',
  'metrics-closed',
  'unjudged-policy',
  'not-read',
  'namespace-implicit',
  'old-api',
];

const KINDS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  BY_KIND.flatMap(([kinds, rules]) => rules.map((rule) => [rule, new Set(kinds)] as const)),
);

/** The ids of all of them. */
export const RULE_IDS: readonly string[] = [...KINDS.keys(), ...ANY_OBJECT];

/** Whether a rule may find something on an object of a kind. */
export function isAboutKind(rule: string, kind: string): boolean {
  return KINDS.get(rule)?.has(kind) ?? true;
}

/** Whether a rule is found on objects at all. */
export function isAboutSomeKind(rule: string): boolean {
  return KINDS.get(rule)?.size !== 0;
}
