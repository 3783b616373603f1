import { Chart } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { addServiceEntry } from './istio-service-entry';
import { canonical } from '../../support/canonical';
import { ClusterProfile } from '../cluster-profile';
import { COREDNS, NODE_LOCAL_DNS, OPENSHIFT_DNS } from '../dns-servers';
import type { PodsPeerOptions } from '../peer-options';

/** A host as a Sidecar names it; without one, every Service of the namespace. */
export interface SidecarHost {
  readonly namespace: string;
  readonly host?: string;
}

/** The Services in front of DNS pods, by the labels of the pods. */
const SERVICES: readonly { readonly pods: PodsPeerOptions; readonly name: string; readonly namespace: string }[] = [
  { pods: COREDNS, name: 'kube-dns', namespace: 'kube-system' },
  { pods: NODE_LOCAL_DNS, name: 'kube-dns', namespace: 'kube-system' },
  { pods: OPENSHIFT_DNS, name: 'dns-default', namespace: 'openshift-dns' },
];

const HOST = 'dns-over-tcp.invalid';
const LABELS = { 'app.kubernetes.io/name': 'dns-over-tcp', 'app.kubernetes.io/managed-by': 'cdk8s' };
const KNOWN = new WeakMap<IConstruct, Set<string>>();

/**
 * What a proxy must know so that answers which are too long for UDP still come: DNS over TCP goes through it. Addresses of DNS servers
 * are a ServiceEntry, one for each namespace and cluster.
 */
export function openDnsOverTcp(scope: Construct, namespace: string): SidecarHost[] {
  const profile = ClusterProfile.of(scope);
  const hosts = profile.dns._servers.flatMap(({ pods }) => pods).map((pods) => hostOf(pods, namespace, profile.domain));
  const addresses = profile.dns._servers
    .flatMap(({ peers }) => peers)
    .flatMap((peer) => peer._render(profile, 'egress') ?? [])
    .flatMap(({ ipBlock }) => (ipBlock === undefined ? [] : [ipBlock.cidr]));
  if (addresses.length === 0) return hosts;
  openAddresses(scope, namespace, addresses);
  return [...hosts, { namespace, host: HOST }];
}

function hostOf(pods: PodsPeerOptions, own: string, domain: string): SidecarHost {
  const known = SERVICES.find((service) => canonical(service.pods) === canonical(pods));
  if (known === undefined) return { namespace: pods.namespace ?? own };
  const { name, namespace } = known;
  return { namespace, host: `${name}.${namespace}.svc.${domain}` };
}

function openAddresses(scope: Construct, namespace: string, addresses: readonly string[]): void {
  const known = KNOWN.get(scope.node.root) ?? new Set<string>();
  KNOWN.set(scope.node.root, known);
  const key = JSON.stringify([ClusterProfile._clusterOf(scope), namespace]);
  if (known.has(key)) return;
  known.add(key);
  const name = 'dns-over-tcp';
  addServiceEntry(Chart.of(scope), `ServiceEntry-${namespace}-${name}`, { name, namespace, labels: LABELS }, () => ({
    hosts: [HOST],
    addresses,
    resolution: 'NONE',
    ports: [{ number: 53, protocol: 'TCP' }],
  }));
}
