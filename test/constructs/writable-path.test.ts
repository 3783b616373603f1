import { Size } from 'cdk8s';
import { Worker, WritablePath } from '../../src';
import { mainContainer, Manifest, podSpec, shopChart } from '../manifests';

const renderedWith = (writablePaths: (string | WritablePath)[]): { mounts: Manifest; volumes: Manifest } => {
  const chart = shopChart();
  new Worker(chart, 'app', { image: 'ghcr.io/acme/app:1.0.0', writablePaths });
  return { mounts: mainContainer(chart).volumeMounts, volumes: podSpec(chart).volumes };
};

test('/tmp is always writable', () => {
  expect(renderedWith([])).toEqual({
    mounts: [{ name: 'tmp', mountPath: '/tmp' }],
    volumes: [{ name: 'tmp', emptyDir: { sizeLimit: '64Mi' } }],
  });
});

test('a path becomes an emptyDir of 64 MiB named after it', () => {
  expect(renderedWith(['/var/cache/app'])).toEqual({
    mounts: [
      { name: 'var-cache-app', mountPath: '/var/cache/app' },
      { name: 'tmp', mountPath: '/tmp' },
    ],
    volumes: [
      { name: 'var-cache-app', emptyDir: { sizeLimit: '64Mi' } },
      { name: 'tmp', emptyDir: { sizeLimit: '64Mi' } },
    ],
  });
});

test('`sizeLimit` is how much may be written', () => {
  const { volumes } = renderedWith([WritablePath.at('/cache', { sizeLimit: Size.mebibytes(500) })]);
  expect(volumes[0]).toEqual({ name: 'cache', emptyDir: { sizeLimit: '500Mi' } });
});

test('`inMemory` keeps it off the disk', () => {
  const { volumes } = renderedWith([WritablePath.at('/cache', { inMemory: true })]);
  expect(volumes[0]).toEqual({ name: 'cache', emptyDir: { medium: 'Memory', sizeLimit: '64Mi' } });
  expect(renderedWith([WritablePath.at('/cache', { inMemory: false })]).volumes[0].emptyDir).toEqual({
    sizeLimit: '64Mi',
  });
});

test('/tmp can be given its own size', () => {
  const { mounts, volumes } = renderedWith([WritablePath.at('/tmp', { sizeLimit: Size.mebibytes(512) })]);
  expect(mounts).toEqual([{ name: 'tmp', mountPath: '/tmp' }]);
  expect(volumes).toEqual([{ name: 'tmp', emptyDir: { sizeLimit: '512Mi' } }]);
});

test('a slash at the end does not make it another path', () => {
  expect(renderedWith(['/tmp/']).mounts).toEqual([{ name: 'tmp', mountPath: '/tmp' }]);
  expect(WritablePath.at('/cache//').path).toBe('/cache');
});

test('paths that differ in punctuation alone get volumes of their own', () => {
  expect(renderedWith(['/var/cache', '/var-cache', '/var_cache']).mounts.slice(0, 3)).toEqual([
    { name: 'var-cache', mountPath: '/var/cache' },
    { name: 'var-cache-2', mountPath: '/var-cache' },
    { name: 'var-cache-3', mountPath: '/var_cache' },
  ]);
});

test('the name of a volume is a legal one, however long or odd the path', () => {
  const { mounts } = renderedWith([`/${'deep/'.repeat(30)}`, '/_', '/Große/Daten']);
  for (const { name } of mounts) expect(name).toMatch(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/);
  expect(new Set(mounts.map(({ name }: Manifest) => name)).size).toBe(4);
});

test('a path that is named twice is refused', () => {
  expect(() => renderedWith(['/cache', WritablePath.at('/cache/')])).toThrow(
    /^shop\/app: writablePaths: got .*\/cache twice/,
  );
});

test('a WritablePath tells its path and its size', () => {
  const path = WritablePath.at('/cache', { sizeLimit: Size.gibibytes(1) });
  expect([path.path, path.sizeLimit.toMebibytes()]).toEqual(['/cache', 1024]);
});
