import { CheckInput } from '../check-input';
import { CheckedObject } from '../checked-object';
import { CheckedPods } from '../checked-pods';
import { Raw } from '../raw';

/** A PersistentVolumeClaim of the input that pods mount. */
export interface MountedClaim {
  readonly claim: CheckedObject;
  /** The volume of the pods. */
  readonly volume: Raw;
}

/** The claims of the input, by their ids. */
export function claimsById(input: CheckInput): ReadonlyMap<string, CheckedObject> {
  return new Map(input.ofKind('PersistentVolumeClaim', '').map((claim) => [claim.id, claim]));
}

/** The claims that all pods of a workload share; those that a StatefulSet makes for each are none. */
export function claimsOf(input: CheckInput, { object, spec }: CheckedPods): MountedClaim[] {
  const claims = input.once(claimsById);
  return spec
    .get('volumes')
    .items()
    .flatMap((volume): MountedClaim[] => {
      const name = volume.get('persistentVolumeClaim', 'claimName').text();
      const claim = name === undefined ? undefined : claims.get(`${object.namespace}/PersistentVolumeClaim/${name}`);
      return claim === undefined ? [] : [{ claim, volume }];
    });
}

/** Whether the pods of one node alone can have it. */
export function isForOneNode({ claim }: Pick<MountedClaim, 'claim'>): boolean {
  const modes = claim.root
    .get('spec', 'accessModes')
    .items()
    .map(({ value }) => value);
  return modes.length > 0 && modes.every((mode) => mode === 'ReadWriteOnce' || mode === 'ReadWriteOncePod');
}
