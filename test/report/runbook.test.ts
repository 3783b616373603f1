import { App, Chart, Size } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import {
  DatabaseEngine,
  DefaultDenyPolicy,
  Exposure,
  ExternalAlias,
  ForeignPods,
  Health,
  HeadlessDatabase,
  InternalService,
  NetworkReport,
  Port,
  PublicWebApp,
  Worker,
} from '../../src';
import '../quiet';
import { readByShell } from '../render/runbook/runbook-of';

const headings = (text: string): string[] => [...text.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);

function shop(): { app: App; api: InternalService; alias: ExternalAlias; chart: Chart } {
  const app = new App();
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  new DefaultDenyPolicy(chart, 'default-deny');
  const db = new HeadlessDatabase(chart, 'postgres', {
    engine: DatabaseEngine.postgres('16.4'),
    storage: Size.gibibytes(20),
    password: { secret: Secret.fromSecretName(chart, 'db-secret', 'postgres'), key: 'password' },
  });
  const alias = new ExternalAlias(chart, 'payments', { hostname: 'api.stripe.com', port: 443 });
  const api = new InternalService(chart, 'api', {
    image: 'ghcr.io/acme/api:1.4.2',
    port: 80,
    targetPort: 8080,
    health: Health.http('/healthz'),
  });
  api.connectTo(db, { hostEnv: 'DB_HOST', portEnv: 'DB_PORT', passwordEnv: 'DB_PASSWORD' });
  api.connectTo(alias);
  const web = new PublicWebApp(chart, 'web', {
    image: 'nginx:1.27.3',
    port: 80,
    targetPort: 8080,
    health: Health.http('/health'),
    exposure: Exposure.loadBalancer(),
  });
  web.connectTo(api);
  new Worker(chart, 'mailer', { image: 'ghcr.io/acme/mailer:1.0.0' }).connectTo(db);
  return { app, api, alias, chart };
}

test('the runbook of an app, read line by line', () => {
  const text = NetworkReport.of(shop().app).runbook();
  expect(text).toMatchSnapshot();
  expect(readByShell(text)).toBeGreaterThan(20);
});

test('a construct is asked for, whatever it renders', () => {
  const { app, api, alias, chart } = shop();
  const report = NetworkReport.of(app);
  expect(headings(report.runbook(api))).toEqual(['Contents', 'shop/Service/api', 'The cluster']);
  expect(headings(report.runbook(alias))).toEqual(['Contents', 'shop/Service/payments', 'The cluster']);
  expect(report.runbook(chart).length).toEqual(report.runbook().length - ' at once'.length * 3);
  expect(headings(report.runbook('mailer'))).toEqual(['Contents', 'shop/Deployment/mailer', 'The cluster']);
});

test('pods that no manifest has are told of where somebody calls them, and have no part of their own', () => {
  const { app, api, chart } = shop();
  const cache = ForeignPods.of(chart, { labels: { 'app.kubernetes.io/instance': 'cache' } });
  api.connections.allowTo(cache, [Port.REDIS]);
  const text = NetworkReport.of(app).runbook();
  expect(headings(text).filter((heading) => heading.includes('foreign'))).toEqual([]);
  expect(text).toContain('- `shop/Pod/foreign-cache` on 6379/TCP');
});

test('the runbook of manifests', () => {
  const manifests = [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'out' },
      spec: { type: 'ExternalName', externalName: 'db.example.com' },
    },
  ];
  expect(headings(NetworkReport.ofManifests(manifests).runbook())).toEqual([
    'Contents',
    'default/Service/out',
    'The cluster',
  ]);
});

test('what is not there is refused', () => {
  const { app, chart } = shop();
  const report = NetworkReport.of(app);
  expect(() => report.runbook('shop/apy')).toThrow(
    'NetworkReport.runbook: subject: got "shop/apy"; allowed: a Service or a workload by its id, namespace/name or name. Fix: did you mean "shop/api"?',
  );
  expect(() => report.runbook(new Chart(chart, 'empty'))).toThrow(
    'shop/empty: subject of a runbook: got a construct without Services and workloads; allowed: a construct that has some, or a text',
  );
});
