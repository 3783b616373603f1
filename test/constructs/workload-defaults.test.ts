import { App, Chart, Size } from 'cdk8s';
import { Cpu, ImagePullPolicy, Secret } from 'cdk8s-plus-28';
import {
  ClusterProfile,
  Cni,
  DatabaseEngine,
  Exposure,
  ExternalAlias,
  HeadlessDatabase,
  InternalService,
  KedaAuthentication,
  KedaTrigger,
  Monitoring,
  NodeAgent,
  Peer,
  PublicWebApp,
  RegistryMirror,
  ScheduledTask,
  SecurityProfile,
  Spread,
  StatefulService,
  Task,
  Worker,
  WorkerProps,
  WorkloadDefaults,
  WorkloadDefaultsProps,
} from '../../src';
import { mainContainer, Manifest, only, podSpec, podTemplate, render, shopChart } from '../manifests';

const image = 'ghcr.io/acme/app:1.0.0';

function workerIn(chart: Chart, props: Partial<WorkerProps> = {}): Worker {
  return new Worker(chart, 'app', { image, ...props });
}

/** A worker with defaults above it; one that has props of its own, too. */
function withDefaults(defaults: WorkloadDefaultsProps, props: Partial<WorkerProps> = {}): Chart {
  const chart = shopChart();
  workerIn(chart, props);
  new WorkloadDefaults(defaults).applyTo(chart);
  return chart;
}

describe('each default holds where the props say nothing, and a prop counts before it', () => {
  test.each<[string, WorkloadDefaultsProps, Partial<WorkerProps>, (chart: Chart) => unknown, unknown, unknown]>([
    [
      'imagePullPolicy',
      { imagePullPolicy: ImagePullPolicy.ALWAYS },
      { imagePullPolicy: ImagePullPolicy.NEVER },
      (chart) => mainContainer(chart).imagePullPolicy,
      'Always',
      'Never',
    ],
    [
      'imagePullSecrets',
      { imagePullSecrets: ['team'] },
      { imagePullSecrets: ['own'] },
      (chart) => podSpec(chart).imagePullSecrets,
      [{ name: 'team' }],
      [{ name: 'own' }],
    ],
    [
      'resources',
      { resources: { cpu: { request: Cpu.millis(10) }, memory: { limit: Size.gibibytes(1) } } },
      { resources: { memory: { limit: Size.gibibytes(2) } } },
      (chart) => mainContainer(chart).resources,
      {
        requests: { cpu: '10m', memory: '64Mi', 'ephemeral-storage': '64Mi' },
        limits: { cpu: '500m', memory: '1Gi', 'ephemeral-storage': '1Gi' },
      },
      {
        requests: { cpu: '10m', memory: '64Mi', 'ephemeral-storage': '64Mi' },
        limits: { cpu: '500m', memory: '2Gi', 'ephemeral-storage': '1Gi' },
      },
    ],
    [
      'limitCpu',
      { limitCpu: false },
      { limitCpu: true },
      (chart) => Object.keys(mainContainer(chart).resources.limits),
      ['ephemeral-storage', 'memory'],
      ['cpu', 'ephemeral-storage', 'memory'],
    ],
    [
      'limitCpu, and a limit',
      { limitCpu: false },
      { resources: { cpu: { limit: Cpu.units(2) } } },
      (chart) => mainContainer(chart).resources.limits.cpu,
      undefined,
      '2',
    ],
    [
      'spread',
      { spread: Spread.REQUIRED },
      { spread: Spread.NONE },
      (chart) => podSpec(chart).topologySpreadConstraints?.[0].whenUnsatisfiable,
      'DoNotSchedule',
      undefined,
    ],
    [
      'security',
      { security: SecurityProfile.restricted({ user: 20000 }) },
      { security: SecurityProfile.restricted({ user: 30000 }) },
      (chart) => mainContainer(chart).securityContext.runAsUser,
      20000,
      30000,
    ],
    [
      'priorityClassName',
      { priorityClassName: 'team' },
      { priorityClassName: 'own' },
      (chart) => podSpec(chart).priorityClassName,
      'team',
      'own',
    ],
    [
      'labels',
      { labels: { team: 'shop', 'app.kubernetes.io/part-of': 'platform' } },
      { labels: { team: 'own' } },
      (chart) => {
        const { labels } = podTemplate(only(chart, 'Deployment')).metadata;
        return [labels.team, labels['app.kubernetes.io/part-of']];
      },
      ['shop', 'platform'],
      ['own', 'platform'],
    ],
    [
      'annotations',
      { annotations: { a: 'team', b: 'team' } },
      { annotations: { a: 'own' } },
      (chart) => only(chart, 'Deployment').metadata.annotations,
      { a: 'team', b: 'team' },
      { a: 'own', b: 'team' },
    ],
    [
      'podAnnotations',
      { podAnnotations: { a: 'team', b: 'team' } },
      { podAnnotations: { a: 'own' } },
      (chart) => podTemplate(only(chart, 'Deployment')).metadata.annotations,
      { a: 'team', b: 'team' },
      { a: 'own', b: 'team' },
    ],
    [
      'serviceAccountAnnotations',
      { serviceAccountAnnotations: { a: 'team', b: 'team' } },
      { serviceAccountAnnotations: { a: 'own' } },
      (chart) => only(chart, 'ServiceAccount').metadata.annotations,
      { a: 'team', b: 'team' },
      { a: 'own', b: 'team' },
    ],
  ])('%s', (_, defaults, props, read, ofTeam, ofProps) => {
    expect(read(withDefaults(defaults))).toEqual(ofTeam);
    expect(read(withDefaults(defaults, props))).toEqual(ofProps);
  });
});

