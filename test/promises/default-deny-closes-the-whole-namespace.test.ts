import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { IMAGE, manifestsOf, openBy } from './synth';
import {
  ClusterProfile,
  Connections,
  DefaultDenyPolicy,
  DefaultDenyPolicyProps,
  Dns,
  Peer,
  PolicyDirection,
  Port,
  Worker,
} from '../../src';
import { testApp } from '../manifests';

/** Pods that nobody else isolates, in the namespace of the policy and in another one, and one of this package. */
function opened(props?: DefaultDenyPolicyProps, change: (chart: Chart) => void = () => undefined, dns?: Dns): string[] {
  const app: App = testApp();
  new ClusterProfile({ dns }).applyTo(app);
  const [shop, other] = ['shop', 'other'].map((id) => new Chart(app, id, { namespace: id }));
  for (const chart of [shop, other]) {
    new kplus.Deployment(chart, 'tool', { metadata: { name: 'tool' }, containers: [{ image: IMAGE }] });
  }
  new kplus.k8s.KubePod(shop, 'pod', {
    metadata: { name: 'pod' },
    spec: { containers: [{ name: 'main', image: IMAGE }] },
  });
  new DefaultDenyPolicy(shop, 'deny', props);
  change(shop);
  return openBy(manifestsOf(app)).filter((line) => line.includes('shop/'));
}

const DNS = 'pods:kubernetes.io/metadata.name=kube-system/k8s-app=kube-dns on 53/TCP 53/UDP';

test('all pods of the namespace, those of others included, in both directions but for DNS', () => {
  expect(opened().filter((line) => !/shop\/Pod\/pod -> shop\/Pod\/pod/.test(line))).toEqual([
    `shop/Deployment/tool -> ${DNS}`,
    `shop/Pod/pod -> ${DNS}`,
  ]);
});

test('DNS, too, where that is said', () => {
  const lines = opened({ allowDns: false });
  expect(lines.filter((line) => line.includes('kube-dns'))).toEqual([]);
});

test('DNS where the profile says it is, and nowhere else', () => {
  const lines = opened({}, undefined, Dns.custom({ peers: [Peer.cidr('10.0.0.53/32')], ports: [Port.DNS_UDP] }));
  // Whether a pod has that address is not in the manifests.
  const known = lines.filter((line) => line.startsWith('shop/Deployment/tool') && !line.endsWith('(undefined)'));
  expect(known).toEqual(['shop/Deployment/tool -> ip:10.0.0.53/32 on 53/UDP']);
});

test.each([
  [PolicyDirection.INGRESS, /-> shop\/Deployment\/tool /, /shop\/Deployment\/tool -> other/],
  [
    PolicyDirection.EGRESS,
    /^shop\/Deployment\/tool -> (?!pods:kubernetes)/,
    /other\/Deployment\/tool -> shop\/Deployment\/tool/,
  ],
])('%s alone, where that is said', (direction, closed, open) => {
  const lines = opened({ directions: [direction] });
  expect(lines.filter((line) => closed.test(line))).toEqual([]);
  expect(lines.filter((line) => open.test(line))).toHaveLength(1);
});

test('it takes no opening away that another policy makes', () => {
  const lines = opened({}, (chart) => {
    const client = new Worker(chart, 'client', { image: IMAGE });
    Connections.of(chart.node.findChild('tool') as kplus.Deployment).allowFrom(client, [Port.tcp(8080)]);
  });
  expect(lines).toContain('shop/Deployment/client -> shop/Deployment/tool on 8080/TCP');
});
