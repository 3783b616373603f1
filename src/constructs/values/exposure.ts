import { checkNodePort } from './port-mapping';
import { checked } from '../../checked/checked';
import { ISecret, ServiceType } from '../../plus/cdk8s-plus';
import { checkServiceAnnotations } from '../../plus/service-annotations';
import { parseCidr } from '../../support/cidr';
import { checkRouteHostname } from '../../support/hosts';
import { checkAnnotations, checkNamespace, checkObjectName, checkQualifiedName } from '../../support/names';
import { checkRoutePath } from '../../support/paths';
import { inWords, refuse } from '../../support/refuse';

/** Which nodes answer for traffic that comes from outside. */
export enum ExternalTrafficPolicy {
  /** All nodes, which may hide the client's address behind their own. */
  CLUSTER = 'Cluster',
  /** Only nodes with a pod of the service; the client's address is kept. */
  LOCAL = 'Local',
}

/** Options for `Exposure.loadBalancer`. */
export interface LoadBalancerOptions {
  /**
   * Annotations for the cloud's controller; see `LoadBalancerAnnotations` for ready-made ones.
   *
   * @default - none
   */
  readonly annotations?: { readonly [key: string]: string };

  /**
   * Which load balancer implementation is in charge.
   *
   * @default - the cluster's default
   */
  readonly loadBalancerClass?: string;

  /**
   * The networks whose clients the load balancer lets in. The annotation
   * `service.beta.kubernetes.io/load-balancer-source-ranges` says the same; only one of the two may be given.
   *
   * @default - everybody
   */
  readonly sourceRanges?: string[];

  /**
   * Which nodes answer. With `LOCAL` the pods see the clients' addresses, so the network policy can repeat
   * `sourceRanges`; with `CLUSTER` they may see a node's address instead, so it cannot.
   *
   * @default ExternalTrafficPolicy.CLUSTER
   */
  readonly externalTrafficPolicy?: ExternalTrafficPolicy;

  /**
   * Whether the Service also opens a port on every node. Load balancers that send to pods directly need none.
   *
   * @default true
   */
  readonly allocateNodePorts?: boolean;
}

/** Options for `Exposure.nodePort`. */
export interface NodePortOptions {
  /**
   * The port on every node, 30000 to 32767, for the service's only port. With several ports set it in `ports`.
   *
   * @default - assigned by the cluster
   */
  readonly nodePort?: number;

  /**
   * Which nodes answer.
   *
   * @default ExternalTrafficPolicy.CLUSTER
   */
  readonly externalTrafficPolicy?: ExternalTrafficPolicy;
}

/** Options for `Exposure.ingress`. */
export interface IngressOptions {
  /** The host name, such as "shop.example.com" or "*.example.com". */
  readonly host: string;

  /**
   * The path prefix, as a URL sends it: at most 1,024 characters of ASCII, without query.
   *
   * @default "/"
   */
  readonly path?: string;

  /**
   * The ingress class.
   *
   * @default - the cluster's default class
   */
  readonly className?: string;

  /**
   * The Secret with the host's certificate.
   *
   * @default - no TLS at the ingress
   */
  readonly tlsSecret?: ISecret;

  /**
   * Annotations of the Ingress.
   *
   * @default - none
   */
  readonly annotations?: { readonly [key: string]: string };

  /**
   * The name of the port that gets the traffic, which is HTTP and so needs a TCP port.
   *
   * @default - the first TCP port
   */
  readonly portName?: string;
}

/** Options for `Exposure.gateway`. */
export interface GatewayOptions {
  /** The name of the Gateway. */
  readonly gateway: string;

  /**
   * The namespace of the Gateway.
   *
   * @default - the namespace of the app
   */
  readonly namespace?: string;

  /**
   * The listener of the Gateway.
   *
   * @default - all listeners that allow this route
   */
  readonly sectionName?: string;

  /**
   * The host names to answer for, at most 16.
   *
   * @default - those of the Gateway's listeners
   */
  readonly hostnames?: string[];

  /**
   * The path prefix, as a URL sends it: at most 1,024 characters of ASCII, without query.
   *
   * @default "/"
   */
  readonly path?: string;

  /**
   * The name of the port that gets the traffic, which is HTTP and so needs a TCP port.
   *
   * @default - the first TCP port
   */
  readonly portName?: string;
}

/** The most host names that an HTTPRoute takes. */
const MOST_HOSTNAMES = 16;

