import { Chart, Size } from 'cdk8s';
import { Cpu, Secret } from 'cdk8s-plus-28';
import {
  CustomEngineOptions,
  DatabaseEngine,
  DatabaseEngineOptions,
  Health,
  HeadlessDatabase,
  HeadlessDatabaseProps,
  SecurityProfile,
} from '../../src';
import { Manifest, only, podSpec, shopChart } from '../manifests';

/** Renders a database with a password, and what is worth comparing of it. */
const rendered = (engine: DatabaseEngine, props: Partial<HeadlessDatabaseProps> = {}, chart: Chart = shopChart()) => {
  const secret = Secret.fromSecretName(chart, 'db-secret', 'db-secret');
  const password = { secret, key: 'password' };
  const db = new HeadlessDatabase(chart, 'db', { engine, storage: Size.gibibytes(1), password, ...props });
  const pod = podSpec(chart);
  const [container] = pod.containers;
  return { db, pod, container, service: only(chart, 'Service'), mounts: container.volumeMounts };
};
const fromSecret = { secretKeyRef: { name: 'db-secret', key: 'password' } };
const identityOf = ({ securityContext }: Manifest): number[] => [securityContext.runAsUser, securityContext.runAsGroup];

describe('postgres', () => {
  const { container, pod, service, mounts, db } = rendered(DatabaseEngine.postgres('16.4'));

  test('listens on 5432 under its own name', () => {
    expect(container.image).toBe('postgres:16.4');
    expect(service.spec.ports).toEqual([{ name: 'postgres', port: 5432, targetPort: 5432, protocol: 'TCP' }]);
    expect(db.urlFrom(db)).toBe('postgresql://db:5432');
  });

  test('keeps its data in a folder of the volume, because of lost+found', () => {
    expect(mounts).toEqual([
      { name: 'data', mountPath: '/var/lib/postgresql/data' },
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'var-run-postgresql', mountPath: '/var/run/postgresql' },
      { name: 'dev-shm', mountPath: '/dev/shm' },
    ]);
    expect(container.env).toEqual([
      { name: 'PGDATA', value: '/var/lib/postgresql/data/pgdata' },
      { name: 'POSTGRES_PASSWORD', valueFrom: fromSecret },
    ]);
  });

  test('keeps the folder under the mount of version 18, so that a newer server finds the old data', () => {
    const eighteen = rendered(DatabaseEngine.postgres('18'));
    expect(eighteen.mounts[0]).toEqual({ name: 'data', mountPath: '/var/lib/postgresql' });
    expect(eighteen.container.env).toEqual([
      { name: 'PGDATA', value: '/var/lib/postgresql/pgdata' },
      { name: 'POSTGRES_PASSWORD', valueFrom: fromSecret },
    ]);
  });

  test('runs as the user of the Debian or of the Alpine image', () => {
    expect(identityOf(container)).toEqual([999, 999]);
    expect(pod.securityContext.fsGroup).toBe(999);
    expect(identityOf(rendered(DatabaseEngine.postgres('16.4-alpine')).container)).toEqual([70, 70]);
  });

  test('is asked over TCP, as its own user, with a long time to start', () => {
    const command = ['sh', '-c', 'exec pg_isready -q -h 127.0.0.1 -p 5432 -U "${POSTGRES_USER:-postgres}"'];
    expect(container.readinessProbe.exec).toEqual({ command });
    expect([container.startupProbe.exec.command, container.startupProbe.failureThreshold]).toEqual([command, 60]);
  });

  test('is alive while it recovers, when it answers no query: it takes connections', () => {
    expect(container.livenessProbe.tcpSocket).toEqual({ port: 5432 });
    expect(container.livenessProbe.failureThreshold).toBe(6);
  });

  test('is asked at its own port if that is another one', () => {
    const moved = rendered(DatabaseEngine.postgres('16.4'), { port: 5433, env: { PGPORT: '5433' } }).container;
    expect(moved.readinessProbe.exec.command[2]).toContain(' -p 5433 ');
  });

  test('gets resources for a small database', () => {
    expect(container.resources).toEqual({
      requests: { cpu: '100m', memory: '256Mi', 'ephemeral-storage': '64Mi' },
      limits: { cpu: '1', memory: '1Gi', 'ephemeral-storage': '1Gi' },
    });
  });
});

