import { AdminApi } from './admin-api';
import { refuseNamedPorts } from './admin-named-ports';
import { readAdminPolicy, readTierAndPriority } from './admin-policy';
import { readProtocol } from './admin-protocols';
import { PolicyReader } from './policy-reader';

/** @see https://network-policy-api.sigs.k8s.io/reference/spec/ */
const V1ALPHA2: AdminApi = {
  fields: ['tier', 'priority', 'subject', 'ingress', 'egress'],
  actions: { Accept: 'accept', Deny: 'deny', Pass: 'pass' },
  most: 25,
  portsKey: 'protocols',
  readPort: readProtocol,
  checkNamedPorts: refuseNamedPorts('protocols', 'destinationNamedPort'),
  outside: ['networks', 'nodes', 'domainNames'],
  namesWith: ['accept'],
  mayOmitNamespaces: true,
  isExact: false,
};

const V1BETA1: AdminApi = { ...V1ALPHA2, isExact: true };

/** Reads a ClusterNetworkPolicy of the version that has its first release. */
export const readClusterNetworkPolicy: PolicyReader = (root, identity) =>
  readAdminPolicy(root, identity, V1ALPHA2, readTierAndPriority);

/** Reads one of the version after that, which takes the same but for what has two spellings. */
export const readBetaClusterNetworkPolicy: PolicyReader = (root, identity) =>
  readAdminPolicy(root, identity, V1BETA1, readTierAndPriority);
