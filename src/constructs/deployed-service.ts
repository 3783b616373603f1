import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { deploymentParts, DeploymentWorkloadProps, makeDeployment } from './deployment-workload';
import { firstPortOfMain, portsOfMain } from './parts/containers';
import { markMetrics } from './parts/metrics';
import { ServiceExposure } from './parts/service-front';
import { ServiceProps } from './parts/service-options';
import { ServiceWorkload } from './service-workload';
import { Health } from './values/health';
import { listening } from './values/listening';
import { resolvePorts } from './values/port-mapping';
import { ServicePort } from './values/service-port';
import { Deployment, HorizontalPodAutoscaler, Protocol } from '../plus/cdk8s-plus';

/** What a kind of service adds to its props. */
export interface DeployedServicePlan {
  readonly props: DeploymentWorkloadProps & ServiceProps;
  readonly component: string;
  /** The Service's type and what comes with it, once the ports are known. */
  readonly exposure: (where: Construct, ports: readonly ServicePort[]) => ServiceExposure;
}

/**
 * A Deployment with a Service in front of it.
 *
 * @internal
 */
export abstract class DeployedService extends ServiceWorkload {
  /** The Deployment. */
  public readonly deployment: Deployment;

  /** The autoscaler, if there is one; with `keda` there is none but the `scaledObject`. */
  public readonly autoscaler?: HorizontalPodAutoscaler;

  /** KEDA's ScaledObject, with `autoscaling.keda`. */
  public readonly scaledObject?: ApiObject;

  constructor(scope: Construct, id: string, plan: DeployedServicePlan) {
    const { props, component } = plan;
    const ports = markMetrics(resolvePorts(`${scope.node.path}/${id}`, props), props.ports ?? [], props);
    // The kubelet probes TCP alone.
    const own = portsOfMain(ports, props);
    const isProbed = own.some(({ protocol }) => protocol === Protocol.TCP) || props.managementPort !== undefined;
    const health = isProbed ? listening() : Health.none();
    super(scope, id, {
      props,
      component,
      image: props.image,
      command: props.command,
      ports,
      hasService: true,
      nameRules: { isHost: true },
      parts: (pods) => deploymentParts(pods, props, health),
    });
    const { deployment, autoscaler, scaledObject } = makeDeployment(this, props);
    this.deployment = deployment;
    this.autoscaler = autoscaler;
    this.scaledObject = scaledObject;
    this._addFront({ scheme: 'http', exposure: plan.exposure(this, ports), props });
    if (props.portEnv !== undefined) this.addEnv(props.portEnv, firstPortOfMain(this, ports, props));
  }
}
