import { ManagementProps, probedFirst } from './management';
import { Part, Pods } from './part';
import { probedOf } from '../../network/mesh/probed-ports';
import { anyProbe } from '../../plus/any-probe';
import { k8s, Probe, Protocol } from '../../plus/cdk8s-plus';
import { Health } from '../values/health';

/** How the kubelet asks after the main container. @internal */
export interface HealthProps {
  /**
   * How to find out whether a pod is ready and alive.
   *
   * @default - readiness and startup by a TCP connection to `managementPort` or the first port of the main container, no liveness
   * probe; a database engine's own; none for a Worker, and where sidecars have all ports
   */
  readonly health?: Health;
}

/** The probes of the main container, and the readiness of those beside it that clients use. */
export function probes(pods: Pods, props: HealthProps & ManagementProps, fallback: Health): Part {
  const { owner, ports, sidecarPorts } = pods;
  // Now, not at synth: an error belongs to the line that made the workload.
  const ofMain = (props.health ?? fallback)._render(owner, probedFirst(ports, props));
  const probed = sidecarPorts.filter(({ protocol }) => protocol === Protocol.TCP);
  const { name } = pods;
  return {
    main: {
      readiness: probeOf(ofMain.readinessProbe),
      liveness: probeOf(ofMain.livenessProbe),
      startup: probeOf(ofMain.startupProbe),
    },
    open: ({ _mesh: mesh }) => mesh?.policies?.allowProbes(probedOf({ name, ...ofMain })),
    container: ({ rendered, isMain, kind }) => {
      if (isMain || kind === 'init container' || rendered.readinessProbe !== undefined) return {};
      const names = (rendered.ports ?? []).map(({ containerPort }) => containerPort);
      const served = probed.find(({ targetPort }) => names.includes(targetPort));
      return served === undefined ? {} : { readinessProbe: Health.tcp()._render(owner, [served]).readinessProbe };
    },
  };
}

function probeOf(said: k8s.Probe | undefined): Probe | undefined {
  return said && anyProbe(said);
}
