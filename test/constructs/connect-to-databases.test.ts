import { Chart, Size } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { Construct, IConstruct } from 'constructs';
import {
  ConnectOptions,
  DatabaseEngine,
  DatabaseLogin,
  DatabasePassword,
  DsnFormat,
  HeadlessDatabase,
  HeadlessDatabaseProps,
  IConnectable,
  IConnectionTarget,
  ServicePort,
  Worker,
} from '../../src';
import { mainContainer, Manifest, only, shopChart, testApp } from '../manifests';

const engines = {
  postgres: DatabaseEngine.postgres('16.4'),
  mysql: DatabaseEngine.mysql('8.4'),
  mariadb: DatabaseEngine.mariadb('11.4'),
  mongodb: DatabaseEngine.mongodb('7.0.14'),
};

const secretOf = (scope: Construct, name: string, more: Partial<DatabasePassword> = {}): DatabasePassword => ({
  secret: Secret.fromSecretName(scope, `secret-${name}`, name),
  key: 'password',
  ...more,
});
const keyOf = (name: string, key = 'password') => ({ valueFrom: { secretKeyRef: { name, key } } });

const databaseIn = (
  chart: Chart,
  engine: DatabaseEngine,
  more: Partial<DatabasePassword> = { urlSafe: true },
  props: Partial<HeadlessDatabaseProps> = {},
): HeadlessDatabase =>
  new HeadlessDatabase(chart, 'db', {
    engine,
    storage: Size.gibibytes(1),
    password: secretOf(chart, 'admin'),
    database: 'orders',
    user: 'shop',
    userPassword: secretOf(chart, 'app', more),
    ...props,
  });
const clientIn = (chart: Chart): Worker => new Worker(chart, 'client', { image: 'ghcr.io/acme/client:1.0.0' });
const envOf = (chart: Chart): Manifest[] => mainContainer(chart, 'client').env;

const told = (
  engine: DatabaseEngine,
  options: ConnectOptions,
  more?: Partial<DatabasePassword>,
  props?: Partial<HeadlessDatabaseProps>,
): Manifest[] => {
  const chart = shopChart();
  clientIn(chart).connectTo(databaseIn(chart, engine, more, props), options);
  return envOf(chart);
};

test.each(Object.entries(engines))('%s hands out the application’s account, and its database', (_, engine) => {
  const env = told(engine, { userEnv: 'DB_USER', passwordEnv: 'DB_PASSWORD', databaseEnv: 'DB_NAME' });
  expect(env).toEqual([
    { name: 'DB_USER', value: 'shop' },
    { name: 'DB_PASSWORD', ...keyOf('app') },
    { name: 'DB_NAME', value: 'orders' },
  ]);
});

test.each<[keyof typeof engines, DsnFormat, string]>([
  ['postgres', DsnFormat.URL, 'postgresql://shop:$(DB_PASSWORD)@db:5432/orders'],
  ['postgres', DsnFormat.JDBC, 'jdbc:postgresql://db:5432/orders?user=shop&password=$(DB_PASSWORD)'],
  ['postgres', DsnFormat.GO, 'postgresql://shop:$(DB_PASSWORD)@db:5432/orders?sslmode=disable'],
  ['postgres', DsnFormat.SQLALCHEMY, 'postgresql+psycopg://shop:$(DB_PASSWORD)@db:5432/orders'],
  ['postgres', DsnFormat.urlWithScheme('postgres'), 'postgres://shop:$(DB_PASSWORD)@db:5432/orders'],
  ['mysql', DsnFormat.URL, 'mysql://shop:$(DB_PASSWORD)@db:3306/orders'],
  ['mysql', DsnFormat.GO, 'shop:$(DB_PASSWORD)@tcp(db:3306)/orders'],
  ['mariadb', DsnFormat.JDBC, 'jdbc:mariadb://db:3306/orders?user=shop&password=$(DB_PASSWORD)'],
  ['mongodb', DsnFormat.URL, 'mongodb://shop:$(DB_PASSWORD)@db:27017/orders?authSource=orders'],
])('`dsnEnv` of %s names the variable of the password', (name, dsnFormat, dsn) => {
  const env = told(engines[name], { passwordEnv: 'DB_PASSWORD', dsnEnv: 'DATABASE_DSN', dsnFormat });
  expect(env).toEqual([
    { name: 'DB_PASSWORD', ...keyOf('app') },
    { name: 'DATABASE_DSN', value: dsn },
  ]);
});

test('`dsnEnv` brings a variable for the password where there is none', () => {
  expect(told(engines.postgres, { dsnEnv: 'DATABASE_URL' })).toEqual([
    { name: 'DATABASE_URL_PASSWORD', ...keyOf('app') },
    { name: 'DATABASE_URL', value: 'postgresql://shop:$(DATABASE_URL_PASSWORD)@db:5432/orders' },
  ]);
});

