import { Part, Pods } from './part';
import { checkObjectName } from '../../support/names';

/** Which pods the scheduler prefers. @internal */
export interface PriorityProps {
  /**
   * The priority class of the pods.
   *
   * @default - the cluster's default
   */
  readonly priorityClassName?: string;
}

/** The priority of the pods. */
export function priority({ owner }: Pods, { priorityClassName }: PriorityProps): Part {
  if (priorityClassName === undefined) return {};
  checkObjectName(owner, priorityClassName, 'priorityClassName');
  return { pod: () => ({ priorityClassName }) };
}
