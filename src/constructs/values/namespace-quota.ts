import { Size } from 'cdk8s';
import { Amount, amountOf, checkAtMost, quantities, ResourceKey, RESOURCES } from './amounts';
import { CpuResources, EphemeralStorageResources, k8s, MemoryResources } from '../../plus/cdk8s-plus';
import { checkWholeNumber } from '../../support/numbers';
import { refuse, Where } from '../../support/refuse';

/**
 * What all objects of a namespace may have together. What would exceed it is refused by the API server.
 *
 * @see https://kubernetes.io/docs/concepts/policy/resource-quotas/
 */
export interface NamespaceQuota {
  /**
   * The requests and limits of all pods together for processor time.
   *
   * @default - as much as there is
   */
  readonly cpu?: CpuResources;

  /**
   * The requests and limits of all pods together for memory.
   *
   * @default - as much as there is
   */
  readonly memory?: MemoryResources;

  /**
   * The requests and limits of all pods together for space on the disks of nodes.
   *
   * @default - as much as there is
   */
  readonly ephemeralStorage?: EphemeralStorageResources;

  /**
   * What all volume claims together may ask for.
   *
   * @default - any size
   */
  readonly storage?: Size;

  /**
   * How many pods there may be that have not come to their end.
   *
   * @default - any number
   */
  readonly pods?: number;

  /**
   * How many Services there may be.
   *
   * @default - any number
   */
  readonly services?: number;

  /**
   * How many of the Services may have a load balancer.
   *
   * @default - any number
   */
  readonly loadBalancers?: number;

  /**
   * How many ports of nodes the Services may take; a load balancer takes one for each of its ports, too.
   *
   * @default - any number
   */
  readonly nodePorts?: number;

  /**
   * How many volume claims there may be.
   *
   * @default - any number
   */
  readonly volumeClaims?: number;

  /**
   * How many objects of other kinds there may be, by their name in the plural and, with a dot, their group: "secrets",
   * "jobs.batch", "certificates.cert-manager.io".
   *
   * @default - any number
   */
  readonly counts?: { readonly [resource: string]: number };
}

const NUMBERS = {
  pods: 'pods',
  services: 'services',
  loadBalancers: 'services.loadbalancers',
  nodePorts: 'services.nodeports',
  volumeClaims: 'persistentvolumeclaims',
} as const;

/** A resource's name in the plural, and its group; the API server calls the rest of a key "count/…" unknown. */
const RESOURCE_NAME = /^[a-z][a-z0-9]*(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** What a ResourceQuota says of it. */
export function renderQuota(where: Where, quota: NamespaceQuota): { [key: string]: k8s.Quantity } {
  const amounts: [string, Amount | undefined][] = [];
  for (const key of Object.keys(RESOURCES) as ResourceKey[]) {
    const request = amountOf(where, `quota.${key}.request`, quota[key]?.request);
    const limit = amountOf(where, `quota.${key}.limit`, quota[key]?.limit);
    // A container's request is at most its limit: requests beyond that are never reached.
    checkAtMost(where, request, limit);
    amounts.push([`requests.${RESOURCES[key]}`, request], [`limits.${RESOURCES[key]}`, limit]);
  }
  amounts.push(['requests.storage', amountOf(where, 'quota.storage', quota.storage)]);
  for (const [key, name] of Object.entries(NUMBERS) as [keyof typeof NUMBERS, string][]) {
    amounts.push([name, numberOf(where, `quota.${key}`, quota[key])]);
  }
  for (const [resource, count] of Object.entries(quota.counts ?? {})) {
    amounts.push([`count/${checkResource(where, resource)}`, numberOf(where, `quota.counts["${resource}"]`, count)]);
  }
  return (
    quantities(amounts) ??
    refuse(where, {
      what: 'quota',
      got: quota,
      allowed: 'at least one amount or number',
      fix: 'leave `quota` out, or write for example { pods: 50 }',
    })
  );
}

function numberOf(where: Where, what: string, value: number | undefined): Amount | undefined {
  if (value === undefined) return undefined;
  const size = checkWholeNumber(where, value, { what, min: 0 });
  return { size, text: String(size), where: what };
}

function checkResource(where: Where, resource: string): string {
  if (RESOURCE_NAME.test(resource) && resource.length <= 63) return resource;
  return refuse(where, {
    what: 'key of quota.counts',
    got: resource,
    allowed: 'the name of a kind in the plural and, with a dot, its group: "secrets", "jobs.batch"',
    fix: resource.startsWith('count/') ? `write ${JSON.stringify(resource.slice('count/'.length))}` : undefined,
  });
}
