import { Size } from 'cdk8s';
import { Amount, amountOf, checkAtMost, quantities, ResourceAmounts, ResourceKey, RESOURCES } from './amounts';
import { ContainerResources, k8s } from '../../plus/cdk8s-plus';
import { refuse, Where } from '../../support/refuse';

/**
 * What a container, a pod or a volume claim of a namespace may have, and what a container gets that does not say.
 *
 * @see https://kubernetes.io/docs/concepts/policy/limit-range/
 */
export interface NamespaceLimits {
  /**
   * What a container gets that names no request or limit of its own.
   *
   * @default - the limit that is `max`; as request that limit, else `min`
   */
  readonly defaults?: ContainerResources;

  /**
   * The least that a container may request.
   *
   * @default - nothing
   */
  readonly min?: ResourceAmounts;

  /**
   * The most that the limit of a container may be.
   *
   * @default - any amount
   */
  readonly max?: ResourceAmounts;

  /**
   * The most that the limits of all containers of a pod may be together.
   *
   * @default - any amount
   */
  readonly podMax?: ResourceAmounts;

  /**
   * The smallest volume claim.
   *
   * @default - any size
   */
  readonly claimMin?: Size;

  /**
   * The largest volume claim.
   *
   * @default - any size
   */
  readonly claimMax?: Size;
}

interface Bounds {
  readonly min?: Amount;
  readonly request?: Amount;
  readonly limit?: Amount;
  readonly max?: Amount;
  readonly podMax?: Amount;
}

/** What a LimitRange says of it. */
export function renderLimits(where: Where, limits: NamespaceLimits): k8s.LimitRangeItem[] {
  const keys = Object.keys(RESOURCES) as ResourceKey[];
  const bounds = new Map(keys.map((key) => [RESOURCES[key], boundsOf(where, limits, key)] as const));
  const all = (bound: keyof Bounds): { [key: string]: k8s.Quantity } | undefined =>
    quantities([...bounds].map(([name, each]) => [name, each[bound]] as const));
  const claimMin = amountOf(where, 'limits.claimMin', limits.claimMin);
  const claimMax = amountOf(where, 'limits.claimMax', limits.claimMax);
  checkAtMost(where, claimMin, claimMax);
  const items: k8s.LimitRangeItem[] = [
    { type: 'Container', min: all('min'), max: all('max'), default: all('limit'), defaultRequest: all('request') },
    { type: 'Pod', max: all('podMax') },
    {
      type: 'PersistentVolumeClaim',
      min: quantities([['storage', claimMin]]),
      max: quantities([['storage', claimMax]]),
    },
  ].filter(({ type, ...said }) => Object.values(said).some((each) => each !== undefined) && type !== undefined);
  if (items.length > 0) return items;
  return refuse(where, {
    what: 'limits',
    got: limits,
    allowed: 'at least one amount',
    fix: 'leave `limits` out, or write for example { max: { memory: Size.gibibytes(2) } }',
  });
}

/** The amounts of one resource. The API server refuses them in another order than from the least to the most. */
function boundsOf(where: Where, { defaults, min, max, podMax }: NamespaceLimits, key: ResourceKey): Bounds {
  const bounds: Bounds = {
    min: amountOf(where, `limits.min.${key}`, min?.[key]),
    request: amountOf(where, `limits.defaults.${key}.request`, defaults?.[key]?.request),
    limit: amountOf(where, `limits.defaults.${key}.limit`, defaults?.[key]?.limit),
    max: amountOf(where, `limits.max.${key}`, max?.[key]),
    podMax: amountOf(where, `limits.podMax.${key}`, podMax?.[key]),
  };
  const rising = [bounds.min, bounds.request, bounds.limit, bounds.max, bounds.podMax];
  rising.forEach((lower, i) => rising.slice(i + 1).forEach((upper) => checkAtMost(where, lower, upper)));
  return bounds;
}
