import { AdminPolicies } from './admin-policies';
import { Cni } from './cni';
import { Dns } from './dns';
import { FqdnPolicies } from './fqdn-policies';
import { IpFamily } from './ip-family';
import { Mesh } from './mesh/mesh';
import { Monitoring } from './monitoring';
import { Peer } from './peer';
import { Platform } from './platform';

/** What surrounds the workloads of a cluster. */
export interface ClusterProfileProps {
  /**
   * The cluster's name. Charts whose profiles have one name are for one cluster, and those of different names for
   * different ones: these may hold objects of the same kind, namespace and name, and do not connect to each other.
   *
   * @default - charts whose profiles have equal values are for one cluster
   */
  readonly name?: string;

  /**
   * What the cluster is, or who runs it. What the other props do not say follows from it: `dns`, `cni`,
   * `ingressController`, `ipFamilies`, and whether pods choose their users.
   *
   * @default - OPENSHIFT with `Dns.openshift()`, else unknown: the defaults of the other props
   */
  readonly platform?: Platform;

  /**
   * The version of the cluster, major and minor: "1.33". What that version does not know is refused, or rendered in the
   * way that it knows. It is "1.25" or newer.
   *
   * @default - unknown: what all supported versions of Kubernetes know
   */
  readonly kubernetesVersion?: string;

  /**
   * The families of the addresses of pods and Services, that of most Services first. Addresses of the other family are
   * left out of `Peer.internet()`.
   *
   * @default - IPv4 with a `platform` whose clusters have IPv4 by default, unless `podCidrs` or `dns` name addresses of IPv6; else unknown
   */
  readonly ipFamilies?: IpFamily[];

  /**
   * How pods resolve names.
   *
   * @default - as the `platform` does; else Dns.coreDns()
   */
  readonly dns?: Dns;

  /**
   * The cluster's DNS domain.
   *
   * @default - "cluster.local"
   */
  readonly domain?: string;

  /**
   * The network plugin. Where it does not enforce network policies, synth says so.
   *
   * @default - that of the `platform`, if all its clusters have one; else unknown: standard policies only, and no warning
   */
  readonly cni?: Cni;

  /**
   * The service mesh: each declared connection is then enforced by the client's identity as well.
   *
   * @default - none
   */
  readonly mesh?: Mesh;

  /**
   * By which policies names outside of the cluster are opened, for an ExternalAlias with a `hostname` or `names`.
   *
   * @default - FqdnPolicies.CILIUM with `Cni.CILIUM`, else FqdnPolicies.NONE: those of EKS and GKE are switched on by somebody
   */
  readonly fqdnPolicies?: FqdnPolicies;

  /**
   * By which policies administrators decide for the whole cluster: what `ClusterGuardrail` and `ClusterDefaultDeny` write. What
   * the network plugin is known not to enforce is refused.
   *
   * @default - those of the network plugin: `AdminPolicies.eks()` with AWS's, `v1alpha1()` with OVN-Kubernetes, else `v1alpha2()`
   */
  readonly adminPolicies?: AdminPolicies;

  /**
   * Who carries the traffic of Ingresses: `IngressController.traefik()` and others that are known, or any peers.
   *
   * @default - that of the class of each Ingress; without a class that of the `platform`, else ingress-nginx with a warning
   */
  readonly ingressController?: Peer;

  /**
   * Who carries the traffic of Gateways: `IngressController.envoyGateway()` and others that are known, or any peers.
   *
   * @default - that of the class of each Gateway; where nothing says the class, routes are refused
   */
  readonly gateway?: Peer;

  /**
   * Who scrapes metrics, for workloads with `metrics`: whom their ports are opened to.
   *
   * @default - that of `monitoring`; else unknown, and a workload with `metrics` is refused
   */
  readonly metricsScraper?: Peer;

  /**
   * Who scrapes metrics, and how it learns of a workload with `metrics`: by a ServiceMonitor or PodMonitor, or by
   * annotations of the pods.
   *
   * @default - it is told elsewhere; the ports are opened to `metricsScraper`
   */
  readonly monitoring?: Monitoring;

  /**
   * The addresses of the API server, as `kubectl get endpointslices kubernetes` lists them: what `Peer.kubeApiServer()`
   * means. They are not that of the Service `kubernetes`, which policies do not see.
   *
   * @default - unknown: with Cilium its entity; else `Peer.kubeApiServer()` is refused
   */
  readonly apiServer?: Peer;

  /**
   * The port of the API server at these addresses.
   *
   * @default - that of the `platform`: 443 with EKS, GKE and AKS, 6443 with the others; without one both
   */
  readonly apiServerPort?: number;

  /**
   * The networks that nodes have their addresses from: what `Peer.nodes()` means.
   *
   * @default - unknown: with Cilium its entities; else `Peer.nodes()` is refused
   */
  readonly nodeCidrs?: string[];

  /**
   * The networks of the cloud's private network that the cluster is in, or those of its subnets that matter: what
   * `Cidrs.vpc()` means, and where load balancers with private addresses come from.
   *
   * @default - unknown
   */
  readonly vpcCidrs?: string[];

  /**
   * The networks that Services have their addresses from. An ExternalAlias leads to none of them.
   *
   * @default - unknown
   */
  readonly serviceCidrs?: string[];

  /**
   * The networks that pods have their addresses from; `Peer.internet()` leaves them out.
   *
   * @default - private ranges only
   */
  readonly podCidrs?: string[];

  /**
   * Folders and files of the nodes that a NodeAgent may read, with all that is below them. Pod Security Standards
   * "restricted" and "baseline" refuse pods that do: the namespace must be one that may.
   *
   * @default - none
   */
  readonly hostPaths?: string[];

  /**
   * The labels of namespaces that this app does not make, by the names of the namespaces: the proof holds them against guardrails,
   * which select namespaces by their labels.
   *
   * @default - unknown, but for the label with its name, which every namespace has
   */
  readonly namespaceLabels?: { readonly [namespace: string]: { readonly [label: string]: string } };
}
