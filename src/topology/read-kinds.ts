import { isJudgedPolicy, unjudgedKind } from './unjudged-kinds';

/** The kinds that are read, with their API groups; the same kind of another group is something else. */
const GROUPS: { readonly [kind: string]: string } = {
  Deployment: 'apps',
  ReplicaSet: 'apps',
  StatefulSet: 'apps',
  DaemonSet: 'apps',
  Job: 'batch',
  CronJob: 'batch',
  ReplicationController: '',
  Pod: '',
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
};

/** Whether objects of a kind are read; all others are only counted. */
export function isRead(kind: string, apiVersion: string): boolean {
  return (
    isPlainKind(kind, apiVersion) || isJudgedPolicy(kind, apiVersion) || unjudgedKind(kind, apiVersion) !== undefined
  );
}

/** Whether it is a kind that is read, and no policy. */
export function isPlainKind(kind: string, apiVersion: string): boolean {
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  return Object.hasOwn(GROUPS, kind) && GROUPS[kind] === group;
}