/** One of each kind of workload, with everything that one can have beside its pods. */
function oneOfEach(chart: Chart): void {
  const monitoring = Monitoring.prometheusOperator({ scraper: Peer.namespace('monitoring') });
  new ClusterProfile({ cni: Cni.CILIUM, monitoring }).applyTo(chart);
  const password = { secret: Secret.fromSecretName(chart, 'secret', 'db'), key: 'password' };
  const engine = DatabaseEngine.postgres('16.4');
  const db = new HeadlessDatabase(chart, 'db', {
    engine,
    storage: Size.gibibytes(1),
    password,
    user: 'app',
    userPassword: password,
  });
  const alias = new ExternalAlias(chart, 'stripe', { hostname: 'api.stripe.com', port: 443 });
  const api = new InternalService(chart, 'api', {
    image,
    ports: [{ port: 80, name: 'metrics' }],
    autoscaling: { min: 2, max: 4 },
    metrics: { portName: 'metrics' },
  });
  api.connectTo(db);
  api.connectTo(alias);
  api.addService('admin', { port: 81, targetPort: 8081 });
  const ingress = { image, port: 80, exposure: Exposure.ingress({ host: 'shop.example' }) };
  new PublicWebApp(chart, 'web', ingress).connectTo(api);
  const gateway = Exposure.gateway({ gateway: 'edge', gatewayClass: 'istio', hostnames: ['api.shop.example'] });
  new PublicWebApp(chart, 'open', { image, port: 80, exposure: gateway });
  new StatefulService(chart, 'mq', { image, port: 5672 });
  const authentication = KedaAuthentication.secrets({ host: { secret: password.secret, key: 'url' } });
  const queue = KedaTrigger.rabbitMq({ queueName: 'mail', value: 20, authentication });
  new Worker(chart, 'mailer', { image, metrics: { port: 9090 }, autoscaling: { max: 4, keda: { triggers: [queue] } } });
  new NodeAgent(chart, 'agent', { image });
  new Task(chart, 'migrate', { image });
  new ScheduledTask(chart, 'report', { image, schedule: '@daily' });
}

const LABELS = { team: 'shop', 'acme.example/cost-center': '4711' };
const TEAM: WorkloadDefaultsProps = {
  labels: LABELS,
  annotations: { owner: 'shop' },
  podAnnotations: { scan: 'yes' },
  serviceAccountAnnotations: { role: 'shop' },
  imagePullSecrets: ['hub'],
  registry: 'mirror.acme.example/all',
  limitCpu: false,
  priorityClassName: 'team',
};