function checkRouteHostnames(where: string, hostnames: string[]): void {
  if (hostnames.length === 0 || hostnames.length > MOST_HOSTNAMES) {
    refuse(where, {
      what: 'hostnames',
      got: hostnames.length === 0 ? [] : inWords(`${hostnames.length} names`),
      allowed: `1 to ${MOST_HOSTNAMES}${hostnames.length === 0 ? '; an empty list would answer for all of the Gateway' : ''}`,
      fix:
        hostnames.length === 0
          ? 'leave it out to say so'
          : 'name them with "*.example.com", or make another HTTPRoute for the rest',
    });
  }
  for (const hostname of hostnames) checkRouteHostname(where, hostname);
  const twice = hostnames.find((hostname, i) => hostnames.indexOf(hostname) !== i);
  if (twice === undefined) return;
  refuse(where, { what: 'hostnames', got: inWords(`${twice} twice`), allowed: 'each name once' });
}

/** cdk8s-plus keeps the rules of an Ingress in an object, by their hosts. */
function checkIngressHost(where: string, host: string): void {
  checkRouteHostname(where, host);
  if (!(host in {})) return;
  refuse(where, {
    what: 'host',
    got: host,
    allowed: 'another name, because cdk8s-plus renders no Ingress for this one',
    fix: `use the full name, such as "${host}.example.com"`,
  });
}

/** The annotation is what `className` was called before; the API server takes both only if they agree. */
function checkIngressClass(where: string, { className, annotations = {} }: IngressOptions): void {
  const annotated = annotations['kubernetes.io/ingress.class'];
  if (annotated === undefined || className === undefined || annotated === className) return;
  refuse(where, {
    what: 'annotation "kubernetes.io/ingress.class"',
    got: annotated,
    allowed: `the same as \`className\`, which is ${JSON.stringify(className)}`,
    fix: 'leave the annotation out',
  });
}

/** An exposure's kind with its checked options. @internal */
export type ExposureSpec =
  | { readonly kind: 'loadBalancer'; readonly options: LoadBalancerOptions }
  | { readonly kind: 'nodePort'; readonly options: NodePortOptions }
  | { readonly kind: 'ingress'; readonly options: IngressOptions & { readonly path: string } }
  | { readonly kind: 'gateway'; readonly options: GatewayOptions & { readonly path: string } };

/**
 * How people reach a web app from outside the cluster.
 *
 * @example
 *
 * const exposure = Exposure.ingress({ host: 'shop.example.com', className: 'nginx' });
 */
@checked
export class Exposure {
  /**
   * A load balancer of the cloud.
   *
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#loadbalancer
   */
  public static loadBalancer(options: LoadBalancerOptions = {}): Exposure {
    const where = 'Exposure.loadBalancer';
    if (options.loadBalancerClass !== undefined) {
      checkQualifiedName(where, options.loadBalancerClass, 'loadBalancerClass');
    }
    if (options.sourceRanges?.length === 0) {
      refuse(where, {
        what: 'sourceRanges',
        got: [],
        allowed: 'at least one network; an empty list would let everybody in',
        fix: 'leave it out to say so',
      });
    }
    checkServiceAnnotations(where, {
      type: ServiceType.LOAD_BALANCER,
      annotations: options.annotations ?? {},
      sourceRanges: options.sourceRanges,
    });
    const sourceRanges = options.sourceRanges?.map((cidr) => parseCidr(where, cidr, 'sourceRanges').text);
    return new Exposure({ kind: 'loadBalancer', options: { ...options, sourceRanges } });
  }

  /**
   * A port on every node: for clusters without load balancers, and for development.
   *
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport
   */
  public static nodePort(options: NodePortOptions = {}): Exposure {
    if (options.nodePort !== undefined) checkNodePort('Exposure.nodePort', options.nodePort);
    return new Exposure({ kind: 'nodePort', options: { ...options } });
  }

  /**
   * An Ingress, answered by the cluster's ingress controller.
   *
   * @see https://kubernetes.io/docs/concepts/services-networking/ingress/
   */
  public static ingress(options: IngressOptions): Exposure {
    const where = 'Exposure.ingress';
    checkIngressHost(where, options.host);
    checkAnnotations(where, options.annotations ?? {});
    if (options.className !== undefined) checkObjectName(where, options.className, 'className');
    checkIngressClass(where, options);
    return new Exposure({ kind: 'ingress', options: { ...options, path: checkRoutePath(where, options.path ?? '/') } });
  }

  /**
   * An HTTPRoute of the Gateway API.
   *
   * @see https://gateway-api.sigs.k8s.io/api-types/httproute/
   */
  public static gateway(options: GatewayOptions): Exposure {
    const where = 'Exposure.gateway';
    if (options.hostnames !== undefined) checkRouteHostnames(where, options.hostnames);
    checkObjectName(where, options.gateway, 'gateway');
    if (options.namespace !== undefined) checkNamespace(where, options.namespace);
    if (options.sectionName !== undefined) checkObjectName(where, options.sectionName, 'sectionName');
    return new Exposure({ kind: 'gateway', options: { ...options, path: checkRoutePath(where, options.path ?? '/') } });
  }

  private constructor(
    /** @internal */
    public readonly _spec: ExposureSpec,
  ) {}
}
