import { Chart } from 'cdk8s';
import { chartOf, DNS_RULE, policy, service, worker } from './policies';
import {
  ClusterProfile,
  ClusterProfileProps,
  Cni,
  Dns,
  ExternalAlias,
  ExternalAliasProps,
  NetworkPolicyMode,
  Peer,
} from '../../src';
import { Manifest, only, render, testApp } from '../manifests';

function ciliumChart(profile: ClusterProfileProps = {}): Chart {
  return chartOf(testApp(), 'shop', { cni: Cni.CILIUM, ...profile });
}

function stripe(chart: Chart, props: Partial<ExternalAliasProps> = {}): ExternalAlias {
  return new ExternalAlias(chart, 'payments', { hostname: 'api.stripe.com', port: 443, ...props });
}

const DNS_PORTS = {
  ports: [
    { port: '53', protocol: 'UDP' },
    { port: '53', protocol: 'TCP' },
  ],
  rules: { dns: [{ matchPattern: '*' }] },
};
const COREDNS = { matchLabels: { 'k8s:k8s-app': 'kube-dns', 'k8s:io.kubernetes.pod.namespace': 'kube-system' } };
const STRIPE = [{ matchName: 'api.stripe.com' }, { matchName: 'payments.shop.svc.cluster.local' }];

function kinds(chart: Chart): string[] {
  return render(chart).map(({ kind }: Manifest) => kind as string);
}

test('a name outside the cluster is opened by name, with the DNS rule from which Cilium learns its addresses', () => {
  const chart = ciliumChart();
  worker(chart, 'mailer').connectTo(stripe(chart));
  expect(only(chart, 'CiliumNetworkPolicy')).toEqual({
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumNetworkPolicy',
    metadata: {
      name: 'mailer-fqdn',
      namespace: 'shop',
      labels: {
        'app.kubernetes.io/name': 'mailer',
        'app.kubernetes.io/instance': 'mailer',
        'app.kubernetes.io/component': 'worker',
        'app.kubernetes.io/managed-by': 'cdk8s',
        'app.kubernetes.io/part-of': 'shop',
      },
    },
    spec: {
      endpointSelector: { matchLabels: { 'app.kubernetes.io/name': 'mailer' } },
      egress: [
        { toEndpoints: [COREDNS], toPorts: [DNS_PORTS] },
        { toFQDNs: STRIPE, toPorts: [{ ports: [{ port: '443', protocol: 'TCP' }] }] },
      ],
    },
  });
});

test('the standard policy then opens nothing but DNS', () => {
  const chart = ciliumChart();
  worker(chart, 'mailer').connectTo(stripe(chart));
  expect(policy(chart, 'mailer').egress).toEqual([DNS_RULE]);
});

test('several names share one policy, sorted, each said once', () => {
  const declare = (reverse: boolean): Manifest => {
    const chart = ciliumChart();
    const mailer = worker(chart, 'mailer');
    const targets = [
      stripe(chart),
      new ExternalAlias(chart, 'mail', { hostname: 'smtp.example.com', port: 587 }),
      new ExternalAlias(chart, 'files', { hostname: 'files.example.com', ports: [{ port: 443 }, { port: 8443 }] }),
    ];
    for (const target of reverse ? [...targets].reverse() : targets) {
      mailer.connectTo(target);
      mailer.connectTo(target);
    }
    return only(chart, 'CiliumNetworkPolicy').spec.egress.slice(1);
  };
  const expected = [
    { toFQDNs: STRIPE, toPorts: [{ ports: [{ port: '443', protocol: 'TCP' }] }] },
    {
      toFQDNs: [{ matchName: 'files.example.com' }, { matchName: 'files.shop.svc.cluster.local' }],
      toPorts: [
        {
          ports: [
            { port: '443', protocol: 'TCP' },
            { port: '8443', protocol: 'TCP' },
          ],
        },
      ],
    },
    {
      toFQDNs: [{ matchName: 'smtp.example.com' }, { matchName: 'mail.shop.svc.cluster.local' }],
      toPorts: [{ ports: [{ port: '587', protocol: 'TCP' }] }],
    },
  ];
  expect(declare(false)).toEqual(expected);
  expect(declare(true)).toEqual(expected);
});

