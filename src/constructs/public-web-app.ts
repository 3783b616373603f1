import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { DeployedService } from './deployed-service';
import { DeploymentWorkloadProps } from './deployment-workload';
import { expose, serviceExposure } from './parts/exposed-service';
import { ServiceProps } from './parts/service-options';
import { Exposure } from './values/exposure';
import { checked } from '../checked/checked';
import { Ingress } from '../plus/cdk8s-plus';

/** Properties of `PublicWebApp`. */
export interface PublicWebAppProps extends DeploymentWorkloadProps, ServiceProps {
  /** How people reach it from outside the cluster. */
  readonly exposure: Exposure;
}

/**
 * A web app that people reach from outside the cluster: a Deployment, a Service, and its exposure.
 *
 * The network policy opens exactly what the exposure needs: everybody for a load balancer or node port, the controller's
 * pods for an Ingress or a Gateway.
 *
 * @example
 *
 * const web = new PublicWebApp(chart, 'web', {
 *   image: 'nginx:1.27.3',
 *   port: 80,
 *   health: Health.http('/'),
 *   exposure: Exposure.loadBalancer({ annotations: LoadBalancerAnnotations.awsNlb() }),
 * });
 */
@checked
export class PublicWebApp extends DeployedService {
  /** The Ingress, if the app is exposed by one. */
  public readonly ingress?: Ingress;

  /** The HTTPRoute, if the app is exposed by a Gateway. */
  public readonly httpRoute?: ApiObject;

  /** The GRPCRoute, if the app is exposed by one. */
  public readonly grpcRoute?: ApiObject;

  /** The TLSRoute, if the app is exposed by one. */
  public readonly tlsRoute?: ApiObject;

  /** The Route of OpenShift, if the app is exposed by one. */
  public readonly openshiftRoute?: ApiObject;

  constructor(scope: Construct, id: string, props: PublicWebAppProps) {
    const spec = props.exposure._spec;
    super(scope, id, { props, component: 'web', exposure: (where, ports) => serviceExposure(where, ports, spec) });
    const made = expose(this._front, spec);
    this.ingress = made.ingress;
    this.httpRoute = made.httpRoute;
    this.grpcRoute = made.grpcRoute;
    this.tlsRoute = made.tlsRoute;
    this.openshiftRoute = made.openshiftRoute;
  }
}
