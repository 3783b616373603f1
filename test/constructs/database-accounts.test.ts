import { Chart, Size } from 'cdk8s';
import { ConfigMap, EnvValue, Secret, Volume } from 'cdk8s-plus-28';
import { DatabaseEngine, DatabaseFamily, DatabasePassword, HeadlessDatabase, HeadlessDatabaseProps } from '../../src';
import { mainContainer, Manifest, only, podSpec, render, shopChart } from '../manifests';

const secretOf = (chart: Chart, name: string): DatabasePassword => ({
  secret: Secret.fromSecretName(chart, `secret-${name}`, name),
  key: 'password',
});
const from = (name: string) => ({ valueFrom: { secretKeyRef: { name, key: 'password' } } });

/** A database with an account for the application and, unless told otherwise, an administrator. */
const rendered = (engine: DatabaseEngine, props: Partial<HeadlessDatabaseProps> = {}) => {
  const chart = shopChart();
  const db = new HeadlessDatabase(chart, 'db', {
    engine,
    storage: Size.gibibytes(1),
    password: secretOf(chart, 'admin'),
    user: 'shop',
    userPassword: secretOf(chart, 'app'),
    ...props,
  });
  return { chart, db, env: mainContainer(chart).env as Manifest[] };
};

describe.each([
  ['mysql', DatabaseEngine.mysql('8.4'), 'MYSQL', DatabaseFamily.MYSQL],
  ['mariadb', DatabaseEngine.mariadb('11.4'), 'MARIADB', DatabaseFamily.MARIADB],
])('%s', (_, engine, prefix, family) => {
  test('makes database and account by variables of the image', () => {
    const { env } = rendered(engine, { database: 'orders' });
    expect(env).toEqual([
      { name: `${prefix}_DATABASE`, value: 'orders' },
      { name: `${prefix}_USER`, value: 'shop' },
      { name: `${prefix}_ROOT_PASSWORD`, ...from('admin') },
      { name: `${prefix}_PASSWORD`, ...from('app') },
    ]);
  });

  test('calls the database like its user unless told otherwise, because an account without one may do nothing', () => {
    const { env, db } = rendered(engine);
    expect(env[0]).toEqual({ name: `${prefix}_DATABASE`, value: 'shop' });
    expect(db.login).toMatchObject({ family, scheme: 'mysql', user: 'shop', database: 'shop' });
    expect(db.login?.password?.secret.name).toBe('app');
  });

  test('needs no script', () => {
    const { chart } = rendered(engine);
    expect(render(chart).map(({ kind }) => kind)).not.toContain('ConfigMap');
  });

  test('has a database without an account, too', () => {
    const { env, db } = rendered(engine, { user: undefined, userPassword: undefined, database: 'orders' });
    expect(env).toEqual([
      { name: `${prefix}_DATABASE`, value: 'orders' },
      { name: `${prefix}_ROOT_PASSWORD`, ...from('admin') },
    ]);
    expect([db.login?.user, db.login?.database]).toEqual([undefined, 'orders']);
  });
});

