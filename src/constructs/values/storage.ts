import { Size } from 'cdk8s';
import { checked } from '../../checked/checked';
import { PersistentVolumeAccessMode } from '../../plus/cdk8s-plus';
import { sizeQuantity } from '../../plus/quantity';
import { checkObjectName } from '../../support/names';
import { inWords, refuse, Where } from '../../support/refuse';

/** Options for `Storage.claim`. */
export interface StorageClaimOptions {
  /**
   * The storage class of the volumes.
   *
   * @default - the cluster's default class
   */
  readonly storageClass?: string;

  /**
   * How the volumes may be mounted.
   *
   * @default - by one node, to read and write
   */
  readonly accessModes?: PersistentVolumeAccessMode[];
}

/** What a quantity holds: 8 EiB, in kibibytes. */
const LARGEST_VOLUME = 2 ** 53;

/**
 * Where the data of a workload's pods are: in a volume that each of them claims and keeps, or in a folder that is empty at
 * each start.
 *
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/
 *
 * @example
 *
 * const storage = Storage.claim(Size.gibibytes(20), { storageClass: 'fast-ssd' });
 */
@checked
export class Storage {
  /**
   * A volume for each pod, claimed once and kept when the pod goes.
   *
   * @param size how much each volume holds
   * @param options the storage class and the like
   */
  public static claim(size: Size, options: StorageClaimOptions = {}): Storage {
    const where = 'Storage.claim';
    checkSize(where, size);
    if (options.storageClass !== undefined) checkObjectName(where, options.storageClass, 'storageClass');
    if (options.accessModes !== undefined) checkAccessModes(where, options.accessModes);
    return new Storage(size, { ...options, accessModes: options.accessModes && [...options.accessModes] });
  }

  /**
   * A folder on the node's disk: empty at each start of a pod and gone with it. For tests, previews, and caches.
   *
   * @param size how much may be written; the kubelet evicts the pod beyond it
   * @see https://kubernetes.io/docs/concepts/storage/volumes/#emptydir
   */
  public static ephemeral(size: Size): Storage {
    const where = 'Storage.ephemeral';
    checkSize(where, size);
    if (size.toKibibytes() % 1024 !== 0) {
      refuse(where, { what: 'size', got: inWords(sizeQuantity(size)), allowed: 'whole mebibytes' });
    }
    return new Storage(size, undefined);
  }

  private constructor(
    /** How much each pod has. */
    public readonly size: Size,
    /** What else the claim says; nothing where none is made. @internal */
    public readonly _claim: StorageClaimOptions | undefined,
  ) {}
}

/** Checks how large a volume is. */
export function checkVolumeSize(where: Where, size: Size, what: string): void {
  const kibibytes = size.toKibibytes();
  if (kibibytes > 0 && kibibytes <= LARGEST_VOLUME) return;
  refuse(where, {
    what,
    got: inWords(sizeQuantity(size)),
    allowed: kibibytes > 0 ? 'at most 8 EiB' : 'more than 0',
  });
}

function checkSize(where: Where, size: Size): void {
  checkVolumeSize(where, size, 'size');
}

/** The API server refuses an empty list, and one pod's own volume that others may mount as well. */
function checkAccessModes(where: Where, modes: readonly PersistentVolumeAccessMode[]): void {
  const what = 'accessModes';
  if (modes.every((mode) => mode === PersistentVolumeAccessMode.READ_ONLY_MANY)) {
    refuse(where, {
      what,
      got: [...modes],
      allowed: 'at least one mode that lets the pods write',
      fix: modes.length === 0 ? 'leave it out' : 'add PersistentVolumeAccessMode.READ_WRITE_ONCE',
    });
  }
  if (!modes.includes(PersistentVolumeAccessMode.READ_WRITE_ONCE_POD) || modes.length === 1) return;
  refuse(where, {
    what,
    got: [...modes],
    allowed: 'READ_WRITE_ONCE_POD alone: it says that no other pod mounts the volume',
    fix: 'leave the others out',
  });
}
