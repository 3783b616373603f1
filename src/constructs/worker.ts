import { Construct } from 'constructs';
import { DeploymentWorkload, DeploymentWorkloadProps } from './deployment-workload';
import { Health } from './health';
import { checked } from '../checked/checked';

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
export class Worker extends DeploymentWorkload {
  constructor(scope: Construct, id: string, props: WorkerProps) {
    super(scope, id, { props, component: 'worker', ports: [], health: Health.none(), isHost: false });
  }
}
