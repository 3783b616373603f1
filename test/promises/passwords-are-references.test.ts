import { readFileSync } from 'fs';
import { join } from 'path';
import { Chart, Size } from 'cdk8s';
import { EnvValue, Secret, SecretValue } from 'cdk8s-plus-28';
import { readmeStack } from './readme-stack';
import { IMAGE, manifestsOf } from './synth';
import { DatabaseEngine, HeadlessDatabase, HeadlessDatabaseProps, InternalService } from '../../src';
import { Manifest, render, shopChart } from '../manifests';

const ENGINES: [name: string, engine: DatabaseEngine, variable: string][] = [
  ['postgres', DatabaseEngine.postgres('16.4'), 'POSTGRES_PASSWORD'],
  ['mysql', DatabaseEngine.mysql('8.4'), 'MYSQL_ROOT_PASSWORD'],
  ['mariadb', DatabaseEngine.mariadb('11.4'), 'MARIADB_ROOT_PASSWORD'],
  ['mongodb', DatabaseEngine.mongodb('7.0'), 'MONGO_INITDB_ROOT_PASSWORD'],
];

function database(chart: Chart, engine: DatabaseEngine, props: Partial<HeadlessDatabaseProps> = {}): HeadlessDatabase {
  return new HeadlessDatabase(chart, 'db', { engine, storage: Size.gibibytes(1), ...props });
}

function secretIn(chart: Chart, id = 'secret'): SecretValue {
  return { secret: Secret.fromSecretName(chart, id, 'db-login'), key: 'password' };
}

/** The variables of all containers of a workload. */
function variablesOf(manifests: Manifest[], name: string): Manifest[] {
  const { spec } = manifests.find(({ metadata, spec: own }) => metadata.name === name && own?.template !== undefined);
  return spec.template.spec.containers.flatMap(({ env }: Manifest) => env ?? []);
}

const REFERENCE = { valueFrom: { secretKeyRef: { name: 'db-login', key: 'password' } } };

describe.each(ENGINES)('%s', (_, engine, variable) => {
  test('gets its password from a key of a Secret, and so does its client', () => {
    const chart = shopChart();
    const db = database(chart, engine, { password: secretIn(chart) });
    const api = new InternalService(chart, 'api', { image: IMAGE, port: 80 });
    api.connectTo(db, { passwordEnv: 'DB_PASSWORD' });
    const manifests = render(chart);
    expect(variablesOf(manifests, 'db')).toContainEqual({ name: variable, ...REFERENCE });
    expect(variablesOf(manifests, 'api')).toEqual([{ name: 'DB_PASSWORD', ...REFERENCE }]);
  });

  test('is refused without one, and with a text', () => {
    expect(() => database(shopChart(), engine)).toThrow(
      /^shop\/db: password: got nothing; allowed: a key of a Secret, because .* does not start without, or starts open to everybody\./,
    );
    for (const password of ['hunter2', { secret: 'hunter2', key: 'password' }, EnvValue.fromValue('hunter2'), null]) {
      const write = (): unknown => database(shopChart(), engine, { password: password as never });
      expect(write).toThrow(/^shop\/db: password.*: got .*; allowed: /);
      expect(write).not.toThrow(/hunter2/);
    }
  });

  test('takes no Secret of another namespace, which its pods could not read', () => {
    const chart = shopChart();
    const other = new Chart(chart.node.root, 'other', { namespace: 'other' });
    expect(() => database(chart, engine, { password: secretIn(other) })).toThrow(
      /^shop\/db: password: got Secret "db-login" of namespace "other"; allowed: a Secret of namespace "shop"/,
    );
  });
});

test('a client of another namespace is refused the variable, not given what does not work', () => {
  const chart = shopChart();
  const db = database(chart, ENGINES[0][1], { password: secretIn(chart) });
  const other = new Chart(chart.node.root, 'other', { namespace: 'other' });
  const api = new InternalService(other, 'api', { image: IMAGE, port: 80 });
  expect(() => api.connectTo(db, { passwordEnv: 'DB_PASSWORD' })).toThrow(/^other\/api: passwordEnv: /);
});

test('a target without a password has none to give', () => {
  const chart = shopChart();
  const redis = database(chart, DatabaseEngine.redis('7.4'));
  const api = new InternalService(chart, 'api', { image: IMAGE, port: 80 });
  expect(() => api.connectTo(redis, { passwordEnv: 'DB_PASSWORD' })).toThrow(
    /^shop\/api: passwordEnv: .*: got nothing;/,
  );
});

test('no URL that connectTo writes has a user or a password in it', () => {
  const chart = shopChart();
  const db = database(chart, ENGINES[0][1], { password: secretIn(chart) });
  const api = new InternalService(chart, 'api', { image: IMAGE, port: 80 });
  api.connectTo(db, { urlEnv: 'DB_URL', addressEnv: 'DB_ADDRESS' });
  expect(variablesOf(render(chart), 'api').map(({ value }) => value)).toEqual(['db:5432', 'postgresql://db:5432']);
});

test("README's api finds its database by name, port and a reference", () => {
  expect(variablesOf(manifestsOf(readmeStack()), 'api')).toEqual([
    { name: 'DB_HOST', value: 'postgres' },
    { name: 'DB_PORT', value: '5432' },
    { name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'postgres', key: 'password' } } },
  ]);
});

test('what README has made before the stack is applied is what the stack refers to', () => {
  const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8');
  const made = [...readme.matchAll(/kubectl create secret generic (\S+) --namespace (\S+) --from-literal=(\w+)=/g)];
  const manifests = manifestsOf(readmeStack());
  const wanted = manifests.flatMap(({ metadata, spec }) =>
    [...JSON.stringify(spec?.template ?? {}).matchAll(/"secretKeyRef":(\{.*?\})/g)].map(([, reference]) => {
      const { name, key } = JSON.parse(reference) as { name: string; key: string };
      return `${metadata.namespace} ${name} ${key}`;
    }),
  );
  expect(made.map(([, name, namespace, key]) => `${namespace} ${name} ${key}`)).toEqual([...new Set(wanted)]);
  // The stack makes its namespace itself, and the Secret is made when it has been applied.
  const namespaces = manifests.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name);
  expect(namespaces).toEqual([...new Set(made.map(([, , namespace]) => namespace))]);
  expect(readme.indexOf('kubectl apply -f dist/')).toBeLessThan(readme.indexOf('kubectl create secret'));
});