describe('mysql', () => {
  const { container, service, mounts, db } = rendered(DatabaseEngine.mysql('8.4'));

  test('listens on 3306 under its own name', () => {
    expect(container.image).toBe('mysql:8.4');
    expect(service.spec.ports).toEqual([{ name: 'mysql', port: 3306, targetPort: 3306, protocol: 'TCP' }]);
    expect(db.urlFrom(db)).toBe('mysql://db:3306');
  });

  test('keeps its data in a folder of the volume, and writes where the image needs it', () => {
    expect(mounts).toEqual([
      { name: 'data', mountPath: '/var/lib/mysql', subPath: 'mysql' },
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'var-run-mysqld', mountPath: '/var/run/mysqld' },
      { name: 'var-lib-mysql-files', mountPath: '/var/lib/mysql-files' },
    ]);
  });

  test('takes the password of root, and runs as its own user', () => {
    expect(container.env).toEqual([{ name: 'MYSQL_ROOT_PASSWORD', valueFrom: fromSecret }]);
    expect(identityOf(container)).toEqual([999, 999]);
  });

  test('is asked over TCP at its own port', () => {
    const command = ['mysqladmin', 'ping', '-h', '127.0.0.1', '-P', '3306', '--silent'];
    expect(container.readinessProbe.exec).toEqual({ command });
    expect(container.startupProbe.failureThreshold).toBe(60);
    const moved = rendered(DatabaseEngine.mysql('8.4'), { port: 3307 }).container;
    expect(moved.readinessProbe.exec.command[5]).toBe('3307');
    expect(moved.startupProbe.exec.command[5]).toBe('3307');
  });

  test('is alive when it answers on its socket, because aborted connections over TCP block the node', () => {
    expect(container.livenessProbe.exec).toEqual({ command: ['mysqladmin', 'ping', '--silent'] });
  });

  test('gets memory for its buffers', () => {
    expect(container.resources.requests).toEqual({ cpu: '100m', memory: '512Mi', 'ephemeral-storage': '64Mi' });
  });
});

describe('mariadb', () => {
  const { container, service, mounts, db } = rendered(DatabaseEngine.mariadb('11.4'));

  test('listens on 3306 and speaks as mysql', () => {
    expect(container.image).toBe('mariadb:11.4');
    expect(service.spec.ports).toEqual([{ name: 'mariadb', port: 3306, targetPort: 3306, protocol: 'TCP' }]);
    expect(db.urlFrom(db)).toBe('mysql://db:3306');
  });

  test('keeps its data in a folder of the volume, and writes where the image needs it', () => {
    expect(mounts).toEqual([
      { name: 'data', mountPath: '/var/lib/mysql', subPath: 'mysql' },
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'run-mysqld', mountPath: '/run/mysqld' },
    ]);
  });

  test('takes the password of root, and runs as its own user', () => {
    expect(container.env).toEqual([{ name: 'MARIADB_ROOT_PASSWORD', valueFrom: fromSecret }]);
    expect(identityOf(container)).toEqual([999, 999]);
  });

  test('is asked with the account that the image makes for it, which logs nothing; where there is none, over TCP', () => {
    const command = [
      'sh',
      '-c',
      'if [ -f /var/lib/mysql/.my-healthcheck.cnf ]; then exec env MYSQL_TCP_PORT=3306 healthcheck.sh --connect; ' +
        'else exec mariadb-admin ping -h 127.0.0.1 -P 3306 --silent; fi',
    ];
    expect(container.readinessProbe.exec).toEqual({ command });
    expect([container.startupProbe.exec.command, container.startupProbe.failureThreshold]).toEqual([command, 60]);
  });

  test('is asked at its own port', () => {
    const [, , script] = rendered(DatabaseEngine.mariadb('11.4'), { port: 3307 }).container.readinessProbe.exec.command;
    expect(script).toContain('MYSQL_TCP_PORT=3307 ');
    expect(script).toContain(' -P 3307 ');
  });

  test('is alive when it answers on its socket, with that account where there is one', () => {
    const script =
      'cnf=/var/lib/mysql/.my-healthcheck.cnf; ' +
      'if [ -f "$cnf" ]; then MYSQL_PWD="$(sed -n s/^password=//p "$cnf")"; export MYSQL_PWD; ' +
      'exec mariadb-admin -u healthcheck ping --silent; else exec mariadb-admin ping --silent; fi';
    expect(container.livenessProbe.exec).toEqual({ command: ['sh', '-c', script] });
  });
});

