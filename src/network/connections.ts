import { Construct } from 'constructs';
import { joinApp } from './app-members';
import { checkEntityPorts } from './cilium';
import { ClusterProfile } from './cluster-profile';
import {
  checkReach,
  checkReason,
  describe,
  Opened,
  podLabelsOf,
  refuseNoPeer,
  refuseNoPorts,
  refuseUnlabelled,
  renderPods,
  renderPodsOf,
} from './connection-ends';
import { checkProps } from './connections-checks';
import { AcceptOptions, ConnectionsProps, NetworkPolicyMode } from './connections-props';
import { declareAcceptance, declareConnection, declareMember, Member, OwnPods } from './declarations';
import { warnOfOtherFamily } from './ip-family';
import { KnownPorts } from './known-ports';
import { TermsInForce } from './mesh/connection-terms';
import { controlPlaneOf, meshSideOf } from './mesh/mesh-of-connections';
import { MeshSide } from './mesh/mesh-side';
import { probesInMesh, takeIntoMesh } from './mesh/meshed-pods';
import { checkInMesh, MeshOpening, openInMesh, OtherPods } from './mesh/open-in-mesh';
import { PortProtocols } from './mesh/port-protocols';
import { checkRequests, refuseTarget } from './mesh/requests';
import { OwnPolicies } from './own-policies';
import { Peer } from './peer';
import { PeerEnd, RenderedPeers } from './peer-parts';
import { Port } from './port';
import { checked } from '../checked/checked';
import { AbstractPod } from '../plus/cdk8s-plus';
import { isPods } from '../plus/recognise';

/** Something with pods of its own, which can be at one end of a connection. */
export interface IConnectable {
  /** The connections of its pods. */
  readonly connections: Connections;
}

type Direction = 'ingress' | 'egress';
const OPPOSITE = { ingress: 'egress', egress: 'ingress' } as const;

/**
 * Which connections the pods of one workload take and make: the single network policy that the workload owns.
 *
 * Both directions are closed from the start; DNS is open, and what is declared. An opening between two workloads is
 * written on both sides. Nothing is ever written onto pods that are not the app's, and the order of the calls leaves no
 * trace in the output.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 *
 * @example
 *
 * declare const api: InternalService;
 * api.connections.allowFrom(Peer.namespace('monitoring'), [Port.tcp(9090)]);
 * api.connections.allowTo(Peer.cidr('10.20.0.0/16'), [Port.POSTGRES]);
 */
@checked
export class Connections {
  /**
   * The connections of a cdk8s-plus workload of the app. The first call isolates its pods, with a policy named after it.
   *
   * @param workload a Deployment, StatefulSet, DaemonSet, Job or Pod
   */
  public static of(workload: AbstractPod): Connections {
    const speaker = SPEAKERS.get(workload);
    if (speaker !== undefined) return speaker;
    const podLabels = podLabelsOf(workload);
    if (Object.keys(podLabels).length === 0) refuseUnlabelled(workload);
    return new Connections(workload, 'NetworkPolicy', { name: workload.name, podLabels });
  }

  /** Whether these pods are isolated. */
  public readonly mode: NetworkPolicyMode;
  /** Whose pods these are. @internal */
  public readonly _scope: Construct;
  /** How the mesh of their cluster sees them, if it has one. @internal */
  public readonly _mesh?: MeshSide;
  /** What is said of the connections that they make. @internal */
  public readonly _terms = new TermsInForce();
  /** What their ports speak. @internal */
  public readonly _protocols = new PortProtocols();
  /** What is known of their ports. @internal */
  public readonly _known: KnownPorts;
  private readonly props: ConnectionsProps;
  private readonly member: Member;
  private readonly policies: OwnPolicies;
  private pods?: AbstractPod;

  /**
   * Makes the policy as a child of `scope`.
   *
   * @param scope the workload, or the construct that owns the pods
   * @param id the policy's id below it
   */
  constructor(scope: Construct, id: string, props: ConnectionsProps) {
    checkProps(scope, props);
    this._scope = scope;
    this.props = props;
    this.mode = props.mode ?? NetworkPolicyMode.ISOLATED;
    this._known = new KnownPorts(props.ports);
    this.policies = new OwnPolicies(scope, id, props);
    const { policy, directions } = this.policies;
    this._mesh = meshSideOf(scope, props, this.policies.isolates('ingress'), () => this.pods, this._protocols);
    this.member = { owner: scope, podLabels: { ...props.podLabels }, policy, directions, mesh: this._mesh };
    declareMember(this.member);
    joinApp(scope);
    if (isPods(scope)) this._speakFor(scope);
    for (const { peer, ports } of controlPlaneOf(this._mesh)) this._allowUnmeshed('egress', peer, ports);
  }

