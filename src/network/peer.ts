import { IDENTITY_PARTS, METADATA_PARTS } from './cloud-peers';
import { API_SERVER_PARTS, NODE_PARTS } from './cluster-peers';
import { allThatMayBeInternet, internetWithout } from './internet';
import { isOfFamilies } from './ip-family';
import { MeshMode } from './mesh/mesh-mode';
import { CidrPeerOptions, PodsPeerOptions } from './peer-options';
import {
  GatewayInFront,
  ipBlock,
  OtherPeer,
  otherPeer,
  PeerEnd,
  PeerIdentity,
  PeerParts,
  PeerSurroundings,
  RenderedPeers,
} from './peer-parts';
import { Port } from './port';
import { checked } from '../checked/checked';
import { k8s } from '../plus/cdk8s-plus';
import { Cidr, isStrictSubset, parseCidr } from '../support/cidr';
import { checkLabels, checkNamespace, checkObjectName } from '../support/names';
import { refuse } from '../support/refuse';

/** The label that the API server sets on every namespace. */
export const NAMESPACE_NAME_LABEL = 'kubernetes.io/metadata.name';

/**
 * The other end of a connection that is not a construct of the app: addresses, namespaces, or other teams' pods.
 *
 * No factory can mean "everybody" by accident: an empty selector or list is refused, and `anywhere()` says it in words.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors
 *
 * @example
 *
 * declare const api: InternalService;
 * api.connections.allowFrom(Peer.cidr('10.0.0.0/8', { except: ['10.9.0.0/16'] }));
 * api.connections.allowTo(Peer.internet(), [Port.HTTPS]);
 */
@checked
export class Peer {
  /** An IP network outside the cluster. Network plugins differ on whether it also matches pods. */
  public static cidr(cidr: string, options: CidrPeerOptions = {}): Peer {
    const network = parseCidr('Peer.cidr', cidr);
    const except = (options.except ?? []).map((text) => parseCidr('Peer.cidr', text, 'except'));
    for (const inner of except) checkExcept(network, inner);
    const block = ipBlock(
      network.text,
      except.map((e) => e.text),
    );
    return Peer.of(`cidr ${network.text}`, () => [block]);
  }

  /** Several IP networks outside the cluster, such as the subnets of its load balancers. */
  public static cidrs(cidrs: string[]): Peer {
    if (cidrs.length === 0) {
      refuse('Peer.cidrs', {
        what: 'cidrs',
        got: cidrs,
        allowed: 'at least one network; none would be everybody',
        fix: 'name the networks, or use Peer.anywhere() to say so in words',
      });
    }
    const networks = [...new Set(cidrs.map((cidr) => parseCidr('Peer.cidrs', cidr).text))];
    return Peer.of(`cidrs ${networks.join(', ')}`, () => networks.map((cidr) => ipBlock(cidr)));
  }

  /**
   * Every public address: without what IANA's registries of special-purpose addresses do not call globally reachable,
   * without ranges of IPv6 that embed addresses of IPv4, without the metadata of clouds, and without the pod CIDRs of the
   * cluster's profile. Where the profile knows the cluster's `ipFamilies`, the other family is left out.
   *
   * @see https://www.iana.org/assignments/iana-ipv4-special-registry/
   * @see https://www.iana.org/assignments/iana-ipv6-special-registry/
   */
  public static internet(): Peer {
    return Peer.of('the internet', ({ podCidrs, ipFamilies, isToBeClosed = false }) =>
      (isToBeClosed ? allThatMayBeInternet : internetWithout)(podCidrs)
        .filter(({ cidr }) => isOfFamilies(ipFamilies, cidr))
        .map(({ cidr, except }) => ipBlock(cidr, except)),
    );
  }

  /** Everybody: every pod of every namespace and every address outside the cluster. */
  public static anywhere(): Peer {
    return Peer.of('anywhere', () => undefined);
  }

  /** Every pod of the cluster, whatever its namespace; no address outside of it. */
  public static allPods(): Peer {
    return Peer.of('every pod of the cluster', () => [{ namespaceSelector: {} }]);
  }

  /** All pods of one namespace. */
  public static namespace(name: string): Peer {
    checkNamespace('Peer.namespace', name);
    return Peer.of(`namespace ${name}`, () => [{ namespaceSelector: namespaceNamed(name) }], 'some');
  }

  /** All pods of every namespace that carries these labels. */
  public static namespacesLabelled(labels: { readonly [key: string]: string }): Peer {
    const matchLabels = selectorLabels('Peer.namespacesLabelled', labels);
    return Peer.of(`namespaces ${JSON.stringify(labels)}`, () => [{ namespaceSelector: { matchLabels } }], 'some');
  }

  /** The pods with these labels, in one namespace. */
  public static pods(options: PodsPeerOptions): Peer {
    const matchLabels = selectorLabels('Peer.pods', options.labels);
    const { namespace } = options;
    if (namespace !== undefined) checkNamespace('Peer.pods', namespace);
    const namespaceSelector = namespace === undefined ? undefined : namespaceNamed(namespace);
    return Peer.of(
      `pods ${JSON.stringify(options.labels)}`,
      () => [{ namespaceSelector, podSelector: { matchLabels } }],
      'all',
      identityOf('Peer.pods', options),
    );
  }

  /** The pods of every namespace that carry these labels. */
  public static podsLabelled(labels: { readonly [key: string]: string }): Peer {
    const matchLabels = selectorLabels('Peer.podsLabelled', labels);
    return Peer.of(
      `pods ${JSON.stringify(labels)} of every namespace`,
      () => [{ namespaceSelector: {}, podSelector: { matchLabels } }],
      'all',
    );
  }

