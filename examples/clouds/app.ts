import { App, Chart } from 'cdk8s';
import { ApiResource, EnvValue, Role, RoleBinding, Secret } from 'cdk8s-plus-28';
import { Cloud } from './clouds';
import { campaigns, certificate, webhook } from './operator-objects';
import {
  Cidrs,
  ClusterProfile,
  Exposure,
  ExternalAlias,
  ExternalReach,
  Health,
  InternalService,
  IsolatedNamespace,
  MountedVolume,
  Peer,
  Port,
  PublicWebApp,
  Worker,
} from 'cdk8s-service-patterns';

/**
 * A shop whose other ends are mostly no pods: a managed database, a load balancer, the API server, and a bucket that a role
 * of the cloud may write to. The same on all platforms but for what `Cloud` says.
 *
 * The Secret `orders-db` must be in the cluster, with the key `url`; where there is no role, `bucket` with the key `key`, too.
 */
export function build(app: App, cloud: Cloud): void {
  new ClusterProfile(cloud.cluster).applyTo(app);
  // What is in no namespace, in a file of its own, which is the first.
  const cluster = new Chart(app, 'cluster');
  new IsolatedNamespace(cluster, 'shop');
  campaigns(cluster);
  const chart = new Chart(app, 'shop', { namespace: 'shop' });

  // A name of the private network: what is opened are the addresses that the profile calls that.
  const database = new ExternalAlias(chart, 'orders-db', {
    hostname: cloud.database,
    port: 5432,
    cidrs: Cidrs.vpc(),
  });
  addWeb(chart, cloud, database);
  addReports(chart, cloud, database);
  addOperator(cluster, chart);
}

/** What people see, behind the platform's own controller of Ingresses. */
function addWeb(
  chart: Chart,
  { className, ingressAnnotations, serviceAnnotations }: Cloud,
  database: ExternalAlias,
): void {
  const web = new PublicWebApp(chart, 'web', {
    image: 'ghcr.io/acme/web:4.2.0',
    port: 80,
    targetPort: 8080,
    health: Health.http('/healthz'),
    writablePaths: [],
    serviceAnnotations,
    env: { DATABASE_URL: databaseUrl(chart, 'web') },
    exposure: Exposure.ingress({ host: 'shop.example.com', className, annotations: ingressAnnotations }),
  });
  web.connectTo(database);
}

/** Writes reports into the bucket. */
function addReports(chart: Chart, { bucket, role, tokens }: Cloud, database: ExternalAlias): void {
  const secret = Secret.fromSecretName(chart, 'bucket-secret', 'bucket');
  const reports = new Worker(chart, 'reports', {
    image: 'ghcr.io/acme/reports:4.2.0',
    writablePaths: [],
    cloudRole: role,
    env: {
      DATABASE_URL: databaseUrl(chart, 'reports'),
      ...(role === undefined ? { BUCKET_KEY: EnvValue.fromSecretValue({ secret, key: 'key' }) } : {}),
    },
  });
  reports.connectTo(database);
  // Where no policy knows names, their addresses are opened; this one has no private endpoint.
  const objects = new ExternalAlias(chart, 'bucket', { hostname: bucket, port: 443, reach: ExternalReach.PUBLIC });
  reports.connectTo(objects, { urlEnv: 'BUCKET_URL' });
  // An agent on the node gives the credentials, or the pods fetch them.
  if (tokens !== undefined) reports.connectTo(new ExternalAlias(chart, 'tokens', { hostname: tokens, port: 443 }));
}

/** Runs campaigns, which are custom resources, and checks them before they are stored. */
function addOperator(cluster: Chart, chart: Chart): void {
  const tls = certificate(chart, 'operator');
  const operator = new InternalService(chart, 'operator', {
    image: 'ghcr.io/acme/campaign-operator:1.3.0',
    ports: [{ name: 'webhook', port: 443, targetPort: 9443 }],
    health: Health.tcp(),
    writablePaths: [],
    volumes: [MountedVolume.secret('/etc/webhook/tls', Secret.fromSecretName(chart, 'tls', tls))],
    automountServiceAccountToken: true,
  });
  operator.connections.allowTo(Peer.kubeApiServer());
  operator.connections.allowFrom(Peer.kubeApiServer(), [Port.tcp(9443)]);
  webhook(cluster, operator, { namespace: 'shop', certificate: 'operator' });

  const role = new Role(chart, 'operator-role', { metadata: { name: 'operator' } });
  role.allowReadWrite(ApiResource.custom({ apiGroup: 'shop.example.com', resourceType: 'campaigns' }));
  new RoleBinding(chart, 'operator-binding', { metadata: { name: 'operator' }, role }).addSubjects(
    operator.serviceAccount!,
  );
}

/** The whole address with the password in it, made by whoever runs the database. */
function databaseUrl(chart: Chart, who: string): EnvValue {
  return EnvValue.fromSecretValue({
    secret: Secret.fromSecretName(chart, `${who}-db-secret`, 'orders-db'),
    key: 'url',
  });
}