describe('mongodb', () => {
  const { container, service, mounts, db } = rendered(DatabaseEngine.mongodb('7.0.14'));

  test('listens on 27017 under its own name', () => {
    expect(container.image).toBe('mongo:7.0.14');
    expect(service.spec.ports).toEqual([{ name: 'mongodb', port: 27017, targetPort: 27017, protocol: 'TCP' }]);
    expect(db.urlFrom(db)).toBe('mongodb://db:27017');
  });

  test('keeps its data in the volume, and writes where the image needs it', () => {
    expect(mounts).toEqual([
      { name: 'data', mountPath: '/data/db' },
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'data-configdb', mountPath: '/data/configdb' },
    ]);
  });

  test('makes the user root with the password', () => {
    expect(container.env).toEqual([
      { name: 'MONGO_INITDB_ROOT_USERNAME', value: 'root' },
      { name: 'MONGO_INITDB_ROOT_PASSWORD', valueFrom: fromSecret },
    ]);
    expect(identityOf(container)).toEqual([999, 999]);
  });

  test('is asked for a TCP connection', () => {
    expect(container.readinessProbe.tcpSocket).toEqual({ port: 27017 });
    expect(container.startupProbe.failureThreshold).toBe(60);
  });
});

describe('redis', () => {
  const { container, service, mounts, db } = rendered(DatabaseEngine.redis('7.4'));

  test('listens on 6379 under its own name', () => {
    expect(container.image).toBe('redis:7.4');
    expect(service.spec.ports).toEqual([{ name: 'redis', port: 6379, targetPort: 6379, protocol: 'TCP' }]);
    expect(db.urlFrom(db)).toBe('redis://db:6379');
  });

  test('keeps its data in the volume', () => {
    expect(mounts).toEqual([
      { name: 'data', mountPath: '/data' },
      { name: 'tmp', mountPath: '/tmp' },
    ]);
  });

  test('demands the password, and its probe knows it', () => {
    expect(container.args).toEqual(['--requirepass', '$(REDIS_PASSWORD)']);
    expect(container.env).toEqual([
      { name: 'REDIS_PASSWORD', valueFrom: fromSecret },
      { name: 'REDISCLI_AUTH', valueFrom: fromSecret },
    ]);
  });

  test('runs without a password, as the image does', () => {
    const open = rendered(DatabaseEngine.redis('7.4'), { password: undefined });
    expect(open.container).not.toHaveProperty('args');
    expect(open.container).not.toHaveProperty('env');
    expect(open.db.password).toBeUndefined();
  });

  test('runs as the user of the Debian or of the Alpine image', () => {
    expect(identityOf(container)).toEqual([999, 999]);
    expect(identityOf(rendered(DatabaseEngine.redis('7.4-alpine')).container)).toEqual([999, 1000]);
  });

  test('is ready when it says so, and alive when it listens', () => {
    expect(container.readinessProbe.exec).toEqual({
      command: ['sh', '-c', 'redis-cli -p 6379 ping | grep -q PONG'],
    });
    expect(container.livenessProbe.tcpSocket).toEqual({ port: 6379 });
    expect([container.startupProbe.tcpSocket, container.startupProbe.failureThreshold]).toEqual([{ port: 6379 }, 60]);
  });
});

describe('valkey', () => {
  const { container, service, mounts, db } = rendered(DatabaseEngine.valkey('8.1'));

  test('listens on 6379 under its own name, and speaks as redis', () => {
    expect(container.image).toBe('valkey/valkey:8.1');
    expect(service.spec.ports).toEqual([{ name: 'valkey', port: 6379, targetPort: 6379, protocol: 'TCP' }]);
    expect(db.urlFrom(db)).toBe('redis://db:6379');
    expect(mounts[0]).toEqual({ name: 'data', mountPath: '/data' });
  });

  test('demands the password, and its probe knows it', () => {
    expect(container.args).toEqual(['--requirepass', '$(VALKEY_PASSWORD)']);
    expect(container.env).toEqual([
      { name: 'VALKEY_PASSWORD', valueFrom: fromSecret },
      { name: 'REDISCLI_AUTH', valueFrom: fromSecret },
    ]);
    expect(container.readinessProbe.exec.command[2]).toBe('valkey-cli -p 6379 ping | grep -q PONG');
    expect(container.livenessProbe.tcpSocket).toEqual({ port: 6379 });
  });

  test('runs as the user of the Debian or of the Alpine image', () => {
    expect(identityOf(container)).toEqual([999, 999]);
    expect(identityOf(rendered(DatabaseEngine.valkey('8.1-alpine')).container)).toEqual([999, 1000]);
  });
});