describe('postgres', () => {
  const engine = DatabaseEngine.postgres('16.4');

  test('has the application as its one account where no administrator has a password', () => {
    const { chart, env, db } = rendered(engine, { password: undefined, database: 'orders' });
    expect(env).toEqual([
      { name: 'PGDATA', value: '/var/lib/postgresql/data/pgdata' },
      { name: 'POSTGRES_USER', value: 'shop' },
      { name: 'POSTGRES_DB', value: 'orders' },
      { name: 'POSTGRES_PASSWORD', ...from('app') },
    ]);
    expect(render(chart).map(({ kind }) => kind)).not.toContain('ConfigMap');
    expect(db.login).toMatchObject({ family: DatabaseFamily.POSTGRESQL, user: 'shop', database: 'orders' });
    expect(db.password?.secret.name).toBe('app');
  });

  test('makes the account beside the administrator by a script', () => {
    const { chart, env } = rendered(engine, { database: 'orders' });
    expect(env.slice(1)).toEqual([
      { name: 'POSTGRES_DB', value: 'orders' },
      { name: 'POSTGRES_APP_USER', value: 'shop' },
      { name: 'POSTGRES_PASSWORD', ...from('admin') },
      { name: 'POSTGRES_APP_PASSWORD', ...from('app') },
    ]);
    const { metadata, data } = only(chart, 'ConfigMap');
    expect(metadata).toMatchObject({ name: 'db-init', labels: { 'app.kubernetes.io/name': 'db' } });
    expect(Object.keys(data)).toEqual(['10-app-user.sh']);
    expect(mainContainer(chart).volumeMounts).toContainEqual({
      name: 'init-scripts',
      mountPath: '/docker-entrypoint-initdb.d/10-app-user.sh',
      subPath: '10-app-user.sh',
      readOnly: true,
    });
    expect(podSpec(chart).volumes).toContainEqual({ name: 'init-scripts', configMap: { name: 'db-init' } });
  });

  test('lets psql quote names and password, and shows the password to nobody', () => {
    const script: string = only(rendered(engine).chart, 'ConfigMap').data['10-app-user.sh'];
    expect(script.split('\n').slice(2)).toEqual([
      '\\set user `printf \'%s\' "$POSTGRES_APP_USER"`',
      '\\set password `printf \'%s\' "$POSTGRES_APP_PASSWORD"`',
      '\\set database `printf \'%s\' "$POSTGRES_DB"`',
      "SET log_statement = 'none';",
      "SET log_min_error_statement = 'panic';",
      'CREATE ROLE :"user" LOGIN PASSWORD :\'password\';',
      'ALTER DATABASE :"database" OWNER TO :"user";',
      'SQL',
      '',
    ]);
  });

  test('takes the name of a database without an account, which the administrator owns', () => {
    const { env, db } = rendered(engine, { user: undefined, userPassword: undefined, database: 'orders' });
    expect(env.slice(1)).toEqual([
      { name: 'POSTGRES_DB', value: 'orders' },
      { name: 'POSTGRES_PASSWORD', ...from('admin') },
    ]);
    expect(db.login).toMatchObject({ user: 'postgres', database: 'orders' });
  });

  test('offers the administrator where there is no other account', () => {
    const { db, env } = rendered(engine, { user: undefined, userPassword: undefined });
    expect(env.slice(1)).toEqual([{ name: 'POSTGRES_PASSWORD', ...from('admin') }]);
    expect(db.login).toMatchObject({ user: 'postgres', database: 'postgres' });
  });

  test('knows what its own variables say of it', () => {
    const { db } = rendered(engine, {
      user: undefined,
      userPassword: undefined,
      env: { POSTGRES_USER: 'boss', POSTGRES_DB: 'orders' },
    });
    expect(db.login).toMatchObject({ user: 'boss', database: 'orders' });
    expect(
      rendered(engine, { user: undefined, userPassword: undefined, env: { POSTGRES_USER: 'boss' } }).db.login,
    ).toMatchObject({ user: 'boss', database: 'boss' });
  });

  test('tells clients nothing of what a variable takes from elsewhere', () => {
    const config = ConfigMap.fromConfigMapName(shopChart(), 'config', 'config');
    const { db } = rendered(engine, {
      user: undefined,
      userPassword: undefined,
      env: { POSTGRES_USER: EnvValue.fromConfigMap(config, 'user') },
    });
    expect([db.login?.user, db.login?.database]).toEqual([undefined, undefined]);
  });

  test('takes further scripts beside its own, file by file', () => {
    const chart = shopChart();
    const scripts = ConfigMap.fromConfigMapName(chart, 'scripts', 'scripts');
    const volume = Volume.fromConfigMap(chart, 'volume', scripts);
    const mount = { path: '/docker-entrypoint-initdb.d/20-tables.sql', subPath: '20-tables.sql', volume };
    const props = {
      engine,
      storage: Size.gibibytes(1),
      password: secretOf(chart, 'admin'),
      user: 'shop',
      userPassword: secretOf(chart, 'app'),
    };
    new HeadlessDatabase(chart, 'db', { ...props, volumeMounts: [mount] });
    expect(mainContainer(chart).volumeMounts.map(({ mountPath }: Manifest) => mountPath)).toEqual(
      expect.arrayContaining([
        '/docker-entrypoint-initdb.d/10-app-user.sh',
        '/docker-entrypoint-initdb.d/20-tables.sql',
      ]),
    );
    const whole = { path: '/docker-entrypoint-initdb.d/', volume };
    expect(() => new HeadlessDatabase(chart, 'other', { ...props, volumeMounts: [whole] })).toThrow(
      /^shop\/other: volumeMounts: got a volume at \/docker-entrypoint-initdb\.d; allowed: single files in it/,
    );
  });
});

