import { App, Chart, Size } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { allOf, chartOf, podsOf, policy, tcp, worker } from './policies';
import {
  ClusterProfile,
  ClusterProfileProps,
  Cni,
  Dns,
  Exposure,
  HeadlessDatabase,
  DatabaseEngine,
  Health,
  IpFamily,
  Peer,
  Platform,
  Port,
  PublicWebApp,
} from '../../src';
import { Manifest, only, render, testApp } from '../manifests';

const PLATFORMS = Object.values(Platform);
const udp = (port: number): Manifest => ({ port, protocol: 'UDP' });
const block = (cidr: string): Manifest => ({ ipBlock: { cidr } });
const COREDNS = podsOf({ 'k8s-app': 'kube-dns' }, 'kube-system');
const NODE_LOCAL = podsOf({ 'k8s-app': 'node-local-dns' }, 'kube-system');

/** A chart for a cluster of that platform, with a web app behind an Ingress. */
function webShop(profile: ClusterProfileProps): Chart {
  const chart = chartOf(testApp(), 'shop', profile);
  const exposure = Exposure.ingress({ host: 'shop.example.com' });
  new PublicWebApp(chart, 'web', { image: 'nginx:1.27.3', port: 80, health: Health.http('/'), exposure });
  return chart;
}

function dnsOf(profile: ClusterProfileProps): Manifest {
  const chart = chartOf(testApp(), 'shop', profile);
  worker(chart, 'mailer');
  return policy(chart, 'mailer').egress;
}

test.each(PLATFORMS)('an app for %s synths, and is proven', (platform) => {
  const app = new App();
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  new ClusterProfile({ platform }).applyTo(app);
  const db = new HeadlessDatabase(chart, 'postgres', {
    engine: DatabaseEngine.postgres('16.4'),
    storage: Size.gibibytes(20),
    password: { secret: Secret.fromSecretName(chart, 'db-secret', 'postgres'), key: 'password' },
  });
  const exposure = Exposure.ingress({ host: 'shop.example.com' });
  const web = new PublicWebApp(chart, 'web', { image: 'nginx:1.27.3', port: 80, health: Health.http('/'), exposure });
  web.connectTo(db, { hostEnv: 'DB_HOST' });
  web.connections.allowTo(Peer.internet(), [Port.HTTPS]);
  expect(app.synthYaml()).toContain('kind: Ingress');
});

test.each<[Platform, Manifest[]]>([
  [
    Platform.OPENSHIFT,
    [
      {
        to: [podsOf({ 'dns.operator.openshift.io/daemonset-dns': 'default' }, 'openshift-dns')],
        ports: [tcp(5353), udp(5353)],
      },
    ],
  ],
  [Platform.EKS, [{ to: [COREDNS], ports: [tcp(53), udp(53)] }]],
  [
    Platform.EKS_AUTO_MODE,
    [{ to: [block('10.100.0.10/32'), block('172.20.0.10/32'), COREDNS], ports: [tcp(53), udp(53)] }],
  ],
  [
    Platform.GKE,
    [{ to: [block('169.254.169.254/32'), block('169.254.20.10/32'), COREDNS, NODE_LOCAL], ports: [tcp(53), udp(53)] }],
  ],
  [
    Platform.GKE_AUTOPILOT,
    [{ to: [block('169.254.169.254/32'), block('169.254.20.10/32'), COREDNS, NODE_LOCAL], ports: [tcp(53), udp(53)] }],
  ],
  [Platform.AKS, [{ to: [block('169.254.10.10/32'), block('169.254.10.11/32'), COREDNS], ports: [tcp(53), udp(53)] }]],
  [Platform.K3S, [{ to: [COREDNS], ports: [tcp(53), udp(53)] }]],
  [Platform.KIND, [{ to: [COREDNS], ports: [tcp(53), udp(53)] }]],
])('pods on %s may ask its DNS, and nothing else', (platform, egress) => {
  expect(dnsOf({ platform })).toEqual(egress);
});

const AWS = ['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16'].map(block);
const GOOGLE = ['130.211.0.0/22', '35.191.0.0/16'].map(block);

test.each<[Platform, Manifest[]]>([
  [
    Platform.OPENSHIFT,
    [{ namespaceSelector: { matchLabels: { 'policy-group.network.openshift.io/ingress': '' } }, podSelector: {} }],
  ],
  [Platform.EKS, AWS],
  [Platform.EKS_AUTO_MODE, AWS],
  [Platform.GKE, GOOGLE],
  [Platform.GKE_AUTOPILOT, GOOGLE],
  [Platform.AKS, [allOf('app-routing-system')]],
  [Platform.K3S, [podsOf({ 'app.kubernetes.io/name': 'traefik' }, 'kube-system')]],
  [Platform.KIND, [podsOf({ 'app.kubernetes.io/name': 'ingress-nginx' }, 'ingress-nginx')]],
])('an Ingress on %s opens the pods to what carries its traffic', (platform, from) => {
  expect(policy(webShop({ platform }), 'web').ingress).toEqual([{ from, ports: [tcp(80)] }]);
});

