import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { podsOf, policy, service, tcp, worker } from './policies';
import { ClusterProfile, Cni, DefaultDenyPolicy, Dns, Exposure, Peer, Platform, PublicWebApp } from '../../src';
import { shopChart, testApp } from '../manifests';

function profileAt(address: string): ClusterProfile {
  return new ClusterProfile({ dns: Dns.custom({ peers: [Peer.cidr(address)] }) });
}

function dnsOf(chart: Chart, name: string): string {
  return policy(chart, name).egress[0].to[0].ipBlock.cidr;
}

test('a profile has defaults for everything but what it cannot know', () => {
  const { domain, cni, gateway, metricsScraper, podCidrs, dns, ingressController } = new ClusterProfile();
  expect({ domain, cni, gateway, metricsScraper, podCidrs }).toEqual({ domain: 'cluster.local', podCidrs: [] });
  expect(dns._servers.map(({ pods }) => pods)).toEqual([
    [{ namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } }],
  ]);
  expect(ingressController.toString()).toEqual('pods {"app.kubernetes.io/name":"ingress-nginx"}');
});

test('the nearest profile above a workload counts', () => {
  const app = testApp();
  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  const warehouse = new Chart(app, 'warehouse', { namespace: 'warehouse' });
  profileAt('10.0.0.1/32').applyTo(app);
  profileAt('10.0.0.2/32').applyTo(warehouse);
  worker(shop, 'mailer');
  worker(warehouse, 'picker');
  expect(dnsOf(shop, 'mailer')).toEqual('10.0.0.1/32');
  expect(dnsOf(warehouse, 'picker')).toEqual('10.0.0.2/32');
});

test('the nearest profile counts, in whatever order profiles are applied', () => {
  const app = testApp();
  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  profileAt('10.0.0.2/32').applyTo(shop);
  profileAt('10.0.0.1/32').applyTo(app);
  worker(shop, 'mailer');
  expect(dnsOf(shop, 'mailer')).toEqual('10.0.0.2/32');
});

test('the last profile applied to one scope counts', () => {
  const chart = shopChart();
  profileAt('10.0.0.1/32').applyTo(chart);
  profileAt('10.0.0.2/32').applyTo(chart);
  worker(chart, 'mailer');
  expect(dnsOf(chart, 'mailer')).toEqual('10.0.0.2/32');
});

test('a profile can be asked for', () => {
  const chart = shopChart();
  const profile = new ClusterProfile({ domain: 'corp.example' });
  profile.applyTo(chart);
  expect(ClusterProfile.of(worker(chart, 'mailer'))).toBe(profile);
  expect(ClusterProfile.of(shopChart()).domain).toEqual('cluster.local');
});

test('the domain is part of every full name', () => {
  const chart = shopChart();
  new ClusterProfile({ domain: 'corp.example' }).applyTo(chart);
  expect(service(chart, 'api').fqdn).toEqual('api.shop.svc.corp.example');
});

test('the pod CIDRs of a profile cannot be changed from outside', () => {
  const given = ['10.244.0.0/16'];
  const profile = new ClusterProfile({ podCidrs: given });
  given.push('10.245.0.0/16');
  profile.podCidrs.push('10.246.0.0/16');
  expect(profile.podCidrs).toEqual(['10.244.0.0/16']);
});