test('a key with the encoded text is for the URL, the other for the password', () => {
  const env = told(engines.postgres, { passwordEnv: 'DB_PASSWORD', dsnEnv: 'DATABASE_URL' }, { urlEncodedKey: 'url' });
  expect(env).toEqual([
    { name: 'DB_PASSWORD', ...keyOf('app') },
    { name: 'DATABASE_URL_PASSWORD', ...keyOf('app', 'url') },
    { name: 'DATABASE_URL', value: 'postgresql://shop:$(DATABASE_URL_PASSWORD)@db:5432/orders' },
  ]);
});

test('Go’s driver for MySQL takes any password', () => {
  const options = { passwordEnv: 'DB_PASSWORD', dsnEnv: 'DB_DSN', dsnFormat: DsnFormat.GO };
  expect(told(engines.mysql, options, {})[1].value).toBe('shop:$(DB_PASSWORD)@tcp(db:3306)/orders');
});

test('redis has a number for a database, and no user', () => {
  const chart = shopChart();
  const password = secretOf(chart, 'redis', { urlSafe: true });
  const redis = new HeadlessDatabase(chart, 'redis', {
    engine: DatabaseEngine.redis('7.4'),
    storage: Size.gibibytes(1),
    password,
  });
  clientIn(chart).connectTo(redis, { databaseEnv: 'REDIS_DB', dsnEnv: 'REDIS_URL' });
  expect(envOf(chart)).toEqual([
    { name: 'REDIS_DB', value: '0' },
    { name: 'REDIS_URL_PASSWORD', ...keyOf('redis') },
    { name: 'REDIS_URL', value: 'redis://:$(REDIS_URL_PASSWORD)@redis:6379/0' },
  ]);
});

test('valkey without a password has an address without one', () => {
  const chart = shopChart();
  const cache = new HeadlessDatabase(chart, 'cache', {
    engine: DatabaseEngine.valkey('8.1'),
    storage: Size.gibibytes(1),
    database: '3',
  });
  clientIn(chart).connectTo(cache, { dsnEnv: 'CACHE_URL' });
  expect(envOf(chart)).toEqual([{ name: 'CACHE_URL', value: 'redis://cache:6379/3' }]);
});

test('a custom engine has a URL of its own scheme', () => {
  const engine = DatabaseEngine.custom({
    image: 'clickhouse/clickhouse-server:24.8',
    port: 9000,
    dataPath: '/var/lib/clickhouse',
    urlScheme: 'clickhouse',
    databaseEnv: 'CLICKHOUSE_DB',
    userEnv: 'CLICKHOUSE_USER',
    userPasswordEnv: 'CLICKHOUSE_PASSWORD',
  });
  expect(told(engine, { dsnEnv: 'DSN' }, undefined, { password: undefined })[1].value).toBe(
    'clickhouse://shop:$(DSN_PASSWORD)@db:9000/orders',
  );
});

test('the address is that of another namespace', () => {
  const app = testApp();
  const data = new Chart(app, 'data', { namespace: 'data' });
  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  const redis = new HeadlessDatabase(data, 'redis', {
    engine: DatabaseEngine.redis('7.4'),
    storage: Size.gibibytes(1),
  });
  clientIn(shop).connectTo(redis, { dsnEnv: 'REDIS_URL' });
  expect(envOf(shop)).toEqual([{ name: 'REDIS_URL', value: 'redis://redis.data:6379/0' }]);
});

describe('root of MySQL and MariaDB', () => {
  const alone = { user: undefined, userPassword: undefined };

  test.each([engines.mysql, engines.mariadb])('is no account for clients', (engine) => {
    for (const options of [{ userEnv: 'DB_USER' }, { dsnEnv: 'DATABASE_URL' }]) {
      expect(() => told(engine, options, undefined, alone)).toThrow(
        /^shop\/client: (userEnv|dsnEnv): user of "shop\/db": got nothing; allowed: an account that clients may use/,
      );
    }
  });

  test('may be asked for by its password alone, which is warned about', () => {
    const chart = shopChart();
    const client = clientIn(chart);
    client.connectTo(databaseIn(chart, engines.mysql, {}, alone), { passwordEnv: 'ROOT_PASSWORD' });
    expect(envOf(chart)).toEqual([{ name: 'ROOT_PASSWORD', ...keyOf('admin') }]);
    expect(client.node.metadata.map(({ data }) => data as string)).toEqual([
      'passwordEnv: "shop/db" has no account for clients, so that ROOT_PASSWORD is the administrator\'s password, with which ' +
        'everything may be done. Give the database a `user` and a `userPassword`.',
    ]);
  });
});

test('a password of which nothing is said is refused in a URL, with both ways out', () => {
  expect(() => told(engines.postgres, { dsnEnv: 'DATABASE_URL' }, {})).toThrow(
    'shop/client: dsnEnv: password of "shop/db": got key "password" of Secret "app", which is not declared URL-safe; allowed: one that is URL-safe, or has a second key with the percent-encoded text: "@", "/", "%" and others would change the address. Fix: make it of letters, digits, "-", ".", "_" and "~" and say `urlSafe: true` beside the key, or name the second key: `urlEncodedKey: "…"`',
  );
});

