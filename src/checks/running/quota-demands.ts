import { CheckInput } from '../check-input';
import { CheckedObject } from '../checked-object';

/** A request or a limit that a ResourceQuota counts. */
export interface QuotaDemand {
  readonly list: 'requests' | 'limits';
  /** `cpu` or `memory`: of others a container need not say anything. */
  readonly resource: string;
  readonly quota: CheckedObject;
}

/** What each container of a namespace has to say because a ResourceQuota counts it, by the namespace. */
export function quotaDemands(input: CheckInput): ReadonlyMap<string, readonly QuotaDemand[]> {
  const byNamespace = new Map<string, QuotaDemand[]>();
  for (const quota of countingQuotas(input)) {
    const demands = quota.root
      .get('spec', 'hard')
      .entries()
      .flatMap(([name]) => demandOf(name, quota) ?? []);
    const namespace = quota.namespace ?? '';
    byNamespace.set(namespace, [...(byNamespace.get(namespace) ?? []), ...demands]);
  }
  return byNamespace;
}

/** The quotas for all pods of a namespace; those with a scope count some of them. */
export function countingQuotas(input: CheckInput): CheckedObject[] {
  return input.ofKind('ResourceQuota', '').filter(({ root }) => {
    const [scopes, selector] = [root.get('spec', 'scopes'), root.get('spec', 'scopeSelector')];
    return scopes.items().length === 0 && selector.isAbsent;
  });
}

function demandOf(name: string, quota: CheckedObject): QuotaDemand | undefined {
  const [list, resource] = name.includes('.') ? name.split('.', 2) : ['requests', name];
  if ((list !== 'requests' && list !== 'limits') || (resource !== 'cpu' && resource !== 'memory')) return undefined;
  return { list, resource, quota };
}
