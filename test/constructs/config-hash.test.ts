import { ApiObject, App, Chart, JsonPatch, Lazy, Size } from 'cdk8s';
import { ConfigMap, Env, EnvValue, PersistentVolumeClaim, Secret, Volume } from 'cdk8s-plus-28';
import {
  ClusterProfile,
  ConfigFiles,
  DatabaseEngine,
  HeadlessDatabase,
  InternalService,
  InternalServiceProps,
  MountedVolume,
  NodeAgent,
  ProjectedSource,
  RenderedPatch,
  ScheduledTask,
  ServiceApp,
  StatefulService,
  Task,
} from '../../src';
import { Manifest, only, ownerOfPods, podTemplate, shopChart, testApp } from '../manifests';

const image = 'ghcr.io/acme/api:1.4.2';
const HASH = 'cdk8s-service-patterns/config-hash';

function settings(chart: Chart, value = '1'): ConfigMap {
  return new ConfigMap(chart, 'settings', { metadata: { name: 'settings' }, data: { A: value } });
}

function secret(chart: Chart, value = '1'): Secret {
  return new Secret(chart, 'keys', { metadata: { name: 'keys' }, stringData: { A: value } });
}

function hashIn(chart: Chart, name = 'api'): string | undefined {
  return podTemplate(ownerOfPods(chart, name)).metadata.annotations?.[HASH] as string | undefined;
}

/** What the pods carry for two contents of what they read. */
function hashes(add: (chart: Chart, value: string) => void): (string | undefined)[] {
  return ['1', '2'].map((value) => {
    const chart = shopChart();
    add(chart, value);
    return hashIn(chart);
  });
}

function service(chart: Chart, props: Partial<InternalServiceProps> = {}): InternalService {
  return new InternalService(chart, 'api', { image, port: 8080, ...props });
}

