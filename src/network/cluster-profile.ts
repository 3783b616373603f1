import { IConstruct } from 'constructs';
import { resolveAdminPolicies } from './admin/support';
import { AdminPolicies } from './admin-policies';
import { ClusterProfileProps } from './cluster-profile-props';
import { Cni, familiesOf } from './cni';
import { ignoresPolicies, instead } from './cni-facts';
import { Dns } from './dns';
import { FqdnPolicies, resolveFqdnPolicies } from './fqdn-policies';
import { IpFamily, networksOf, resolveFamilies } from './ip-family';
import { checkVersion } from './kubernetes-version';
import { Mesh } from './mesh/mesh';
import { cniWithMesh } from './mesh/mesh-cni';
import { Monitoring } from './monitoring';
import { Peer } from './peer';
import { Platform } from './platform';
import { factsOf, UserPolicy } from './platform-facts';
import { checked } from '../checked/checked';
import { canonical } from '../support/canonical';
import { parseCidr } from '../support/cidr';
import { checkHostname } from '../support/hosts';
import { checkLabels, checkNamespace } from '../support/names';
import { checkPortNumber } from '../support/numbers';
import { isAbsolutePath } from '../support/paths';
import { inWords, refuse } from '../support/refuse';
import { warn } from '../support/warn';

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
@checked
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

  /**
   * Tells the cluster of a construct from others; profiles of equal values are one cluster, as the defaults are.
   *
   * @internal
   */
  public static _clusterOf(construct: IConstruct): string {
    const profile = ClusterProfile._applied(construct) ?? DEFAULT_PROFILE;
    return (profile.clusterKey ??= profile.describeCluster());
  }

  /** Whether two constructs are for one cluster. @internal */
  public static _isSameCluster(a: IConstruct, b: IConstruct): boolean {
    return (
      ClusterProfile._applied(a) === ClusterProfile._applied(b) ||
      ClusterProfile._clusterOf(a) === ClusterProfile._clusterOf(b)
    );
  }

  /** The cluster's name, if it has one. */
  public readonly name?: string;
  /** What the cluster is, where it is known. */
  public readonly platform?: Platform;
  /** The version of the cluster, where it is known. */
  public readonly kubernetesVersion?: string;
  /** How pods resolve names. */
  public readonly dns: Dns;
  /** The cluster's DNS domain. */
  public readonly domain: string;
  /** The network plugin, where it is known. */
  public readonly cni?: Cni;
  /** The service mesh, if there is one. */
  public readonly mesh?: Mesh;
  /** By which policies names outside of the cluster are opened. */
  public readonly fqdnPolicies: FqdnPolicies;
  /** By which policies administrators decide for the whole cluster. */
  public readonly adminPolicies: AdminPolicies;
  /** The pods of the ingress controller. */
  public readonly ingressController: Peer;
  /** The same where the profile itself names it. @internal */
  public readonly _ownIngressController?: Peer;
  /** The pods of OpenShift's router, for Routes. @internal */
  public readonly _openshiftRouter: Peer;
  /** The pods that carry the traffic of Gateways, where they are not the ones that the Gateway API labels. */
  public readonly gateway?: Peer;
  /** Who scrapes metrics. */
  public readonly metricsScraper?: Peer;
  /** The addresses of the API server, where they are known. */
  public readonly apiServer?: Peer;
  /** The port of the API server at these addresses, where it was said. */
  public readonly apiServerPort?: number;
  /** How whoever scrapes metrics learns of them. */
  public readonly monitoring?: Monitoring;
  /** Who chooses the users of pods where a workload does not say. @internal */
  public readonly _defaultUserPolicy: UserPolicy;
  private readonly _ipFamilies?: readonly IpFamily[];
  private readonly networks: { readonly [kind in NetworkKind]: readonly string[] };
  private readonly _hostPaths: readonly string[];
  private readonly _namespaceLabels: { readonly [namespace: string]: { readonly [label: string]: string } };
  private clusterKey?: string;

  constructor(props: ClusterProfileProps = {}) {
    this.name = props.name === undefined ? undefined : checkClusterName(props.name);
    this.platform = props.platform ?? props.dns?._facts.platform;
    const facts = factsOf(this.platform);
    const { kubernetesVersion: version } = props;
    this.kubernetesVersion = version === undefined ? undefined : checkVersion('ClusterProfile', version);
    this.dns = props.dns ?? facts.dns();
    this.domain = checkHostname('ClusterProfile', props.domain ?? 'cluster.local', 'domain');
    this.mesh = props.mesh;
    this.cni = cniWithMesh(props.cni ?? facts.cni, props.mesh);
    this.fqdnPolicies = resolveFqdnPolicies(props.fqdnPolicies, this);
    this.adminPolicies = resolveAdminPolicies(props.adminPolicies, this);
    this._defaultUserPolicy = facts.users;
    this.gateway = props.gateway;
    this.metricsScraper = props.metricsScraper ?? props.monitoring?._scraper;
    this.monitoring = props.monitoring;
    this.apiServer = props.apiServer;
    const { apiServerPort: port } = props;
    this.apiServerPort = port === undefined ? undefined : checkPortNumber('ClusterProfile', port, 'apiServerPort');
    this.networks = {
      podCidrs: checkNetworks('podCidrs', props.podCidrs),
      serviceCidrs: checkNetworks('serviceCidrs', props.serviceCidrs),
      nodeCidrs: checkNetworks('nodeCidrs', props.nodeCidrs),
      vpcCidrs: checkNetworks('vpcCidrs', props.vpcCidrs),
    };
    this._hostPaths = (props.hostPaths ?? []).map(checkHostPath);
    this._namespaceLabels = checkNamespaceLabels(props.namespaceLabels ?? {});
    const { serviceCidrs } = this;
    const { ipFamilies } = props;
    this._ipFamilies = resolveFamilies(props.ipFamilies, facts.ipFamilies ?? familiesOf(this.cni), {
      podCidrs: this.networks.podCidrs,
      dns: this.dns._servers
        .flatMap(({ peers }) => peers)
        .flatMap((peer) => networksOf(peer._render({ podCidrs: [], serviceCidrs, ipFamilies }, 'egress'))),
    });
    this._ownIngressController = props.ingressController;
    this.ingressController = props.ingressController ?? facts.ingressController();
    this._openshiftRouter = props.ingressController ?? factsOf(Platform.OPENSHIFT).ingressController();
  }

  /** The families of the cluster's addresses, where they are known. */
  public get ipFamilies(): IpFamily[] | undefined {
    return this._ipFamilies && [...this._ipFamilies];
  }

  /** The networks that pods have their addresses from. */
  public get podCidrs(): string[] {
    return [...this.networks.podCidrs];
  }

  /** The networks that Services have their addresses from, where they are known. */
  public get serviceCidrs(): string[] {
    return [...this.networks.serviceCidrs];
  }

  /** The networks that nodes have their addresses from, where they are known. */
  public get nodeCidrs(): string[] {
    return [...this.networks.nodeCidrs];
  }

  /** The networks of the cloud's private network that the cluster is in, where they are known. */
  public get vpcCidrs(): string[] {
    return [...this.networks.vpcCidrs];
  }

  /** The folders and files of the nodes that a NodeAgent may read. */
  public get hostPaths(): string[] {
    return [...this._hostPaths];
  }

  /** The labels of namespaces that the app does not make, by the names of the namespaces. */
  public get namespaceLabels(): { [namespace: string]: { [label: string]: string } } {
    return Object.fromEntries(Object.entries(this._namespaceLabels).map(([name, labels]) => [name, { ...labels }]));
  }

  private describeCluster(): string {
    const { name, domain, cni, dns, ingressController, gateway, metricsScraper, apiServer, ipFamilies } = this;
    if (name !== undefined) return `named ${name}`;
    const valueOf = (peer: Peer | undefined): unknown => peer?._ends(this, 'ingress');
    // Whichever it is for: what the peer makes of it tells profiles apart.
    const ofGateways = gateway?._forGateway({ name: 'gateway', namespace: 'gateway', where: 'ClusterProfile' });
    return canonical({
      platform: this.platform,
      kubernetesVersion: this.kubernetesVersion,
      domain,
      cni,
      fqdnPolicies: this.fqdnPolicies,
      mesh: this.mesh && [this.mesh._kind, this.mesh._options],
      adminPolicies: [this.adminPolicies._version, this.adminPolicies._options],
      networks: this.networks,
      ipFamilies,
      apiServer: [valueOf(apiServer), this.apiServerPort],
      dns: dns._servers.map(({ peers, ports }) => [ports.map(String), ...peers.map(valueOf)]),
      controllers: {
        ingress: valueOf(ingressController),
        gateway: valueOf(ofGateways),
        metrics: valueOf(metricsScraper),
      },
      namespaceLabels: this._namespaceLabels,
      monitors: this.monitoring && (this.monitoring._monitors ?? 'annotations'),
    });
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
    if (this.cni !== undefined && ignoresPolicies(this.cni, this.platform)) {
      warn(
        scope,
        `${this.cni} does not enforce network policies: they are rendered, accepted by the API server, and have no ` +
          'effect. Every pod of this cluster can reach every other. Use Calico, Cilium or another enforcing plugin. ' +
          instead(this.cni),
      );
    }
    if (this.dns._facts.needsServiceCidrs === true && this.serviceCidrs.length === 0 && this.cni !== Cni.CILIUM) {
      warn(
        scope,
        "Dns.nodeLocal(): where kube-proxy works with iptables, pods ask the cache at the address of the cluster's DNS, which " +
          'is not known, so that policies close it. Say it with Dns.nodeLocal(ip, { clusterIp }) as the pods have it in their ' +
          '/etc/resolv.conf, or say `serviceCidrs`.',
      );
    }
  }
}

