import { isIdentityKind } from './identity/identity-kinds';
import { isNearField } from './near-field';
import { groupOf, isPodKindInSomeGroup, podKindOf } from './pod-templates';
import { isJudgedPolicy, unjudgedKind } from './unjudged-kinds';

/** Since its version 3, and before. */
const TRAEFIK: readonly string[] = ['traefik.io', 'traefik.containo.us'];

/** The kinds that are read besides those that run pods, with their API groups; the same kind of another group is something else. */
const GROUPS: { readonly [kind: string]: string | readonly string[] } = {
  Service: '',
  Namespace: '',
  EndpointSlice: 'discovery.k8s.io',
  Ingress: 'networking.k8s.io',
  HTTPRoute: 'gateway.networking.k8s.io',
  GRPCRoute: 'gateway.networking.k8s.io',
  TLSRoute: 'gateway.networking.k8s.io',
  TCPRoute: 'gateway.networking.k8s.io',
  UDPRoute: 'gateway.networking.k8s.io',
  Route: 'route.openshift.io',
  IngressRoute: TRAEFIK,
  IngressRouteTCP: TRAEFIK,
  IngressRouteUDP: TRAEFIK,
};

/** Whether it is the version of an API: `v1`, or `group/v1`. */
export function isApiVersion(text: string): boolean {
  return /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[a-z][-a-z0-9]*$/.test(text);
}

/** Whether objects of a kind are read; all others are only counted. */
export function isRead(kind: string, apiVersion: string): boolean {
  return (
    isPlainKind(kind, apiVersion) ||
    isJudgedPolicy(kind, apiVersion) ||
    isIdentityKind(kind, apiVersion) ||
    unjudgedKind(kind, apiVersion) !== undefined
  );
}

/** Whether it is a kind that is read, and no policy. */
export function isPlainKind(kind: string, apiVersion: string): boolean {
  const group = groupOf(apiVersion);
  if (podKindOf(kind, apiVersion) !== undefined) return true;
  return Object.hasOwn(GROUPS, kind) && [GROUPS[kind]].flat().includes(group);
}

/** The kinds of Kubernetes itself, with the version in which each is found. */
const OWN_KINDS: readonly (readonly [kind: string, apiVersion: string])[] = [
  ...['Pod', 'ReplicationController', 'Service', 'Namespace'].map((kind) => [kind, 'v1'] as const),
  ...['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet'].map((kind) => [kind, 'apps/v1'] as const),
  ...['Job', 'CronJob'].map((kind) => [kind, 'batch/v1'] as const),
  ['Ingress', 'networking.k8s.io/v1'],
  ['EndpointSlice', 'discovery.k8s.io/v1'],
];

/** API groups of Kubernetes itself, in which nobody else has kinds. */
const OWN_GROUPS: readonly string[] = ['', 'apps', 'batch', 'discovery.k8s.io', 'extensions', 'networking.k8s.io'];

/** The kind that was meant by one that Kubernetes does not have, or not in that group: `Deployment of apps/v1`. */
export function kindMeant(kind: string, apiVersion: string): string | undefined {
  if (!OWN_GROUPS.includes(groupOf(apiVersion))) return undefined;
  const meant = OWN_KINDS.find(([own]) => own === kind) ?? OWN_KINDS.find(([own]) => isNearField(kind, own));
  return meant === undefined ? undefined : `${meant[0]} of ${meant[1]}`;
}

/** Whether a kind of that name, which is no policy, is read in some group. */
export function isReadInSomeGroup(kind: string): boolean {
  return Object.hasOwn(GROUPS, kind) || isPodKindInSomeGroup(kind);
}
