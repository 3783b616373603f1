import { Chart, Duration, Size } from 'cdk8s';
import { Protocol } from 'cdk8s-plus-28';
import {
  ClusterProfile,
  Connections,
  DatabaseEngine,
  Exposure,
  HeadlessDatabase,
  InternalService,
  IpFamilyPolicy,
  Peer,
  Port,
  PublicWebApp,
  StatefulService,
  Worker,
  WorkloadService,
  WorkloadServiceProps,
} from '../../src';
import { mainContainer, Manifest, only, shopChart } from '../manifests';

const image = 'ghcr.io/acme/api:1.4.2';

function gitea(chart: Chart): InternalService {
  return new InternalService(chart, 'gitea', { image, ports: [{ name: 'http', port: 80, targetPort: 3000 }] });
}

const ofGitea = { 'app.kubernetes.io/name': 'gitea' };
const tcp = (port: number): Manifest => ({ port, protocol: 'TCP' });
const portsTo = (chart: Chart, client: string, name: string): Manifest[] =>
  only(chart, 'NetworkPolicy', client)
    .spec.egress.filter(({ to }: Manifest) =>
      to.some((peer: Manifest) => peer.podSelector?.matchLabels?.['app.kubernetes.io/name'] === name),
    )
    .flatMap(({ ports }: Manifest) => ports);

test('a second Service selects the same pods, which listen on its ports', () => {
  const chart = shopChart();
  const ssh = gitea(chart).addService('ssh', { ports: [{ name: 'ssh', port: 22, targetPort: 2222 }] });
  expect(only(chart, 'Service', 'gitea-ssh').spec).toEqual({
    ports: [{ name: 'ssh', port: 22, protocol: 'TCP', targetPort: 2222 }],
    selector: ofGitea,
    type: 'ClusterIP',
  });
  expect(mainContainer(chart).ports).toEqual([
    { containerPort: 3000, name: 'http', protocol: 'TCP' },
    { containerPort: 2222, name: 'ssh', protocol: 'TCP' },
  ]);
  expect([ssh.serviceName, ssh.service.name]).toEqual(['gitea-ssh', 'gitea-ssh']);
  expect(ssh.ports.map(({ port, targetPort }) => [port, targetPort])).toEqual([[22, 2222]]);
});

test('its clients get its ports alone, and those of the workload get none of them', () => {
  const chart = shopChart();
  const git = gitea(chart);
  const ssh = git.addService('ssh', { port: 22, targetPort: 2222 });
  const [a, b] = ['a', 'b'].map((id) => new Worker(chart, id, { image }));
  a.connectTo(ssh, { hostEnv: 'HOST', portEnv: 'PORT', addressEnv: 'ADDRESS' });
  b.connectTo(git);
  expect(portsTo(chart, 'a', 'gitea')).toEqual([tcp(2222)]);
  expect(portsTo(chart, 'b', 'gitea')).toEqual([tcp(3000)]);
  expect(mainContainer(chart, 'a').env).toEqual([
    { name: 'HOST', value: 'gitea-ssh' },
    { name: 'PORT', value: '22' },
    { name: 'ADDRESS', value: 'gitea-ssh:22' },
  ]);
});

test('the default ports of `allowFrom` stay those of the workload itself', () => {
  const chart = shopChart();
  const git = gitea(chart);
  git.addService('ssh', { port: 22, targetPort: 2222 });
  git.connections.allowFrom(Peer.namespace('tools'));
  const [{ ports }] = only(chart, 'NetworkPolicy').spec.ingress;
  expect(ports).toEqual([tcp(3000)]);
});

test.each([
  ['StatefulService', (chart: Chart) => new StatefulService(chart, 'x', { image, port: 80 })],
  ['Worker', (chart: Chart) => new Worker(chart, 'x', { image })],
  ['PublicWebApp', (chart: Chart) => new PublicWebApp(chart, 'x', { image, port: 80, exposure: Exposure.nodePort() })],
  [
    'HeadlessDatabase',
    (chart: Chart) =>
      new HeadlessDatabase(chart, 'x', { engine: DatabaseEngine.redis('7.4'), storage: Size.gibibytes(1) }),
  ],
] as const)('%s takes further Services, too', (_, make) => {
  const chart = shopChart();
  const made = make(chart).addService('admin', { port: 9000 });
  new Worker(chart, 'client', { image }).connectTo(made);
  expect(only(chart, 'Service', 'x-admin').spec.selector).toEqual({ 'app.kubernetes.io/name': 'x' });
  expect(portsTo(chart, 'client', 'x')).toEqual([tcp(9000)]);
});

test('a headless one leads to the pods themselves, for clients that choose among them', () => {
  const chart = shopChart();
  const api = new InternalService(chart, 'api', { image, port: 9000 });
  api.addService('pods', { port: 9000, headless: true });
  expect(only(chart, 'Service', 'api-pods').spec).toEqual({
    clusterIP: 'None',
    ports: [{ port: 9000, protocol: 'TCP', targetPort: 9000 }],
    selector: { 'app.kubernetes.io/name': 'api' },
    type: 'ClusterIP',
  });
  expect(mainContainer(chart).ports).toEqual([{ containerPort: 9000, protocol: 'TCP' }]);
});

