import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { ClaimedPath } from './pod-volumes';
import { k8s } from '../../plus/cdk8s-plus';
import { sizeQuantity } from '../../plus/quantity';
import { checkObjectName } from '../../support/names';
import { inWords, refuse } from '../../support/refuse';

/** The name of the volume that each pod of a database claims. */
export const DATA_VOLUME = 'data';

/** A volume that each pod of a StatefulSet claims for itself, and where its main container has it. */
export interface VolumeClaim extends ClaimedPath {
  readonly template: k8s.KubePersistentVolumeClaimProps;
}

/** What a quantity holds: 8 EiB, in kibibytes. */
const LARGEST_VOLUME = 2 ** 53;

/** The claim of each pod's volume. Its labels are the selector's alone: a StatefulSet's claim templates cannot be changed later. */
export function renderDataClaim(
  where: Construct,
  { storage, storageClass }: { readonly storage: Size; readonly storageClass?: string },
  labels: { [key: string]: string },
): { metadata: { name: string; labels: { [key: string]: string } }; spec: k8s.PersistentVolumeClaimSpec } {
  if (storageClass !== undefined) checkObjectName(where, storageClass, 'storageClass');
  const kibibytes = storage.toKibibytes();
  if (!(kibibytes > 0 && kibibytes <= LARGEST_VOLUME)) {
    refuse(where, {
      what: 'storage',
      got: inWords(sizeQuantity(storage)),
      allowed: kibibytes > 0 ? 'at most 8 EiB' : 'more than 0',
    });
  }
  return {
    metadata: { name: DATA_VOLUME, labels },
    spec: {
      accessModes: ['ReadWriteOnce'],
      storageClassName: storageClass,
      resources: { requests: { storage: k8s.Quantity.fromString(sizeQuantity(storage)) } },
    },
  };
}
