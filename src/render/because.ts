import { Because } from '../reachability/reasons';

/** What let a connection through on one side: `shop/NetworkPolicy/web egress[0]`, or `egress not isolated`. */
export function formatBecause({ direction, policy, rule, path, more, wall }: Because): string {
  if (more !== undefined) return `${more} more for ${wall ?? direction}`;
  if (wall === 'identity' && policy !== undefined) return `${policy} ${path ?? `rules[${rule}]`}`;
  if (policy === undefined) return `${direction} not isolated`;
  return rule === undefined ? `${policy} ${direction}` : `${policy} ${formatPlace(direction, { rule, path })}`;
}

/** Where a rule stands in the `spec` of its policy: `egress[0]`, `specs[1].egressDeny[0]`. */
export function formatPlace(
  direction: Because['direction'],
  { rule, path }: { readonly rule: number; readonly path?: string },
): string {
  return path ?? `${direction}[${rule}]`;
}
