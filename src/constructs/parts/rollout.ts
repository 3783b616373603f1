import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { DeploymentProps, DeploymentStrategy, k8s } from '../../plus/cdk8s-plus';
import { checkStrategy } from '../../plus/deployment-strategy';
import { checkSeconds, checkWholeNumber } from '../../support/numbers';
import { inWords, refuse, Where } from '../../support/refuse';
import { DeploymentRollout, Rollout } from '../values/rollout';
import { Scale } from '../values/scaling';

/** How a new version takes the place of the old one. @internal */
export interface RolloutProps {
  /**
   * How old pods make way for new ones, as `rollout: { strategy }` says it, too.
   *
   * @default - a rolling update, 25 % at a time; with a volume that one node alone can mount, the old pod stops first
   */
  readonly strategy?: DeploymentStrategy;

  /**
   * How a new version takes the place of the old one, and how old pods stop without losing requests.
   *
   * @default - a rolling update in which pods behind a Service drain for 5 seconds
   * @see https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-update-deployment
   */
  readonly rollout?: DeploymentRollout;
}

/** What the Deployment is told: what cdk8s-plus takes, and the fields that it cannot say. */
export interface ResolvedRollout extends Pick<DeploymentProps, 'strategy' | 'minReady' | 'progressDeadline'> {
  readonly fields: Pick<k8s.DeploymentSpec, 'revisionHistoryLimit'>;
}

/** How long a Deployment may make no progress. */
const USUAL_DEADLINE = 600;

/** Checks how a Deployment is rolled out. */
export function resolveRollout(where: Construct, props: RolloutProps): ResolvedRollout {
  const { rollout = {} } = props;
  const { what, value: strategy } = saidOnce(where, 'strategy', props.strategy, rollout.strategy);
  if (strategy !== undefined) checkStrategy(where, strategy, what);
  const minReady = rollout.minReady && checkSeconds(where, rollout.minReady, { what: 'rollout.minReady', min: 0 });
  return {
    strategy,
    minReady: rollout.minReady,
    progressDeadline: progressDeadline(where, rollout.progressDeadline, minReady ?? 0),
    fields: revisionHistory(where, rollout),
  };
}

/** The API server takes no deadline that ends before a pod can count as ready. */
function progressDeadline(where: Where, given: Duration | undefined, minReady: number): Duration | undefined {
  if (given === undefined) return minReady < USUAL_DEADLINE ? undefined : Duration.seconds(minReady + USUAL_DEADLINE);
  const what = 'rollout.progressDeadline';
  const seconds = checkSeconds(where, given, { what, min: 1 });
  if (seconds > minReady) return given;
  return refuse(where, {
    what,
    got: inWords(`${seconds} s`),
    allowed: `more than \`minReady\`, which is ${minReady} s`,
    fix: 'raise it: no new pod could count as ready before',
  });
}

/** Whether another pod serves while one stops: a lone pod has one only where its successor is there before it goes. */
export function hasSuccessor(props: RolloutProps, { min, autoscaling }: Scale): boolean {
  if ((autoscaling?.max ?? min) > 1) return true;
  const { type, rollingUpdate } = (props.strategy ?? props.rollout?.strategy)?._toKube() ?? {};
  const surge: unknown = rollingUpdate?.maxSurge?.value;
  return type !== 'Recreate' && surge !== 0 && surge !== '0%';
}

/** What is kept of earlier versions. */
export function revisionHistory(
  where: Where,
  { revisionHistoryLimit }: Rollout,
): { readonly revisionHistoryLimit?: number } {
  if (revisionHistoryLimit === undefined) return {};
  const what = 'rollout.revisionHistoryLimit';
  return { revisionHistoryLimit: checkWholeNumber(where, revisionHistoryLimit, { what, min: 0 }) };
}

/** A prop that may stand beside `rollout` or in it, and how messages call it. */
export function saidOnce<T>(
  where: Where,
  what: string,
  beside: T | undefined,
  inside: T | undefined,
): { readonly what: string; readonly value: T | undefined } {
  if (beside === undefined) return { what: `rollout.${what}`, value: inside };
  if (inside === undefined) return { what, value: beside };
  return refuse(where, {
    what,
    got: inWords(`one beside \`rollout.${what}\``),
    allowed: 'one of the two',
    fix: `leave \`${what}\` out`,
  });
}
