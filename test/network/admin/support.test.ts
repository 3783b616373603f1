import { readFileSync } from 'fs';
import { join } from 'path';
import { AdminPolicies, ClusterProfile, ClusterProfileProps, Cni, Platform } from '../../../src';
import { ADMIN_SUPPORT } from '../../../src/network/admin/support';

const DOCS = readFileSync(join(__dirname, '../../../docs/cluster-policies.md'), 'utf8');

test('the docs say of each plugin what the table knows of it, with its source', () => {
  const section = DOCS.slice(DOCS.indexOf('### Plugins'));
  const rows = [...section.matchAll(/^\| `([A-Z0-9_]+)` \| ([^|]+) \| \[source\]\(([^)]+)\) \|$/gm)];
  const known = Object.entries(Cni).map(([name, cni]) => {
    const { versions, on, source } = ADMIN_SUPPORT[cni];
    const list = versions?.map((version) => `\`${version}\``).join(', ');
    const words = list === undefined ? 'none of them' : `${list}${on === undefined ? '' : `: ${on}`}`;
    return [name, `${words} (${source})`];
  });
  expect(Object.fromEntries(rows.map(([, name, text, source]) => [name, `${text} (${source})`]))).toEqual(
    Object.fromEntries(known),
  );
});

test('each plugin has a page that says so', () => {
  for (const { source } of Object.values(ADMIN_SUPPORT)) expect(source).toMatch(/^https:\/\/[a-z0-9.]+\/\S+$/);
});

test.each<[ClusterProfileProps, string]>([
  [{}, 'ClusterNetworkPolicy of policy.networking.k8s.io/v1alpha2'],
  [{ cni: Cni.CILIUM }, 'ClusterNetworkPolicy of policy.networking.k8s.io/v1alpha2'],
  [{ platform: Platform.GKE_AUTOPILOT }, 'ClusterNetworkPolicy of policy.networking.k8s.io/v1alpha2'],
  [{ platform: Platform.EKS }, 'ClusterNetworkPolicy of networking.k8s.aws/v1alpha1'],
  [{ platform: Platform.EKS_AUTO_MODE }, 'ClusterNetworkPolicy of networking.k8s.aws/v1alpha1'],
  [{ platform: Platform.EKS, cni: Cni.CILIUM }, 'ClusterNetworkPolicy of policy.networking.k8s.io/v1alpha2'],
  [
    { platform: Platform.OPENSHIFT },
    'AdminNetworkPolicy and BaselineAdminNetworkPolicy of policy.networking.k8s.io/v1alpha1',
  ],
])('a profile with %j has its kind', (props, kind) => {
  expect(new ClusterProfile(props).adminPolicies.toString()).toBe(kind);
});

test.each<[ClusterProfileProps, string]>([
  [
    { cni: Cni.CILIUM, adminPolicies: AdminPolicies.v1alpha1() },
    'allowed: AdminPolicies.v1alpha2(). Fix: write `adminPolicies: AdminPolicies.v1alpha2()`, or say what enforces these',
  ],
  [
    { cni: Cni.FLANNEL, adminPolicies: AdminPolicies.v1alpha2() },
    "Fix: if a controller beside it does, name it: AdminPolicies.v1alpha2({ enforcedBy: 'kube-network-policies' })",
  ],
  [{ adminPolicies: AdminPolicies.eks() }, 'Fix: add `platform: Platform.EKS` or `cni: Cni.AWS_VPC_CNI`'],
  [
    { cni: Cni.K3S, adminPolicies: AdminPolicies.eks() },
    'Fix: add `platform: Platform.EKS` or `cni: Cni.AWS_VPC_CNI`, or leave `adminPolicies` out',
  ],
])('what nobody of the cluster enforces is refused: %j', (props, message) => {
  expect(() => new ClusterProfile(props)).toThrow(message);
});

test('a controller beside the plugin is named', () => {
  const adminPolicies = AdminPolicies.v1alpha1({ enforcedBy: 'kube-network-policies' });
  expect(new ClusterProfile({ cni: Cni.FLANNEL, adminPolicies }).adminPolicies).toBe(adminPolicies);
  expect(() => AdminPolicies.v1alpha1({ enforcedBy: ' ' })).toThrow(
    'AdminPolicies.v1alpha1: enforcedBy: got " "; allowed: the name of what enforces them.',
  );
});

test('`namespaceLabels` are checked, copied, and part of what a cluster is', () => {
  const labels = { tier: 'db' };
  const profile = new ClusterProfile({ namespaceLabels: { shop: labels } });
  labels.tier = 'web';
  profile.namespaceLabels.shop.tier = 'other';
  expect(profile.namespaceLabels).toEqual({ shop: { tier: 'db' } });
  expect(() => new ClusterProfile({ namespaceLabels: { Shop: {} } })).toThrow('ClusterProfile: namespace: got "Shop"');
  expect(() => new ClusterProfile({ namespaceLabels: { shop: { 'a b': 'c' } } })).toThrow('ClusterProfile: label');
});
