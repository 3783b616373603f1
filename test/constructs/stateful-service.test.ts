import { Chart, Duration, Size } from 'cdk8s';
import { PersistentVolumeAccessMode, PodManagementPolicy, StatefulSetUpdateStrategy } from 'cdk8s-plus-28';
import {
  ClaimRetention,
  DatabaseEngine,
  Health,
  HeadlessDatabase,
  IDatabaseTarget,
  InternalTrafficPolicy,
  IpFamilyPolicy,
  StatefulService,
  StatefulServiceProps,
  Storage,
  Worker,
} from '../../src';
import { mainContainer, Manifest, only, podSpec, render, shopChart } from '../manifests';

const image = 'rabbitmq:4.0.5';

function broker(chart: Chart, props: Partial<StatefulServiceProps> = {}): StatefulService {
  return new StatefulService(chart, 'mq', { image, ports: [{ name: 'amqp', port: 5672 }], ...props });
}

const AMQP = { name: 'amqp', port: 5672, protocol: 'TCP', targetPort: 5672 };
const MEMBERS = [
  { name: 'epmd', port: 4369 },
  { name: 'dist', port: 25672 },
];

test('it renders an account, a policy, two Services and a StatefulSet, in this order', () => {
  const chart = shopChart();
  broker(chart);
  expect(render(chart).map(({ kind, metadata }: Manifest) => `${kind}/${metadata.name}`)).toEqual([
    'ServiceAccount/mq',
    'NetworkPolicy/mq',
    'Service/mq',
    'Service/mq-headless',
    'StatefulSet/mq',
  ]);
});

test('the headless Service names the pods, and clients have one with an address', () => {
  const chart = shopChart();
  const mq = broker(chart);
  expect(only(chart, 'StatefulSet').spec.serviceName).toBe('mq-headless');
  expect(only(chart, 'Service', 'mq-headless').spec).toEqual({
    clusterIP: 'None',
    ports: [AMQP],
    selector: { 'app.kubernetes.io/name': 'mq' },
    type: 'ClusterIP',
  });
  expect(only(chart, 'Service', 'mq').spec).toEqual({
    ports: [AMQP],
    selector: { 'app.kubernetes.io/name': 'mq' },
    type: 'ClusterIP',
  });
  expect([mq.service.name, mq.headlessService.name, mq.serviceName]).toEqual(['mq', 'mq-headless', 'mq']);
});

test('it runs one replica, with no claim, probed by TCP, as a component of its own', () => {
  const chart = shopChart();
  broker(chart);
  const { spec, metadata } = only(chart, 'StatefulSet');
  expect(spec.replicas).toBe(1);
  expect(spec).not.toHaveProperty('volumeClaimTemplates');
  expect(metadata.labels['app.kubernetes.io/component']).toBe('stateful-service');
  expect(mainContainer(chart).readinessProbe.tcpSocket).toEqual({ port: 5672 });
});

test('`clientService: false` leaves clients the headless Service, whose name stays', () => {
  const chart = shopChart();
  const mq = broker(chart, { clientService: false });
  const client = new Worker(chart, 'client', { image });
  client.connectTo(mq, { hostEnv: 'MQ' });
  expect(only(chart, 'Service').metadata.name).toBe('mq-headless');
  expect(mainContainer(chart, 'client').env).toEqual([{ name: 'MQ', value: 'mq-headless' }]);
  expect(mq.service).toBe(mq.headlessService);
});

test('without ports it serves nobody, and its pods have names all the same', () => {
  const chart = shopChart();
  const shards = new StatefulService(chart, 'shards', { image, replicas: 2 });
  expect(only(chart, 'Service').spec).toEqual({
    clusterIP: 'None',
    selector: { 'app.kubernetes.io/name': 'shards' },
    type: 'ClusterIP',
  });
  expect(shards.podHostFrom(chart, 1)).toBe('shards-1.shards-headless');
  expect(mainContainer(chart)).not.toHaveProperty('readinessProbe');
  expect(mainContainer(chart)).not.toHaveProperty('ports');
});

describe('volumes', () => {
  test('are claimed by each pod, with all that Storage says', () => {
    const chart = shopChart();
    broker(chart, {
      volumes: [
        { path: '/var/lib/rabbitmq', storage: Size.gibibytes(8) },
        {
          name: 'wal',
          path: '/wal',
          subPath: 'log',
          storage: Storage.claim(Size.gibibytes(1), {
            storageClass: 'fast',
            accessModes: [PersistentVolumeAccessMode.READ_WRITE_ONCE_POD],
          }),
        },
      ],
    });
    const labels = { 'app.kubernetes.io/name': 'mq' };
    expect(only(chart, 'StatefulSet').spec.volumeClaimTemplates).toEqual([
      {
        metadata: { name: 'data', labels },
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '8Gi' } } },
      },
      {
        metadata: { name: 'wal', labels },
        spec: {
          accessModes: ['ReadWriteOncePod'],
          storageClassName: 'fast',
          resources: { requests: { storage: '1Gi' } },
        },
      },
    ]);
    expect(mainContainer(chart).volumeMounts).toEqual([
      { mountPath: '/var/lib/rabbitmq', name: 'data' },
      { mountPath: '/wal', name: 'wal', subPath: 'log' },
      { mountPath: '/tmp', name: 'tmp' },
      { mountPath: '/var/log/rabbitmq', name: 'var-log-rabbitmq' },
    ]);
  });

  test('are empty at each start where Storage says so', () => {
    const chart = shopChart();
    broker(chart, { volumes: [{ path: '/cache', storage: Storage.ephemeral(Size.mebibytes(100)) }] });
    expect(only(chart, 'StatefulSet').spec).not.toHaveProperty('volumeClaimTemplates');
    expect(podSpec(chart).volumes).toContainEqual({ name: 'cache', emptyDir: { sizeLimit: '100Mi' } });
    expect(mainContainer(chart).volumeMounts).toContainEqual({ mountPath: '/cache', name: 'cache' });
  });
});

