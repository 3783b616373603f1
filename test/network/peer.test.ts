import { allOf, chartOf, podsOf, policy, service } from './policies';
import { Peer, Port } from '../../src';
import { Manifest, testApp } from '../manifests';

/** The peers of the one rule that a policy has for this peer, in both directions. */
function rendered(peer: Peer, podCidrs?: string[]): Manifest {
  const chart = chartOf(testApp(), 'shop', { podCidrs });
  const { connections } = service(chart, 'api');
  connections.allowFrom(peer, [Port.tcp(8080)]);
  connections.allowTo(peer, [Port.tcp(8080)]);
  const { ingress, egress } = policy(chart, 'api');
  // Rules are sorted by port: DNS comes first.
  expect(egress[1]).toEqual(
    ingress[0].from === undefined ? { ports: ingress[0].ports } : { to: ingress[0].from, ports: ingress[0].ports },
  );
  return ingress[0].from;
}

/** What is not globally reachable by IANA's registries of special-purpose addresses, and Azure's host. */
const NOT_GLOBAL_IPV4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '168.63.129.16/32',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];
/** Inside of 2000::/3: what else of IPv6 there is has not been given out, or is no address of the internet. */
const NOT_GLOBAL_IPV6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

test.each<[string, Peer, Manifest]>([
  ['cidr 10.0.0.0/8', Peer.cidr('10.0.0.0/8'), [{ ipBlock: { cidr: '10.0.0.0/8' } }]],
  ['cidr 2001:db8::/32', Peer.cidr('2001:DB8:0::/32'), [{ ipBlock: { cidr: '2001:db8::/32' } }]],
  [
    'cidr 10.0.0.0/8',
    Peer.cidr('10.0.0.0/8', { except: ['10.9.0.0/16', '10.8.0.1/32'] }),
    [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.9.0.0/16', '10.8.0.1/32'] } }],
  ],
  ['cidr 10.0.0.0/8', Peer.cidr('10.0.0.0/8', { except: [] }), [{ ipBlock: { cidr: '10.0.0.0/8' } }]],
  ['anywhere', Peer.anywhere(), undefined],
  ['namespace monitoring', Peer.namespace('monitoring'), [allOf('monitoring')]],
  [
    'namespaces {"team":"checkout","env":"prod"}',
    Peer.namespacesLabelled({ team: 'checkout', env: 'prod' }),
    [{ namespaceSelector: { matchLabels: { team: 'checkout', env: 'prod' } } }],
  ],
  ['pods {"app":"web"}', Peer.pods({ labels: { app: 'web' } }), [podsOf({ app: 'web' })]],
  [
    'pods {"app":"web","tier":"front"}',
    Peer.pods({ namespace: 'web', labels: { app: 'web', tier: 'front' } }),
    [podsOf({ app: 'web', tier: 'front' }, 'web')],
  ],
  ['all pods of the namespace', Peer.allPodsInNamespace(), [{ podSelector: {} }]],
  ['every pod of the cluster', Peer.allPods(), [{ namespaceSelector: {} }]],
  [
    'pods {"app":"web"} of every namespace',
    Peer.podsLabelled({ app: 'web' }),
    [{ namespaceSelector: {}, podSelector: { matchLabels: { app: 'web' } } }],
  ],
  [
    'the internet',
    Peer.internet(),
    [
      { ipBlock: { cidr: '0.0.0.0/0', except: NOT_GLOBAL_IPV4 } },
      { ipBlock: { cidr: '2000::/3', except: NOT_GLOBAL_IPV6 } },
    ],
  ],
])('%s is one peer, in both directions', (name, peer, expected) => {
  expect(peer.toString()).toEqual(name);
  expect(rendered(peer)).toEqual(expected);
});

test('the internet is without the pod CIDRs that are not private anyway', () => {
  expect(
    rendered(Peer.internet(), ['10.244.0.0/16', '11.0.0.0/8', '10.0.0.0/8', '2600:1f00::/48', 'fd00::/64']),
  ).toEqual([
    { ipBlock: { cidr: '0.0.0.0/0', except: [...NOT_GLOBAL_IPV4, '11.0.0.0/8'] } },
    { ipBlock: { cidr: '2000::/3', except: [...NOT_GLOBAL_IPV6, '2600:1f00::/48'] } },
  ]);
});

test('a peer is not changed by what its maker does with the options afterwards', () => {
  const labels: Record<string, string> = { app: 'web' };
  const except = ['10.9.0.0/16'];
  const peers = [Peer.pods({ labels }), Peer.namespacesLabelled(labels), Peer.cidr('10.0.0.0/8', { except })];
  labels.app = 'other';
  except.push('10.8.0.0/16');
  expect(peers.map((peer) => rendered(peer))).toEqual([
    [podsOf({ app: 'web' })],
    [{ namespaceSelector: { matchLabels: { app: 'web' } } }],
    [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.9.0.0/16'] } }],
  ]);
});

test('several networks are one peer', () => {
  const peer = Peer.cidrs(['10.1.0.0/24', '10.1.1.0/24', '10.1.0.0/24']);
  const blocks = ['10.1.0.0/24', '10.1.1.0/24'].map((cidr) => ({ ipBlock: { cidr } }));
  expect(peer._render({ podCidrs: [] }, 'egress')).toEqual(blocks);
  expect(peer.toString()).toEqual('cidrs 10.1.0.0/24, 10.1.1.0/24');
});
