import { CILIUM } from './cilium';
import { EKS } from './eks';
import { GKE } from './gke';
import { NameDialect } from './name-dialect';
import { FqdnPolicies } from '../fqdn-policies';

const DIALECTS: { readonly [policies in FqdnPolicies]?: NameDialect } = {
  [FqdnPolicies.CILIUM]: CILIUM,
  [FqdnPolicies.EKS]: EKS,
  [FqdnPolicies.GKE]: GKE,
};

/** How the names of a cluster are written, if its plugin knows names. */
export function dialectOf(policies: FqdnPolicies): NameDialect | undefined {
  return DIALECTS[policies];
}