describe('the StatefulSet', () => {
  test('is told how its pods start, are replaced, and what becomes of their volumes', () => {
    const chart = shopChart();
    broker(chart, {
      replicas: 3,
      podManagementPolicy: PodManagementPolicy.PARALLEL,
      updateStrategy: StatefulSetUpdateStrategy.rollingUpdate({ partition: 2 }),
      minReady: Duration.seconds(5),
      volumes: [{ path: '/data', storage: Size.gibibytes(1) }],
      claimRetention: { whenDeleted: ClaimRetention.DELETE },
    });
    expect(only(chart, 'StatefulSet').spec).toMatchObject({
      replicas: 3,
      podManagementPolicy: 'Parallel',
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 2 } },
      minReadySeconds: 5,
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete', whenScaled: 'Retain' },
    });
  });

  test('is told the same of a database', () => {
    const chart = shopChart();
    new HeadlessDatabase(chart, 'redis', {
      engine: DatabaseEngine.redis('7.4'),
      storage: Size.gibibytes(1),
      podManagementPolicy: PodManagementPolicy.PARALLEL,
      updateStrategy: StatefulSetUpdateStrategy.onDelete(),
      minReady: Duration.seconds(3),
      claimRetention: { whenScaled: ClaimRetention.DELETE },
    });
    expect(only(chart, 'StatefulSet').spec).toMatchObject({
      podManagementPolicy: 'Parallel',
      updateStrategy: { type: 'OnDelete' },
      minReadySeconds: 3,
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Delete' },
    });
  });

  test('says nothing of them by default but what cdk8s-plus does', () => {
    const chart = shopChart();
    broker(chart, { volumes: [{ path: '/data', storage: Size.gibibytes(1) }] });
    const { spec } = only(chart, 'StatefulSet');
    expect(spec.podManagementPolicy).toBe('OrderedReady');
    expect(spec.updateStrategy).toEqual({ type: 'RollingUpdate', rollingUpdate: { partition: 0 } });
    expect(spec).not.toHaveProperty('minReadySeconds');
    expect(spec).not.toHaveProperty('persistentVolumeClaimRetentionPolicy');
  });
});

describe('members', () => {
  test('talk to each other on their ports, in both directions, and nobody else does', () => {
    const chart = shopChart();
    const mq = broker(chart, { replicas: 3, memberPorts: MEMBERS });
    new Worker(chart, 'client', { image }).connectTo(mq);
    const self = { podSelector: { matchLabels: { 'app.kubernetes.io/name': 'mq' } } };
    const client = { podSelector: { matchLabels: { 'app.kubernetes.io/name': 'client' } } };
    const memberPorts = [
      { port: 4369, protocol: 'TCP' },
      { port: 25672, protocol: 'TCP' },
    ];
    const { ingress, egress } = only(chart, 'NetworkPolicy', 'mq').spec;
    expect(ingress).toHaveLength(2);
    expect(ingress).toContainEqual({ from: [self], ports: memberPorts });
    expect(ingress).toContainEqual({ from: [client], ports: [{ port: 5672, protocol: 'TCP' }] });
    expect(egress).toContainEqual({ to: [self], ports: memberPorts });
  });

  test('find each other before they are ready, through the headless Service alone', () => {
    const chart = shopChart();
    broker(chart, { memberPorts: MEMBERS });
    const { publishNotReadyAddresses, ports } = only(chart, 'Service', 'mq-headless').spec;
    expect(publishNotReadyAddresses).toBe(true);
    expect(ports.map(({ name }: Manifest) => name)).toEqual(['amqp', 'epmd', 'dist']);
    expect(only(chart, 'Service', 'mq').spec).not.toHaveProperty('publishNotReadyAddresses');
    expect(only(chart, 'Service', 'mq').spec.ports).toEqual([AMQP]);
    expect(mainContainer(chart).ports).toEqual([
      { containerPort: 5672, name: 'amqp', protocol: 'TCP' },
      { containerPort: 4369, name: 'epmd', protocol: 'TCP' },
      { containerPort: 25672, name: 'dist', protocol: 'TCP' },
    ]);
  });

  test('find only those that are ready where that is said', () => {
    const chart = shopChart();
    broker(chart, { memberPorts: MEMBERS, publishNotReadyAddresses: false });
    expect(only(chart, 'Service', 'mq-headless').spec.publishNotReadyAddresses).toBe(false);
  });

  test('may use the port of clients, too', () => {
    const chart = shopChart();
    broker(chart, { memberPorts: [{ port: 5672 }] });
    expect(mainContainer(chart).ports).toEqual([{ containerPort: 5672, name: 'amqp', protocol: 'TCP' }]);
    expect(only(chart, 'Service', 'mq-headless').spec.ports).toEqual([AMQP]);
  });

  test('of a database are opened to each other alone', () => {
    const chart = shopChart();
    const db = new HeadlessDatabase(chart, 'kv', {
      engine: DatabaseEngine.custom({
        image: 'ghcr.io/acme/kv:2.1.0',
        port: 7400,
        dataPath: '/data',
        replicates: true,
      }),
      storage: Size.gibibytes(1),
      replicas: 3,
      memberPorts: [{ name: 'gossip', port: 7946 }],
    });
    expect(db.ports.map(({ port }) => port)).toEqual([7400]);
    new Worker(chart, 'client', { image }).connectTo(db);
    const [, toDb] = only(chart, 'NetworkPolicy', 'client').spec.egress;
    expect(toDb.ports).toEqual([{ port: 7400, protocol: 'TCP' }]);
    expect(only(chart, 'Service', 'kv').spec.ports.map(({ port }: Manifest) => port)).toEqual([7400, 7946]);
  });
});