describe('an exposure', () => {
  test('opens exactly the ports of its Service', () => {
    const chart = shopChart();
    gitea(chart).addService('ssh', { port: 22, targetPort: 2222, exposure: Exposure.loadBalancer() });
    expect(only(chart, 'Service', 'gitea-ssh').spec.type).toBe('LoadBalancer');
    const { ingress } = only(chart, 'NetworkPolicy').spec;
    expect(ingress.map(({ ports }: Manifest) => ports)).toEqual([[tcp(2222)]]);
  });

  test.each([
    ['ingress', Exposure.ingress({ host: 'git.example.com', className: 'nginx' }), 'Ingress'],
    ['gateway', Exposure.gateway({ gateway: 'public', gatewayClass: 'istio' }), 'HTTPRoute'],
  ] as const)('through %s leads to that Service', (_, exposure, kind) => {
    const chart = shopChart();
    const web = gitea(chart).addService('web', { port: 8080, targetPort: 3000, exposure });
    const [rule] = only(chart, kind, 'gitea-web').spec.rules;
    const backend = kind === 'Ingress' ? rule.http.paths[0].backend.service : rule.backendRefs[0];
    expect(backend.name).toBe('gitea-web');
    expect([web.ingress !== undefined, web.httpRoute !== undefined]).toEqual([kind === 'Ingress', kind !== 'Ingress']);
  });

  test('is beside that of the app itself', () => {
    const chart = shopChart();
    const web = new PublicWebApp(chart, 'web', {
      image,
      port: 80,
      exposure: Exposure.ingress({ host: 'a.example.com' }),
    });
    const lb = web.addService('lb', { port: 443, targetPort: 8443, exposure: Exposure.loadBalancer() });
    expect(web.ingress).toBeDefined();
    expect(lb.ingress).toBeUndefined();
    expect(only(chart, 'Ingress').metadata.name).toBe('web');
  });
});

test('what Services are told is there', () => {
  const chart = shopChart();
  gitea(chart).addService('ssh', {
    name: 'git',
    port: 22,
    targetPort: 2222,
    portEnv: 'SSH_PORT',
    serviceAnnotations: { team: 'tools' },
    publishNotReadyAddresses: true,
    sessionAffinity: Duration.minutes(1),
    ipFamilyPolicy: IpFamilyPolicy.SINGLE_STACK,
  });
  const { metadata, spec } = only(chart, 'Service', 'git');
  expect(metadata.annotations).toEqual({ team: 'tools' });
  expect(spec).toMatchObject({
    publishNotReadyAddresses: true,
    sessionAffinity: 'ClientIP',
    ipFamilyPolicy: 'SingleStack',
  });
  expect(mainContainer(chart).env).toEqual([{ name: 'SSH_PORT', value: '2222' }]);
});

test('of a database it hands out the login, and URLs of the engine', () => {
  const chart = shopChart();
  const db = new HeadlessDatabase(chart, 'redis', { engine: DatabaseEngine.redis('7.4'), storage: Size.gibibytes(1) });
  const outside = db.addService('outside', { port: 6379, exposure: Exposure.loadBalancer() });
  expect(outside.login).toEqual(db.login);
  expect(outside.urlFrom(chart)).toBe('redis://redis-outside:6379');
  expect(outside.fqdn).toBe('redis-outside.shop.svc.cluster.local');
});

describe('the ports of the pods', () => {
  const listened = (props: WorkloadServiceProps): Manifest[] => {
    const chart = shopChart();
    gitea(chart).addService('more', props);
    return mainContainer(chart).ports;
  };

  test('stay as they are where a Service leads to one of them', () => {
    expect(listened({ port: 8080, targetPort: 3000 })).toHaveLength(1);
  });

  test('are two where the protocols differ', () => {
    expect(listened({ ports: [{ port: 3000, protocol: Protocol.UDP }] })).toEqual([
      { containerPort: 3000, name: 'http', protocol: 'TCP' },
      { containerPort: 3000, protocol: 'UDP' },
    ]);
  });

  test('have no name that another one has', () => {
    expect(listened({ ports: [{ name: 'http', port: 80, targetPort: 3001 }] })[1]).toEqual({
      containerPort: 3001,
      protocol: 'TCP',
    });
  });

  test('are those of a sidecar where that listens', () => {
    const chart = shopChart();
    const api = new InternalService(chart, 'api', {
      image,
      port: 80,
      sidecars: [{ name: 'proxy', image: 'ghcr.io/acme/proxy:2.0.0', ports: [{ number: 8443 }] }],
    });
    api.addService('tls', { port: 443, targetPort: 8443 });
    expect(mainContainer(chart).ports).toEqual([{ containerPort: 80, protocol: 'TCP' }]);
  });
});

test('`new WorkloadService` does the same', () => {
  const chart = shopChart();
  const made = new WorkloadService(gitea(chart), 'ssh', { port: 22, targetPort: 2222 });
  expect(made.serviceName).toBe('gitea-ssh');
  expect(made.node.path).toBe('shop/gitea/ssh');
});

test('metrics may have a Service of their own, which no client gets by itself', () => {
  const chart = shopChart();
  new ClusterProfile({ metricsScraper: Peer.namespace('monitoring') }).applyTo(chart);
  const api = new InternalService(chart, 'api', { image, port: 80, metrics: { port: 9090 } });
  api.addService('metrics', { port: 9090, headless: true });
  const client = new Worker(chart, 'client', { image });
  client.connectTo(api);
  expect(portsTo(chart, 'client', 'api')).toEqual([tcp(80)]);
  expect(Connections.of(api.deployment)).toBe(api.connections);
  client.connections.allowTo(api, [Port.tcp(9090)]);
  expect(portsTo(chart, 'client', 'api')).toEqual([tcp(80), tcp(9090)]);
});
