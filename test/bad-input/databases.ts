import { Chart, Size } from 'cdk8s';
import { ConfigMap, PersistentVolumeAccessMode, Secret, Volume } from 'cdk8s-plus-28';
import { BadInput } from './row';
import {
  ConnectOptions,
  CustomEngineOptions,
  DatabaseEngine,
  DatabaseFamily,
  DatabasePassword,
  DsnFormat,
  HeadlessDatabase,
  HeadlessDatabaseProps,
  InternalService,
  Storage,
  Worker,
} from '../../src';

const SIZE = Size.gibibytes(1);
const postgres = DatabaseEngine.postgres('16.4');
const mysql = DatabaseEngine.mysql('8.4');
const redis = DatabaseEngine.redis('7.4');

function untyped<T>(value: unknown): T {
  return value as T;
}

function secretOf(chart: Chart, name: string, more: Partial<DatabasePassword> = {}): DatabasePassword {
  return { secret: Secret.fromSecretName(chart, `secret-${name}`, name), key: 'password', ...more };
}

/** A database with an administrator and an account for the application. */
function database(
  chart: Chart,
  engine: DatabaseEngine,
  props: Partial<HeadlessDatabaseProps> = {},
  more: Partial<DatabasePassword> = {},
): HeadlessDatabase {
  return new HeadlessDatabase(chart, 'db', {
    engine,
    storage: SIZE,
    password: secretOf(chart, 'admin'),
    user: 'shop',
    userPassword: secretOf(chart, 'app', more),
    ...props,
  });
}

const withoutUser = { user: undefined, userPassword: undefined };

function redisIn(chart: Chart, props: Partial<HeadlessDatabaseProps> = {}): HeadlessDatabase {
  return new HeadlessDatabase(chart, 'db', { engine: redis, storage: SIZE, ...props });
}

function custom(options: Partial<CustomEngineOptions>): DatabaseEngine {
  const known = { image: 'ghcr.io/acme/db:2.0.0', port: 7000, dataPath: '/data', passwordEnv: 'ADMIN_PASSWORD' };
  return DatabaseEngine.custom({ ...known, ...options });
}

function connect(chart: Chart, target: HeadlessDatabase | InternalService, options: ConnectOptions): void {
  new Worker(chart, 'mailer', { image: 'ghcr.io/acme/mailer:1.0.0' }).connectTo(target, options);
}

function api(chart: Chart): InternalService {
  return new InternalService(chart, 'api', { image: 'ghcr.io/acme/api:1.4.2', port: 80 });
}

