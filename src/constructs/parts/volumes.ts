import { CONFIG_VOLUME, configFiles, ConfigProps } from './config-files';
import { allFurtherContainers, FurtherContainersProps } from './containers';
import { isOfMain, MountedVolumesProps, PodVolume, podVolumesOf } from './mounted-volumes';
import { Part, Pods } from './part';
import { ClaimedPath, PodVolumes } from './pod-volumes';
import { VolumeMount } from '../../plus/cdk8s-plus';
import { containerNameOf } from '../../support/names';
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

/** The volumes of the pods, checked against one another, and those that other containers have, too. */
export function resolveVolumes(
  pods: Pods,
  props: VolumesProps & MountedVolumesProps & ConfigProps & FurtherContainersProps,
  neededPaths: readonly (string | WritablePath)[],
  claimed: readonly ClaimedPath[],
): { readonly resolved: PodVolumes; readonly mounted: readonly PodVolume[] } {
  const { owner, name, needs } = pods;
  const { writablePaths = [], volumeMounts = [], volumes: given = [] } = props;
  const furtherMounts = allFurtherContainers(props).flatMap((other) => other.volumeMounts ?? []);
  const taken = [
    ...[...volumeMounts, ...furtherMounts].map(({ volume }) => volume.name),
    ...claimed.map((each) => each.name),
  ];
  const mounted = podVolumesOf(owner, given, new Set([CONFIG_VOLUME, ...taken]));
  const main = containerNameOf(name);
  const [own, others] = [true, false].map((wanted) => mounted.filter((volume) => isOfMain(volume, main) === wanted));
  const ours = own.map(({ mount }) => mount);
  const resolved = new PodVolumes(owner, {
    writablePaths,
    neededPaths: [...(needs?.writablePaths ?? []), ...neededPaths],
    volumeMounts,
    ours: [...ours, ...configFiles(pods, props, [...volumeMounts, ...ours])],
    onDisk: mounted.reduce((sum, { mounted: { _onDisk: size } }) => sum + (size?.toMebibytes() ?? 0), 0),
    otherMounts: [...others.map(({ mount }) => mount), ...furtherMounts],
    claimed,
  });
  return { resolved, mounted };
}

/** Mounts the volumes into the main container. */
export function volumes(resolved: PodVolumes, claimed: readonly ClaimedPath[]): Part {
  return {
    claimedVolumes: claimed.map(({ name }) => name),
    complete: ({ main }) => resolved.mountInto(main),
  };
}
