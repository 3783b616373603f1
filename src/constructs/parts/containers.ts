import { Part } from './part';
import { ContainerProps } from '../../plus/cdk8s-plus';

/** Containers beside the main one. @internal */
export interface FurtherContainersProps {
  /**
   * Further containers of each pod. They get the security profile and small resources unless they bring their own.
   *
   * @default - none
   */
  readonly sidecars?: ContainerProps[];

  /**
   * Containers that run before the others start. They get the security profile and small resources, too.
   *
   * @default - none
   */
  readonly initContainers?: ContainerProps[];
}

/** Sidecars and init containers. */
export function furtherContainers({ sidecars = [], initContainers = [] }: FurtherContainersProps): Part {
  return {
    complete: ({ workload }) => {
      for (const container of sidecars) workload.addContainer(container);
      for (const container of initContainers) workload.addInitContainer(container);
    },
  };
}
