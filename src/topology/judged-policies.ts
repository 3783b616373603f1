import { Policy, Topology } from './model';

/** The policies that are judged, of all kinds: NetworkPolicies first. */
export function judgedPolicies({ policies, otherPolicies }: Topology): readonly Policy[] {
  return otherPolicies.length === 0 ? policies : [...policies, ...otherPolicies];
}
