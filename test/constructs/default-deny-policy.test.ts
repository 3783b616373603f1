import { Chart } from 'cdk8s';
import { ClusterProfile, DefaultDenyPolicy, DefaultDenyPolicyProps, Dns, PolicyDirection } from '../../src';
import { Manifest, only, shopChart } from '../manifests';

const policyOf = (props?: DefaultDenyPolicyProps, chart: Chart = shopChart()): Manifest => {
  new DefaultDenyPolicy(chart, 'default-deny', props);
  return only(chart, 'NetworkPolicy');
};

const coreDns = {
  to: [
    {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
      podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
    },
  ],
  ports: [
    { port: 53, protocol: 'TCP' },
    { port: 53, protocol: 'UDP' },
  ],
};

test('it closes both directions for all pods of the namespace, except for DNS', () => {
  const { metadata, spec } = policyOf();
  expect(spec).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'], egress: [coreDns] });
  expect(metadata).toEqual({
    name: 'default-deny',
    namespace: 'shop',
    labels: {
      'app.kubernetes.io/name': 'default-deny',
      'app.kubernetes.io/instance': 'default-deny',
      'app.kubernetes.io/component': 'network-policy',
      'app.kubernetes.io/managed-by': 'cdk8s',
      'app.kubernetes.io/part-of': 'shop',
    },
  });
});

test('`directions: [INGRESS]` closes ingress and leaves egress alone', () => {
  expect(policyOf({ directions: [PolicyDirection.INGRESS] }).spec).toEqual({
    podSelector: {},
    policyTypes: ['Ingress'],
  });
});

test('`directions: [EGRESS]` closes egress except for DNS', () => {
  expect(policyOf({ directions: [PolicyDirection.EGRESS] }).spec).toEqual({
    podSelector: {},
    policyTypes: ['Egress'],
    egress: [coreDns],
  });
});

test('the order and repetition of `directions` leave no trace', () => {
  const directions = [PolicyDirection.EGRESS, PolicyDirection.INGRESS, PolicyDirection.EGRESS];
  expect(policyOf({ directions }).spec.policyTypes).toEqual(['Ingress', 'Egress']);
});

test('`allowDns: false` closes DNS, too', () => {
  expect(policyOf({ allowDns: false }).spec).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
});

test('DNS is where the cluster profile says', () => {
  const chart = shopChart();
  new ClusterProfile({ dns: Dns.openshift() }).applyTo(chart);
  expect(policyOf({}, chart).spec.egress[0].ports).toEqual([
    { port: 5353, protocol: 'TCP' },
    { port: 5353, protocol: 'UDP' },
  ]);
});

test('`name` is that of the policy', () => {
  const chart = shopChart();
  const policy = new DefaultDenyPolicy(chart, 'default-deny', { name: 'closed' });
  expect(policy.name).toBe('closed');
  expect(only(chart, 'NetworkPolicy').metadata.name).toBe('closed');
});

test('`labels` are added to those of the policy', () => {
  expect(policyOf({ labels: { team: 'platform' } }).metadata.labels.team).toBe('platform');
});
