import { IpFamily, isOfFamilies } from './ip-family';
import { checked } from '../checked/checked';
import { k8s } from '../plus/cdk8s-plus';
import { Cidr, isStrictSubset, parseCidr } from '../support/cidr';
import { checkLabels, checkNamespace } from '../support/names';
import { refuse } from '../support/refuse';

/** The label that the API server sets on every namespace. */
export const NAMESPACE_NAME_LABEL = 'kubernetes.io/metadata.name';

/** Options for `Peer.cidr`. */
export interface CidrPeerOptions {
  /**
   * Networks inside the CIDR that stay closed.
   *
   * @default - none
   */
  readonly except?: string[];
}

/** Options for `Peer.pods`. */
export interface PodsPeerOptions {
  /** Labels that the pods carry, all of them. */
  readonly labels: { readonly [key: string]: string };

  /**
   * The namespace of the pods.
   *
   * @default - the namespace of the policy
   */
  readonly namespace?: string;
}

/** What a peer needs to know of its surroundings. @internal */
export interface PeerSurroundings {
  readonly podCidrs: readonly string[];
  /** The families of the cluster's addresses, where they are known. */
  readonly ipFamilies?: readonly IpFamily[];
}

/** Rendered peers; `undefined` means everybody, in and outside the cluster. @internal */
export type RenderedPeers = k8s.NetworkPolicyPeer[] | undefined;

/** Whatever a `Peer` stands for, as policies of the other end name it. @internal */
export interface OtherPeer {
  readonly kind: 'peer';
  readonly description: string;
  readonly peers: RenderedPeers;
  /** How many of the app's own pods that it selects must be open: those that carry labels all, a namespace's some. */
  readonly podsOfApp: 'all' | 'some' | 'none';
}

/** Ranges that are not the public internet (IANA special-purpose registries); link-local holds cloud metadata services. */
const NOT_PUBLIC_IPV4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '224.0.0.0/4',
  '240.0.0.0/4',
];
const NOT_PUBLIC_IPV6 = ['::/127', 'fc00::/7', 'fe80::/10', 'ff00::/8'];

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
    return new Peer(`cidr ${network.text}`, () => [
      ipBlock(
        network.text,
        except.map((e) => e.text),
      ),
    ]);
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
    return new Peer(`cidrs ${networks.join(', ')}`, () => networks.map((cidr) => ipBlock(cidr, [])));
  }

  /**
   * Every public address: IPv4 and IPv6 without private, shared, loopback, link-local (169.254.169.254, where clouds
   * keep credentials), multicast and reserved ranges, and without the pod CIDRs of the cluster's profile. Where the
   * profile knows the cluster's `ipFamilies`, the other family is left out.
   */
  public static internet(): Peer {
    return new Peer('the internet', ({ podCidrs, ipFamilies }) =>
      [
        ipBlock('0.0.0.0/0', without(NOT_PUBLIC_IPV4, podCidrs, 'IPv4')),
        ipBlock('::/0', without(NOT_PUBLIC_IPV6, podCidrs, 'IPv6')),
      ].filter(({ ipBlock: { cidr } }) => isOfFamilies(ipFamilies, cidr)),
    );
  }

  /** Everybody: every pod of every namespace and every address outside the cluster. */
  public static anywhere(): Peer {
    return new Peer('anywhere', () => undefined);
  }

  /** All pods of one namespace. */
  public static namespace(name: string): Peer {
    checkNamespace('Peer.namespace', name);
    return new Peer(`namespace ${name}`, () => [{ namespaceSelector: namespaceNamed(name) }], 'some');
  }

  /** All pods of every namespace that carries these labels. */
  public static namespacesLabelled(labels: { readonly [key: string]: string }): Peer {
    const matchLabels = selectorLabels('Peer.namespacesLabelled', labels);
    return new Peer(`namespaces ${JSON.stringify(labels)}`, () => [{ namespaceSelector: { matchLabels } }], 'some');
  }

  /** The pods with these labels, in one namespace. */
  public static pods(options: PodsPeerOptions): Peer {
    const matchLabels = selectorLabels('Peer.pods', options.labels);
    const { namespace } = options;
    if (namespace !== undefined) checkNamespace('Peer.pods', namespace);
    return new Peer(
      `pods ${JSON.stringify(options.labels)}`,
      () => [
        {
          namespaceSelector: namespace === undefined ? undefined : namespaceNamed(namespace),
          podSelector: { matchLabels },
        },
      ],
      'all',
    );
  }

  /** All pods of the policy's own namespace. */
  public static allPodsInNamespace(): Peer {
    return new Peer('all pods of the namespace', () => [{ podSelector: {} }], 'some');
  }

  private constructor(
    private readonly description: string,
    private readonly render: (surroundings: PeerSurroundings) => RenderedPeers,
    /**
     * How many of the app's pods that it selects a declared connection is proven for: labels name pods that are meant,
     * a namespace is a permission that some of its pods use, and addresses name no pods.
     *
     * @internal
     */
    public readonly _podsOfApp: 'all' | 'some' | 'none' = 'none',
  ) {}

  /** What the peer is, for messages. */
  public toString(): string {
    return this.description;
  }

  /** @internal */
  public _render(surroundings: PeerSurroundings): RenderedPeers {
    return this.render(surroundings);
  }

  /** The peer as one end of a declared connection. @internal */
  public _asEnd(surroundings: PeerSurroundings): OtherPeer {
    const { description, _podsOfApp: podsOfApp } = this;
    return { kind: 'peer', description, peers: this.render(surroundings), podsOfApp };
  }
}

/** Selects the one namespace of that name. */
export function namespaceNamed(name: string): k8s.LabelSelector {
  return { matchLabels: { [NAMESPACE_NAME_LABEL]: name } };
}

function ipBlock(cidr: string, except: string[]): { ipBlock: k8s.IpBlock } {
  return { ipBlock: { cidr, except: except.length > 0 ? except : undefined } };
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

function without(notPublic: string[], podCidrs: readonly string[], family: Cidr['family']): string[] {
  const networks = notPublic.map((text) => parseCidr('Peer.internet', text));
  const extra = podCidrs
    .map((text) => parseCidr('ClusterProfile', text, 'podCidrs'))
    .filter((pods) => pods.family === family)
    .filter((pods) => !networks.some((n) => n.text === pods.text || isStrictSubset(pods, n)));
  return [...networks, ...extra].map((network) => network.text);
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
