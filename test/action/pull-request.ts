import { App, Chart, Size, Yaml } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { DatabaseEngine, Health, HeadlessDatabase, InternalService } from '../../src';

/** The manifests of a shop, as this package renders them: nothing is wrong with them. */
export function shopManifests(): string {
  const app = new App();
  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  const db = new HeadlessDatabase(shop, 'postgres', {
    engine: DatabaseEngine.postgres('16.4'),
    storage: Size.gibibytes(20),
    password: { secret: Secret.fromSecretName(shop, 'db-secret', 'postgres'), key: 'password' },
  });
  const api = new InternalService(shop, 'api', {
    image: 'ghcr.io/acme/api:1.4.2',
    port: 80,
    targetPort: 8080,
    health: Health.http('/healthz'),
  });
  api.connectTo(db, { hostEnv: 'DB_HOST', portEnv: 'DB_PORT', passwordEnv: 'DB_PASSWORD' });
  return Yaml.stringify(...(shop.toJson() as object[]));
}

/** What somebody adds by hand: it opens the database to an office, and asks a port that nobody listens on. */
export const DEBUG = `---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: debug, namespace: shop }
spec:
  podSelector: { matchLabels: { app.kubernetes.io/name: postgres } }
  policyTypes: [Ingress]
  ingress:
    - from: [{ ipBlock: { cidr: 0.0.0.0/0 } }]
      ports: [{ port: 5432 }]
---
apiVersion: v1
kind: Service
metadata: { name: api-admin, namespace: shop }
spec:
  selector: { app.kubernetes.io/name: api }
  ports: [{ name: http, port: 80, targetPort: 9090 }]
`;
