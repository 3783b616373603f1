import { DatabaseFamily } from '../../../src/constructs/values/database-login';
import { composeDsn, DsnParts, passwordTextOf } from '../../../src/constructs/values/dsn';
import { DsnFormat } from '../../../src/constructs/values/dsn-format';

const { POSTGRESQL, MYSQL, MARIADB, MONGODB, REDIS } = DatabaseFamily;
const FORMATS = { URL: DsnFormat.URL, JDBC: DsnFormat.JDBC, GO: DsnFormat.GO, SQLALCHEMY: DsnFormat.SQLALCHEMY };

const shop = (family: DatabaseFamily | undefined, port: number, more: Partial<DsnParts> = {}): DsnParts => ({
  family,
  host: 'db.data',
  port,
  user: 'shop',
  passwordVariable: 'DB_PASSWORD',
  database: 'orders',
  ...more,
});

test.each<[DatabaseFamily, number, keyof typeof FORMATS, string]>([
  [POSTGRESQL, 5432, 'URL', 'postgresql://shop:$(DB_PASSWORD)@db.data:5432/orders'],
  [POSTGRESQL, 5432, 'JDBC', 'jdbc:postgresql://db.data:5432/orders?user=shop&password=$(DB_PASSWORD)'],
  [POSTGRESQL, 5432, 'GO', 'postgresql://shop:$(DB_PASSWORD)@db.data:5432/orders?sslmode=disable'],
  [POSTGRESQL, 5432, 'SQLALCHEMY', 'postgresql+psycopg://shop:$(DB_PASSWORD)@db.data:5432/orders'],
  [MYSQL, 3306, 'URL', 'mysql://shop:$(DB_PASSWORD)@db.data:3306/orders'],
  [MYSQL, 3306, 'JDBC', 'jdbc:mysql://db.data:3306/orders?user=shop&password=$(DB_PASSWORD)'],
  [MYSQL, 3306, 'GO', 'shop:$(DB_PASSWORD)@tcp(db.data:3306)/orders'],
  [MYSQL, 3306, 'SQLALCHEMY', 'mysql+pymysql://shop:$(DB_PASSWORD)@db.data:3306/orders'],
  [MARIADB, 3306, 'URL', 'mysql://shop:$(DB_PASSWORD)@db.data:3306/orders'],
  [MARIADB, 3306, 'JDBC', 'jdbc:mariadb://db.data:3306/orders?user=shop&password=$(DB_PASSWORD)'],
  [MARIADB, 3306, 'GO', 'shop:$(DB_PASSWORD)@tcp(db.data:3306)/orders'],
  [MARIADB, 3306, 'SQLALCHEMY', 'mariadb+pymysql://shop:$(DB_PASSWORD)@db.data:3306/orders'],
  [MONGODB, 27017, 'URL', 'mongodb://shop:$(DB_PASSWORD)@db.data:27017/orders?authSource=orders'],
  [MONGODB, 27017, 'GO', 'mongodb://shop:$(DB_PASSWORD)@db.data:27017/orders?authSource=orders'],
])('%s on %i as %s', (family, port, format, dsn) => {
  const authDatabase = family === MONGODB ? 'orders' : undefined;
  expect(composeDsn(FORMATS[format], shop(family, port, { authDatabase }))).toBe(dsn);
});

test.each<[keyof typeof FORMATS, Partial<DsnParts>, string]>([
  ['URL', {}, 'redis://db:6379/0'],
  ['GO', {}, 'redis://db:6379/0'],
  ['URL', { passwordVariable: 'PW' }, 'redis://:$(PW)@db:6379/0'],
  ['URL', { passwordVariable: 'PW', database: '2' }, 'redis://:$(PW)@db:6379/2'],
])('redis as %s with %p', (format, parts, dsn) => {
  expect(composeDsn(FORMATS[format], { family: REDIS, host: 'db', port: 6379, ...parts })).toBe(dsn);
});

test.each<[DatabaseFamily, keyof typeof FORMATS]>([
  [MONGODB, 'JDBC'],
  [MONGODB, 'SQLALCHEMY'],
  [REDIS, 'JDBC'],
  [REDIS, 'SQLALCHEMY'],
])('%s has no %s', (family, format) => {
  expect(composeDsn(FORMATS[format], shop(family, 1))).toBeUndefined();
  expect(passwordTextOf(FORMATS[format], family)).toBeUndefined();
});

