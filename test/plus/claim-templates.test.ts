import { Chart, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { DatabaseEngine, HeadlessDatabase, StatefulService } from '../../src';
import { anyVolume } from '../../src/plus/any-volume';
import { ClaimTemplate } from '../../src/plus/claim-templates';
import { mainContainer, Manifest, only, podSpec, render, shopChart } from '../manifests';

/** A StatefulSet as versions of cdk8s-plus have it that know claim templates; ours have the same members with each version. */
interface Claiming {
  volumeClaimTemplates?: ClaimTemplate[];
  addVolumeClaimTemplate(template: ClaimTemplate): void;
}

/** Whether the installed cdk8s-plus knows claim templates. */
const isOffered = 'addVolumeClaimTemplate' in kplus.StatefulSet.prototype;

const wal: ClaimTemplate = {
  name: 'wal',
  storage: Size.gibibytes(1),
  accessModes: [kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE],
};

/** What mounts a claim: a volume of its name and nothing else. */
function named(scope: Construct, name: string): kplus.Volume {
  const { fromName } = kplus.Volume as { fromName?(scope: Construct, id: string, name: string): kplus.Volume };
  return fromName?.(scope, `By-${name}`, name) ?? anyVolume(scope, `By-${name}`, name, {});
}

function claiming(statefulSet: kplus.StatefulSet): kplus.StatefulSet & Claiming {
  return statefulSet as kplus.StatefulSet & Claiming;
}

function dbIn(chart: Chart): { db: HeadlessDatabase; statefulSet: kplus.StatefulSet & Claiming } {
  const engine = DatabaseEngine.redis('7.4');
  const db = new HeadlessDatabase(chart, 'db', { engine, storage: Size.gibibytes(20), storageClass: 'fast' });
  return { db, statefulSet: claiming(db.statefulSet) };
}

/** A container beside the database that mounts volumes. */
function mount(statefulSet: kplus.StatefulSet, ...volumes: kplus.Volume[]): void {
  const volumeMounts = volumes.map((volume) => ({ path: `/${volume.name}`, volume }));
  statefulSet.addContainer({ name: 'archive', image: 'ghcr.io/acme/archive:1.0.0', volumeMounts });
}

const claims = (chart: Chart): Manifest[] => only(chart, 'StatefulSet').spec.volumeClaimTemplates;
const names = (manifests: Manifest[]): string[] => manifests.map(({ name, metadata }) => name ?? metadata.name);

const dataClaim = {
  metadata: { name: 'data', labels: { 'app.kubernetes.io/name': 'db' } },
  spec: {
    accessModes: ['ReadWriteOnce'],
    storageClassName: 'fast',
    resources: { requests: { storage: '20Gi' } },
  },
};

describe('what a construct claims', () => {
  test('stands in the StatefulSet of cdk8s-plus, and is rendered once', () => {
    const chart = shopChart();
    const { statefulSet } = dbIn(chart);
    expect(statefulSet.volumeClaimTemplates).toEqual([
      {
        name: 'data',
        metadata: { labels: { 'app.kubernetes.io/name': 'db' } },
        accessModes: ['ReadWriteOnce'],
        storage: Size.gibibytes(20),
        storageClassName: 'fast',
      },
    ]);
    expect(claims(chart)).toEqual([dataClaim]);
    expect(names(podSpec(chart).volumes)).toEqual(['tmp']);
  });

  test('is mounted in the container of cdk8s-plus, and is no volume of the pods', () => {
    const chart = shopChart();
    const { statefulSet } = dbIn(chart);
    const [main] = statefulSet.containers;
    expect(main.mounts.map(({ path, volume }) => [path, volume.name])).toEqual([
      ['/data', 'data'],
      ['/tmp', 'tmp'],
    ]);
    expect(main._toKube().volumeMounts?.map(({ name }) => name)).toEqual(['data', 'tmp']);
    expect(mainContainer(chart).volumeMounts).toEqual([
      { mountPath: '/data', name: 'data' },
      { mountPath: '/tmp', name: 'tmp' },
    ]);
  });

  test('can be mounted by another container, too', () => {
    const chart = shopChart();
    const { statefulSet } = dbIn(chart);
    mount(statefulSet, statefulSet.containers[0].mounts[0].volume);
    expect(podSpec(chart).containers[1].volumeMounts).toContainEqual({ mountPath: '/data', name: 'data' });
    expect(names(podSpec(chart).volumes)).toEqual(['tmp', 'archive-tmp']);
    expect(claims(chart)).toEqual([dataClaim]);
  });

  test('is changed where its template is', () => {
    const chart = shopChart();
    const { statefulSet } = dbIn(chart);
    statefulSet.volumeClaimTemplates = statefulSet.volumeClaimTemplates!.map((template) => ({
      ...template,
      storageClassName: 'slow',
    }));
    expect(claims(chart)[0].spec.storageClassName).toBe('slow');
  });

  test('cannot be taken away while it is mounted', () => {
    const chart = shopChart();
    dbIn(chart).statefulSet.volumeClaimTemplates = [];
    expect(() => render(chart)).toThrow(
      'shop/db: volume "data": got a name alone; allowed: a volume with a source, or the name of a claim template of the StatefulSet',
    );
  });
});

describe('a template that is added to the StatefulSet', () => {
  test('is rendered beside ours, with its labels and annotations', () => {
    const chart = shopChart();
    const { db, statefulSet } = dbIn(chart);
    const metadata = { labels: { team: 'shop' }, annotations: { 'example.com/backup': 'daily' } };
    statefulSet.addVolumeClaimTemplate({ ...wal, metadata });
    mount(statefulSet, named(db, 'wal'));
    expect(claims(chart)).toEqual([
      dataClaim,
      {
        metadata: { name: 'wal', ...metadata },
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
      },
    ]);
    expect(names(podSpec(chart).volumes)).toEqual(['tmp', 'archive-tmp']);
  });

  test('is rendered where we claim nothing', () => {
    const chart = shopChart();
    const image = 'rabbitmq:4.0.5';
    const mq = new StatefulService(chart, 'mq', { image, port: 5672 });
    claiming(mq.statefulSet).addVolumeClaimTemplate(wal);
    mount(mq.statefulSet, named(mq, 'wal'));
    expect(names(claims(chart))).toEqual(['wal']);
    expect(names(podSpec(chart).volumes)).toContain('tmp');
    expect(names(podSpec(chart).volumes)).not.toContain('wal');
  });

  test.each<[Partial<ClaimTemplate>, string]>([
    [
      { name: 'data' },
      'volumeClaimTemplates: name: got "data"; allowed: each name once, because the claims are called by it',
    ],
    [{ name: 'WAL' }, 'volumeClaimTemplates: name: got "WAL"; allowed: lower-case letters, digits and "-", at most 63'],
    [{ storage: undefined }, 'volumeClaimTemplates "wal": storage: got nothing; allowed: more than 0'],
    [{ storage: Size.gibibytes(0) }, 'volumeClaimTemplates "wal": storage: got 0Ki; allowed: more than 0'],
    [{ accessModes: [] }, 'volumeClaimTemplates "wal": accessModes: got []; allowed: at least one mode'],
    [{ accessModes: undefined }, 'volumeClaimTemplates "wal": accessModes: got []; allowed: at least one mode'],
    [
      { storageClassName: 'Fast' },
      'volumeClaimTemplates "wal": storageClassName: got "Fast"; allowed: a name of lower-case',
    ],
    [
      { volumeMode: 'Block' },
      'volumeClaimTemplates "wal": volumeMode: got "Block"; allowed: FILE_SYSTEM: a container mounts',
    ],
    [
      { volume: {} },
      'volumeClaimTemplates "wal": volume: got a PersistentVolume; allowed: none: each pod claims a volume',
    ],
  ])('is refused where a cluster would not take it: %j', (wrong, message) => {
    const { statefulSet } = dbIn(shopChart());
    expect(() => statefulSet.addVolumeClaimTemplate({ ...wal, ...wrong })).toThrow(`shop/db: ${message}`);
  });

  test('is checked as well where the whole list is written', () => {
    const chart = shopChart();
    const statefulSet: Claiming = dbIn(chart).statefulSet;
    statefulSet.volumeClaimTemplates = [...statefulSet.volumeClaimTemplates!, { ...wal, accessModes: [] }];
    expect(() => render(chart)).toThrow('shop/db: volumeClaimTemplates "wal": accessModes: got []');
  });

  test('is refused while no container mounts it', () => {
    const chart = shopChart();
    dbIn(chart).statefulSet.addVolumeClaimTemplate(wal);
    expect(() => render(chart)).toThrow(
      'shop/db: volumeClaimTemplates "wal": got a volume that no container mounts; allowed: one that a container mounts which ' +
        'runs in the pod; init containers do not count for cdk8s-plus. Fix: mount it: Volume.fromName(scope, id, "wal")',
    );
  });

  test('is refused where the pods have another volume of its name', () => {
    const chart = shopChart();
    const { statefulSet } = dbIn(chart);
    statefulSet.addVolumeClaimTemplate({ ...wal, name: 'tmp' });
    expect(() => render(chart)).toThrow(
      'shop/db: volume name: got "tmp"; allowed: another name: this is the volume that each pod claims',
    );
  });
});

test('a StatefulSet of cdk8s-plus itself renders its templates where the version knows them', () => {
  const chart = shopChart();
  const props: kplus.StatefulSetProps & { volumeClaimTemplates: ClaimTemplate[] } = {
    service: new kplus.Service(chart, 'Service', { ports: [{ port: 80 }] }),
    volumeClaimTemplates: [wal],
  };
  const statefulSet = new kplus.StatefulSet(chart, 'StatefulSet', props);
  mount(statefulSet, named(chart, 'wal'));
  expect(claims(chart)?.map(({ metadata }) => metadata.name)).toEqual(isOffered ? ['wal'] : undefined);
});
