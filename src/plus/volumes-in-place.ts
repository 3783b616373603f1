import { AbstractPod, k8s, Volume } from './cdk8s-plus';
import { classNames, versionOf } from '../checked/runtime-types';
import { peerRange } from '../support/package';
import { inWords, refuse, Where } from '../support/refuse';

/** The volumes of a pod without those of its claims, which the controller of the StatefulSet puts there. */
export function withoutClaims(volumes: k8s.Volume[] | undefined, claims: readonly string[]): k8s.Volume[] | undefined {
  const others = volumes?.filter(({ name }) => !claims.includes(name));
  return others === undefined || others.length === 0 ? undefined : others;
}

/** Checks that each volume that was mounted or added is where it belongs: in the pod, or among its claims. */
export function checkVolumesInPlace(
  where: Where,
  pods: AbstractPod,
  { volumes = [] }: k8s.PodSpec,
  claims: readonly string[],
): void {
  const rendered = new Set(volumes.map(({ name }) => name));
  const mounts = [...pods.containers, ...pods.initContainers].flatMap((container) => container.mounts);
  for (const volume of new Set([...mounts.map((mount) => mount.volume), ...pods.volumes])) {
    const isClaim = claims.includes(volume.name);
    const hasSource = sourcesOf(volume).length > 0;
    if (isClaim && (hasSource || rendered.has(volume.name))) refuseTwo(where, volume);
    if (!isClaim && !hasSource) refuseNone(where, volume);
    if (!isClaim && !rendered.has(volume.name)) refuseLost(where, volume, pods);
  }
}

function sourcesOf(volume: Volume): string[] {
  const { name, ...sources } = volume._toKube();
  return Object.entries(sources).flatMap(([key, source]) => (source === undefined ? [] : [key]));
}

function refuseTwo(where: Where, { name }: Volume): never {
  return refuse(where, {
    what: 'volume name',
    got: name,
    allowed: 'another name: this is the volume that each pod claims',
    fix: 'give one of the two another name',
  });
}

/** The API server makes an empty folder of it, which goes with the pod. */
function refuseNone(where: Where, { name }: Volume): never {
  return refuse(where, {
    what: `volume "${name}"`,
    got: inWords('a name alone'),
    allowed: 'a volume with a source, or the name of a claim template of the StatefulSet',
    fix: 'add the claim template, or use for example Volume.fromPersistentVolumeClaim(…)',
  });
}

/**
 * StatefulSet of some versions of cdk8s-plus leaves out all volumes of the pods unless it has claim templates. npm installs such a
 * version where it is told not to look at peer dependencies.
 */
function refuseLost(where: Where, { name }: Volume, pods: AbstractPod): never {
  const className = classNames(pods).find((each) => /^cdk8s-plus-\d+\./.test(each)) ?? 'cdk8s-plus.StatefulSet';
  const [packageName, kind] = className.split('.');
  const made = `${packageName} ${versionOf(pods, className)}`.trimEnd();
  return refuse(where, {
    what: `volume "${name}"`,
    got: inWords(`a ${kind} of ${made}, which leaves it out of the pods`),
    allowed: 'a version that keeps it',
    fix: `install ${packageName} ${peerRange(packageName) ?? 'of a newer release'}, as this package asks npm to`,
  });
}
