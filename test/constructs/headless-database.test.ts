import { Chart, Size } from 'cdk8s';
import { Secret, Volume } from 'cdk8s-plus-28';
import { DatabaseEngine, HeadlessDatabase, HeadlessDatabaseProps, IpFamilyPolicy, Worker } from '../../src';
import { mainContainer, Manifest, only, podSpec, render, shopChart, testApp } from '../manifests';

const passwordOf = (chart: Chart) => ({
  password: { secret: Secret.fromSecretName(chart, 'db-secret', 'postgres'), key: 'password' },
});
const postgres = (chart: Chart, props: Partial<HeadlessDatabaseProps> = {}): HeadlessDatabase =>
  new HeadlessDatabase(chart, 'db', {
    engine: DatabaseEngine.postgres('16.4'),
    storage: Size.gibibytes(20),
    ...passwordOf(chart),
    ...props,
  });
const redis = (chart: Chart, props: Partial<HeadlessDatabaseProps> = {}): HeadlessDatabase =>
  new HeadlessDatabase(chart, 'db', {
    engine: DatabaseEngine.redis('7.4'),
    storage: Size.gibibytes(1),
    ...props,
  });
/** Pods of an image that makes them one database. */
const replicating = DatabaseEngine.postgres('16.4', { replicates: true });
const claimOf = (chart: Chart): Manifest => only(chart, 'StatefulSet').spec.volumeClaimTemplates[0];

test('one replica renders a StatefulSet, a Service, a policy and an account, but no disruption budget', () => {
  const chart = shopChart();
  postgres(chart);
  expect(
    render(chart)
      .map(({ kind }) => kind)
      .sort(),
  ).toEqual(['NetworkPolicy', 'Service', 'ServiceAccount', 'StatefulSet']);
});

test('the Service is headless and the one that the StatefulSet names', () => {
  const chart = shopChart();
  postgres(chart);
  expect(only(chart, 'Service', 'db').spec).toEqual({
    type: 'ClusterIP',
    clusterIP: 'None',
    selector: { 'app.kubernetes.io/name': 'db' },
    ports: [{ name: 'postgres', port: 5432, targetPort: 5432, protocol: 'TCP' }],
  });
  expect(only(chart, 'StatefulSet').spec.serviceName).toBe('db');
});

test('it is labelled as a database', () => {
  const chart = shopChart();
  postgres(chart);
  expect(only(chart, 'StatefulSet').metadata.labels['app.kubernetes.io/component']).toBe('database');
});

test('`storage` is claimed for each pod', () => {
  const chart = shopChart();
  postgres(chart, { storage: Size.mebibytes(1536) });
  expect(claimOf(chart)).toEqual({
    metadata: { name: 'data', labels: { 'app.kubernetes.io/name': 'db' } },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1536Mi' } } },
  });
});

test('`storageClass` is that of the claims', () => {
  const chart = shopChart();
  postgres(chart, { storageClass: 'fast-ssd' });
  expect(claimOf(chart).spec.storageClassName).toBe('fast-ssd');
});

test('labels of the construct stay out of the claims, which cannot be changed later', () => {
  const chart = shopChart();
  postgres(chart, { labels: { team: 'payments' } });
  expect(claimOf(chart).metadata.labels).toEqual({ 'app.kubernetes.io/name': 'db' });
});

test('`engine` says the image, the port, the mounts and the probes', () => {
  const chart = shopChart();
  postgres(chart);
  const { image, ports, volumeMounts, startupProbe } = mainContainer(chart);
  expect(image).toBe('postgres:16.4');
  expect(ports).toEqual([{ name: 'postgres', containerPort: 5432, protocol: 'TCP' }]);
  expect(volumeMounts).toEqual([
    { name: 'data', mountPath: '/var/lib/postgresql/data' },
    { name: 'tmp', mountPath: '/tmp' },
    { name: 'var-run-postgresql', mountPath: '/var/run/postgresql' },
    { name: 'dev-shm', mountPath: '/dev/shm' },
  ]);
  expect(startupProbe.failureThreshold).toBe(60);
});

test('`replicas` is the number of pods, and several get a disruption budget', () => {
  const chart = shopChart();
  postgres(chart, { engine: replicating, replicas: 3 });
  expect(only(chart, 'StatefulSet').spec.replicas).toBe(3);
  expect(only(chart, 'PodDisruptionBudget').spec.maxUnavailable).toBe(1);
});

