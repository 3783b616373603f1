import { ServiceType } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { DeploymentWorkloadProps } from './deployment-workload';
import { ServicePort } from './port-mapping';
import { ServiceProps } from './service-options';
import { ServiceExposure, ServiceWorkload } from './service-workload';
import { checked } from '../checked/checked';
import { refuse } from '../support/refuse';

/** Properties of `InternalService`. */
export interface InternalServiceProps extends DeploymentWorkloadProps, ServiceProps {}

/**
 * A service that only other workloads of the cluster use: a Deployment and a ClusterIP Service.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/
 *
 * @example
 *
 * const api = new InternalService(chart, 'api', {
 *   image: 'ghcr.io/acme/api:1.4.2',
 *   port: 80,
 *   targetPort: 8080,
 *   health: Health.http('/healthz'),
 * });
 */
@checked
export class InternalService extends ServiceWorkload {
  constructor(scope: Construct, id: string, props: InternalServiceProps) {
    super(scope, id, { props, component: 'service', exposure: clusterInternal });
  }
}

function clusterInternal(where: Construct, ports: readonly ServicePort[]): ServiceExposure {
  refuseNodePorts(where, ports);
  return { type: ServiceType.CLUSTER_IP, ports };
}

/** A Service of type ClusterIP has no ports on nodes; the API server refuses them. */
export function refuseNodePorts(where: Construct, ports: readonly ServicePort[]): void {
  const open = ports.find((port) => port.nodePort !== undefined);
  if (open === undefined) return;
  refuse(where, {
    what: 'nodePort',
    got: open.nodePort,
    allowed: 'none on a Service that is reached inside the cluster only',
    fix: 'use PublicWebApp with Exposure.nodePort(…) or Exposure.loadBalancer(…)',
  });
}
