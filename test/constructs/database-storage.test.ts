import { Chart, Size } from 'cdk8s';
import { PersistentVolumeAccessMode, Secret } from 'cdk8s-plus-28';
import { DatabaseEngine, HeadlessDatabase, HeadlessDatabaseProps, Storage, WritablePath } from '../../src';
import { mainContainer, Manifest, only, podSpec, shopChart } from '../manifests';

const rendered = (props: Partial<HeadlessDatabaseProps> & { engine: DatabaseEngine }) => {
  const chart = shopChart();
  const password = { secret: Secret.fromSecretName(chart, 'secret', 'db'), key: 'password' };
  new HeadlessDatabase(chart, 'db', { storage: Size.gibibytes(1), password, ...props });
  return { chart, spec: only(chart, 'StatefulSet').spec, pod: podSpec(chart), main: mainContainer(chart) };
};
const mountAt = ({ main }: { main: Manifest }, path: string): Manifest =>
  main.volumeMounts.find(({ mountPath }: Manifest) => mountPath === path);
const volumeOf = ({ pod, main }: { pod: Manifest; main: Manifest }, path: string): Manifest =>
  pod.volumes.find(({ name }: Manifest) => name === mountAt({ main }, path)?.name);

const postgres = DatabaseEngine.postgres('16.4');
const redis = DatabaseEngine.redis('7.4');

describe('`Storage.claim`', () => {
  test('says the storage class and the access modes', () => {
    const { READ_WRITE_ONCE_POD } = PersistentVolumeAccessMode;
    const storage = Storage.claim(Size.gibibytes(20), { storageClass: 'fast', accessModes: [READ_WRITE_ONCE_POD] });
    expect(rendered({ engine: redis, storage }).spec.volumeClaimTemplates).toEqual([
      {
        metadata: { name: 'data', labels: { 'app.kubernetes.io/name': 'db' } },
        spec: {
          accessModes: ['ReadWriteOncePod'],
          storageClassName: 'fast',
          resources: { requests: { storage: '20Gi' } },
        },
      },
    ]);
  });

  test('without options is what a size alone is', () => {
    const size = Size.gibibytes(20);
    const claims = [size, Storage.claim(size)].map(
      (storage) => rendered({ engine: redis, storage }).spec.volumeClaimTemplates,
    );
    expect(claims[1]).toEqual(claims[0]);
    expect(claims[1][0].spec).toEqual({
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: '20Gi' } },
    });
  });
});

describe('`Storage.ephemeral`', () => {
  test.each<[string, DatabaseEngine, string]>([
    ['postgres', postgres, '/var/lib/postgresql/data'],
    ['mysql', DatabaseEngine.mysql('8.4'), '/var/lib/mysql'],
    ['mariadb', DatabaseEngine.mariadb('11.4'), '/var/lib/mysql'],
    ['mongodb', DatabaseEngine.mongodb('7.0.14'), '/data/db'],
    ['redis', redis, '/data'],
    ['valkey', DatabaseEngine.valkey('8.1'), '/data'],
  ])('keeps what the engine knows of %s, and claims nothing', (_, engine, path) => {
    const claimed = rendered({ engine });
    const database = rendered({ engine, storage: Storage.ephemeral(Size.mebibytes(512)) });
    expect(database.spec).not.toHaveProperty('volumeClaimTemplates');
    expect(mountAt(database, path)).not.toHaveProperty('subPath');
    expect(volumeOf(database, path).emptyDir).toEqual({ sizeLimit: '512Mi' });
    const { image, env, readinessProbe, securityContext } = database.main;
    expect({ image, env, readinessProbe, securityContext }).toEqual({
      image: claimed.main.image,
      env: claimed.main.env,
      readinessProbe: claimed.main.readinessProbe,
      securityContext: claimed.main.securityContext,
    });
  });

  test('has the room that the pod may use on the node', () => {
    const { main } = rendered({ engine: redis, storage: Storage.ephemeral(Size.gibibytes(5)) });
    // The data, /tmp, and room for logs.
    expect(main.resources.limits['ephemeral-storage']).toBe('5440Mi');
  });
});