/** The ways in which pods read a ConfigMap or a Secret. */
const WAYS: { readonly [way: string]: (chart: Chart, value: string) => void } = {
  'a variable': (chart, value) => service(chart, { env: { A: EnvValue.fromConfigMap(settings(chart, value), 'A') } }),
  'a variable of a Secret': (chart, value) =>
    service(chart, { env: { A: EnvValue.fromSecretValue({ secret: secret(chart, value), key: 'A' }) } }),
  'all variables': (chart, value) => service(chart, { envFrom: [Env.fromConfigMap(settings(chart, value))] }),
  'all variables of a Secret': (chart, value) => service(chart, { envFrom: [Env.fromSecret(secret(chart, value))] }),
  'a variable of an init container': (chart, value) =>
    service(chart, {
      initContainers: [{ image, envVariables: { A: EnvValue.fromConfigMap(settings(chart, value), 'A') } }],
    }),
  'a variable of a sidecar': (chart, value) =>
    service(chart, { sidecars: [{ image, envFrom: [Env.fromSecret(secret(chart, value))] }] }),
  'a volume of cdk8s-plus': (chart, value) =>
    service(chart, {
      volumeMounts: [{ path: '/etc/app', volume: Volume.fromConfigMap(chart, 'v', settings(chart, value)) }],
    }),
  'a volume that is added later': (chart, value) =>
    service(chart).deployment.addVolume(Volume.fromSecret(chart, 'v', secret(chart, value))),
  'a container that is added later': (chart, value) =>
    service(chart).deployment.addContainer({ name: 'b', image, envFrom: [Env.fromConfigMap(settings(chart, value))] }),
  'a mounted Secret': (chart, value) =>
    service(chart, { volumes: [MountedVolume.secret('/etc/keys', secret(chart, value))] }),
  'a projected ConfigMap': (chart, value) =>
    service(chart, {
      volumes: [MountedVolume.projected('/etc/app', [ProjectedSource.configMap(settings(chart, value))])],
    }),
  'a projected Secret': (chart, value) =>
    service(chart, { volumes: [MountedVolume.projected('/etc/app', [ProjectedSource.secret(secret(chart, value))])] }),
  'a file of `config`': (chart, value) => service(chart, { config: ConfigFiles.of({ '/etc/app/a.txt': value }) }),
  'a JSON patch': (chart, value) => {
    const { deployment } = service(chart);
    settings(chart, value);
    const ref = { configMapRef: { name: 'settings' } };
    ApiObject.of(deployment).addJsonPatch(JsonPatch.add('/spec/template/spec/containers/0/envFrom', [ref]));
  },
  'a patch in Kubernetes’ own spelling': (chart, value) => {
    const { deployment } = service(chart);
    settings(chart, value);
    const ref = { configMapRef: { name: 'settings' } };
    RenderedPatch.apply(deployment, JsonPatch.add('/spec/template/spec/containers/0/envFrom', [ref]));
  },
  'a login to a registry': (chart, value) => {
    service(chart, { imagePullSecrets: ['keys'] });
    secret(chart, value);
  },
  'storage that logs in with the keys of a Secret': (chart, value) => {
    const { deployment } = service(chart);
    secret(chart, value);
    const volume = { name: 'share', azureFile: { secretName: 'keys', shareName: 'shop' } };
    ApiObject.of(deployment).addJsonPatch(JsonPatch.add('/spec/template/spec/volumes/-', volume));
  },
  'storage that logs in with a Secret': (chart, value) => {
    const { deployment } = service(chart);
    secret(chart, value);
    const volume = { name: 'share', cephfs: { monitors: ['10.0.0.1'], secretRef: { name: 'keys' } } };
    ApiObject.of(deployment).addJsonPatch(JsonPatch.add('/spec/template/spec/volumes/-', volume));
  },
  'another chart of the namespace': (chart, value) => {
    const map = settings(new Chart(chart.node.root, 'config', { namespace: 'shop' }), value);
    service(chart, { envFrom: [Env.fromConfigMap(map)] });
  },
  'a patched ConfigMap': (chart, value) => {
    const map = settings(chart);
    ApiObject.of(map).addJsonPatch(JsonPatch.add('/data/B', value));
    service(chart, { envFrom: [Env.fromConfigMap(map)] });
  },
  'a value that is known at synth': (chart, value) => {
    const map = settings(chart);
    map.addData('B', Lazy.any({ produce: () => value }) as string);
    service(chart, { envFrom: [Env.fromConfigMap(map)] });
  },
};

test.each(Object.entries(WAYS))('pods are replaced when what they read changes: %s', (_, add) => {
  const [first, second] = hashes(add);
  expect(first).toMatch(/^[0-9a-f]{16}$/);
  expect(second).toMatch(/^[0-9a-f]{16}$/);
  expect(first).not.toBe(second);
  expect(hashes(add)).toEqual([first, second]);
});

describe('pods carry no hash', () => {
  test('of what they do not read', () => {
    const chart = shopChart();
    settings(chart);
    service(chart);
    expect(hashIn(chart)).toBeUndefined();
  });

  test('of objects that the app does not make, nor of claims', () => {
    const chart = shopChart();
    const claim = new PersistentVolumeClaim(chart, 'data', { metadata: { name: 'data' } });
    service(chart, {
      envFrom: [Env.fromSecret(Secret.fromSecretName(chart, 'other', 'other'))],
      volumes: [MountedVolume.claim('/data', claim)],
    });
    expect(hashIn(chart)).toBeUndefined();
  });

  test('of an object of that name in another namespace or cluster', () => {
    const app = testApp();
    settings(new Chart(app, 'elsewhere', { namespace: 'elsewhere' }));
    const abroad = new Chart(app, 'abroad', { namespace: 'shop' });
    new ClusterProfile({ name: 'abroad' }).applyTo(abroad);
    settings(abroad);
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    service(chart, { envFrom: [Env.fromConfigMap(ConfigMap.fromConfigMapName(chart, 'map', 'settings'))] });
    expect(hashIn(chart)).toBeUndefined();
  });

  test('in a CronJob, whose runs read what is there then', () => {
    const chart = shopChart();
    new ScheduledTask(chart, 'api', { image, schedule: '@daily', envFrom: [Env.fromConfigMap(settings(chart))] });
    expect(hashIn(chart)).toBeUndefined();
  });
});

