import { ApiObject, JsonPatch, Size } from 'cdk8s';
import { ContainerResources, Cpu } from 'cdk8s-plus-28';
import { DatabaseEngine, HeadlessDatabase, Task, Worker, WorkerProps, WritablePath } from '../../src';
import { WARNING_METADATA } from '../../src/support/warn';
import { mainContainer, Manifest, podSpec, shopChart } from '../manifests';

const resourcesOf = (resources?: ContainerResources): Manifest => {
  const chart = shopChart();
  new Worker(chart, 'app', { image: 'ghcr.io/acme/app:1.0.0', resources });
  return mainContainer(chart).resources;
};

test('a container that says nothing gets little', () => {
  expect(resourcesOf()).toEqual({
    requests: { cpu: '50m', memory: '64Mi', 'ephemeral-storage': '64Mi' },
    limits: { cpu: '500m', memory: '256Mi', 'ephemeral-storage': '1Gi' },
  });
});

test('what is given replaces the default, and the rest is completed', () => {
  expect(resourcesOf({ memory: { request: Size.mebibytes(128), limit: Size.mebibytes(512) } })).toEqual({
    requests: { cpu: '50m', memory: '128Mi', 'ephemeral-storage': '64Mi' },
    limits: { cpu: '500m', memory: '512Mi', 'ephemeral-storage': '1Gi' },
  });
});

test('a lone request beneath the default limit keeps that limit', () => {
  expect(resourcesOf({ cpu: { request: Cpu.millis(200) } }).requests.cpu).toBe('200m');
  expect(resourcesOf({ cpu: { request: Cpu.millis(200) } }).limits.cpu).toBe('500m');
});

test('a lone request above the default limit raises it', () => {
  const { requests, limits } = resourcesOf({
    cpu: { request: Cpu.units(2) },
    memory: { request: Size.gibibytes(1) },
    ephemeralStorage: { request: Size.gibibytes(5) },
  });
  expect(requests).toEqual({ cpu: '2', memory: '1Gi', 'ephemeral-storage': '5Gi' });
  expect(limits).toEqual({ cpu: '2', memory: '1Gi', 'ephemeral-storage': '5Gi' });
});

test('a lone limit beneath the default request lowers it', () => {
  const { requests, limits } = resourcesOf({
    cpu: { limit: Cpu.millis(20) },
    memory: { limit: Size.mebibytes(32) },
    ephemeralStorage: { limit: Size.mebibytes(16) },
  });
  expect(requests).toEqual({ cpu: '20m', memory: '32Mi', 'ephemeral-storage': '16Mi' });
  expect(limits).toEqual({ cpu: '20m', memory: '32Mi', 'ephemeral-storage': '16Mi' });
});

test('units and thousandths of a CPU are compared as what they are', () => {
  const { requests, limits } = resourcesOf({ cpu: { request: Cpu.millis(1500), limit: Cpu.units(2) } });
  expect([requests.cpu, limits.cpu]).toEqual(['1500m', '2']);
});

test('a request of nothing is legal', () => {
  expect(resourcesOf({ cpu: { request: Cpu.millis(0) } }).requests.cpu).toBe('0m');
});

test('a request above its limit is refused', () => {
  expect(() => resourcesOf({ cpu: { request: Cpu.units(2), limit: Cpu.millis(500) } })).toThrow(
    /^shop\/app: resources\.cpu\.request: got .*500m/,
  );
});

describe('ephemeral storage', () => {
  const limitWith = (...writablePaths: WritablePath[]): string => {
    const chart = shopChart();
    new Worker(chart, 'app', { image: 'ghcr.io/acme/app:1.0.0', writablePaths });
    return mainContainer(chart).resources.limits['ephemeral-storage'];
  };
  const gibibytes = (amount: number) => ({ sizeLimit: Size.gibibytes(amount) });

  test('is enough for all that may be written, and 256 MiB of logs', () => {
    // 2 GiB, the 64 MiB of /tmp, and the logs.
    expect(limitWith(WritablePath.at('/cache', gibibytes(2)))).toBe('2368Mi');
    expect(limitWith(WritablePath.at('/a', gibibytes(2)), WritablePath.at('/b', gibibytes(1)))).toBe('3392Mi');
  });

  test('stays at its default where that is enough', () => {
    expect(limitWith(WritablePath.at('/cache', { sizeLimit: Size.mebibytes(704) }))).toBe('1Gi');
  });

  test('does not count what is written to memory', () => {
    expect(limitWith(WritablePath.at('/cache', { ...gibibytes(2), inMemory: true }))).toBe('1Gi');
  });

  test('is what was given, if it was', () => {
    const chart = shopChart();
    new Worker(chart, 'app', {
      image: 'ghcr.io/acme/app:1.0.0',
      writablePaths: [WritablePath.at('/cache', gibibytes(2))],
      resources: { ephemeralStorage: { limit: Size.gibibytes(3) } },
    });
    expect(mainContainer(chart).resources.limits['ephemeral-storage']).toBe('3Gi');
  });
});

