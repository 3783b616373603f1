import { Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { joinApp } from './app-members';
import { checkEntityPorts } from './cilium';
import { ClusterProfile } from './cluster-profile';
import {
  checkReach,
  describe,
  podLabelsOf,
  refuseNoPeer,
  refuseNoPorts,
  refuseUnlabelled,
  refuseUnlabelledPeer,
} from './connection-ends';
import { checkProps } from './connections-checks';
import { AcceptOptions, ConnectionsProps, NetworkPolicyMode } from './connections-props';
import { declareAcceptance, declareConnection, declareMember, Member, OwnPods } from './declarations';
import { warnOfOtherFamily } from './ip-family';
import { KnownPorts } from './known-ports';
import { namespaceOf, namespaceSeenFrom } from './namespace';
import { namespaceNamed, Peer } from './peer';
import { PeerEnd, RenderedPeers } from './peer-parts';
import { PoliciesBeside } from './policies-beside';
import { directionsOf, resolveDirections } from './policy-direction';
import { Port } from './port';
import { dnsOpenings, Opening, renderEgress, renderIngress } from './rules';
import { checked } from '../checked/checked';
import { AbstractPod, k8s } from '../plus/cdk8s-plus';
import { isPods } from '../plus/recognise';
import { withoutLoss } from '../plus/rendered-json';
import { refuse } from '../support/refuse';

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
  /** What is known of their ports. @internal */
  public readonly _known: KnownPorts;
  private readonly props: ConnectionsProps;
  private readonly member: Member;
  private readonly directions: readonly Direction[];
  private readonly openings: Record<Direction, Opening[]> = { ingress: [], egress: [] };
  private readonly beside: PoliciesBeside;

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
    this.beside = new PoliciesBeside(scope, { ...props, namespace: namespaceOf(scope) }, () => this.renderEgress());
    this._known = new KnownPorts(props.ports);
    this.directions = directionsOf(scope, props.directions);
    if (isPods(scope)) this._speakFor(scope);
    const podLabels = { ...props.podLabels };
    this.member = { owner: scope, podLabels, policy: this.addPolicy(id), directions: this.directions };
    declareMember(this.member);
    joinApp(scope);
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
    if (options.reason.trim() === '') {
      refuse(this._scope, {
        what: `reason to accept ${describe(peer)}`,
        got: options.reason,
        allowed: 'a text that says why',
        fix: "write for example { reason: 'the backup job of the platform team reads it' }",
      });
    }
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
    SPEAKERS.set(workload, this);
    this._known.setPods(workload);
    for (const { direction, other, ports } of UNANSWERED.get(workload) ?? []) {
      this.add(direction, { peers: [this.renderPods(other._scope, other.props.podLabels)], ports });
    }
    UNANSWERED.delete(workload);
  }

  /**
   * Lets these pods connect to names outside the cluster, with a policy of a kind that the cluster's plugin alone understands.
   *
   * @internal
   */
  public _allowToNames(names: readonly string[], ports: readonly Port[]): void {
    if (this.isolates('egress')) this.beside.names.open(names, ports);
    declareConnection({ member: this.member, direction: 'egress', end: { kind: 'names', names }, ports });
  }

  private isolates(direction: Direction): boolean {
    return this.mode !== NetworkPolicyMode.NONE && this.directions.includes(direction);
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
    const answer = speaker && [speaker.renderPods(this._scope, this.props.podLabels)];
    if (ends.some(({ kind }) => kind === 'entities')) checkEntityPorts(this._scope, ports);
    for (const end of ends) this.openEnd(direction, end, answer, ports);
    if (speaker !== undefined) {
      speaker.add(OPPOSITE[direction], { peers: answer, ports });
    } else if (isPods(peer)) {
      const unanswered = UNANSWERED.get(peer) ?? [];
      UNANSWERED.set(peer, [...unanswered, { direction: OPPOSITE[direction], other: this, ports: [...ports] }]);
    }
  }

  /** The ports of an opening that names none. */
  private usualPorts(direction: Direction, peer: unknown, speaker: Connections | undefined): readonly Port[] {
    if (direction === 'ingress') return this.props.ports ?? [];
    return peer instanceof Peer ? peer._ports(this.profile) : (speaker?.props.ports ?? []);
  }

  private openEnd(direction: Direction, end: OwnPods | PeerEnd, answer: RenderedPeers, ports: readonly Port[]): void {
    if (end.kind === 'entities') {
      if (this.isolates(direction)) this.beside.entities.open(direction, end, ports);
    } else {
      this.add(direction, { peers: end.peers, ports });
    }
    declareConnection({ member: this.member, direction, end, answer, ports: [...ports] });
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
    const peers = speaker === undefined ? this.renderPodsOf(pods) : [this.renderPods(member.owner, member.podLabels)];
    return [{ kind: 'pods', member, peers }];
  }

  private addPolicy(id: string): k8s.KubeNetworkPolicy | undefined {
    if (this.mode === NetworkPolicyMode.NONE) return undefined;
    const { name, labels, annotations } = this.props;
    return withoutLoss(
      new k8s.KubeNetworkPolicy(this._scope, id, {
        metadata: { name, namespace: namespaceOf(this._scope), labels, annotations },
        spec: Lazy.any({ produce: () => this.renderSpec() }) as k8s.NetworkPolicySpec,
      }),
    );
  }

  private add(direction: Direction, opening: Opening): void {
    this.openings[direction].push({ ...opening, ports: [...opening.ports] });
  }

  /** Pods that have no policy of ours: only this side can be written. */
  private renderPodsOf(peer: AbstractPod): RenderedPeers {
    const podLabels = podLabelsOf(peer);
    if (Object.keys(podLabels).length > 0) return [this.renderPods(peer, podLabels)];
    return refuseUnlabelledPeer(this._scope, peer);
  }

  private renderPods(owner: Construct, podLabels: { readonly [key: string]: string }): k8s.NetworkPolicyPeer {
    const namespace = namespaceSeenFrom(this._scope, owner);
    return {
      namespaceSelector: namespace === undefined ? undefined : namespaceNamed(namespace),
      podSelector: { matchLabels: { ...podLabels } },
    };
  }

  private renderSpec(): k8s.NetworkPolicySpec {
    const ingress = this.isolates('ingress') ? renderIngress(this.openings.ingress) : [];
    return {
      podSelector: { matchLabels: { ...this.props.podLabels } },
      policyTypes: resolveDirections(this._scope, this.props.directions),
      ingress: ingress.length > 0 ? ingress : undefined,
      egress: this.isolates('egress') ? this.renderEgress() : undefined,
    };
  }

  private renderEgress(): k8s.NetworkPolicyEgressRule[] {
    return renderEgress([...this.openings.egress, ...dnsOpenings(this.profile)]);
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
