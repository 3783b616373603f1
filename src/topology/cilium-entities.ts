import { hasOnly, isMap, listOf, portsOf, textsOf } from './cilium-form';
import { Direction, EntityOpening, UnjudgedEffect } from './model';

const KEYS = { ingress: 'fromEntities', egress: 'toEntities' } as const;

/**
 * What a CiliumNetworkPolicy opens that does nothing but this: it opens entities. Exactly that form is known, and nothing
 * for any other.
 *
 * @see https://docs.cilium.io/en/stable/security/policy/language/#entities-based
 */
export function parseEntityOpenings(object: unknown): Extract<UnjudgedEffect, { kind: 'entities' }> | undefined {
  const spec = isMap(object) && !('specs' in object) ? object.spec : undefined;
  if (!isMap(spec) || !hasOnly(spec.endpointSelector, ['matchLabels'])) return undefined;
  if (textsOf(spec.endpointSelector.matchLabels) === undefined) return undefined;
  if (Object.keys(spec).some((key) => !['endpointSelector', 'ingress', 'egress'].includes(key))) return undefined;
  const openings = [...openingsOf(spec, 'ingress'), ...openingsOf(spec, 'egress')];
  const known = openings.filter((opening) => opening !== undefined);
  return known.length === 0 || known.length < openings.length ? undefined : { kind: 'entities', openings: known };
}

function openingsOf(spec: { readonly [key: string]: unknown }, direction: Direction): (EntityOpening | undefined)[] {
  if (!(direction in spec)) return [];
  const rules = listOf(spec[direction]);
  // A list without rules closes the direction.
  return rules.length === 0 ? [undefined] : rules.map((rule) => parseOpening(rule, direction));
}

function parseOpening(rule: unknown, direction: Direction): EntityOpening | undefined {
  const key = KEYS[direction];
  const isLimited = hasOnly(rule, [key, 'toPorts']);
  if (!isLimited && !hasOnly(rule, [key])) return undefined;
  const entities = listOf((rule as { readonly [key: string]: unknown })[key]);
  if (entities.length === 0 || !entities.every((entity) => typeof entity === 'string')) return undefined;
  // `all` and `world` are pods and addresses, which other ends stand for.
  if (!entities.every((entity) => ENTITIES.has(entity))) return undefined;
  if (!isLimited) return { direction, entities };
  const groups = listOf((rule as { readonly toPorts: unknown }).toPorts).map((group) =>
    hasOnly(group, ['ports']) ? portsOf(group.ports, 'be ranges') : undefined,
  );
  const ports = groups.flatMap((group) => group ?? []);
  return groups.length === 0 || groups.includes(undefined) ? undefined : { direction, entities, ports };
}

/** Those that are neither pods nor addresses outside of the cluster. */
const ENTITIES: ReadonlySet<unknown> = new Set(['kube-apiserver', 'ingress', 'host', 'remote-node', 'health']);
