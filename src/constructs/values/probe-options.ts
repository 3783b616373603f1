import { Duration } from 'cdk8s';
import { k8s } from '../../plus/cdk8s-plus';
import { checkSeconds, checkWholeNumber, INT32_MAX } from '../../support/numbers';

/** When and how often a probe runs, and what makes it fail. */
export interface ProbeOptions {
  /**
   * How long after the container's start the first probe runs.
   *
   * @default - 0 s: the startup probe is what the others wait for
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
   * @default - readiness 3; liveness 6, or twice that of readiness if it is given and that is more; startup 30
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
   * The liveness probe: its timing, and for HTTP its path. Saying anything of it (`liveness: {}`) makes it ask what readiness asks.
   *
   * @default - HTTP and gRPC ask whether the port takes connections, unless readiness has a path of its own
   */
  readonly liveness?: ProbeOptions;

  /**
   * Timing of the startup probe: until it succeeds the others wait, so that a slow start is not taken for a program that hangs.
   *
   * @default - it asks what liveness asks, for up to five minutes
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

export type ProbeKind = 'readiness' | 'liveness' | 'startup';

type Timing = Pick<
  k8s.Probe,
  'initialDelaySeconds' | 'periodSeconds' | 'timeoutSeconds' | 'failureThreshold' | 'successThreshold'
>;

const DEFAULTS: Record<ProbeKind, { period: number; timeout: number; failures: number }> = {
  readiness: { period: 10, timeout: 2, failures: 3 },
  liveness: { period: 15, timeout: 5, failures: 6 },
  startup: { period: 10, timeout: 5, failures: 30 },
};

/** The options of the liveness probe: a pod leaves the Service long before it is restarted, whatever readiness was given. */
export function patientLiveness({ readiness, liveness }: HealthOptions): ProbeOptions {
  const failures = Math.min(INT32_MAX, Math.max(DEFAULTS.liveness.failures, 2 * (readiness?.failureThreshold ?? 0)));
  return { ...liveness, failureThreshold: liveness?.failureThreshold ?? failures };
}

/** The fields of a probe that say when it runs and what makes it fail. */
export function renderTiming(where: string, kind: ProbeKind, options: ProbeOptions): Timing {
  const defaults = DEFAULTS[kind];
  const seconds = (value: Duration | undefined, fallback: number, what: string, min: number): number =>
    value === undefined ? fallback : checkSeconds(where, value, { what, min });
  const successThreshold = checkWholeNumber(where, options.successThreshold ?? 1, {
    what: 'successThreshold',
    min: 1,
    max: kind === 'readiness' ? undefined : 1,
    fix: kind === 'readiness' ? undefined : `only readiness may ask for several successes`,
  });
  const initialDelay = seconds(options.initialDelay, 0, 'initialDelay', 0);
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
