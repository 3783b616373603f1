import { Chart } from 'cdk8s';
import { Protocol } from 'cdk8s-plus-28';
import {
  Cidrs,
  ClusterProfile,
  ClusterProfileProps,
  Cni,
  ExternalAlias,
  ExternalAliasProps,
  ExternalReach,
  FqdnPolicies,
  IpFamily,
  Platform,
  Worker,
} from '../../src';
import { WARNING_METADATA } from '../../src/support/warn';
import { Manifest, only, render, testApp } from '../manifests';

function chartWith(profile: ClusterProfileProps = {}): Chart {
  const chart = new Chart(testApp(), 'shop', { namespace: 'shop' });
  new ClusterProfile(profile).applyTo(chart);
  return chart;
}

function aliasOf(props: ExternalAliasProps, profile?: ClusterProfileProps): () => ExternalAlias {
  return () => new ExternalAlias(chartWith(profile), 'db', props);
}

function connected(props: ExternalAliasProps, profile?: ClusterProfileProps): Chart {
  const chart = chartWith(profile);
  const client = new Worker(chart, 'client', { image: 'ghcr.io/acme/client:1.0.0' });
  client.connectTo(new ExternalAlias(chart, 'db', props));
  return chart;
}

/** The networks that a client may connect to on some port. */
function opened(chart: Chart, port: number): string[] {
  const { egress } = only(chart, 'NetworkPolicy', 'client').spec;
  const rule = egress.find(({ ports }: Manifest) => ports.some((each: Manifest) => each.port === port));
  return (rule?.to ?? []).map(({ ipBlock }: Manifest) => ipBlock.cidr);
}

const warningsOf = (alias: ExternalAlias): unknown[] =>
  alias.node.metadata.filter(({ type }) => type === WARNING_METADATA).map(({ data }) => data as unknown);

const RDS = 'orders.c9abcdefgh.eu-west-1.rds.amazonaws.com';
const CACHE = 'orders.abc123.0001.euw1.cache.amazonaws.com';
const INTERNET = ['0.0.0.0/0', '2000::/3'];
const NETWORKS = "cidrs: Cidrs.vpc() with the profile's `vpcCidrs`, or Cidrs.of(['10.0.0.0/16'])";

