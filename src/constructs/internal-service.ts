import { Construct } from 'constructs';
import { DeployedService } from './deployed-service';
import { DeploymentWorkloadProps } from './deployment-workload';
import { clusterInternal } from './parts/exposed-service';
import { ServiceProps } from './parts/service-options';
import { checked } from '../checked/checked';

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
export class InternalService extends DeployedService {
  constructor(scope: Construct, id: string, props: InternalServiceProps) {
    super(scope, id, { props, component: 'service', exposure: clusterInternal });
  }
}
