import { ApiObject } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { ImageProps } from './parts/image';
import { jobFields, JobRunProps } from './parts/job';
import { endInMesh } from './parts/mesh-jobs';
import { MountedVolumesProps } from './parts/mounted-volumes';
import { PodProps, podParts } from './parts/pod-parts';
import { HealthProps, probes } from './parts/probes';
import { Health } from './values/health';
import { TaskHook } from './values/task-hook';
import { Workload } from './workload';
import { checked } from '../checked/checked';
import { Job, RestartPolicy } from '../plus/cdk8s-plus';
import { HardenedJob } from '../plus/hardened-workload';
import { HASH_LENGTH, nameByContent } from '../plus/hashed-name';
import { refuse } from '../support/refuse';

/** Properties of `Task`. */
export interface TaskProps extends PodProps, MountedVolumesProps, ImageProps, HealthProps, JobRunProps {
  /**
   * The deployment tool that runs the Task, and when. The Job is then called as the Task is, and the tool replaces it.
   *
   * @default - the Job is applied with everything else, under a name that changes with what it runs
   */
  readonly hook?: TaskHook;
}

/**
 * Work that ends, done once for each release: a migration, an import.
 *
 * What a Job runs cannot be changed in a cluster. So the Job's name carries a hash of it, `migrate-3f9c2a`: a release that
 * changes nothing of it leaves the finished Job alone, one that does makes another. Policy, labels and container keep
 * the plain name.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/job/
 *
 * @example
 *
 * declare const db: HeadlessDatabase;
 * const migrate = new Task(chart, 'migrate', {
 *   image: 'ghcr.io/acme/api:1.4.2',
 *   args: ['migrate'],
 *   activeDeadline: Duration.minutes(10),
 * });
 * migrate.connectTo(db, { hostEnv: 'DB_HOST' });
 */
@checked
export class Task extends Workload {
  /** The Job. The name that it is rendered with is known at synth. */
  public readonly job: Job;

  constructor(scope: Construct, id: string, props: TaskProps) {
    const { hook } = props;
    super(scope, id, {
      props: { ...props, annotations: { ...hook?._annotations, ...props.annotations } },
      component: 'task',
      image: props.image,
      command: props.command,
      ports: [],
      nameRules: { isHost: false, maxLength: LONGEST_NAME - (hook === undefined ? HASH_LENGTH : 0) },
      policyAnnotations: hook?._policyAnnotations,
      parts: (pods) => [
        ...podParts(pods, props, { accountAnnotations: hook?._policyAnnotations }),
        probes(pods, props, Health.none()),
        endInMesh(pods, props),
      ],
    });
    const { backoffLimit, activeDeadline, ttlAfterFinished, restartPolicy = RestartPolicy.NEVER } = props;
    const fields = jobFields(this, props);
    const settings = { backoffLimit, activeDeadline, ttlAfterFinished, restartPolicy };
    this.job = this._makePods(
      (podProps, template) =>
        new HardenedJob(this, 'Job', { ...podProps, ...settings }, template, (spec) => ({ ...spec, ...fields })),
    );
    if (hook === undefined) nameByContent(ApiObject.of(this.job), immutablePart);
  }

  /**
   * Puts the Task behind something in the rendered files. `kubectl apply` applies objects in that order, but does not wait
   * until one of them works.
   *
   * @param other what comes first
   */
  public after(other: IConstruct): void {
    this.order('after', other);
    this.node.addDependency(other);
  }

  /**
   * Puts something behind the Task in the rendered files. `kubectl apply` applies objects in that order, but does not wait
   * until the Task is done.
   *
   * @param other what comes later
   */
  public before(other: IConstruct): void {
    this.order('before', other);
    other.node.addDependency(this);
  }

  private order(what: string, other: IConstruct): void {
    if (!other.node.scopes.includes(this) && !this.node.scopes.includes(other)) return;
    refuse(this, {
      what,
      got: other.node.path,
      allowed: 'something that neither holds this Task nor is held by it',
      fix: 'name another workload',
    });
  }
}

/** The pods carry the Job's name as the value of a label. */
const LONGEST_NAME = 63;

/** What may be changed of a Job that is there. */
const MUTABLE = ['activeDeadlineSeconds', 'backoffLimit', 'parallelism', 'suspend', 'ttlSecondsAfterFinished'];

function immutablePart(rendered: unknown): unknown {
  const { spec = {} } = rendered as { spec?: { [field: string]: unknown } };
  return Object.fromEntries(Object.entries(spec).filter(([field]) => !MUTABLE.includes(field)));
}
