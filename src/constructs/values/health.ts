import { probedPort } from './port-mapping';
import {
  GrpcHealthOptions,
  HealthOptions,
  HttpHealthOptions,
  patientLiveness,
  ProbeKind,
  ProbeOptions,
  renderTiming,
} from './probe-options';
import { ServicePort } from './service-port';
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
type Probes = { readonly [kind in ProbeKind]?: ProbeFactory };

/** Whether something takes connections at the port. */
function listens({ portName }: HealthOptions): HandlerFactory {
  return (where, ports) => ({
    tcpSocket: { port: k8s.IntOrString.fromNumber(probedPort(where, ports, portName)) },
  });
}

/**
 * How the kubelet finds out whether a container is ready for traffic and still alive.
 *
 * A startup probe gives each start five minutes; readiness and liveness wait for it. A bad answer takes a pod out of the Service
 * soon; it is restarted late, and only by what was said of liveness: a path of its own, or `liveness` options. Else liveness asks
 * whether the port takes connections, because a path that is there for readiness may ask others, such as a database. Probes come
 * from the pod's own node, which no network policy blocks.
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
    const asks: HandlerFactory = (where, ports, probe) => ({
      httpGet: {
        path: probe.path === undefined ? path : checkHttpPath('Health.http', probe.path),
        port: k8s.IntOrString.fromNumber(probedPort(where, ports, options.portName)),
        scheme: options.https === true ? 'HTTPS' : 'HTTP',
        httpHeaders: headers.length > 0 ? headers : undefined,
      },
    });
    return Health.of('Health.http', options, asks, listens(options));
  }

  /** A TCP connection: it says that something listens, not that it works. */
  public static tcp(options: HealthOptions = {}): Health {
    return Health.of('Health.tcp', options, listens(options));
  }

  /**
   * The gRPC health checking protocol.
   *
   * @see https://github.com/grpc/grpc/blob/master/doc/health-checking.md
   */
  public static grpc(options: GrpcHealthOptions = {}): Health {
    if (options.service !== undefined) checkText('Health.grpc', 'service', options.service);
    const asks: HandlerFactory = (where, ports) => ({
      grpc: { port: probedPort(where, ports, options.portName), service: options.service },
    });
    return Health.of('Health.grpc', options, asks, listens(options));
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
      liveness: parts.liveness?.forLiveness.liveness,
      startup: startup?.forLiveness.startup,
    });
  }

  /** No probes: a pod counts as ready as soon as it runs, and is restarted only when it exits. */
  public static none(): Health {
    return new Health({});
  }

  /**
   * @param alive what is asked instead where readiness and liveness would ask the same
   */
  private static of(factory: string, options: HealthOptions, handler: HandlerFactory, alive = handler): Health {
    const probe = (kind: ProbeKind, given: ProbeOptions = {}, ask = handler): ProbeFactory => {
      if (given.path !== undefined && factory !== 'Health.http') {
        refuse(factory, { what: `${kind}.path`, got: given.path, allowed: 'nothing: only HTTP probes have a path' });
      }
      const timing = renderTiming(`${factory} ${kind}`, kind, given);
      return (where, ports) => ({ ...ask(where, ports, given), ...timing });
    };
    const startup = { ...options.startup, path: options.startup?.path ?? options.liveness?.path };
    const restarting = (ask: HandlerFactory): Probes => ({
      liveness: probe('liveness', patientLiveness(options), ask),
      // What decides on a restart is asked from the start; readiness may wait for others, such as a database.
      startup: probe('startup', startup, startup.path === options.liveness?.path ? ask : handler),
    });
    const asksTheSame = options.liveness === undefined && options.readiness?.path === undefined;
    return new Health(
      { readiness: probe('readiness', options.readiness), ...restarting(asksTheSame ? alive : handler) },
      restarting(handler),
    );
  }

  private constructor(
    private readonly probes: Probes,
    /** The probes that restart the container, where the health check is there for liveness alone. */
    private readonly forLiveness: Omit<Probes, 'readiness'> = probes,
  ) {}

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
