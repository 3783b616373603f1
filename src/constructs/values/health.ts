import { Duration } from 'cdk8s';
import { probedPort, ServicePort } from './port-mapping';
import { checked } from '../../checked/checked';
import { k8s } from '../../plus/cdk8s-plus';
import { checkArguments } from '../../plus/container-secrets';
import { checkHttpHeader, checkHttpPath } from '../../plus/probe-checks';
import { checkSeconds, checkWholeNumber } from '../../support/numbers';
import { inWords, refuse, Where } from '../../support/refuse';
import { checkText } from '../../support/text';

/** When and how often a probe runs, and what makes it fail. */
export interface ProbeOptions {
  /**
   * How long after the container's start the first probe runs.
   *
   * @default - readiness 5 s, liveness 30 s, startup 0 s
   */
  readonly initialDelay?: Duration;

  /**
   * The time from one probe to the next.
   *
   * @default - readiness 10 s, liveness 15 s, startup 10 s
   */
  readonly period?: Duration;

  /**
   * How long an answer may take.
   *
   * @default - readiness 2 s, liveness 5 s, startup 5 s
   */
  readonly timeout?: Duration;

  /**
   * Failures in a row until the pod gets no more traffic (readiness) or is restarted (liveness, startup).
   *
   * @default - readiness and liveness 3, startup 30
   */
  readonly failureThreshold?: number;

  /**
   * Successes in a row until a failed pod gets traffic again. Liveness and startup take only 1.
   *
   * @default 1
   */
  readonly successThreshold?: number;

  /**
   * Another path for this one probe; HTTP only.
   *
   * @default - the path of the health check
   */
  readonly path?: string;
}

/** Options of every kind of health check. */
export interface HealthOptions {
  /**
   * The name of the port to probe, from the port model.
   *
   * @default - the first TCP port of the main container
   */
  readonly portName?: string;

  /**
   * Timing of the readiness probe.
   *
   * @default - see ProbeOptions
   */
  readonly readiness?: ProbeOptions;

  /**
   * Timing of the liveness probe.
   *
   * @default - see ProbeOptions
   */
  readonly liveness?: ProbeOptions;

  /**
   * A startup probe: until it succeeds the others wait. For containers that take long to start.
   *
   * @default - none
   */
  readonly startup?: ProbeOptions;
}

/** Options for `Health.http`. */
export interface HttpHealthOptions extends HealthOptions {
  /**
   * Headers of the request.
   *
   * @default - none
   */
  readonly headers?: { readonly [name: string]: string };

  /**
   * Whether to ask over TLS; the certificate is not checked.
   *
   * @default false
   */
  readonly https?: boolean;
}

/** Options for `Health.grpc`. */
export interface GrpcHealthOptions extends HealthOptions {
  /**
   * The service name in the health request.
   *
   * @default - the server's overall health
   */
  readonly service?: string;
}

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
   * Where the startup probe comes from; its `startup` options count.
   *
   * @default - no startup probe
   */
  readonly startup?: Health;
}

type ProbeKind = 'readiness' | 'liveness' | 'startup';
type Handler = Pick<k8s.Probe, 'httpGet' | 'tcpSocket' | 'grpc' | 'exec'>;
/** Makes the probe's action; ports are known only when the construct is. */
type HandlerFactory = (where: Where, ports: readonly ServicePort[], options: ProbeOptions) => Handler;
type ProbeFactory = (where: Where, ports: readonly ServicePort[]) => k8s.Probe;

const DEFAULTS: Record<ProbeKind, { initialDelay: number; period: number; timeout: number; failures: number }> = {
  readiness: { initialDelay: 5, period: 10, timeout: 2, failures: 3 },
  liveness: { initialDelay: 30, period: 15, timeout: 5, failures: 3 },
  startup: { initialDelay: 0, period: 10, timeout: 5, failures: 30 },
};

/**
 * How the kubelet finds out whether a container is ready for traffic and still alive.
 *
 * Readiness and liveness ask the same thing but are timed apart: a slow answer takes a pod out of the Service soon, and
 * restarts it late. Probes come from the pod's own node, which no network policy blocks.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
 *
 * @example
 *
 * const health = Health.http('/health', {
 *   readiness: { path: '/ready', period: Duration.seconds(5) },
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
    return new Health({
      readiness: parts.readiness?.probes.readiness,
      liveness: parts.liveness?.probes.liveness,
      startup: parts.startup && (parts.startup.probes.startup ?? refuseStartup()),
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
      liveness: probe('liveness', options.liveness),
      startup: options.startup && probe('startup', options.startup),
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

function renderTiming(where: string, kind: ProbeKind, options: ProbeOptions): Omit<k8s.Probe, keyof Handler> {
  const defaults = DEFAULTS[kind];
  const seconds = (value: Duration | undefined, fallback: number, what: string, min: number): number =>
    value === undefined ? fallback : checkSeconds(where, value, { what, min });
  const successThreshold = checkWholeNumber(where, options.successThreshold ?? 1, {
    what: 'successThreshold',
    min: 1,
    max: kind === 'readiness' ? undefined : 1,
    fix: kind === 'readiness' ? undefined : `only readiness may ask for several successes`,
  });
  const initialDelay = seconds(options.initialDelay, defaults.initialDelay, 'initialDelay', 0);
  return {
    // The API server does not store a 0.
    initialDelaySeconds: initialDelay === 0 ? undefined : initialDelay,
    periodSeconds: seconds(options.period, defaults.period, 'period', 1),
    timeoutSeconds: seconds(options.timeout, defaults.timeout, 'timeout', 1),
    failureThreshold: checkWholeNumber(where, options.failureThreshold ?? defaults.failures, {
      what: 'failureThreshold',
      min: 1,
    }),
    successThreshold: successThreshold === 1 ? undefined : successThreshold,
  };
}

function refuseStartup(): never {
  return refuse('Health.combine', {
    what: 'startup',
    got: inWords('a health check without `startup` options'),
    allowed: 'a health check that has them',
    fix: 'write for example Health.tcp({ startup: {} })',
  });
}
