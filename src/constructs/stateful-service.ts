import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { acceptOnePod } from './parts/availability';
import { firstPortOfMain, portsOfMain } from './parts/containers';
import { ImageProps } from './parts/image';
import { markMetrics } from './parts/metrics';
import { addAutoscaler } from './parts/scale';
import { ServiceProps } from './parts/service-options';
import { StatefulProps } from './parts/stateful';
import { claimsOf, ephemeralPaths, StatefulVolume } from './parts/stateful-volumes';
import { StatefulWorkload } from './stateful-workload';
import { Health } from './values/health';
import { listening } from './values/listening';
import { MountedVolume } from './values/mounted-volume';
import { resolvePorts } from './values/port-mapping';
import { Autoscaling, resolveScale } from './values/scaling';
import { ServicePort } from './values/service-port';
import { WorkloadProps } from './workload-props';
import { checked } from '../checked/checked';
import { HorizontalPodAutoscaler, Protocol } from '../plus/cdk8s-plus';
import { containerNameOf } from '../support/names';
import { refuse } from '../support/refuse';

/** Properties of `StatefulService`. */
export interface StatefulServiceProps extends WorkloadProps, ImageProps, ServiceProps, StatefulProps {
  /**
   * How many pods run.
   *
   * @default 1
   */
  readonly replicas?: number;

  /**
   * Lets the number of pods follow the load, instead of `replicas`. The last pods go first, and keep their volumes.
   *
   * @default - a fixed number
   */
  readonly autoscaling?: Autoscaling;

  /**
   * The volumes of each pod: claimed by it and found again by the pod of the same number, or empty at each start; and
   * `MountedVolume`s, which all pods have alike.
   *
   * @default - none
   */
  readonly volumes?: (StatefulVolume | MountedVolume)[];

  /**
   * Whether clients have a Service with one address, called like the workload, beside the headless one that names the pods,
   * `<name>-headless`. Without it clients use the headless one.
   *
   * @default - true where there are ports for clients
   */
  readonly clientService?: boolean;
}

/**
 * A StatefulSet with any image, ports and volumes: a message broker, a search index, whatever has members with names.
 *
 * A headless Service gives each pod a name, `mq-0.mq-headless`; clients connect through a Service of their own, `mq`.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/
 *
 * @example
 *
 * const mq = new StatefulService(chart, 'mq', {
 *   image: 'ghcr.io/acme/mq:4.0.5',
 *   replicas: 3,
 *   ports: [{ name: 'amqp', port: 5672 }],
 *   memberPorts: [
 *     { name: 'epmd', port: 4369 },
 *     { name: 'dist', port: 25672 },
 *   ],
 *   volumes: [{ path: '/var/lib/mq', storage: Size.gibibytes(8) }],
 * });
 */
@checked
export class StatefulService extends StatefulWorkload {
  /** The autoscaler, if there is one; with `keda` there is none but the `scaledObject`. */
  public readonly autoscaler?: HorizontalPodAutoscaler;

  /** KEDA's ScaledObject, with `autoscaling.keda`. */
  public readonly scaledObject?: ApiObject;

  constructor(scope: Construct, id: string, props: StatefulServiceProps) {
    const where = `${scope.node.path}/${id}`;
    const ports = clientPortsOf(where, props);
    const [mounted, volumes] = dividedVolumes(props);
    // The kubelet probes TCP alone.
    const isProbed = [...portsOfMain(ports, props), ...(props.memberPorts ?? [])].some(({ protocol }) =>
      isTcp(protocol),
    );
    const { autoscaling, replicas = 1, ...fewest } = resolveScale(where, props.replicas, props.autoscaling);
    super(scope, id, {
      props,
      component: 'stateful-service',
      volumes: mounted,
      image: props.image,
      command: props.command,
      ports,
      scheme: 'http',
      replicas: autoscaling === undefined ? replicas : fewest.min,
      autoscaling,
      health: isProbed || props.managementPort !== undefined ? listening() : Health.none(),
      defaults: { writablePaths: ephemeralPaths(where, volumes) },
      claims: (pods) => claimsOf(pods, volumes),
      governingName: `${props.name ?? id}-headless`,
      clientService: props.clientService ?? ports.length > 0,
      hasPeers: true,
      parts: (pods) =>
        autoscaling === undefined && props.replicas === undefined ? [acceptOnePod(pods, ONE_BY_DEFAULT)] : [],
    });
    const made = addAutoscaler(this, this.statefulSet, containerNameOf(this.name), autoscaling);
    this.autoscaler = made.autoscaler;
    this.scaledObject = made.scaledObject;
    if (props.portEnv !== undefined) this.addEnv(props.portEnv, firstPortOfMain(this, ports, props));
  }
}

/** Why there is one pod, for whoever reads the manifests. */
const ONE_BY_DEFAULT = 'one pod, unless `replicas` says that its program works as several';

function dividedVolumes({ volumes = [] }: StatefulServiceProps): [MountedVolume[], StatefulVolume[]] {
  const isMounted = (volume: StatefulVolume | MountedVolume): volume is MountedVolume =>
    volume instanceof MountedVolume;
  return [volumes.filter(isMounted), volumes.filter((volume): volume is StatefulVolume => !isMounted(volume))];
}

function isTcp(protocol: Protocol | undefined): boolean {
  return protocol === undefined || protocol === Protocol.TCP;
}

/** A StatefulSet may serve nobody: then it has a name for each pod all the same. */
function clientPortsOf(where: string, props: StatefulServiceProps): ServicePort[] {
  const isGiven = [props.port, props.targetPort, props.ports].some((value) => value !== undefined);
  if (isGiven) return markMetrics(resolvePorts(where, props), props.ports ?? [], props);
  for (const option of ['portEnv', 'sessionAffinity', 'internalTrafficPolicy', 'clientService'] as const) {
    if (props[option] === undefined || props[option] === false) continue;
    refuse(where, {
      what: option,
      got: props[option],
      allowed: 'none without ports for clients',
      fix: 'set `port` or `ports`, or leave it out',
    });
  }
  return [];
}
