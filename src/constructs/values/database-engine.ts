import { Size } from 'cdk8s';
import { checkAccountName } from './account-name';
import { DatabaseFamily, SCHEMES } from './database-login';
import {
  EngineAccounts,
  MARIADB_ACCOUNTS,
  MONGODB_ACCOUNTS,
  MYSQL_ACCOUNTS,
  POSTGRES_ACCOUNTS,
} from './engine-accounts';
import {
  databaseResources,
  likeRedis,
  majorVersion,
  MARIADB_IS_ALIVE,
  mariadbIsUp,
  official,
  slowStart,
  SLOW_START,
} from './engine-images';
import { CustomEngineOptions, DatabaseEngineOptions, EngineSpec } from './engine-spec';
import { Health } from './health';
import { listening } from './listening';
import { checked } from '../../checked/checked';
import { checkEnvName } from '../../support/names';
import { checkPortNumber, checkWholeNumber } from '../../support/numbers';
import { checkContainerPath, checkSubPath } from '../../support/paths';
import { refuse } from '../../support/refuse';

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
   * @param options another image, such as a mirror's or one made from it
   * @see https://hub.docker.com/_/postgres
   */
  public static postgres(version: string, options: DatabaseEngineOptions = {}): DatabaseEngine {
    const where = 'DatabaseEngine.postgres';
    const dataPath = majorVersion(where, version) >= 18 ? '/var/lib/postgresql' : '/var/lib/postgresql/data';
    const ready = (port: number) => `exec pg_isready -q -h 127.0.0.1 -p ${port} -U "\${POSTGRES_USER:-postgres}"`;
    return new DatabaseEngine({
      ...official(where, 'postgres', version, options),
      port: 5432,
      portName: 'postgres',
      urlScheme: 'postgresql',
      dataPath,
      env: { PGDATA: `${dataPath}/pgdata` },
      accounts: POSTGRES_ACCOUNTS,
      sharesMemory: true,
      passwordEnv: 'POSTGRES_PASSWORD',
      passwordRequired: true,
      // Over TCP: while the image initializes, its temporary server listens on the socket alone.
      // A server that recovers answers no query, and must be left to it: so alive is one that takes connections. It logs nothing
      // about those that close at once.
      healthOn: (port) => slowStart(Health.exec(['sh', '-c', ready(port)], SLOW_START), Health.tcp()),
      resources: databaseResources(Size.mebibytes(256), Size.gibibytes(1)),
    });
  }

  /**
   * MySQL, from the official image `mysql`. Needs a password (root's).
   *
   * @param version the image's tag, such as "8.4"
   * @param options another image, such as a mirror's or one made from it
   * @see https://hub.docker.com/_/mysql
   */
  public static mysql(version: string, options: DatabaseEngineOptions = {}): DatabaseEngine {
    return new DatabaseEngine({
      ...official('DatabaseEngine.mysql', 'mysql', version, options),
      port: 3306,
      portName: 'mysql',
      urlScheme: 'mysql',
      dataPath: '/var/lib/mysql',
      // `mysqld --initialize` refuses a folder with `lost+found` in it.
      dataSubPath: 'mysql',
      accounts: MYSQL_ACCOUNTS,
      passwordEnv: 'MYSQL_ROOT_PASSWORD',
      passwordRequired: true,
      // Succeeds on "access denied" too, so it needs no password; over TCP for the reason given at postgres. Alive is asked on the
      // socket: a TCP probe would count as an aborted login, and a hundred of them block the node's address.
      healthOn: (port) =>
        slowStart(
          Health.exec(['mysqladmin', 'ping', '-h', '127.0.0.1', '-P', String(port), '--silent'], SLOW_START),
          Health.exec(['mysqladmin', 'ping', '--silent']),
        ),
      resources: databaseResources(Size.mebibytes(512), Size.gibibytes(1)),
    });
  }

  /**
   * MariaDB, from the official image `mariadb`. Needs a password (root's).
   *
   * @param version the image's tag, such as "11.4"
   * @param options another image, such as a mirror's or one made from it
   * @see https://hub.docker.com/_/mariadb
   */
  public static mariadb(version: string, options: DatabaseEngineOptions = {}): DatabaseEngine {
    return new DatabaseEngine({
      ...official('DatabaseEngine.mariadb', 'mariadb', version, options),
      port: 3306,
      portName: 'mariadb',
      urlScheme: 'mysql',
      dataPath: '/var/lib/mysql',
      dataSubPath: 'mysql',
      accounts: MARIADB_ACCOUNTS,
      passwordEnv: 'MARIADB_ROOT_PASSWORD',
      passwordRequired: true,
      healthOn: (port) =>
        slowStart(
          Health.exec(['sh', '-c', mariadbIsUp(port)], SLOW_START),
          Health.exec(['sh', '-c', MARIADB_IS_ALIVE]),
        ),
      resources: databaseResources(Size.mebibytes(256), Size.gibibytes(1)),
    });
  }

  /**
   * MongoDB, from the official image `mongo`. Needs a password (of user "root").
   *
   * @param version the image's tag, such as "7.0.14"
   * @param options another image, such as a mirror's or one made from it
   * @see https://hub.docker.com/_/mongo
   */
  public static mongodb(version: string, options: DatabaseEngineOptions = {}): DatabaseEngine {
    return new DatabaseEngine({
      ...official('DatabaseEngine.mongodb', 'mongo', version, options),
      port: 27017,
      portName: 'mongodb',
      urlScheme: 'mongodb',
      dataPath: '/data/db',
      accounts: MONGODB_ACCOUNTS,
      passwordEnv: 'MONGO_INITDB_ROOT_PASSWORD',
      passwordRequired: true,
      withPassword: { env: { MONGO_INITDB_ROOT_USERNAME: 'root' } },
      // The temporary server of the first start listens on 127.0.0.1 alone; the kubelet asks at the pod's address. A
      // shell (mongosh) would cost a Node.js process per probe and tell no more.
      healthOn: () => listening(SLOW_START),
      resources: databaseResources(Size.mebibytes(512), Size.gibibytes(1)),
    });
  }

  /**
   * Redis, from the official image `redis`. The password is optional; who may connect is closed either way.
   *
   * @param version the image's tag, such as "7.4" or "7.4-alpine"
   * @param options another image, such as a mirror's or one made from it
   * @see https://hub.docker.com/_/redis
   */
  public static redis(version: string, options: DatabaseEngineOptions = {}): DatabaseEngine {
    return new DatabaseEngine({
      ...official('DatabaseEngine.redis', 'redis', version, options),
      ...likeRedis('redis', 'REDIS_PASSWORD'),
    });
  }

  /**
   * Valkey, from the image `valkey/valkey`: what Redis was, for Redis' clients. The password is optional; who may connect is
   * closed either way.
   *
   * @param version the image's tag, such as "8.1" or "8.1-alpine"
   * @param options another image, such as a mirror's or one made from it
   * @see https://hub.docker.com/r/valkey/valkey
   */
  public static valkey(version: string, options: DatabaseEngineOptions = {}): DatabaseEngine {
    return new DatabaseEngine({
      ...official('DatabaseEngine.valkey', 'valkey/valkey', version, options),
      ...likeRedis('valkey', 'VALKEY_PASSWORD'),
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
    const {
      health = listening(SLOW_START),
      administrator,
      family,
      databaseEnv,
      userEnv,
      userPasswordEnv,
      ...rest
    } = options;
    return new DatabaseEngine({
      ...rest,
      accounts: customAccounts(where, { administrator, family, databaseEnv, userEnv, userPasswordEnv }),
      portName: options.portName ?? 'db',
      urlScheme: options.urlScheme ?? (family === undefined ? 'tcp' : SCHEMES[family]),
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

type CustomAccounts = Pick<
  CustomEngineOptions,
  'administrator' | 'family' | 'databaseEnv' | 'userEnv' | 'userPasswordEnv'
>;

/** What an image makes of its own that this package does not know. */
function customAccounts(
  where: string,
  { administrator, family, databaseEnv, userEnv, userPasswordEnv }: CustomAccounts,
): EngineAccounts {
  if (administrator !== undefined) checkAccountName(where, 'administrator', administrator);
  for (const name of [databaseEnv, userEnv, userPasswordEnv]) {
    if (name !== undefined) checkEnvName(where, name);
  }
  if ((userEnv === undefined) !== (userPasswordEnv === undefined)) {
    refuse(where, {
      what: userEnv === undefined ? 'userEnv' : 'userPasswordEnv',
      got: undefined,
      allowed: 'the two together: an account has a name and a password',
      fix: userEnv === undefined ? 'name the variable for the account' : "name the variable for the account's password",
    });
  }
  return {
    administrator,
    family,
    databaseEnv,
    userEnv,
    userPasswordEnv,
    sharesAdministrator: true,
    numbersDatabases: family === DatabaseFamily.REDIS,
  };
}
