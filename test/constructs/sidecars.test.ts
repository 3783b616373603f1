import { Chart, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  ClusterProfile,
  DatabaseEngine,
  Health,
  HeadlessDatabase,
  InternalService,
  InternalServiceProps,
  NetworkReport,
  NodeAgent,
  Peer,
  Port,
  ScheduledTask,
  SecurityProfile,
  StatefulService,
  Task,
  Worker,
} from '../../src';
import { mainContainer, Manifest, only, podSpec, render, shopChart } from '../manifests';

const image = 'ghcr.io/acme/api:1.4.2';
const ALWAYS = kplus.ContainerRestartPolicy.ALWAYS;
const auth = { name: 'auth', image: 'quay.io/oauth2-proxy/oauth2-proxy:v7.6.0', portNumber: 4180 };

function service(chart: Chart, props: Partial<InternalServiceProps> = {}): InternalService {
  return new InternalService(chart, 'api', { image, ...(props.ports === undefined ? { port: 8080 } : {}), ...props });
}

function podOf(props: Partial<InternalServiceProps>): Manifest {
  const chart = shopChart();
  service(chart, props);
  return podSpec(chart);
}

type FurtherContainers = Pick<InternalServiceProps, 'sidecars' | 'initContainers' | 'classicSidecars'>;
const names = (containers: Manifest[] = []): string[] => containers.map(({ name }) => name);

describe('sidecars', () => {
  test('start before the init containers, in their order, and go on running', () => {
    const { initContainers, containers } = podOf({
      sidecars: [
        { name: 'proxy', image },
        { name: 'logs', image, restartPolicy: ALWAYS },
      ],
      initContainers: [{ name: 'migrate', image }],
    });
    expect(initContainers.map(({ name, restartPolicy }: Manifest) => [name, restartPolicy])).toEqual([
      ['proxy', 'Always'],
      ['logs', 'Always'],
      ['migrate', undefined],
    ]);
    expect(names(containers)).toEqual(['api']);
  });

  test('start behind an init container where `initContainers` lists them', () => {
    const { initContainers } = podOf({
      sidecars: [{ name: 'proxy', image }],
      initContainers: [
        { name: 'migrate', image },
        { name: 'search', image, restartPolicy: ALWAYS },
      ],
    });
    expect(names(initContainers)).toEqual(['proxy', 'migrate', 'search']);
  });

  test('start and stop with the main container where `classicSidecars` lists them', () => {
    const { initContainers, containers } = podOf({ classicSidecars: [{ name: 'proxy', image, portNumber: 9000 }] });
    expect(initContainers).toBeUndefined();
    expect(names(containers)).toEqual(['api', 'proxy']);
    expect(containers[1]).not.toHaveProperty('restartPolicy');
  });

  test('without a name are called by their number, and init containers by theirs', () => {
    const { initContainers } = podOf({ sidecars: [{ image }, { image }], initContainers: [{ image }] });
    expect(names(initContainers)).toEqual(['sidecar-0', 'sidecar-1', 'init-0']);
  });

  test('keep their probes and hooks', () => {
    const [proxy] = podOf({
      sidecars: [
        {
          name: 'proxy',
          image,
          portNumber: 9000,
          readiness: kplus.Probe.fromHttpGet('/ready'),
          liveness: kplus.Probe.fromCommand(['alive']),
          lifecycle: { preStop: kplus.Handler.fromCommand(['drain']) },
        },
      ],
    }).initContainers;
    expect(proxy.readinessProbe.httpGet).toEqual({ path: '/ready', port: 9000, scheme: 'HTTP' });
    expect(proxy.livenessProbe.exec).toEqual({ command: ['alive'] });
    expect(proxy.startupProbe.tcpSocket).toEqual({ port: 9000 });
    expect(proxy.lifecycle).toEqual({ preStop: { exec: { command: ['drain'] } } });
  });

  test('are there for databases, stateful services and workers as well', () => {
    const sidecars = [{ name: 'proxy', image }];
    const chart = shopChart();
    const engine = DatabaseEngine.redis('7.4');
    new HeadlessDatabase(chart, 'db', { engine, storage: Size.gibibytes(1), sidecars });
    new StatefulService(chart, 'mq', { image, port: 5672, sidecars });
    new Worker(chart, 'mailer', { image, sidecars });
    for (const name of ['db', 'mq', 'mailer']) {
      const [proxy] = podSpec(chart, name).initContainers;
      expect([proxy.name, proxy.restartPolicy]).toEqual(['proxy', 'Always']);
      expect(proxy.volumeMounts).toEqual([{ name: 'proxy-tmp', mountPath: '/tmp' }]);
    }
  });

  test.each<[string, (chart: Chart, props: FurtherContainers) => unknown, string[]]>([
    ['Task', (chart, props) => new Task(chart, 'it', { image, ...props }), ['spec']],
    [
      'ScheduledTask',
      (chart, props) => new ScheduledTask(chart, 'it', { image, schedule: '0 3 * * *', ...props }),
      ['spec', 'jobTemplate', 'spec'],
    ],
    ['NodeAgent', (chart, props) => new NodeAgent(chart, 'it', { image, ...props }), ['spec']],
  ])('are there for a %s', (kind, make, path) => {
    const said = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    const chart = shopChart();
    make(chart, {
      sidecars: [{ name: 'web', image: 'nginx:1.27.3', portNumber: 9000 }],
      initContainers: [{ name: 'migrate', image }],
      classicSidecars: [{ name: 'logs', image }],
    });
    const owner = render(chart).find((each) => ['Job', 'CronJob', 'DaemonSet'].includes(each.kind));
    const { containers, initContainers } = path.reduce((value: Manifest, key) => value[key], owner).template.spec;
    expect(initContainers.map(({ name, restartPolicy }: Manifest) => [name, restartPolicy])).toEqual([
      ['web', 'Always'],
      ['migrate', undefined],
    ]);
    expect(initContainers[0].securityContext.runAsUser).toBe(101);
    expect(names(initContainers[0].volumeMounts)).toEqual(['web-tmp', 'web-var-cache-nginx', 'web-var-run']);
    expect(names(initContainers[1].volumeMounts)).toEqual(['migrate-tmp']);
    expect(names(containers)).toEqual(['it', 'logs']);
    const warning =
      '[warning] shop/it: classicSidecars: a Job is not done until these have ended, too. Write them into `sidecars`, ' +
      'which end with the main container.';
    expect(said.mock.calls).toEqual(kind === 'NodeAgent' ? [] : [[warning]]);
    said.mockRestore();
  });

  test('are given as props of several workloads, which share nothing', () => {
    const chart = shopChart();
    const migrate = { name: 'migrate', image, envVariables: { MODE: kplus.EnvValue.fromValue('fast') } };
    const target = service(chart);
    const [one] = ['one', 'two'].map((id) => new Worker(chart, id, { image, initContainers: [migrate] }));
    one.connectTo(target, { hostEnv: 'API' });
    expect(podSpec(chart, 'one').initContainers[0].env).toEqual([
      { name: 'MODE', value: 'fast' },
      { name: 'API', value: 'api' },
    ]);
    expect(podSpec(chart, 'two').initContainers[0].env).toEqual([{ name: 'MODE', value: 'fast' }]);
    expect(Object.keys(migrate.envVariables)).toEqual(['MODE']);
  });
});

