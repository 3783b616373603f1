import { App, Chart, Size, Testing } from 'cdk8s';
import {
  ClusterProfile,
  DatabaseEngine,
  HeadlessDatabase,
  Platform,
  PodUser,
  SecurityProfile,
  ServiceApp,
  Worker,
  WorkerProps,
  WorkloadDefaults,
} from '../../src';
import { WARNING_METADATA } from '../../src/support/warn';
import { freshDirectory } from '../synth/outcome';

const PAGE = 'docs/images.md#what-does-my-image-need';

/** What synth says of images of which nothing is known. */
function saidAtSynth(make: (chart: Chart, app: App) => void, app = new App({ outdir: freshDirectory() })): string[] {
  make(new Chart(app, 'shop', { namespace: 'shop' }), app);
  app.synth();
  return app.node.metadata.filter(({ type }) => type === WARNING_METADATA).map(({ data }) => data as string);
}

const worker = (chart: Chart, id: string, image: string, props: Partial<WorkerProps> = {}): Worker =>
  new Worker(chart, id, { image, ...props });

describe.each([
  ["cdk8s's App", () => new App({ outdir: freshDirectory() })],
  ['ServiceApp', () => new ServiceApp({ outdir: freshDirectory() })],
])('synth of %s', (_, makeApp) => {
  test('says once for the app which images run as a user and with folders that nobody has chosen', () => {
    const app = makeApp();
    const said = saidAtSynth((chart) => {
      worker(chart, 'b', 'ghcr.io/acme/b:1.0.0');
      worker(chart, 'a', 'ghcr.io/acme/a:1.0.0');
      worker(chart, 'a2', 'ghcr.io/acme/a:1.0.0');
      worker(chart, 'cache', 'redis:7.4', { writablePaths: ['/data'] });
    }, app);
    expect(said).toEqual([
      'nothing is known of images "ghcr.io/acme/a:1.0.0", "ghcr.io/acme/b:1.0.0": user 10001, read-only files and a writable ' +
        '/tmp. Where that is right, `writablePaths: []` says so; where it is not, `security` and `writablePaths` say what it ' +
        `needs: https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/${PAGE}`,
    ]);
    app.synth();
    expect(app.node.metadata.filter(({ type }) => type === WARNING_METADATA)).toHaveLength(1);
  });
});

test('what one workload says of an image, the others that run it need not say', () => {
  expect(
    saidAtSynth((chart) => {
      worker(chart, 'a', 'ghcr.io/acme/a:1.0.0');
      worker(chart, 'b', 'ghcr.io/acme/a:1.0.0', { writablePaths: [] });
    }),
  ).toEqual([]);
});

test('a long list ends in a number', () => {
  const [said] = saidAtSynth((chart) => {
    for (let i = 1; i <= 7; i++) worker(chart, `w${i}`, `ghcr.io/acme/w${i}:1.0.0`);
  });
  expect(said).toContain('"ghcr.io/acme/w5:1.0.0", and 2 more: user 10001');
});

test.each<[string, Partial<WorkerProps>]>([
  ['folders, even none', { writablePaths: [] }],
  ['a profile', { security: SecurityProfile.restricted() }],
  ['a user', { security: SecurityProfile.restricted({ podUser: PodUser.ofImage() }) }],
])('whoever names %s has said what the image needs', (_, props) => {
  expect(saidAtSynth((chart) => worker(chart, 'a', 'ghcr.io/acme/a:1.0.0', props))).toEqual([]);
});

test('a team that says a profile for all its workloads has said so, whenever it does', () => {
  expect(
    saidAtSynth((chart) => {
      worker(chart, 'a', 'ghcr.io/acme/a:1.0.0');
      new WorkloadDefaults({ security: SecurityProfile.restricted() }).applyTo(chart);
    }),
  ).toEqual([]);
});

test('a platform that assigns users has said so, too', () => {
  expect(
    saidAtSynth((chart) => {
      new ClusterProfile({ platform: Platform.OPENSHIFT }).applyTo(chart);
      worker(chart, 'a', 'ghcr.io/acme/a:1.0.0');
    }),
  ).toEqual([]);
});

test.each([
  ['which says its user', { user: 2000 }, 0],
  ['which says its folders', { writablePaths: ['/var/log/db'] }, 0],
  ['which says neither', {}, 1],
])('an engine of one’s own, %s', (_, options, warnings) => {
  const image = 'ghcr.io/acme/db:1.0.0';
  const said = saidAtSynth((chart) => {
    const engine = DatabaseEngine.custom({ image, port: 7000, dataPath: '/data', ...options });
    new HeadlessDatabase(chart, 'db', { engine, storage: Size.gibibytes(1) });
  });
  expect(said).toHaveLength(warnings);
});

test('a chart that is rendered in a unit test says nothing', () => {
  const app = Testing.app();
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  worker(chart, 'a', 'ghcr.io/acme/a:1.0.0');
  Testing.synth(chart);
  expect(app.node.metadata).toEqual([]);
});
