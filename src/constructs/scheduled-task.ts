import { Construct } from 'constructs';
import { ImageProps } from './parts/image';
import { jobFields, JobRunProps } from './parts/job';
import { endInMesh } from './parts/mesh-jobs';
import { MountedVolumesProps } from './parts/mounted-volumes';
import { podParts, PodProps } from './parts/pod-parts';
import { HealthProps, probes } from './parts/probes';
import { scheduleFields, ScheduleProps } from './parts/schedule';
import { Health } from './values/health';
import { Workload } from './workload';
import { checked } from '../checked/checked';
import { CronJob, k8s, RestartPolicy } from '../plus/cdk8s-plus';
import { completedMetadata } from '../plus/completed-metadata';
import { cronOf } from '../plus/cron';
import { HardenedCronJob } from '../plus/hardened-workload';

/** Properties of `ScheduledTask`. */
export interface ScheduledTaskProps
  extends PodProps, MountedVolumesProps, ImageProps, HealthProps, JobRunProps, ScheduleProps {}

/**
 * Work that ends, done again and again: a backup, a report, a clean-up.
 *
 * A run that is due while the last one is still going on is left out, unless `concurrencyPolicy` says otherwise.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/
 *
 * @example
 *
 * declare const db: HeadlessDatabase;
 * const backup = new ScheduledTask(chart, 'backup', {
 *   schedule: '0 3 * * *',
 *   timeZone: 'Europe/Berlin',
 *   image: 'ghcr.io/acme/backup:2.1.0',
 * });
 * backup.connectTo(db, { hostEnv: 'DB_HOST' });
 */
@checked
export class ScheduledTask extends Workload {
  /** The CronJob. */
  public readonly cronJob: CronJob;

  constructor(scope: Construct, id: string, props: ScheduledTaskProps) {
    super(scope, id, {
      props,
      component: 'scheduled-task',
      image: props.image,
      command: props.command,
      ports: [],
      nameRules: { isHost: false, maxLength: LONGEST_NAME },
      parts: (pods) => [...podParts(pods, props), probes(pods, props, Health.none()), endInMesh(pods, props)],
    });
    const { backoffLimit, activeDeadline, restartPolicy = RestartPolicy.NEVER } = props;
    const schedule = scheduleFields(this, props);
    const job = jobFields(this, props);
    const settings = {
      schedule: cronOf(schedule.schedule),
      timeZone: schedule.timeZone,
      concurrencyPolicy: props.concurrencyPolicy,
      startingDeadline: props.startingDeadline,
      successfulJobsRetained: schedule.successfulJobsHistoryLimit,
      failedJobsRetained: schedule.failedJobsHistoryLimit,
      suspend: props.suspend,
      // Without the time to live, which cdk8s-plus does not take beside the limits.
      backoffLimit,
      activeDeadline,
      restartPolicy,
    };
    this.cronJob = this._makePods(
      (podProps, template) =>
        new HardenedCronJob(this, 'CronJob', { ...podProps, ...settings }, template, ({ jobTemplate }) => ({
          ...schedule,
          jobTemplate: { metadata: this.jobMetadata(), spec: { ...jobTemplate.spec!, ...job } },
        })),
    );
  }

  /** That of the Jobs which the CronJob makes. */
  private jobMetadata(): k8s.ObjectMeta {
    const { labels } = completedMetadata(this, 'JobTemplate', { labels: this._labels, annotations: {} });
    return { labels };
  }
}

/** Jobs are called by it and the minute of their run, 11 characters more, and a label carries that. */
const LONGEST_NAME = 52;
