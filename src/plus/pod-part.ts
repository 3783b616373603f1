import { AbstractPodProps, Container, ContainerProps, k8s } from './cdk8s-plus';
import { ContainerKind } from './container-checks';

/** One container of a pod as a part sees it. */
export interface RenderedContainer {
  /** As far as it is rendered. */
  readonly rendered: k8s.Container;
  readonly container: Container;
  readonly kind: ContainerKind;
  /** Whether it is the workload's own container. */
  readonly isMain: boolean;
  /** Whether whoever added it said something of its security. */
  readonly bringsSecurity: boolean;
  /** Whether whoever added it said something of its resources. */
  readonly bringsResources: boolean;
  /** Whether whoever added it said when its image is pulled. */
  readonly bringsPullPolicy: boolean;
}

/** What one concern adds to the pods: it completes what cdk8s-plus renders, on its typed L1 structs. */
export interface PodPart {
  /** What cdk8s-plus itself is told. */
  readonly props?: Pick<AbstractPodProps, 'serviceAccount' | 'automountServiceAccountToken' | 'terminationGracePeriod'>;
  /** What cdk8s-plus is told of the workload's own container. */
  readonly main?: Pick<ContainerProps, 'readiness' | 'liveness' | 'startup'>;
  /** Fields of each container. */
  readonly container?: (container: RenderedContainer) => Partial<k8s.Container>;
  /** Fields of the pod's spec, once all containers are known. */
  readonly pod?: (spec: k8s.PodSpec, containers: readonly k8s.Container[]) => Partial<k8s.PodSpec>;
}
