import { Construct, IConstruct } from 'constructs';
import { IConnectionTarget } from './connection-target';
import { addEndpointSlices, networkOf, outsideEndpoints, serviceFamilies } from './parts/alias-endpoints';
import { checkAliasKind, resolveAliasPorts } from './parts/alias-props';
import { appProtocolOutside } from './parts/app-protocol';
import { ExternalAliasProps } from './parts/external-alias-props';
import { standardLabels } from './parts/labels';
import { checkNamesOutside, checkOutsideNames, checkReachSaid, OutsideNames } from './parts/outside-names';
import { ServiceAddress, UrlOptions } from './parts/service-address';
import { podPorts } from './values/port-mapping';
import { ServicePort } from './values/service-port';
import { checked } from '../checked/checked';
import { AppMember } from '../network/app-members';
import { Cidrs } from '../network/cidrs';
import { ClusterProfile } from '../network/cluster-profile';
import { IConnectable } from '../network/connections';
import { FqdnPolicies } from '../network/fqdn-policies';
import { ReachedService } from '../network/mesh/mesh-policies';
import { refuseTarget } from '../network/mesh/requests';
import { namespaceOf } from '../network/namespace';
import { checkOutsideNetwork } from '../network/outside-networks';
import { Peer } from '../network/peer';
import { PeerSurroundings } from '../network/peer-parts';
import { Port } from '../network/port';
import { Service, ServiceType } from '../plus/cdk8s-plus';
import { TypedService } from '../plus/typed-service';
import { parseCidr } from '../support/cidr';
import { checkAnnotations, checkResourceName } from '../support/names';
import { inWords, refuse } from '../support/refuse';

/**
 * A name in the cluster for something outside of it.
 *
 * Over HTTP and TLS the name matters: servers answer for their own, so `urlFrom` gives the real hostname there.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#externalname
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#services-without-selectors
 *
 * @example
 *
 * const payments = new ExternalAlias(chart, 'payments', { hostname: 'api.stripe.com', port: 443 });
 * const legacy = new ExternalAlias(chart, 'legacy-db', { addresses: ['10.20.0.5'], port: 5432 });
 */
@checked
export class ExternalAlias extends AppMember implements IConnectionTarget {
  /** The DNS name outside the cluster that the Service leads to, if that is what it stands for. */
  public readonly hostname?: string;

  /** The name of the Service. */
  public readonly serviceName: string;

  private readonly _service?: Service;
  private readonly labels: { readonly [key: string]: string };
  private readonly _ports: readonly ServicePort[];
  /** The networks that hold one address each. */
  private readonly _addresses: readonly string[];
  private readonly cidrs?: Cidrs;
  private readonly outside: OutsideNames;
  private readonly address: ServiceAddress;

  constructor(scope: Construct, id: string, props: ExternalAliasProps) {
    super(scope, id);
    checkAliasKind(this, props);
    this.serviceName = checkResourceName(this, props.name ?? id);
    if (props.serviceAnnotations !== undefined) checkAnnotations(this, props.serviceAnnotations);
    this.hostname = props.hostname;
    this.outside = { hostname: props.hostname, names: [...new Set(props.names ?? [])], reach: props.reach };
    checkOutsideNames(this, this.outside);
    this._ports = resolveAliasPorts(this, props);
    this.cidrs = Array.isArray(props.cidrs)
      ? Cidrs.of(props.cidrs.map((cidr) => parseCidr(this, cidr, 'cidrs').text))
      : props.cidrs;
    this.address = new ServiceAddress(this, this.serviceName, this._ports, 'http');
    this.labels = standardLabels(this, this.serviceName, 'external', props.labels);
    const endpoints = outsideEndpoints(this, props.addresses ?? []);
    this._addresses = endpoints.map(networkOf);
    this.checkNetworks(ClusterProfile._applied(this) ?? { podCidrs: [] });

    if (props.hostname === undefined && props.addresses === undefined) return;
    const { labels } = this;
    this._service = new TypedService(this, 'Service', {
      name: this.serviceName,
      labels,
      annotations: props.serviceAnnotations,
      type: this.hostname === undefined ? ServiceType.CLUSTER_IP : ServiceType.EXTERNAL_NAME,
      externalName: this.hostname,
      ports: this._ports,
      appProtocolOf: appProtocolOutside(this),
      spec: serviceFamilies(endpoints),
    });
    addEndpointSlices(this, { serviceName: this.serviceName, labels, ports: this._ports }, endpoints);
  }

  /** The Service. An error where `names` alone say what it is: nothing in the cluster leads to several names. */
  public get service(): Service {
    return this._service ?? this.refuseServiceless();
  }

  /** The ports. */
  public get ports(): ServicePort[] {
    return [...this._ports];
  }

  /** The IP addresses, if that is what it stands for. */
  public get addresses(): string[] {
    return this._addresses.map((cidr) => cidr.split('/')[0]);
  }

  /** The names that a connection opens besides `hostname`. */
  public get names(): string[] {
    return [...this.outside.names];
  }