describe('one member', () => {
  test('is a target with the name of its pod, and the ports as the pods have them', () => {
    const chart = shopChart();
    const mq = new StatefulService(chart, 'mq', { image, replicas: 3, port: 80, targetPort: 8080 });
    const client = new Worker(chart, 'client', { image });
    client.connectTo(mq.member(1), { hostEnv: 'HOST', portEnv: 'PORT', urlEnv: 'URL', addressEnv: 'ADDRESS' });
    expect(mainContainer(chart, 'client').env).toEqual([
      { name: 'HOST', value: 'mq-1.mq-headless' },
      { name: 'PORT', value: '8080' },
      { name: 'ADDRESS', value: 'mq-1.mq-headless:8080' },
      { name: 'URL', value: 'http://mq-1.mq-headless:8080' },
    ]);
    expect(only(chart, 'NetworkPolicy', 'client').spec.egress[1].ports).toEqual([{ port: 8080, protocol: 'TCP' }]);
    expect(mq.member(1).serviceName).toBe('mq-headless');
  });

  test('has a name in other namespaces, too', () => {
    const chart = shopChart();
    const mq = broker(chart, { replicas: 2 });
    const other = new Chart(chart.node.root, 'other', { namespace: 'other' });
    expect(mq.podHostFrom(other, 0)).toBe('mq-0.mq-headless.shop');
    expect(mq.podFqdn(1)).toBe('mq-1.mq-headless.shop.svc.cluster.local');
    expect(mq.hostFrom(other)).toBe('mq.shop');
    expect(mq.fqdn).toBe('mq.shop.svc.cluster.local');
  });

  test('of a database hands out its password', () => {
    const chart = shopChart();
    const db = new HeadlessDatabase(chart, 'redis', {
      engine: DatabaseEngine.redis('7.4'),
      storage: Size.gibibytes(1),
    });
    expect((db.member(0) as IDatabaseTarget).login).toEqual(db.login);
    expect(db.member(0).hostFrom(chart)).toBe('redis-0.redis');
  });
});

test('what is said of Services is there: for clients on theirs, for names on the headless one', () => {
  const chart = shopChart();
  broker(chart, {
    serviceAnnotations: { team: 'mail' },
    sessionAffinity: Duration.minutes(5),
    internalTrafficPolicy: InternalTrafficPolicy.LOCAL,
    ipFamilyPolicy: IpFamilyPolicy.PREFER_DUAL_STACK,
  });
  const ofClients = only(chart, 'Service', 'mq');
  expect(ofClients.metadata.annotations).toEqual({ team: 'mail' });
  expect(ofClients.spec).toMatchObject({
    sessionAffinity: 'ClientIP',
    internalTrafficPolicy: 'Local',
    ipFamilyPolicy: 'PreferDualStack',
  });
  const headless = only(chart, 'Service', 'mq-headless');
  expect(headless.metadata).not.toHaveProperty('annotations');
  expect(headless.spec.ipFamilyPolicy).toBe('PreferDualStack');
  expect(headless.spec).not.toHaveProperty('sessionAffinity');
});

test('the container has the command, the arguments, the port in a variable and the probes that are said', () => {
  const chart = shopChart();
  broker(chart, { command: ['run'], args: ['--all'], portEnv: 'PORT', health: Health.http('/up') });
  expect(mainContainer(chart)).toMatchObject({
    command: ['run'],
    args: ['--all'],
    env: [{ name: 'PORT', value: '5672' }],
    readinessProbe: { httpGet: { path: '/up', port: 5672 } },
  });
});
