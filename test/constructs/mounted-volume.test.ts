import { Chart, Duration, Size } from 'cdk8s';
import { ConfigMap, PersistentVolumeAccessMode, PersistentVolumeClaim, Secret } from 'cdk8s-plus-28';
import {
  DatabaseEngine,
  HeadlessDatabase,
  InternalService,
  InternalServiceProps,
  MountedVolume,
  NodeAgent,
  ProjectedSource,
  ScheduledTask,
  StatefulService,
  Task,
} from '../../src';
import { Manifest, podSpec, shopChart } from '../manifests';

const image = 'ghcr.io/acme/api:1.4.2';

function withVolume(make: (chart: Chart) => MountedVolume, props: Partial<InternalServiceProps> = {}): Manifest {
  const chart = shopChart();
  new InternalService(chart, 'api', { image, port: 8080, volumes: [make(chart)], ...props });
  const { volumes, containers, initContainers } = podSpec(chart);
  const volume = volumes.find(({ name }: Manifest) => !name.endsWith('tmp'));
  const mounts = [...containers, ...(initContainers ?? [])].flatMap(({ volumeMounts }: Manifest) =>
    volumeMounts.filter(({ name }: Manifest) => name === volume.name),
  );
  return { volume, mounts, resources: containers[0].resources };
}

const secretOf = (chart: Chart): Secret => new Secret(chart, 'keys', { metadata: { name: 'keys' } });
const mapOf = (chart: Chart): ConfigMap => new ConfigMap(chart, 'map', { metadata: { name: 'map' }, data: { A: '1' } });
const claimOf = (chart: Chart): PersistentVolumeClaim =>
  new PersistentVolumeClaim(chart, 'data', { metadata: { name: 'data' } });

const CASES: [string, (chart: Chart) => MountedVolume, Manifest, Manifest][] = [
  [
    'a claim',
    (chart) => MountedVolume.claim('/var/data/', claimOf(chart), { subPath: 'api' }),
    { name: 'var-data', persistentVolumeClaim: { claimName: 'data' } },
    { name: 'var-data', mountPath: '/var/data', subPath: 'api' },
  ],
  [
    'a claim that is only read',
    (chart) => MountedVolume.claim('/data', claimOf(chart), { readOnly: true, name: 'pictures' }),
    { name: 'pictures', persistentVolumeClaim: { claimName: 'data', readOnly: true } },
    { name: 'pictures', mountPath: '/data', readOnly: true },
  ],
  [
    'a ConfigMap',
    (chart) =>
      MountedVolume.configMap('/etc/app', mapOf(chart), { items: { A: 'a.txt' }, optional: true, mode: 0o444 }),
    {
      name: 'etc-app',
      configMap: { name: 'map', items: [{ key: 'A', path: 'a.txt' }], optional: true, defaultMode: 0o444 },
    },
    { name: 'etc-app', mountPath: '/etc/app', readOnly: true },
  ],
  [
    'a Secret, which the group of the pods may read and nobody else',
    (chart) => MountedVolume.secret('/etc/keys', secretOf(chart)),
    { name: 'etc-keys', secret: { secretName: 'keys', defaultMode: 0o440 } },
    { name: 'etc-keys', mountPath: '/etc/keys', readOnly: true },
  ],
  [
    'a Secret with rights of its own',
    (chart) => MountedVolume.secret('/etc/keys', secretOf(chart), { mode: 0o400 }),
    { name: 'etc-keys', secret: { secretName: 'keys', defaultMode: 0o400 } },
    { name: 'etc-keys', mountPath: '/etc/keys', readOnly: true },
  ],
  [
    'several sources',
    (chart) =>
      MountedVolume.projected('/var/run/app', [
        ProjectedSource.configMap(mapOf(chart)),
        ProjectedSource.secret(secretOf(chart), { items: { A: 'keys/a' }, optional: true }),
        ProjectedSource.serviceAccountToken('token', { audience: 'vault', expiration: Duration.hours(2) }),
        ProjectedSource.downwardApi({ labels: 'metadata.labels', tier: "metadata.labels['tier']" }),
      ]),
    {
      name: 'var-run-app',
      projected: {
        defaultMode: 0o440,
        sources: [
          { configMap: { name: 'map' } },
          { secret: { name: 'keys', items: [{ key: 'A', path: 'keys/a' }], optional: true } },
          { serviceAccountToken: { path: 'token', audience: 'vault', expirationSeconds: 7200 } },
          {
            downwardAPI: {
              items: [
                { path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } },
                { path: 'tier', fieldRef: { fieldPath: "metadata.labels['tier']" } },
              ],
            },
          },
        ],
      },
    },
    { name: 'var-run-app', mountPath: '/var/run/app', readOnly: true },
  ],
  [
    'sources without a Secret',
    () => MountedVolume.projected('/token', [ProjectedSource.serviceAccountToken('token')]),
    { name: 'token', projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } },
    { name: 'token', mountPath: '/token', readOnly: true },
  ],
  [
    'a folder in memory',
    () => MountedVolume.emptyDir('/cache', { inMemory: true, sizeLimit: Size.mebibytes(16) }),
    { name: 'cache', emptyDir: { medium: 'Memory', sizeLimit: '16Mi' } },
    { name: 'cache', mountPath: '/cache' },
  ],
  [
    'a volume for one pod',
    () =>
      MountedVolume.ephemeral('/scratch', Size.gibibytes(50), {
        storageClass: 'fast',
        accessModes: [PersistentVolumeAccessMode.READ_WRITE_ONCE_POD],
      }),
    {
      name: 'scratch',
      ephemeral: {
        volumeClaimTemplate: {
          spec: {
            accessModes: ['ReadWriteOncePod'],
            storageClassName: 'fast',
            resources: { requests: { storage: '50Gi' } },
          },
        },
      },
    },
    { name: 'scratch', mountPath: '/scratch' },
  ],
  [
    'a volume of a driver',
    (chart) =>
      MountedVolume.csi('/vault', 'secrets-store.csi.k8s.io', {
        readOnly: true,
        attributes: { secretProviderClass: 'shop' },
        nodePublishSecret: secretOf(chart),
        fsType: 'ext4',
      }),
    {
      name: 'vault',
      csi: {
        driver: 'secrets-store.csi.k8s.io',
        fsType: 'ext4',
        readOnly: true,
        volumeAttributes: { secretProviderClass: 'shop' },
        nodePublishSecretRef: { name: 'keys' },
      },
    },
    { name: 'vault', mountPath: '/vault', readOnly: true },
  ],
];

