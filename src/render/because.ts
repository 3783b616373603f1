import { Because } from '../reachability/judge';

/** What let a connection through on one side: `shop/NetworkPolicy/web egress[0]`, or `egress not isolated`. */
export function formatBecause({ direction, policy, rule }: Because): string {
  if (policy === undefined) return `${direction} not isolated`;
  return rule === undefined ? `${policy} ${direction}` : `${policy} ${direction}[${rule}]`;
}
