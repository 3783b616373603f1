import { App, Chart, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AdminPolicies,
  ClusterDefaultDeny,
  ClusterGuardrail,
  ClusterProfile,
  ClusterProfileProps,
  Cni,
  ConfigFiles,
  DatabaseEngine,
  DefaultDenyPolicy,
  Exposure,
  ExternalAlias,
  ForeignPods,
  FqdnPolicies,
  HeadlessDatabase,
  InternalService,
  IsolatedNamespace,
  KedaAuthentication,
  KedaTrigger,
  Mesh,
  Monitoring,
  NodeAgent,
  Peer,
  Platform,
  Port,
  PublicWebApp,
  RouteTermination,
  ScheduledTask,
  ServiceGroup,
  Task,
  Worker,
} from '../../src';

const PROMETHEUS = Peer.pods({ namespace: 'monitoring', labels: { 'app.kubernetes.io/name': 'prometheus' } });
const IMAGE = 'ghcr.io/acme/app:1.4.2';

/** What the examples have nothing of, so that each construct and each kind of object is there once. */
export const OTHER_APPS: readonly (readonly [name: string, build: (app: App) => void])[] = [
  ['namespaces', namespaces],
  ['scaling', scaling],
  ['routes', routes],
  ['routes of OpenShift', openshift],
  ['monitors', (app) => monitors(app, Monitoring.prometheusOperator({ scraper: PROMETHEUS }))],
  ['scraping by annotations', (app) => monitors(app, Monitoring.annotations({ scraper: PROMETHEUS }))],
  ['connections', connections],
  ['resilience: istio', (app) => resilient(app, Mesh.istio())],
  ['resilience: linkerd', (app) => resilient(app, Mesh.linkerd())],
  ['names: eks', (app) => names(app, { platform: Platform.EKS_AUTO_MODE, fqdnPolicies: FqdnPolicies.EKS })],
  ['names: gke', (app) => names(app, { cni: Cni.GKE_DATAPLANE_V2, fqdnPolicies: FqdnPolicies.GKE })],
  ['names: cilium', (app) => names(app, { cni: Cni.CILIUM })],
  ['names: linkerd', (app) => names(app, { mesh: Mesh.linkerd({ egressNetworks: true }) })],
  ['guardrails: v1alpha1', (app) => guardrails(app, AdminPolicies.v1alpha1())],
  ['guardrails: v1alpha2', (app) => guardrails(app, AdminPolicies.v1alpha2())],
  ['guardrails: eks', (app) => guardrails(app, AdminPolicies.eks(), Platform.EKS)],
];

function namespaces(app: App): void {
  new IsolatedNamespace(new Chart(app, 'namespaces'), 'bookings', {
    quota: { memory: { limit: Size.gibibytes(16) }, pods: 40 },
    limits: { max: { memory: Size.gibibytes(2) } },
  });
  const chart = new Chart(app, 'other', { namespace: 'other' });
  new DefaultDenyPolicy(chart, 'default-deny');
  new ForeignPods(chart, 'legacy', { labels: { app: 'legacy' } }).connections.allowFrom(Peer.namespace('other'), [
    Port.tcp(8080),
  ]);
}

function scaling(app: App): void {
  const chart = new Chart(app, 'scaling', { namespace: 'scaling' });
  new InternalService(chart, 'api', { image: IMAGE, port: 8080, autoscaling: { min: 2, max: 8 } });
  const secret = kplus.Secret.fromSecretName(chart, 'mq-secret', 'mq');
  const authentication = KedaAuthentication.secrets({ host: { secret, key: 'url' } });
  new Worker(chart, 'mailer', {
    image: IMAGE,
    autoscaling: {
      min: 0,
      max: 20,
      keda: { triggers: [KedaTrigger.rabbitMq({ queueName: 'mails', value: 50, authentication })] },
    },
  });
}

function routes(app: App): void {
  const chart = new Chart(app, 'routes', { namespace: 'routes' });
  const gateway = { gateway: 'public', gatewayClass: 'istio' };
  const exposures: readonly [string, Exposure][] = [
    ['balanced', Exposure.loadBalancer()],
    ['on-nodes', Exposure.nodePort()],
    ['ingress', Exposure.ingress({ host: 'ingress.example.com', className: 'nginx' })],
    ['http', Exposure.gateway({ ...gateway, hostnames: ['http.example.com'] })],
    ['grpc', Exposure.grpcRoute({ ...gateway, hostnames: ['grpc.example.com'] })],
    ['tls', Exposure.tlsRoute({ ...gateway, hostnames: ['tls.example.com'] })],
  ];
  for (const [id, exposure] of exposures) new PublicWebApp(chart, id, { image: IMAGE, port: 8080, exposure });
}

