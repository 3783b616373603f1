import { Size } from 'cdk8s';
import { Capability } from 'cdk8s-plus-28';
import { SecurityProfile, StatefulService, Worker, WorkerProps, WorkloadDefaults, WritablePath } from '../../src';
import { WARNING_METADATA } from '../../src/support/warn';
import { mainContainer, Manifest, podSpec, render, shopChart } from '../manifests';

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
  ['memcached:1.6-alpine', 11211, 11211, ['/tmp']],
  ['httpd:2.4', 33, 33, ['/tmp', '/usr/local/apache2/logs']],
  ['httpd:2.4-alpine', 82, 82, ['/tmp', '/usr/local/apache2/logs']],
  ['wordpress:6.8.3-php8.3-apache', 33, 33, ['/tmp', '/var/run/apache2', '/var/lock/apache2']],
  ['wordpress:6.8.3-php8.3-fpm-alpine', 82, 82, ['/tmp']],
  ['php:8.3-apache', 33, 33, ['/tmp', '/var/run/apache2', '/var/lock/apache2']],
  ['php:8.3-cli', 10001, 10001, ['/tmp']],
  ['grafana/grafana:11.2.0', 472, 0, ['/tmp', '/var/log/grafana']],
  ['prom/prometheus:v3.0.0', 65534, 65534, ['/tmp']],
  ['gitea/gitea:1.24.6-rootless', 1000, 1000, ['/tmp']],
  ['caddy:2.11', 10001, 10001, ['/tmp', '/config', '/data']],
  ['python:3.13', 10001, 10001, ['/tmp']],
])('%s runs as the user and group %i:%i', (image, user, group, paths) => {
  expect(needsOf(image)).toEqual({ user, group, fsGroup: group, paths });
});

test.each([
  'docker.io/library/nginx:1.27.3',
  'docker.io/nginx:1.27.3',
  'library/nginx:1.27.3',
  `nginx@${digest}`,
  `nginx:1.27.3@${digest}`,
  'public.ecr.aws/docker/library/nginx:1.27.3',
  'mirror.gcr.io/library/nginx:1.27.3',
  'registry.acme.example/dockerhub/library/nginx:1.27.3',
  'my.registry/library/nginx:1',
  'localhost:5000/library/nginx:1.27.3',
])('%s is the same image by another name', (image) => {
  expect(needsOf(image).user).toBe(101);
});

