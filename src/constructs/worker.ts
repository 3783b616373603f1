import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { deploymentParts, DeploymentWorkloadProps, makeDeployment } from './deployment-workload';
import { LongRunningWorkload } from './long-running-workload';
import { Health } from './values/health';
import { checked } from '../checked/checked';
import { Deployment, HorizontalPodAutoscaler } from '../plus/cdk8s-plus';

/** Properties of `Worker`. */
export interface WorkerProps extends DeploymentWorkloadProps {}

/**
 * A Deployment that nobody connects to: a queue consumer, a scheduler, a load generator.
 *
 * No host name is made of its name, which may begin with a digit, have dots, and up to 242 characters.
 *
 * It has no Service and no probes unless `health` names some; with `metrics` its port can be probed by name.
 *
 * @example
 *
 * const mailer = new Worker(chart, 'mailer', {
 *   image: 'ghcr.io/acme/mailer:3.1.0',
 *   env: { QUEUE: 'mails' },
 *   health: Health.exec(['/app/healthy']),
 * });
 */
@checked
export class Worker extends LongRunningWorkload {
  /** The Deployment. */
  public readonly deployment: Deployment;

  /** The autoscaler, if there is one; with `keda` there is none but the `scaledObject`. */
  public readonly autoscaler?: HorizontalPodAutoscaler;

  /** KEDA's ScaledObject, with `autoscaling.keda`. */
  public readonly scaledObject?: ApiObject;

  constructor(scope: Construct, id: string, props: WorkerProps) {
    super(scope, id, {
      props,
      component: 'worker',
      image: props.image,
      command: props.command,
      ports: [],
      nameRules: { isHost: false },
      parts: (pods) => deploymentParts(pods, props, Health.none()),
    });
    const { deployment, autoscaler, scaledObject } = makeDeployment(this, props);
    this.deployment = deployment;
    this.autoscaler = autoscaler;
    this.scaledObject = scaledObject;
  }
}
