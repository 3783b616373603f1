import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { ClaimedPath } from './pod-volumes';
import { k8s, PersistentVolumeAccessMode } from '../../plus/cdk8s-plus';
import { sizeQuantity } from '../../plus/quantity';
import { checkObjectName } from '../../support/names';
import { refuse, Where } from '../../support/refuse';
import { checkVolumeSize, Storage, StorageClaimOptions } from '../values/storage';

/** The name of the volume that each pod of a database claims. */
export const DATA_VOLUME = 'data';

/** What is claimed. */
export interface ClaimProps extends StorageClaimOptions {
  readonly storage: Size;
}

/** A volume that each pod of a StatefulSet claims for itself, and where its main container has it. */
export interface VolumeClaim extends ClaimedPath {
  readonly template: k8s.KubePersistentVolumeClaimProps;
}

/** The claim of each pod's volume. Its labels are the selector's alone: a StatefulSet's claim templates cannot be changed later. */
export function renderDataClaim(
  where: Construct,
  { storage, storageClass, accessModes = [PersistentVolumeAccessMode.READ_WRITE_ONCE] }: ClaimProps,
  labels: { [key: string]: string },
): { metadata: { name: string; labels: { [key: string]: string } }; spec: k8s.PersistentVolumeClaimSpec } {
  if (storageClass !== undefined) checkObjectName(where, storageClass, 'storageClass');
  checkVolumeSize(where, storage, 'storage');
  return {
    metadata: { name: DATA_VOLUME, labels },
    spec: {
      accessModes: [...accessModes],
      storageClassName: storageClass,
      resources: { requests: { storage: k8s.Quantity.fromString(sizeQuantity(storage)) } },
    },
  };
}

/** What of the storage is claimed; nothing where it is ephemeral. */
export function claimOf(
  where: Where,
  storage: Size | Storage,
  storageClass: string | undefined,
): ClaimProps | undefined {
  if (!(storage instanceof Storage)) return { storage, storageClass };
  if (storageClass !== undefined) {
    const isClaim = storage._claim !== undefined;
    refuse(where, {
      what: 'storageClass',
      got: storageClass,
      allowed: `none beside Storage.${isClaim ? 'claim(…), which says it itself' : 'ephemeral(…), which claims nothing'}`,
      fix: isClaim ? 'write Storage.claim(size, { storageClass })' : 'leave it out',
    });
  }
  return storage._claim && { storage: storage.size, ...storage._claim };
}