test('a driver that decodes nothing takes no encoded text', () => {
  const options = { dsnEnv: 'JDBC_URL', dsnFormat: DsnFormat.JDBC };
  expect(() => told(engines.mariadb, options, { urlEncodedKey: 'url' })).toThrow(
    /^shop\/client: dsnEnv: password of "shop\/db": .*this driver decodes nothing.*use `userEnv` and `passwordEnv` instead/,
  );
});

test.each([DsnFormat.JDBC, DsnFormat.SQLALCHEMY])('what no driver takes is refused', (dsnFormat) => {
  expect(() => told(engines.mongodb, { dsnEnv: 'MONGO_URL', dsnFormat })).toThrow(
    /^shop\/client: dsnFormat for "shop\/db": got DsnFormat\.(JDBC|SQLALCHEMY); allowed: DsnFormat\.URL or GO/,
  );
});

test('a format without a variable is refused', () => {
  expect(() => told(engines.postgres, { dsnFormat: DsnFormat.GO })).toThrow(/^shop\/client: dsnFormat: /);
});

test('a password cannot be read from another namespace', () => {
  const app = testApp();
  const data = new Chart(app, 'data', { namespace: 'data' });
  const client = clientIn(new Chart(app, 'shop', { namespace: 'shop' }));
  const db = databaseIn(data, engines.postgres);
  expect(() => client.connectTo(db, { dsnEnv: 'DATABASE_URL' })).toThrow(
    /^shop\/client: dsnEnv: password of "data\/db": got Secret "app" of namespace "data"/,
  );
});

test.each<[string, ConnectOptions]>([
  ['a password that is not URL-safe', { userEnv: 'A', databaseEnv: 'B', dsnEnv: 'C' }],
  ['a name that is illegal', { userEnv: 'A', databaseEnv: 'B C' }],
  ['a name that stands for two things', { userEnv: 'A', databaseEnv: 'A' }],
])('a connection that is refused sets nothing and opens nothing: %s', (_, options) => {
  const chart = shopChart();
  const db = databaseIn(chart, engines.postgres, {});
  const client = clientIn(chart);
  expect(() => client.connectTo(db, options)).toThrow(/^shop\/client: /);
  expect(mainContainer(chart, 'client')).not.toHaveProperty('env');
  expect(only(chart, 'NetworkPolicy', 'db').spec.ingress).toBeUndefined();
});

describe('a target of the user’s own', () => {
  class Backend extends Construct implements IConnectionTarget {
    public readonly password?: DatabasePassword;
    public readonly login?: DatabaseLogin;

    constructor(
      scope: Construct,
      private readonly inner: HeadlessDatabase,
      passes: 'login' | 'password' | 'neither',
    ) {
      super(scope, 'backend');
      if (passes === 'login') this.login = inner.login;
      if (passes === 'password') this.password = inner.login?.password;
    }

    public get serviceName(): string {
      return this.inner.serviceName;
    }

    public get ports(): ServicePort[] {
      return this.inner.ports;
    }

    public hostFrom(consumer: IConstruct): string {
      return this.inner.hostFrom(consumer);
    }

    public urlForPort(consumer: IConstruct, port: ServicePort): string {
      return this.inner.urlForPort(consumer, port);
    }

    public acceptConnectionsFrom(client: IConnectable, ports: ServicePort[]): void {
      this.inner.acceptConnectionsFrom(client, ports);
    }
  }
  const connected = (passes: 'login' | 'password' | 'neither', options: ConnectOptions): Manifest[] => {
    const chart = shopChart();
    const backend = new Backend(chart, databaseIn(chart, engines.postgres), passes);
    clientIn(chart).connectTo(backend, options);
    return envOf(chart);
  };

  test('passes the login on', () => {
    expect(connected('login', { userEnv: 'DB_USER', dsnEnv: 'DSN' })).toEqual([
      { name: 'DB_USER', value: 'shop' },
      { name: 'DSN_PASSWORD', ...keyOf('app') },
      { name: 'DSN', value: 'postgresql://shop:$(DSN_PASSWORD)@db:5432/orders' },
    ]);
  });

  test('may have a password alone', () => {
    expect(connected('password', { passwordEnv: 'DB_PASSWORD' })).toEqual([{ name: 'DB_PASSWORD', ...keyOf('app') }]);
  });

  test.each<ConnectOptions>([{ userEnv: 'A' }, { databaseEnv: 'A' }, { dsnEnv: 'A' }])(
    'cannot be asked for %p without a login',
    (options) => {
      expect(() => connected('neither', options)).toThrow(
        /^shop\/client: (userEnv|databaseEnv|dsnEnv): login of "shop\/backend": got nothing/,
      );
    },
  );
});
