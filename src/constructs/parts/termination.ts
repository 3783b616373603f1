import { Duration } from 'cdk8s';
import { Part, Pods } from './part';
import { checkSeconds } from '../../support/numbers';

/** How the pods end. @internal */
export interface TerminationProps {
  /**
   * How long a pod may take to stop.
   *
   * @default - 30 seconds; 60 for a database
   */
  readonly terminationGracePeriod?: Duration;
}

/** The kubelet counts nanoseconds in 64 bits: pods that may take longer are killed at once. */
const LONGEST_GRACE_PERIOD = 9_223_372_036;

/** How long the pods may take to stop. */
export function termination({ owner }: Pods, props: TerminationProps, fallback?: Duration): Part {
  const terminationGracePeriod = props.terminationGracePeriod ?? fallback;
  if (terminationGracePeriod === undefined) return {};
  checkSeconds(owner, terminationGracePeriod, {
    what: 'terminationGracePeriod',
    min: 0,
    ceiling: LONGEST_GRACE_PERIOD,
  });
  return { props: { terminationGracePeriod } };
}
