import { groupOf, podKindOf } from './pod-templates';
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

/** Whether objects of a kind are read; all others are only counted. */
export function isRead(kind: string, apiVersion: string): boolean {
  return (
    isPlainKind(kind, apiVersion) || isJudgedPolicy(kind, apiVersion) || unjudgedKind(kind, apiVersion) !== undefined
  );
}

/** Whether it is a kind that is read, and no policy. */
export function isPlainKind(kind: string, apiVersion: string): boolean {
  const group = groupOf(apiVersion);
  if (podKindOf(kind, apiVersion) !== undefined) return true;
  return Object.hasOwn(GROUPS, kind) && [GROUPS[kind]].flat().includes(group);
}