describe("a port of the Service that a sidecar names is the sidecar's", () => {
  test.each<[string, Partial<InternalServiceProps>]>([
    ['in `sidecars`', { sidecars: [auth] }],
    ['in `initContainers`', { initContainers: [{ ...auth, restartPolicy: ALWAYS }] }],
    ['in `classicSidecars`', { classicSidecars: [auth] }],
    ['in its list of ports', { sidecars: [{ ...auth, portNumber: undefined, ports: [{ number: 4180 }] }] }],
  ])('%s', (_, props) => {
    const said = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    const chart = shopChart();
    const api = new InternalService(chart, 'api', { image, port: 80, targetPort: 4180, ...props });
    new Worker(chart, 'client', { image }).connectTo(api);
    const { containers, initContainers = [] } = podSpec(chart, 'api');
    const sidecar = [...containers, ...initContainers].find(({ name }: Manifest) => name === 'auth');
    expect(containers[0]).not.toHaveProperty('ports');
    expect(sidecar.ports).toEqual([{ containerPort: 4180 }]);
    expect(only(chart, 'Service', 'api').spec.ports).toEqual([{ port: 80, protocol: 'TCP', targetPort: 4180 }]);
    expect(only(chart, 'NetworkPolicy', 'api').spec.ingress[0].ports).toEqual([{ port: 4180, protocol: 'TCP' }]);
    expect(said).not.toHaveBeenCalled();
    said.mockRestore();
  });

  test('which says when it is ready, and the main container is asked at its own port', () => {
    const chart = shopChart();
    const health = Health.http('/healthz');
    new InternalService(chart, 'api', {
      image,
      port: 80,
      targetPort: 4180,
      managementPort: 8080,
      health,
      sidecars: [auth],
    });
    const main = mainContainer(chart);
    expect(main.ports).toEqual([{ name: 'management', containerPort: 8080, protocol: 'TCP' }]);
    expect([main.readinessProbe.httpGet.port, main.livenessProbe.tcpSocket.port]).toEqual([8080, 8080]);
    expect(podSpec(chart).initContainers[0].readinessProbe).toEqual({
      tcpSocket: { port: 4180 },
      periodSeconds: 10,
      timeoutSeconds: 2,
      failureThreshold: 3,
    });
  });

  test('which keeps the readiness probe that it brings', () => {
    const readiness = kplus.Probe.fromHttpGet('/ping');
    const [proxy] = podOf({ port: 80, targetPort: 4180, sidecars: [{ ...auth, readiness }] }).initContainers;
    expect(proxy.readinessProbe.httpGet).toEqual({ path: '/ping', port: 4180, scheme: 'HTTP' });
  });

  test('and the main container is not asked by default where it has no port', () => {
    const [main] = podOf({ port: 80, targetPort: 4180, sidecars: [auth] }).containers;
    expect([main.readinessProbe, main.livenessProbe]).toEqual([undefined, undefined]);
  });

  test('and the others are those of the main container', () => {
    const { containers, initContainers } = podOf({
      ports: [
        { name: 'https', port: 443, targetPort: 8443 },
        { name: 'http', port: 80, targetPort: 8080 },
      ],
      portEnv: 'PORT',
      sidecars: [{ name: 'tls', image, ports: [{ name: 'https', number: 8443 }] }],
    });
    expect(containers[0].ports).toEqual([{ name: 'http', containerPort: 8080, protocol: 'TCP' }]);
    expect(containers[0].readinessProbe.tcpSocket).toEqual({ port: 8080 });
    expect(containers[0].env).toEqual([{ name: 'PORT', value: '8080' }]);
    expect(initContainers[0].readinessProbe.tcpSocket).toEqual({ port: 8443 });
  });

  test('and so is the port of `metrics`, which an exporter serves', () => {
    const chart = shopChart();
    new ClusterProfile({ metricsScraper: Peer.namespace('monitoring') }).applyTo(chart);
    new HeadlessDatabase(chart, 'db', {
      engine: DatabaseEngine.redis('7.4'),
      storage: Size.gibibytes(1),
      metrics: { port: 9121 },
      sidecars: [{ name: 'exporter', image: 'oliver006/redis_exporter:v1.62.0', ports: [{ number: 9121 }] }],
    });
    expect(mainContainer(chart).ports.map(({ containerPort }: Manifest) => containerPort)).toEqual([6379]);
    expect(podSpec(chart).initContainers[0].ports).toEqual([{ containerPort: 9121 }]);
    expect(only(chart, 'NetworkPolicy').spec.ingress[0].ports).toEqual([{ port: 9121, protocol: 'TCP' }]);
  });

  test('and the proof finds it open', () => {
    const chart = shopChart();
    const api = new InternalService(chart, 'api', { image, port: 80, targetPort: 4180, sidecars: [auth] });
    const client = new Worker(chart, 'client', { image });
    client.connectTo(api);
    const report = NetworkReport.of(chart);
    expect(report.reaches(client, api, Port.tcp(4180))).toBe(true);
    expect(report.reaches(client, api, Port.tcp(8080))).toBe(false);
  });

  test('unless it ends before the main container starts', () => {
    const [main] = podOf({ initContainers: [{ name: 'init', image, portNumber: 8080 }] }).containers;
    expect(main.ports).toEqual([{ containerPort: 8080, protocol: 'TCP' }]);
  });

  test('unless it is of another protocol', () => {
    const ports = [{ number: 8080, protocol: kplus.Protocol.UDP }];
    const [main] = podOf({ sidecars: [{ name: 'dns', image, ports }] }).containers;
    expect(main.ports).toEqual([{ containerPort: 8080, protocol: 'TCP' }]);
  });
});

