import { Chart, Size } from 'cdk8s';
import { passwordIn } from './passwords';
import {
  DatabaseEngine,
  Exposure,
  ExternalAlias,
  Health,
  HeadlessDatabase,
  InternalService,
  LoadBalancerAnnotations,
  PublicWebApp,
} from 'cdk8s-service-patterns';

/** "12 - Services & Networking", Service types 1 to 5. */
export function serviceTypes(chart: Chart): void {
  // 1. ClusterIP. Original: Service api-service.
  // Safer: "NOT accessible from outside cluster", as the document says, and from inside only where it is declared.
  const api = new InternalService(chart, 'api-service', {
    image: 'ghcr.io/acme/api:1.0.0',
    ports: [{ name: 'http', port: 80, targetPort: 8080 }],
    health: Health.http('/health'),
  });

  // 2. NodePort. Original: Service web-service with nodePort 30080.
  // It is 30081 here: a node port belongs to the whole cluster, whatever the namespace, and the first document has 30080.
  // Safer: the policy opens the pods' 8080, neither the Service's 80 nor the nodes' 30081.
  new PublicWebApp(chart, 'web-service', {
    image: 'nginxinc/nginx-unprivileged:1.27.3',
    port: 80,
    targetPort: 8080,
    health: Health.http('/'),
    exposure: Exposure.nodePort({ nodePort: 30081 }),
  });

  // 3. LoadBalancer. Original: Service public-web with an annotation for AWS.
  // Safer: the annotation's name is not typed. `awsNlb()` is for clusters with the AWS Load Balancer Controller.
  new PublicWebApp(chart, 'public-web', {
    image: 'nginxinc/nginx-unprivileged:1.27.3',
    port: 80,
    targetPort: 8080,
    health: Health.http('/'),
    exposure: Exposure.loadBalancer({ annotations: LoadBalancerAnnotations.awsNlbLegacy() }),
  });

  // 4. ExternalName. Original: Service external-db, without ports.
  // Safer: as long as it names no port, nothing can be opened for it.
  new ExternalAlias(chart, 'external-db', { hostname: 'db.example.com' });

  // 5. Headless. Original: Service db-headless, and db-0.db-headless for a pod of a StatefulSet that is not shown.
  // Safer: Service and StatefulSet have one name, hence db-0.db; the name of a pod that does not exist is an error.
  // The image does not replicate by itself: a second pod, db-1.db, would be a second database, which is refused.
  const db = new HeadlessDatabase(chart, 'db', {
    engine: DatabaseEngine.postgres('16.4'),
    storage: Size.gibibytes(20),
    password: passwordIn(chart, 'postgres'),
  });
  api.connectTo(db, { portEnv: 'DB_PORT', passwordEnv: 'DB_PASSWORD' });
  api.addEnv('DB_HOST', db.podHostFrom(api, 0));
}