describe('where no plugin knows names', () => {
  test.each([80, 443])('port %d of a name of which nothing is known is open to the internet', (port) => {
    expect(opened(connected({ hostname: 'api.stripe.com', port }), port)).toEqual(INTERNET);
  });

  test.each([5432, 8443, 587, 1])('port %d of such a name is refused until it is said where it is', (port) => {
    expect(() => connected({ hostname: 'db.example.com', port })).toThrow(
      new Error(
        `shop/db: hostname: got "db.example.com" on port ${port}/TCP; allowed: ports 80 and 443, or a name of which is said ` +
          `where it is: on other ports private addresses are as usual as public ones. Fix: reach: ExternalReach.PUBLIC if all ` +
          `its addresses are public; else ${NETWORKS}`,
      ),
    );
    expect(opened(connected({ hostname: 'db.example.com', port, reach: ExternalReach.PUBLIC }), port)).toEqual(
      INTERNET,
    );
    expect(opened(connected({ hostname: 'db.example.com', port, cidrs: ['10.20.0.0/16'] }), port)).toEqual([
      '10.20.0.0/16',
    ]);
  });

  test('each port that is opened counts, and none that is not', () => {
    const ports = [
      { name: 'https', port: 443 },
      { name: 'admin', port: 8443 },
    ];
    expect(() => connected({ hostname: 'api.example.com', ports })).toThrow(/on port 8443\/TCP/);
    const chart = chartWith();
    const client = new Worker(chart, 'client', { image: 'ghcr.io/acme/client:1.0.0' });
    client.connectTo(new ExternalAlias(chart, 'api', { hostname: 'api.example.com', ports }), { ports: ['https'] });
    expect(opened(chart, 443)).toEqual(INTERNET);
  });

  test('QUIC is on a usual port', () => {
    const ports = [{ port: 443, protocol: Protocol.UDP }];
    expect(opened(connected({ hostname: 'api.example.com', ports }), 443)).toEqual(INTERNET);
  });

  test.each([80, 443, 6379])('a name with an ending of private addresses is refused on port %d', (port) => {
    expect(() => connected({ hostname: CACHE, port })).toThrow(
      new Error(
        `shop/db: hostname: got "${CACHE}" without \`cidrs\`; allowed: a name with its networks: with this ending it has ` +
          `private addresses, and the internet alone would be opened. Fix: ${NETWORKS}`,
      ),
    );
  });

  test('of such a name it is refused to say that it is public', () => {
    expect(aliasOf({ hostname: CACHE, reach: ExternalReach.PUBLIC })).toThrow(
      new Error(
        `shop/db: reach: got ExternalReach.PUBLIC of "${CACHE}"; allowed: a name that may have public addresses; one with ` +
          `this ending has private ones, or none. Fix: say its networks instead: ${NETWORKS}`,
      ),
    );
  });

  test.each([443, 5432])('a name with an ending of either must say which on port %d', (port) => {
    expect(() => connected({ hostname: RDS, port })).toThrow(
      new Error(
        `shop/db: hostname: got "${RDS}" without \`cidrs\`; allowed: a name of which is said where it is: with this ending ` +
          `it has private addresses or public ones. Fix: ${NETWORKS}; reach: ExternalReach.PUBLIC if all its addresses are public`,
      ),
    );
    expect(opened(connected({ hostname: RDS, port, reach: ExternalReach.PUBLIC }), port)).toEqual(INTERNET);
  });

  test('a name that nobody connects to needs no words', () => {
    expect(aliasOf({ hostname: RDS, port: 5432 })).not.toThrow();
  });

  test('`names` always say where they are', () => {
    const names = ['*.s3.amazonaws.com', 'sts.amazonaws.com'];
    expect(() => connected({ names, port: 443 })).toThrow(
      new Error(
        'shop/db: names: got "*.s3.amazonaws.com"; allowed: names of which is said where they are, where the network plugin ' +
          `knows addresses alone. Fix: reach: ExternalReach.PUBLIC if all its addresses are public; else ${NETWORKS}`,
      ),
    );
    expect(opened(connected({ names, port: 443, reach: ExternalReach.PUBLIC }), 443)).toEqual(INTERNET);
    expect(opened(connected({ names, port: 443, cidrs: Cidrs.of(['52.216.0.0/15']) }), 443)).toEqual(['52.216.0.0/15']);
  });

  test.each([
    [{ platform: Platform.EKS_AUTO_MODE }, 'EKS'],
    [{ platform: Platform.GKE_AUTOPILOT }, 'GKE'],
  ] as const)('the fix has the policies that %j may have', (profile, own) => {
    expect(() => connected({ hostname: RDS, port: 5432 }, profile)).toThrow(
      new RegExp(`switched on, the profile says so: fqdnPolicies: FqdnPolicies\\.${own}$`),
    );
  });

  test('the profile of the client counts, whose policy it is', () => {
    const app = testApp();
    const [here, there] = ['here', 'there'].map((namespace) => new Chart(app, namespace, { namespace }));
    new ClusterProfile({ name: 'one', cni: Cni.CILIUM }).applyTo(here);
    new ClusterProfile({ name: 'one' }).applyTo(there);
    const alias = new ExternalAlias(there, 'db', { hostname: RDS, port: 5432 });
    new Worker(here, 'client', { image: 'ghcr.io/acme/client:1.0.0' }).connectTo(alias);
    expect(only(here, 'CiliumNetworkPolicy').spec.egress[1].toFQDNs[0]).toEqual({ matchName: RDS });
    expect(() => new Worker(there, 'client', { image: 'ghcr.io/acme/client:1.0.0' }).connectTo(alias)).toThrow(
      /^there\/db: hostname: got/,
    );
  });
});

test.each<[string, ClusterProfileProps]>([
  ['Cilium', { cni: Cni.CILIUM }],
  ['EKS', { platform: Platform.EKS_AUTO_MODE, fqdnPolicies: FqdnPolicies.EKS }],
  ['GKE', { platform: Platform.GKE_AUTOPILOT, fqdnPolicies: FqdnPolicies.GKE }],
])('where %s knows names, any name and port needs no more words', (_, profile) => {
  const chart = connected({ hostname: CACHE, port: 6379 }, profile);
  expect(opened(chart, 6379)).toEqual([]);
  expect(render(chart).filter(({ kind }) => kind !== 'NetworkPolicy' && kind.endsWith('NetworkPolicy')).length).toBe(1);
});