  /**
   * Lets a peer connect to these pods. A workload of the app gets the matching egress rule.
   *
   * @param peer who may connect
   * @param ports the pods' ports (not the Service's); all ports of the workload's port model by default
   */
  public allowFrom(peer: Peer | IConnectable | AbstractPod, ports?: Port[]): void {
    this.open('ingress', peer, ports);
  }

  /**
   * Lets these pods connect to a peer. A workload of the app gets the matching ingress rule.
   *
   * @param peer where they may connect to
   * @param ports the peer's ports; by default all ports of the port model of a workload of the app, and of the API server its own
   */
  public allowTo(peer: Peer | IConnectable | AbstractPod, ports?: Port[]): void {
    this.open('egress', peer, ports);
  }

  /**
   * Says that an opening which nothing declares is wanted: by a policy that another team owns, by a patch, by a Helm
   * release. It opens nothing; without it, synth fails where the rendered policies let in or out what was not declared.
   *
   * @param peer the other end, whichever of the two connects
   * @param ports the ports of the destination's pods
   * @param options why it is wanted
   */
  public accept(peer: Peer | IConnectable | AbstractPod, ports: Port[], options: AcceptOptions): void {
    if (ports.length === 0) refuseNoPorts(this._scope, `ports to accept with ${describe(peer)}`);
    checkReason(this._scope, peer, options.reason);
    const speaker = speakerFor(this._scope, peer);
    const ends = {
      ingress: this.declaredEnds(peer, speaker, 'ingress'),
      egress: this.declaredEnds(peer, speaker, 'egress'),
    };
    const words = peer instanceof Peer ? { peer: peer.toString() } : {};
    declareAcceptance({ member: this.member, ends, ...words, ports: [...ports], reason: options.reason.trim() });
  }

  /**
   * Makes these the connections of a cdk8s-plus workload, so that it can be named as a peer, too.
   *
   * @internal
   */
  public _speakFor(workload: AbstractPod): void {
    this.pods = workload;
    SPEAKERS.set(workload, this);
    this._known.setPods(workload);
    if (this._mesh !== undefined) this.takeIntoMesh(this._mesh, workload);
    for (const { direction, other, ports } of UNANSWERED.get(workload) ?? []) {
      const asOther: OtherPods = { kind: 'pods', side: other._mesh, pods: () => other.pods, scope: other._scope };
      const peers = [renderPods(this._scope, other._scope, other.props.podLabels)];
      const client = direction === 'egress' ? [renderPods(other._scope, this._scope, this.props.podLabels)] : peers;
      const left = openInMesh(this._mesh, { direction, other: asOther, client, ports, terms: {} });
      this.policies.open(direction, peers, { ports, ...left });
    }
    UNANSWERED.delete(workload);
  }

  /**
   * Lets these pods connect to names outside the cluster, with a policy of a kind that the cluster's plugin alone understands.
   *
   * @internal
   */
  public _allowToNames(names: readonly string[], ports: readonly Port[]): void {
    if (this._terms.take().http !== undefined) refuseTarget(this._scope);
    this.policies.openNames(names, ports);
    declareConnection({ member: this.member, direction: 'egress', end: { kind: 'names', names }, ports });
  }

  /** Opens network policies alone, for what passes by a mesh: its control plane, probes. @internal */
  public _allowUnmeshed(direction: Direction, peer: Peer, ports: readonly Port[]): void {
    for (const end of this.declaredEnds(peer, undefined, direction)) this.openEnd(direction, end, undefined, { ports });
  }

  /** Has pods say whether they are in the mesh; probes ask ports that are known only when all is rendered. */
  private takeIntoMesh(side: MeshSide, pods: AbstractPod): void {
    takeIntoMesh(side, pods, this._protocols);
    const probes = probesInMesh(side, pods);
    if (probes === undefined) return;
    this.policies.openLater('ingress', probes);
    declareConnection({
      member: this.member,
      direction: 'ingress',
      end: probes.end,
      get ports() {
        return probes.ports;
      },
    });
  }

  private get profile(): ClusterProfile {
    return ClusterProfile.of(this._scope);
  }

