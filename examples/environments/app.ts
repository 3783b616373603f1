import { App, Chart, Size } from 'cdk8s';
import { EnvValue, Secret } from 'cdk8s-plus-28';
import { Environment } from './environments';
import {
  Checks,
  ClusterProfile,
  DatabaseEngine,
  DatabasePassword,
  Exposure,
  ExternalAlias,
  HeadlessDatabase,
  Health,
  IConnectionTarget,
  InternalService,
  IsolatedNamespace,
  PublicWebApp,
  WorkloadDefaults,
} from 'cdk8s-service-patterns';

/** The bookings of one environment: a website, an API and a database. Where they are and how big says the environment. */
export function build(app: App, environment: Environment): void {
  const { name, cluster, version, host, replicas, memory } = environment;
  new ClusterProfile({ name, ...cluster }).applyTo(app);
  new WorkloadDefaults({
    labels: { environment: name },
    resources: { memory: { request: memory, limit: memory } },
  }).applyTo(app);
  const chart = new Chart(app, 'bookings', { namespace: 'bookings' });
  new IsolatedNamespace(chart, 'bookings');
  if (replicas === 1) Checks.of(chart).accept('one-replica', `${name} may be away while its one pod is moved`);

  // One name in each environment: what is in it differs from cluster to cluster, and is in no manifest.
  const password = { secret: Secret.fromSecretName(chart, 'database-secret', 'database'), key: 'password' };
  const common = {
    replicas,
    // Both programs write nowhere but to /tmp.
    writablePaths: [],
    env: { ENVIRONMENT: name },
  };

  const api = new InternalService(chart, 'api', {
    ...common,
    image: `ghcr.io/acme/bookings-api:${version}`,
    port: 80,
    targetPort: 8080,
    health: Health.http('/healthz'),
    env: { ...common.env, DB_PASSWORD: EnvValue.fromSecretValue(password) },
  });
  api.connectTo(makeDatabase(chart, environment, password), { hostEnv: 'DB_HOST', portEnv: 'DB_PORT' });

  const web = new PublicWebApp(chart, 'web', {
    ...common,
    image: `ghcr.io/acme/bookings-web:${version}`,
    port: 80,
    targetPort: 3000,
    health: Health.http('/'),
    exposure: Exposure.ingress({ host, className: 'nginx' }),
  });
  web.connectTo(api, { urlEnv: 'API_URL' });
}

/** A database of the cluster's own, or the name `database` for the one that somebody else runs. */
function makeDatabase(chart: Chart, { database }: Environment, password: DatabasePassword): IConnectionTarget {
  if (database instanceof Size) {
    const engine = DatabaseEngine.postgres('16.4');
    return new HeadlessDatabase(chart, 'database', { engine, storage: database, password });
  }
  return new ExternalAlias(chart, 'database', { addresses: [database], port: 5432 });
}