test('a database is not started anew for a script that it reads on an empty data folder alone', () => {
  const chart = shopChart();
  const from = Secret.fromSecretName(chart, 'db-secret', 'db-secret');
  new HeadlessDatabase(chart, 'db', {
    engine: DatabaseEngine.mongodb('7.0.14'),
    storage: Size.gibibytes(1),
    password: { secret: from, key: 'root' },
    user: 'shop',
    userPassword: { secret: from, key: 'shop' },
  });
  expect(only(chart, 'ConfigMap').metadata.name).toBe('db-init');
  expect(hashIn(chart, 'db')).toBeUndefined();
});

test('pods of StatefulSets and DaemonSets are replaced, too', () => {
  const chart = shopChart();
  const envFrom = [Env.fromConfigMap(settings(chart))];
  new StatefulService(chart, 'mq', { image, port: 5672, envFrom });
  new NodeAgent(chart, 'agent', { image, envFrom });
  expect(hashIn(chart, 'mq')).toMatch(/^[0-9a-f]{16}$/);
  expect(hashIn(chart, 'agent')).toBe(hashIn(chart, 'mq'));
});

test('a Task is done anew when what it reads changes', () => {
  const names = ['1', '2'].map((value) => {
    const chart = shopChart();
    new Task(chart, 'migrate', { image, envFrom: [Env.fromConfigMap(settings(chart, value))] });
    return (ownerOfPods(chart) as { metadata: { name: string } }).metadata.name;
  });
  expect(names[0]).toMatch(/^migrate-[0-9a-f]{6}$/);
  expect(names[1]).toMatch(/^migrate-[0-9a-f]{6}$/);
  expect(names[0]).not.toBe(names[1]);
});

test('other annotations stay, and one that somebody set himself', () => {
  const chart = shopChart();
  const envFrom = [Env.fromConfigMap(settings(chart))];
  service(chart, { envFrom, podAnnotations: { 'a/first': '1', 'z/last': '2' } });
  new InternalService(chart, 'own', { image, port: 8080, envFrom, podAnnotations: { [HASH]: 'mine' } });
  expect(Object.keys(podTemplate(ownerOfPods(chart, 'api')).metadata.annotations as object)).toEqual([
    'a/first',
    HASH,
    'z/last',
  ]);
  expect(hashIn(chart, 'own')).toBe('mine');
});

test('a value of a ConfigMap may be made of the pods that read it', () => {
  const chart = shopChart();
  const map = settings(chart);
  const { deployment } = service(chart, { envFrom: [Env.fromConfigMap(map)] });
  map.addData(
    'PODS',
    Lazy.any({ produce: () => String(Object.keys(ApiObject.of(deployment).toJson() as object).length) }) as string,
  );
  expect(hashIn(chart)).toMatch(/^[0-9a-f]{16}$/);
});

test.each([
  ['App', () => new App({ outdir: 'nowhere' })],
  ['ServiceApp', () => new ServiceApp({ outdir: 'nowhere' })],
])('each synth of an %s looks anew', (_, make) => {
  const app = make();
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const map = settings(chart);
  service(chart, { envFrom: [Env.fromConfigMap(map)] });
  const hash = (): string => /config-hash: "?([0-9a-f]{16})/.exec(app.synthYaml() as string)![1];
  const first = hash();
  expect(hash()).toBe(first);
  map.addData('B', '2');
  expect(hash()).not.toBe(first);
});

test('the annotation is no plain hash of a Secret', () => {
  const chart = shopChart();
  const { envFrom } = { envFrom: [Env.fromSecret(secret(chart, '1234'))] };
  service(chart, { envFrom });
  const manifest = JSON.stringify(podTemplate(ownerOfPods(chart, 'api')) as Manifest);
  expect(manifest).not.toContain('1234');
});