/** What is refused of databases, their accounts, their storage and the connections to them. */
export const DATABASES: Record<string, BadInput> = {
  'a second pod of a database that does not replicate': {
    write: (chart) => redisIn(chart, { replicas: 2 }),
    says: 'shop/db: replicas: got 2; allowed: 0 or 1, because pods of redis:7.4 do not replicate: each would be a database of its own behind one name. Fix: leave it out; where image or configuration make the pods one database, say `replicates: true` in the options of the engine',
  },
  'an image of an engine that cannot be pulled': {
    write: () => DatabaseEngine.postgres('16.4', { image: 'https://registry.example.com/pg:16' }),
    says: 'DatabaseEngine.postgres: image: got "https://registry.example.com/pg:16"; allowed: "repository:tag" or "registry/repository:tag@sha256:…", the repository in lower case, the digest in full, no spaces. Fix: leave out the scheme',
  },
  'a version of an engine with an image of its own': {
    write: () => DatabaseEngine.valkey('latest', { image: 'registry.example.com/valkey:8' }),
    says: `DatabaseEngine.valkey: version: got "latest"; allowed: an image tag that begins with the version's number, such as "16.4" or "16.4-alpine". Fix: name the version, so that an upgrade of the data is a decision; a mirror or a derived image is named beside it: { image: "…" }`,
  },
  'a database that begins with a digit': {
    write: (chart) => database(chart, postgres, { database: '2shop' }),
    says: 'shop/db: database: got "2shop"; allowed: letters, digits, "_" and "-", beginning with a letter or "_", at most 63 characters.',
    withoutFix: true,
  },
  'a database that the image uses itself': {
    write: (chart) => database(chart, mysql, { database: 'mysql' }),
    says: 'shop/db: database: got "mysql"; allowed: a name that mysql:8.4 does not use itself. Fix: name it after the application: "shop"',
  },
  'a database of an engine that makes none': {
    write: (chart) => database(chart, custom({}), { ...withoutUser, database: 'shop' }),
    says: 'shop/db: database: got "shop"; allowed: none: the engine names no variable by which ghcr.io/acme/db:2.0.0 would make one. Fix: set `databaseEnv` in DatabaseEngine.custom(…), or leave it out',
  },
  'a database of redis by a name': {
    write: (chart) => redisIn(chart, { database: 'cache' }),
    says: 'shop/db: database: got "cache"; allowed: the number of one, as text: redis:7.4 has 16 of them, "0" to "15". Fix: leave it out, which means "0"',
  },
  'an account with a quote in its name': {
    write: (chart) => database(chart, mysql, { user: "o'brien" }),
    says: `shop/db: user: got "o'brien"; allowed: letters, digits, "_" and "-", beginning with a letter or "_", at most 32 characters.`,
    withoutFix: true,
  },
  'an account of 33 characters for MySQL': {
    write: (chart) => database(chart, mysql, { user: 'u'.repeat(33) }),
    says: 'shop/db: user: got "uuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu"; allowed: letters, digits, "_" and "-", beginning with a letter or "_", at most 32 characters.',
    withoutFix: true,
  },
  'root as the account of the application': {
    write: (chart) => database(chart, mysql, { user: 'root' }),
    says: 'shop/db: user: got "root"; allowed: a name that mysql:8.4 does not use itself. Fix: name it after the application: "shop"',
  },
  'the account of postgres beside the administrator of the same name': {
    write: (chart) => database(chart, postgres, { user: 'postgres' }),
    says: 'shop/db: user: got "postgres"; allowed: a name that postgres:16.4 does not use itself. Fix: name it after the application: "shop"',
  },
  'an account whose name PostgreSQL keeps for itself': {
    write: (chart) => database(chart, postgres, { user: 'pg_shop' }),
    says: 'shop/db: user: got "pg_shop"; allowed: a name that postgres:16.4 does not use itself. Fix: name it after the application: "shop"',
  },
  'an account whose database would have a name that is taken': {
    write: (chart) => database(chart, DatabaseEngine.mongodb('7.0.14'), { user: 'admin' }),
    says: 'shop/db: user: got "admin"; allowed: a name that mongo:7.0.14 does not use itself. Fix: name it after the application: "shop"',
  },
  'an account of redis': {
    write: (chart) => redisIn(chart, { user: 'shop', userPassword: secretOf(chart, 'app') }),
    says: 'shop/db: user: got "shop"; allowed: none: redis:7.4 makes no accounts. Fix: leave it out, and give `password`, which all clients share',
  },
  'an account of an engine that makes none': {
    write: (chart) => database(chart, custom({ databaseEnv: 'DB_NAME' })),
    says: 'shop/db: user: got "shop"; allowed: none: ghcr.io/acme/db:2.0.0 makes no accounts. Fix: set `userEnv` and `userPasswordEnv` in DatabaseEngine.custom(…), or leave it out',
  },
  "an account's password for an engine that makes none": {
    write: (chart) => database(chart, custom({}), { user: undefined }),
    says: 'shop/db: userPassword: got a key of a Secret; allowed: none: ghcr.io/acme/db:2.0.0 makes no accounts. Fix: set `userEnv` and `userPasswordEnv` in DatabaseEngine.custom(…), or leave it out',
  },
  'an account without a password': {
    write: (chart) => database(chart, mysql, { userPassword: undefined }),
    says: 'shop/db: userPassword: got nothing; allowed: a key of a Secret with the password of "shop". Fix: userPassword: { secret: Secret.fromSecretName(chart, "app-secret", "my-app-db"), key: "password" }',
  },
  "an account's password without an account": {
    write: (chart) => database(chart, mysql, { user: undefined }),
    says: 'shop/db: user: got nothing; allowed: the name of the account that `userPassword` is for. Fix: name it after the application: user: "shop"',
  },
  "an account's password as text": {
    write: (chart) => database(chart, mysql, { userPassword: untyped('hunter2-verbatim') }),
    says: 'shop/db: userPassword: got literal text; allowed: a key of a Secret, never text. Fix: userPassword: { secret: Secret.fromSecretName(chart, "app-secret", "my-app-db"), key: "password" }',
  },
  "an account of MySQL without the administrator's password": {
    write: (chart) => database(chart, mysql, { password: undefined }),
    says: 'shop/db: password: got nothing; allowed: a key of a Secret, because mysql:8.4 does not start without, or starts open to everybody. Fix: password: { secret: Secret.fromSecretName(chart, "db-secret", "my-secret"), key: "password" }',
  },
  "an account's password in a Secret of another namespace": {
    write: (chart) => {
      const other = new Chart(chart.node.root, 'neighbour', { namespace: 'vault' });
      database(chart, mysql, { userPassword: secretOf(other, 'app') });
    },
    says: `shop/db: userPassword: got Secret "app" of namespace "vault"; allowed: a Secret of namespace "shop": a pod cannot read another namespace's. Fix: copy the Secret there and refer to it with Secret.fromSecretName(chart, id, "app")`,
  },
  "a key with a slash for an account's password": {
    write: (chart) => database(chart, mysql, {}, { key: 'db/password' }),
    says: 'shop/db: userPassword: key of the Secret: got "db/password"; allowed: letters, digits, "-", "_" and ".".',
    withoutFix: true,
  },
  'a password that is URL-safe and encoded': {
    write: (chart) => database(chart, mysql, {}, { urlSafe: true, urlEncodedKey: 'url' }),
    says: 'shop/db: userPassword: urlEncodedKey: got key "url" beside `urlSafe`; allowed: one of the two: what is URL-safe needs no encoding. Fix: leave one of the two out',
  },
  'one key for a password and its encoded text': {
    write: (chart) => redisIn(chart, { password: secretOf(chart, 'redis', { urlEncodedKey: 'password' }) }),
    says: 'shop/db: password: urlEncodedKey: got key "password", which holds the password itself; allowed: another key, with the encoded text. Fix: say `urlSafe: true` where both are the same text, else add a second key to the Secret',
  },
  'a volume over the scripts that make an account': {
    write: (chart) => {
      const volume = Volume.fromConfigMap(chart, 'volume', ConfigMap.fromConfigMapName(chart, 'scripts', 'scripts'));
      database(chart, postgres, { volumeMounts: [{ path: '/docker-entrypoint-initdb.d', volume }] });
    },
    says: 'shop/db: volumeMounts: got a volume at /docker-entrypoint-initdb.d; allowed: single files in it, because the script that makes the account of `user` is one of them. Fix: mount each file for itself: { path: "/docker-entrypoint-initdb.d/20-tables.sql", subPath: "20-tables.sql", volume }',
  },
  'a variable for an account without one for its password': {
    write: () => custom({ userEnv: 'DB_USER' }),
    says: `DatabaseEngine.custom: userPasswordEnv: got nothing; allowed: the two together: an account has a name and a password. Fix: name the variable for the account's password`,
  },
  "a variable for an account's password without one for the account": {
    write: () => custom({ userPasswordEnv: 'DB_PASSWORD' }),
    says: 'DatabaseEngine.custom: userEnv: got nothing; allowed: the two together: an account has a name and a password. Fix: name the variable for the account',
  },
  'a variable for a database with a space': {
    write: () => custom({ databaseEnv: 'DB NAME' }),
    says: 'DatabaseEngine.custom: environment variable name: got "DB NAME"; allowed: letters, digits, "_", "-" and ".", not beginning with a digit.',
    withoutFix: true,
  },
  'an administrator with a colon': {
    write: () => custom({ administrator: 'root:secret' }),
    says: 'DatabaseEngine.custom: administrator: got "root:secret"; allowed: letters, digits, "_" and "-", beginning with a letter or "_", at most 63 characters.',
    withoutFix: true,
  },
  'a family of databases in words': {
    write: () => custom({ family: untyped<DatabaseFamily>('Postgres') }),
    says: 'DatabaseEngine.custom: family: got "Postgres"; allowed: DatabaseFamily.POSTGRESQL ("postgresql"), DatabaseFamily.MYSQL ("mysql"), DatabaseFamily.MARIADB ("mariadb"), DatabaseFamily.MONGODB ("mongodb") or DatabaseFamily.REDIS ("redis"). Fix: did you mean DatabaseFamily.POSTGRESQL ("postgresql")?',
  },
  'ephemeral storage of 0': {
    write: () => Storage.ephemeral(Size.gibibytes(0)),
    says: 'Storage.ephemeral: size: got 0Ki; allowed: more than 0.',
    withoutFix: true,
  },
  'ephemeral storage in kibibytes': {
    write: () => Storage.ephemeral(Size.kibibytes(1500)),
    says: 'Storage.ephemeral: size: got 1500Ki; allowed: whole mebibytes.',
    withoutFix: true,
  },
  'a claim beyond what a quantity holds': {
    write: () => Storage.claim(Size.tebibytes(8 * 1024 * 1024 + 1)),
    says: 'Storage.claim: size: got 8388609Ti; allowed: at most 8 EiB.',
    withoutFix: true,
  },
  'a claim of a storage class in upper case': {
    write: () => Storage.claim(SIZE, { storageClass: 'GP3' }),
    says: 'Storage.claim: storageClass: got "GP3"; allowed: a name of lower-case letters, digits, "-" and ".".',
    withoutFix: true,
  },
  'a claim without access modes': {
    write: () => Storage.claim(SIZE, { accessModes: [] }),
    says: 'Storage.claim: accessModes: got []; allowed: at least one mode that lets the pods write. Fix: leave it out',
  },
  'a claim that nobody can write to': {
    write: () => Storage.claim(SIZE, { accessModes: [PersistentVolumeAccessMode.READ_ONLY_MANY] }),
    says: 'Storage.claim: accessModes: got ["ReadOnlyMany"]; allowed: at least one mode that lets the pods write. Fix: add PersistentVolumeAccessMode.READ_WRITE_ONCE',
  },
  'a claim for one pod and for many': {
    write: () => {
      const { READ_WRITE_ONCE_POD, READ_WRITE_MANY } = PersistentVolumeAccessMode;
      Storage.claim(SIZE, { accessModes: [READ_WRITE_ONCE_POD, READ_WRITE_MANY] });
    },
    says: 'Storage.claim: accessModes: got ["ReadWriteOncePod","ReadWriteMany"]; allowed: READ_WRITE_ONCE_POD alone: it says that no other pod mounts the volume. Fix: leave the others out',
  },
  'a storage class beside a claim': {
    write: (chart) => redisIn(chart, { storage: Storage.claim(SIZE), storageClass: 'fast' }),
    says: 'shop/db: storageClass: got "fast"; allowed: none beside Storage.claim(…), which says it itself. Fix: write Storage.claim(size, { storageClass })',
  },
  'a storage class beside ephemeral storage': {
    write: (chart) => redisIn(chart, { storage: Storage.ephemeral(SIZE), storageClass: 'fast' }),
    says: 'shop/db: storageClass: got "fast"; allowed: none beside Storage.ephemeral(…), which claims nothing. Fix: leave it out',
  },
  'storage as text': {
    write: (chart) => redisIn(chart, { storage: untyped('20Gi') }),
    says: 'shop/db: storage: got "20Gi"; allowed: a Storage or a Size of cdk8s. Fix: use for example Size.mebibytes(256)',
  },
  'a scheme with slashes': {
    write: () => DsnFormat.urlWithScheme('mysql2://'),
    says: 'DsnFormat.urlWithScheme: scheme: got "mysql2://"; allowed: a URL scheme in lower case, such as "mysql2", without "://".',
    withoutFix: true,
  },
  'a format as text': {
    write: (chart) => connect(chart, database(chart, postgres), { dsnEnv: 'DSN', dsnFormat: untyped('JDBC') }),
    says: 'shop/mailer: dsnFormat: got "JDBC"; allowed: a DsnFormat.',
    withoutFix: true,
  },
  'a format without a variable': {
    write: (chart) => connect(chart, database(chart, postgres), { dsnFormat: DsnFormat.JDBC }),
    says: 'shop/mailer: dsnFormat: got a format without `dsnEnv`; allowed: a format of the variable that `dsnEnv` names. Fix: name it: dsnEnv: "DATABASE_URL"',
  },
  'a format that no driver of the database takes': {
    write: (chart) => connect(chart, redisIn(chart), { dsnEnv: 'REDIS_URL', dsnFormat: DsnFormat.JDBC }),
    says: 'shop/mailer: dsnFormat for "shop/db": got DsnFormat.JDBC; allowed: DsnFormat.URL or GO: no driver of redis takes another. Fix: leave `dsnFormat` out',
  },
  'a format of which nothing is known for the database': {
    write: (chart) =>
      connect(chart, database(chart, custom({}), withoutUser), { dsnEnv: 'DSN', dsnFormat: DsnFormat.GO }),
    says: 'shop/mailer: dsnFormat for "shop/db": got DsnFormat.GO; allowed: DsnFormat.URL: no driver of this database takes another. Fix: leave `dsnFormat` out',
  },
  'an address with a password of which nothing is said': {
    write: (chart) => connect(chart, database(chart, postgres), { dsnEnv: 'DATABASE_URL' }),
    says: 'shop/mailer: dsnEnv: password of "shop/db": got key "password" of Secret "app", which is not declared URL-safe; allowed: one that is URL-safe, or has a second key with the percent-encoded text: "@", "/", "%" and others would change the address. Fix: make it of letters, digits, "-", ".", "_" and "~" and say `urlSafe: true` beside the key, or name the second key: `urlEncodedKey: "…"`',
  },
  'an address with an encoded password for a driver that decodes nothing': {
    write: (chart) => {
      const db = database(chart, DatabaseEngine.mariadb('11.4'), {}, { urlEncodedKey: 'url' });
      connect(chart, db, { dsnEnv: 'JDBC_URL', dsnFormat: DsnFormat.JDBC });
    },
    says: 'shop/mailer: dsnEnv: password of "shop/db": got key "password" of Secret "app", which is not declared URL-safe; allowed: one that is URL-safe: this driver decodes nothing. Fix: make it of letters, digits, "-", ".", "_" and "~" and say `urlSafe: true` beside the key, or use `userEnv` and `passwordEnv` instead',
  },
  'the user of a database that has none for clients': {
    write: (chart) => connect(chart, database(chart, mysql, withoutUser), { userEnv: 'DB_USER' }),
    says: 'shop/mailer: userEnv: user of "shop/db": got nothing; allowed: an account that clients may use; an administrator of MySQL or MariaDB is none. Fix: give the database one: user: "shop", userPassword: { secret: Secret.fromSecretName(…), key: "…" }',
  },
  'the database of a server without one': {
    write: (chart) => connect(chart, database(chart, mysql, withoutUser), { databaseEnv: 'DB_NAME' }),
    says: 'shop/mailer: databaseEnv: database of "shop/db": got nothing; allowed: a target whose database has a name. Fix: give it one: database: "shop"',
  },
  'the user of a service': {
    write: (chart) => connect(chart, api(chart), { userEnv: 'API_USER' }),
    says: 'shop/mailer: userEnv: login of "shop/api": got nothing; allowed: a target that clients log in to, such as a HeadlessDatabase. Fix: leave it out; in a construct of your own, pass on the `login` of the database',
  },
  'the database of a service': {
    write: (chart) => connect(chart, api(chart), { databaseEnv: 'API_DATABASE' }),
    says: 'shop/mailer: databaseEnv: login of "shop/api": got nothing; allowed: a target that clients log in to, such as a HeadlessDatabase. Fix: leave it out; in a construct of your own, pass on the `login` of the database',
  },
  'the whole address of a service': {
    write: (chart) => connect(chart, api(chart), { dsnEnv: 'API_DSN' }),
    says: 'shop/mailer: dsnEnv: login of "shop/api": got nothing; allowed: a target that clients log in to, such as a HeadlessDatabase. Fix: leave it out; in a construct of your own, pass on the `login` of the database',
  },
};
