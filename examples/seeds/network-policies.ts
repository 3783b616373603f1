import { Chart, Size } from 'cdk8s';
import { passwordIn } from './passwords';
import {
  DatabaseEngine,
  DefaultDenyPolicy,
  Exposure,
  Health,
  HeadlessDatabase,
  InternalService,
  Peer,
  PolicyDirection,
  PublicWebApp,
} from 'cdk8s-service-patterns';

/** "12 - Services & Networking", "Network Policies" and "Default Policies". */
export function networkPolicies(chart: Chart): void {
  // Original: NetworkPolicy default-deny-ingress. Here it is for what others start in this namespace: each workload of
  // this package is closed in both directions by a policy of its own.
  new DefaultDenyPolicy(chart, 'default-deny-ingress', { directions: [PolicyDirection.INGRESS] });

  const database = new HeadlessDatabase(chart, 'database', {
    engine: DatabaseEngine.postgres('16.4'),
    storage: Size.gibibytes(20),
    password: passwordIn(chart, 'postgres'),
  });
  const api = new InternalService(chart, 'api', {
    image: 'ghcr.io/acme/api:1.0.0',
    // It writes nowhere but into /tmp.
    writablePaths: [],
    port: 80,
    targetPort: 8080,
    health: Health.http('/health'),
  });
  const web = new PublicWebApp(chart, 'web', {
    image: 'ghcr.io/acme/web:1.0.0',
    port: 80,
    targetPort: 8080,
    health: Health.http('/health'),
    exposure: Exposure.ingress({ host: 'www.example.com', className: 'nginx' }),
  });

  // Original: NetworkPolicy api-allow, three rules by hand for one of the three workloads.
  // Safer: each line opens both ends; DNS is the cluster's DNS pods, not port 53 of every pod; the namespace is known by
  // the label that the API server sets, not by one that whoever edits a namespace can give to theirs.
  web.connectTo(api, { urlEnv: 'API_URL' });
  api.connections.allowFrom(Peer.namespace('frontend'));
  api.connectTo(database, { hostEnv: 'DB_HOST', portEnv: 'DB_PORT', passwordEnv: 'DB_PASSWORD' });
}
