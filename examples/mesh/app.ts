import { App, Chart, Duration, Size } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { MeshedCluster } from './meshes';
import {
  ClusterProfile,
  DatabaseEngine,
  Exposure,
  ExternalAlias,
  Health,
  HeadlessDatabase,
  InternalService,
  IsolatedNamespace,
  PublicWebApp,
  Task,
} from 'cdk8s-service-patterns';

const api = 'ghcr.io/acme/orders-api:1.4.2';

/** Orders: a web front end behind a Gateway, an API, its database and migration, and a payment provider. */
export function build(app: App, { mesh, gatewayClass }: MeshedCluster): void {
  new ClusterProfile({ mesh }).applyTo(app);
  const orders = new Chart(app, 'orders', { namespace: 'orders' });
  new IsolatedNamespace(orders, 'orders');

  const db = new HeadlessDatabase(orders, 'postgres', {
    engine: DatabaseEngine.postgres('16.4'),
    storage: Size.gibibytes(20),
    password: { secret: Secret.fromSecretName(orders, 'passwords', 'postgres'), key: 'password' },
  });
  const payments = new ExternalAlias(orders, 'payments', { hostname: 'api.stripe.com', port: 443 });

  const migrate = new Task(orders, 'migrate', { image: api, args: ['migrate'], activeDeadline: Duration.minutes(10) });
  migrate.connectTo(db, { hostEnv: 'DB_HOST', passwordEnv: 'DB_PASSWORD' });

  const server = new InternalService(orders, 'api', {
    image: api,
    port: 80,
    targetPort: 8080,
    health: Health.http('/healthz'),
    resilience: { timeout: Duration.seconds(5) },
  });
  server.connectTo(db, { hostEnv: 'DB_HOST', passwordEnv: 'DB_PASSWORD' });
  server.connectTo(payments);

  const web = new PublicWebApp(orders, 'web', {
    image: 'ghcr.io/acme/orders-web:2.0.0',
    port: 80,
    targetPort: 8080,
    health: Health.http('/healthz'),
    exposure: Exposure.gateway({
      gateway: 'public',
      namespace: 'gateways',
      gatewayClass,
      hostnames: ['orders.example.com'],
    }),
  });
  // The front end lists orders and places them; the rest of the API is closed to it.
  web.connectTo(server, {
    urlEnv: 'API_URL',
    http: [
      { method: 'GET', path: '/orders' },
      { method: 'GET', path: '/orders/*' },
      { method: 'POST', path: '/orders' },
    ],
  });
}
