import { Size } from 'cdk8s';
import { FilesOptions } from './projected-source';
import { StorageClaimOptions } from './storage';
import { ISecret } from '../../plus/cdk8s-plus';

/** How a volume is mounted. */
export interface MountOptions {
  /**
   * The name of the volume.
   *
   * @default - made of the path: `etc-tls`
   */
  readonly name?: string;

  /**
   * The names of the containers that have it: the main one's is the workload's name.
   *
   * @default - the main container
   */
  readonly containers?: string[];

  /**
   * The folder or file of the volume that is mounted. A file that is mounted for itself keeps what it was when the
   * container started.
   *
   * @default - its root
   */
  readonly subPath?: string;
}

/** How a volume that can be written to is mounted. */
export interface WritableMountOptions extends MountOptions {
  /**
   * Whether the containers only read it.
   *
   * @default false
   */
  readonly readOnly?: boolean;
}

/** How the keys of a ConfigMap or Secret are mounted. */
export interface MountedFilesOptions extends MountOptions, FilesOptions {
  /**
   * The rights of the files, in octal: `0o440`.
   *
   * @default - 0o644; of a Secret 0o440 where the pods have a group for files, so that others cannot read it
   */
  readonly mode?: number;
}

/** Options for `MountedVolume.projected`. */
export interface ProjectedOptions extends MountOptions {
  /**
   * The rights of the files, in octal: `0o440`.
   *
   * @default - 0o644; with a Secret 0o440 where the pods have a group for files, so that others cannot read it
   */
  readonly mode?: number;
}

/** Options for `MountedVolume.emptyDir`. */
export interface EmptyDirOptions extends WritableMountOptions {
  /**
   * How much may be written; the kubelet evicts the pod beyond it.
   *
   * @default - 64 MiB
   */
  readonly sizeLimit?: Size;

  /**
   * Whether it lives in memory instead of on the node's disk. It then counts against the memory limit.
   *
   * @default false
   */
  readonly inMemory?: boolean;
}

/** Options for `MountedVolume.ephemeral`. */
export interface EphemeralOptions extends StorageClaimOptions, WritableMountOptions {}

/** Options for `MountedVolume.csi`. */
export interface CsiOptions extends WritableMountOptions {
  /**
   * What the driver is told: `{ secretProviderClass: 'shop' }`.
   *
   * @default - nothing
   */
  readonly attributes?: { readonly [name: string]: string };

  /**
   * The Secret that the driver logs in with.
   *
   * @default - none
   */
  readonly nodePublishSecret?: ISecret;

  /**
   * The file system.
   *
   * @default - the driver's choice
   */
  readonly fsType?: string;
}
