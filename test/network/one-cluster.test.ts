import { Chart } from 'cdk8s';
import { ClusterProfile, ClusterProfileProps, Cni, Dns, Peer, Port } from '../../src';
import { testApp } from '../manifests';

/** Whether charts with these profiles are for one cluster. */
function areOne(a: ClusterProfileProps | undefined, b: ClusterProfileProps | undefined): boolean {
  const app = testApp();
  const [left, right] = [a, b].map((props, i) => {
    const chart = new Chart(app, `chart-${i}`, { namespace: 'shop' });
    if (props !== undefined) new ClusterProfile(props).applyTo(chart);
    return chart;
  });
  return ClusterProfile._isSameCluster(left, right);
}

const VALUES: [what: string, make: () => ClusterProfileProps][] = [
  ['a DNS address', () => ({ dns: Dns.nodeLocal() })],
  ['another DNS address', () => ({ dns: Dns.nodeLocal('169.254.20.11') })],
  ['a DNS port', () => ({ dns: Dns.custom({ peers: [Peer.namespace('dns')], ports: [Port.udp(1053)] }) })],
  ['another DNS port', () => ({ dns: Dns.custom({ peers: [Peer.namespace('dns')], ports: [Port.tcp(1053)] }) })],
  ['DNS by everybody', () => ({ dns: Dns.custom({ peers: [Peer.anywhere()] }) })],
  ['a domain', () => ({ domain: 'corp.example' })],
  ['a network plugin', () => ({ cni: Cni.CILIUM })],
  ['another network plugin', () => ({ cni: Cni.CALICO })],
  ['an ingress controller', () => ({ ingressController: Peer.namespace('edge') })],
  ['an ingress controller elsewhere', () => ({ ingressController: Peer.namespace('edge-2') })],
  ['a gateway', () => ({ gateway: Peer.namespace('edge') })],
  ['a scraper', () => ({ metricsScraper: Peer.namespace('edge') })],
  ['a scraper that may be anybody', () => ({ metricsScraper: Peer.anywhere() })],
  ['networks of pods', () => ({ podCidrs: ['10.244.0.0/16'] })],
  ['other networks of pods', () => ({ podCidrs: ['10.245.0.0/16'] })],
  ['a name', () => ({ name: 'east' })],
  ['another name', () => ({ name: 'west' })],
];

test.each(VALUES)('charts with %s alike are for one cluster', (_, make) => {
  expect(areOne(make(), make())).toBe(true);
});

test.each(VALUES)(
  'a chart with %s is for another cluster than charts with anything else, and without a profile',
  (what, make) => {
    expect(areOne(make(), undefined)).toBe(false);
    const others = VALUES.filter(([other]) => other !== what);
    expect(others.filter(([, other]) => areOne(make(), other())).map(([other]) => other)).toEqual([]);
  },
);

test('the defaults are one cluster, whether they are said or not', () => {
  expect(areOne({}, undefined)).toBe(true);
  expect(areOne({ domain: 'cluster.local', dns: Dns.coreDns() }, {})).toBe(true);
});

test('a name alone counts, where there is one', () => {
  expect(areOne({ name: 'east', domain: 'corp.example' }, { name: 'east' })).toBe(true);
});

test.each(['', ' ', '\t\n'])('a name that is blank (%j) tells no cluster from others', (name) => {
  expect(() => new ClusterProfile({ name })).toThrow(/^ClusterProfile: name: got .*allowed: a text that tells/);
});