test('what a platform brings along can be asked for', () => {
  const plugins = PLATFORMS.map((platform) => new ClusterProfile({ platform }).cni);
  expect(plugins).toEqual([
    Cni.OVN_KUBERNETES,
    Cni.AWS_VPC_CNI,
    Cni.AWS_VPC_CNI,
    undefined,
    Cni.GKE_DATAPLANE_V2,
    undefined,
    Cni.KUBE_ROUTER,
    Cni.KINDNET,
  ]);
  const assigning = PLATFORMS.filter((platform) => new ClusterProfile({ platform })._defaultUserPolicy === 'assigned');
  expect(assigning).toEqual([Platform.OPENSHIFT]);
  const { platform, ipFamilies, kubernetesVersion } = new ClusterProfile({ platform: Platform.K3S });
  expect([platform, ipFamilies, kubernetesVersion]).toEqual([Platform.K3S, [IpFamily.IPV4], undefined]);
});

test('what the other props say counts more than the platform', () => {
  const profile: ClusterProfileProps = {
    platform: Platform.EKS,
    dns: Dns.nodeLocal(),
    cni: Cni.CILIUM,
    ingressController: Peer.namespace('ingress'),
    ipFamilies: [IpFamily.IPV4, IpFamily.IPV6],
  };
  const chart = webShop(profile);
  expect(policy(chart, 'web').ingress).toEqual([{ from: [allOf('ingress')], ports: [tcp(80)] }]);
  expect(dnsOf(profile)).toEqual([{ to: [block('169.254.20.10/32'), COREDNS, NODE_LOCAL], ports: [tcp(53), udp(53)] }]);
  const { cni, ipFamilies } = new ClusterProfile(profile);
  expect([cni, ipFamilies]).toEqual([Cni.CILIUM, [IpFamily.IPV4, IpFamily.IPV6]]);
});

test('DNS of EKS Auto Mode may have an address of its own', () => {
  const profile = {
    platform: Platform.EKS_AUTO_MODE,
    dns: Dns.eksAutoMode('fd30:1::a'),
    ipFamilies: [IpFamily.IPV6],
  };
  expect(dnsOf(profile)).toEqual([{ to: [block('fd30:1::a/128'), COREDNS], ports: [tcp(53), udp(53)] }]);
});

test('load balancers of AWS have addresses of any kind where the cluster has IPv6', () => {
  const profile = { platform: Platform.EKS, ipFamilies: [IpFamily.IPV6] };
  expect(policy(webShop(profile), 'web').ingress).toEqual([{ from: [block('::/0')], ports: [tcp(80)] }]);
});

test('charts of different platforms are for different clusters', () => {
  const app = testApp();
  for (const platform of [Platform.EKS, Platform.AKS]) {
    const chart = new Chart(app, platform.toLowerCase(), { namespace: 'shop' });
    new ClusterProfile({ platform }).applyTo(chart);
    worker(chart, 'mailer');
  }
  const names = app.charts.map((chart) =>
    render(chart).flatMap(({ kind, metadata }) => (kind === 'Deployment' ? metadata.name : [])),
  );
  expect(names).toEqual([['mailer'], ['mailer']]);
});

test('a workload of an app with a platform is not changed by it otherwise', () => {
  const [unknown, k3s] = [{}, { platform: Platform.K3S }].map((profile) => {
    const chart = chartOf(testApp(), 'shop', profile);
    worker(chart, 'mailer');
    return only(chart, 'Deployment');
  });
  expect(k3s).toEqual(unknown);
});

test('the DNS of OpenShift tells the platform, unless another is said', () => {
  expect(new ClusterProfile({ dns: Dns.openshift() })).toMatchObject({
    platform: Platform.OPENSHIFT,
    cni: Cni.OVN_KUBERNETES,
  });
  expect(new ClusterProfile({ dns: Dns.openshift(), cni: Cni.CILIUM }).cni).toBe(Cni.CILIUM);
  expect(new ClusterProfile({ dns: Dns.openshift(), platform: Platform.KIND }).platform).toBe(Platform.KIND);
  expect(new ClusterProfile({ dns: Dns.coreDns() }).platform).toBeUndefined();
});
