import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { LongRunningWorkload } from './long-running-workload';
import { drain } from './parts/drain';
import { guardedHostPaths, hostMounts, HostPathsProps } from './parts/host-paths';
import { hostPorts } from './parts/host-ports';
import { ImageProps } from './parts/image';
import { ManagementProps } from './parts/management';
import { MetricsProps } from './parts/metrics';
import { MountedVolumesProps } from './parts/mounted-volumes';
import { refuseSeveral } from './parts/one-node-claims';
import { podParts, PodProps } from './parts/pod-parts';
import { HealthProps, probes } from './parts/probes';
import { revisionHistory, saidOnce } from './parts/rollout';
import { tolerations, TolerationsProps } from './parts/tolerations';
import { DaemonSetUpdateStrategy } from './values/daemon-set-update-strategy';
import { Health } from './values/health';
import { DaemonSetRollout } from './values/rollout';
import { checked } from '../checked/checked';
import { DaemonSet } from '../plus/cdk8s-plus';
import { HardenedDaemonSet } from '../plus/hardened-workload';
import { checkSeconds } from '../support/numbers';

/** Properties of `NodeAgent`. */
export interface NodeAgentProps
  extends
    PodProps,
    MountedVolumesProps,
    ImageProps,
    HealthProps,
    MetricsProps,
    ManagementProps,
    TolerationsProps,
    HostPathsProps {
  /**
   * How old pods make way for new ones.
   *
   * @default - node by node
   */
  readonly updateStrategy?: DaemonSetUpdateStrategy;

  /**
   * How a new version takes the place of the old one, and how old pods stop without losing requests. `updateStrategy` and
   * `minReady` may stand in it or beside it.
   *
   * @default - node by node
   */
  readonly rollout?: DaemonSetRollout;

  /**
   * How long a new pod must be ready until the next node is updated.
   *
   * @default - 0 seconds
   */
  readonly minReady?: Duration;
}

/**
 * A pod on each node: a collector of logs, an exporter of metrics.
 *
 * It sees the files of its node only where the ClusterProfile allows them, and cannot change them. Nobody connects to it
 * unless a Service is put in front of it with `addService`.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/
 *
 * @example
 *
 * new ClusterProfile({ hostPaths: ['/var/log'] }).applyTo(chart);
 *
 * declare const logs: InternalService;
 * const collector = new NodeAgent(chart, 'collector', {
 *   image: 'ghcr.io/acme/collector:5.0.1',
 *   hostPaths: [{ path: '/var/log' }],
 *   tolerations: [Toleration.exists('node-role.kubernetes.io/control-plane')],
 * });
 * collector.connectTo(logs, { urlEnv: 'LOGS_URL' });
 */
@checked
export class NodeAgent extends LongRunningWorkload {
  /** The DaemonSet. */
  public readonly daemonSet: DaemonSet;

  constructor(scope: Construct, id: string, props: NodeAgentProps) {
    const { rollout = {} } = props;
    const where = `${scope.node.path}/${id}`;
    const strategy = saidOnce(where, 'updateStrategy', props.updateStrategy, rollout.updateStrategy).value;
    const updateStrategy = strategy ?? DaemonSetUpdateStrategy.rollingUpdate();
    const minReady = saidOnce(where, 'minReady', props.minReady, rollout.minReady);
    super(scope, id, {
      props,
      component: 'node-agent',
      image: props.image,
      command: props.command,
      ports: [],
      nameRules: { isHost: false },
      parts: (pods) => {
        const volumeMounts = [...hostMounts(pods.owner, props), ...(props.volumeMounts ?? [])];
        return [
          ...podParts(pods, { ...props, volumeMounts }),
          probes(pods, props, Health.none()),
          tolerations(props),
          guardedHostPaths(pods.owner, props),
          hostPorts(pods.owner, updateStrategy),
          drain(pods, props, { given: rollout.drain, hasSuccessor: () => true }),
        ];
      },
    });
    const minReadySeconds = minReady.value && checkSeconds(this, minReady.value, { what: minReady.what, min: 0 });
    const history = revisionHistory(this, rollout);
    const refuseSharedClaim = (daemonSet: DaemonSet): void =>
      refuseSeveral(this, daemonSet, 'volumes', 'a claim of all pods, one on each node');
    this.daemonSet = this._makePods((podProps, template) => {
      const options = { ...podProps, minReadySeconds };
      const made: DaemonSet = new HardenedDaemonSet(this, 'DaemonSet', options, template, (spec) => {
        // Once more: a volume may have been added since.
        refuseSharedClaim(made);
        return { ...spec, ...history, updateStrategy: updateStrategy._strategy };
      });
      return made;
    });
    refuseSharedClaim(this.daemonSet);
  }
}
