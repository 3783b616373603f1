import { Chart, Size } from 'cdk8s';
import { passwordIn } from './passwords';
import { DatabaseEngine, Exposure, Health, HeadlessDatabase, PublicWebApp } from 'cdk8s-service-patterns';

/** "Example 1: Complete Web Application Stack". */
export function webStack(chart: Chart): void {
  // Original: Deployment postgres, Service postgres-service.
  // Safer: a volume, a Secret, a release of PostgreSQL that still gets fixes.
  const postgres = new HeadlessDatabase(chart, 'postgres-service', {
    engine: DatabaseEngine.postgres('16.4'),
    storage: Size.gibibytes(20),
    password: passwordIn(chart, 'postgres'),
  });

  // Original: Deployment webapp, Service webapp-service.
  // Safer: not all three pods on one node, and not two of them gone at once while nodes are drained.
  const webapp = new PublicWebApp(chart, 'webapp-service', {
    image: 'nginx:1.27.3',
    replicas: 3,
    port: 80,
    health: Health.http('/'),
    exposure: Exposure.loadBalancer(),
  });

  // Original: env DB_HOST and DB_PORT, typed by hand.
  // Safer: they cannot differ from the Service's, and the database takes connections from these pods alone.
  webapp.connectTo(postgres, { hostEnv: 'DB_HOST', portEnv: 'DB_PORT' });
}
