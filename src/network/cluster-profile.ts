import { IConstruct } from 'constructs';
import { Cni, ignoresPolicies } from './cni';
import { Dns } from './dns';
import { Peer } from './peer';
import { parseCidr } from '../support/cidr';
import { checkHostname } from '../support/hosts';
import { inWords, refuse } from '../support/refuse';
import { warn } from '../support/warn';

/** What surrounds the workloads of a cluster. */
export interface ClusterProfileProps {
  /**
   * How pods resolve names.
   *
   * @default Dns.coreDns()
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
   * @default - unknown: standard policies only, and no warning
   */
  readonly cni?: Cni;

  /**
   * The pods of the ingress controller.
   *
   * @default - the pods of ingress-nginx in namespace `ingress-nginx`, as its own manifests label them
   */
  readonly ingressController?: Peer;

  /**
   * The pods that carry the traffic of Gateways.
   *
   * @default - the pods labelled `gateway.networking.k8s.io/gateway-name: <gateway>` in the Gateway's namespace
   */
  readonly gateway?: Peer;

  /**
   * Who scrapes metrics, for workloads with `metrics`.
   *
   * @default - unknown: a workload with `metrics` is refused
   */
  readonly metricsScraper?: Peer;

  /**
   * The networks that pods have their addresses from; `Peer.internet()` leaves them out.
   *
   * @default - private ranges only
   */
  readonly podCidrs?: string[];
}

/**
 * What surrounds the workloads, said once for an app or a chart: DNS, network plugin, ingress controller.
 *
 * The nearest profile above a construct counts; where there is none, the defaults do. Apply it before the workloads that
 * it is for are made: what they have already read cannot change under them, so a later call is refused.
 *
 * @example
 *
 * new ClusterProfile({
 *   cni: Cni.CILIUM,
 *   dns: Dns.nodeLocal(),
 *   metricsScraper: Peer.namespace('monitoring'),
 * }).applyTo(app);
 */
export class ClusterProfile {
  /** The profile that counts for a construct. */
  public static of(construct: IConstruct): ClusterProfile {
    READERS.add(construct);
    return ClusterProfile._applied(construct) ?? DEFAULT_PROFILE;
  }

  /** The profile that was applied to a construct or above it. @internal */
  public static _applied(construct: IConstruct): ClusterProfile | undefined {
    for (let scope: IConstruct | undefined = construct; scope !== undefined; scope = scope.node.scope) {
      const profile = PROFILES.get(scope);
      if (profile !== undefined) return profile;
    }
    return undefined;
  }

  /** How pods resolve names. */
  public readonly dns: Dns;
  /** The cluster's DNS domain. */
  public readonly domain: string;
  /** The network plugin, where it is known. */
  public readonly cni?: Cni;
  /** The pods of the ingress controller. */
  public readonly ingressController: Peer;
  /** The pods that carry the traffic of Gateways, where they are not the ones that the Gateway API labels. */
  public readonly gateway?: Peer;
  /** Who scrapes metrics. */
  public readonly metricsScraper?: Peer;
  private readonly _podCidrs: readonly string[];

  constructor(props: ClusterProfileProps = {}) {
    this.dns = props.dns ?? Dns.coreDns();
    this.domain = checkHostname('ClusterProfile', props.domain ?? 'cluster.local', 'domain');
    this.cni = props.cni;
    this.ingressController =
      props.ingressController ??
      Peer.pods({ namespace: 'ingress-nginx', labels: { 'app.kubernetes.io/name': 'ingress-nginx' } });
    this.gateway = props.gateway;
    this.metricsScraper = props.metricsScraper;
    this._podCidrs = (props.podCidrs ?? []).map((cidr) => parseCidr('ClusterProfile', cidr, 'podCidrs').text);
  }

  /** The networks that pods have their addresses from. */
  public get podCidrs(): string[] {
    return [...this._podCidrs];
  }

  /** Makes this the profile of an app, a chart or any other scope, and of everything below. */
  public applyTo(scope: IConstruct): void {
    const reader = scope.node.findAll().find((construct) => READERS.has(construct));
    if (reader !== undefined) {
      refuse(scope, {
        what: 'ClusterProfile',
        got: inWords(`one applied after "${reader.node.path}" was made`),
        allowed: 'a profile that is applied before the workloads below it',
        fix: 'move `applyTo` up, right behind the app or chart',
      });
    }
    PROFILES.set(scope, this);
    if (ignoresPolicies(this.cni)) {
      warn(
        scope,
        `${this.cni} does not enforce network policies: they are rendered, accepted by the API server, and have no ` +
          'effect. Every pod of this cluster can reach every other. Use Calico, Cilium or another enforcing plugin.',
      );
    }
  }
}

/** Who has asked for its profile, and so relies on it. */
const READERS = new WeakSet<IConstruct>();
const PROFILES = new WeakMap<IConstruct, ClusterProfile>();
const DEFAULT_PROFILE = new ClusterProfile();
