import { inCidr, isIpv6 } from './naive-addresses';
import { Choices } from './naive-choices';
import { NaiveCluster, NaivePeer, OF_NOBODY, NaivePod, NaiveQuestion } from './naive-cluster';

/** What is taken for granted in some of the worlds. */
export interface NaiveGiven {
  /** Of which families the address of the other end is, unless it is a pod's. */
  readonly family: readonly string[];
  /** Whether NetworkPolicies apply to pods on the host network. */
  readonly areAsked: boolean;
}

/** One side of one connection, in one of the worlds that the manifests leave possible. */
export class NaiveSide {
  constructor(
    public readonly cluster: NaiveCluster,
    public readonly direction: 'ingress' | 'egress',
    /** Whose policies are asked. */
    public readonly own: NaivePod,
    public readonly peer: NaivePeer,
    public readonly question: NaiveQuestion,
    private readonly choices: Choices,
    public readonly given: NaiveGiven,
  ) {}

  /** Yes in some worlds, no in others. */
  public perhaps(what: string): boolean {
    return this.choices.perhaps(what);
  }

  /** One of some values in each world. */
  public choose<T>(what: string, values: readonly T[]): T {
    return this.choices.choose(what, values);
  }

  /**
   * The labels of a namespace, as policies other than NetworkPolicies may find them: of one that no manifest declares, only the
   * name is known.
   */
  public namespaceLabels(name: string): Readonly<Record<string, string>> {
    const known = this.cluster.namespaceLabels(name);
    if (this.cluster.of('Namespace').some(({ metadata }) => metadata.name === name)) return known;
    const team = this.choose(`team of ${name}`, [undefined, 'red', 'blue']);
    return team === undefined ? known : { ...known, team };
  }

  /** The other end, if it is a pod with an address of its own. */
  public get pod(): NaivePod | undefined {
    return 'pod' in this.peer && !this.peer.pod.hostNetwork ? this.peer.pod : undefined;
  }

  /** Whether the other end is a node, or has a node's address. */
  public get isOnNode(): boolean {
    return 'nodes' in this.peer || ('pod' in this.peer && this.peer.pod.hostNetwork);
  }

  /** The address that the other end has in this world. */
  public get address(): string {
    if ('ip' in this.peer) return this.peer.ip;
    const { pod } = this;
    const all = this.cluster.representatives();
    if (pod !== undefined && pod.addresses.length > 0) return this.choose('address', pod.addresses);
    const { podCidrs } = this.cluster;
    if (pod !== undefined && podCidrs.length > 0) {
      return this.choose(
        'address',
        all.filter((address) => podCidrs.some((cidr) => inCidr(address, cidr))),
      );
    }
    const possible = all.filter((address) => !OF_NOBODY.some((cidr) => inCidr(address, cidr)));
    if ('pod' in this.peer) return this.choose('address', possible);
    return this.choose(
      'address',
      possible.filter((address) => this.given.family.includes(isIpv6(address) ? 'IPv6' : 'IPv4')),
    );
  }

  /** Whether somebody has told which addresses the pod at the other end may have. */
  public get hasKnownAddress(): boolean {
    return this.pod !== undefined && (this.pod.addresses.length > 0 || this.cluster.podCidrs.length > 0);
  }

  /** Whether the destination calls the port of the question so; only pods name ports. */
  public isNamed(name: string, protocol?: string): boolean {
    const destination = this.direction === 'ingress' ? this.own : 'pod' in this.peer ? this.peer.pod : undefined;
    return (destination?.ports ?? []).some(
      (port) =>
        port.name === name &&
        port.port === this.question.port &&
        port.protocol === this.question.protocol &&
        (protocol === undefined || protocol === port.protocol),
    );
  }

  /**
   * Whether the other end is reached by a name that a rule names. An address may be that of any name, and two names may have
   * the same address.
   */
  public hasName(rule: string, matches: (asked: string) => boolean): boolean {
    if ('name' in this.peer) return matches(this.peer.name) || this.perhaps(`has an address of ${rule}`);
    return 'ip' in this.peer && this.perhaps(`has an address of ${rule}`);
  }
}
