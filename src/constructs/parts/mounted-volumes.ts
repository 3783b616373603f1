import { Construct } from 'constructs';
import { Part } from './part';
import { volumeName } from './pod-volumes';
import { checkReach } from './secrets';
import { containersNamed } from './variables-for';
import { anyVolume } from '../../plus/any-volume';
import { k8s, VolumeMount } from '../../plus/cdk8s-plus';
import { MountedVolume } from '../values/mounted-volume';

/** What else the containers find in their file system. @internal */
export interface MountedVolumesProps {
  /**
   * Volumes of the pods, and where the containers have them: claims, ConfigMaps, Secrets, several of these in one folder,
   * folders that containers share.
   *
   * @default - none
   */
  readonly volumes?: MountedVolume[];
}

/** A volume of the pods, as cdk8s-plus takes it, and which containers have it. */
export interface PodVolume {
  readonly mounted: MountedVolume;
  readonly mount: VolumeMount;
}

/** Makes the volumes of a workload. */
export function podVolumesOf(owner: Construct, volumes: readonly MountedVolume[], taken: Set<string>): PodVolume[] {
  for (const { _options: options } of volumes) if (options.name !== undefined) taken.add(options.name);
  return volumes.map((mounted) => {
    const { path, _options: options, _source: source, _origins: origins } = mounted;
    for (const { kind, object } of origins) checkReach(owner, kind, object, `volume at ${path}`);
    const name = options.name ?? volumeName(path, taken);
    const volume = anyVolume(owner, `Volume-${name}`, name, source);
    return { mounted, mount: { path, volume, readOnly: options.readOnly, subPath: options.subPath } };
  });
}

/** Whether the main container has a volume. */
export function isOfMain({ mounted }: PodVolume, main: string): boolean {
  const { containers } = mounted._options;
  return containers === undefined || containers.includes(main);
}

/** Mounts the volumes into the containers beside the main one, and closes the files of Secrets to others. */
export function mountedVolumes(owner: Construct, volumes: readonly PodVolume[]): Part {
  if (volumes.length === 0) return {};
  const secret = volumes.filter(({ mounted }) => mounted._origins.some(({ kind }) => kind === 'Secret'));
  const names = secret.map(({ mount }) => mount.volume.name);
  return {
    complete: (pods) => {
      for (const { mounted, mount } of volumes) {
        const { containers } = mounted._options;
        if (containers === undefined) continue;
        const { path, volume, ...options } = mount;
        for (const container of containersNamed(owner, pods, containers)) {
          if (container !== pods.main) container.mount(path, volume, options);
        }
      }
    },
    pod: ({ volumes: rendered, securityContext }) =>
      // Without a group for files the program could be one of the others.
      securityContext?.fsGroup === undefined
        ? {}
        : { volumes: rendered?.map((volume) => (names.includes(volume.name) ? closed(volume) : volume)) },
  };
}

/** What the group of the pods' files may read. */
const GROUP_READS = 0o440;

function closed({ secret, projected, ...volume }: k8s.Volume): k8s.Volume {
  return {
    ...volume,
    secret: secret && { ...secret, defaultMode: secret.defaultMode ?? GROUP_READS },
    projected: projected && { ...projected, defaultMode: projected.defaultMode ?? GROUP_READS },
  };
}
