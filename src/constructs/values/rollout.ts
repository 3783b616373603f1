import { Duration } from 'cdk8s';
import { DaemonSetUpdateStrategy } from './daemon-set-update-strategy';
import { DeploymentStrategy, StatefulSetUpdateStrategy } from '../../plus/cdk8s-plus';

/** How new pods take the place of old ones, whichever object makes them. */
export interface Rollout {
  /**
   * How long a pod that is to stop goes on serving before its containers are told: the time in which Services, load balancers
   * and DNS take it out. Not counted against the time that the program itself has to stop. With 0 it is told at once.
   *
   * @default - 5 seconds for pods behind a Service with others to take over, and no more than half of a given
   * `terminationGracePeriod`; none for others, for databases, and where the cluster is older than Kubernetes 1.30
   * @see https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/
   */
  readonly drain?: Duration;

  /**
   * For how long a new pod must be ready until it counts, and the next one is replaced.
   *
   * @default - it counts at once
   */
  readonly minReady?: Duration;

  /**
   * How many earlier versions are kept, for `kubectl rollout undo`.
   *
   * @default - 10
   */
  readonly revisionHistoryLimit?: number;
}

/** How the new pods of a Deployment take the place of the old ones. */
export interface DeploymentRollout extends Rollout {
  /**
   * How old pods make way for new ones: `DeploymentStrategy.recreate()` where two versions must not run side by side.
   *
   * @default - a rolling update, 25 % at a time; with a volume that one node alone can mount, the old pod stops first
   */
  readonly strategy?: DeploymentStrategy;

  /**
   * How long the new version may make no progress until the rollout counts as failed: `kubectl rollout status` says so
   * then. It must be longer than `minReady`.
   *
   * @default - 10 minutes
   */
  readonly progressDeadline?: Duration;
}

/** How the new pods of a StatefulSet take the place of the old ones. */
export interface StatefulSetRollout extends Rollout {
  /**
   * How old pods make way for new ones: `StatefulSetUpdateStrategy.rollingUpdate({ partition })`, or `onDelete()`.
   *
   * @default - a rolling update, from the last pod to the first
   */
  readonly updateStrategy?: StatefulSetUpdateStrategy;
}

/** How the new pods of a NodeAgent take the place of the old ones. */
export interface DaemonSetRollout extends Rollout {
  /**
   * How old pods make way for new ones.
   *
   * @default - node by node
   */
  readonly updateStrategy?: DaemonSetUpdateStrategy;
}