describe('a mirror, or an image made from the official one', () => {
  test.each<[(version: string, options: DatabaseEngineOptions) => DatabaseEngine, (version: string) => DatabaseEngine]>(
    [
      [DatabaseEngine.postgres, DatabaseEngine.postgres],
      [DatabaseEngine.mysql, DatabaseEngine.mysql],
      [DatabaseEngine.mariadb, DatabaseEngine.mariadb],
      [DatabaseEngine.mongodb, DatabaseEngine.mongodb],
      [DatabaseEngine.redis, DatabaseEngine.redis],
      [DatabaseEngine.valkey, DatabaseEngine.valkey],
    ],
  )('keeps user, paths, variables, probes and resources of the engine', (mirrored, own) => {
    const image = 'registry.example.com/mirror/db:8.1';
    const theirs = rendered(mirrored('8.1', { image }));
    const ours = rendered(own('8.1'));
    expect(theirs.container).toEqual({ ...ours.container, image });
    expect(theirs.pod.securityContext).toEqual(ours.pod.securityContext);
    expect(theirs.pod.volumes).toEqual(ours.pod.volumes);
  });

  test('runs as the user of its distribution, which its own tag may name', () => {
    const postgis = DatabaseEngine.postgres('16.4', { image: 'postgis/postgis:16-3.4-alpine' });
    expect(identityOf(rendered(postgis).container)).toEqual([70, 70]);
    const mirror = DatabaseEngine.postgres('16.4-alpine', {
      image: `registry.example.com/pg@sha256:${'a'.repeat(64)}`,
    });
    expect(identityOf(rendered(mirror).container)).toEqual([70, 70]);
  });

  test('keeps the user with a security profile of its own', () => {
    const engine = DatabaseEngine.postgres('16.4', { image: 'registry.example.com/pgvector:pg16' });
    const { container } = rendered(engine, { security: SecurityProfile.restricted() });
    expect([container.image, ...identityOf(container)]).toEqual(['registry.example.com/pgvector:pg16', 999, 999]);
  });

  test('has the data path of the version', () => {
    const engine = DatabaseEngine.postgres('18', { image: 'registry.example.com/pg:eighteen' });
    expect([engine.image, engine.dataPath]).toEqual(['registry.example.com/pg:eighteen', '/var/lib/postgresql']);
  });

  test('has a name that can be pulled', () => {
    expect(() => DatabaseEngine.postgres('16.4', { image: 'registry.example.com/PG:16' })).toThrow(
      /^DatabaseEngine\.postgres: image: got /,
    );
  });
});

