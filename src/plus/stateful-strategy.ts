import { StatefulSetUpdateStrategy } from './cdk8s-plus';
import { checkWholeNumber } from '../support/numbers';
import { Where } from '../support/refuse';

/** Checks how the pods of a StatefulSet make way for new ones: cdk8s-plus takes any partition. */
export function checkUpdateStrategy(where: Where, strategy: StatefulSetUpdateStrategy, what = 'updateStrategy'): void {
  const partition = strategy._toKube().rollingUpdate?.partition;
  if (partition !== undefined) checkWholeNumber(where, partition, { what: `${what}.partition`, min: 0 });
}
