import { Construct, IConstruct } from 'constructs';
import { IConnectionTarget } from './connection-target';
import { k8s, Service, ServiceType } from '../plus/cdk8s-plus';
import { standardLabels } from './parts/labels';
import { ServiceAddress, UrlOptions } from './parts/service-address';
import { IpFamilyPolicy } from './parts/service-options';
import { podPorts, PortMapping, resolvePorts, ServicePort } from './values/port-mapping';
import { checked } from '../checked/checked';
import { AppMember } from '../network/app-members';
import { ClusterProfile } from '../network/cluster-profile';
import { Cni } from '../network/cni';
import { IConnectable } from '../network/connections';
import { namespaceOf } from '../network/namespace';
import { Peer } from '../network/peer';
import { withoutLoss } from '../plus/rendered-json';
import { TypedService } from '../plus/typed-service';
import { checkEndpointAddress, parseCidr } from '../support/cidr';
import { checkHostname } from '../support/hosts';
import { checkAnnotations, checkResourceName } from '../support/names';
import { inWords, refuse, show } from '../support/refuse';

/** The most endpoints that an EndpointSlice takes. */
const SLICE_SIZE = 1000;

/** Properties of `ExternalAlias`: `hostname` or `addresses`, never both. */
export interface ExternalAliasProps {
  /**
   * The DNS name outside the cluster. The Service becomes an ExternalName, a CNAME in the cluster's DNS.
   *
   * @default - `addresses` say where it is
   */
  readonly hostname?: string;

  /**
   * The IP addresses outside the cluster. The Service gets EndpointSlices with them, of at most 1,000 each.
   *
   * @default - `hostname` says where it is
   */
  readonly addresses?: string[];

  /**
   * The port. For several ports use `ports`.
   *
   * @default - `ports` say it; a hostname that is never connected to needs none
   */
  readonly port?: number;

  /**
   * The port at the addresses. A hostname maps no ports: there it must equal `port`.
   *
   * @default - the same as `port`
   */
  readonly targetPort?: number;

  /**
   * The ports, if there are several, or if the one needs a name or a protocol.
   *
   * @default - `port` says it
   */
  readonly ports?: PortMapping[];

  /**
   * The networks that the hostname's addresses lie in: what a connection opens.
   *
   * @default - exactly that name under Cilium, otherwise the public internet, on the ports alone
   */
  readonly cidrs?: string[];

  /**
   * The name of the Service.
   *
   * @default - the construct's id
   */
  readonly name?: string;

  /**
   * Labels of the resources.
   *
   * @default - the recommended labels only
   */
  readonly labels?: { readonly [key: string]: string };

  /**
   * Annotations of the Service.
   *
   * @default - none
   */
  readonly serviceAnnotations?: { readonly [key: string]: string };
}

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
  /** The Service. */
  public readonly service: Service;

  /** The DNS name outside the cluster, if that is what it stands for. */
  public readonly hostname?: string;

  /** The name of the Service. */
  public readonly serviceName: string;

  private readonly _ports: readonly ServicePort[];
  private readonly _addresses: readonly string[];
  private readonly _cidrs: readonly string[];
  private readonly address: ServiceAddress;

  constructor(scope: Construct, id: string, props: ExternalAliasProps) {
    super(scope, id);
    checkKind(this, props);
    this.serviceName = checkResourceName(this, props.name ?? id);
    if (props.serviceAnnotations !== undefined) checkAnnotations(this, props.serviceAnnotations);
    this.hostname = props.hostname === undefined ? undefined : checkHostname(this, props.hostname);
    this._ports = resolveAliasPorts(this, props);
    this._cidrs = (props.cidrs ?? []).map((cidr) => parseCidr(this, cidr, 'cidrs').text);
    this.address = new ServiceAddress(this, this.serviceName, this._ports, 'http');
    const labels = standardLabels(this, this.serviceName, 'external', props.labels);
    const endpoints = distinct((props.addresses ?? []).map((address) => checkEndpointAddress(this, address)));
    const families = [...new Set(endpoints.map(({ family }) => family))].sort();
    this._addresses = endpoints.map(({ address, family }) => `${address}/${family === 'IPv4' ? 32 : 128}`);

    this.service = new TypedService(this, 'Service', {
      name: this.serviceName,
      labels,
      annotations: props.serviceAnnotations,
      type: this.hostname === undefined ? ServiceType.CLUSTER_IP : ServiceType.EXTERNAL_NAME,
      externalName: this.hostname,
      ports: this._ports,
      spec: serviceFamilies(families),
    });
    for (const family of families) {
      const own = endpoints.filter((endpoint) => endpoint.family === family).map(({ address }) => address);
      for (let i = 0; i < own.length; i += SLICE_SIZE) {
        this.addEndpointSlice(family, i / SLICE_SIZE, own.slice(i, i + SLICE_SIZE), labels);
      }
    }
  }

  /** The ports. */
  public get ports(): ServicePort[] {
    return [...this._ports];
  }

  /** The IP addresses, if that is what it stands for. */
  public get addresses(): string[] {
    return this._addresses.map((cidr) => cidr.split('/')[0]);
  }

  /** The fully qualified name, such as `payments.shop.svc.cluster.local`. An error where the namespace is not known. */
  public get fqdn(): string {
    return this.address.fqdn();
  }

  /** The shortest host name that works from the consumer: `payments`, or `payments.shop` from another namespace. */
  public hostFrom(consumer: IConstruct): string {
    return this.address.hostFrom(consumer);
  }

  /** A URL that works from the consumer; with HTTP and HTTPS it names the real host, which certificates are for. */
  public urlFrom(consumer: IConstruct, options: UrlOptions = {}): string {
    const { hostname } = this;
    return this.address.url(
      (scheme) => (hostname !== undefined && /^https?$/.test(scheme) ? hostname : this.hostFrom(consumer)),
      options,
    );
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
    if (
      this.hostname !== undefined &&
      this._cidrs.length === 0 &&
      ClusterProfile.of(client.connections._scope).cni === Cni.CILIUM
    ) {
      client.connections._allowToNames(this.names(this.hostname), opened);
      return;
    }
    for (const peer of this.peers()) client.connections.allowTo(peer, opened);
  }

  /** Cilium knows an address by the name that was asked for: the host's own, or the alias that leads to it. */
  private names(hostname: string): string[] {
    return namespaceOf(this) === undefined ? [hostname] : [hostname, this.fqdn];
  }

  private peers(): Peer[] {
    const networks = [...this._addresses, ...this._cidrs];
    return networks.length > 0 ? networks.map((cidr) => Peer.cidr(cidr)) : [Peer.internet()];
  }

  private addEndpointSlice(
    family: 'IPv4' | 'IPv6',
    index: number,
    addresses: string[],
    labels: { [key: string]: string },
  ): void {
    // The first keeps its name however many there are.
    const number = index === 0 ? '' : `-${index + 1}`;
    withoutLoss(
      new k8s.KubeEndpointSlice(this, `Endpoints${family}${number}`, {
        metadata: {
          name: `${this.serviceName}-${family.toLowerCase()}${number}`,
          labels: {
            ...labels,
            'kubernetes.io/service-name': this.serviceName,
            'endpointslice.kubernetes.io/managed-by': 'cdk8s-service-patterns',
          },
        },
        addressType: family,
        endpoints: addresses.map((address) => ({ addresses: [address], conditions: { ready: true } })),
        ports: this._ports.map(({ name, targetPort, protocol, appProtocol }) => ({
          name,
          port: targetPort,
          protocol,
          appProtocol,
        })),
      }),
    );
  }
}