test.each(CASES)('%s is mounted', (_, make, volume, mount) => {
  expect(withVolume(make)).toMatchObject({ volume, mounts: [mount] });
  expect(withVolume(make).volume).toEqual(volume);
});

test('containers share a folder, and those that are not named do not have it', () => {
  const { mounts } = withVolume(() => MountedVolume.emptyDir('/shared', { containers: ['api', 'proxy'] }), {
    sidecars: [{ name: 'proxy', image }],
    classicSidecars: [{ name: 'other', image }],
  });
  expect(mounts).toEqual([
    { name: 'shared', mountPath: '/shared' },
    { name: 'shared', mountPath: '/shared' },
  ]);
  const alone = withVolume(() => MountedVolume.emptyDir('/shared', { containers: ['proxy'] }), {
    sidecars: [{ name: 'proxy', image }],
  });
  expect(alone.mounts).toEqual([{ name: 'shared', mountPath: '/shared' }]);
});

test('what is on the disk of the node counts', () => {
  const { resources } = withVolume(() => MountedVolume.emptyDir('/spool', { sizeLimit: Size.gibibytes(2) }));
  expect(resources.limits['ephemeral-storage']).toBe('2368Mi');
});

test('all kinds of workloads have volumes', () => {
  const chart = shopChart();
  const volumes = [MountedVolume.configMap('/etc/app', mapOf(chart))];
  const engine = DatabaseEngine.postgres('16.4');
  const storage = Size.gibibytes(1);
  new StatefulService(chart, 'mq', { image, port: 5672, volumes: [{ path: '/data', storage }, ...volumes] });
  new HeadlessDatabase(chart, 'db', {
    engine,
    storage,
    volumes,
    password: { secret: Secret.fromSecretName(chart, 'db-secret', 'db'), key: 'password' },
  });
  new NodeAgent(chart, 'agent', { image, volumes });
  new Task(chart, 'migrate', { image, volumes, name: 'migrate' });
  new ScheduledTask(chart, 'backup', { image, schedule: '@daily', volumes });
  for (const name of ['mq', 'db', 'agent', 'backup']) {
    expect(podSpec(chart, name).containers[0].volumeMounts).toContainEqual({
      name: 'etc-app',
      mountPath: '/etc/app',
      readOnly: true,
    });
  }
  expect(podSpec(chart, 'mq').containers[0].volumeMounts).toContainEqual({ name: 'data', mountPath: '/data' });
});