describe('a custom engine', () => {
  const minimal: CustomEngineOptions = {
    image: 'clickhouse/clickhouse-server:24.8',
    port: 9000,
    dataPath: '/var/lib/ch',
  };
  const custom = (options: Partial<CustomEngineOptions> = {}, props: Partial<HeadlessDatabaseProps> = {}) =>
    rendered(DatabaseEngine.custom({ ...minimal, ...options }), { password: undefined, ...props });

  test('needs an image, a port and a path', () => {
    const { container, service, mounts, db } = custom();
    expect(container.image).toBe('clickhouse/clickhouse-server:24.8');
    expect(service.spec.ports).toEqual([{ name: 'db', port: 9000, targetPort: 9000, protocol: 'TCP' }]);
    expect(mounts).toEqual([
      { name: 'data', mountPath: '/var/lib/ch' },
      { name: 'tmp', mountPath: '/tmp' },
    ]);
    expect(db.urlFrom(db)).toBe('tcp://db:9000');
    expect(identityOf(container)).toEqual([10001, 10001]);
    expect(container.readinessProbe.tcpSocket).toEqual({ port: 9000 });
    expect(container.startupProbe.failureThreshold).toBe(60);
    expect(container.resources).toEqual({
      requests: { cpu: '100m', memory: '256Mi', 'ephemeral-storage': '64Mi' },
      limits: { cpu: '1', memory: '1Gi', 'ephemeral-storage': '1Gi' },
    });
  });

  test('`user` and `group` are those of the image', () => {
    expect(identityOf(custom({ user: 101 }).container)).toEqual([101, 101]);
    expect(identityOf(custom({ user: 101, group: 102 }).container)).toEqual([101, 102]);
  });

  test('`dataSubPath` mounts a folder of the volume', () => {
    expect(custom({ dataSubPath: 'ch' }).mounts[0]).toEqual({
      name: 'data',
      mountPath: '/var/lib/ch',
      subPath: 'ch',
    });
  });

  test('`passwordEnv` carries the password', () => {
    const chart = shopChart();
    const password = { secret: Secret.fromSecretName(chart, 's', 'ch-secret'), key: 'pw' };
    const engine = DatabaseEngine.custom({ ...minimal, passwordEnv: 'CH_PASSWORD' });
    const { container } = rendered(engine, { password }, chart);
    expect(container.env).toEqual([
      { name: 'CH_PASSWORD', valueFrom: { secretKeyRef: { name: 'ch-secret', key: 'pw' } } },
    ]);
  });

  test('without `passwordEnv` a password is refused', () => {
    expect(() => rendered(DatabaseEngine.custom(minimal))).toThrow(/^shop\/db: password: .*passwordEnv/);
  });

  test('`passwordRequired` makes the password obligatory', () => {
    expect(() => custom({ passwordEnv: 'CH_PASSWORD', passwordRequired: true })).toThrow(
      /^shop\/db: password: got nothing/,
    );
  });

  test('`env` are further variables', () => {
    expect(custom({ env: { CH_MODE: 'single' } }).container.env).toEqual([{ name: 'CH_MODE', value: 'single' }]);
  });

  test('`args` are those of the container, unless the database has its own', () => {
    expect(custom({ args: ['--fast'] }).container.args).toEqual(['--fast']);
    expect(custom({ args: ['--fast'] }, { args: ['--safe'] }).container.args).toEqual(['--safe']);
  });

  test('`writablePaths` are writable', () => {
    expect(custom({ writablePaths: ['/var/log/ch'] }).mounts).toEqual([
      { name: 'data', mountPath: '/var/lib/ch' },
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'var-log-ch', mountPath: '/var/log/ch' },
    ]);
  });

  test('`health` replaces the TCP check', () => {
    const { container } = custom({ health: Health.exec(['ch-client', 'ping']) });
    expect(container.readinessProbe.exec).toEqual({ command: ['ch-client', 'ping'] });
    expect(container.livenessProbe.exec).toEqual({ command: ['ch-client', 'ping'] });
  });

  test('`portName` and `urlScheme` are those of its addresses', () => {
    const { service, db } = custom({ portName: 'native', urlScheme: 'clickhouse' });
    expect(service.spec.ports[0].name).toBe('native');
    expect(db.urlFrom(db)).toBe('clickhouse://db:9000');
  });

  test('`resources` are its own', () => {
    const resources = {
      cpu: { request: Cpu.units(1), limit: Cpu.units(4) },
      memory: { request: Size.gibibytes(2), limit: Size.gibibytes(8) },
    };
    expect(custom({ resources }).container.resources).toEqual({
      requests: { cpu: '1', memory: '2Gi', 'ephemeral-storage': '64Mi' },
      limits: { cpu: '4', memory: '8Gi', 'ephemeral-storage': '1Gi' },
    });
  });
});

test('a custom engine may name requests alone, and its own ephemeral storage', () => {
  const resources = {
    cpu: { request: Cpu.units(2) },
    ephemeralStorage: { request: Size.gibibytes(2), limit: Size.gibibytes(4) },
  };
  const engine = DatabaseEngine.custom({ image: 'acme/db:1.0.0', port: 9000, dataPath: '/data', resources });
  expect(rendered(engine, { password: undefined }).container.resources).toEqual({
    requests: { cpu: '2', memory: '64Mi', 'ephemeral-storage': '2Gi' },
    limits: { cpu: '2', memory: '256Mi', 'ephemeral-storage': '4Gi' },
  });
});

test.each([
  [DatabaseEngine.postgres('16.4'), 'postgres:16.4', 5432, '/var/lib/postgresql/data'],
  [DatabaseEngine.redis('7.4-alpine'), 'redis:7.4-alpine', 6379, '/data'],
])('an engine tells its image, port and data path', (engine, image, port, dataPath) => {
  expect([engine.image, engine.port, engine.dataPath]).toEqual([image, port, dataPath]);
});

test.each([
  DatabaseEngine.postgres,
  DatabaseEngine.mysql,
  DatabaseEngine.mariadb,
  DatabaseEngine.mongodb,
  DatabaseEngine.redis,
  DatabaseEngine.valkey,
])('a version that names no number is refused, because data must not be upgraded by chance', (engine) => {
  expect(() => engine('latest')).toThrow(/version: got "latest"/);
});