describe('Cidrs.vpc()', () => {
  const props = { hostname: RDS, port: 5432, cidrs: Cidrs.vpc() };

  test('are the networks of the profile', () => {
    expect(opened(connected(props, { vpcCidrs: ['10.0.0.0/16', '100.64.0.0/16'] }), 5432)).toEqual([
      '10.0.0.0/16',
      '100.64.0.0/16',
    ]);
  });

  test('are those that pods can have to do with', () => {
    const vpcCidrs = ['10.0.0.0/16', '2001:db8:1::/56'];
    expect(opened(connected(props, { vpcCidrs, ipFamilies: [IpFamily.IPV4] }), 5432)).toEqual(['10.0.0.0/16']);
    expect(opened(connected(props, { vpcCidrs, platform: Platform.EKS }), 5432)).toEqual(['10.0.0.0/16']);
    expect(opened(connected(props, { vpcCidrs }), 5432)).toEqual(['10.0.0.0/16', '2001:db8:1::/56']);
  });

  test('hold the pods, too, where these have addresses of the cloud', () => {
    const profile = { platform: Platform.EKS, vpcCidrs: ['10.0.0.0/16'], podCidrs: ['10.0.0.0/16'] };
    expect(opened(connected(props, profile), 5432)).toEqual(['10.0.0.0/16']);
  });

  test('are refused where the profile says none, or none that pods could reach', () => {
    expect(() => connected(props)).toThrow(
      new Error(
        "shop/db: cidrs: got Cidrs.vpc() where the cluster profile has no `vpcCidrs`; allowed: the networks that the cloud's " +
          "private network has. Fix: new ClusterProfile({ vpcCidrs: ['10.0.0.0/16'] }).applyTo(app), or name the networks: Cidrs.of([…])",
      ),
    );
    expect(() => connected(props, { vpcCidrs: ['2001:db8:1::/56'], ipFamilies: [IpFamily.IPV4] })).toThrow(
      /^shop\/db: cidrs: got Cidrs\.vpc\(\) where the cluster profile has other `vpcCidrs`; allowed: .*, of IPv4\./,
    );
  });

  test('of lists are checked as lists are', () => {
    expect(() => Cidrs.of([])).toThrow(
      new Error('Cidrs.of: cidrs: got []; allowed: at least one network. Fix: name the networks'),
    );
    expect(() => Cidrs.of(['10.0.0.1/8'])).toThrow(/^Cidrs\.of: CIDR: got "10\.0\.0\.1\/8"/);
  });
});

describe('names of the cluster and of the pod are refused, with what to use', () => {
  test.each([
    ['db.shop.svc.cluster.local', 'connect to the construct that has the Service "db"'],
    ['db.shop.svc', "Peer.pods({ namespace: 'shop', labels })"],
    ['db', 'write the full name'],
    ['localhost', 'without any alias'],
    ['metadata.google.internal', 'Peer.cloudMetadata()'],
    ['kubernetes.default.svc', 'Peer.kubeApiServer()'],
    ['10.0.0.5.nip.io', '`addresses`'],
  ])('%s', (name, fix) => {
    for (const props of [{ hostname: name }, { names: [name] }, { names: [`*.${name}`] }]) {
      const what = props.hostname === undefined ? 'names' : 'hostname';
      expect(aliasOf({ ...props, cidrs: ['10.0.0.0/8'] })).toThrow(
        new RegExp(`^shop/db: ${what}: got ".*": .*; allowed: a name of something outside of the cluster\\. Fix: `),
      );
    }
    expect(aliasOf({ hostname: name })).toThrow(fix);
  });

  test('the domain of the profile is known when the alias is made, and that of the client when it connects', () => {
    const hostname = 'db.shop.svc.k8s.acme.com';
    expect(aliasOf({ hostname }, { domain: 'k8s.acme.com' })).toThrow(/the Service "db"/);
    const app = testApp();
    const alias = new ExternalAlias(new Chart(app, 'a', { namespace: 'a' }), 'db', { hostname, port: 443 });
    const shop = new Chart(app, 'shop', { namespace: 'shop' });
    new ClusterProfile({ domain: 'k8s.acme.com' }).applyTo(shop);
    const client = new Worker(shop, 'client', { image: 'ghcr.io/acme/client:1.0.0' });
    expect(() => client.connectTo(alias)).toThrow(/^a\/db: hostname: got "db\.shop\.svc\.k8s\.acme\.com"/);
  });

  test('a name that a Service of the app has inside of the cluster is warned about', () => {
    const alias = aliasOf({ hostname: 'db.shop' })();
    expect(warningsOf(alias)).toEqual([
      '"db.shop": this is a name of the internet, not the Service "db" of namespace "shop", which is in the app, too: an alias ' +
        'is an absolute name. If the Service is meant, connect to its construct.',
    ]);
    expect(warningsOf(aliasOf({ hostname: 'acme.io' })())).toEqual([]);
  });
});

