import { App, Testing, Yaml } from 'cdk8s';
import { brokenPromises, templateOf } from './own-output';
import { build as canary } from '../../examples/canary/app';
import { build as django } from '../../examples/django/app';
import { build as environments } from '../../examples/environments/app';
import { DEV, PRODUCTION, STAGING } from '../../examples/environments/environments';
import { build as gitea } from '../../examples/gitea/app';
import { build as grpc } from '../../examples/grpc/app';
import { build as guarded } from '../../examples/guardrails/app';
import { build as platform } from '../../examples/guardrails/platform';
import { build as wordpress } from '../../examples/wordpress/app';
import { NetworkReport } from '../../src';
import { Manifest } from '../manifests';

interface Example {
  readonly app: App;
  readonly objects: readonly Manifest[];
  /** Every connection that its policies let through, but for those to the DNS pods. */
  readonly flows: readonly string[];
}

function example(build: (app: App) => void, flows: readonly string[]): Example {
  const app = Testing.app();
  build(app);
  return { app, objects: app.charts.flatMap((chart) => Testing.synth(chart) as Manifest[]), flows };
}

const NGINX = 'pods:kubernetes.io/metadata.name=ingress-nginx/app.kubernetes.io/name=ingress-nginx';
/** A route or a load balancer. */
const INTERNET = 'internet';
const PROMETHEUS = 'pods:kubernetes.io/metadata.name=monitoring/*';

const EXAMPLES: { readonly [name: string]: Example } = {
  canary: example(canary, [
    'echo-canary → store:9898',
    'echo-stable → store:9898',
    'frontend → echo-canary:9898',
    'frontend → echo-stable:9898',
    ...['echo-canary', 'echo-stable', 'frontend', 'store'].map((name) => `${PROMETHEUS} → ${name}:9797`),
    `${NGINX} → frontend:9898`,
    `${INTERNET} → frontend:9898`,
  ]),
  django: example(django, [
    ...['beat', 'clear-sessions', 'migrate', 'web', 'worker'].map((name) => `${name} → postgres:5432`),
    ...['beat', 'web', 'worker'].map((name) => `${name} → redis:6379`),
    `${NGINX} → web:8000`,
    `${INTERNET} → web:8000`,
    // Jobs have no selector of their own, so other pods may have the labels that the policy asks for.
    ...['clear-sessions', 'migrate'].map((name) => `${podsNamed('bookings', name)} → postgres:5432`),
  ]),
  dev: example(
    (app) => environments(app, DEV),
    ['api → database:5432', 'web → api:8080', `${NGINX} → web:3000`, `${INTERNET} → web:3000`],
  ),
  staging: example(
    (app) => environments(app, STAGING),
    ['api → ip:10.40.0.5/32:5432', 'web → api:8080', `${NGINX} → web:3000`, `${INTERNET} → web:3000`],
  ),
  production: example(
    (app) => environments(app, PRODUCTION),
    ['api → ip:10.20.0.5/32:5432', 'web → api:8080', `${NGINX} → web:3000`, `${INTERNET} → web:3000`],
  ),
  gitea: example(gitea, [
    'gitea → postgres:5432',
    'gitea → valkey:6379',
    // ssh is for everybody, from outside and inside.
    ...['ip:0.0.0.0/0', 'ip:::/0', 'pods:*/*'].map((anybody) => `${anybody} → gitea:2222`),
    `${NGINX} → gitea:3000`,
    ...[2222, 3000].map((port) => `${INTERNET} → gitea:${port}`),
  ]),
  grpc: example(grpc, ['gateway → greeter:50051', 'reporter → greeter:50051']),
  platform: example(platform, []),
  guarded: example(guarded, [
    ...['0.0.0.0/0', '2000::/3'].map((cidr) => `api → ip:${cidr}:443`),
    `api → ${podsNamed('ledger', 'ledger')}:5432`,
    `${PROMETHEUS} → api:9090`,
  ]),
  wordpress: example(wordpress, [
    'cron → wordpress:80',
    `${podsNamed('wordpress', 'cron')} → wordpress:80`,
    'wordpress → mariadb:3306',
    `${NGINX} → wordpress:80`,
    `${INTERNET} → wordpress:80`,
  ]),
};

