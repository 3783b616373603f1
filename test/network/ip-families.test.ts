import { chartOf, policy, service, worker } from './policies';
import { ClusterProfile, Cni, Dns, ExternalAlias, IpFamily, IpFamilyPolicy, Peer, Platform, Port } from '../../src';
import { render, testApp } from '../manifests';
import { synthErrors } from '../report/synth-errors';

const { IPV4, IPV6 } = IpFamily;

function internetOf(ipFamilies?: IpFamily[]): string[] {
  const chart = chartOf(testApp(), 'shop', { ipFamilies });
  worker(chart, 'mailer').connections.allowTo(Peer.internet(), [Port.HTTPS]);
  const { egress } = policy(chart, 'mailer');
  return egress.flatMap(({ to }: { to: { ipBlock?: { cidr: string } }[] }) =>
    to.flatMap((peer) => peer.ipBlock?.cidr ?? []),
  );
}

test('the internet has the addresses that the cluster has', () => {
  expect(internetOf()).toEqual(['0.0.0.0/0', '2000::/3']);
  expect(internetOf([IPV4])).toEqual(['0.0.0.0/0']);
  expect(internetOf([IPV6])).toEqual(['2000::/3']);
  expect(internetOf([IPV6, IPV4])).toEqual(['0.0.0.0/0', '2000::/3']);
});

test("a name outside of a cluster with AWS's plugin is opened on IPv4 alone", () => {
  const chart = chartOf(testApp(), 'shop', { cni: Cni.AWS_VPC_CNI, podCidrs: ['10.0.0.0/16'] });
  worker(chart, 'mailer').connectTo(new ExternalAlias(chart, 'stripe', { hostname: 'api.stripe.com', port: 443 }));
  expect(JSON.stringify(policy(chart, 'mailer').egress)).toContain('"cidr":"0.0.0.0/0"');
  expect(JSON.stringify(policy(chart, 'mailer').egress)).not.toMatch(/"cidr":"[0-9a-f]*:/);
});

test('an app for one family is proven like any other', () => {
  const chart = chartOf(testApp(), 'shop', { ipFamilies: [IPV6] });
  service(chart, 'api').connections.allowTo(Peer.internet(), [Port.HTTPS]);
  expect(synthErrors(chart)).toEqual([]);
});

test.each<[string, ConstructorParameters<typeof ClusterProfile>[0], IpFamily[] | undefined]>([
  ['nothing is said', {}, undefined],
  ['a platform is said', { platform: Platform.GKE }, [IPV4]],
  ["AWS's plugin is said, whose agent takes networks of one family", { cni: Cni.AWS_VPC_CNI }, [IPV4]],
  ["AWS's plugin is said with pods of IPv6", { cni: Cni.AWS_VPC_CNI, podCidrs: ['2600:1f00::/56'] }, undefined],
  ['pods have addresses of IPv6', { platform: Platform.GKE, podCidrs: ['2600:1900::/28'] }, undefined],
  ['DNS has an address of IPv6', { platform: Platform.K3S, dns: Dns.nodeLocal('fd00::a') }, undefined],
  ['they are said twice', { ipFamilies: [IPV4, IPV4] }, [IPV4]],
  ['they are said, whatever the platform is', { platform: Platform.K3S, ipFamilies: [IPV6, IPV4] }, [IPV6, IPV4]],
])('where %s, the families are known as far as that goes', (_, props, families) => {
  expect(new ClusterProfile(props).ipFamilies).toEqual(families);
});

test('the families of a profile cannot be changed from outside', () => {
  const given = [IPV4];
  const profile = new ClusterProfile({ ipFamilies: given });
  given.push(IPV6);
  profile.ipFamilies!.push(IPV6);
  expect(profile.ipFamilies).toEqual([IPV4]);
});

test('opening addresses that the cluster does not have is warned about', () => {
  const warn = jest.spyOn(console, 'warn').mockImplementation();
  const chart = chartOf(testApp(), 'shop', { ipFamilies: [IPV4] });
  const mailer = worker(chart, 'mailer');
  mailer.connections.allowTo(Peer.cidr('2001:db8::/32'), [Port.HTTPS]);
  mailer.connections.allowTo(Peer.cidr('10.0.0.0/8'), [Port.HTTPS]);
  expect(warn.mock.calls.flat()).toEqual([
    '[warning] shop/mailer: 2001:db8::/32: the cluster has addresses of IPv4 alone, by its profile, so this opens nothing. ' +
      'If it has others, say so with `ipFamilies`.',
  ]);
  warn.mockRestore();
});

test('a Service may ask for the addresses that the cluster has', () => {
  const chart = chartOf(testApp(), 'shop', { ipFamilies: [IPV4, IPV6] });
  service(chart, 'api', { ipFamilyPolicy: IpFamilyPolicy.REQUIRE_DUAL_STACK });
  expect(synthErrors(chart)).toEqual([]);
  expect(render(chart).find(({ kind }) => kind === 'Service').spec.ipFamilyPolicy).toEqual('RequireDualStack');
});

test('a Service that asks for others is an error at synth', () => {
  const chart = chartOf(testApp(), 'shop', { ipFamilies: [IPV4] });
  service(chart, 'api', { ipFamilyPolicy: IpFamilyPolicy.REQUIRE_DUAL_STACK });
  new ExternalAlias(chart, 'legacy', { addresses: ['2001:db8::5'], port: 443 });
  const fix =
    'allowed: IPv4, which the cluster has by its profile. ' +
    'Fix: leave it out, or say which addresses the cluster has: `ipFamilies: [IpFamily.IPV4, IpFamily.IPV6]`';
  expect(synthErrors(chart)).toEqual([
    `[] shop/api/Service/Resource: Service "api": got ipFamilyPolicy RequireDualStack; ${fix}`,
    expect.stringContaining(`Service "legacy": got ipFamilies with IPv6; ${fix}`),
  ]);
});
