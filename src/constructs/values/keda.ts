import { Duration } from 'cdk8s';
import { KedaTrigger } from './keda-trigger';
import { checkSeconds, checkWholeNumber } from '../../support/numbers';
import { inWords, refuse, Where } from '../../support/refuse';

/** How many pods run while KEDA gets no answer. */
export interface KedaFallback {
  /** The pods. */
  readonly replicas: number;

  /**
   * After how many failed polls in a row.
   *
   * @default 3
   */
  readonly failureThreshold?: number;
}

/** Autoscaling by KEDA, which must be installed in the cluster. */
export interface KedaOptions {
  /** What is asked. The one that needs the most pods decides. */
  readonly triggers: KedaTrigger[];

  /**
   * How often it is asked while there are no pods, or for `useCachedMetrics`.
   *
   * @default - 30 seconds
   */
  readonly pollingInterval?: Duration;

  /**
   * For how long nothing must be asked for until the last pod goes, with `min: 0`.
   *
   * @default - 5 minutes
   */
  readonly cooldown?: Duration;

  /**
   * For how long after the object was made no pod goes to zero.
   *
   * @default - 0 seconds
   */
  readonly initialCooldown?: Duration;

  /**
   * No pods while nothing is asked for, although there are `min` as soon as anything is.
   *
   * @default false
   */
  readonly idleAtZero?: boolean;

  /**
   * How many pods run while KEDA gets no answer. CPU and memory alone have none.
   *
   * @default - as many as there are
   */
  readonly fallback?: KedaFallback;
}

/** What is rendered of it, but for the triggers. */
export interface RenderedKeda {
  readonly pollingInterval?: number;
  readonly cooldownPeriod?: number;
  readonly initialCooldownPeriod?: number;
  readonly idleReplicaCount?: 0;
  readonly fallback?: { readonly replicas: number; readonly failureThreshold: number };
}

/** Checks what KEDA's own admission would refuse, and what it would ignore. */
export function resolveKeda(where: Where, keda: KedaOptions, min: number): RenderedKeda {
  const triggers = keda.triggers.map(({ _rendered }) => _rendered);
  if (triggers.length === 0) {
    refuse(where, {
      what: 'autoscaling.keda.triggers',
      got: [],
      allowed: 'at least one trigger',
      fix: 'write for example KedaTrigger.cpu(70)',
    });
  }
  const names = triggers.flatMap(({ name }) => (name === undefined ? [] : [name]));
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) {
    refuse(where, {
      what: 'autoscaling.keda.triggers: name',
      got: twice,
      allowed: 'each name once',
      fix: 'rename one',
    });
  }
  const uncached = triggers.find((each) => each.useCachedMetrics && [...RESOURCES, 'cron'].includes(each.type));
  if (uncached !== undefined) {
    refuse(where, {
      what: `autoscaling.keda.triggers: useCachedMetrics of ${uncached.type}`,
      got: true,
      allowed: 'nothing: KEDA does not poll it',
      fix: 'leave it out',
    });
  }
  const isIdle = min === 0 || keda.idleAtZero === true;
  const starts = triggers.some(({ type }) => !RESOURCES.includes(type));
  if (isIdle && !starts) {
    refuse(where, {
      what: min === 0 ? 'autoscaling.min' : 'autoscaling.keda.idleAtZero',
      got: min === 0 ? 0 : true,
      allowed: 'no zero pods with triggers of CPU and memory alone, which need a pod to be measured',
      fix: 'add a trigger that can start the first pod, or set `min: 1`',
    });
  }
  if (min === 0 && keda.idleAtZero === true) {
    refuse(where, {
      what: 'autoscaling.keda.idleAtZero',
      got: true,
      allowed: 'nothing beside `min: 0`, which says the same',
      fix: 'leave it out',
    });
  }
  return {
    ...periods(where, keda),
    idleReplicaCount: keda.idleAtZero === true ? 0 : undefined,
    fallback: keda.fallback && fallbackOf(where, keda.fallback, starts),
  };
}

const RESOURCES: readonly string[] = ['cpu', 'memory'];

function periods(where: Where, { pollingInterval, cooldown, initialCooldown }: KedaOptions): RenderedKeda {
  const seconds = (value: Duration | undefined, what: string, min: number): number | undefined =>
    value && checkSeconds(where, value, { what: `autoscaling.keda.${what}`, min });
  return {
    pollingInterval: seconds(pollingInterval, 'pollingInterval', 1),
    cooldownPeriod: seconds(cooldown, 'cooldown', 0),
    initialCooldownPeriod: seconds(initialCooldown, 'initialCooldown', 0),
  };
}

function fallbackOf(where: Where, given: KedaFallback, starts: boolean): RenderedKeda['fallback'] {
  const what = 'autoscaling.keda.fallback';
  if (!starts) {
    refuse(where, {
      what,
      got: inWords('one'),
      allowed: 'none with triggers of CPU and memory alone',
      fix: 'leave it out',
    });
  }
  return {
    failureThreshold: checkWholeNumber(where, given.failureThreshold ?? 3, {
      what: `${what}.failureThreshold`,
      min: 1,
    }),
    replicas: checkWholeNumber(where, given.replicas, { what: `${what}.replicas`, min: 0 }),
  };
}
