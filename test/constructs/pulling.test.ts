import { Chart, Size } from 'cdk8s';
import { Container, ImagePullPolicy } from 'cdk8s-plus-28';
import { DatabaseEngine, HeadlessDatabase, Storage, Worker, WorkerProps } from '../../src';
import { mainContainer, podSpec, shopChart } from '../manifests';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

function workerIn(chart: Chart, props: Partial<WorkerProps> = {}): Worker {
  return new Worker(chart, 'app', { image: 'ghcr.io/acme/app:1.0.0', ...props });
}

const policyOf = (props: Partial<WorkerProps>): string => {
  const chart = shopChart();
  workerIn(chart, props);
  return mainContainer(chart).imagePullPolicy;
};

describe('the pull policy is that of Kubernetes, written out', () => {
  test.each([
    ['ghcr.io/acme/app:1.0.0', 'IfNotPresent'],
    ['registry.acme.example:5000/app:1.0.0', 'IfNotPresent'],
    [`ghcr.io/acme/app@${DIGEST}`, 'IfNotPresent'],
    [`ghcr.io/acme/app:latest@${DIGEST}`, 'IfNotPresent'],
    ['ghcr.io/acme/app:latest-alpine', 'IfNotPresent'],
    ['ghcr.io/acme/app:latest', 'Always'],
    ['ghcr.io/acme/app', 'Always'],
    ['registry.acme.example:5000/app', 'Always'],
  ])('%s: %s', (image, policy) => {
    expect(policyOf({ image })).toBe(policy);
  });

  test('unless another is given', () => {
    expect(policyOf({ imagePullPolicy: ImagePullPolicy.ALWAYS })).toBe('Always');
    expect(policyOf({ image: 'app:latest', imagePullPolicy: ImagePullPolicy.NEVER })).toBe('Never');
  });

  test('for each container by its own image, and what a container brings stays', () => {
    const chart = shopChart();
    workerIn(chart, {
      sidecars: [{ name: 'new', image: 'ghcr.io/acme/proxy' }],
      initContainers: [{ name: 'local', image: 'ghcr.io/acme/tool', imagePullPolicy: ImagePullPolicy.NEVER }],
      classicSidecars: [{ name: 'old', image: 'ghcr.io/acme/proxy:2.0.0' }],
    });
    const { containers, initContainers } = podSpec(chart);
    expect([...containers, ...initContainers].map(({ name, imagePullPolicy }) => [name, imagePullPolicy])).toEqual([
      ['app', 'IfNotPresent'],
      ['old', 'IfNotPresent'],
      ['new', 'Always'],
      ['local', 'Never'],
    ]);
  });

  test('also of a container that was made with cdk8s-plus and attached, which keeps what it has', () => {
    const chart = shopChart();
    workerIn(chart).deployment.attachContainer(new Container({ name: 'own', image: 'ghcr.io/acme/own:1.0.0' }));
    expect(podSpec(chart).containers[1].imagePullPolicy).toBe('Always');
  });
});

test('`imagePullSecrets` are named in the pods', () => {
  const chart = shopChart();
  workerIn(chart, { imagePullSecrets: ['ghcr', 'harbor.acme'] });
  expect(podSpec(chart).imagePullSecrets).toEqual([{ name: 'ghcr' }, { name: 'harbor.acme' }]);
});

test('without them the field is left out', () => {
  const chart = shopChart();
  workerIn(chart, { imagePullSecrets: [] });
  expect(podSpec(chart)).not.toHaveProperty('imagePullSecrets');
});

test('databases are pulled like everything else', () => {
  const chart = shopChart();
  new HeadlessDatabase(chart, 'cache', {
    engine: DatabaseEngine.redis('7.4'),
    storage: Storage.ephemeral(Size.gibibytes(1)),
    imagePullSecrets: ['hub'],
    imagePullPolicy: ImagePullPolicy.ALWAYS,
  });
  expect(podSpec(chart).imagePullSecrets).toEqual([{ name: 'hub' }]);
  expect(mainContainer(chart).imagePullPolicy).toBe('Always');
});

test.each([
  ['dockerRegistryAuth', 'did you mean `imagePullSecrets`?'],
  ['pullPolicy', 'did you mean `imagePullPolicy`?'],
  [
    'registry',
    'say it once for all images: new WorkloadDefaults({ registry: "registry.example/mirror" }).applyTo(chart)',
  ],
])('who writes `%s` learns what it is called here', (prop, fix) => {
  expect(() => workerIn(shopChart(), { [prop]: 'x' })).toThrow(`. Fix: ${fix}`);
});
