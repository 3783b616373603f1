import { Chart } from 'cdk8s';
import { IMAGE, manifestsOf, openBy } from './synth';
import {
  ClusterProfile,
  Cni,
  Dns,
  ExternalAlias,
  ExternalAliasProps,
  FqdnPolicies,
  Peer,
  Platform,
  Worker,
} from '../../src';
import { Manifest, testApp } from '../manifests';
import { inCidr } from '../reachability/naive-addresses';

/** What a client of the alias may reach, DNS left out. */
function rendered(props: ExternalAliasProps, profile?: ClusterProfile): Manifest[] {
  const app = testApp();
  profile?.applyTo(app);
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  new Worker(chart, 'client', { image: IMAGE }).connectTo(new ExternalAlias(chart, 'alias', props));
  return manifestsOf(app);
}

function reached(props: ExternalAliasProps): string[] {
  const prefix = 'shop/Deployment/client -> ';
  return openBy(rendered(props))
    .filter((line) => line.startsWith(prefix) && !line.includes('kube-dns'))
    .map((line) => line.slice(prefix.length));
}

test.each<[string, ExternalAliasProps, string[]]>([
  [
    'its addresses, on the port behind the alias',
    { addresses: ['10.20.0.5', '2001:db8::5'], port: 80, targetPort: 8080 },
    ['ip:10.20.0.5/32 on 8080/TCP', 'ip:2001:db8::5/128 on 8080/TCP'],
  ],
  [
    'the networks of its name',
    { hostname: 'api.example.com', cidrs: ['203.0.113.0/24', '198.51.100.8/29'], port: 443 },
    ['ip:198.51.100.8/29 on 443/TCP', 'ip:203.0.113.0/24 on 443/TCP'],
  ],
])('%s', (_, props, expected) => {
  expect(reached(props)).toEqual(expected);
});

test('a name without networks: every public address, and none of the others', () => {
  const manifests = rendered({ hostname: 'api.example.com', port: 443 });
  const { egress } = manifests.find(({ kind }) => kind === 'NetworkPolicy').spec;
  const blocks = egress.flatMap(({ to }: Manifest) => to.flatMap(({ ipBlock }: Manifest) => ipBlock ?? [])) as {
    cidr: string;
    except: string[];
  }[];
  const isOpen = (ip: string): boolean =>
    blocks.some(({ cidr, except }) => inCidr(ip, cidr) && !except.some((inner) => inCidr(ip, inner)));
  const open = ['8.8.8.8', '93.184.216.34', '172.32.0.1', '2606:2800:220:1::1'];
  const closed = [
    ...['10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '100.64.0.1', '127.0.0.1', '0.0.0.0'],
    ...['169.254.169.254', '224.0.0.1', '240.0.0.1', '255.255.255.255'],
    ...['::1', 'fe80::1', 'fc00::1', 'fd00:ec2::254', 'ff02::1'],
  ];
  expect(open.filter((ip) => !isOpen(ip))).toEqual([]);
  expect(closed.filter(isOpen)).toEqual([]);
  expect(egress.map(({ ports }: Manifest) => ports.map(({ port }: Manifest) => port))).toEqual(
    expect.arrayContaining([[443], [53, 53]]),
  );
  expect(egress.length).toBe(2);
});

describe('with Cilium: exactly the name', () => {
  const cilium = new ClusterProfile({ cni: Cni.CILIUM });

  test('and no address', () => {
    const manifests = rendered({ hostname: 'api.stripe.com', port: 443 }, cilium);
    expect(JSON.stringify(manifests)).not.toContain('ipBlock');
    const { spec } = manifests.find(({ kind }) => kind === 'CiliumNetworkPolicy');
    expect(spec.endpointSelector).toEqual({ matchLabels: { 'app.kubernetes.io/name': 'client' } });
    expect(spec.egress.slice(1)).toEqual([
      {
        toFQDNs: [{ matchName: 'api.stripe.com' }, { matchName: 'alias.shop.svc.cluster.local' }],
        toPorts: [{ ports: [{ port: '443', protocol: 'TCP' }] }],
      },
    ]);
  });

  test('and where its DNS pods are not known, it is refused', () => {
    const profile = new ClusterProfile({ cni: Cni.CILIUM, dns: Dns.custom({ peers: [Peer.cidr('10.0.0.10/32')] }) });
    expect(() => rendered({ hostname: 'api.stripe.com', port: 443 }, profile)).toThrow(
      /^shop\/client: .*: got .*; allowed: /,
    );
  });
});

test.each<[string, ClusterProfile, string[]]>([
  ['EKS', new ClusterProfile({ platform: Platform.EKS_AUTO_MODE, fqdnPolicies: FqdnPolicies.EKS }), ['domainNames']],
  ['GKE', new ClusterProfile({ platform: Platform.GKE_AUTOPILOT, fqdnPolicies: FqdnPolicies.GKE }), ['matches']],
])('with the policies of %s: exactly the names, and no address but those of DNS', (_, profile, [key]) => {
  const manifests = rendered({ hostname: 'api.stripe.com', names: ['*.stripe.com'], port: 443 }, profile);
  const { egress } = manifests.find(({ kind }) => kind === 'NetworkPolicy').spec;
  expect(egress.map(({ ports }: Manifest) => ports.map(({ port }: Manifest) => port))).toEqual([[53, 53]]);
  const policies = manifests.filter(({ kind }) => kind !== 'NetworkPolicy' && kind.endsWith('NetworkPolicy'));
  expect(policies.length).toBe(1);
  const { spec } = policies[0];
  expect(spec.podSelector).toEqual({ matchLabels: { 'app.kubernetes.io/name': 'client' } });
  const rules = spec.egress.filter((rule: Manifest) => JSON.stringify(rule).includes(`"${key}"`));
  expect(rules.map(({ ports }: Manifest) => ports)).toEqual([[{ port: 443, protocol: 'TCP' }]]);
  expect(JSON.stringify(rules)).not.toContain('ipBlock');
  expect(JSON.stringify(rules).match(/"[*a-z.]+\.(com|local)"/g)).toEqual([
    '"api.stripe.com"',
    '"alias.shop.svc.cluster.local"',
    '"*.stripe.com"',
  ]);
  // What else the policy says, the NetworkPolicy says as well.
  expect(spec.egress.filter((rule: Manifest) => !rules.includes(rule))).toEqual(key === 'domainNames' ? egress : []);
});
