import { Size } from 'cdk8s';
import {
  CsiOptions,
  EmptyDirOptions,
  EphemeralOptions,
  MountedFilesOptions,
  MountOptions,
  ProjectedOptions,
  WritableMountOptions,
} from './mount-options';
import { FileOrigin, filesOf, ProjectedSource } from './projected-source';
import { checkVolumeSize } from './storage';
import { checked } from '../../checked/checked';
import { VolumeSource } from '../../plus/any-volume';
import {
  EmptyDirMedium,
  IConfigMap,
  IPersistentVolumeClaim,
  ISecret,
  k8s,
  PersistentVolumeAccessMode,
} from '../../plus/cdk8s-plus';
import { sizeQuantity } from '../../plus/quantity';
import { checkDnsLabel, checkObjectName, checkRenderable } from '../../support/names';
import { checkWholeNumber } from '../../support/numbers';
import { checkContainerPath, checkSubPath, normalPath } from '../../support/paths';
import { inWords, refuse } from '../../support/refuse';

/**
 * A volume in the file system of a workload's containers, by the path that they have it at.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volumes/
 *
 * @example
 *
 * new InternalService(chart, 'api', {
 *   image: 'ghcr.io/acme/api:1.4.2',
 *   port: 8080,
 *   volumes: [MountedVolume.secret('/etc/tls', Secret.fromSecretName(chart, 'tls', 'api-tls'))],
 * });
 */
@checked
export class MountedVolume {
  /**
   * A volume that is claimed beside the pods and outlives them.
   *
   * @param path the absolute path in the container
   * @param claim the claim, of the pods' namespace
   * @param options how it is mounted
   */
  public static claim(path: string, claim: IPersistentVolumeClaim, options: WritableMountOptions = {}): MountedVolume {
    const persistentVolumeClaim = { claimName: claim.name, readOnly: options.readOnly === true ? true : undefined };
    return new MountedVolume('claim', path, options, { persistentVolumeClaim }, [{ kind: 'claim', object: claim }]);
  }

  /**
   * The keys of a ConfigMap as files. For files that stand in the app itself, `config` is shorter.
   *
   * @param path the absolute path of the folder, or of the file with `subPath`
   * @param configMap the ConfigMap, of the pods' namespace
   * @param options which keys, and how they are mounted
   */
  public static configMap(path: string, configMap: IConfigMap, options: MountedFilesOptions = {}): MountedVolume {
    const source = { name: configMap.name, defaultMode: modeOf('configMap', options.mode), ...filesOf(options) };
    return new MountedVolume('configMap', path, readOnly(options), { configMap: source }, [
      { kind: 'ConfigMap', object: configMap },
    ]);
  }

  /**
   * The keys of a Secret as files.
   *
   * @param path the absolute path of the folder, or of the file with `subPath`
   * @param secret the Secret, of the pods' namespace
   * @param options which keys, and how they are mounted
   */
  public static secret(path: string, secret: ISecret, options: MountedFilesOptions = {}): MountedVolume {
    const source = { secretName: secret.name, defaultMode: modeOf('secret', options.mode), ...filesOf(options) };
    return new MountedVolume('secret', path, readOnly(options), { secret: source }, [
      { kind: 'Secret', object: secret },
    ]);
  }

  /**
   * Files of several sources in one folder: ConfigMaps, Secrets, a token of the service account, the pod's own labels.
   *
   * @param path the absolute path of the folder
   * @param sources what is in it
   * @param options how it is mounted
   */
  public static projected(path: string, sources: ProjectedSource[], options: ProjectedOptions = {}): MountedVolume {
    const where = 'MountedVolume.projected';
    if (sources.length === 0) refuse(where, { what: 'sources', got: [], allowed: 'at least one source' });
    const projected = {
      defaultMode: modeOf('projected', options.mode),
      sources: sources.map(({ _source }) => _source),
    };
    const origins = sources.flatMap(({ _origin }) => _origin ?? []);
    return new MountedVolume('projected', path, readOnly(options), { projected }, origins);
  }

