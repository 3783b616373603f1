import { Worker, WritablePath } from '../../src';
import { mainContainer, Manifest, podSpec, shopChart } from '../manifests';

const digest = `sha256:${'a'.repeat(64)}`;
const needsOf = (image: string): Manifest => {
  const chart = shopChart();
  new Worker(chart, 'app', { image });
  const { securityContext, volumeMounts } = mainContainer(chart);
  return {
    user: securityContext.runAsUser,
    group: securityContext.runAsGroup,
    fsGroup: podSpec(chart).securityContext.fsGroup,
    paths: volumeMounts.map(({ mountPath }: Manifest) => mountPath),
  };
};

test.each([
  ['nginx:1.27.3', 101, 101, ['/tmp', '/var/cache/nginx', '/var/run']],
  ['nginx:1.27.3-alpine', 101, 101, ['/tmp', '/var/cache/nginx', '/var/run']],
  ['nginxinc/nginx-unprivileged:1.27', 101, 101, ['/tmp']],
  ['postgres:16.4', 999, 999, ['/tmp', '/var/run/postgresql']],
  ['postgres:16.4-alpine3.20', 70, 70, ['/tmp', '/var/run/postgresql']],
  ['mysql:8.4', 999, 999, ['/tmp', '/var/run/mysqld', '/var/lib/mysql-files']],
  ['mariadb:11.4', 999, 999, ['/tmp', '/run/mysqld']],
  ['mongo:7.0.14', 999, 999, ['/tmp', '/data/configdb']],
  ['redis:7.4', 999, 999, ['/tmp']],
  ['redis:7.4-alpine', 999, 1000, ['/tmp']],
  ['valkey/valkey:8.1', 999, 999, ['/tmp']],
  ['valkey/valkey:8.1-alpine3.22', 999, 1000, ['/tmp']],
])('%s runs as the user and group %i:%i', (image, user, group, paths) => {
  expect(needsOf(image)).toEqual({ user, group, fsGroup: group, paths });
});

test.each([
  'docker.io/library/nginx:1.27.3',
  'docker.io/nginx:1.27.3',
  'library/nginx:1.27.3',
  `nginx@${digest}`,
  `nginx:1.27.3@${digest}`,
])('%s is the same image by another name', (image) => {
  expect(needsOf(image).user).toBe(101);
});

test.each([
  'ghcr.io/acme/nginx:1.27.3',
  'acme/nginx:1.27.3',
  'localhost:5000/nginx:1.27.3',
  'my.registry/library/nginx:1',
])('%s is another image, of which nothing is known', (image) => {
  expect(needsOf(image)).toEqual({ user: 10001, group: 10001, fsGroup: 10001, paths: ['/tmp'] });
});

test('a path that a known image needs can be given its own size', () => {
  const chart = shopChart();
  const writablePaths = [WritablePath.at('/var/cache/nginx', { inMemory: true })];
  new Worker(chart, 'app', { image: 'nginx:1.27.3', writablePaths });
  expect(podSpec(chart).volumes).toEqual([
    { name: 'var-cache-nginx', emptyDir: { medium: 'Memory', sizeLimit: '64Mi' } },
    { name: 'tmp', emptyDir: { sizeLimit: '64Mi' } },
    { name: 'var-run', emptyDir: { sizeLimit: '64Mi' } },
  ]);
});
