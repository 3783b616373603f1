import { allFurtherContainers, FurtherContainersProps } from './containers';
import { Part, Pods } from './part';
import { ClaimedPath, PodVolumes } from './pod-volumes';
import { VolumeMount } from '../../plus/cdk8s-plus';
import { WritablePath } from '../values/writable-path';

/** What the main container may write to, and what else it finds in its file system. @internal */
export interface VolumesProps {
  /**
   * Folders that the container may write to: absolute paths, or `WritablePath.at(path, { sizeLimit })`.
   *
   * @default - /tmp, and what the image is known to need
   */
  readonly writablePaths?: (string | WritablePath)[];

  /**
   * Further volumes to mount: ConfigMaps, Secrets, claims.
   *
   * @default - none
   */
  readonly volumeMounts?: VolumeMount[];
}

/** The volumes of the pods, checked against one another. */
export function resolveVolumes(
  { owner, needs }: Pods,
  props: VolumesProps & FurtherContainersProps,
  neededPaths: readonly (string | WritablePath)[],
  claimed: readonly ClaimedPath[],
): PodVolumes {
  return new PodVolumes(owner, {
    writablePaths: props.writablePaths ?? [],
    neededPaths: [...(needs?.writablePaths ?? []), ...neededPaths],
    volumeMounts: props.volumeMounts ?? [],
    otherMounts: allFurtherContainers(props).flatMap((other) => other.volumeMounts ?? []),
    claimed,
  });
}

/** Mounts the volumes into the main container. */
export function volumes(resolved: PodVolumes, claimed: readonly ClaimedPath[]): Part {
  return {
    claimedVolumes: claimed.map(({ name }) => name),
    complete: ({ main }) => resolved.mountInto(main),
    container: ({ rendered, isMain }) => {
      if (!isMain || claimed.length === 0) return {};
      // Each volume comes from the claim template of that name, which cdk8s-plus cannot say.
      const mounts = claimed.map(({ name, path, subPath }) => ({ name, mountPath: path, subPath }));
      return { volumeMounts: [...mounts, ...(rendered.volumeMounts ?? [])] };
    },
  };
}