describe('a profile that comes too late is refused', () => {
  const refusal = (place: string, reader: string): Error =>
    new Error(
      `${place}: ClusterProfile: got one applied after "${reader}" was made; ` +
        'allowed: a profile that is applied before the workloads below it. ' +
        'Fix: move `applyTo` up, right behind the app or chart',
    );

  test('after a policy that read DNS', () => {
    const chart = shopChart();
    new DefaultDenyPolicy(chart, 'deny');
    expect(() => new ClusterProfile().applyTo(chart)).toThrow(refusal('shop', 'shop/deny'));
    expect(() => new ClusterProfile().applyTo(chart.node.root)).toThrow(refusal('App', 'shop/deny'));
  });

  test('after a web app that read the ingress controller', () => {
    const chart = shopChart();
    const exposure = Exposure.ingress({ host: 'shop.example.com' });
    new PublicWebApp(chart, 'web', { image: 'nginx:1.27.3', port: 80, exposure });
    expect(() => new ClusterProfile().applyTo(chart)).toThrow(refusal('shop', 'shop/web'));
  });

  test('after a full name that read the domain', () => {
    const chart = shopChart();
    expect(service(chart, 'api').fqdn).toEqual('api.shop.svc.cluster.local');
    expect(() => new ClusterProfile().applyTo(chart)).toThrow(refusal('shop', 'shop/api'));
  });

  test('after synth, which read it for every workload', () => {
    const chart = shopChart();
    worker(chart, 'mailer');
    expect(policy(chart, 'mailer').policyTypes).toEqual(['Ingress', 'Egress']);
    expect(() => new ClusterProfile().applyTo(chart)).toThrow(refusal('shop', 'shop/mailer'));
  });

  test('but not for another chart of the app', () => {
    const chart = shopChart();
    const other = new Chart(chart.node.scope!, 'warehouse', { namespace: 'warehouse' });
    new DefaultDenyPolicy(chart, 'deny');
    profileAt('10.0.0.2/32').applyTo(other);
    worker(other, 'picker');
    expect(dnsOf(other, 'picker')).toEqual('10.0.0.2/32');
  });

  test('after any workload, whose pods depend on it', () => {
    const chart = shopChart();
    worker(chart, 'mailer');
    expect(() => profileAt('10.0.0.2/32').applyTo(chart)).toThrow(refusal('shop', 'shop/mailer'));
  });

  test('but not after a construct that does not ask', () => {
    const chart = shopChart();
    new Construct(chart, 'group');
    profileAt('10.0.0.2/32').applyTo(chart);
    worker(chart, 'mailer');
    expect(dnsOf(chart, 'mailer')).toEqual('10.0.0.2/32');
  });
});

describe('a network plugin', () => {
  let said: jest.SpyInstance;

  beforeEach(() => {
    said = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  });

  afterEach(() => {
    said.mockRestore();
  });

  test.each([
    [
      Cni.FLANNEL,
      'Flannel',
      'If this is K3s, whose own controller enforces them, say `platform: Platform.K3S` or `cni: Cni.K3S`; with the policies ' +
        'of Calico beside flannel, say `cni: Cni.CANAL`.',
    ],
    [Cni.KUBENET, 'kubenet', 'If Calico or another engine was switched on for them, name that one: `cni: Cni.CALICO`.'],
  ])('%s is warned about: it does not enforce policies', (cni, name, instead) => {
    new ClusterProfile({ cni }).applyTo(shopChart());
    expect(said.mock.calls).toEqual([
      [
        `[warning] shop: ${name} does not enforce network policies: they are rendered, accepted by the API server, and ` +
          `have no effect. Every pod of this cluster can reach every other. Use Calico, Cilium or another enforcing plugin. ${instead}`,
      ],
    ]);
  });

  test.each([undefined, ...Object.values(Cni).filter((cni) => cni !== Cni.FLANNEL && cni !== Cni.KUBENET)])(
    '%s is not warned about',
    (cni) => {
      new ClusterProfile({ cni }).applyTo(shopChart());
      expect(said.mock.calls).toEqual([]);
    },
  );

  test('flannel is not warned about on K3s, whose controller enforces policies, and is on other platforms', () => {
    new ClusterProfile({ cni: Cni.FLANNEL, platform: Platform.K3S }).applyTo(shopChart());
    expect(said.mock.calls).toEqual([]);
    new ClusterProfile({ cni: Cni.FLANNEL, platform: Platform.KIND }).applyTo(shopChart());
    expect(said.mock.calls).toEqual([[expect.stringContaining('Flannel does not enforce network policies')]]);
  });

  test('that ignores policies gets them all the same', () => {
    const chart = shopChart();
    new ClusterProfile({ cni: Cni.FLANNEL }).applyTo(chart);
    service(chart, 'api').connections.allowFrom(Peer.pods({ labels: { app: 'web' } }));
    expect(policy(chart, 'api').ingress).toEqual([{ from: [podsOf({ app: 'web' })], ports: [tcp(8080)] }]);
  });
});
