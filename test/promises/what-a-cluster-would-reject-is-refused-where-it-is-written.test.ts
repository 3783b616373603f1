import { Chart, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { IMAGE } from './synth';
import {
  ClusterProfile,
  Connections,
  DatabaseEngine,
  Exposure,
  ExternalAlias,
  Health,
  HeadlessDatabase,
  InternalService,
  InternalServiceProps,
  NodeAgent,
  DaemonSetUpdateStrategy,
  Peer,
  Port,
  PublicWebApp,
  ScheduledTask,
  ScheduledTaskProps,
  Task,
  Worker,
} from '../../src';
import { render, shopChart } from '../manifests';

/*
 * For each kind of rule of the API server: a value that it refuses, and the nearest one that it takes. The first is refused
 * by the call that it is written in, not at synth and not by the cluster; the second renders. Every rule has its rows in
 * test/bad-input.test.ts.
 */

type Write = (chart: Chart) => unknown;

function api(props: Partial<InternalServiceProps>): Write {
  const port = props.ports === undefined ? { port: 80 } : {};
  return (chart) =>
    new InternalService(chart, props.name === undefined ? 'api' : 'x', { image: IMAGE, ...port, ...props });
}

function web(exposure: () => Exposure): Write {
  return (chart) => new PublicWebApp(chart, 'web', { image: IMAGE, port: 80, exposure: exposure() });
}

function alias(props: ConstructorParameters<typeof ExternalAlias>[2]): Write {
  return (chart) => new ExternalAlias(chart, 'alias', props);
}

const service = { image: IMAGE, port: 80 };
const CONTAINER = { resources: {} };

function rolling(percent: number): Write {
  const strategy = (): kplus.DeploymentStrategy =>
    kplus.DeploymentStrategy.rollingUpdate({ maxUnavailable: kplus.PercentOrAbsolute.percent(percent) });
  return (chart) => api({ strategy: strategy() })(chart);
}

const addresses = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => `10.1.${Math.floor(i / 256)}.${i % 256}`);
const long = (length: number): string => 'x'.repeat(length);

function scheduled(props: Partial<ScheduledTaskProps>): Write {
  return (chart) => new ScheduledTask(chart, 'backup', { image: IMAGE, schedule: '@daily', ...props });
}