test('one replica runs by default', () => {
  const chart = shopChart();
  postgres(chart);
  expect(only(chart, 'StatefulSet').spec.replicas).toBe(1);
});

test('`password` comes from the Secret and is offered to clients', () => {
  const chart = shopChart();
  const db = postgres(chart);
  expect(mainContainer(chart).env).toEqual([
    { name: 'PGDATA', value: '/var/lib/postgresql/data/pgdata' },
    { name: 'POSTGRES_PASSWORD', valueFrom: { secretKeyRef: { name: 'postgres', key: 'password' } } },
  ]);
  expect([db.password?.secret.name, db.password?.key]).toEqual(['postgres', 'password']);
});

test('an engine that needs a password is refused without one', () => {
  expect(() => postgres(shopChart(), { password: undefined })).toThrow(/^shop\/db: password: got nothing/);
});

test('a Secret of another namespace is refused, because no pod can read it', () => {
  const app = testApp();
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const other = new Chart(app, 'vault', { namespace: 'vault' });
  const password = { secret: Secret.fromSecretName(other, 'db-secret', 'postgres'), key: 'password' };
  expect(() => postgres(chart, { password })).toThrow(/^shop\/db: password: got .*namespace "vault"/);
});

test('a variable of the engine can be overridden', () => {
  const chart = shopChart();
  postgres(chart, { env: { PGDATA: '/var/lib/postgresql/data/v16' } });
  expect(mainContainer(chart).env[0]).toEqual({ name: 'PGDATA', value: '/var/lib/postgresql/data/v16' });
});

test('`port` is that of Service, container, probes, policy and clients', () => {
  const chart = shopChart();
  const db = redis(chart, { port: 6380, args: ['redis-server', '--port', '6380'] });
  new Worker(chart, 'client', { image: 'ghcr.io/acme/client:1.0.0' }).connectTo(db, { addressEnv: 'REDIS_ADDR' });
  expect(only(chart, 'Service').spec.ports).toEqual([{ name: 'redis', port: 6380, targetPort: 6380, protocol: 'TCP' }]);
  const { ports, readinessProbe, livenessProbe } = mainContainer(chart, 'db');
  expect(ports).toEqual([{ name: 'redis', containerPort: 6380, protocol: 'TCP' }]);
  expect(readinessProbe.exec.command).toEqual(['sh', '-c', 'redis-cli -p 6380 ping | grep -q PONG']);
  expect(livenessProbe.tcpSocket).toEqual({ port: 6380 });
  expect(only(chart, 'NetworkPolicy', 'db').spec.ingress[0].ports).toEqual([{ port: 6380, protocol: 'TCP' }]);
  expect(mainContainer(chart, 'client').env).toEqual([{ name: 'REDIS_ADDR', value: 'db:6380' }]);
});

test('`targetPort` alone means the same as `port`', () => {
  const db = redis(shopChart(), { targetPort: 6380 });
  expect(db.ports.map(({ port, targetPort }) => [port, targetPort])).toEqual([[6380, 6380]]);
});

test('a `targetPort` that differs from `port` is refused, because a headless Service maps no ports', () => {
  expect(() => redis(shopChart(), { port: 6379, targetPort: 6380 })).toThrow(/^shop\/db: targetPort: got 6380/);
});

test('`publishNotReadyAddresses`, `ipFamilyPolicy` and `serviceAnnotations` are those of the Service', () => {
  const chart = shopChart();
  postgres(chart, {
    publishNotReadyAddresses: true,
    ipFamilyPolicy: IpFamilyPolicy.REQUIRE_DUAL_STACK,
    serviceAnnotations: { 'example.com/dns': 'members' },
  });
  const { metadata, spec } = only(chart, 'Service');
  expect(spec.publishNotReadyAddresses).toBe(true);
  expect(spec.ipFamilyPolicy).toBe('RequireDualStack');
  expect(metadata.annotations).toEqual({ 'example.com/dns': 'members' });
});

test('a database may take a minute to stop', () => {
  const chart = shopChart();
  postgres(chart);
  expect(podSpec(chart).terminationGracePeriodSeconds).toBe(60);
});

test('own arguments do not switch the password off', () => {
  const chart = shopChart();
  redis(chart, { ...passwordOf(chart), args: ['redis-server', '--maxmemory', '100mb'] });
  expect(mainContainer(chart).args).toEqual([
    'redis-server',
    '--maxmemory',
    '100mb',
    '--requirepass',
    '$(REDIS_PASSWORD)',
  ]);
});

