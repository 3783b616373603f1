import { Deployment, DeploymentStrategy, HorizontalPodAutoscaler, Metric, MetricTarget } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { checkStrategy } from './deployment-strategy';
import { HardenedDeployment } from './hardened-workloads';
import { Health } from './health';
import { ServicePort } from './port-mapping';
import { Autoscaling, resolveScale, Scale } from './scaling';
import { Workload } from './workload';
import { WorkloadProps } from './workload-props';

/** What every workload that runs as a Deployment can be told. */
export interface DeploymentWorkloadProps extends WorkloadProps {
  /** The image, with a tag or digest. */
  readonly image: string;

  /**
   * The program to run instead of the image's.
   *
   * @default - the image's entrypoint
   */
  readonly command?: string[];

  /**
   * How many pods run.
   *
   * @default - 2; with `autoscaling` the autoscaler decides
   */
  readonly replicas?: number;

  /**
   * Lets the number of pods follow the load, instead of `replicas`.
   *
   * @default - a fixed number
   */
  readonly autoscaling?: Autoscaling;

  /**
   * How old pods make way for new ones: `DeploymentStrategy.recreate()` where two versions must not run side by side.
   *
   * @default - a rolling update, 25 % at a time
   */
  readonly strategy?: DeploymentStrategy;
}

/** What a kind of Deployment adds to its props. */
export interface DeploymentPlan {
  readonly props: DeploymentWorkloadProps;
  readonly component: string;
  readonly ports: readonly ServicePort[];
  readonly health: Health;
  /** Whether a Service has the same name. */
  readonly isHost?: boolean;
}

/**
 * A workload that runs as a Deployment.
 *
 * @internal
 */
export abstract class DeploymentWorkload extends Workload {
  /** The Deployment. */
  public readonly deployment: Deployment;

  /** The autoscaler, if there is one. */
  public readonly autoscaler?: HorizontalPodAutoscaler;

  constructor(scope: Construct, id: string, plan: DeploymentPlan) {
    const { props } = plan;
    const scale = resolveScale(`${scope.node.path}/${id}`, props.replicas, props.autoscaling);
    super(scope, id, { ...plan, image: props.image, scale });
    if (props.strategy !== undefined) checkStrategy(this, props.strategy);
    this.deployment = new HardenedDeployment(
      this,
      'Deployment',
      { ...this._podProps(), replicas: scale.replicas, strategy: props.strategy },
      this._podTemplate(),
    );
    this._fill(this.deployment, props.command);
    this.autoscaler = this.addAutoscaler(scale);
  }

  private addAutoscaler({ autoscaling }: Scale): HorizontalPodAutoscaler | undefined {
    if (autoscaling === undefined) return undefined;
    const { min, max, targetCpuUtilization, targetMemoryUtilization: memory } = autoscaling;
    const cpu = targetCpuUtilization ?? (memory === undefined ? 70 : undefined);
    return new HorizontalPodAutoscaler(this, 'Autoscaler', {
      metadata: { name: this.name, labels: { ...this._labels } },
      target: this.deployment,
      minReplicas: min,
      maxReplicas: max,
      metrics: [
        ...(cpu === undefined ? [] : [Metric.resourceCpu(MetricTarget.averageUtilization(cpu))]),
        ...(memory === undefined ? [] : [Metric.resourceMemory(MetricTarget.averageUtilization(memory))]),
      ],
    });
  }
}
