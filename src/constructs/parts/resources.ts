import { Part, Pods } from './part';
import { ContainerResources } from '../../plus/cdk8s-plus';
import { renderResources } from '../../plus/resources';

/** What the main container may use. @internal */
export interface ResourcesProps {
  /**
   * Requests and limits; what is left out is completed.
   *
   * @default - 50m to 500m CPU, 64 to 256 MiB memory, 64 MiB to 1 GiB ephemeral storage; a database engine's own
   */
  readonly resources?: ContainerResources;
}

/** Requests and limits of each container: the main one's, and small ones for those that bring none. */
export function resources({ owner }: Pods, props: ResourcesProps, fallback: ContainerResources): Part {
  const ofMain = renderResources(owner, props.resources, fallback);
  return {
    container: ({ isMain, bringsResources }) => {
      if (isMain) return { resources: ofMain };
      return bringsResources ? {} : { resources: renderResources(owner) };
    },
  };
}
