import { Size } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import {
  ConnectOptions,
  DatabaseEngine,
  DatabasePassword,
  DsnFormat,
  HeadlessDatabase,
  HeadlessDatabaseProps,
  InternalService,
} from '../../src';
import { mainContainer, Manifest, only, shopChart } from '../manifests';
import { IMAGE } from './synth';

const ENGINES: [name: string, engine: DatabaseEngine][] = [
  ['postgres', DatabaseEngine.postgres('16.4')],
  ['mysql', DatabaseEngine.mysql('8.4')],
  ['mariadb', DatabaseEngine.mariadb('11.4')],
  ['mongodb', DatabaseEngine.mongodb('7.0')],
];
const FORMATS = { URL: DsnFormat.URL, JDBC: DsnFormat.JDBC, GO: DsnFormat.GO, SQLALCHEMY: DsnFormat.SQLALCHEMY };
type Format = keyof typeof FORMATS;

/** What docs/connections.md shows an empty cell for. */
const EMPTY: readonly [engine: string, format: Format][] = [
  ['mongodb', 'JDBC'],
  ['mongodb', 'SQLALCHEMY'],
];
/** What is not percent-decoded, and what no encoded text is good for. */
const RAW: readonly [engine: string, format: Format][] = [
  ['mysql', 'GO'],
  ['mariadb', 'GO'],
];
const SAFE_ONLY: readonly [engine: string, format: Format][] = [['mariadb', 'JDBC']];
const has = (cells: readonly [string, Format][], name: string, format: Format): boolean =>
  cells.some(([engine, own]) => engine === name && own === format);

function connected(
  engine: DatabaseEngine,
  options: ConnectOptions,
  password: Partial<DatabasePassword> = {},
  props: Partial<HeadlessDatabaseProps> = {},
): { variables: Manifest[]; ingress: Manifest; error?: Error } {
  const chart = shopChart();
  const secret = Secret.fromSecretName(chart, 'secret', 'db-login');
  const db = new HeadlessDatabase(chart, 'db', {
    engine,
    storage: Size.gibibytes(1),
    password: { secret, key: 'admin' },
    user: 'shop',
    userPassword: { secret, key: 'password', ...password },
    ...props,
  });
  const api = new InternalService(chart, 'api', { image: IMAGE, port: 80 });
  let error: Error | undefined;
  try {
    api.connectTo(db, options);
  } catch (thrown) {
    error = thrown as Error;
  }
  return {
    variables: mainContainer(chart, 'api').env ?? [],
    ingress: only(chart, 'NetworkPolicy', 'db').spec.ingress,
    error,
  };
}

/** What Kubernetes hands the program: references filled in. */
function filledIn(variables: Manifest[], texts: { [key: string]: string }): { [name: string]: string } {
  const values: { [name: string]: string } = {};
  for (const { name, value, valueFrom } of variables) {
    values[name] =
      valueFrom === undefined
        ? (value as string).replace(/\$\(([^)]+)\)/g, (all, other: string) => values[other] ?? all)
        : texts[valueFrom.secretKeyRef.key];
  }
  return values;
}

const PASSWORD = 's3cr3t Pa$$"w0rd@db:1/x?%23';
const TEXTS = { password: PASSWORD, encoded: encodeURIComponent(PASSWORD) };

/** The password as the driver reads it. */
function readBack(dsn: string, isRaw: boolean): string {
  if (isRaw) return dsn.slice(dsn.indexOf(':') + 1, dsn.lastIndexOf('@', dsn.lastIndexOf('/')));
  const url = new URL(dsn.replace(/^jdbc:/, ''));
  return url.searchParams.get('password') ?? decodeURIComponent(url.password);
}

describe.each(ENGINES)('%s', (name, engine) => {
  describe.each(Object.keys(FORMATS) as Format[])('as %s', (format) => {
    const options = { dsnEnv: 'DSN', dsnFormat: FORMATS[format] };
    const isEmpty = has(EMPTY, name, format);
    const isRaw = has(RAW, name, format);

    test(
      isEmpty ? 'is refused, because no driver takes it' : 'gives the driver the password that the Secret has',
      () => {
        const { variables, error } = connected(engine, options, { urlEncodedKey: 'encoded' });
        if (isEmpty || has(SAFE_ONLY, name, format)) {
          expect(error?.message).toMatch(/^shop\/api: (dsnFormat for|dsnEnv: password of) "shop\/db": got /);
          return;
        }
        expect(error).toBeUndefined();
        expect(readBack(filledIn(variables, TEXTS).DSN, isRaw)).toBe(PASSWORD);
      },
    );

    test('is refused with a password of which nothing is said, unless the driver takes any', () => {
      const { variables, ingress, error } = connected(engine, options);
      if (isRaw) {
        expect(readBack(filledIn(variables, TEXTS).DSN, true)).toBe(PASSWORD);
        return;
      }
      expect(error?.message).toMatch(/^shop\/api: dsn(Format|Env)/);
      expect([variables, ingress]).toEqual([[], undefined]);
    });
  });

  test('never has the password as text in what is rendered', () => {
    const { variables } = connected(engine, { dsnEnv: 'DSN', passwordEnv: 'PASSWORD' }, { urlSafe: true });
    expect(variables.find(({ name: own }) => own === 'PASSWORD').valueFrom.secretKeyRef).toEqual({
      name: 'db-login',
      key: 'password',
    });
    expect(variables.find(({ name: own }) => own === 'DSN').value).toContain(':$(PASSWORD)@');
  });

  test('has one pod, or none', () => {
    expect(() => connected(engine, {}, {}, { replicas: 2 })).toThrow(/^shop\/db: replicas: got 2; allowed: 0 or 1/);
    expect(connected(engine, {}, {}, { replicas: 0 }).error).toBeUndefined();
  });
});

test.each(['mysql', 'mariadb'])('root of %s is handed to nobody, by its name or in an address', (name) => {
  const engine = ENGINES.find(([own]) => own === name)![1];
  for (const options of [{ userEnv: 'DB_USER' }, { dsnEnv: 'DSN' }]) {
    const { variables, ingress, error } = connected(engine, options, {}, { user: undefined, userPassword: undefined });
    expect(error?.message).toMatch(/^shop\/api: (userEnv|dsnEnv): user of "shop\/db": got nothing/);
    expect([variables, ingress]).toEqual([[], undefined]);
  }
});

test.each<[string, ConnectOptions]>([
  ['a variable that is refused', { userEnv: 'DB_USER', databaseEnv: 'DB NAME' }],
  ['one name for two variables', { userEnv: 'DB_USER', databaseEnv: 'DB_NAME', hostEnv: 'DB_USER' }],
  ['a port that there is not', { userEnv: 'DB_USER', ports: ['http'] }],
])('a call with %s opens nothing and sets nothing', (_, options) => {
  const { variables, ingress, error } = connected(ENGINES[0][1], options);
  expect(error?.message).toMatch(/^shop\/api: /);
  expect([variables, ingress]).toEqual([[], undefined]);
});
