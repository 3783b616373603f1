import { App, Chart, Size } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import {
  DatabaseEngine,
  Exposure,
  Health,
  HeadlessDatabase,
  InternalService,
  IsolatedNamespace,
  PublicWebApp,
} from 'cdk8s-service-patterns';

/**
 * A website, an API and a database: put your own in their place. The database waits for a Secret, made once by
 *
 *   kubectl create secret generic postgres --namespace shop --from-literal=password="$(openssl rand -hex 24)"
 */
export function build(app: App) {
  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  new IsolatedNamespace(shop, 'shop');

  const db = new HeadlessDatabase(shop, 'postgres', {
    engine: DatabaseEngine.postgres('16.4'),
    storage: Size.gibibytes(20),
    password: { secret: Secret.fromSecretName(shop, 'db-secret', 'postgres'), key: 'password' },
  });

  // podinfo stands for your own image: it answers on 9898 and does not use the database.
  const api = new InternalService(shop, 'api', {
    image: 'ghcr.io/stefanprodan/podinfo:6.9.0',
    port: 80,
    targetPort: 9898,
    health: Health.http('/healthz'),
  });
  api.connectTo(db, { hostEnv: 'DB_HOST', portEnv: 'DB_PORT', passwordEnv: 'DB_PASSWORD' });

  const web = new PublicWebApp(shop, 'web', {
    image: 'nginx:1.27.3',
    port: 80,
    health: Health.http('/'),
    exposure: Exposure.loadBalancer(),
  });
  web.connectTo(api, { urlEnv: 'API_URL' });

  return { web, api, db };
}
