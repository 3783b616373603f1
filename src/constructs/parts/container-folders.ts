import { Construct } from 'constructs';
import { volumeName } from './pod-volumes';
import { k8s } from '../../plus/cdk8s-plus';
import { sizeQuantity } from '../../plus/quantity';
import { normalPath } from '../../support/paths';
import { needsOfImage } from '../values/known-images';
import { WritablePath } from '../values/writable-path';

/**
 * Gives each container but the main one its own /tmp, and the folders that its image is known to need, unless it may
 * write into its own files or mounts something there itself.
 */
export function withFolders(
  owner: Construct,
  { containers, initContainers, volumes = [] }: k8s.PodSpec,
  main: string,
  claimedVolumes: readonly string[],
): Partial<k8s.PodSpec> {
  const names = new Set([...volumes.map(({ name }) => name), ...claimedVolumes]);
  const added: k8s.Volume[] = [];
  const completed = (container: k8s.Container): k8s.Container => {
    if (container.name === main || container.securityContext?.readOnlyRootFilesystem !== true) return container;
    const { volumeMounts = [] } = container;
    const mounted = volumeMounts.map(({ mountPath }) => normalPath(mountPath));
    const paths = ['/tmp', ...(needsOfImage(owner, container.image)?.writablePaths ?? [])];
    const mounts = paths
      .filter((path) => !mounted.includes(path))
      .map((mountPath) => {
        const name = volumeName(`${container.name}${mountPath}`, names);
        added.push(emptyDir(name, WritablePath.at(mountPath)));
        return { name, mountPath };
      });
    return { ...container, volumeMounts: [...mounts, ...volumeMounts] };
  };
  const all = { containers: containers.map(completed), initContainers: initContainers?.map(completed) };
  return added.length === 0 ? {} : { ...all, volumes: [...volumes, ...added] };
}

function emptyDir(name: string, { sizeLimit }: WritablePath): k8s.Volume {
  return { name, emptyDir: { sizeLimit: k8s.Quantity.fromString(sizeQuantity(sizeLimit)) } };
}