  /**
   * A folder that is empty at each start of the pod, which several containers may share. For one of the main container alone,
   * `writablePaths` is shorter.
   *
   * @param path the absolute path in the containers
   * @param options how large it may be, and who has it
   */
  public static emptyDir(path: string, options: EmptyDirOptions = {}): MountedVolume {
    const { sizeLimit = Size.mebibytes(64), inMemory = false } = options;
    const kibibytes = sizeLimit.toKibibytes();
    if (kibibytes <= 0 || kibibytes % 1024 !== 0) {
      refuse('MountedVolume.emptyDir', {
        what: 'sizeLimit',
        got: inWords(sizeQuantity(sizeLimit)),
        allowed: 'whole mebibytes, at least one',
      });
    }
    const emptyDir = {
      sizeLimit: k8s.Quantity.fromString(sizeQuantity(sizeLimit)),
      medium: inMemory ? EmptyDirMedium.MEMORY : undefined,
    };
    return new MountedVolume('emptyDir', path, options, { emptyDir }, [], inMemory ? undefined : sizeLimit);
  }

  /**
   * A volume of a storage class that is claimed for one pod and goes with it: more room than the node's disk has.
   *
   * @param path the absolute path in the container
   * @param size how much it holds
   * @param options its storage class, and how it is mounted
   * @see https://kubernetes.io/docs/concepts/storage/ephemeral-volumes/#generic-ephemeral-volumes
   */
  public static ephemeral(path: string, size: Size, options: EphemeralOptions = {}): MountedVolume {
    const where = 'MountedVolume.ephemeral';
    const { storageClass, accessModes = [PersistentVolumeAccessMode.READ_WRITE_ONCE] } = options;
    checkVolumeSize(where, size, 'size');
    if (storageClass !== undefined) checkObjectName(where, storageClass, 'storageClass');
    if (accessModes.length === 0) {
      refuse(where, { what: 'accessModes', got: [], allowed: 'at least one mode', fix: 'leave it out' });
    }
    const spec = {
      accessModes: [...accessModes],
      storageClassName: storageClass,
      resources: { requests: { storage: k8s.Quantity.fromString(sizeQuantity(size)) } },
    };
    return new MountedVolume('ephemeral', path, options, { ephemeral: { volumeClaimTemplate: { spec } } });
  }

  /**
   * A volume that a driver on the node makes for one pod: secrets of a vault, certificates.
   *
   * @param path the absolute path in the container
   * @param driver the driver's name: `secrets-store.csi.k8s.io`
   * @param options what the driver is told, and how the volume is mounted
   * @see https://kubernetes.io/docs/concepts/storage/ephemeral-volumes/#csi-ephemeral-volumes
   */
  public static csi(path: string, driver: string, options: CsiOptions = {}): MountedVolume {
    const { attributes, nodePublishSecret: secret, fsType } = options;
    for (const key of Object.keys(attributes ?? {})) checkRenderable('MountedVolume.csi', key, 'attributes');
    const csi = {
      driver,
      fsType,
      readOnly: options.readOnly === true ? true : undefined,
      volumeAttributes: attributes && { ...attributes },
      nodePublishSecretRef: secret && { name: secret.name },
    };
    const origins: FileOrigin[] = secret === undefined ? [] : [{ kind: 'Secret', object: secret }];
    return new MountedVolume('csi', path, options, { csi }, origins);
  }

  /** The absolute path in the containers. */
  public readonly path: string;

  private constructor(
    factory: string,
    path: string,
    /** @internal */
    public readonly _options: WritableMountOptions,
    /** @internal */
    public readonly _source: VolumeSource,
    /** The objects of the namespace that it is made of. @internal */
    public readonly _origins: readonly FileOrigin[] = [],
    /** How much of the node's disk it may take. @internal */
    public readonly _onDisk?: Size,
  ) {
    const where = `MountedVolume.${factory}`;
    this.path = normalPath(checkContainerPath(where, path, 'path'));
    if (_options.name !== undefined) checkDnsLabel(where, _options.name, 'name');
    if (_options.subPath !== undefined) checkSubPath(where, _options.subPath, 'subPath');
  }
}

/** The kubelet mounts these so whatever is said; saying it tells readers. */
function readOnly<T extends MountOptions>(options: T): T & { readonly readOnly: boolean } {
  return { ...options, readOnly: true };
}

function modeOf(factory: string, mode: number | undefined): number | undefined {
  if (mode === undefined) return undefined;
  const fix = 'write it in octal, for example 0o440';
  return checkWholeNumber(`MountedVolume.${factory}`, mode, { what: 'mode', min: 0, max: 0o777, fix });
}