function podsNamed(namespace: string, name: string): string {
  return `pods:kubernetes.io/metadata.name=${namespace}/app.kubernetes.io/name=${name}`;
}

describe.each(Object.entries(EXAMPLES))('the example %s', (_, { app, objects, flows }) => {
  test('has what the library promises of its output', () => {
    expect(brokenPromises(objects)).toEqual([]);
  });

  test('opens these connections and no other', () => {
    // Without namespace and kind, and without the hash that the name of a Task's Job ends with.
    const shortName = (end: string): string =>
      end.replace(/^[^:/]+\/Job\/(.+)-[0-9a-f]{6}$/, '$1').replace(/^[^:/]+\/\w+\//, '');
    const open = NetworkReport.of(app)
      .flows()
      .filter(({ to }) => !to.includes('k8s-app=kube-dns'))
      .map(({ from, to, ports, verdict }) => {
        const numbers = ports.map(({ port, endPort }) => (port === endPort ? port : `${port}-${endPort}`));
        return `${shortName(from)} → ${shortName(to)}:${numbers.join()}${verdict === 'allow' ? '' : ` ${verdict}`}`;
      });
    expect(open.sort()).toEqual([...flows].sort());
  });

  test.each(app.charts.map((chart) => [chart.node.id, chart] as const))('renders chart %s as before', (_id, chart) => {
    expect(Yaml.stringify(...(Testing.synth(chart) as Manifest[]))).toMatchSnapshot();
  });
});

/** The one object of that kind and name. */
function find(name: string, kind: string, called: string): Manifest {
  const found = EXAMPLES[name].objects.filter((object) => object.kind === kind && object.metadata.name === called);
  expect(found).toHaveLength(1);
  return found[0];
}

/** The variables of the main container; those from a Secret as its name and key. */
function variables(name: string, kind: string, called: string): { [variable: string]: string } {
  const [{ env }] = templateOf(find(name, kind, called)).spec.containers;
  return Object.fromEntries(
    env.map((variable: Manifest) => {
      const { name: secret, key } = variable.valueFrom?.secretKeyRef ?? {};
      return [variable.name, variable.value ?? `Secret ${secret}, ${key}`];
    }),
  );
}

describe('the Django app', () => {
  const runs = (kind: string, called: string): string[] =>
    templateOf(find('django', kind, called)).spec.containers[0].command;

  test('runs one image with five commands', () => {
    const pods = EXAMPLES.django.objects.filter(({ kind }) => ['Deployment', 'Job', 'CronJob'].includes(kind));
    const images = pods.map((workload) => templateOf(workload).spec.containers[0].image);
    expect(images).toEqual(Array(5).fill('ghcr.io/acme/bookings:3.1.0'));
    expect(runs('CronJob', 'clear-sessions')).toEqual(['python', 'manage.py', 'clearsessions']);
    expect(runs('Deployment', 'beat').slice(0, 3)).toEqual(['celery', '--app=bookings', 'beat']);
  });

  test('migrates by a Job that is called after what it runs, behind the database and before what reads the tables', () => {
    const names = EXAMPLES.django.objects
      .filter(({ kind }) => ['StatefulSet', 'Job', 'Deployment'].includes(kind))
      .map(({ metadata }) => metadata.name as string);
    const [job] = names.filter((name) => name.startsWith('migrate'));
    expect(job).toMatch(/^migrate-[0-9a-f]{6}$/);
    expect(names.indexOf(job)).toBeGreaterThan(names.indexOf('postgres'));
    for (const reader of ['web', 'worker', 'beat']) expect(names.indexOf(reader)).toBeGreaterThan(names.indexOf(job));
  });

  test('is told whole URLs, whose passwords are references', () => {
    expect(variables('django', 'Deployment', 'web')).toMatchObject({
      DATABASE_URL: 'postgresql://bookings:$(DATABASE_URL_PASSWORD)@postgres:5432/bookings',
      DATABASE_URL_PASSWORD: 'Secret bookings, database',
      CELERY_BROKER_URL: 'redis://:$(CELERY_BROKER_URL_PASSWORD)@redis:6379/0',
      CELERY_BROKER_URL_PASSWORD: 'Secret bookings, broker',
      DJANGO_SECRET_KEY: 'Secret bookings, django',
    });
  });

  test('is asked by the name that it answers to', () => {
    const [{ readinessProbe }] = templateOf(find('django', 'Deployment', 'web')).spec.containers;
    expect(readinessProbe.httpGet.httpHeaders).toEqual([{ name: 'Host', value: 'bookings.example.com' }]);
  });

  test('has one beat, also in the moment of an update', () => {
    expect(find('django', 'Deployment', 'beat').spec).toMatchObject({ replicas: 1, strategy: { type: 'Recreate' } });
  });
});

describe('WordPress', () => {
  test('logs in with its own account, whose password is in the Secret', () => {
    expect(variables('wordpress', 'Deployment', 'wordpress')).toEqual({
      WORDPRESS_DB_HOST: 'mariadb:3306',
      WORDPRESS_DB_USER: 'wordpress',
      WORDPRESS_DB_PASSWORD: 'Secret wordpress-db, wordpress',
      WORDPRESS_DB_NAME: 'wordpress',
      WORDPRESS_CONFIG_EXTRA: "define('DISABLE_WP_CRON', true);",
    });
    expect(variables('wordpress', 'StatefulSet', 'mariadb')).toMatchObject({
      MARIADB_USER: 'wordpress',
      MARIADB_PASSWORD: 'Secret wordpress-db, wordpress',
      MARIADB_ROOT_PASSWORD: 'Secret wordpress-db, root',
    });
  });

  test('is asked for the work that is due by a task of its own', () => {
    expect(variables('wordpress', 'CronJob', 'cron')).toEqual({ CRON_URL: 'http://wordpress/wp-cron.php' });
    expect(find('wordpress', 'CronJob', 'cron').spec.schedule).toBe('*/10 * * * *');
  });

  test('may bind port 80 as the user of Apache, and write where Apache and PHP do', () => {
    const { spec } = templateOf(find('wordpress', 'Deployment', 'wordpress'));
    expect(spec.securityContext.sysctls).toEqual([{ name: 'net.ipv4.ip_unprivileged_port_start', value: '80' }]);
    expect(spec.containers[0].securityContext).toMatchObject({ runAsUser: 33, runAsGroup: 33 });
    expect(spec.containers[0].volumeMounts.map(({ mountPath }: Manifest) => mountPath).sort()).toEqual([
      '/tmp',
      '/var/lock/apache2',
      '/var/run/apache2',
      '/var/www/html',
    ]);
  });
});

describe('Gitea', () => {
  test('gets one URL of the cache, after the password that is in it and before those that use it', () => {
    const names = Object.keys(variables('gitea', 'StatefulSet', 'gitea'));
    const places = ['CACHE_URL_PASSWORD', 'CACHE_URL', 'GITEA__cache__HOST', 'GITEA__queue__CONN_STR'].map((name) =>
      names.indexOf(name),
    );
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
    expect(variables('gitea', 'StatefulSet', 'gitea').CACHE_URL).toBe('redis://:$(CACHE_URL_PASSWORD)@valkey:6379/0');
  });

  test('is reached by https through the ingress controller, and by ssh through a load balancer', () => {
    expect(find('gitea', 'Ingress', 'gitea-web').spec.rules[0].http.paths[0].backend.service).toEqual({
      name: 'gitea-web',
      port: { number: 80 },
    });
    expect(find('gitea', 'Service', 'gitea-ssh').spec).toMatchObject({
      type: 'LoadBalancer',
      ports: [{ name: 'ssh', port: 22, protocol: 'TCP', targetPort: 2222 }],
    });
  });

  test('keeps its settings, with the keys that it makes at its first start', () => {
    const { spec } = find('gitea', 'StatefulSet', 'gitea');
    expect(spec.volumeClaimTemplates.map(({ metadata }: Manifest) => metadata.name)).toEqual(['data', 'settings']);
    expect(templateOf({ kind: 'StatefulSet', spec }).spec.containers[0].volumeMounts).toContainEqual({
      mountPath: '/etc/gitea',
      name: 'settings',
    });
  });
});

describe('the canary', () => {
  test('has three pods of the old version and one of the new behind one name', () => {
    const group = find('canary', 'Service', 'echo').spec.selector;
    const behind = EXAMPLES.canary.objects
      .filter(({ kind }) => kind === 'Deployment')
      .filter((deployment) =>
        Object.entries(group).every(([key, value]) => templateOf(deployment).metadata.labels[key] === value),
      )
      .map(({ metadata, spec }) => [metadata.name, spec.replicas]);
    expect(behind.sort()).toEqual([
      ['echo-canary', 1],
      ['echo-stable', 3],
    ]);
    expect(variables('canary', 'Deployment', 'frontend').PODINFO_BACKEND_URL).toBe('http://echo/echo');
  });
});

describe('the environments', () => {
  test('have the same Services under the same names, wherever the database is', () => {
    const services = ['dev', 'staging', 'production'].map((name) =>
      EXAMPLES[name].objects.filter(({ kind }) => kind === 'Service').map(({ metadata }) => metadata.name as string),
    );
    expect(services.map((names) => names.sort())).toEqual(Array(3).fill(['api', 'database', 'web']));
    expect(variables('dev', 'Deployment', 'api')).toEqual({
      ...variables('production', 'Deployment', 'api'),
      ENVIRONMENT: 'dev',
    });
  });

  test('run what they are asked to', () => {
    const runs = ['dev', 'staging', 'production'].map((name) => {
      const { spec } = find(name, 'Deployment', 'api');
      const [{ image, resources }] = spec.template.spec.containers;
      return [spec.replicas, image, resources.limits.memory];
    });
    expect(runs).toEqual([
      [1, 'ghcr.io/acme/bookings-api:3.2.0', '256Mi'],
      [2, 'ghcr.io/acme/bookings-api:3.2.0', '512Mi'],
      [4, 'ghcr.io/acme/bookings-api:3.1.0', '1Gi'],
    ]);
  });
});

describe('the gRPC service', () => {
  test('has a name with one address and a name that leads to each pod', () => {
    expect(find('grpc', 'Service', 'greeter').spec.clusterIP).toBeUndefined();
    expect(find('grpc', 'Service', 'greeter-pods').spec.clusterIP).toBe('None');
    expect(variables('grpc', 'Deployment', 'gateway')).toEqual({ GREETER_TARGET: 'dns:///greeter-pods:50051' });
    expect(variables('grpc', 'Deployment', 'reporter')).toEqual({ GREETER_ADDRESS: 'greeter:50051' });
  });
});

test('a broken promise is found', () => {
  const broken = JSON.parse(JSON.stringify(EXAMPLES.wordpress.objects)) as Manifest[];
  const ofKind = (kind: string): Manifest => broken.find((object) => object.kind === kind);
  const { spec } = templateOf(ofKind('Deployment'));
  delete spec.securityContext.fsGroup;
  delete spec.containers[0].securityContext.runAsGroup;
  delete spec.containers[0].readinessProbe;
  delete spec.containers[0].startupProbe;
  ofKind('NetworkPolicy').spec.egress[0].to = [];
  ofKind('Service').spec.ports[0].targetPort = 1;
  broken.push(ofKind('Service'));
  expect(brokenPromises(broken)).toEqual([
    'Deployment wordpress: cannot write to volumes',
    'Deployment wordpress: wordpress: no user or group of its own',
    'Deployment wordpress: no readiness probe',
    'Deployment wordpress: no startup probe',
    'Service mariadb: a headless Service maps no ports',
    'Service mariadb: a headless Service maps no ports',
    'NetworkPolicy wordpress-default-deny: an empty list of peers',
    'wordpress Service mariadb twice',
  ]);
});