  /** All pods of the policy's own namespace. */
  public static allPodsInNamespace(): Peer {
    return Peer.of('all pods of the namespace', () => [{ podSelector: {} }], 'some');
  }

  /**
   * The API server of the cluster: where operators connect to, and who calls admission webhooks and aggregated APIs. The
   * profile's `apiServer` says its addresses; Cilium knows it by itself. Without ports, its own port is opened.
   *
   * @see https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/
   */
  public static kubeApiServer(): Peer {
    return new Peer(API_SERVER_PARTS);
  }

  /** The nodes, not the pods on them: the profile's `nodeCidrs`; Cilium knows them by itself. */
  public static nodes(): Peer {
    return new Peer(NODE_PARTS);
  }

  /**
   * Where the cloud's machines ask for what they are, and for the credentials of their node. It is no part of
   * `Peer.internet()`, and workloads rarely need it. Without ports, port 80 is opened.
   */
  public static cloudMetadata(): Peer {
    return new Peer(METADATA_PARTS);
  }

  /**
   * The agent on each node that gives pods the credentials of their cloud role: that of EKS Pod Identity, or the metadata
   * server of GKE's Workload Identity. Without ports, its own are opened.
   */
  public static cloudIdentity(): Peer {
    return new Peer(IDENTITY_PARTS);
  }

  /** Several peers as one. */
  public static anyOf(...peers: Peer[]): Peer {
    if (peers.length === 0) {
      refuse('Peer.anyOf', {
        what: 'peers',
        got: peers,
        allowed: 'at least one; none would be everybody',
        fix: 'name the peers, or use Peer.anywhere() to say so in words',
      });
    }
    const parts = peers.map(({ _parts }) => _parts);
    return new Peer({
      description: parts.map(({ description }) => description).join(' or '),
      ends: (surroundings, direction) => parts.flatMap(({ ends }) => ends(surroundings, direction)),
    });
  }

  /** @internal */
  public static _of(parts: PeerParts): Peer {
    return new Peer(parts);
  }

  private static of(
    description: string,
    render: (surroundings: PeerSurroundings) => RenderedPeers,
    podsOfApp: OtherPeer['podsOfApp'] = 'none',
    identity?: PeerIdentity,
  ): Peer {
    return new Peer({ description, ends: (s) => [otherPeer(description, render(s), podsOfApp, identity)] });
  }

  private constructor(
    /** @internal */
    public readonly _parts: PeerParts,
  ) {}

  /** What the peer is, for messages. */
  public toString(): string {
    return this._parts.description;
  }

  /** The ports that are opened where none are named. @internal */
  public _ports(surroundings: PeerSurroundings): readonly Port[] {
    return this._parts.ports?.(surroundings) ?? [];
  }

  /** The peer as ends of declared connections, each of which policies name in one way. @internal */
  public _ends(surroundings: PeerSurroundings, direction: 'ingress' | 'egress'): readonly PeerEnd[] {
    return this._parts.ends(surroundings, direction);
  }

  /** The same peer where it carries the traffic of a Gateway. @internal */
  public _forGateway(gateway: GatewayInFront): Peer {
    const { description, ends, ports } = this._parts;
    // A profile gives most of its values by getters, which a copy would lose.
    const around = (surroundings: PeerSurroundings): PeerSurroundings =>
      Object.create(surroundings, { routeGateway: { value: gateway } }) as PeerSurroundings;
    return Peer._of({ description, ends: (surroundings, direction) => ends(around(surroundings), direction), ports });
  }

  /** What of the peer NetworkPolicies can name, as they name it; nothing of it is an empty list. @internal */
  public _render(surroundings: PeerSurroundings, direction: 'ingress' | 'egress'): RenderedPeers {
    const rendered = this._ends(surroundings, direction).flatMap((end) => (end.kind === 'peer' ? [end.peers] : []));
    return rendered.includes(undefined) ? undefined : rendered.flatMap((peers) => peers ?? []);
  }
}

/** Selects the one namespace of that name. */
export function namespaceNamed(name: string): k8s.LabelSelector {
  return { matchLabels: { [NAMESPACE_NAME_LABEL]: name } };
}

/** What is said of pods that a mesh knows, or does not. */
export function identityOf(
  where: string,
  { serviceAccount: account, mesh: mode }: Pick<PodsPeerOptions, 'serviceAccount' | 'mesh'>,
): PeerIdentity | undefined {
  if (account !== undefined) checkObjectName(where, account, 'serviceAccount');
  if (account !== undefined && mode === MeshMode.OUTSIDE) {
    refuse(where, {
      what: 'serviceAccount',
      got: account,
      allowed: 'none of pods outside of the mesh, which nobody can know by it',
      fix: 'leave out one of the two',
    });
  }
  return account === undefined && mode === undefined ? undefined : { account, mode };
}

function checkExcept(network: Cidr, inner: Cidr): void {
  if (isStrictSubset(inner, network)) return;
  refuse('Peer.cidr', {
    what: 'except',
    got: inner.text,
    allowed: `a network inside ${network.text} and smaller than it`,
    fix: 'name a part of the CIDR, or leave the exception out',
  });
}

function selectorLabels(where: string, labels: { readonly [key: string]: string }): { [key: string]: string } {
  if (Object.keys(labels).length > 0) return checkLabels(where, labels, 'look the label up: nothing carries this one');
  return refuse(where, {
    what: 'labels',
    got: labels,
    allowed: 'at least one label; an empty selector would select everything',
    fix: 'use Peer.allPodsInNamespace(), Peer.namespace(name) or Peer.anywhere() to say so in words',
  });
}
