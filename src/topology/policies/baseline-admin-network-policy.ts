import { AdminApi } from './admin-api';
import { V1ALPHA1 } from './admin-network-policy';
import { readAdminPolicy } from './admin-policy';
import { PolicyReader } from './policy-reader';

/** The name of the only one that there may be. */
const NAME = 'default';

const API: AdminApi = {
  ...V1ALPHA1,
  fields: ['subject', 'ingress', 'egress'],
  actions: { Allow: 'accept', Deny: 'deny' },
  outside: ['networks', 'nodes'],
};

/** Reads a BaselineAdminNetworkPolicy, which ClusterNetworkPolicies of the tier Baseline have replaced. */
export const readBaselineAdminNetworkPolicy: PolicyReader = (root, identity) => {
  if (identity.name !== NAME) {
    root.get('metadata').get('name').problem(`"${NAME}": a cluster has one BaselineAdminNetworkPolicy`);
  }
  return readAdminPolicy(root, identity, API, () => ({ tier: 'Baseline' }));
};