describe('addresses and networks in which nothing outside can be are refused, with what to use', () => {
  const profile = { podCidrs: ['10.244.0.0/16', 'fd00:10:244::/56'], serviceCidrs: ['10.96.0.0/12'] };

  test.each([
    ['10.244.3.1', 'in 10.244.0.0/16, the network of pods', 'Peer.pods({ namespace, labels })'],
    ['fd00:10:244::7', 'in fd00:10:244::/56, the network of pods', 'Peer.pods({ namespace, labels })'],
    ['10.96.0.1', 'in 10.96.0.0/12, the network of Services', 'Peer.kubeApiServer()'],
    ['10.100.7.7', 'in 10.96.0.0/12, the network of Services', 'connect to the construct that has the Service'],
    ['168.63.129.16', "an address of the cloud's metadata", 'Peer.cloudMetadata()'],
    ['fd00:ec2::254', "an address of the cloud's metadata", 'Peer.cloudMetadata()'],
    ['100.100.100.200', "an address of the cloud's metadata", 'Peer.cloudMetadata()'],
    ['fd00:ec2::23', "the address of the cloud's identity agent", 'Peer.cloudIdentity()'],
  ])('%s is %s: %s', (address, what, fix) => {
    const width = address.includes(':') ? 128 : 32;
    expect(aliasOf({ addresses: [address], port: 443 }, profile)).toThrow(
      `shop/db: address: got ${address}: ${what}; allowed: what is outside of the cluster. Fix: `,
    );
    expect(aliasOf({ addresses: [address], port: 443 }, profile)).toThrow(fix);
    expect(aliasOf({ hostname: RDS, cidrs: [`${address}/${width}`] }, profile)).toThrow(
      `shop/db: cidrs: got ${address}: ${what}; allowed: what is outside of the cluster. Fix: `,
    );
  });

  test.each([
    ['169.254.169.254', 'Peer.cloudMetadata()'],
    ['169.254.170.23', 'Peer.cloudIdentity()'],
    ['169.254.20.10', '`dns` of the ClusterProfile'],
    ['169.254.1.1', 'Peer.cloudIdentity()'],
    ['127.0.0.1', 'without any policy'],
    ['::1', 'without any policy'],
    ['fe80::1', 'Peer.cloudMetadata()'],
  ])('%s is of the node or the pod: %s', (address, fix) => {
    expect(aliasOf({ addresses: [address], port: 443 })).toThrow(
      `shop/db: address: got "${address}"; allowed: an address that is not unspecified, loopback, link-local or multicast. Fix: `,
    );
    expect(aliasOf({ addresses: [address], port: 443 })).toThrow(fix);
    const width = address.includes(':') ? 128 : 32;
    expect(aliasOf({ hostname: RDS, cidrs: Cidrs.of([`${address}/${width}`]) })).toThrow(fix);
  });

  test('a network that holds the pods, too, is a wider one, and the user says it', () => {
    expect(opened(connected({ hostname: RDS, port: 5432, cidrs: ['10.0.0.0/8'] }, profile), 5432)).toEqual([
      '10.0.0.0/8',
    ]);
  });

  test('pods that have addresses of the cloud share its network with machines that are none', () => {
    for (const platform of [Platform.EKS, Platform.EKS_AUTO_MODE]) {
      const own = { platform, podCidrs: ['10.0.0.0/16'] };
      expect(opened(connected({ addresses: ['10.0.3.4'], port: 5432 }, own), 5432)).toEqual(['10.0.3.4/32']);
    }
    const apart = { platform: Platform.EKS, podCidrs: ['100.64.0.0/16'], vpcCidrs: ['10.0.0.0/16'] };
    expect(aliasOf({ addresses: ['100.64.3.4'], port: 5432 }, apart)).toThrow(/the network of pods/);
  });

  test('the networks of the client count as well as those where the alias is', () => {
    const app = testApp();
    const alias = new ExternalAlias(new Chart(app, 'a', { namespace: 'a' }), 'db', {
      addresses: ['10.244.3.1'],
      port: 80,
    });
    const shop = new Chart(app, 'shop', { namespace: 'shop' });
    new ClusterProfile(profile).applyTo(shop);
    const client = new Worker(shop, 'client', { image: 'ghcr.io/acme/client:1.0.0' });
    expect(() => client.connectTo(alias)).toThrow(/^a\/db: address: got 10\.244\.3\.1: in 10\.244\.0\.0\/16/);
  });
});

