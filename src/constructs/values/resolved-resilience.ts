import { Duration } from 'cdk8s';
import { ConnectionLimits, OutlierDetection, Resilience, Retries, RetriedRequests, RetryOn } from './resilience';
import { checkWholeNumber } from '../../support/numbers';
import { inWords, refuse, Where } from '../../support/refuse';

/** Times as all meshes write them: a whole number with its unit. */
type Time = string;

/** The same as `Retries`, checked. */
export interface ResolvedRetries {
  readonly attempts: number;
  readonly perTryTimeout?: Time;
  /** What was said; nothing where the default counts, which follows from what the ports speak. */
  readonly retryOn?: readonly RetryOn[];
  readonly statusCodes: readonly number[];
  readonly requests: RetriedRequests;
}

/** The same as `OutlierDetection`, checked. */
export interface ResolvedOutliers {
  readonly consecutiveErrors: number;
  readonly interval?: Time;
  readonly baseEjectionTime?: Time;
  /** Whether pods are out for longer than a minute from the first time on. */
  readonly isLong: boolean;
  readonly maxEjectionPercent?: number;
}

/** The same as `ConnectionLimits`, checked. */
export interface ResolvedLimits {
  readonly maxConnections?: number;
  readonly connectTimeout?: Time;
  readonly maxPendingRequests?: number;
  readonly maxRequests?: number;
  readonly maxRequestsPerConnection?: number;
}

/** The same as `Resilience`, checked. */
export interface ResolvedResilience {
  readonly retries?: ResolvedRetries;
  readonly timeout?: Time;
  readonly outlierDetection?: ResolvedOutliers;
  readonly connectionLimits?: ResolvedLimits;
}

/** Checks what was said of a Service's requests. */
export function resolveResilience(where: Where, said: Resilience): ResolvedResilience {
  const { retries, timeout, outlierDetection, connectionLimits } = said;
  refuseEmpty(where, 'resilience', said, '{ timeout: Duration.seconds(5) }');
  return {
    retries: retries && resolveRetries(where, retries, timeout),
    timeout: timeOf(where, 'resilience.timeout', timeout),
    outlierDetection: outlierDetection && resolveOutliers(where, outlierDetection),
    connectionLimits: connectionLimits && resolveLimits(where, connectionLimits),
  };
}

function resolveRetries(where: Where, said: Retries, timeout: Duration | undefined): ResolvedRetries {
  const { perTryTimeout, retryOn, statusCodes = [], requests = RetriedRequests.SAFE } = said;
  const attempts = checkWholeNumber(where, said.attempts, { what: 'resilience.retries.attempts', min: 1, max: 10 });
  const tryTime = timeOf(where, 'resilience.retries.perTryTimeout', perTryTimeout);
  if (perTryTimeout !== undefined && timeout !== undefined && inMillis(perTryTimeout) >= inMillis(timeout)) {
    refuse(where, {
      what: 'resilience.retries.perTryTimeout',
      got: inWords(tryTime!),
      allowed: `less than \`timeout\`, which is ${timeOf(where, 'resilience.timeout', timeout)}: no second try could begin before it is over`,
      fix: 'shorten it, or give `timeout` time for all tries',
    });
  }
  if (retryOn?.length === 0 && statusCodes.length === 0) {
    refuse(where, {
      what: 'resilience.retries.retryOn',
      got: [],
      allowed: 'at least one reason, or some `statusCodes`',
      fix: 'leave it out for the default',
    });
  }
  statusCodes.forEach((code) => checkStatus(where, code));
  const order = Object.values(RetryOn);
  return {
    attempts,
    perTryTimeout: tryTime,
    retryOn: retryOn && order.filter((reason) => retryOn.includes(reason)),
    statusCodes: [...new Set(statusCodes)].sort((a, b) => a - b),
    requests,
  };
}

/** Statuses that nobody has given a meaning: Istio would take them for a reason that it does not know. */
function hasMeaning(code: number): boolean {
  if (code === 420 || code === 419 || code === 427 || code === 430 || code === 509) return false;
  return code <= 431 || code === 451 || code >= 500;
}

function checkStatus(where: Where, code: number): void {
  const what = 'resilience.retries.statusCodes';
  checkWholeNumber(where, code, { what, min: 400, max: 511 });
  if (hasMeaning(code)) return;
  refuse(where, {
    what,
    got: code,
    allowed: 'statuses with a meaning of their own, such as 408, 409, 425, 429, 500, 503',
    fix: 'leave it out; to retry all from 500 to 599 write retryOn: [RetryOn.SERVER_ERROR]',
  });
}

function resolveOutliers(where: Where, said: OutlierDetection): ResolvedOutliers {
  const { baseEjectionTime, interval, maxEjectionPercent } = said;
  const at = (name: string): string => `resilience.outlierDetection.${name}`;
  return {
    consecutiveErrors: checkWholeNumber(where, said.consecutiveErrors, {
      what: at('consecutiveErrors'),
      min: 1,
      max: 1000,
    }),
    interval: timeOf(where, at('interval'), interval),
    baseEjectionTime: timeOf(where, at('baseEjectionTime'), baseEjectionTime),
    isLong: baseEjectionTime !== undefined && inMillis(baseEjectionTime) > 60_000,
    maxEjectionPercent:
      maxEjectionPercent === undefined
        ? undefined
        : checkWholeNumber(where, maxEjectionPercent, { what: at('maxEjectionPercent'), min: 1, max: 100 }),
  };
}

function resolveLimits(where: Where, said: ConnectionLimits): ResolvedLimits {
  refuseEmpty(where, 'resilience.connectionLimits', said, '{ maxConnections: 100 }');
  const atLeastOne = (name: Exclude<keyof ConnectionLimits, 'connectTimeout'>): number | undefined => {
    const value = said[name];
    if (value === undefined) return undefined;
    return checkWholeNumber(where, value, { what: `resilience.connectionLimits.${name}`, min: 1 });
  };
  return {
    maxConnections: atLeastOne('maxConnections'),
    connectTimeout: timeOf(where, 'resilience.connectionLimits.connectTimeout', said.connectTimeout),
    maxPendingRequests: atLeastOne('maxPendingRequests'),
    maxRequests: atLeastOne('maxRequests'),
    maxRequestsPerConnection: atLeastOne('maxRequestsPerConnection'),
  };
}

function refuseEmpty(where: Where, what: string, said: object, example: string): void {
  if (Object.values(said).some((value) => value !== undefined)) return;
  refuse(where, { what, got: {}, allowed: 'at least one of its options', fix: `write ${example}, or leave it out` });
}

const DAY = 24 * 60 * 60 * 1000;

/** Meshes take a number with one unit, and the Gateway API at most five digits of it. */
function timeOf(where: Where, what: string, value: Duration | undefined): Time | undefined {
  if (value === undefined) return undefined;
  const millis = inMillis(value);
  const isWhole = Number.isInteger(millis) && (millis % 1000 === 0 || millis < 100_000);
  if (isWhole && millis >= 1 && millis <= DAY) return millis % 1000 === 0 ? `${millis / 1000}s` : `${millis}ms`;
  return refuse(where, {
    what,
    got: inWords(`${millis / 1000} s`),
    allowed: 'from 1 millisecond to 24 hours: in whole milliseconds, from 100 seconds on in whole seconds',
    fix: `write ${what.slice(what.lastIndexOf('.') + 1)}: Duration.seconds(…)`,
  });
}

function inMillis(value: Duration): number {
  return value.toMilliseconds({ integral: false });
}
