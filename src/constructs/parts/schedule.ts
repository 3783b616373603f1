import { Cron, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { ConcurrencyPolicy, k8s } from '../../plus/cdk8s-plus';
import { faultOfSchedule, runsNever } from '../../support/cron-schedule';
import { checkSeconds, checkWholeNumber } from '../../support/numbers';
import { refuse } from '../../support/refuse';
import { checkTimeZone } from '../../support/time-zone';
import { warn } from '../../support/warn';

/** When Jobs are made, and what becomes of them. @internal */
export interface ScheduleProps {
  /**
   * When to run: `0 3 * * *` (minute, hour, day of the month, month, day of the week), `@daily`, or a `Cron` of cdk8s.
   *
   * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax
   */
  readonly schedule: string | Cron;

  /**
   * The time zone of the schedule, by its name in the IANA database.
   *
   * @default - the one of the cluster's controller, mostly UTC
   */
  readonly timeZone?: string;

  /**
   * What happens if the next run is due while one is still going on.
   *
   * @default ConcurrencyPolicy.FORBID
   */
  readonly concurrencyPolicy?: ConcurrencyPolicy;

  /**
   * How late a run may start, at least 10 seconds; then it is left out.
   *
   * @default - as late as may be
   */
  readonly startingDeadline?: Duration;

  /**
   * How many Jobs that succeeded are kept.
   *
   * @default 3
   */
  readonly successfulJobsHistoryLimit?: number;

  /**
   * How many Jobs that failed are kept.
   *
   * @default 1
   */
  readonly failedJobsHistoryLimit?: number;

  /**
   * Whether no new runs are started.
   *
   * @default false
   */
  readonly suspend?: boolean;
}

/** The fields of a CronJob's spec beside its Job. */
export type ScheduleFields = Omit<k8s.CronJobSpec, 'jobTemplate'>;

/** The controller looks for runs that are due every ten seconds. */
const SHORTEST_DEADLINE = 10;

/** Checks when a CronJob runs, and says it in its fields. */
export function scheduleFields(where: Construct, props: ScheduleProps): ScheduleFields {
  const { timeZone, concurrencyPolicy = ConcurrencyPolicy.FORBID, startingDeadline, suspend } = props;
  const schedule = typeof props.schedule === 'string' ? props.schedule : props.schedule.expressionString;
  const fault = faultOfSchedule(schedule);
  if (fault !== undefined) {
    refuse(where, { what: 'schedule', got: schedule, ...fault, fix: fault.fix ?? 'write for example "0 3 * * *"' });
  }
  if (runsNever(schedule)) warn(where, `schedule ${JSON.stringify(schedule)} never runs: no month has such a day.`);
  const limit = (what: 'successfulJobsHistoryLimit' | 'failedJobsHistoryLimit'): number | undefined => {
    const value = props[what];
    return value === undefined ? undefined : checkWholeNumber(where, value, { what, min: 0 });
  };
  return {
    schedule,
    timeZone: timeZone === undefined ? undefined : checkTimeZone(where, timeZone),
    concurrencyPolicy,
    startingDeadlineSeconds:
      startingDeadline === undefined
        ? undefined
        : checkSeconds(where, startingDeadline, {
            what: 'startingDeadline',
            min: SHORTEST_DEADLINE,
            fix: 'the controller looks every 10 s, so a shorter one may miss every run',
          }),
    successfulJobsHistoryLimit: limit('successfulJobsHistoryLimit'),
    failedJobsHistoryLimit: limit('failedJobsHistoryLimit'),
    suspend: suspend === true ? true : undefined,
  };
}
