import { Size } from 'cdk8s';
import { ContainerResources, Cpu } from 'cdk8s-plus-28';
import { DatabaseEngine, HeadlessDatabase, Worker, WritablePath } from '../../src';
import { mainContainer, Manifest, shopChart } from '../manifests';

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
