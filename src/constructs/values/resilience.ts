import { Duration } from 'cdk8s';

/** What has to happen to a request for it to be sent again. */
export enum RetryOn {
  /** The server answers with a status from 500 to 599. */
  SERVER_ERROR = '5xx',
  /** It answers with 502, 503 or 504. */
  GATEWAY_ERROR = 'gateway-error',
  /** No connection to it is made: it has not seen the request. Istio alone. */
  CONNECT_FAILURE = 'connect-failure',
  /** It refuses the stream of HTTP/2: it has not looked at the request. Istio alone. */
  REFUSED_STREAM = 'refused-stream',
  /** The connection ends before the answer. Istio alone. */
  RESET = 'reset',
  /** The gRPC status CANCELLED. */
  CANCELLED = 'cancelled',
  /** The gRPC status DEADLINE_EXCEEDED. */
  DEADLINE_EXCEEDED = 'deadline-exceeded',
  /** The gRPC status INTERNAL. */
  INTERNAL = 'internal',
  /** The gRPC status RESOURCE_EXHAUSTED. */
  RESOURCE_EXHAUSTED = 'resource-exhausted',
  /** The gRPC status UNAVAILABLE. */
  UNAVAILABLE = 'unavailable',
}

/**
 * Which requests may be sent twice.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-common-method-properties
 */
export enum RetriedRequests {
  /** Those that change nothing: GET, HEAD, OPTIONS, TRACE. */
  SAFE = 'safe',
  /** Those that change the same thing to the same value: PUT and DELETE as well. */
  IDEMPOTENT = 'idempotent',
  /** All of them, POST as well: the program itself sees to it that a second one does no harm. All calls of gRPC are POST. */
  ALL = 'all',
}

/** How often a request that fails is sent again, to another pod where there is one. */
export interface Retries {
  /** How many times it is sent again after the first time: 1 to 10. */
  readonly attempts: number;

  /**
   * How long one try may take; it counts as failed then, and the next one begins. It must be shorter than `timeout`.
   *
   * @default - as long as the whole request may take
   */
  readonly perTryTimeout?: Duration;

  /**
   * What has to happen to the request.
   *
   * @default - `GATEWAY_ERROR` on ports that speak HTTP, and `UNAVAILABLE` on those that speak gRPC
   */
  readonly retryOn?: RetryOn[];

  /**
   * Statuses of answers after which it is sent again, beside `retryOn`: 429. From 400 to 511.
   *
   * @default - none
   */
  readonly statusCodes?: number[];

  /**
   * Which requests are sent again. Nothing tells a mesh whether the first one was acted upon, so that a POST could order twice.
   *
   * @default RetriedRequests.SAFE
   */
  readonly requests?: RetriedRequests;
}

/** When a pod that fails gets no requests for a while: a circuit breaker for each pod. */
export interface OutlierDetection {
  /** How many failures in a row (statuses from 500, connections that fail) take a pod out: 1 to 1000. */
  readonly consecutiveErrors: number;

  /**
   * How often the pods are looked at. Istio alone.
   *
   * @default - Istio's: 10 seconds
   */
  readonly interval?: Duration;

  /**
   * For how long a pod is out for the first time; longer each time after it.
   *
   * @default - the mesh's: 30 seconds with Istio, 1 second with Linkerd
   */
  readonly baseEjectionTime?: Duration;

  /**
   * At most how many of a Service's pods are out at a time, in percent: 1 to 100. Istio alone; Linkerd may take out all.
   *
   * @default 50
   */
  readonly maxEjectionPercent?: number;
}

/**
 * What one client may ask of a Service at a time: each client's proxy counts for itself. What is more than that waits, and what may not
 * wait either fails at once, with a status of 503.
 */
export interface ConnectionLimits {
  /**
   * How many connections it may have.
   *
   * @default - any number
   */
  readonly maxConnections?: number;

  /**
   * How many requests may wait for a connection.
   *
   * @default - any number
   */
  readonly maxPendingRequests?: number;

  /**
   * How many requests may be under way.
   *
   * @default - any number
   */
  readonly maxRequests?: number;

  /**
   * After how many requests a connection is closed and a new one made: clients of HTTP/2 then find pods that came later.
   *
   * @default - never
   */
  readonly maxRequestsPerConnection?: number;

  /**
   * How long it may take to connect.
   *
   * @default - the mesh's: 10 seconds with Istio
   */
  readonly connectTimeout?: Duration;
}

/**
 * What the mesh of the cluster does about requests to a Service that fail or take too long. Proxies of clients do it, for clients inside
 * the mesh.
 */
export interface Resilience {
  /**
   * Sends requests that fail again.
   *
   * @default - the mesh's: Istio sends some that fail again twice, Linkerd and Cilium none
   */
  readonly retries?: Retries;

  /**
   * How long a request may take, from its beginning to the end of its answer, retries included.
   *
   * @default - any time
   */
  readonly timeout?: Duration;

  /**
   * Takes pods that fail out for a while.
   *
   * @default - none are taken out
   */
  readonly outlierDetection?: OutlierDetection;

  /**
   * Limits what one client may ask for at a time.
   *
   * @default - no limits
   */
  readonly connectionLimits?: ConnectionLimits;
}
