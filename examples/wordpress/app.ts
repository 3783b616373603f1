import { App, Chart, Duration, Size } from 'cdk8s';
import {
  Cpu,
  DeploymentStrategy,
  PersistentVolumeAccessMode,
  PersistentVolumeClaim,
  Secret,
  Volume,
} from 'cdk8s-plus-28';
import {
  DatabaseEngine,
  Exposure,
  HeadlessDatabase,
  Health,
  IsolatedNamespace,
  PublicWebApp,
  ScheduledTask,
  SecurityProfile,
  WritablePath,
} from 'cdk8s-service-patterns';

/**
 * WordPress with MariaDB, from the official images, under the Pod Security Standard "restricted".
 *
 * The Secret `wordpress-db` must be in the cluster, with the keys `root` and `wordpress`; no password is in here.
 */
export function build(app: App): void {
  // A file of its own, which is the first: the Secret is made before the workloads. It also closes the network of pods
  // that somebody starts here by hand; each workload below has a policy of its own.
  new IsolatedNamespace(new Chart(app, 'namespaces'), 'wordpress');
  const site = new Chart(app, 'wordpress', { namespace: 'wordpress' });

  const passwords = Secret.fromSecretName(site, 'passwords', 'wordpress-db');
  const db = new HeadlessDatabase(site, 'mariadb', {
    engine: DatabaseEngine.mariadb('11.4'),
    storage: Size.gibibytes(10),
    password: { secret: passwords, key: 'root' },
    // What the image makes once, on an empty volume. WordPress gets this account, and never root's password.
    database: 'wordpress',
    user: 'wordpress',
    userPassword: { secret: passwords, key: 'wordpress' },
  });

  // The image copies WordPress into this folder at its first start; plugins and uploads are kept there, too.
  const files = new PersistentVolumeClaim(site, 'files', {
    metadata: { name: 'wordpress-files' },
    accessModes: [PersistentVolumeAccessMode.READ_WRITE_ONCE],
    storage: Size.gibibytes(10),
  });
  const wordpress = new PublicWebApp(site, 'wordpress', {
    image: 'wordpress:6.8.3-php8.3-apache',
    // Apache's own user in the image. As another one it could not read what it wrote before.
    security: SecurityProfile.restricted({ user: 33, group: 33 }),
    // Apache listens on 80; a user may bind that port inside of the pod.
    port: 80,
    // Else it would look for work that is due at each visit, by asking its own public name.
    env: { WORDPRESS_CONFIG_EXTRA: "define('DISABLE_WP_CRON', true);" },
    exposure: Exposure.ingress({ host: 'blog.example.com', className: 'nginx' }),
    volumeMounts: [{ path: '/var/www/html', volume: Volume.fromPersistentVolumeClaim(site, 'html', files) }],
    writablePaths: [
      // Its process id and its locks.
      '/var/run/apache2',
      '/var/lock/apache2',
      // Uploads on their way, and sessions.
      WritablePath.at('/tmp', { sizeLimit: Size.mebibytes(256) }),
    ],
    // One pod: the volume is mounted by one node. A new pod starts once the old one is gone.
    replicas: 1,
    strategy: DeploymentStrategy.recreate(),
    resources: {
      cpu: { request: Cpu.millis(100), limit: Cpu.units(1) },
      memory: { request: Size.mebibytes(256), limit: Size.mebibytes(512) },
    },
    health: Health.combine({
      // It answers once the database does.
      readiness: Health.http('/wp-login.php'),
      // A database that is away is no reason to restart WordPress.
      liveness: Health.tcp(),
      // The first start copies some thousand files.
      startup: Health.tcp({ startup: { failureThreshold: 60 } }),
    }),
  });
  wordpress.connectTo(db, {
    addressEnv: 'WORDPRESS_DB_HOST',
    userEnv: 'WORDPRESS_DB_USER',
    passwordEnv: 'WORDPRESS_DB_PASSWORD',
    databaseEnv: 'WORDPRESS_DB_NAME',
  });

  const cron = new ScheduledTask(site, 'cron', {
    image: 'curlimages/curl:8.11.1',
    command: ['curl', '--silent', '--show-error', '--fail', '--max-time', '120', '$(CRON_URL)'],
    schedule: '*/10 * * * *',
    startingDeadline: Duration.minutes(5),
    // The next run is soon enough.
    backoffLimit: 0,
  });
  cron.connectTo(wordpress);
  cron.addEnv('CRON_URL', wordpress.urlFrom(cron, { path: '/wp-cron.php' }));
}
