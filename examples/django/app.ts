import { App, Chart, Duration, Size } from 'cdk8s';
import { Cpu, DeploymentStrategy, EnvValue, Secret } from 'cdk8s-plus-28';
import {
  DatabaseEngine,
  Exposure,
  HeadlessDatabase,
  Health,
  IsolatedNamespace,
  PublicWebApp,
  ScheduledTask,
  Task,
  Worker,
} from 'cdk8s-service-patterns';

/** The one image of the app: web, worker, beat and tasks are commands in it. */
const IMAGE = 'ghcr.io/acme/bookings:3.1.0';
const HOST = 'bookings.example.com';

/**
 * A Django app as most are: PostgreSQL, Redis as the broker of Celery, the web, a worker, a beat that says what is due, a
 * migration for each release, and a clean-up each night. A Rails app with Sidekiq has the same shape.
 *
 * The Secret `bookings` must be in the cluster, with the keys `database`, `broker` and `django`; no password is in here.
 */
export function build(app: App): void {
  // A file of its own, which is the first: the Secret is made before the workloads. It also closes the network of pods
  // that somebody starts here by hand; each workload below has a policy of its own.
  new IsolatedNamespace(new Chart(app, 'namespaces'), 'bookings');
  const bookings = new Chart(app, 'bookings', { namespace: 'bookings' });

  const secrets = Secret.fromSecretName(bookings, 'secrets', 'bookings');
  const db = new HeadlessDatabase(bookings, 'postgres', {
    engine: DatabaseEngine.postgres('16.4'),
    storage: Size.gibibytes(20),
    database: 'bookings',
    user: 'bookings',
    // It stands in a URL: whoever makes it takes letters and digits.
    userPassword: { secret: secrets, key: 'database', urlSafe: true },
  });
  const broker = new HeadlessDatabase(bookings, 'redis', {
    engine: DatabaseEngine.redis('7.4'),
    storage: Size.gibibytes(1),
    password: { secret: secrets, key: 'broker', urlSafe: true },
  });

  const common = {
    image: IMAGE,
    // It writes nowhere but into /tmp.
    writablePaths: [],
    env: {
      DJANGO_SETTINGS_MODULE: 'bookings.settings.production',
      DJANGO_ALLOWED_HOSTS: HOST,
      DJANGO_SECRET_KEY: EnvValue.fromSecretValue({ secret: secrets, key: 'django' }),
    },
    resources: {
      cpu: { request: Cpu.millis(100), limit: Cpu.units(1) },
      memory: { request: Size.mebibytes(192), limit: Size.mebibytes(384) },
    },
  };

  const migrate = new Task(bookings, 'migrate', {
    ...common,
    command: ['python', 'manage.py', 'migrate', '--noinput'],
    // The database may still be starting.
    backoffLimit: 6,
    activeDeadline: Duration.minutes(15),
  });

  const web = new PublicWebApp(bookings, 'web', {
    ...common,
    command: ['gunicorn', 'bookings.wsgi', '--bind=0.0.0.0:8000', '--workers=2', '--access-logfile=-'],
    port: 80,
    targetPort: 8000,
    exposure: Exposure.ingress({
      host: HOST,
      className: 'nginx',
      tlsSecret: Secret.fromSecretName(bookings, 'certificate', 'bookings-tls'),
    }),
    // Django answers only to the names that it is told; the kubelet would ask by the pod's address.
    health: Health.http('/healthz', { headers: { Host: HOST } }),
  });
  const worker = new Worker(bookings, 'worker', {
    ...common,
    command: ['celery', '--app=bookings', 'worker', '--loglevel=info', '--concurrency=2'],
    replicas: 2,
    // A task that runs is finished first.
    terminationGracePeriod: Duration.minutes(2),
  });
  const beat = new Worker(bookings, 'beat', {
    ...common,
    // The image's files are read-only, and its notes are not worth keeping: what is due it reads from the settings.
    command: ['celery', '--app=bookings', 'beat', '--schedule=/tmp/celerybeat-schedule', '--pidfile='],
    // Two would say everything twice, also for the moment of an update.
    replicas: 1,
    strategy: DeploymentStrategy.recreate(),
  });
  const cleanUp = new ScheduledTask(bookings, 'clear-sessions', {
    ...common,
    command: ['python', 'manage.py', 'clearsessions'],
    schedule: '30 3 * * *',
    timeZone: 'Europe/Berlin',
    activeDeadline: Duration.hours(1),
    // A run that a broken control plane delayed beyond this waits for the next night.
    startingDeadline: Duration.hours(2),
  });

  for (const client of [migrate, web, worker, beat, cleanUp]) client.connectTo(db, { dsnEnv: 'DATABASE_URL' });
  for (const client of [web, worker, beat]) client.connectTo(broker, { dsnEnv: 'CELERY_BROKER_URL' });

  // In the rendered files the tables come before what reads them.
  migrate.after(db);
  for (const client of [web, worker, beat]) migrate.before(client);
}
