/*
 * What the engine knows of a cluster: plain immutable data, every default of the API server already filled in.
 */

/** Transport protocols that a network policy knows. */
export type Protocol = 'TCP' | 'UDP' | 'SCTP';

/** All of them, in the order of output. */
export const PROTOCOLS: readonly Protocol[] = ['TCP', 'UDP', 'SCTP'];

/** A direction of traffic, seen from the pods that a policy selects. */
export type Direction = 'ingress' | 'egress';

/** Labels by key. */
export type Labels = Readonly<Record<string, string>>;

/** Where a manifest was written. */
export interface Origin {
  /** A file's path, or another name of the source. */
  readonly source: string;
  /** The document in it, from 1. */
  readonly document: number;
  /** The document's first line, from 1. */
  readonly line?: number;
}

/** A requirement of a label selector. */
export interface Requirement {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  readonly values: readonly string[];
}

/** A label selector: all requirements must hold; none at all select everything. */
export interface Selector {
  readonly requirements: readonly Requirement[];
}

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
  /** Those that its pods have been given, as networks that hold nothing else: `10.244.1.10/32`. Empty: they are not known. */
  readonly addresses: readonly string[];
  readonly origin: Origin;
}

/** A port that a policy names; an absent number and name mean every port of the protocol. */
export type PolicyPort =
  | { readonly protocol: Protocol; readonly kind: 'all' }
  | { readonly protocol: Protocol; readonly kind: 'range'; readonly first: number; readonly last: number }
  | { readonly protocol: Protocol; readonly kind: 'named'; readonly name: string };

/** One peer of a rule. */
export type PolicyPeer =
  | {
      readonly kind: 'ipBlock';
      readonly cidr: string;
      readonly except: readonly string[];
      /** Whether it stands for addresses outside of the cluster alone, as in Cilium: it matches no pod and no node. */
      readonly isOutside?: true;
    }
  | {
      readonly kind: 'pods';
      /** Absent: the policy's own namespace. */
      readonly namespaceSelector?: Selector;
      readonly podSelector: Selector;
    }
  /** DNS names outside of the cluster; see `NamePeer`. */
  | NamePeer
  /** What Cilium has a word for and is neither a pod nor an address outside: `kube-apiserver`, `host`, `remote-node`. */
  | { readonly kind: 'entities'; readonly entities: readonly string[] }
  /** Nodes of the cluster, and pods on their network. */
  | { readonly kind: 'nodes'; readonly selector: Selector }
  /** The pods, or the addresses, behind Services: one by its name, or those with some labels. */
  | {
      readonly kind: 'services';
      /** Absent: of all namespaces. */
      readonly namespace?: string;
      readonly name?: string;
      readonly selector?: Selector;
    }
  /** Addresses outside of the cluster that no manifest says: groups of a cloud, lists that are kept elsewhere. */
  | { readonly kind: 'unknown'; readonly what: string };

/** DNS names. In each of them `*` stands for some letters of one label. */
export interface NamePeer {
  readonly kind: 'names';
  readonly names: readonly string[];
  /** Whether a leading `*.` stands for one label or several. Absent: for what `*` stands for elsewhere. */
  readonly isDeep?: boolean;
}

/** What a rule does with what it matches; `pass` leaves it to the policies that are asked later. */
export type RuleAction = 'accept' | 'deny' | 'pass';

/** A rule: peers AND ports. */
export interface PolicyRule {
  /** Absent: everybody. Empty: nobody. */
  readonly peers?: readonly PolicyPeer[];
  /** Absent: every port of every protocol. Empty: none. */
  readonly ports?: readonly PolicyPort[];
  /** Absent: `accept`. */
  readonly action?: RuleAction;
  /** What of layer 7 alone is let through, in words: `HTTP GET /health`. */
  readonly only?: string;
  /** Where it stands in the policy's `spec`, if not at its position of the list of its direction: `egressDeny[0]`. */
  readonly path?: string;
}

/** When the policies of administrators are asked: before NetworkPolicies, or for what none of these isolates. */
export type TierName = 'Admin' | 'Baseline';

/** A NetworkPolicy, or a policy of another kind in the same words. */
export interface Policy {
  /** `namespace/NetworkPolicy/name`, or `Kind/name` for kinds without namespace. */
  readonly id: string;
  /** Absent: a NetworkPolicy. */
  readonly kind?: string;
  /** Empty: it belongs to the cluster, and has a `namespaceSelector`. */
  readonly namespace: string;
  readonly name: string;
  /** Of policies that belong to the cluster: the namespaces whose pods they select. */
  readonly namespaceSelector?: Selector;
  readonly podSelector: Selector;
  /** The rules of each direction that it isolates, or of which it decides something. */
  readonly rules: Readonly<Partial<Record<Direction, readonly PolicyRule[]>>>;
  /** The directions in which its rules count and it does not isolate. */
  readonly addsTo?: readonly Direction[];
  /** Absent: it is asked with the NetworkPolicies. */
  readonly order?: {
    readonly tier: TierName;
    /** Lower ones are asked first. Absent: nobody says when, as of a BaselineAdminNetworkPolicy. */
    readonly priority?: number;
  };
  readonly origin: Origin;
}

/**
 * A policy that is not judged: of a network plugin's kind, with fields that nobody here knows, or a NetworkPolicy whose kind
 * or version is misspelt. It may change any answer about the pods that it selects.
 */
export interface UnjudgedPolicy {
  /** `namespace/Kind/name`, or `Kind/name` for kinds without namespace. */
  readonly id: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** Its own namespace, and the only one that it selects pods in. Absent: it belongs to the cluster. */
  readonly namespace?: string;
  /** The namespaces that one of the cluster is confined to. Absent: none of them is ruled out. */
  readonly namespaceSelector?: Selector;
  /** What the selected pods have for sure; it may select fewer. Absent: no pods, but nodes. */
  readonly podSelector?: Selector;
  /** The directions in which it may have a say. */
  readonly directions: readonly Direction[];
  /** Why a policy of a kind that is judged is not. */
  readonly reason?: string;
  /** All that it says: two of one id with the same content say the same. */
  readonly content: string;
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
  /** Whether an annotation says that its load balancer is for a private network alone. */
  readonly isInternal: boolean;
  /** Whether its annotations or its class say that its load balancer connects to the targets from its own addresses. */
  readonly hidesClients?: true;
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
