import { Because } from '../reachability/reasons';

/** What let a connection through on one side: `shop/NetworkPolicy/web egress[0]`, or `egress not isolated`. */
export function formatBecause({ direction, policy, rule, more }: Because): string {
  if (more !== undefined) return `${more} more for ${direction}`;
  if (policy === undefined) return `${direction} not isolated`;
  return rule === undefined ? `${policy} ${direction}` : `${policy} ${direction}[${rule}]`;
}
