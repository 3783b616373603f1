import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { anyVolume } from '../../plus/any-volume';
import { Container, MountPropagation, Volume, VolumeMount } from '../../plus/cdk8s-plus';
import { DEFAULT_RESOURCES } from '../../plus/resources';
import { checkVolume } from '../../plus/volume-checks';
import { checkContainerPath, checkSubPath, normalPath } from '../../support/paths';
import { inWords, refuse } from '../../support/refuse';
import { resolveWritablePaths, WritablePath } from '../values/writable-path';

/** A volume that the owner of the pods mounts itself. */
export interface ClaimedPath {
  readonly name: string;
  readonly path: string;
  readonly subPath?: string;
}

/** What is to be mounted. */
export interface PodVolumesOptions {
  /** What the user wants writable. */
  readonly writablePaths: readonly (string | WritablePath)[];
  /** What the image needs writable. */
  readonly neededPaths: readonly (string | WritablePath)[];
  /** The user's own volumes. */
  readonly volumeMounts: readonly VolumeMount[];
  /** Those that we made of what the user said. */
  readonly ours: readonly VolumeMount[];
  /** How much of the node's disk these may take, in mebibytes. */
  readonly onDisk: number;
  /** Those of further containers. */
  readonly otherMounts: readonly VolumeMount[];
  readonly claimed: readonly ClaimedPath[];
}

/** Room beside the writable paths, for the container's logs. */
const ROOM_FOR_LOGS = 256;

/** The volumes of a workload's main container: writable folders, and whatever else the user mounts. */
export class PodVolumes {
  private readonly writable: readonly WritablePath[];

  constructor(
    private readonly owner: Construct,
    private readonly options: PodVolumesOptions,
  ) {
    const mounted = mountedPaths(owner, options);
    const { writablePaths, neededPaths } = options;
    // What the user mounts at a path that the image needs serves it, too.
    this.writable = resolveWritablePaths(owner, writablePaths, ['/tmp', ...neededPaths]).filter(
      ({ path }) => !mounted.includes(path),
    );
  }

  /** Bounds of ephemeral storage that hold all that may be written to the node's disk. */
  public ephemeralStorage(): { request: Size; limit: Size } {
    const { request, limit } = DEFAULT_RESOURCES.ephemeralStorage;
    const onDisk = this.writable.filter((path) => path._medium === undefined);
    const needed = onDisk.reduce(
      (sum, { sizeLimit }) => sum + sizeLimit.toMebibytes(),
      ROOM_FOR_LOGS + this.options.onDisk,
    );
    return { request, limit: needed > limit.toMebibytes() ? Size.mebibytes(needed) : limit };
  }

  /** How much of the memory writable folders may take. */
  public inMemory(): Size {
    const inMemory = this.writable.filter((path) => path._medium !== undefined);
    return Size.mebibytes(inMemory.reduce((sum, { sizeLimit }) => sum + sizeLimit.toMebibytes(), 0));
  }

  /** Mounts everything into a container. */
  public mountInto(container: Container): void {
    const { volumeMounts, ours, otherMounts, claimed } = this.options;
    // A volume named like a claim would be replaced by it, and a pod has one volume of a name.
    const users = [...volumeMounts, ...ours, ...otherMounts].map(({ volume }) => volume.name);
    const names = new Set<string>([...claimed.map(({ name }) => name), ...users]);
    for (const { name, path, subPath } of claimed) {
      // Its source is the claim template of that name.
      container.mount(path, anyVolume(this.owner, `Volume-${name}`, name, {}), { subPath });
    }
    for (const { path, sizeLimit, _medium: medium } of this.writable) {
      const name = volumeName(path, names);
      container.mount(path, Volume.fromEmptyDir(this.owner, `Volume-${name}`, name, { sizeLimit, medium }));
    }
    for (const { path, volume, ...options } of [...volumeMounts, ...ours]) container.mount(path, volume, options);
  }
}

/** The paths that hold other volumes than emptyDirs of ours. The API server refuses two volumes at one path. */
function mountedPaths(owner: Construct, { volumeMounts, ours, claimed }: PodVolumesOptions): string[] {
  const paths = claimed.map(({ path }) => normalPath(path));
  const volumes = new Map<string, Volume>();
  for (const mount of [...volumeMounts, ...ours]) {
    const what = ours.includes(mount) ? 'volumes' : 'volumeMounts';
    const volume = mount.volume.asVolume();
    const path = normalPath(checkContainerPath(owner, mount.path, what));
    checkMount(owner, mount);
    checkVolume(owner, volume);
    if (paths.includes(path)) {
      refuse(owner, {
        what,
        got: inWords(`a second volume at ${path}`),
        allowed: 'one volume per path',
      });
    }
    if ((volumes.get(volume.name) ?? volume) !== volume) {
      refuse(owner, {
        what,
        got: inWords(`two volumes named "${volume.name}"`),
        allowed: 'one volume of a name in a pod',
        fix: 'mount the same volume at both paths, or give one another name',
      });
    }
    volumes.set(volume.name, volume);
    if (claimed.some(({ name }) => name === volume.name)) {
      refuse(owner, {
        what,
        got: inWords(`a volume named "${volume.name}"`),
        allowed: 'another name: this one is that of the volume that each pod claims',
      });
    }
    paths.push(path);
  }
  return paths;
}

function checkMount(owner: Construct, { subPath, subPathExpr, propagation }: VolumeMount): void {
  if (subPath !== undefined) checkSubPath(owner, subPath, 'subPath');
  if (subPathExpr !== undefined) checkSubPath(owner, subPathExpr, 'subPathExpr');
  if (subPath !== undefined && subPathExpr !== undefined) {
    refuse(owner, {
      what: 'subPathExpr',
      got: subPathExpr,
      allowed: 'none beside `subPath`',
      fix: 'leave one of the two out',
    });
  }
  if (propagation !== MountPropagation.BIDIRECTIONAL) return;
  refuse(owner, {
    what: 'propagation',
    got: propagation,
    allowed: 'MountPropagation.NONE or HOST_TO_CONTAINER, because the container is not privileged',
  });
}

/** `/var/cache/nginx` becomes `var-cache-nginx`; paths that differ in punctuation alone are numbered. */
export function volumeName(path: string, taken: Set<string>): string {
  const words = path.toLowerCase().split(/[^a-z0-9]+/);
  const joined = words.filter((word) => word !== '').join('-');
  const base = joined === '' ? 'volume' : joined.slice(0, 58).replace(/-$/, '');
  let name = base;
  for (let i = 2; taken.has(name); i++) name = `${base}-${i}`;
  taken.add(name);
  return name;
}
