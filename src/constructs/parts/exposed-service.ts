import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { exposeByIngress } from './exposed-ingress';
import { exposeByGrpcRoute, exposeByHttpRoute, exposeByTlsRoute } from './gateway-routes';
import { acceptFromLoadBalancer } from './load-balancer-clients';
import { refuseNodePorts, withNodePort } from './node-ports';
import { exposeByOpenShiftRoute } from './openshift-routes';
import { ServiceExposure, ServiceFront } from './service-front';
import { Peer } from '../../network/peer';
import { Ingress, ServiceType } from '../../plus/cdk8s-plus';
import { ExposureSpec } from '../values/exposure';
import { clientPorts } from '../values/port-mapping';
import { ServicePort } from '../values/service-port';

/** The ways in that were made for an exposure, besides the Service. */
export interface MadeExposure {
  readonly ingress?: Ingress;
  readonly httpRoute?: ApiObject;
  readonly grpcRoute?: ApiObject;
  readonly tlsRoute?: ApiObject;
  readonly openshiftRoute?: ApiObject;
}

/** The Service's type and what comes with it. */
export function serviceExposure(
  where: Construct,
  ports: readonly ServicePort[],
  { kind, options }: ExposureSpec,
): ServiceExposure {
  switch (kind) {
    case 'loadBalancer':
      return {
        type: ServiceType.LOAD_BALANCER,
        ports,
        annotations: options.annotations,
        spec: {
          loadBalancerClass: options.loadBalancerClass,
          loadBalancerSourceRanges: options.sourceRanges && [...options.sourceRanges],
          externalTrafficPolicy: options.externalTrafficPolicy,
          allocateLoadBalancerNodePorts: options.allocateNodePorts,
        },
      };
    case 'nodePort':
      return {
        type: ServiceType.NODE_PORT,
        ports: withNodePort(where, ports, options.nodePort),
        spec: { externalTrafficPolicy: options.externalTrafficPolicy },
      };
    default:
      return clusterInternal(where, ports);
  }
}

/** A Service that is reached inside the cluster only. */
export function clusterInternal(where: Construct, ports: readonly ServicePort[]): ServiceExposure {
  refuseNodePorts(where, ports);
  return { type: ServiceType.CLUSTER_IP, ports };
}

/** Makes the way in to a Service, and opens the pods' policy for exactly that. */
export function expose(front: ServiceFront, { kind, options }: ExposureSpec): MadeExposure {
  switch (kind) {
    case 'ingress':
      return { ingress: exposeByIngress(front, options) };
    case 'gateway':
      return { httpRoute: exposeByHttpRoute(front, options) };
    case 'grpcRoute':
      return { grpcRoute: exposeByGrpcRoute(front, options) };
    case 'tlsRoute':
      return { tlsRoute: exposeByTlsRoute(front, options) };
    case 'openshiftRoute':
      return { openshiftRoute: exposeByOpenShiftRoute(front, options) };
    case 'loadBalancer':
      acceptFromLoadBalancer(front, options);
      return {};
    case 'nodePort':
      front.acceptConnectionsFrom(Peer.anywhere(), clientPorts(front.ports));
      return {};
  }
}
