import { Construct, IConstruct } from 'constructs';
import type { ConnectionTerms } from './mesh/connection-terms';
import type { MeshSide } from './mesh/mesh-side';
import { CiliumEntities, OtherPeer, PeerEnd, RenderedPeers } from './peer-parts';
import { Port } from './port';

/** Some pods of the app. */
export interface Member {
  /** The construct that renders them. */
  readonly owner: Construct;
  /** The labels that policies select them by. */
  readonly podLabels: { readonly [key: string]: string };
  /** The policy that isolates them; absent where they have none of their own. */
  readonly policy?: IConstruct;
  /** The directions in which it does; both where it does not say. */
  readonly directions?: readonly ('ingress' | 'egress')[];
  /** How the mesh sees them; absent where there is none. */
  readonly mesh?: MeshSide;
}

/** Constructs that stand for pods which no construct of the app renders as its own. */
const FOREIGN = new WeakSet<IConstruct>();

/** Says that a construct stands for whatever pods carry its labels. */
export function declareForeign(owner: IConstruct): void {
  FOREIGN.add(owner);
}

/** Whether pods are known by their namespace and labels alone. */
export function isForeign({ owner }: Member): boolean {
  return FOREIGN.has(owner);
}

/** Whether the own policy of some pods isolates them in a direction. */
export function isolates({ policy, directions }: Member, direction: 'ingress' | 'egress'): boolean {
  return policy !== undefined && (directions === undefined || directions.includes(direction));
}

/** A Service in front of the pods of several workloads. */
export interface Group {
  /** The construct that renders the Service. */
  readonly owner: Construct;
  /** The labels that it selects the pods by. */
  readonly podLabels: { readonly [key: string]: string };
  /** The constructs whose pods are behind it. */
  readonly members: readonly Construct[];
}

/** Pods of the app as one end of a connection: they are known by their construct, whatever their labels select. */
export interface OwnPods {
  readonly kind: 'pods';
  readonly member: Member;
  /** The peer by which policies of the other end name them. */
  readonly peers: RenderedPeers;
}

/** Host names outside the cluster, for plugins that know names. */
export interface HostNames {
  readonly kind: 'names';
  readonly names: readonly string[];
}

/** One end of a declared connection as its other end sees it. */
export type DeclaredEnd = OwnPods | OtherPeer | CiliumEntities | HostNames;

/** What somebody declared: these pods take or make connections with that end, on these ports of the destination. */
export interface Declaration {
  readonly member: Member;
  /** Seen from these pods. */
  readonly direction: 'ingress' | 'egress';
  readonly end: DeclaredEnd;
  /** The peer by which the other end's policy names these pods, where it has one. */
  readonly answer?: RenderedPeers;
  readonly ports: readonly Port[];
  /** Those of `ports` that a mesh needs on the wire, and that nobody named. */
  readonly wire?: readonly Port[];
  /** What was said beside the ends and ports. */
  readonly terms?: ConnectionTerms;
}

/** An opening that is not declared and that somebody accepts, in either direction. */
export interface Acceptance {
  readonly member: Member;
  /** The other end in words; absent for pods of the app. */
  readonly peer?: string;
  /** The other end, where it connects (`ingress`) and where it is connected to. */
  readonly ends: { readonly [direction in 'ingress' | 'egress']: readonly (OwnPods | PeerEnd)[] };
  readonly ports: readonly Port[];
  readonly reason: string;
}

/** Pods of somebody else that run beside a construct of the app, and whom the app needs to reach them. */
export interface Solvers {
  /** The construct that needs it. */
  readonly owner: Construct;
  /** The labels that the pods carry; they may carry others, too. */
  readonly labels: { readonly [key: string]: string };
  /** Who must reach them, in words and as policies name it. */
  readonly peer: string;
  readonly ends: readonly PeerEnd[];
  readonly ports: readonly Port[];
}

/** All that was said about the connections of an app, in the order of the calls. */
export interface Declarations {
  /** Those that `Connections` speak for. */
  readonly members: readonly Member[];
  readonly declared: readonly Declaration[];
  readonly accepted: readonly Acceptance[];
  readonly groups: readonly Group[];
  readonly solvers: readonly Solvers[];
}

interface Collected extends Declarations {
  readonly members: Member[];
  readonly declared: Declaration[];
  readonly accepted: Acceptance[];
  readonly groups: Group[];
  readonly solvers: Solvers[];
}

const COLLECTED = new WeakMap<IConstruct, Collected>();

function collectionOf(app: IConstruct): Collected {
  let collected = COLLECTED.get(app);
  if (collected === undefined) {
    COLLECTED.set(app, (collected = { members: [], declared: [], accepted: [], groups: [], solvers: [] }));
  }
  return collected;
}

/** Keeps with its app that connections speak for some pods. */
export function declareMember(member: Member): void {
  collectionOf(member.owner.node.root).members.push(member);
}

/** Keeps a declaration with its app. */
export function declareConnection(declaration: Declaration): void {
  collectionOf(declaration.member.owner.node.root).declared.push(declaration);
}

/** Keeps with its app that an opening is accepted. */
export function declareAcceptance(acceptance: Acceptance): void {
  collectionOf(acceptance.member.owner.node.root).accepted.push(acceptance);
}

/** Keeps with its app that a Service leads to the pods of several workloads. */
export function declareGroup(group: Group): void {
  collectionOf(group.owner.node.root).groups.push(group);
}

/** Keeps with its app that pods of somebody else must be reached. */
export function declareSolvers(solvers: Solvers): void {
  collectionOf(solvers.owner.node.root).solvers.push(solvers);
}

/** What was declared in an app. */
export function declarationsOf(app: IConstruct): Declarations {
  return collectionOf(app);
}