function openshift(app: App): void {
  new ClusterProfile({ platform: Platform.OPENSHIFT }).applyTo(app);
  const exposure = Exposure.openshiftRoute({ host: 'shop.apps.example.com', tls: RouteTermination.EDGE });
  const chart = new Chart(app, 'openshift', { namespace: 'openshift' });
  new PublicWebApp(chart, 'web', { image: IMAGE, port: 8080, exposure });
}

function monitors(app: App, monitoring: Monitoring): void {
  new ClusterProfile({ monitoring }).applyTo(app);
  const chart = new Chart(app, 'monitored', { namespace: 'monitored' });
  new InternalService(chart, 'api', { image: IMAGE, port: 8080, metrics: { port: 9090 } });
}

/** Each class of workload, and what it is told of what it connects to. */
function connections(app: App): void {
  new ClusterProfile({ hostPaths: ['/var/log'] }).applyTo(app);
  const chart = new Chart(app, 'connections', { namespace: 'connections' });
  const secret = kplus.Secret.fromSecretName(chart, 'secret', 'db');
  const db = new HeadlessDatabase(chart, 'db', {
    engine: DatabaseEngine.postgres('17.2'),
    database: 'shop',
    user: 'shop',
    password: { secret, key: 'admin' },
    userPassword: { secret, key: 'user', urlSafe: true },
    storage: Size.gibibytes(1),
  });
  const api = new InternalService(chart, 'api', {
    image: IMAGE,
    ports: [{ name: 'http', port: 80, targetPort: 8080 }],
  });
  const config = ConfigFiles.of({ '/etc/app/app.conf': 'level = info' });
  const clients = [
    new Worker(chart, 'worker', { image: IMAGE, config }),
    new Task(chart, 'migrate', { image: IMAGE }),
    new ScheduledTask(chart, 'report', { image: IMAGE, schedule: '0 3 * * *', timeZone: 'Etc/UTC' }),
    new NodeAgent(chart, 'agent', { image: IMAGE, hostPaths: [{ path: '/var/log' }] }),
  ];
  for (const client of clients) {
    client.connectTo(db, { urlEnv: 'DATABASE_URL', userEnv: 'DATABASE_USER', passwordEnv: 'DATABASE_PASSWORD' });
    client.connectTo(api, { urlEnv: 'API_URL', hostEnv: 'API_HOST', portEnv: 'API_PORT' });
  }
  const blue = new InternalService(chart, 'shop-blue', { image: IMAGE, port: 8080 });
  new ServiceGroup(chart, 'shop', { members: [blue], port: 80, targetPort: 8080 });
  blue.addService('admin', { port: 9000 });
}

function resilient(app: App, mesh: Mesh): void {
  new ClusterProfile({ mesh }).applyTo(app);
  const chart = new Chart(app, 'resilience', { namespace: 'resilience' });
  const resilience = {
    timeout: Duration.seconds(5),
    retries: { attempts: 2 },
    outlierDetection: { consecutiveErrors: 5 },
  };
  new InternalService(chart, 'api', { image: IMAGE, port: 8080, resilience });
}

function names(app: App, profile: ClusterProfileProps): void {
  new ClusterProfile(profile).applyTo(app);
  const chart = new Chart(app, 'names', { namespace: 'names' });
  const mail = new ExternalAlias(chart, 'mail', { hostname: 'smtp.example.com', port: 443 });
  new Worker(chart, 'mailer', { image: IMAGE }).connectTo(mail, { urlEnv: 'MAIL_URL' });
}

function guardrails(app: App, adminPolicies: AdminPolicies, platform?: Platform): void {
  new ClusterProfile({ adminPolicies, platform, podCidrs: ['10.244.0.0/16'] }).applyTo(app);
  const chart = new Chart(app, 'platform');
  const rules = new ClusterGuardrail(chart, 'company', { priority: 20 });
  rules.denyTo(Peer.cidr('10.0.0.1/32'), { reason: 'not for pods' });
  rules.acceptFrom(Peer.namespace('monitoring'), { ports: [Port.tcp(9090)], reason: 'monitoring scrapes every pod' });
  new ClusterDefaultDeny(chart, 'default-deny');
}