function checkClusterName(name: string): string {
  if (name.trim() !== '') return name;
  return refuse('ClusterProfile', { what: 'name', got: name, allowed: 'a text that tells the cluster from others' });
}

type NetworkKind = 'podCidrs' | 'serviceCidrs' | 'nodeCidrs' | 'vpcCidrs';

function checkNetworks(kind: NetworkKind, cidrs: readonly string[] = []): readonly string[] {
  return cidrs.map((cidr) => parseCidr('ClusterProfile', cidr, kind).text);
}

function checkHostPath(path: string): string {
  if (isAbsolutePath(path)) return path;
  return refuse('ClusterProfile', {
    what: 'hostPaths',
    got: path,
    allowed: 'absolute paths on the nodes, without ".."',
  });
}

function checkNamespaceLabels(all: { readonly [namespace: string]: { readonly [label: string]: string } }): {
  readonly [namespace: string]: { readonly [label: string]: string };
} {
  return Object.fromEntries(
    Object.entries(all).map(([name, labels]) => [
      checkNamespace('ClusterProfile', name),
      { ...checkLabels('ClusterProfile', labels) },
    ]),
  );
}

/** Who has asked for its profile, and so relies on it. */
const READERS = new WeakSet<IConstruct>();
const PROFILES = new WeakMap<IConstruct, ClusterProfile>();
const DEFAULT_PROFILE = new ClusterProfile();
