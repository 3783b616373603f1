import { Size } from 'cdk8s';
import { CustomEngineOptions, EngineSpec } from './engine-spec';
import { Health, HealthOptions } from './health';
import { checked } from '../../checked/checked';
import { ContainerResources, Cpu } from '../../plus/cdk8s-plus';
import { checkEnvName } from '../../support/names';
import { checkPortNumber, checkWholeNumber } from '../../support/numbers';
import { checkContainerPath, checkSubPath } from '../../support/paths';
import { refuse } from '../../support/refuse';

/** First starts build a data directory, which takes a while and must not be interrupted. */
const SLOW_START: HealthOptions = { startup: { failureThreshold: 60 } };

function databaseResources(memoryRequest: Size, memoryLimit: Size): ContainerResources {
  return {
    cpu: { request: Cpu.millis(100), limit: Cpu.units(1) },
    memory: { request: memoryRequest, limit: memoryLimit },
  };
}

/**
 * A database server: its image, port, data path, user, password variable, probes and writable paths.
 *
 * The official images' Dockerfiles and entrypoints were read for this; docs/images.md says which versions. All of them
 * run without root, with read-only files and without capabilities.
 *
 * @example
 *
 * const engine = DatabaseEngine.postgres('16.4');
 */
@checked
export class DatabaseEngine {
  /**
   * PostgreSQL, from the official image `postgres`. Needs a password.
   *
   * The data directory is a folder of the volume, because initdb refuses a volume's root with `lost+found` in it. The
   * folder stays the same for all versions, although the image of version 18 would take another: a newer server must
   * find the old data and refuse to start, not begin an empty database beside them.
   *
   * @param version the image's tag, such as "16.4" or "17.2-alpine"
   * @see https://hub.docker.com/_/postgres
   */
  public static postgres(version: string): DatabaseEngine {
    const dataPath =
      majorVersion('DatabaseEngine.postgres', version) >= 18 ? '/var/lib/postgresql' : '/var/lib/postgresql/data';
    const ready = (port: number) => `exec pg_isready -q -h 127.0.0.1 -p ${port} -U "\${POSTGRES_USER:-postgres}"`;
    return new DatabaseEngine({
      image: `postgres:${version}`,
      port: 5432,
      portName: 'postgres',
      urlScheme: 'postgresql',
      dataPath,
      env: { PGDATA: `${dataPath}/pgdata` },
      passwordEnv: 'POSTGRES_PASSWORD',
      passwordRequired: true,
      // Over TCP: while the image initializes, its temporary server listens on the socket alone.
      healthOn: (port) => Health.exec(['sh', '-c', ready(port)], SLOW_START),
      resources: databaseResources(Size.mebibytes(256), Size.gibibytes(1)),
    });
  }

  /**
   * MySQL, from the official image `mysql`. Needs a password (root's).
   *
   * @param version the image's tag, such as "8.4"
   * @see https://hub.docker.com/_/mysql
   */
  public static mysql(version: string): DatabaseEngine {
    majorVersion('DatabaseEngine.mysql', version);
    return new DatabaseEngine({
      image: `mysql:${version}`,
      port: 3306,
      portName: 'mysql',
      urlScheme: 'mysql',
      dataPath: '/var/lib/mysql',
      // `mysqld --initialize` refuses a folder with `lost+found` in it.
      dataSubPath: 'mysql',
      passwordEnv: 'MYSQL_ROOT_PASSWORD',
      passwordRequired: true,
      // Succeeds on "access denied" too, so it needs no password; over TCP for the reason given at postgres.
      healthOn: (port) =>
        Health.exec(['mysqladmin', 'ping', '-h', '127.0.0.1', '-P', String(port), '--silent'], SLOW_START),
      resources: databaseResources(Size.mebibytes(512), Size.gibibytes(1)),
    });
  }

  /**
   * MariaDB, from the official image `mariadb`. Needs a password (root's).
   *
   * @param version the image's tag, such as "11.4"
   * @see https://hub.docker.com/_/mariadb
   */
  public static mariadb(version: string): DatabaseEngine {
    majorVersion('DatabaseEngine.mariadb', version);
    return new DatabaseEngine({
      image: `mariadb:${version}`,
      port: 3306,
      portName: 'mariadb',
      urlScheme: 'mysql',
      dataPath: '/var/lib/mysql',
      dataSubPath: 'mysql',
      passwordEnv: 'MARIADB_ROOT_PASSWORD',
      passwordRequired: true,
      healthOn: (port) =>
        Health.exec(['mariadb-admin', 'ping', '-h', '127.0.0.1', '-P', String(port), '--silent'], SLOW_START),
      resources: databaseResources(Size.mebibytes(256), Size.gibibytes(1)),
    });
  }