describe('containers that run at the same time', () => {
  let said: jest.SpyInstance;
  beforeEach(() => {
    said = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  });
  afterEach(() => {
    said.mockRestore();
  });

  const side = (name: string): kplus.ContainerProps => ({ name, image, ports: [{ number: 9000 }] });

  test.each<[string, Partial<InternalServiceProps>, string, string]>([
    ['two sidecars', { sidecars: [side('a'), side('b')] }, 'a', 'b'],
    ['a sidecar and a classic one', { sidecars: [side('a')], classicSidecars: [side('b')] }, 'a', 'b'],
    ['a sidecar and an init container behind it', { sidecars: [side('a')], initContainers: [side('b')] }, 'a', 'b'],
  ])('are warned about a port that both name: %s', (_, props, first, second) => {
    service(shopChart(), props);
    expect(said.mock.calls).toEqual([
      [
        `[warning] shop/api: containers "${first}" and "${second}" both name port 9000/TCP: they share one address, so ` +
          'that the second one to bind it fails.',
      ],
    ]);
  });

  test.each<[string, Partial<InternalServiceProps>]>([
    ['an init container before a sidecar', { initContainers: [side('a'), { ...side('b'), restartPolicy: ALWAYS }] }],
    ['two init containers', { initContainers: [side('a'), side('b')] }],
    ['an init container and a classic sidecar', { initContainers: [side('a')], classicSidecars: [side('b')] }],
  ])('are others than %s', (_, props) => {
    service(shopChart(), props);
    expect(said).not.toHaveBeenCalled();
  });
});

