import { AdminApi } from './admin-api';
import { refuseNamedPorts } from './admin-named-ports';
import { readAdminPolicy, readPriority } from './admin-policy';
import { readPort } from './admin-ports';
import { PolicyReader } from './policy-reader';

/** What both kinds of v1alpha1 have alike: this one, and the BaselineAdminNetworkPolicy. */
export const V1ALPHA1: AdminApi = {
  fields: ['priority', 'subject', 'ingress', 'egress'],
  actions: { Allow: 'accept', Deny: 'deny', Pass: 'pass' },
  most: 100,
  portsKey: 'ports',
  readPort,
  checkNamedPorts: refuseNamedPorts('ports', 'namedPort'),
  outside: ['networks', 'nodes', 'domainNames'],
  namesWith: ['accept'],
  mayOmitNamespaces: false,
  isExact: false,
};

/**
 * Reads an AdminNetworkPolicy, which ClusterNetworkPolicies of the tier Admin have replaced.
 *
 * @see https://github.com/kubernetes-sigs/network-policy-api/tree/v0.1.7/apis/v1alpha1
 */
export const readAdminNetworkPolicy: PolicyReader = (root, identity) =>
  readAdminPolicy(root, identity, V1ALPHA1, (spec) => ({ tier: 'Admin', priority: readPriority(spec) }));