test.each([
  'ghcr.io/acme/nginx:1.27.3',
  'acme/nginx:1.27.3',
  'localhost:5000/nginx:1.27.3',
  'registry.acme.example/web/nginx:1',
  'ghcr.io/acme/grafana:1.0.0',
  'constructor:1',
  'acme/hasOwnProperty:1'.toLowerCase(),
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

test.each([
  ['registry.acme.example/hub/grafana/grafana:11.2.0', 472],
  ['quay.io/keycloak/keycloak:26.0.0', 1000],
  ['registry.acme.example/quay/keycloak/keycloak:26.0.0', 1000],
  ['docker.elastic.co/elasticsearch/elasticsearch:8.17.0', 1000],
  ['quay.io/prometheus/prometheus:v3.0.0', 65534],
  ['registry.acme.example/quay/prometheus/prometheus:v3.0.0', 65534],
  ['registry.k8s.io/coredns/coredns:v1.12.0', 65532],
  ['public.ecr.aws/docker/library/postgres:16.4-alpine', 70],
])('%s is known by the end of its repository', (image, user) => {
  expect(needsOf(image).user).toBe(user);
});

describe('a file with capabilities', () => {
  const contextOf = (image: string, props: Partial<WorkerProps> = {}): Manifest => {
    const chart = shopChart();
    new Worker(chart, 'app', { image, ...props });
    return mainContainer(chart).securityContext;
  };
  const bound = { drop: ['ALL'], add: ['NET_BIND_SERVICE'] };

  test.each(['caddy:2.11', 'coredns/coredns:1.12.0'])(
    'of %s is executed, because the container keeps them',
    (image) => {
      expect(contextOf(image)).toMatchObject({
        capabilities: bound,
        allowPrivilegeEscalation: false,
        runAsNonRoot: true,
      });
    },
  );

  test('adds nothing where all of the runtime are kept', () => {
    expect(contextOf('caddy:2.11', { security: SecurityProfile.baseline() }).capabilities).toBeUndefined();
  });

  test('adds to those that are kept by name', () => {
    const keepCapabilities = [Capability.CHOWN, Capability.NET_BIND_SERVICE];
    const { capabilities } = contextOf('caddy:2.11', { security: SecurityProfile.custom({ keepCapabilities }) });
    expect(capabilities).toEqual({ drop: ['ALL'], add: ['CHOWN', 'NET_BIND_SERVICE'] });
  });

  test('of a container beside the main one counts for that one alone', () => {
    const chart = shopChart();
    new Worker(chart, 'app', { image: 'redis:7.4', sidecars: [{ name: 'proxy', image: 'caddy:2.11' }] });
    const { containers, initContainers } = podSpec(chart);
    expect(containers[0].securityContext.capabilities).toEqual({ drop: ['ALL'] });
    // It asks for no user of its own, so it runs as the one whose volumes it may share.
    expect(initContainers[0].securityContext).toMatchObject({ capabilities: bound, runAsUser: 999 });
  });
});

describe('what is more to be done', () => {
  const saidOf = (make: (chart: ReturnType<typeof shopChart>) => void): string[] => {
    const chart = shopChart();
    make(chart);
    render(chart);
    return chart.node
      .findAll()
      .flatMap(({ node }) => node.metadata)
      .filter(({ type }) => type === WARNING_METADATA)
      .map(({ data }) => data as string);
  };

  test('is said of an image that needs root', () => {
    expect(
      saidOf((chart) => new Worker(chart, 'app', { image: 'gitea/gitea:1.24.6', writablePaths: ['/data'] })),
    ).toEqual([
      'image "gitea/gitea:1.24.6": it starts as root and its processes change user: take a tag that ends in "-rootless".',
    ]);
  });

  test('is not said to whoever has decided, or runs another program', () => {
    const security = SecurityProfile.baseline();
    expect(
      saidOf((chart) => {
        new Worker(chart, 'app', { image: 'hashicorp/vault:1.18', security });
        new Worker(chart, 'agent', { image: 'hashicorp/vault:1.18', command: ['vault', 'agent'] });
      }),
    ).toEqual([]);
  });

  test('is not said where a team lets its images write their own files', () => {
    expect(
      saidOf((chart) => {
        new Worker(chart, 'app', { image: 'logstash:8.17.0' });
        new WorkloadDefaults({ security: SecurityProfile.custom({ readOnlyRootFilesystem: false }) }).applyTo(chart);
      }),
    ).toEqual([]);
  });

  test('is said of data for which there is no volume', () => {
    expect(saidOf((chart) => new Worker(chart, 'app', { image: 'prom/prometheus:v3.0.0' }))).toEqual([
      'image "prom/prometheus:v3.0.0" keeps its data in /prometheus, where nothing is mounted and it cannot write. Mount a ' +
        'volume, or where the data may be lost with the pod: writablePaths: ["/prometheus"].',
    ]);
  });

  test.each<[string, Partial<WorkerProps>]>([
    ['is lost with the pod', { writablePaths: ['/prometheus'] }],
    ['is in a folder of the volume', { writablePaths: ['/prometheus/data'] }],
    ['is that of another program', { args: ['promtool'] }],
    ['is in the image', { security: SecurityProfile.custom({ readOnlyRootFilesystem: false }) }],
  ])('is not said of data that %s', (_, props) => {
    expect(saidOf((chart) => new Worker(chart, 'app', { image: 'prom/prometheus:v3.0.0', ...props }))).toEqual([]);
  });

  test('is not said of data on a claim', () => {
    expect(
      saidOf(
        (chart) =>
          new StatefulService(chart, 'app', {
            image: 'prom/prometheus:v3.0.0',
            port: 9090,
            volumes: [{ path: '/prometheus', storage: Size.gibibytes(1) }],
          }),
      ),
    ).toEqual([]);
  });
});