function rendered(...steps: ((chart: Chart) => void)[]): Manifest[] {
  const chart = shopChart();
  for (const step of steps) step(chart);
  return render(chart);
}

describe('whatever the order of the calls', () => {
  const apply = (chart: Chart): void => new WorkloadDefaults(TEAM).applyTo(chart);
  const applied = rendered(oneOfEach, apply);
  const plain = rendered(oneOfEach);

  test('the output is the same', () => {
    expect(rendered(apply, oneOfEach)).toEqual(applied);
  });

  test('all objects and pods have the labels, and no selector', () => {
    const without = applied.filter(({ metadata }) => metadata.labels.team !== 'shop');
    expect(without.map(({ kind, metadata }) => `${kind}/${metadata.name}`)).toEqual([]);
    const pods = applied.filter(({ spec }) => spec?.template !== undefined || spec?.jobTemplate !== undefined);
    expect(pods).toHaveLength(9);
    expect(pods.map((owner) => podTemplate(owner).metadata.labels)).toEqual(
      pods.map(() => expect.objectContaining(LABELS)),
    );
    const selectors = (manifests: Manifest[]): unknown[] =>
      manifests.map(({ spec }) => [spec?.selector, spec?.podSelector, spec?.endpointSelector]);
    expect(selectors(applied)).toEqual(selectors(plain));
    expect(applied.find(({ kind }) => kind === 'CronJob').spec.jobTemplate.metadata.labels).toMatchObject(LABELS);
  });

  test('each annotation is on its own objects alone', () => {
    const carrying = (key: string): string[] =>
      [
        ...new Set(applied.filter(({ metadata }) => metadata.annotations?.[key] !== undefined).map(({ kind }) => kind)),
      ].sort();
    expect(carrying('owner')).toEqual(['CronJob', 'DaemonSet', 'Deployment', 'Job', 'StatefulSet']);
    expect(carrying('role')).toEqual(['ServiceAccount']);
    expect(carrying('scan')).toEqual([]);
  });

  test('applied twice in one synth or rendered twice, it is the same', () => {
    const chart = shopChart();
    oneOfEach(chart);
    apply(chart);
    expect(render(chart)).toEqual(applied);
    expect(render(chart)).toEqual(applied);
  });
});

describe('of several scopes', () => {
  const teams = (order: 'outer first' | 'inner first'): Manifest => {
    const app = new App();
    const chart = new Chart(app, 'shop', { namespace: 'shop', labels: { team: 'chart', zone: 'chart' } });
    workerIn(chart, { labels: { tier: 'own' } });
    const outer = new WorkloadDefaults({
      labels: { team: 'app', tier: 'app', stage: 'app' },
      imagePullSecrets: ['app'],
    });
    const inner = new WorkloadDefaults({ labels: { team: 'inner' }, priorityClassName: 'inner' });
    if (order === 'outer first') outer.applyTo(app);
    inner.applyTo(chart);
    if (order === 'inner first') outer.applyTo(app);
    return only(chart, 'Deployment');
  };

  test.each(['outer first', 'inner first'] as const)('the nearest counts, and labels are merged: %s', (order) => {
    const { metadata, spec } = teams(order);
    expect(metadata.labels).toMatchObject({ team: 'inner', tier: 'own', stage: 'app', zone: 'chart' });
    expect([spec.template.spec.imagePullSecrets, spec.template.spec.priorityClassName]).toEqual([
      [{ name: 'app' }],
      'inner',
    ]);
  });

  test('a single workload may have its own', () => {
    const chart = shopChart();
    const app = workerIn(chart);
    new WorkloadDefaults({ registry: 'mirror.acme.example' }).applyTo(chart);
    new WorkloadDefaults({ registry: RegistryMirror.of({ 'docker.io': 'hub.acme.example' }) }).applyTo(app);
    expect(mainContainer(chart).image).toBe(image);
  });

  test('different defaults of one scope come together', () => {
    const chart = shopChart();
    workerIn(chart);
    new WorkloadDefaults({ labels: { team: 'shop' } }).applyTo(chart);
    new WorkloadDefaults({ labels: { stage: 'live' }, priorityClassName: 'high' }).applyTo(chart);
    expect(only(chart, 'Deployment').metadata.labels).toMatchObject({ team: 'shop', stage: 'live' });
  });

  test('an inner label wins that was added after the autoscaler was made', () => {
    const chart = shopChart();
    new WorkloadDefaults({ labels: { team: 'app' } }).applyTo(chart.node.root);
    new InternalService(chart, 'api', { image, port: 80, autoscaling: { min: 2, max: 4 } });
    new WorkloadDefaults({ labels: { team: 'shop' } }).applyTo(chart);
    expect(only(chart, 'HorizontalPodAutoscaler').metadata.labels.team).toBe('shop');
  });
});