describe('mongodb', () => {
  const engine = DatabaseEngine.mongodb('7.0.14');

  test('makes the account by a script, with variables that are gone before the server starts', () => {
    const { chart, env, db } = rendered(engine, { database: 'orders' });
    expect(env).toEqual([
      { name: 'MONGO_INITDB_ROOT_USERNAME', value: 'root' },
      { name: 'MONGO_INITDB_DATABASE', value: 'orders' },
      { name: 'MONGO_INITDB_APP_USERNAME', value: 'shop' },
      { name: 'MONGO_INITDB_ROOT_PASSWORD', ...from('admin') },
      { name: 'MONGO_INITDB_APP_PASSWORD', ...from('app') },
    ]);
    expect(only(chart, 'ConfigMap').data['10-app-user.sh'].split('\n').slice(1)).toEqual([
      '"${mongo[@]}" "$MONGO_INITDB_DATABASE" <<EOJS',
      'db.createUser({',
      '  user: $(_js_escape "$MONGO_INITDB_APP_USERNAME"),',
      '  pwd: $(_js_escape "$MONGO_INITDB_APP_PASSWORD"),',
      "  roles: ['readWrite', 'dbAdmin']",
      '})',
      'EOJS',
      '',
    ]);
    expect(db.login).toMatchObject({ user: 'shop', database: 'orders', authDatabase: 'orders' });
  });

  test('offers root, whose account is in another database, where there is no other', () => {
    const { db } = rendered(engine, { user: undefined, userPassword: undefined });
    expect(db.login).toMatchObject({ user: 'root', authDatabase: 'admin' });
    expect(db.login?.database).toBeUndefined();
  });
});

describe('redis', () => {
  const none = { user: undefined, userPassword: undefined };

  test('has one password for all, and numbers for databases', () => {
    const { db, env } = rendered(DatabaseEngine.redis('7.4'), { ...none, database: '2' });
    expect(env.map(({ name }) => name)).toEqual(['REDIS_PASSWORD', 'REDISCLI_AUTH']);
    expect(db.login).toMatchObject({ family: DatabaseFamily.REDIS, scheme: 'redis', database: '2' });
    expect([db.login?.user, db.login?.password?.secret.name]).toEqual([undefined, 'admin']);
  });
});

describe('a custom engine', () => {
  const options = { image: 'ghcr.io/acme/db:2.0.0', port: 7000, dataPath: '/data', passwordEnv: 'ADMIN_PASSWORD' };

  test('says by which variables the image makes its accounts', () => {
    const engine = DatabaseEngine.custom({
      ...options,
      databaseEnv: 'DB_NAME',
      userEnv: 'DB_USER',
      userPasswordEnv: 'DB_PASSWORD',
    });
    const { env, db } = rendered(engine);
    expect(env).toEqual([
      { name: 'DB_NAME', value: 'shop' },
      { name: 'DB_USER', value: 'shop' },
      { name: 'ADMIN_PASSWORD', ...from('admin') },
      { name: 'DB_PASSWORD', ...from('app') },
    ]);
    expect(db.login).toMatchObject({ scheme: 'tcp', user: 'shop', database: 'shop' });
  });

  test('may make an account without a database', () => {
    const engine = DatabaseEngine.custom({ ...options, userEnv: 'DB_USER', userPasswordEnv: 'DB_PASSWORD' });
    expect(rendered(engine).env.map(({ name }) => name)).toEqual(['DB_USER', 'ADMIN_PASSWORD', 'DB_PASSWORD']);
  });

  test('may speak as another database, and name its administrator', () => {
    const engine = DatabaseEngine.custom({ ...options, family: DatabaseFamily.POSTGRESQL, administrator: 'root' });
    const { db } = rendered(engine, { user: undefined, userPassword: undefined });
    expect(db.login).toMatchObject({ family: DatabaseFamily.POSTGRESQL, scheme: 'postgresql', user: 'root' });
    expect(db.urlFrom(db)).toBe('postgresql://db:7000');
  });
});

test('a variable of the user’s own that says the same is no contradiction, and one that says another thing is', () => {
  const engine = DatabaseEngine.mysql('8.4');
  expect(rendered(engine, { env: { MYSQL_USER: 'shop' } }).env[0]).toEqual({ name: 'MYSQL_USER', value: 'shop' });
  expect(() => rendered(engine, { env: { MYSQL_USER: 'other' } })).toThrow(
    /^shop\/db: env MYSQL_USER: got a second, different value/,
  );
});
