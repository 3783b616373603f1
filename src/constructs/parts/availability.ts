import { isServed } from './drain';
import { oneNodeClaim } from './one-node-claims';
import { Part, Pods } from './part';
import { RolloutProps } from './rollout';
import { acceptWhenRendered } from '../../network/accepted-findings';
import { Connections } from '../../network/connections';

/*
 * That nobody answers for a moment is a note of the checks. It is accepted where it is what somebody asked for, or what the program
 * needs.
 */

/** Accepts that a workload has one pod; not where a volume of one node is the cause, which the rule knows by itself. */
export function acceptOnePod({ owner }: Pods, reason: string): Part {
  return {
    complete: ({ workload }) =>
      acceptWhenRendered(owner, () => (oneNodeClaim(owner, workload) === undefined ? [['one-replica', reason]] : [])),
  };
}

/** Accepts that all pods of a Deployment stop before the first new one starts, which is what `recreate()` is for. */
export function acceptRecreate({ owner }: Pods, { strategy, rollout }: RolloutProps): Part {
  if ((strategy ?? rollout?.strategy)?._toKube().type !== 'Recreate') return {};
  let connections: Connections | undefined;
  return {
    open: (opened) => void (connections = opened),
    complete: ({ workload }) =>
      acceptWhenRendered(owner, () => {
        const isAbout =
          connections !== undefined && isServed(connections) && oneNodeClaim(owner, workload) === undefined;
        return isAbout ? [['update-strategy', 'two versions must not run side by side, as `strategy` says']] : [];
      }),
  };
}