const RULES: { readonly [rule: string]: [where: string, refused: Write, taken: Write] } = {
  'ports are 1 to 65535': ['shop/api: port', api({ port: 65536 }), api({ port: 65535 })],
  'a schedule has five fields': [
    'shop/backup: schedule',
    scheduled({ schedule: '0 0 3 * * *' }),
    scheduled({ schedule: '0 3 * * *' }),
  ],
  'a week begins with day 0': [
    'shop/backup: schedule',
    scheduled({ schedule: '0 3 * * 7' }),
    scheduled({ schedule: '0 3 * * 0' }),
  ],
  'time zones are spelled as in the database': [
    'shop/backup: timeZone',
    scheduled({ timeZone: 'europe/berlin' }),
    scheduled({ timeZone: 'Europe/Berlin' }),
  ],
  'names of CronJobs have 52 characters': [
    'shop/backup: resource name',
    scheduled({ name: 'b'.repeat(53) }),
    scheduled({ name: 'b'.repeat(52) }),
  ],
  'a Job ends': [
    'shop/migrate: restartPolicy',
    (chart) => new Task(chart, 'migrate', { image: IMAGE, restartPolicy: kplus.RestartPolicy.ALWAYS }),
    (chart) => new Task(chart, 'migrate', { image: IMAGE, restartPolicy: kplus.RestartPolicy.ON_FAILURE }),
  ],
  'an agent is replaced somewhere': [
    'DaemonSetUpdateStrategy.rollingUpdate: maxUnavailable',
    () => DaemonSetUpdateStrategy.rollingUpdate({ maxUnavailable: kplus.PercentOrAbsolute.absolute(0) }),
    (chart) =>
      new NodeAgent(chart, 'agent', {
        image: IMAGE,
        updateStrategy: DaemonSetUpdateStrategy.rollingUpdate({ maxUnavailable: kplus.PercentOrAbsolute.absolute(1) }),
      }),
  ],
  'port names have a letter': [
    'shop/api: ',
    api({ ports: [{ name: '8080', port: 80 }] }),
    api({ ports: [{ name: 'p8080', port: 80 }] }),
  ],
  'node ports are of their range': [
    'Exposure.nodePort: ',
    web(() => Exposure.nodePort({ nodePort: 80 })),
    web(() => Exposure.nodePort({ nodePort: 30080 })),
  ],
  'names of Services are DNS labels': ['shop/x: resource name', api({ name: 'Api' }), api({ name: 'api' })],
  'names of Services have at most 63 characters': [
    'shop/x: resource name',
    api({ name: long(64) }),
    api({ name: long(63) }),
  ],
  'names of workers may start with a digit': [
    'shop/w: resource name',
    (chart) => new Worker(chart, 'w', { image: IMAGE, name: '-1st' }),
    (chart) => new Worker(chart, 'w', { image: IMAGE, name: '1st' }),
  ],
  'label values have at most 63 characters': [
    'shop/api: ',
    api({ labels: { team: long(64) } }),
    api({ labels: { team: long(63) } }),
  ],
  'label keys are qualified names': ['shop/api: ', api({ labels: { 'a b': 'x' } }), api({ labels: { 'a.b/c': 'x' } })],
  'annotations have at most 256 KiB': [
    'shop/api: annotations',
    api({ annotations: { a: long(262144) } }),
    api({ annotations: { a: long(262143) } }),
  ],
  'whole numbers have 32 bits': ['shop/api: replicas', api({ replicas: 2 ** 31 }), api({ replicas: 2 ** 31 - 1 })],
  'shares have at most 100 %': ['shop/api: strategy.maxUnavailable', rolling(101), rolling(100)],
  'images are references': ['shop/api: image', api({ image: 'acme/Api:1' }), api({ image: 'acme/api:1' })],
  'variables have names': [
    'shop/api: environment variable name',
    api({ env: { '1ST': 'x' } }),
    api({ env: { FIRST: 'x' } }),
  ],
  'networks have no host bits': [
    'Peer.cidr: CIDR',
    (chart) => new Worker(chart, 'w', { image: IMAGE }).connections.allowFrom(Peer.cidr('10.0.0.1/8'), [Port.HTTP]),
    (chart) => new Worker(chart, 'w', { image: IMAGE }).connections.allowFrom(Peer.cidr('10.0.0.0/8'), [Port.HTTP]),
  ],
  'exceptions lie inside of their network': [
    'Peer.cidr: except',
    () => Peer.cidr('10.0.0.0/8', { except: ['11.0.0.0/16'] }),
    () => Peer.cidr('10.0.0.0/8', { except: ['10.0.0.0/16'] }),
  ],
  'ranges do not go backwards': ['Port.tcpRange: range', () => Port.tcpRange(2, 1), () => Port.tcpRange(1, 2)],
  'namespaces are DNS labels': ['Peer.namespace: namespace', () => Peer.namespace('a.b'), () => Peer.namespace('a-b')],
  'addresses of an alias are addresses': [
    'shop/alias: address',
    alias({ addresses: ['10.0.0'], port: 1 }),
    alias({ addresses: ['10.0.0.1'], port: 1 }),
  ],
  'an alias may have more addresses than one EndpointSlice': [
    'shop/alias: address',
    alias({ addresses: ['127.0.0.1'], port: 1 }),
    alias({ addresses: addresses(1001), port: 1 }),
  ],
  'host names are DNS names': [
    'shop/alias: hostname',
    alias({ hostname: 'a_b', port: 1 }),
    alias({ hostname: 'a.b', port: 1 }),
  ],
  'paths of routes are paths of URLs': [
    'Exposure.gateway: path',
    web(() => Exposure.gateway({ gateway: 'g', gatewayClass: 'istio', path: '/ü' })),
    web(() => Exposure.gateway({ gateway: 'g', gatewayClass: 'istio', path: '/%C3%BC' })),
  ],
  'a route has at most 16 host names': [
    'Exposure.gateway: hostnames',
    web(() =>
      Exposure.gateway({ gateway: 'g', gatewayClass: 'istio', hostnames: addresses(17).map((_, i) => `a${i}.b`) }),
    ),
    web(() =>
      Exposure.gateway({ gateway: 'g', gatewayClass: 'istio', hostnames: addresses(16).map((_, i) => `a${i}.b`) }),
    ),
  ],
  'source ranges are networks, also by annotation': [
    'Exposure.loadBalancer: ',
    web(() =>
      Exposure.loadBalancer({ annotations: { 'service.beta.kubernetes.io/load-balancer-source-ranges': 'all' } }),
    ),
    web(() =>
      Exposure.loadBalancer({
        annotations: { 'service.beta.kubernetes.io/load-balancer-source-ranges': '10.0.0.0/8' },
      }),
    ),
  ],
  'paths of probes begin with a slash': [
    'Health.http: path',
    () => Health.http('healthz'),
    () => Health.http('/healthz'),
  ],
  'probes have at least one second': [
    'Health.http readiness: period',
    () => Health.http('/', { readiness: { period: Duration.seconds(0) } })._render('Health.http', []),
    () => Health.http('/', { readiness: { period: Duration.seconds(1) } }),
  ],
  'sub-paths stay in their volume': [
    'DatabaseEngine.custom: dataSubPath',
    () => DatabaseEngine.custom({ image: IMAGE, port: 1, dataPath: '/d', dataSubPath: '../x' }),
    () => DatabaseEngine.custom({ image: IMAGE, port: 1, dataPath: '/d', dataSubPath: 'x' }),
  ],
  'names and labels of policies': [
    'shop: name of the policy',
    (chart) => new Connections(chart, 'policy', { name: 'A B', podLabels: { app: 'x' } }),
    (chart) => new Connections(chart, 'policy', { name: '1st.policy', podLabels: { app: 'x' } }),
  ],
  'init containers have no probes': [
    'shop/api: ',
    api({ initContainers: [{ name: 'init', image: IMAGE, readiness: kplus.Probe.fromCommand(['ok']) }] }),
    api({ initContainers: [{ name: 'init', image: IMAGE, portNumber: 81 }] }),
  ],
  'containers have different names': [
    'shop/api: ',
    api({ sidecars: [{ name: 'api', image: IMAGE }] }),
    api({ sidecars: [{ name: 'proxy', image: IMAGE }] }),
  ],
  'what cdk8s-plus adds to a pod is checked, too': [
    'shop/api: ',
    (chart) => new InternalService(chart, 'api', service).deployment.addContainer({ name: 'Proxy', image: IMAGE }),
    (chart) =>
      new InternalService(chart, 'api', service).deployment.addContainer({ name: 'proxy', image: IMAGE, ...CONTAINER }),
  ],
  'a volume has a size': [
    'shop/db: storage',
    (chart) => new HeadlessDatabase(chart, 'db', { engine: DatabaseEngine.redis('7.4'), storage: Size.gibibytes(0) }),
    (chart) => new HeadlessDatabase(chart, 'db', { engine: DatabaseEngine.redis('7.4'), storage: Size.mebibytes(1) }),
  ],
  'a scraper is there for metrics': [
    'shop/api: metrics',
    api({ metrics: { port: 9090 } }),
    (chart) => {
      new ClusterProfile({ metricsScraper: Peer.namespace('monitoring') }).applyTo(chart);
      return api({ metrics: { port: 9090 } })(chart);
    },
  ],
};

