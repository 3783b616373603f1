import { Construct, IConstruct } from 'constructs';
import { ClusterProfile } from '../../network/cluster-profile';
import { namespaceOf, namespaceSeenFrom } from '../../network/namespace';
import { checkUrlPath } from '../../support/paths';
import { inWords, refuse } from '../../support/refuse';
import { clientPorts, findPort } from '../values/port-mapping';
import { ServicePort } from '../values/service-port';

/** Options for `urlFrom`. */
export interface UrlOptions {
  /**
   * The name of the port.
   *
   * @default - the first port
   */
  readonly portName?: string;

  /**
   * The scheme.
   *
   * @default - "https" for port 443 or appProtocol "https", else what the service speaks: "http", or the database's own
   */
  readonly scheme?: string;

  /**
   * A path behind the address.
   *
   * @default - none
   */
  readonly path?: string;
}

const DEFAULT_PORTS: ReadonlyMap<string, number> = new Map([
  ['http', 80],
  ['https', 443],
]);

/**
 * Where a Service is, seen from different places.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/
 */
export class ServiceAddress {
  constructor(
    private readonly owner: Construct,
    private readonly serviceName: string,
    private readonly ports: readonly ServicePort[],
    private readonly defaultScheme: string,
  ) {}

  /** `api.shop.svc.cluster.local` */
  public fqdn(): string {
    const namespace = namespaceOf(this.owner);
    if (namespace === undefined) {
      return refuse(this.owner, {
        what: 'namespace',
        got: undefined,
        allowed: 'a known one: it is part of the fully qualified name',
        fix: "give the chart a namespace, or use hostFrom(consumer), which needs none within one chart's namespace",
      });
    }
    return `${this.serviceName}.${namespace}.svc.${ClusterProfile.of(this.owner).domain}`;
  }

  /** `api`, or `api.shop` from another namespace. */
  public hostFrom(consumer: IConstruct): string {
    const namespace = namespaceSeenFrom(consumer, this.owner);
    return namespace === undefined ? this.serviceName : `${this.serviceName}.${namespace}`;
  }

  /** `http://api:8080/path`; the port is left out where the scheme implies it. */
  public urlFrom(consumer: IConstruct, options: UrlOptions = {}): string {
    return this.url(() => this.hostFrom(consumer), options);
  }

  /** A URL with another host than the Service's. */
  public url(host: (scheme: string) => string, options: UrlOptions): string {
    const { portName } = options;
    const port = findPort(this.owner, portName === undefined ? clientPorts(this.ports) : this.ports, portName);
    return this.urlOf(port, host, options);
  }

  /** A URL for one of the ports. */
  public urlForPort(host: (scheme: string) => string, port: ServicePort): string {
    const own = this.ports.find((each) => each.port === port.port && each.protocol === port.protocol);
    if (own !== undefined) return this.urlOf(own, host, {});
    return refuse(this.owner, {
      what: 'port',
      got: inWords(`${port.port}/${port.protocol}`),
      allowed: `one of its ports: ${this.ports.map((each) => `${each.port}/${each.protocol}`).join(', ')}`,
      fix: 'take it from its `ports`',
    });
  }

  private urlOf(port: ServicePort, host: (scheme: string) => string, options: UrlOptions): string {
    const scheme = options.scheme ?? this.schemeOf(port);
    if (!/^[a-z][a-z0-9+.-]*$/.test(scheme)) {
      refuse(this.owner, { what: 'scheme', got: scheme, allowed: 'a URL scheme such as "https", without "://"' });
    }
    const path = options.path === undefined ? '' : checkUrlPath(this.owner, options.path);
    const portPart = DEFAULT_PORTS.get(scheme) === port.port ? '' : `:${port.port}`;
    return `${scheme}://${host(scheme)}${portPart}${path}`;
  }

  private schemeOf({ port, appProtocol }: ServicePort): string {
    const protocol = appProtocol?.split('/').pop();
    if (protocol === 'https' || protocol === 'http') return protocol;
    return port === 443 ? 'https' : this.defaultScheme;
  }
}