test('a database completes what is given from the resources of its engine', () => {
  const chart = shopChart();
  new HeadlessDatabase(chart, 'db', {
    engine: DatabaseEngine.redis('7.4'),
    storage: Size.gibibytes(1),
    resources: { memory: { limit: Size.gibibytes(2) } },
  });
  expect(mainContainer(chart).resources).toEqual({
    requests: { cpu: '100m', memory: '128Mi', 'ephemeral-storage': '64Mi' },
    limits: { cpu: '1', memory: '2Gi', 'ephemeral-storage': '1Gi' },
  });
});

describe('without a limit of CPU', () => {
  const limits = (props: Partial<WorkerProps>): Manifest[] => {
    const chart = shopChart();
    new Worker(chart, 'app', { image: 'ghcr.io/acme/app:1.0.0', ...props });
    const { containers, initContainers = [] } = podSpec(chart);
    return [...containers, ...initContainers].map(({ resources }) => resources.limits);
  };

  test('memory and storage stay limited, and the request stays', () => {
    const chart = shopChart();
    const resources = { cpu: { request: Cpu.units(2) } };
    new Worker(chart, 'app', { image: 'ghcr.io/acme/app:1.0.0', limitCpu: false, resources });
    expect(mainContainer(chart).resources).toEqual({
      requests: { cpu: '2', memory: '64Mi', 'ephemeral-storage': '64Mi' },
      limits: { memory: '256Mi', 'ephemeral-storage': '1Gi' },
    });
  });

  test('are also the containers that bring no resources, not those that do', () => {
    const own = { cpu: { limit: Cpu.millis(100) } };
    const sidecars = [
      { name: 'proxy', image: 'ghcr.io/acme/proxy:2.0.0' },
      { name: 'own', image: 'ghcr.io/acme/proxy:2.0.0', resources: own },
    ];
    expect(limits({ limitCpu: false, sidecars }).map(({ cpu }) => cpu)).toEqual([undefined, undefined, '100m']);
  });

  test('a patch takes it away, too', () => {
    const chart = shopChart();
    const { deployment } = new Worker(chart, 'app', { image: 'ghcr.io/acme/app:1.0.0' });
    const path = '/spec/template/spec/containers/0/resources/limits/cpu';
    ApiObject.of(deployment).addJsonPatch(JsonPatch.remove(path));
    expect(mainContainer(chart).resources.limits).toEqual({ memory: '256Mi', 'ephemeral-storage': '1Gi' });
  });
});

describe('devices', () => {
  test('are requested and limited alike, for the main container alone', () => {
    const chart = shopChart();
    new Task(chart, 'train', {
      image: 'ghcr.io/acme/train:1.0.0',
      extendedResources: { 'nvidia.com/gpu': 2, 'example.com/dongle': 1 },
      sidecars: [{ name: 'proxy', image: 'ghcr.io/acme/proxy:2.0.0' }],
    });
    const { requests, limits } = mainContainer(chart).resources;
    expect([requests['nvidia.com/gpu'], requests['example.com/dongle']]).toEqual(['2', '1']);
    expect([limits['nvidia.com/gpu'], limits['example.com/dongle']]).toEqual(['2', '1']);
    expect(limits.memory).toBe('256Mi');
    expect(podSpec(chart).initContainers[0].resources.limits).not.toHaveProperty('nvidia.com/gpu');
  });
});

describe('folders in memory', () => {
  const warningsWith = (props: Partial<WorkerProps>): string[] => {
    const chart = shopChart();
    const app = new Worker(chart, 'app', { image: 'ghcr.io/acme/app:1.0.0', ...props });
    mainContainer(chart);
    return app.node.metadata.filter(({ type }) => type === WARNING_METADATA).map(({ data }) => String(data));
  };
  const inMemory = (path: string, mebibytes: number): WritablePath =>
    WritablePath.at(path, { inMemory: true, sizeLimit: Size.mebibytes(mebibytes) });

  test('that may take the whole memory limit are warned about', () => {
    expect(warningsWith({ writablePaths: [inMemory('/a', 128), inMemory('/b', 128)] })).toEqual([
      'folders in memory may take 256Mi and the container 256Mi together with them: it is killed before they are full. ' +
        'Raise `resources.memory.limit`, or lower their `sizeLimit`.',
    ]);
  });

  test('that leave something are not, nor are those on the disk', () => {
    expect(warningsWith({ writablePaths: [inMemory('/a', 255)] })).toEqual([]);
    expect(warningsWith({ writablePaths: [WritablePath.at('/a', { sizeLimit: Size.gibibytes(1) })] })).toEqual([]);
    const resources = { memory: { limit: Size.gibibytes(1) } };
    expect(warningsWith({ writablePaths: [inMemory('/a', 512)], resources })).toEqual([]);
  });
});
