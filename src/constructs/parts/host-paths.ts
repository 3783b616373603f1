import { Construct } from 'constructs';
import { allFurtherContainers, FurtherContainersProps } from './containers';
import { Part } from './part';
import { volumeName } from './pod-volumes';
import { VolumesProps } from './volumes';
import { acceptWhenRendered } from '../../network/accepted-findings';
import { ClusterProfile } from '../../network/cluster-profile';
import { AbstractPod, k8s, Volume, VolumeMount } from '../../plus/cdk8s-plus';
import { isAbsolutePath, normalPath } from '../../support/paths';
import { inWords, refuse } from '../../support/refuse';
import { checkText } from '../../support/text';

/** A folder or file of the node that the agent reads. */
export interface HostPath {
  /** Its absolute path on the node. */
  readonly path: string;

  /**
   * Where the container finds it.
   *
   * @default - at the same path
   */
  readonly mountPath?: string;
}

/** What of the node's files the agent reads. @internal */
export interface HostPathsProps {
  /**
   * Folders and files of the node, which the main container can read and not change. They must be among the `hostPaths`
   * of the ClusterProfile, or below them.
   *
   * @default - none
   */
  readonly hostPaths?: HostPath[];
}

/** The mounts of the node's files. */
export function hostMounts(owner: Construct, { hostPaths = [] }: HostPathsProps): VolumeMount[] {
  const names = new Set<string>();
  return hostPaths.map(({ path, mountPath }) => {
    if (!isAbsolutePath(path)) {
      refuse(owner, { what: 'hostPaths', got: path, allowed: 'an absolute path on the node, without ".."' });
    }
    checkText(owner, 'hostPaths', path);
    refuseForbidden(owner, path);
    const name = volumeName(`host${path}`, names);
    const volume = Volume.fromHostPath(owner, `Volume-${name}`, name, { path: normalPath(path) || '/' });
    return { path: mountPath ?? path, volume, readOnly: true };
  });
}

/** Refuses files of the node that come in by other ways and are not allowed, or may be changed. */
export function guardedHostPaths(owner: Construct, props: VolumesProps & FurtherContainersProps): Part {
  const given = [props, ...allFurtherContainers(props)].flatMap(({ volumeMounts = [] }) => volumeMounts);
  for (const { volume, readOnly } of given) {
    const { name, hostPath } = volume.asVolume()._toKube();
    if (hostPath !== undefined) check(name, hostPath, readOnly);
  }
  return {
    pod: ({ volumes = [] }, containers) => {
      const mounts = containers.flatMap(({ volumeMounts = [] }) => volumeMounts);
      for (const { name, hostPath } of volumes) {
        if (hostPath === undefined) continue;
        check(
          name,
          hostPath,
          mounts.filter((mount) => mount.name === name).every((mount) => mount.readOnly === true),
        );
      }
      return {};
    },
    complete: ({ workload }) => acceptWhenRendered(owner, () => acceptedPaths(workload)),
  };

  function check(name: string, { path }: k8s.HostPathVolumeSource, readOnly = false): void {
    refuseForbidden(owner, path);
    if (readOnly) return;
    refuse(owner, {
      what: `mount of volume "${name}"`,
      got: inWords(`${path} of the node, writable`),
      allowed: 'files of the node for reading alone',
      fix: 'add `readOnly: true`',
    });
  }
}

/** The ClusterProfile lets in what checks would else find. */
function acceptedPaths({
  containers,
  initContainers,
  volumes: added,
}: AbstractPod): (readonly [rule: string, reason: string])[] {
  const mounted = [...containers, ...initContainers].flatMap(({ mounts }) =>
    mounts.map(({ volume }) => volume.asVolume()),
  );
  const volumes = [...added, ...mounted];
  const paths = volumes.flatMap((volume) => volume._toKube().hostPath?.path ?? []);
  if (paths.length === 0) return [];
  return [['host-path', `the ClusterProfile lets pods read ${[...new Set(paths)].join(', ')} of their nodes`]];
}

function refuseForbidden(owner: Construct, path: string): void {
  const { hostPaths } = ClusterProfile.of(owner);
  const wanted = `${normalPath(path)}/`;
  if (hostPaths.some((allowed) => wanted.startsWith(`${normalPath(allowed)}/`))) return;
  refuse(owner, {
    what: 'hostPaths',
    got: path,
    allowed:
      hostPaths.length === 0
        ? 'paths that the cluster profile names, and it names none: Pod Security lets no pod see files of its node'
        : `what the cluster profile names, and what is below: ${hostPaths.map((each) => JSON.stringify(each)).join(', ')}`,
    fix: `where the namespace may: new ClusterProfile({ hostPaths: [${JSON.stringify(path)}] }).applyTo(chart)`,
  });
}
