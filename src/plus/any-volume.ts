import { Construct } from 'constructs';
import { k8s, Volume } from './cdk8s-plus';

/** What is in a volume: all of it but its name. */
export type VolumeSource = Omit<k8s.Volume, 'name'>;

/** A volume of cdk8s-plus with any source, also one that it has no factory for. */
export function anyVolume(scope: Construct, id: string, name: string, source: VolumeSource): Volume {
  const volume = Volume.fromEmptyDir(scope, id, name);
  volume._toKube = () => ({ name, ...source });
  return volume;
}
