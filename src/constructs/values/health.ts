import { probedPort, ServicePort } from './port-mapping';
import {
  GrpcHealthOptions,
  HealthOptions,
  HttpHealthOptions,
  patientLiveness,
  ProbeKind,
  ProbeOptions,
  renderTiming,
} from './probe-options';
import { checked } from '../../checked/checked';
import { k8s } from '../../plus/cdk8s-plus';
import { checkArguments } from '../../plus/container-secrets';
import { checkHttpHeader, checkHttpPath } from '../../plus/probe-checks';
import { refuse, Where } from '../../support/refuse';
import { checkText } from '../../support/text';

/** Health checks of different kinds, for `Health.combine`. */
export interface CombinedHealth {
  /**
   * Where the readiness probe comes from.
   *
   * @default - no readiness probe
   */
  readonly readiness?: Health;

  /**
   * Where the liveness probe comes from.
   *
   * @default - no liveness probe
   */
  readonly liveness?: Health;

  /**
   * Where the startup probe comes from; its `startup` options count. `Health.none()` leaves it out.
   *
   * @default - the startup probe of `liveness`; none without `liveness`, because then nothing restarts the container
   */
  readonly startup?: Health;
}

type Handler = Pick<k8s.Probe, 'httpGet' | 'tcpSocket' | 'grpc' | 'exec'>;
/** Makes the probe's action; ports are known only when the construct is. */
type HandlerFactory = (where: Where, ports: readonly ServicePort[], options: ProbeOptions) => Handler;
type ProbeFactory = (where: Where, ports: readonly ServicePort[]) => k8s.Probe;

/**
 * How the kubelet finds out whether a container is ready for traffic and still alive.
 *
 * A startup probe gives each start five minutes; readiness and liveness wait for it. They ask the same thing unless told
 * otherwise but are timed apart: a slow answer takes a pod out of the Service soon, and restarts it late. Probes come from the
 * pod's own node, which no network policy blocks.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
 *
 * @example
 *
 * const health = Health.http('/livez', {
 *   readiness: { path: '/readyz', period: Duration.seconds(5) },
 *   startup: { failureThreshold: 60 },
 * });
 */
@checked
export class Health {
  /**
   * An HTTP GET; any status from 200 to 399 is success.
   *
   * @param path the path, which begins with "/"
   */
  public static http(path: string, options: HttpHealthOptions = {}): Health {
    checkHttpPath('Health.http', path);
    const headers = Object.entries(options.headers ?? {}).map(([name, value]) => ({ name, value }));
    for (const { name, value } of headers) checkHttpHeader('Health.http', name, value);
    return Health.of('Health.http', options, (where, ports, probe) => ({
      httpGet: {
        path: probe.path === undefined ? path : checkHttpPath('Health.http', probe.path),
        port: k8s.IntOrString.fromNumber(probedPort(where, ports, options.portName)),
        scheme: options.https === true ? 'HTTPS' : 'HTTP',
        httpHeaders: headers.length > 0 ? headers : undefined,
      },
    }));
  }

  /** A TCP connection: it says that something listens, not that it works. */
  public static tcp(options: HealthOptions = {}): Health {
    return Health.of('Health.tcp', options, (where, ports) => ({
      tcpSocket: { port: k8s.IntOrString.fromNumber(probedPort(where, ports, options.portName)) },
    }));
  }

  /**
   * The gRPC health checking protocol.
   *
   * @see https://github.com/grpc/grpc/blob/master/doc/health-checking.md
   */
  public static grpc(options: GrpcHealthOptions = {}): Health {
    if (options.service !== undefined) checkText('Health.grpc', 'service', options.service);
    return Health.of('Health.grpc', options, (where, ports) => ({
      grpc: { port: probedPort(where, ports, options.portName), service: options.service },
    }));
  }

  /**
   * A command in the container; exit code 0 is success.
   *
   * @param command the program and its arguments; no shell reads it
   */
  public static exec(command: string[], options: HealthOptions = {}): Health {
    if (command.length === 0 || command[0] === '') {
      refuse('Health.exec', { what: 'command', got: command, allowed: 'a program and its arguments' });
    }
    checkArguments('Health.exec', 'command', command);
    const copy = [...command];
    return Health.of('Health.exec', options, () => ({ exec: { command: copy } }));
  }

  /** Probes of different kinds: readiness of one health check, liveness of another. */
  public static combine(parts: CombinedHealth): Health {
    const startup = parts.startup ?? parts.liveness;
    return new Health({
      readiness: parts.readiness?.probes.readiness,
      liveness: parts.liveness?.probes.liveness,
      startup: startup?.probes.startup,
    });
  }

  /** No probes: a pod counts as ready as soon as it runs, and is restarted only when it exits. */
  public static none(): Health {
    return new Health({});
  }

  private static of(factory: string, options: HealthOptions, handler: HandlerFactory): Health {
    const probe = (kind: ProbeKind, given: ProbeOptions = {}): ProbeFactory => {
      if (given.path !== undefined && factory !== 'Health.http') {
        refuse(factory, { what: `${kind}.path`, got: given.path, allowed: 'nothing: only HTTP probes have a path' });
      }
      const timing = renderTiming(`${factory} ${kind}`, kind, given);
      return (where, ports) => ({ ...handler(where, ports, given), ...timing });
    };
    return new Health({
      readiness: probe('readiness', options.readiness),
      liveness: probe('liveness', patientLiveness(options)),
      // What decides on a restart is asked from the start; readiness may wait for others, such as a database.
      startup: probe('startup', options.startup ?? { path: options.liveness?.path }),
    });
  }

  private constructor(private readonly probes: { readonly [kind in ProbeKind]?: ProbeFactory }) {}

  /** @internal */
  public _render(
    where: Where,
    ports: readonly ServicePort[],
  ): Pick<k8s.Container, 'readinessProbe' | 'livenessProbe' | 'startupProbe'> {
    return {
      readinessProbe: this.probes.readiness?.(where, ports),
      livenessProbe: this.probes.liveness?.(where, ports),
      startupProbe: this.probes.startup?.(where, ports),
    };
  }
}
