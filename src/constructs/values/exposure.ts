import { checkHttpRoute, GatewayOptions, HttpRouteSpec } from './gateway-exposure';
import { checkGrpcRoute, GrpcRouteOptions, GrpcRouteSpec } from './grpc-exposure';
import { checkIngress, IngressOptions, IngressSpec } from './ingress-exposure';
import {
  checkLoadBalancer,
  checkNodePortOptions,
  LoadBalancerOptions,
  NodePortOptions,
} from './load-balancer-exposure';
import { checkOpenShiftRoute, OpenShiftRouteOptions } from './openshift-route';
import { checkTlsRoute, TlsRouteOptions, TlsRouteSpec } from './tls-route-exposure';
import { checked } from '../../checked/checked';

/** An exposure's kind with its checked options. @internal */
export type ExposureSpec =
  | { readonly kind: 'loadBalancer'; readonly options: LoadBalancerOptions }
  | { readonly kind: 'nodePort'; readonly options: NodePortOptions }
  | { readonly kind: 'ingress'; readonly options: IngressSpec }
  | { readonly kind: 'gateway'; readonly options: HttpRouteSpec }
  | { readonly kind: 'grpcRoute'; readonly options: GrpcRouteSpec }
  | { readonly kind: 'tlsRoute'; readonly options: TlsRouteSpec }
  | { readonly kind: 'openshiftRoute'; readonly options: OpenShiftRouteOptions };

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
    return new Exposure({ kind: 'loadBalancer', options: checkLoadBalancer('Exposure.loadBalancer', options) });
  }

  /**
   * A port on every node: for clusters without load balancers, and for development.
   *
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport
   */
  public static nodePort(options: NodePortOptions = {}): Exposure {
    return new Exposure({ kind: 'nodePort', options: checkNodePortOptions('Exposure.nodePort', options) });
  }

  /**
   * An Ingress, answered by the cluster's ingress controller.
   *
   * @see https://kubernetes.io/docs/concepts/services-networking/ingress/
   */
  public static ingress(options: IngressOptions): Exposure {
    return new Exposure({ kind: 'ingress', options: checkIngress('Exposure.ingress', options) });
  }

  /**
   * An HTTPRoute of the Gateway API.
   *
   * @see https://gateway-api.sigs.k8s.io/api-types/httproute/
   */
  public static gateway(options: GatewayOptions): Exposure {
    return new Exposure({ kind: 'gateway', options: checkHttpRoute('Exposure.gateway', options) });
  }

  /**
   * A GRPCRoute of the Gateway API.
   *
   * @see https://gateway-api.sigs.k8s.io/api-types/grpcroute/
   */
  public static grpcRoute(options: GrpcRouteOptions): Exposure {
    return new Exposure({ kind: 'grpcRoute', options: checkGrpcRoute('Exposure.grpcRoute', options) });
  }

  /**
   * A TLSRoute of the Gateway API: the Gateway passes TLS on to the pods by the host name of the handshake.
   *
   * @see https://gateway-api.sigs.k8s.io/reference/spec/#tlsroute
   */
  public static tlsRoute(options: TlsRouteOptions): Exposure {
    return new Exposure({ kind: 'tlsRoute', options: checkTlsRoute('Exposure.tlsRoute', options) });
  }

  /**
   * A Route of OpenShift, answered by its router.
   *
   * @see https://docs.redhat.com/en/documentation/openshift_container_platform/latest/html/network_apis/route-route-openshift-io-v1
   */
  public static openshiftRoute(options: OpenShiftRouteOptions = {}): Exposure {
    return new Exposure({ kind: 'openshiftRoute', options: checkOpenShiftRoute('Exposure.openshiftRoute', options) });
  }

  private constructor(
    /** @internal */
    public readonly _spec: ExposureSpec,
  ) {}
}
