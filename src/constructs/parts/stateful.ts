import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { saidOnce } from './rollout';
import { k8s, PodManagementPolicy, StatefulSetProps, StatefulSetUpdateStrategy } from '../../plus/cdk8s-plus';
import { checkUpdateStrategy } from '../../plus/stateful-strategy';
import { checkSeconds } from '../../support/numbers';
import { inWords, refuse } from '../../support/refuse';
import { resolvePorts } from '../values/port-mapping';
import { StatefulSetRollout } from '../values/rollout';
import { PortMapping, ServicePort } from '../values/service-port';

/** What becomes of the volumes that pods claimed for themselves. */
export enum ClaimRetention {
  /** They stay, with their data, until somebody deletes them. */
  RETAIN = 'Retain',
  /** They are deleted, and by most storage classes the data with them. */
  DELETE = 'Delete',
}

/** When the volumes that pods claimed for themselves go. */
export interface ClaimRetentionOptions {
  /**
   * Once the StatefulSet is deleted.
   *
   * @default ClaimRetention.RETAIN
   */
  readonly whenDeleted?: ClaimRetention;

  /**
   * Once there are fewer replicas: the volumes of the pods that go.
   *
   * @default ClaimRetention.RETAIN
   */
  readonly whenScaled?: ClaimRetention;
}

/** What a StatefulSet can be told besides its pods. @internal */
export interface StatefulProps {
  /**
   * Whether pods start and stop one after another, or all at once. It cannot be changed later.
   *
   * @default PodManagementPolicy.ORDERED_READY
   * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#pod-management-policies
   */
  readonly podManagementPolicy?: PodManagementPolicy;

  /**
   * How old pods make way for new ones: `StatefulSetUpdateStrategy.rollingUpdate({ partition })`, or `onDelete()`.
   *
   * @default - a rolling update, from the last pod to the first
   */
  readonly updateStrategy?: StatefulSetUpdateStrategy;

  /**
   * How a new version takes the place of the old one, and how old pods stop without losing requests. `updateStrategy` and
   * `minReady` may stand in it or beside it.
   *
   * @default - a rolling update
   * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#update-strategies
   */
  readonly rollout?: StatefulSetRollout;

  /**
   * For how long a new pod must be ready until the next one is replaced.
   *
   * @default - the next one follows at once
   */
  readonly minReady?: Duration;

  /**
   * When the volumes that pods claimed for themselves go. Kubernetes follows it since 1.27.
   *
   * @default - they stay
   * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#persistentvolumeclaim-retention
   */
  readonly claimRetention?: ClaimRetentionOptions;

  /**
   * The ports on which the pods talk to each other, as members of one cluster. The policy opens them among the pods
   * themselves, in both directions, and to nobody else; the headless Service lists them, and finds pods that are not ready yet
   * unless `publishNotReadyAddresses` says otherwise.
   *
   * @default - the pods are closed to each other
   */
  readonly memberPorts?: PortMapping[];
}

/** What cdk8s-plus is told of it. */
export function statefulOptions(
  where: Construct,
  { podManagementPolicy, rollout = {}, ...props }: StatefulProps,
): Pick<StatefulSetProps, 'podManagementPolicy' | 'strategy' | 'minReady'> {
  const strategy = saidOnce(where, 'updateStrategy', props.updateStrategy, rollout.updateStrategy);
  if (strategy.value !== undefined) checkUpdateStrategy(where, strategy.value, strategy.what);
  const minReady = saidOnce(where, 'minReady', props.minReady, rollout.minReady);
  if (minReady.value !== undefined) checkSeconds(where, minReady.value, { what: minReady.what, min: 0 });
  return { podManagementPolicy, strategy: strategy.value, minReady: minReady.value };
}

/** What cdk8s-plus cannot say. */
export function retentionOf(
  where: Construct,
  { claimRetention }: StatefulProps,
  hasClaims: boolean,
): Pick<k8s.StatefulSetSpec, 'persistentVolumeClaimRetentionPolicy'> {
  if (claimRetention === undefined) return {};
  if (!hasClaims) {
    refuse(where, {
      what: 'claimRetention',
      got: inWords('a rule for claimed volumes'),
      allowed: 'none where the pods claim no volume',
      fix: 'leave it out',
    });
  }
  const { whenDeleted = ClaimRetention.RETAIN, whenScaled = ClaimRetention.RETAIN } = claimRetention;
  return { persistentVolumeClaimRetentionPolicy: { whenDeleted, whenScaled } };
}

/** The ports of members: clients of none of our Services use them, and nothing maps them. */
export function resolveMemberPorts(where: string, { memberPorts }: StatefulProps): readonly ServicePort[] {
  if (memberPorts === undefined) return [];
  const what = 'memberPorts';
  if (memberPorts.length === 0) {
    refuse(where, { what, got: [], allowed: 'at least one port', fix: 'leave it out' });
  }
  const ports = resolvePorts(where, { ports: memberPorts });
  for (const { port, targetPort, nodePort } of ports) {
    if (targetPort !== port) {
      refuse(where, {
        what: `${what}: targetPort`,
        got: targetPort,
        allowed: `the same as \`port\`, which is ${port}: members connect to the pods themselves`,
        fix: 'leave `targetPort` out',
      });
    }
    if (nodePort !== undefined) {
      refuse(where, { what: `${what}: nodePort`, got: nodePort, allowed: 'none between pods', fix: 'leave it out' });
    }
  }
  return ports;
}

/** The ports of the Service that names the pods: each that clients or members use, as the pods have it. */
export function governingPorts(
  where: string,
  ports: readonly ServicePort[],
  memberPorts: readonly ServicePort[],
): readonly ServicePort[] {
  const unique = new Map<string, ServicePort>();
  for (const port of [...ports, ...memberPorts]) {
    const key = `${port.targetPort}/${port.protocol}`;
    if (!unique.has(key)) unique.set(key, port);
  }
  if (unique.size === 0) return [];
  const named = [...unique.values()].map(({ targetPort, protocol, name, appProtocol, metricsOnly }) => ({
    port: { port: targetPort, protocol, name, appProtocol },
    metricsOnly,
  }));
  const resolved = resolvePorts(where, { ports: named.map(({ port }) => port) });
  return resolved.map((port, i) => ServicePort._forMetrics(port, named[i].metricsOnly));
}