  /**
   * MongoDB, from the official image `mongo`. Needs a password (of user "root").
   *
   * @param version the image's tag, such as "7.0.14"
   * @see https://hub.docker.com/_/mongo
   */
  public static mongodb(version: string): DatabaseEngine {
    majorVersion('DatabaseEngine.mongodb', version);
    return new DatabaseEngine({
      image: `mongo:${version}`,
      port: 27017,
      portName: 'mongodb',
      urlScheme: 'mongodb',
      dataPath: '/data/db',
      passwordEnv: 'MONGO_INITDB_ROOT_PASSWORD',
      passwordRequired: true,
      withPassword: { env: { MONGO_INITDB_ROOT_USERNAME: 'root' } },
      // The temporary server of the first start listens on 127.0.0.1 alone; the kubelet asks at the pod's address. A
      // shell (mongosh) would cost a Node.js process per probe and tell no more.
      healthOn: () => Health.tcp(SLOW_START),
      resources: databaseResources(Size.mebibytes(512), Size.gibibytes(1)),
    });
  }

  /**
   * Redis, from the official image `redis`. The password is optional; who may connect is closed either way.
   *
   * @param version the image's tag, such as "7.4" or "7.4-alpine"
   * @see https://hub.docker.com/_/redis
   */
  public static redis(version: string): DatabaseEngine {
    majorVersion('DatabaseEngine.redis', version);
    return new DatabaseEngine({
      image: `redis:${version}`,
      port: 6379,
      portName: 'redis',
      urlScheme: 'redis',
      dataPath: '/data',
      passwordEnv: 'REDIS_PASSWORD',
      // What redis-cli reads, here for the probe and for whoever opens a shell in the pod.
      extraPasswordEnvs: ['REDISCLI_AUTH'],
      // The image's entrypoint puts `redis-server` in front of options.
      withPassword: { args: ['--requirepass', '$(REDIS_PASSWORD)'] },
      // redis-cli exits with 0 on errors too, such as LOADING; only the answer tells.
      healthOn: (port) =>
        Health.combine({
          readiness: Health.exec(['sh', '-c', `redis-cli -p ${port} ping | grep -q PONG`]),
          liveness: Health.tcp(),
          startup: Health.tcp(SLOW_START),
        }),
      resources: databaseResources(Size.mebibytes(128), Size.mebibytes(512)),
    });
  }

  /** Any other database. */
  public static custom(options: CustomEngineOptions): DatabaseEngine {
    const where = 'DatabaseEngine.custom';
    checkPortNumber(where, options.port, 'port');
    for (const what of ['user', 'group'] as const) {
      const id = options[what];
      if (id !== undefined) checkWholeNumber(where, id, { what, min: what === 'user' ? 1 : 0 });
    }
    checkContainerPath(where, options.dataPath, 'dataPath');
    if (options.dataSubPath !== undefined) checkSubPath(where, options.dataSubPath, 'dataSubPath');
    for (const path of options.writablePaths ?? []) checkContainerPath(where, path, 'writablePaths');
    if (options.passwordEnv !== undefined) checkEnvName(where, options.passwordEnv);
    const { health = Health.tcp(SLOW_START), ...rest } = options;
    return new DatabaseEngine({
      ...rest,
      portName: options.portName ?? 'db',
      urlScheme: options.urlScheme ?? 'tcp',
      healthOn: () => health,
      resources: options.resources ?? databaseResources(Size.mebibytes(256), Size.gibibytes(1)),
    });
  }

  private constructor(
    /** @internal */
    public readonly _spec: EngineSpec,
  ) {}

  /** The image, with its tag. */
  public get image(): string {
    return this._spec.image;
  }

  /** The port that the database listens on. */
  public get port(): number {
    return this._spec.port;
  }

  /** Where the volume is mounted. */
  public get dataPath(): string {
    return this._spec.dataPath;
  }
}

function majorVersion(where: string, version: string): number {
  const match = /^(\d+)(?:\.\d+)*(?:-[\w.-]+)?$/.exec(version);
  if (match !== null) return Number(match[1]);
  return refuse(where, {
    what: 'version',
    got: version,
    allowed: 'an image tag that begins with the version\'s number, such as "16.4" or "16.4-alpine"',
    fix: 'name the version, so that an upgrade of the data is a decision; for another image use DatabaseEngine.custom(…)',
  });
}
