import { App, Chart, Size } from 'cdk8s';
import { Cpu, EnvValue, Secret } from 'cdk8s-plus-28';
import {
  DatabaseEngine,
  Exposure,
  HeadlessDatabase,
  Health,
  IsolatedNamespace,
  SecurityProfile,
  StatefulService,
  WritablePath,
} from 'cdk8s-service-patterns';

/**
 * Gitea with PostgreSQL and Valkey: people come by https, git comes by ssh through a load balancer of its own.
 *
 * The Secret `gitea` must be in the cluster, with the keys `database`, `cache` and `key`; no password is in here.
 */
export function build(app: App): void {
  // A file of its own, which is the first: the Secret is made before the workloads. It also closes the network of pods
  // that somebody starts here by hand; each workload below has a policy of its own.
  new IsolatedNamespace(new Chart(app, 'namespaces'), 'gitea');
  const forge = new Chart(app, 'gitea', { namespace: 'gitea' });

  const secrets = Secret.fromSecretName(forge, 'secrets', 'gitea');
  const db = new HeadlessDatabase(forge, 'postgres', {
    engine: DatabaseEngine.postgres('16.4'),
    storage: Size.gibibytes(10),
    database: 'gitea',
    user: 'gitea',
    userPassword: { secret: secrets, key: 'database' },
  });
  const cache = new HeadlessDatabase(forge, 'valkey', {
    engine: DatabaseEngine.valkey('8.1'),
    storage: Size.gibibytes(1),
    // It stands in the URLs below: whoever makes it takes letters and digits.
    password: { secret: secrets, key: 'cache', urlSafe: true },
  });

  const gitea = new StatefulService(forge, 'gitea', {
    image: 'gitea/gitea:1.24.6-rootless',
    security: SecurityProfile.restricted({ user: 1000, group: 1000 }),
    ports: [{ name: 'http', port: 3000 }],
    // Clients come by the two Services below.
    clientService: false,
    // Repositories, and the settings with the keys that Gitea makes at its first start.
    volumes: [
      { path: '/var/lib/gitea', storage: Size.gibibytes(50) },
      { path: '/etc/gitea', storage: Size.gibibytes(1), name: 'settings' },
    ],
    // Pushes and uploads pass through here.
    writablePaths: [WritablePath.at('/tmp', { sizeLimit: Size.gibibytes(1) })],
    // Each variable is a line of the settings: section and key.
    env: {
      GITEA__database__DB_TYPE: 'postgres',
      GITEA__cache__ADAPTER: 'redis',
      GITEA__session__PROVIDER: 'redis',
      GITEA__queue__TYPE: 'redis',
      GITEA__server__DOMAIN: 'git.example.com',
      GITEA__server__ROOT_URL: 'https://git.example.com/',
      GITEA__server__SSH_DOMAIN: 'ssh.git.example.com',
      // What people write, and what the program listens on.
      GITEA__server__SSH_PORT: '22',
      GITEA__server__SSH_LISTEN_PORT: '2222',
      GITEA__security__INSTALL_LOCK: 'true',
      GITEA__security__SECRET_KEY: EnvValue.fromSecretValue({ secret: secrets, key: 'key' }),
    },
    resources: {
      cpu: { request: Cpu.millis(100), limit: Cpu.units(2) },
      memory: { request: Size.mebibytes(256), limit: Size.gibibytes(1) },
    },
    health: Health.combine({
      // It says whether database and cache answer, too.
      readiness: Health.http('/api/healthz'),
      liveness: Health.tcp(),
      // The first start makes the tables.
      startup: Health.tcp({ startup: { failureThreshold: 60 } }),
    }),
  });
  gitea.connectTo(db, {
    addressEnv: 'GITEA__database__HOST',
    userEnv: 'GITEA__database__USER',
    passwordEnv: 'GITEA__database__PASSWD',
    databaseEnv: 'GITEA__database__NAME',
  });
  // One URL, password included, that three sections of the settings take: Kubernetes puts it in where "$(…)" stands.
  gitea.connectTo(cache, { dsnEnv: 'CACHE_URL' });
  for (const name of ['GITEA__cache__HOST', 'GITEA__session__PROVIDER_CONFIG', 'GITEA__queue__CONN_STR']) {
    gitea.addEnv(name, '$(CACHE_URL)');
  }

  // The same pods with two ways in: each opens its own port and no other.
  gitea.addService('web', {
    ports: [{ name: 'http', port: 80, targetPort: 3000 }],
    exposure: Exposure.ingress({
      host: 'git.example.com',
      className: 'nginx',
      // A push over https may be larger than the megabyte that nginx lets through.
      annotations: { 'nginx.ingress.kubernetes.io/proxy-body-size': '0' },
      tlsSecret: Secret.fromSecretName(forge, 'certificate', 'git-example-com-tls'),
    }),
  });
  gitea.addService('ssh', {
    ports: [{ name: 'ssh', port: 22, targetPort: 2222 }],
    exposure: Exposure.loadBalancer(),
  });
}
