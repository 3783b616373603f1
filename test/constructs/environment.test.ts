import { EnvFieldPaths, EnvValue, Secret } from 'cdk8s-plus-28';
import { NotSecret, Worker } from '../../src';
import { mainContainer, Manifest, shopChart } from '../manifests';

type Value = string | EnvValue | NotSecret;

const envOf = (env: { [name: string]: Value }): Manifest => {
  const chart = shopChart();
  new Worker(chart, 'app', { image: 'ghcr.io/acme/app:1.0.0', env });
  return mainContainer(chart).env;
};

test('text is a value', () => {
  expect(envOf({ LOG_LEVEL: 'debug' })).toEqual([{ name: 'LOG_LEVEL', value: 'debug' }]);
});

test('an EnvValue is what it was made from', () => {
  const chart = shopChart();
  const secret = Secret.fromSecretName(chart, 'secret', 'app-secret');
  new Worker(chart, 'app', {
    image: 'ghcr.io/acme/app:1.0.0',
    env: {
      DB_PASSWORD: EnvValue.fromSecretValue({ secret, key: 'password' }),
      POD_IP: EnvValue.fromFieldRef(EnvFieldPaths.POD_IP),
      MODE: EnvValue.fromValue('fast'),
    },
  });
  expect(mainContainer(chart).env).toEqual([
    { name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'app-secret', key: 'password' } } },
    { name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
    { name: 'MODE', value: 'fast' },
  ]);
});

test.each([
  'DB_PASSWORD',
  'db.password',
  'apiToken',
  'SESSION_SECRET',
  'AWS_ACCESS_KEY',
  'DB_PASS',
  'API_KEY',
  'PGPASSWORD',
])('%s must not carry literal text, and the message does not repeat it', (name) => {
  const set = (): unknown => envOf({ [name]: 'hunter2' });
  expect(set).toThrow(/^shop\/app: env .*got literal text/);
  expect(set).not.toThrow(/hunter2/);
});

test.each(['PASSENGERS', 'COMPASS', 'PWD', 'KEYBOARD', 'POSTGRES_PASSWORD_FILE', 'CACHE_KEY_PREFIX', 'MONKEY'])(
  '%s may carry literal text',
  (name) => {
    expect(envOf({ [name]: 'plain' })).toEqual([{ name, value: 'plain' }]);
  },
);

test('an EnvValue of literal text is held to the same rule', () => {
  expect(() => envOf({ DB_PASSWORD: EnvValue.fromValue('hunter2') })).toThrow(/got literal text/);
});

test('a secret name without text is harmless', () => {
  expect(envOf({ DB_PASSWORD: '' })).toEqual([{ name: 'DB_PASSWORD', value: '' }]);
});

test('`NotSecret` says that anybody may read it', () => {
  expect(envOf({ PASSWORD_MIN_LENGTH: NotSecret.text('12') })).toEqual([{ name: 'PASSWORD_MIN_LENGTH', value: '12' }]);
  expect(NotSecret.text('12').value).toBe('12');
});

test('a URL with a password in it is refused', () => {
  const set = (): unknown => envOf({ DATABASE_URL: 'postgres://app:hunter2@db/shop' });
  expect(set).toThrow(/^shop\/app: env DATABASE_URL, whose URL has a password in it: got literal text/);
  expect(set).not.toThrow(/hunter2/);
});

test('a URL that refers to a variable is legal', () => {
  const DATABASE_URL = 'postgres://app:$(DB_PASSWORD)@db/shop';
  expect(envOf({ DATABASE_URL })).toEqual([{ name: 'DATABASE_URL', value: DATABASE_URL }]);
});

test('variables that are added later are held to the same rules', () => {
  const worker = new Worker(shopChart(), 'app', { image: 'ghcr.io/acme/app:1.0.0' });
  expect(() => worker.addEnv('API_TOKEN', 'hunter2')).toThrow(/^shop\/app: env API_TOKEN.*literal text/);
});

test.each([
  ['a key of AWS', 'AKIAIOSFODNN7EXAMPLE', 'which is a key or token by its look'],
  ['a connection string', 'Server=db;Password=hunter2', 'whose text says what "Password" is'],
  ['a document', '{"db":{"password":"hunter2"}}', 'whose text says what "password" is'],
])('%s is refused under any name, unless it is said to be harmless', (_, text, why) => {
  expect(() => envOf({ SETTINGS: text })).toThrow(
    new Error(
      `shop/app: env SETTINGS, ${why}: got literal text; ` +
        'allowed: a reference to a Secret, because manifests are read by many. ' +
        'Fix: use EnvValue.fromSecretValue({ secret: Secret.fromSecretName(…), key: "…" }); ' +
        'or, if anybody may read it, NotSecret.text("…")',
    ),
  );
  expect(envOf({ SETTINGS: NotSecret.text(text) })).toEqual([{ name: 'SETTINGS', value: text }]);
  expect(envOf({ SETTINGS: NotSecret.envValue(text) })).toEqual([{ name: 'SETTINGS', value: text }]);
});

test('a text that kubectl cannot read is refused, and not shown', () => {
  const what = 'got text with the character U+2028 (line separator) at place 8 of 9';
  expect(() => envOf({ NOTE: EnvValue.fromValue('hunter2\u2028x') })).toThrow(`shop/app: env NOTE: ${what}`);
  expect(() => envOf({ NOTE: NotSecret.envValue('hunter2\u2028x') })).toThrow(what);
});