describe('a database', () => {
  function databaseWith(defaults: WorkloadDefaultsProps, engine = DatabaseEngine.redis('7.4')): Chart {
    const chart = shopChart();
    new HeadlessDatabase(chart, 'db', { engine, storage: Size.gibibytes(1) });
    new WorkloadDefaults(defaults).applyTo(chart);
    return chart;
  }

  test('keeps the amounts of its engine, but for the limit of CPU', () => {
    const small = { memory: { request: Size.mebibytes(16), limit: Size.mebibytes(32) } };
    const usual = mainContainer(databaseWith({})).resources;
    expect(mainContainer(databaseWith({ resources: small })).resources).toEqual(usual);
    const { cpu, ...limits } = usual.limits;
    expect(mainContainer(databaseWith({ limitCpu: false })).resources).toEqual({ requests: usual.requests, limits });
    expect(cpu).toBeDefined();
  });

  test('gets the rights, as the user of its image', () => {
    const chart = databaseWith({ security: SecurityProfile.custom({ readOnlyRootFilesystem: false }) });
    expect(mainContainer(chart).securityContext).toMatchObject({ readOnlyRootFilesystem: false, runAsUser: 999 });
  });

  test('whose engine names its user keeps it', () => {
    const engine = DatabaseEngine.custom({ image: 'ghcr.io/acme/db:1.0.0', port: 7000, dataPath: '/data', user: 5000 });
    const chart = databaseWith({ security: SecurityProfile.restricted({ user: 20000 }) }, engine);
    expect(mainContainer(chart).securityContext.runAsUser).toBe(5000);
  });
});

describe('a registry', () => {
  test('replaces that of all containers, and images are known by the names that were written', () => {
    const chart = withDefaults(
      { registry: RegistryMirror.of({ 'docker.io': 'harbor.acme.example/hub' }) },
      {
        image: 'nginx:1.27.3',
        sidecars: [
          { name: 'cache', image: 'redis:7.4' },
          { name: 'own', image },
        ],
      },
    );
    const { containers, initContainers } = podSpec(chart);
    expect([...containers, ...initContainers].map(({ image: pulled }) => pulled)).toEqual([
      'harbor.acme.example/hub/library/nginx:1.27.3',
      'harbor.acme.example/hub/library/redis:7.4',
      image,
    ]);
    expect([containers[0], initContainers[0]].map(({ securityContext }) => securityContext.runAsUser)).toEqual([
      101, 999,
    ]);
  });

  test('does not change when images are pulled', () => {
    const chart = withDefaults({ registry: 'mirror.acme.example:5000' }, { image: 'nginx' });
    expect([mainContainer(chart).image, mainContainer(chart).imagePullPolicy]).toEqual([
      'mirror.acme.example:5000/library/nginx',
      'Always',
    ]);
  });
});

test('what is written to the disk has its room, whatever a team allows', () => {
  const chart = withDefaults(
    { resources: { ephemeralStorage: { limit: Size.mebibytes(512) } } },
    { writablePaths: ['/a', '/b'] },
  );
  expect(mainContainer(chart).resources.limits['ephemeral-storage']).toBe('1Gi');
});

test('objects that are patched keep what the patch says of a label', () => {
  const chart = shopChart();
  const { deployment } = workerIn(chart);
  deployment.metadata.addLabel('team', 'patched');
  new WorkloadDefaults({ labels: { team: 'shop' } }).applyTo(chart);
  expect(only(chart, 'Deployment').metadata.labels.team).toBe('patched');
});
