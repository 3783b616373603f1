import { Part, Pods } from './part';
import { checkObjectName } from '../../support/names';
import { defaultsOf } from '../values/applied-defaults';

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
  if (priorityClassName !== undefined) checkObjectName(owner, priorityClassName, 'priorityClassName');
  return { pod: () => ({ priorityClassName: priorityClassName ?? defaultsOf(owner).priorityClassName }) };
}
