import { FlowVerdict } from '../../reachability/flow';
import { PortRange } from '../../reachability/port-set';

/*
 * What pictures show: plain data, which the page has as JSON. It is made of flows (`build.ts`), narrowed by views (`views`),
 * and drawn (`draw`).
 */

/** What a box stands for. */
export type NodeKind =
  /** Pods of the input. */
  | 'workload'
  | 'service'
  /** What traffic from outside comes in by: a load balancer, a port of the nodes, a route. */
  | 'way'
  /** What is outside of the input: the internet, addresses, names, other pods. */
  | 'end'
  /** All of one namespace, where a picture shows namespaces alone. */
  | 'namespace';

/** What an end outside of the input is. */
export type EndKind = 'internet' | 'addresses' | 'name' | 'dns' | 'pods' | 'any pod' | 'nodes' | 'entity';

/** A box. */
export interface PictureNode {
  /** Unique in its picture. Of workloads and Services the id of the object: `shop/Deployment/api`. */
  readonly id: string;
  readonly kind: NodeKind;
  /** What it is called: `api`, `web`, `10.0.0.0/8`, `the internet`. */
  readonly name: string;
  /** What it is: `Deployment`, `ClusterIP`, `headless`, `LoadBalancer`, `Ingress`, `addresses`. */
  readonly what: string;
  /** Absent: it is outside of all namespaces of the input. */
  readonly namespace?: string;
  /** Lines about it that are worth a place in the picture: `shop.example.com`, `:80 → 8080`. */
  readonly details?: readonly string[];
  /** Where it was written: `shop.yaml:12`, or the path of a construct. */
  readonly place?: string;
  /** Of ends outside. */
  readonly end?: EndKind;
  /** Of ends outside: at which side they stand. One that sends and is sent to has a box at each. */
  readonly side?: 'from' | 'to';
  /** What this end is called in questions to the engine: `internet`, `ip:10.0.0.0/8`, `shop/Deployment/api`. */
  readonly asked?: string;
  /** Of workloads: what closes it. */
  readonly walls?: Walls;
  /** Of a Service: the workload it is drawn before. Absent: it has none, as an alias of a name outside. */
  readonly before?: string;
  /** Of workloads: how many pods of it run; absent: nobody says. */
  readonly replicas?: number;
  /** What checks found about it: positions in the page's list, those of its Service and its policies included. */
  readonly findings?: readonly number[];
  /** The worst of these: `error`, `warning` or `note`. */
  readonly severity?: 'error' | 'warning' | 'note';
  /** Of namespaces: how many workloads it has. */
  readonly workloads?: number;
  /** Of namespaces, where a picture shows namespaces alone: the connections inside of it. */
  readonly inside?: Inside;
  /** Of a diff: it is new, or gone. */
  readonly change?: 'added' | 'removed';
}

/** Connections that are not drawn, because they are inside of one box. */
export interface Inside {
  readonly count: number;
  /** Of a diff: the changes that they are of, positions in `Picture.changes`. */
  readonly changes?: readonly number[];
}

/** What decides about a workload's connections. */
export interface Walls {
  /** Whether policies decide who comes in; `partly`: on some of the pods, or perhaps. */
  readonly ingress: 'closed' | 'open' | 'partly';
  readonly egress: 'closed' | 'open' | 'partly';
  /** The policies that isolate it, of each direction: ids. */
  readonly policies: Readonly<Record<'ingress' | 'egress', readonly string[]>>;
  /** The mesh that it is in, and whether the mesh decides by identity who comes in. */
  readonly mesh?: { readonly name: string; readonly decides: boolean };
  /** Whether policies of a mesh may decide who comes in, even if nobody knows that it is in the mesh. */
  readonly byIdentity?: true;
  /** Policies of administrators that have a say. */
  readonly admin?: readonly string[];
  /** Policies that are not judged. */
  readonly unjudged?: readonly string[];
}

/** How much a connection exposes. */
export type Exposure = 'from internet' | 'to internet' | 'any pod' | 'outside' | 'inside';

/** An arrow: one connection, on the ports of one verdict. */
export interface PictureEdge {
  /** A node: a workload, or an end at the side `from`. */
  readonly from: string;
  /** A node: a workload, or an end at the side `to`. */
  readonly to: string;
  /** The way it comes in by: a node. */
  readonly way?: string;
  /** The Service it goes through: a node. */
  readonly service?: string;
  /** `8080/TCP`, `all`. */
  readonly ports: string;
  readonly ranges: readonly PortRange[];
  readonly verdict: FlowVerdict;
  /** Why it is undefined. */
  readonly reason?: string;
  /** What of layer 7 alone is let through. */
  readonly only?: readonly string[];
  readonly exposure: Exposure;
  /** Of a diff: what is new, gone or other; absent: these ports stay as they are. */
  readonly change?: EdgeChange;
  /** Of a diff: the changes that it is of, positions in `Picture.changes`; one change may be several arrows. */
  readonly changes?: readonly number[];
  /** What of the internet it is with exactly, where its box does not say it: `any address`, `only 203.0.113.0/24`. */
  readonly outside?: string;
  /** What its end of the internet is called in questions, where other arrows between the same boxes may be with other addresses. */
  readonly asked?: string;
  /** How many connections it stands for, where it stands for several: between namespaces, or of most workloads of one. */
  readonly count?: number;
  /** These connections: positions among the edges of the picture that was made smaller. */
  readonly members?: readonly number[];
  /** Whether it is drawn from, or to, the frame of a namespace, and not from a workload; then that end is the namespace's name. */
  readonly frame?: 'from' | 'to';
}

/** What a change says of an edge. */
export interface EdgeChange {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly risk: 'internet' | 'outside' | 'inside' | 'closed';
  /** What it was before, in words: `80/TCP → 80/TCP, 443/TCP`. */
  readonly text: string;
}

/** A frame. */
export interface PictureNamespace {
  readonly name: string;
  /** Connections inside of it that no policy decides, and that are not drawn one by one. */
  readonly undecided?: number;
  /** What checks found about the namespace and what belongs to no workload. */
  readonly findings?: readonly number[];
  readonly severity?: PictureNode['severity'];
}

/** A picture. */
export interface Picture {
  /** By name. */
  readonly namespaces: readonly PictureNamespace[];
  readonly nodes: readonly PictureNode[];
  readonly edges: readonly PictureEdge[];
  /** How many connections between workloads no policy decides; they are not among the edges. */
  readonly undecided: number;
  /** Of a diff: what each change is, in the order in which they are told. */
  readonly changes?: readonly EdgeChange['kind'][];
}