test('each client owns its policy', () => {
  const chart = ciliumChart();
  const target = stripe(chart);
  worker(chart, 'mailer').connectTo(target);
  service(chart, 'api').connectTo(target);
  const names = render(chart)
    .filter(({ kind }: Manifest) => kind === 'CiliumNetworkPolicy')
    .map(({ metadata }: Manifest) => metadata.name);
  expect(names).toEqual(['mailer-fqdn', 'api-fqdn']);
});

test.each<[string, Dns, Manifest]>([
  [
    'NodeLocal DNSCache',
    Dns.nodeLocal(),
    {
      toEndpoints: [
        COREDNS,
        { matchLabels: { 'k8s:k8s-app': 'node-local-dns', 'k8s:io.kubernetes.pod.namespace': 'kube-system' } },
      ],
      toPorts: [DNS_PORTS],
    },
  ],
  [
    'OpenShift',
    Dns.openshift(),
    {
      toEndpoints: [
        {
          matchLabels: {
            'k8s:dns.operator.openshift.io/daemonset-dns': 'default',
            'k8s:io.kubernetes.pod.namespace': 'openshift-dns',
          },
        },
      ],
      toPorts: [
        {
          ports: [
            { port: '5353', protocol: 'UDP' },
            { port: '5353', protocol: 'TCP' },
          ],
          rules: { dns: [{ matchPattern: '*' }] },
        },
      ],
    },
  ],
  [
    'other DNS pods, beside an address',
    Dns.custom({
      peers: [
        Peer.cidr('10.0.0.10/32'),
        Peer.pods({ namespace: 'dns', labels: { app: 'unbound' } }),
        Peer.pods({ labels: { app: 'dnsmasq' } }),
      ],
    }),
    {
      toEndpoints: [
        { matchLabels: { 'k8s:app': 'unbound', 'k8s:io.kubernetes.pod.namespace': 'dns' } },
        { matchLabels: { 'k8s:app': 'dnsmasq' } },
      ],
      toPorts: [DNS_PORTS],
    },
  ],
])('the DNS rule follows the cluster: %s', (_, dns, expected) => {
  const chart = ciliumChart({ dns });
  worker(chart, 'mailer').connectTo(stripe(chart));
  expect(only(chart, 'CiliumNetworkPolicy').spec.egress[0]).toEqual(expected);
});

test('more ports than Cilium takes in one list are written in several', () => {
  const chart = ciliumChart();
  const ports = Array.from({ length: 41 }, (_, i) => ({ name: `p-${i}`, port: 8000 + i }));
  worker(chart, 'mailer').connectTo(stripe(chart, { port: undefined, ports }));
  const { toPorts } = only(chart, 'CiliumNetworkPolicy').spec.egress[1];
  expect(toPorts.map((list: Manifest) => list.ports.length)).toEqual([40, 1]);
  expect(toPorts[1].ports).toEqual([{ port: '8040', protocol: 'TCP' }]);
});

test('where the namespace is not known, the alias cannot be named, and the host alone is opened', () => {
  const app = testApp();
  new ClusterProfile({ cni: Cni.CILIUM }).applyTo(app);
  const chart = new Chart(app, 'shop');
  worker(chart, 'mailer').connectTo(stripe(chart));
  expect(only(chart, 'CiliumNetworkPolicy').spec.egress[1].toFQDNs).toEqual([{ matchName: 'api.stripe.com' }]);
});

test.each<[string, Partial<ExternalAliasProps>, Manifest]>([
  ['networks', { cidrs: ['203.0.113.0/24'] }, [{ ipBlock: { cidr: '203.0.113.0/24' } }]],
  ['addresses', { hostname: undefined, addresses: ['203.0.113.7'] }, [{ ipBlock: { cidr: '203.0.113.7/32' } }]],
])('an alias with %s needs no names', (_, props, to) => {
  const chart = ciliumChart();
  worker(chart, 'mailer').connectTo(stripe(chart, props));
  expect(kinds(chart)).not.toContain('CiliumNetworkPolicy');
  expect(policy(chart, 'mailer').egress).toEqual([DNS_RULE, { to, ports: [{ port: 443, protocol: 'TCP' }] }]);
});

test('a client that is not isolated needs no policy', () => {
  const chart = ciliumChart();
  worker(chart, 'mailer', { networkPolicy: NetworkPolicyMode.NONE }).connectTo(stripe(chart));
  expect(kinds(chart)).toEqual(['ServiceAccount', 'Deployment', 'PodDisruptionBudget', 'Service']);
});