  /** The fully qualified name, such as `payments.shop.svc.cluster.local`. An error where the namespace is not known. */
  public get fqdn(): string {
    if (this._service === undefined) return this.refuseServiceless();
    return this.address.fqdn();
  }

  /** The shortest host name that works from the consumer: `payments`, or `payments.shop` from another namespace. */
  public hostFrom(consumer: IConstruct): string {
    if (this._service === undefined) return this.refuseServiceless();
    return this.address.hostFrom(consumer);
  }

  /** A URL that works from the consumer; with HTTP and HTTPS it names the real host, which certificates are for. */
  public urlFrom(consumer: IConstruct, options: UrlOptions = {}): string {
    return this.address.url((scheme) => this.hostOf(scheme, consumer), options);
  }

  /** The URL of one of the ports that works from the consumer. `connectTo` asks for it. */
  public urlForPort(consumer: IConstruct, port: ServicePort): string {
    return this.address.urlForPort((scheme) => this.hostOf(scheme, consumer), port);
  }

  /** Lets a client connect to what this stands for. `connectTo` calls it. */
  public acceptConnectionsFrom(client: IConnectable, ports: ServicePort[]): void {
    const opened = podPorts(ports);
    if (opened.length === 0) {
      refuse(this, {
        what: 'port',
        got: undefined,
        allowed: 'at least one port, for a connection to open',
        fix: 'set `port`, for example `port: 443`',
      });
    }
    // The policy is the client's, and so is the cluster.
    const profile = ClusterProfile.of(client.connections._scope);
    checkNamesOutside(this, this.outside, profile);
    this.checkNetworks(profile);
    const networks = this.cidrs?._in(this, profile) ?? this._addresses;
    const isByName = networks.length === 0 && profile.fqdnPolicies !== FqdnPolicies.NONE;
    if (networks.length === 0 && !isByName) checkReachSaid(this, this.outside, opened, profile);
    const { connections } = client;
    if (connections._terms.take().http !== undefined) refuseTarget(connections._scope);
    // Policies for names refuse what they cannot say.
    if (isByName) connections._allowToNames(this.namesToOpen(), opened);
    else if (networks.length === 0) connections._allowUnmeshed('egress', Peer.internet(), opened);
    for (const network of networks) connections._allowUnmeshed('egress', Peer.cidr(network), opened);
    // A mesh is told what it is, and not which addresses are opened for it.
    this.tellMesh(client, ports, networks);
  }

  private hostOf(scheme: string, consumer: IConstruct): string {
    return this.hostname !== undefined && /^https?$/.test(scheme) ? this.hostname : this.hostFrom(consumer);
  }

  /** Meshes that decide what clients may ask for know what is outside by its names, or by its networks. */
  private tellMesh({ connections }: IConnectable, ports: readonly ServicePort[], networks: readonly string[]): void {
    connections._mesh?.policies?.allowToHosts({
      alias: {
        name: this.serviceName,
        namespace: namespaceOf(this),
        path: this.node.path,
        scope: this,
        labels: this.labels,
      },
      service: this.reachedService(ports),
      names: this.namesOutside(),
      networks,
      ports: ports.map(({ protocol, port, appProtocol }) => ({ port: Port.of(protocol, port), appProtocol })),
    });
  }

  private reachedService(ports: readonly ServicePort[]): ReachedService | undefined {
    const namespace = namespaceOf(this);
    if (this._service === undefined || namespace === undefined) return undefined;
    return { host: this.fqdn, namespace, ports: ports.map(({ protocol, port }) => Port.of(protocol, port)) };
  }

  /** Refuses addresses and networks in which nothing outside of the cluster can be. */
  private checkNetworks(surroundings: PeerSurroundings): void {
    for (const address of this._addresses) checkOutsideNetwork(this, 'address', address, surroundings);
    for (const cidr of this.cidrs?._own ?? []) checkOutsideNetwork(this, 'cidrs', cidr, surroundings);
  }

  /** Plugins know an address by the name that was asked for: the host's own, or the alias that leads to it. */
  private namesToOpen(): string[] {
    const { hostname, names } = this.outside;
    const alias = hostname === undefined || namespaceOf(this) === undefined ? [] : [this.fqdn];
    const own = hostname === undefined ? [] : [hostname];
    return withoutDots([...own, ...alias, ...names]);
  }

  /** The names outside of the cluster. */
  private namesOutside(): string[] {
    const { hostname, names } = this.outside;
    return withoutDots(hostname === undefined ? names : [hostname, ...names]);
  }

  private refuseServiceless(): never {
    return refuse(this, {
      what: 'Service',
      got: inWords('an alias of `names` alone, to which no Service leads'),
      allowed: 'an alias with a `hostname` or `addresses`, where a name in the cluster is needed',
      fix: 'give it a `hostname`, or give clients the real names',
    });
  }
}

function withoutDots(names: readonly string[]): string[] {
  return [...new Set(names.map((name) => name.replace(/\.$/, '')))];
}
