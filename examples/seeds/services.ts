import { Chart, Size } from 'cdk8s';
import { passwordIn } from './passwords';
import {
  DatabaseEngine,
  Exposure,
  ExternalAlias,
  Health,
  HeadlessDatabase,
  PublicWebApp,
} from 'cdk8s-service-patterns';

/** "Services and Networking", 1 to 4: one Service of each type. */
export function services(chart: Chart): void {
  // ClusterIP. Original: Deployment mysql-deployment, Service mysql-service.
  // Safer: the data outlives the pod, the password is not text, and until some `client.connectTo(mysql)` nobody connects.
  new HeadlessDatabase(chart, 'mysql-service', {
    engine: DatabaseEngine.mysql('8.4.3'),
    storage: Size.gibibytes(10),
    password: passwordIn(chart, 'mysql'),
  });

  // NodePort. Original: Deployment web-deployment, Service web-service.
  // Safer: not root, though it binds port 80; no traffic before it answers; whoever breaks in finds no way out but DNS.
  new PublicWebApp(chart, 'web-service', {
    image: 'nginx:1.27.3',
    replicas: 3,
    ports: [{ name: 'http', port: 80 }],
    health: Health.http('/'),
    exposure: Exposure.nodePort({ nodePort: 30080 }),
  });

  // LoadBalancer. Original: Service web-loadbalancer, in front of the same pods.
  // Safer: pods of its own, so that a change to one way in does not open or close the other.
  new PublicWebApp(chart, 'web-loadbalancer', {
    image: 'nginx:1.27.3',
    replicas: 3,
    ports: [{ name: 'http', port: 80 }],
    health: Health.http('/'),
    exposure: Exposure.loadBalancer(),
  });

  // ExternalName. Original: Service external-database.
  // Safer: `connectTo` opens this port alone, once `cidrs` or `reach` say where the database is.
  new ExternalAlias(chart, 'external-database', { hostname: 'database.example.com', port: 5432 });
}