describe('a container beside the main one', () => {
  const volumesOf = (pod: Manifest): Manifest =>
    Object.fromEntries(pod.volumes.map((v: Manifest) => [v.name, v.emptyDir]));

  test('writes into a /tmp of its own', () => {
    const pod = podOf({
      sidecars: [{ name: 'proxy', image }],
      initContainers: [{ name: 'migrate', image }],
      classicSidecars: [{ name: 'logs', image }],
    });
    const mounts = [...pod.initContainers, pod.containers[1]].map(({ volumeMounts }: Manifest) => volumeMounts);
    expect(mounts).toEqual([
      [{ name: 'proxy-tmp', mountPath: '/tmp' }],
      [{ name: 'migrate-tmp', mountPath: '/tmp' }],
      [{ name: 'logs-tmp', mountPath: '/tmp' }],
    ]);
    const size = { sizeLimit: '64Mi' };
    expect(volumesOf(pod)).toEqual({ tmp: size, 'logs-tmp': size, 'proxy-tmp': size, 'migrate-tmp': size });
  });

  test('runs as the user of its image, and writes where that needs it', () => {
    const pod = podOf({ sidecars: [{ name: 'web', image: 'nginx:1.27.3' }] });
    const [web] = pod.initContainers;
    expect([web.securityContext.runAsUser, web.securityContext.runAsGroup]).toEqual([101, 101]);
    expect(web.volumeMounts).toEqual([
      { name: 'web-tmp', mountPath: '/tmp' },
      { name: 'web-var-cache-nginx', mountPath: '/var/cache/nginx' },
      { name: 'web-var-run', mountPath: '/var/run' },
    ]);
    expect(web.resources.limits['ephemeral-storage']).toBe('1Gi');
    expect(pod.containers[0].securityContext.runAsUser).toBe(10001);
  });

  test('runs as the user of the main container where nothing is known of its image', () => {
    const chart = shopChart();
    const engine = DatabaseEngine.postgres('16.4');
    const password = { secret: kplus.Secret.fromSecretName(chart, 'secret', 'db'), key: 'password' };
    new HeadlessDatabase(chart, 'db', {
      engine,
      storage: Size.gibibytes(1),
      password,
      sidecars: [{ name: 'x', image }],
    });
    expect(podSpec(chart).initContainers[0].securityContext.runAsUser).toBe(999);
  });

  test('runs as the user that the profile names', () => {
    const security = SecurityProfile.restricted({ user: 20000 });
    const [web] = podOf({ security, sidecars: [{ name: 'web', image: 'nginx:1.27.3' }] }).initContainers;
    expect(web.securityContext.runAsUser).toBe(20000);
  });

  test('keeps what it mounts there itself', () => {
    const chart = shopChart();
    const volume = kplus.Volume.fromEmptyDir(chart, 'Own', 'shared');
    const volumeMounts = [{ path: '/tmp/', volume }];
    const { deployment } = service(chart, { sidecars: [{ name: 'proxy', image, volumeMounts }] });
    deployment.addContainer({ name: 'later', image }).mount('/tmp', volume);
    const { initContainers, containers, volumes } = podSpec(chart);
    expect(initContainers[0].volumeMounts).toEqual([{ name: 'shared', mountPath: '/tmp/' }]);
    expect(containers[1].volumeMounts).toEqual([{ name: 'shared', mountPath: '/tmp' }]);
    expect(names(volumes)).toEqual(['tmp', 'shared']);
  });

  test('has a folder by another name where that is taken', () => {
    const chart = shopChart();
    const volume = kplus.Volume.fromEmptyDir(chart, 'Own', 'proxy-tmp');
    service(chart, { volumeMounts: [{ path: '/data', volume }], sidecars: [{ name: 'proxy', image }] });
    expect(podSpec(chart).initContainers[0].volumeMounts).toEqual([{ name: 'proxy-tmp-2', mountPath: '/tmp' }]);
  });

  test('gets none where it may write into its own files', () => {
    const pod = podOf({ security: SecurityProfile.baseline(), sidecars: [{ name: 'proxy', image }] });
    expect(pod.initContainers[0]).not.toHaveProperty('volumeMounts');
    expect(names(pod.volumes)).toEqual(['tmp']);
  });
});