test('the slash stays where a database is not known, because a query may follow', () => {
  const { URL, GO } = FORMATS;
  const root = { user: 'root', database: undefined, authDatabase: 'admin' };
  expect(composeDsn(URL, shop(MONGODB, 27017, root))).toBe(
    'mongodb://root:$(DB_PASSWORD)@db.data:27017/?authSource=admin',
  );
  expect(composeDsn(GO, shop(MYSQL, 3306, { database: undefined }))).toBe('shop:$(DB_PASSWORD)@tcp(db.data:3306)/');
});

test('a database of an unknown family has a URL with its scheme, and nothing else', () => {
  const { URL, JDBC } = FORMATS;
  expect(composeDsn(URL, shop(undefined, 9000, { scheme: 'clickhouse' }))).toBe(
    'clickhouse://shop:$(DB_PASSWORD)@db.data:9000/orders',
  );
  expect(composeDsn(URL, { host: 'db', port: 9000 })).toBe('tcp://db:9000');
  expect(composeDsn(JDBC, shop(undefined, 9000))).toBeUndefined();
});

test('`urlWithScheme` changes the scheme alone', () => {
  expect(composeDsn(DsnFormat.urlWithScheme('mysql2'), shop(MYSQL, 3306))).toBe(
    'mysql2://shop:$(DB_PASSWORD)@db.data:3306/orders',
  );
  expect(composeDsn(DsnFormat.urlWithScheme('postgresql+asyncpg'), shop(POSTGRESQL, 5432))).toBe(
    'postgresql+asyncpg://shop:$(DB_PASSWORD)@db.data:5432/orders',
  );
});

test.each(['Mysql2', 'mysql2://', '', '2mysql', 'my sql'])('the scheme %p is refused', (scheme) => {
  expect(() => DsnFormat.urlWithScheme(scheme)).toThrow(/^DsnFormat\.urlWithScheme: scheme: got .*in lower case/);
});

test.each<[DatabaseFamily | undefined, keyof typeof FORMATS, string | undefined]>([
  [POSTGRESQL, 'URL', 'encoded'],
  [POSTGRESQL, 'JDBC', 'encoded'],
  [POSTGRESQL, 'GO', 'encoded'],
  [MYSQL, 'JDBC', 'encoded'],
  [MYSQL, 'GO', 'any'],
  [MARIADB, 'GO', 'any'],
  [MARIADB, 'JDBC', 'url-safe'],
  [MARIADB, 'SQLALCHEMY', 'encoded'],
  [MONGODB, 'URL', 'encoded'],
  [REDIS, 'URL', 'encoded'],
  [undefined, 'URL', 'encoded'],
  [undefined, 'GO', undefined],
])('the password of %s as %s may be: %s', (family, format, text) => {
  expect(passwordTextOf(FORMATS[format], family)).toBe(text);
});

/** What Go's driver for MySQL does with its text, by its documentation. */
function readGoMysql(text: string): { user: string; password: string; host: string; database: string } {
  const slash = text.lastIndexOf('/');
  const at = text.lastIndexOf('@', slash);
  const colon = text.indexOf(':');
  return {
    user: text.slice(0, colon),
    password: text.slice(colon + 1, at),
    host: text.slice(at + 1, slash),
    database: text.slice(slash + 1),
  };
}

test.each(['pa/ss', 'p@ss', 'a:b:c', '?x=1', 'p%40', 'tcp(evil:1)/', '$(OTHER)', ' "\'\\'])(
  "the password %p comes back from Go's text for MySQL",
  (password) => {
    const dsn = composeDsn(FORMATS.GO, shop(MYSQL, 3306))!.replace('$(DB_PASSWORD)', () => password);
    expect(readGoMysql(dsn)).toEqual({ user: 'shop', password, host: 'tcp(db.data:3306)', database: 'orders' });
  },
);

test.each(['s3cr3t Pa$$"w0rd', 'a/b@c:d', 'ä%?#&+=', 'plain-._~Text9'])(
  'the password %p, percent-encoded, comes back from a URL and from the parameters of JDBC',
  (password) => {
    const put = (dsn: string | undefined) => dsn!.replace('$(DB_PASSWORD)', () => encodeURIComponent(password));
    const read = new URL(put(composeDsn(FORMATS.URL, shop(POSTGRESQL, 5432))));
    expect([decodeURIComponent(read.password), read.host, read.pathname]).toEqual([
      password,
      'db.data:5432',
      '/orders',
    ]);
    const jdbc = new URL(put(composeDsn(FORMATS.JDBC, shop(POSTGRESQL, 5432))).replace('jdbc:', ''));
    expect([jdbc.searchParams.get('password'), jdbc.searchParams.get('user')]).toEqual([password, 'shop']);
  },
);
