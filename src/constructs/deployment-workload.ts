import { disruptionBudget } from './parts/disruption-budget';
import { drain } from './parts/drain';
import { ImageProps } from './parts/image';
import { Part, Pods } from './parts/part';
import { podParts } from './parts/pod-parts';
import { probes } from './parts/probes';
import { hasSuccessor, resolveRollout, RolloutProps } from './parts/rollout';
import { addAutoscaler, ScaleProps } from './parts/scale';
import { warnAboutWriters } from './parts/single-writers';
import { spread } from './parts/spread';
import { Health } from './values/health';
import { resolveScale } from './values/scaling';
import { Workload } from './workload';
import { WorkloadProps } from './workload-props';
import { Deployment, HorizontalPodAutoscaler } from '../plus/cdk8s-plus';
import { HardenedDeployment } from '../plus/hardened-workload';

/** What every workload that runs as a Deployment can be told. */
export interface DeploymentWorkloadProps extends WorkloadProps, ImageProps, ScaleProps, RolloutProps {}

/** The Deployment of a workload, with its autoscaler if it has one. */
export interface MadeDeployment {
  readonly deployment: Deployment;
  readonly autoscaler?: HorizontalPodAutoscaler;
}

/** What a workload that runs as a Deployment is made of. */
export function deploymentParts(pods: Pods, props: DeploymentWorkloadProps, health: Health): Part[] {
  const scale = resolveScale(pods.owner, props.replicas, props.autoscaling);
  return [
    ...podParts(pods, props),
    probes(pods, props, health),
    spread(pods, props),
    disruptionBudget(pods, props, scale),
    drain(pods, props, {
      given: props.rollout?.drain,
      hasSuccessor: () => hasSuccessor(props, scale),
    }),
  ];
}

/** Makes the Deployment of a workload. */
export function makeDeployment(owner: Workload, props: DeploymentWorkloadProps): MadeDeployment {
  const { fields, ...rollout } = resolveRollout(owner, props);
  const { min, replicas, autoscaling } = resolveScale(owner, props.replicas, props.autoscaling);
  warnAboutWriters(owner, props.image, autoscaling?.max ?? min);
  const deployment = owner._makePods(
    (podProps, template) =>
      new HardenedDeployment(owner, 'Deployment', { ...podProps, ...rollout, replicas }, template, (spec) => ({
        ...spec,
        ...fields,
      })),
  );
  return { deployment, autoscaler: autoscaling && addAutoscaler(owner, deployment, autoscaling) };
}