/** Two spellings of one address are one endpoint. */
function distinct<T extends { readonly address: string }>(endpoints: T[]): T[] {
  return [...new Map(endpoints.map((endpoint) => [endpoint.address, endpoint])).values()];
}

function checkKind(where: Construct, { hostname, addresses, cidrs }: ExternalAliasProps): void {
  if ((hostname === undefined) === (addresses === undefined) || addresses?.length === 0) {
    const isBoth = hostname !== undefined && addresses !== undefined;
    refuse(where, {
      what: 'ExternalAlias',
      // Of an object only the keys are shown.
      got: isBoth ? inWords(`{"hostname":${show(hostname)},"addresses":${show(addresses)}}`) : { hostname, addresses },
      allowed: 'either `hostname` or at least one of `addresses`',
      fix: hostname === undefined ? 'set one of the two' : 'make two aliases, one for each',
    });
  }
  if (cidrs !== undefined && (hostname === undefined || cidrs.length === 0)) {
    refuse(where, {
      what: 'cidrs',
      got: cidrs,
      allowed: 'at least one network beside `hostname`; `addresses` say it already',
      fix: 'leave it out',
    });
  }
}

function resolveAliasPorts(where: Construct, props: ExternalAliasProps): ServicePort[] {
  const { hostname, port, targetPort, ports } = props;
  if (hostname !== undefined && port === undefined && targetPort === undefined && ports === undefined) return [];
  const resolved = resolvePorts(where, { port, targetPort, ports });
  const withNodePort = resolved.find((own) => own.nodePort !== undefined);
  if (withNodePort !== undefined) {
    refuse(where, { what: 'nodePort', got: withNodePort.nodePort, allowed: 'none on an alias', fix: 'leave it out' });
  }
  const mapped = resolved.find((own) => own.port !== own.targetPort);
  if (hostname !== undefined && mapped !== undefined) {
    refuse(where, {
      what: 'targetPort',
      got: mapped.targetPort,
      allowed: `the same as \`port\`, which is ${mapped.port}: a CNAME maps no ports`,
      fix: `use \`port: ${mapped.targetPort}\``,
    });
  }
  return resolved;
}

/** A Service without selector cannot know which families its endpoints have. */
function serviceFamilies(families: string[]): Pick<k8s.ServiceSpec, 'ipFamilies' | 'ipFamilyPolicy'> {
  if (!families.includes('IPv6')) return {};
  return {
    ipFamilies: families,
    ipFamilyPolicy: families.length > 1 ? IpFamilyPolicy.REQUIRE_DUAL_STACK : IpFamilyPolicy.SINGLE_STACK,
  };
}