describe('an alias of `names` alone', () => {
  const files = (): ExternalAlias =>
    new ExternalAlias(chartWith({ cni: Cni.CILIUM }), 'files', { names: ['*.s3.amazonaws.com'], port: 443 });
  const message =
    'shop/files: Service: got an alias of `names` alone, to which no Service leads; allowed: an alias with a `hostname` or ' +
    '`addresses`, where a name in the cluster is needed. Fix: give it a `hostname`, or give clients the real names';

  test('renders nothing', () => {
    const alias = files();
    expect(render(Chart.of(alias))).toEqual([]);
    expect(alias.names).toEqual(['*.s3.amazonaws.com']);
  });

  test('has no Service, and so no name in the cluster', () => {
    const alias = files();
    for (const ask of [
      () => alias.service,
      () => alias.fqdn,
      () => alias.hostFrom(alias),
      () => alias.urlFrom(alias),
    ]) {
      expect(ask).toThrow(new Error(message));
    }
  });
});

test.each<[string, ExternalAliasProps, string]>([
  ['names that are addresses', { names: ['10.0.0.5'] }, 'shop/db: names: got "10.0.0.5"; allowed: a DNS name.'],
  [
    'a star within a label',
    { names: ['api*.example.com'] },
    'shop/db: names: got "api*.example.com"; allowed: a DNS name in lower case, of at most 253 characters, whose first label ' +
      'may be "*" as a whole. Fix: write for example "*.example.com"',
  ],
  [
    'a star alone',
    { names: ['*'] },
    'shop/db: names: got "*"; allowed: a DNS name in lower case, of at most 253 characters, whose first label may be "*" as a ' +
      'whole. Fix: write for example "*.example.com"',
  ],
  ['no names', { names: [] }, 'shop/db: names: got []; allowed: at least one name. Fix: set `hostname` or name them'],
  [
    'where it is said twice',
    { hostname: RDS, cidrs: Cidrs.vpc(), reach: ExternalReach.PUBLIC },
    'shop/db: reach: got one beside `cidrs`; allowed: nothing: `cidrs` say where it is already. Fix: leave one of the two out',
  ],
  [
    'a reach of addresses',
    { addresses: ['203.0.113.7'], port: 443, reach: ExternalReach.PUBLIC },
    'shop/db: reach: got one beside `addresses`; allowed: nothing: `addresses` say where it is already. Fix: leave it out',
  ],
  [
    'networks of addresses',
    { addresses: ['203.0.113.7'], port: 443, cidrs: Cidrs.vpc() },
    'shop/db: cidrs: got Cidrs; allowed: at least one network beside `hostname`; `addresses` say it already. Fix: leave it out',
  ],
])('%s are refused', (_, props, message) => {
  expect(aliasOf(props)).toThrow(new Error(message));
});