test('own arguments that say it themselves are left as they are', () => {
  const chart = shopChart();
  redis(chart, { ...passwordOf(chart), args: ['--requirepass', '$(REDIS_PASSWORD)', '--appendonly', 'yes'] });
  expect(mainContainer(chart).args).toEqual(['--requirepass', '$(REDIS_PASSWORD)', '--appendonly', 'yes']);
});

describe('the data volume', () => {
  test('is writable already: naming it again mounts nothing over it', () => {
    const chart = shopChart();
    redis(chart, { writablePaths: ['/data/'] });
    expect(mainContainer(chart).volumeMounts).toEqual([
      { name: 'data', mountPath: '/data' },
      { name: 'tmp', mountPath: '/tmp' },
    ]);
    expect(podSpec(chart).volumes).toEqual([{ name: 'tmp', emptyDir: { sizeLimit: '64Mi' } }]);
  });

  test('does not take the place of an emptyDir whose path sounds the same', () => {
    const chart = shopChart();
    postgres(chart, { writablePaths: ['/data'] });
    expect(mainContainer(chart).volumeMounts.slice(0, 2)).toEqual([
      { name: 'data', mountPath: '/var/lib/postgresql/data' },
      { name: 'data-2', mountPath: '/data' },
    ]);
    expect(podSpec(chart).volumes[0]).toEqual({ name: 'data-2', emptyDir: { sizeLimit: '64Mi' } });
  });

  test('cannot be hidden by another volume', () => {
    const chart = shopChart();
    const volume = Volume.fromEmptyDir(chart, 'scratch', 'scratch');
    expect(() => redis(chart, { volumeMounts: [{ path: '/data', volume }] })).toThrow(/^shop\/db: volumeMounts: /);
  });

  test('has its name for itself', () => {
    const chart = shopChart();
    const volume = Volume.fromEmptyDir(chart, 'scratch', 'data');
    expect(() => redis(chart, { volumeMounts: [{ path: '/scratch', volume }] })).toThrow(
      /^shop\/db: volumeMounts: got a volume named "data"/,
    );
  });
});

describe('the addresses', () => {
  test('are those of the Service and of each pod', () => {
    const db = postgres(shopChart(), { engine: replicating, replicas: 2 });
    expect(db.serviceName).toBe('db');
    expect(db.fqdn).toBe('db.shop.svc.cluster.local');
    expect(db.hostFrom(db)).toBe('db');
    expect(db.urlFrom(db)).toBe('postgresql://db:5432');
    expect(db.podHostFrom(db, 0)).toBe('db-0.db');
    expect(db.podHostFrom(db, 1)).toBe('db-1.db');
    expect(db.podFqdn(1)).toBe('db-1.db.shop.svc.cluster.local');
  });

  test('have the namespace in them for another namespace', () => {
    const app = testApp();
    const db = postgres(new Chart(app, 'data', { namespace: 'data' }));
    const consumer = new Worker(new Chart(app, 'shop', { namespace: 'shop' }), 'client', {
      image: 'acme/client:1.0.0',
    });
    expect(db.hostFrom(consumer)).toBe('db.data');
    expect(db.podHostFrom(consumer, 0)).toBe('db-0.db.data');
  });

  test('end at the last replica', () => {
    const db = postgres(shopChart(), { engine: replicating, replicas: 2 });
    expect(() => db.podFqdn(2)).toThrow(/^shop\/db: index of the pod: got 2; .*0 to 1/);
  });
});

test('the construct gives its StatefulSet, its Service and its ports', () => {
  const chart = shopChart();
  const db = postgres(chart);
  expect([db.statefulSet.kind, db.statefulSet.name]).toEqual(['StatefulSet', 'db']);
  expect([db.service.kind, db.service.name]).toEqual(['Service', 'db']);
  db.ports.pop();
  expect(db.ports.map(({ name, port }) => [name, port])).toEqual([['postgres', 5432]]);
});

test('a name of 52 characters is the longest, because pods carry it with more in a label', () => {
  const props = { engine: DatabaseEngine.redis('7.4'), storage: Size.gibibytes(1) };
  expect(new HeadlessDatabase(shopChart(), 'd'.repeat(52), props).name).toHaveLength(52);
  expect(() => new HeadlessDatabase(shopChart(), 'd'.repeat(53), props)).toThrow(/resource name: .*52 characters/);
});
