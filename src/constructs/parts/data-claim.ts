import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { ClaimedPath } from './pod-volumes';
import { PersistentVolumeAccessMode } from '../../plus/cdk8s-plus';
import { ClaimTemplate } from '../../plus/claim-templates';
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
  readonly template: ClaimTemplate;
}

/** The claim of each pod's volume. Its labels are the selector's alone: a StatefulSet's claim templates cannot be changed later. */
export function dataClaim(
  where: Construct,
  name: string,
  { storage, storageClass, accessModes = [PersistentVolumeAccessMode.READ_WRITE_ONCE] }: ClaimProps,
  labels: { readonly [key: string]: string },
): ClaimTemplate {
  if (storageClass !== undefined) checkObjectName(where, storageClass, 'storageClass');
  checkVolumeSize(where, storage, 'storage');
  return {
    name,
    metadata: { labels: { ...labels } },
    accessModes: [...accessModes],
    storage,
    storageClassName: storageClass,
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
