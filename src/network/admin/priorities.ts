import { inWords, refuse, Where } from '../../support/refuse';
import { AdminPolicies } from '../admin-policies';
import { Cni } from '../cni';

/** The highest priority number that a cluster takes. */
export function lastPriority(cni: Cni | undefined): number {
  return cni === Cni.OVN_KUBERNETES ? 99 : 1000;
}

/** Checks the priorities of policies that are asked one after the other. */
export function checkPriorities(
  where: Where,
  first: number,
  count: number,
  { adminPolicies, cni }: { readonly adminPolicies: AdminPolicies; readonly cni?: Cni },
): void {
  const last = lastPriority(cni);
  const allowed = `a whole number from 0 to ${last}${last === 99 ? ', as OVN-Kubernetes takes them' : ''}`;
  if (!Number.isInteger(first) || first < 0 || first > last) {
    refuse(where, { what: 'priority', got: first, allowed: `${allowed}; lower ones are asked first` });
  }
  if (first + count - 1 <= last) return;
  refuse(where, {
    what: 'priority',
    got: inWords(`${first} for ${count} policies of ${adminPolicies.toString()}, which need one each`),
    allowed: `priorities of which the last is at most ${last}`,
    fix: `write \`priority: ${Math.max(0, last - count + 1)}\` or less, or put rules for the same pods next to each other, which makes fewer policies`,
  });
}
