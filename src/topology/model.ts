import { Labels, Origin, Protocol, Selector } from './base-model';
import { IdentityPolicies, IdentityRule, MeshMembership } from './identity-model';
import { Policy, UnjudgedPolicy } from './policy-model';

/*
 * What the engine knows of a cluster: plain immutable data, every default of the API server already filled in.
 */

export * from './base-model';
export * from './identity-model';
export * from './policy-model';

/** A named port of a pod. */
export interface NamedPort {
  readonly name: string;
  readonly protocol: Protocol;
  readonly port: number;
}

/** The values that a label has on the pods of a workload: on each pod one of them. `unknown`: nobody knows beforehand. */
export type LabelValues = readonly string[] | 'unknown';

/** A container's port that its node forwards to. */
export interface HostPort {
  readonly protocol: Protocol;
  /** The container's. */
  readonly port: number;
  readonly hostPort: number;
}

/** Pods that are alike: those of one workload, or one bare pod. */
export interface Workload {
  /** `namespace/Kind/name` */
  readonly id: string;
  readonly namespace: string;
  readonly kind: string;
  readonly name: string;
  /** The labels of the pods, not of the workload. */
  readonly labels: Labels;
  /**
   * The labels that controllers add to `labels`, none of which is there: every pod has them all, with a value of its own.
   * Where there is but one value, all pods have it.
   */
  readonly perPodLabels: Readonly<Record<string, LabelValues>>;
  /** By what its controller finds its pods. Absent: it has no such selector of its own, as pods and Jobs have none. */
  readonly selector?: Selector;
  readonly namedPorts: readonly NamedPort[];
  /** Ports that containers declare; a hint only, because undeclared ports are open all the same. */
  readonly declaredPorts: readonly { readonly protocol: Protocol; readonly port: number }[];
  readonly hostPorts: readonly HostPort[];
  readonly hostNetwork: boolean;
  /** How many pods of it there are to be, as it was written. Absent: it does not say. */
  readonly replicas?: number;
  /** Those that its pods have been given, as networks that hold nothing else: `10.244.1.10/32`. Empty: they are not known. */
  readonly addresses: readonly string[];
  /** The name of the account that its pods run as. Absent: nobody knows. */
  readonly serviceAccount?: string;
  /** Absent: the input says nothing of any mesh. */
  readonly mesh?: MeshMembership;
  /**
   * What its mesh lets through on ports about which no policy with `ports` decides, as annotations of Linkerd say it. Absent:
   * everything.
   */
  readonly inboundDefault?: readonly IdentityRule[];
  readonly origin: Origin;
}

/** A port of a Service. */
export interface ServicePort {
  readonly name?: string;
  readonly protocol: Protocol;
  readonly port: number;
  /** The pods' port, by number or by name. */
  readonly targetPort: number | string;
  /** The port of every node. Absent: there is none, or the API server has yet to choose it. */
  readonly nodePort?: number;
}

/** A Service. */
export interface Service {
  readonly id: string;
  readonly namespace: string;
  readonly name: string;
  readonly type: 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';
  /** Absent: no pods of its own. */
  readonly selector?: Labels;
  readonly ports: readonly ServicePort[];
  readonly externalName?: string;
  readonly externalTrafficPolicy: 'Cluster' | 'Local';
  readonly sourceRanges: readonly string[];
  /** Addresses on which nodes take its traffic, as networks that hold nothing else: `203.0.113.7/32`. */
  readonly externalIPs: readonly string[];
  /** Whether it has no address of its own, so that its name stands for the pods' addresses. */
  readonly isHeadless?: true;
  /** Whether an annotation says that its load balancer is for a private network alone. */
  readonly isInternal: boolean;
  /** Whether its annotations or its class say that its load balancer connects to the targets from its own addresses. */
  readonly hidesClients?: true;
  /** The Gateway of its namespace that Istio's ambient mode sends its clients through, where its labels name one. */
  readonly waypoint?: string;
  readonly origin: Origin;
}

/** The addresses behind a Service without selector. */
export interface EndpointSlice {
  readonly namespace: string;
  readonly service: string;
  /** As networks that hold nothing else: `10.20.0.5/32`. */
  readonly addresses: readonly string[];
  /** The name is that of the Service's port; the empty one belongs to an only port. */
  readonly ports: readonly { readonly name: string; readonly protocol: Protocol; readonly port: number }[];
  readonly origin: Origin;
}

/** The kinds of objects by which a controller's pods pass traffic from outside on to Services. */
export const ROUTE_KINDS = [
  'Ingress',
  'HTTPRoute',
  'GRPCRoute',
  'TLSRoute',
  'TCPRoute',
  'UDPRoute',
  'Route',
  'IngressRoute',
  'IngressRouteTCP',
  'IngressRouteUDP',
] as const;

/** An Ingress, a route of a Gateway, of OpenShift or of Traefik: traffic from outside that a controller's pods pass on to Services. */
export interface Route {
  readonly id: string;
  readonly kind: (typeof ROUTE_KINDS)[number];
  readonly namespace: string;
  readonly name: string;
  /** The names that clients ask for, as they are written: `*.example.com`. Empty: any, or nobody can tell. */
  readonly hosts: readonly string[];
  readonly backends: readonly Backend[];
  /** It is for traffic inside of a mesh alone, which a Service itself is the parent of: nothing comes in by it. */
  readonly withinMesh?: true;
  readonly origin: Origin;
}

/** A Service that a route leads to. */
export interface Backend {
  readonly namespace: string;
  readonly service: string;
  /** The Service's port, by number or by name; absent for all of them. */
  readonly port?: number | string;
  /** The pods' port by its number, where that is what is named. */
  readonly targetPort?: number;
  /** Those of the route's hosts that lead here. Empty: any, or nobody can tell. */
  readonly hosts: readonly string[];
}

/** A namespace with its labels, `kubernetes.io/metadata.name` included. */
export interface Namespace {
  readonly name: string;
  readonly labels: Labels;
  /** Whether a manifest declares it; otherwise only its name is known. */
  readonly declared: boolean;
}

/** Everything that was read. */
export interface Topology {
  readonly namespaces: readonly Namespace[];
  readonly workloads: readonly Workload[];
  /** The NetworkPolicies. */
  readonly policies: readonly Policy[];
  /** Policies of other kinds that are judged, in the order of their ids. */
  readonly otherPolicies: readonly Policy[];
  /** Policies of kinds that are not judged, and may change what the others say. */
  readonly unjudged: readonly UnjudgedPolicy[];
  /** Policies of meshes. Absent: there are none. */
  readonly identity?: IdentityPolicies;
  readonly services: readonly Service[];
  readonly endpointSlices: readonly EndpointSlice[];
  readonly routes: readonly Route[];
  /** How many objects of other kinds there were, by kind. */
  readonly otherKinds: Readonly<Record<string, number>>;
  /** What is worth a word, and stops nothing. */
  readonly warnings: readonly Problem[];
}

/** Something that is wrong with the input. */
export interface Problem {
  readonly source: string;
  readonly document?: number;
  readonly line?: number;
  readonly message: string;
}

/** The label that the API server sets on every namespace. */
export const NAMESPACE_NAME_LABEL = 'kubernetes.io/metadata.name';