test.each([
  [Storage.ephemeral(Size.gibibytes(1)), 'Storage.ephemeral(…), which claims nothing'],
  [Storage.claim(Size.gibibytes(1)), 'Storage.claim(…), which says it itself'],
])('`storageClass` beside %p is refused', (storage, words) => {
  expect(() => rendered({ engine: redis, storage, storageClass: 'fast' })).toThrow(
    `shop/db: storageClass: got "fast"; allowed: none beside ${words}.`,
  );
});

describe('the memory that processes of postgres share', () => {
  const limit = (memory: Size): Partial<HeadlessDatabaseProps> => ({
    resources: { memory: { request: memory, limit: memory } },
  });

  test.each<[string, Partial<HeadlessDatabaseProps>, string]>([
    ['a quarter of the limit', {}, '256Mi'],
    ['a quarter of another limit', limit(Size.gibibytes(8)), '2048Mi'],
    ['what containers have without', limit(Size.mebibytes(128)), '64Mi'],
    ['no more than the limit', limit(Size.mebibytes(32)), '32Mi'],
    [
      'a quarter of a limit that a lone request raises',
      { resources: { memory: { request: Size.gibibytes(4) } } },
      '1024Mi',
    ],
  ])('is %s', (_, props, sizeLimit) => {
    const database = rendered({ engine: postgres, ...props });
    expect(volumeOf(database, '/dev/shm').emptyDir).toEqual({ medium: 'Memory', sizeLimit });
  });

  test('can be given another size', () => {
    const path = WritablePath.at('/dev/shm', { inMemory: true, sizeLimit: Size.mebibytes(100) });
    const database = rendered({ engine: postgres, writablePaths: [path] });
    expect(volumeOf(database, '/dev/shm').emptyDir).toEqual({ medium: 'Memory', sizeLimit: '100Mi' });
    expect(database.main.volumeMounts.filter(({ mountPath }: Manifest) => mountPath === '/dev/shm')).toHaveLength(1);
  });

  test('does not count as storage of the node', () => {
    expect(rendered({ engine: postgres }).main.resources.limits['ephemeral-storage']).toBe('1Gi');
  });

  test.each([redis, DatabaseEngine.mysql('8.4')])('is left alone elsewhere', (engine) => {
    expect(mountAt(rendered({ engine }), '/dev/shm')).toBeUndefined();
  });
});

describe('several pods', () => {
  const several = (engine: DatabaseEngine, chart: Chart = shopChart()): HeadlessDatabase =>
    new HeadlessDatabase(chart, 'db', {
      engine,
      storage: Size.gibibytes(1),
      replicas: 2,
      password: { secret: Secret.fromSecretName(chart, 'secret', 'db'), key: 'password' },
    });
  const custom = (replicates?: boolean): DatabaseEngine =>
    DatabaseEngine.custom({
      image: 'acme/db:1.0.0',
      port: 7000,
      dataPath: '/data',
      passwordEnv: 'PASSWORD',
      replicates,
    });

  test.each([
    postgres,
    redis,
    DatabaseEngine.mysql('8.4'),
    DatabaseEngine.mariadb('11.4'),
    DatabaseEngine.mongodb('7.0.14'),
    DatabaseEngine.valkey('8.1'),
    custom(false),
  ])('of an engine that does not replicate are refused, with the reason', (engine) => {
    expect(() => several(engine)).toThrow(
      `shop/db: replicas: got 2; allowed: 0 or 1, because pods of ${engine.image} do not replicate: each would be a database of its own behind one name. Fix: leave it out; where image or configuration make the pods one database, say \`replicates: true\` in the options of the engine`,
    );
  });

  test.each([DatabaseEngine.redis('7.4', { replicates: true }), custom(true)])('of one that does are not', (engine) => {
    const chart = shopChart();
    const db = several(engine, chart);
    expect(only(chart, 'StatefulSet').spec.replicas).toBe(2);
    expect(db.node.metadata).toEqual([]);
  });

  test('of one of which it is not known are warned about', () => {
    const db = several(custom());
    expect(db.node.metadata.map(({ data }) => data as string)).toEqual([
      '2 pods of "acme/db:1.0.0": if they do not replicate, each is a database of its own behind one name. Say ' +
        '`replicates: true` in DatabaseEngine.custom(…) if they do.',
    ]);
  });

  test('may be none', () => {
    expect(rendered({ engine: postgres, replicas: 0 }).spec.replicas).toBe(0);
  });
});
