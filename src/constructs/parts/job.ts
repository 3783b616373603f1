import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { k8s, RestartPolicy } from '../../plus/cdk8s-plus';
import { checkSeconds, checkWholeNumber } from '../../support/numbers';
import { refuse } from '../../support/refuse';

/** How a Job runs its pods. @internal */
export interface JobRunProps {
  /**
   * How often a failed pod is tried again until the whole Job counts as failed.
   *
   * @default - 6, with a growing pause between the tries
   */
  readonly backoffLimit?: number;

  /**
   * How long the Job may take, all tries together; then its pods are ended and it has failed.
   *
   * @default - as long as it takes
   */
  readonly activeDeadline?: Duration;

  /**
   * How long the finished Job stays, with its pods and their logs. Whoever applies the manifests again behind that runs it
   * again.
   *
   * @default - until somebody deletes it
   */
  readonly ttlAfterFinished?: Duration;

  /**
   * How many pods must succeed.
   *
   * @default 1
   */
  readonly completions?: number;

  /**
   * How many pods run at a time; with 0 the Job waits.
   *
   * @default 1
   */
  readonly parallelism?: number;

  /**
   * What happens to a container that fails: `NEVER` makes another pod, and keeps the logs of the failed one, `ON_FAILURE`
   * starts the container again in the same pod.
   *
   * @default RestartPolicy.NEVER
   */
  readonly restartPolicy?: RestartPolicy;
}

/** The fields of a Job's spec that say how it runs. */
export type JobFields = Pick<
  k8s.JobSpec,
  'backoffLimit' | 'activeDeadlineSeconds' | 'ttlSecondsAfterFinished' | 'completions' | 'parallelism'
>;

/** Checks how a Job runs, and says it in its fields. */
export function jobFields(where: Construct, props: JobRunProps): JobFields {
  const { backoffLimit, activeDeadline, ttlAfterFinished, completions, parallelism, restartPolicy } = props;
  if (restartPolicy === RestartPolicy.ALWAYS) {
    refuse(where, {
      what: 'restartPolicy',
      got: restartPolicy,
      allowed: 'RestartPolicy.NEVER or RestartPolicy.ON_FAILURE: a Job ends',
      fix: 'for pods that go on running use a Worker',
    });
  }
  const count = (what: string, value: number | undefined, min: number): number | undefined =>
    value === undefined ? undefined : checkWholeNumber(where, value, { what, min });
  const seconds = (what: string, value: Duration | undefined, min: number): number | undefined =>
    value === undefined ? undefined : checkSeconds(where, value, { what, min });
  return {
    backoffLimit: count('backoffLimit', backoffLimit, 0),
    activeDeadlineSeconds: seconds('activeDeadline', activeDeadline, 1),
    ttlSecondsAfterFinished: seconds('ttlAfterFinished', ttlAfterFinished, 0),
    completions: count('completions', completions, 1),
    parallelism: count('parallelism', parallelism, 0),
  };
}