  private open(direction: Direction, peer: Peer | IConnectable | AbstractPod, named?: readonly Port[]): void {
    const speaker = speakerFor(this._scope, peer);
    const ports = named ?? this.usualPorts(direction, peer, speaker);
    if (ports.length === 0) {
      refuseNoPorts(this._scope, `ports to open ${direction === 'ingress' ? 'from' : 'to'} ${describe(peer)}`);
    }
    // What can fail comes before what changes anything.
    if (direction === 'ingress') this._known.check(this._scope, ports, this._scope);
    else speaker?._known.check(this._scope, ports, speaker._scope);
    const ends = this.declaredEnds(peer, speaker, direction);
    const answer = speaker && [renderPods(speaker._scope, this._scope, this.props.podLabels)];
    if (ends.some(({ kind }) => kind === 'entities')) checkEntityPorts(this._scope, ports);
    const [client, server] = direction === 'egress' ? [this, speaker] : [speaker, this];
    const terms = client?._terms.take() ?? {};
    const isServerClosed = server?.policies.isolates('ingress') === true;
    checkRequests(this._scope, { ...terms, isServerClosed, server: server?._mesh, client: client?._mesh, ports });
    const inMesh = ends.map((end): MeshOpening => {
      const peers = direction === 'egress' ? answer : end.kind === 'pods' ? end.peers : undefined;
      return { direction, other: this.inMesh(end, speaker), client: peers, ports, terms };
    });
    for (const opening of inMesh) checkInMesh(this._mesh, opening);
    const left = inMesh.map((opening) => openInMesh(this._mesh, opening));
    ends.forEach((end, i) => this.openEnd(direction, end, answer, { ports, terms, ...left[i] }));
    if (speaker !== undefined) {
      for (const each of left) speaker.policies.open(OPPOSITE[direction], answer, { ports, terms, ...each });
    } else if (isPods(peer)) {
      const unanswered = UNANSWERED.get(peer) ?? [];
      UNANSWERED.set(peer, [...unanswered, { direction: OPPOSITE[direction], other: this, ports: [...ports] }]);
    }
  }

  /** The other end of a connection as the mesh of this one asks for it. */
  private inMesh(end: OwnPods | PeerEnd, speaker: Connections | undefined): MeshOpening['other'] {
    if (end.kind !== 'pods') return end;
    const { owner } = end.member;
    return { kind: 'pods', side: speaker?._mesh, pods: () => (isPods(owner) ? owner : speaker?.pods), scope: owner };
  }

  /** The ports of an opening that names none. */
  private usualPorts(direction: Direction, peer: unknown, speaker: Connections | undefined): readonly Port[] {
    if (direction === 'ingress') return this.props.ports ?? [];
    return peer instanceof Peer ? peer._ports(this.profile) : (speaker?.props.ports ?? []);
  }

  private openEnd(direction: Direction, end: OwnPods | PeerEnd, answer: RenderedPeers, opened: Opened): void {
    const { wire = [], terms } = opened;
    const ports = [...opened.ports, ...wire];
    if (end.kind === 'entities') this.policies.openEntities(direction, end, ports);
    else this.policies.open(direction, end.peers, opened);
    declareConnection({ member: this.member, direction, end, answer, ports, wire, terms });
  }

  /** The other end of a connection, as this end's policies name it. */
  private declaredEnds(
    peer: Peer | IConnectable | AbstractPod,
    speaker: Connections | undefined,
    direction: Direction,
  ): readonly (OwnPods | PeerEnd)[] {
    if (peer instanceof Peer) {
      const ends = peer._ends(this.profile, direction);
      for (const end of ends) {
        if (end.kind === 'peer') warnOfOtherFamily(this._scope, end.peers, this.profile.ipFamilies);
      }
      return ends;
    }
    const pods = peer as AbstractPod;
    const member = speaker?.member ?? { owner: pods, podLabels: podLabelsOf(pods) };
    checkReach(this._scope, member.owner);
    const peers =
      speaker === undefined
        ? renderPodsOf(this._scope, pods)
        : [renderPods(this._scope, member.owner, member.podLabels)];
    return [{ kind: 'pods', member, peers }];
  }
}

/** Who speaks for the pods of a cdk8s-plus workload. */
const SPEAKERS = new WeakMap<AbstractPod, Connections>();
/** What was opened to a cdk8s-plus workload before its own connections were made; then they answer it. */
const UNANSWERED = new WeakMap<AbstractPod, { direction: Direction; other: Connections; ports: readonly Port[] }[]>();

/** The connections of a peer whose pods are isolated by a policy of this package, if it is one. */
function speakerFor(scope: Construct, peer: Peer | IConnectable | AbstractPod): Connections | undefined {
  if (peer instanceof Peer) return undefined;
  if (isPods(peer)) return SPEAKERS.get(peer);
  const connections: unknown = (peer as Partial<IConnectable> | undefined)?.connections;
  if (connections instanceof Connections) return connections;
  return refuseNoPeer(scope, peer);
}
