import { withFolders } from './container-folders';
import { Part, Pods } from './part';
import { requires } from '../../network/kubernetes-features';
import { ContainerProps, ContainerRestartPolicy, CronJob, Job, Protocol } from '../../plus/cdk8s-plus';
import { containerNameOf } from '../../support/names';
import { inWords, refuse, Where } from '../../support/refuse';
import { warn } from '../../support/warn';
import { ServicePort } from '../values/service-port';

/** Containers beside the main one. @internal */
export interface FurtherContainersProps {
  /**
   * Further containers of each pod, which start before the others and run as long as they do: init containers that are
   * always restarted. They get the security profile, small resources and a /tmp unless they bring their own. A port of the
   * Service that one of them names is its own, not the main container's.
   *
   * Kubernetes knows them since 1.29; a cluster profile with an older version refuses them.
   *
   * @default - none
   * @see https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/
   */
  readonly sidecars?: ContainerProps[];

  /**
   * Containers that run before the others start, behind the sidecars. They get the security profile, small resources and a
   * /tmp, too.
   *
   * @default - none
   */
  readonly initContainers?: ContainerProps[];

  /**
   * Sidecars as Kubernetes had them before 1.29: they start and stop together with the main container, in no order, and
   * a Job waits for them.
   *
   * @default - none
   */
  readonly classicSidecars?: ContainerProps[];
}

/** Sidecars and init containers. */
export function furtherContainers(
  { owner, name }: Pods,
  { sidecars = [], initContainers = [], classicSidecars = [] }: FurtherContainersProps,
  claimedVolumes: readonly string[],
): Part {
  return {
    complete: ({ workload }) => {
      if (sidecars.length > 0) requires(owner, 'sidecars', 'sidecars');
      // Sidecars come first: an init container may need a proxy, and none of them waits for an init container.
      sidecars.forEach((container, i) =>
        workload.addInitContainer({
          ...container,
          name: container.name ?? `sidecar-${i}`,
          restartPolicy: ContainerRestartPolicy.ALWAYS,
        }),
      );
      initContainers.forEach((container, i) =>
        workload.addInitContainer({ ...container, name: container.name ?? `init-${i}` }),
      );
      for (const container of classicSidecars) workload.addContainer(container);
      if (classicSidecars.length > 0 && (workload instanceof Job || workload instanceof CronJob)) {
        warn(
          owner,
          'classicSidecars: a Job is not done until these have ended, too. Write them into `sidecars`, which end with the ' +
            'main container.',
        );
      }
    },
    pod: (spec) => withFolders(owner, spec, containerNameOf(name), claimedVolumes),
  };
}

/** All containers but the main one. */
export function allFurtherContainers(props: FurtherContainersProps): ContainerProps[] {
  const { sidecars = [], initContainers = [], classicSidecars = [] } = props;
  return [...sidecars, ...initContainers, ...classicSidecars];
}

/** The ports that the main container listens on: what a container beside it names is that one's. */
export function portsOfMain(ports: readonly ServicePort[], props: FurtherContainersProps): readonly ServicePort[] {
  const { sidecars = [], initContainers = [], classicSidecars = [] } = props;
  const others = [
    ...sidecars,
    ...initContainers.filter(({ restartPolicy }) => restartPolicy === ContainerRestartPolicy.ALWAYS),
    ...classicSidecars,
  ];
  const taken = new Set(others.flatMap(portKeys));
  return ports.filter(({ targetPort, protocol }) => !taken.has(`${targetPort}/${protocol}`));
}

/** The port that the program of the main container is told. */
export function firstPortOfMain(where: Where, ports: readonly ServicePort[], props: FurtherContainersProps): string {
  const [first] = portsOfMain(ports, props);
  if (first !== undefined) return String(first.targetPort);
  return refuse(where, {
    what: 'portEnv',
    got: inWords('a Service whose ports are all those of sidecars'),
    allowed: 'a Service with a port of the main container',
    fix: 'set the variable with `env`',
  });
}

function portKeys({ portNumber, port, ports = [] }: ContainerProps): string[] {
  const number = portNumber ?? port;
  const own = number === undefined ? [] : [`${number}/${Protocol.TCP}`];
  return [...own, ...ports.map((each) => `${each.number}/${each.protocol ?? Protocol.TCP}`)];
}