const THIS_FILE = /what-a-cluster-would-reject-is-refused-where-it-is-written\.test\.ts/;

describe.each(Object.entries(RULES))('%s', (_, [where, refused, taken]) => {
  test('what breaks it is refused by the call: where, what, got, allowed', () => {
    let thrown: Error | undefined;
    try {
      refused(shopChart());
    } catch (error) {
      thrown = error as Error;
    }
    expect(thrown?.message).toMatch(/^[\w./]+( \w+)?: [^:]+.*: got \S.*; allowed: \S.*\.( Fix: \S.*)?$/);
    expect(thrown?.message.slice(0, where.length)).toBe(where);
    // The line that wrote it is in the stack.
    expect(thrown?.stack).toMatch(THIS_FILE);
  });

  test('what holds it renders', () => {
    const chart = shopChart();
    taken(chart);
    expect(() => render(chart)).not.toThrow();
  });
});

test('a profile that comes after what has read it is refused', () => {
  const chart = shopChart();
  new PublicWebApp(chart, 'web', { image: IMAGE, port: 80, exposure: Exposure.ingress({ host: 'a.b' }) });
  expect(() => new ClusterProfile().applyTo(chart)).toThrow(
    /^shop: ClusterProfile: got one applied after "shop\/web.*" was made; allowed: a profile that is applied before the workloads below it\. Fix: /,
  );
});

test('two objects of one kind, namespace and name are refused at synth, when both are known', () => {
  const chart = shopChart();
  api({})(chart);
  new Worker(chart, 'twin', { image: IMAGE, name: 'api' });
  expect(() => render(chart)).toThrow(
    /shop\/twin\/Deployment\/Resource: Deployment "api" in namespace "shop": got a second one beside "shop\/api\/Deployment\/Resource"; allowed: one of a kind, namespace and name; the second would overwrite the first\. Fix: /,
  );
});

test('a node port is of one Service of the cluster', () => {
  const chart = shopChart();
  for (const id of ['a', 'b']) {
    const exposure = Exposure.nodePort({ nodePort: 30080 });
    new PublicWebApp(chart, id, { image: IMAGE, port: 80, exposure });
  }
  expect(() => render(chart)).toThrow(/shop\/b.*: nodePort 30080\/TCP: got a second one beside "shop\/a/);
});
