import { acceptRecreate } from './parts/availability';
import { disruptionBudget } from './parts/disruption-budget';
import { drain } from './parts/drain';
import { ImageProps } from './parts/image';
import { MountedVolumesProps } from './parts/mounted-volumes';
import { forOneNode, oneNodeClaim } from './parts/one-node-claims';
import { Part, Pods } from './parts/part';
import { podParts } from './parts/pod-parts';
import { probes } from './parts/probes';
import { hasSuccessor, resolveRollout, RolloutProps } from './parts/rollout';
import { addAutoscaler, MadeAutoscaler, ScaleProps } from './parts/scale';
import { warnAboutWriters } from './parts/single-writers';
import { spread } from './parts/spread';
import { Health } from './values/health';
import { resolveScale } from './values/scaling';
import { Workload } from './workload';
import { WorkloadProps } from './workload-props';
import { AbstractPod, Deployment } from '../plus/cdk8s-plus';
import { HardenedDeployment } from '../plus/hardened-workload';
import { containerNameOf } from '../support/names';

/** What every workload that runs as a Deployment can be told. */
export interface DeploymentWorkloadProps
  extends WorkloadProps, MountedVolumesProps, ImageProps, ScaleProps, RolloutProps {}

/** The Deployment of a workload, with its autoscaler if it has one. */
export interface MadeDeployment extends MadeAutoscaler {
  readonly deployment: Deployment;
}

/** What a workload that runs as a Deployment is made of. */
export function deploymentParts(pods: Pods, props: DeploymentWorkloadProps, health: Health): Part[] {
  const scale = resolveScale(pods.owner, props.replicas, props.autoscaling);
  let made: AbstractPod | undefined;
  const isLone = (): boolean => made !== undefined && oneNodeClaim(pods.owner, made) !== undefined;
  return [
    ...podParts(pods, props),
    { complete: ({ workload }) => void (made = workload) },
    probes(pods, props, health),
    spread(pods, props),
    disruptionBudget(pods, props, () => (isLone() ? { ...scale, min: Math.min(scale.min, 1) } : scale)),
    acceptRecreate(pods, props),
    drain(pods, props, {
      given: props.rollout?.drain,
      hasSuccessor: () => !isLone() && hasSuccessor(props, scale),
    }),
  ];
}

/** Makes the Deployment of a workload. */
export function makeDeployment(owner: Workload, props: DeploymentWorkloadProps): MadeDeployment {
  const { fields, ...rollout } = resolveRollout(owner, props);
  const { min, replicas, autoscaling } = resolveScale(owner, props.replicas, props.autoscaling);
  const deployment = owner._makePods((podProps, template) => {
    // The limit is known to newer versions of cdk8s-plus alone.
    const options = { ...podProps, ...rollout, ...fields, replicas };
    const made: Deployment = new HardenedDeployment(owner, 'Deployment', options, template, (spec) => ({
      ...spec,
      ...fields,
      // Once more: a volume may have been added since.
      ...forOneNode(owner, made, props),
    }));
    return made;
  });
  const { replicas: most = autoscaling?.max ?? min } = forOneNode(owner, deployment, props);
  warnAboutWriters(owner, props.image, most);
  return { deployment, ...addAutoscaler(owner, deployment, containerNameOf(owner.name), autoscaling) };
}
