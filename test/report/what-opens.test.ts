import { App, Chart } from 'cdk8s';
import { Exposure, Health, InternalService, NetworkReport, Port, PublicWebApp, Worker } from '../../src';

const IMAGE = 'ghcr.io/acme/app:1.0.0';

/** What an answer ends with, behind its last empty line. */
function lastOf(report: NetworkReport, from: string, to: string, port: Port): string[] {
  const { text, verdict } = report.explain(from, to, port);
  return [verdict, ...text.trimEnd().split('\n\n').pop()!.split('\n')];
}

function shop(): {
  readonly app: App;
  readonly chart: Chart;
  readonly api: InternalService;
  readonly web: PublicWebApp;
  readonly worker: Worker;
} {
  const app = new App();
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const api = new InternalService(chart, 'order-api', {
    image: IMAGE,
    ports: [
      { name: 'http', port: 80, targetPort: 8080 },
      { name: 'grpc', port: 9000 },
    ],
    health: Health.none(),
  });
  const web = new PublicWebApp(chart, 'web', {
    image: IMAGE,
    port: 80,
    targetPort: 8080,
    health: Health.none(),
    exposure: Exposure.loadBalancer(),
  });
  const worker = new Worker(chart, 'worker', { image: IMAGE });
  return { app, chart, api, web, worker };
}

describe('where the manifests came from this package, a denied answer ends with the line to write', () => {
  test('and that line opens it', () => {
    const { chart, web, api } = shop();
    const ask = (): string[] => lastOf(NetworkReport.of(chart), 'web', 'order-api', Port.tcp(9000));
    expect(ask()).toEqual(['deny', 'to open it, in the stack:', "  web.connectTo(orderApi, { ports: ['grpc'] });"]);
    web.connectTo(api, { ports: ['grpc'] });
    expect(ask()[0]).toEqual('allow');
  });

  test('by the port of the pods where no Service leads there', () => {
    const { chart, web, worker } = shop();
    const ask = (): string[] => lastOf(NetworkReport.of(chart), 'web', 'worker', Port.udp(8125));
    expect(ask()).toEqual([
      'deny',
      'to open it, in the stack:',
      '  web.connections.allowTo(worker, [Port.udp(8125)]);',
    ]);
    web.connections.allowTo(worker, [Port.udp(8125)]);
    expect(ask()[0]).toEqual('allow');
  });

  test('an exposure for the internet, a peer for networks, and an alias for addresses', () => {
    const report = NetworkReport.of(shop().chart);
    expect(lastOf(report, 'internet', 'order-api', Port.tcp(8080))).toEqual([
      'deny',
      'to open it, in the stack:',
      '  // give orderApi, a PublicWebApp, an exposure, one of:',
      '  exposure: Exposure.ingress({ … }), Exposure.gateway({ … }), Exposure.loadBalancer(), Exposure.nodePort()',
    ]);
    expect(lastOf(report, 'ip:10.0.0.0/8', 'order-api', Port.tcp(8080)).slice(2)).toEqual([
      "  orderApi.connections.allowFrom(Peer.cidr('10.0.0.0/8'), [Port.tcp(8080)]);",
    ]);
    expect(lastOf(report, 'worker', 'ip:203.0.113.7', Port.tcp(443)).slice(2)).toEqual([
      "  const outside = new ExternalAlias(shop, 'outside', { addresses: ['203.0.113.7'], port: 443 });",
      '  worker.connectTo(outside);',
    ]);
    expect(lastOf(report, 'worker', 'internet', Port.tcp(443)).slice(2)).toEqual([
      '  worker.connections.allowTo(Peer.internet(), [Port.tcp(443)]);',
    ]);
  });
});

describe('a rule with the port of a Service', () => {
  const pods = (name: string, ports: object[]): object => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'shop' },
    spec: {
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } }, spec: { containers: [{ name, ports }] } },
    },
  });
  const manifests = (port: number): object[] => [
    pods('web', [{ containerPort: 3000 }]),
    pods('api', [{ containerPort: 8080 }]),
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'api', namespace: 'shop' },
      spec: { selector: { app: 'api' }, ports: [{ port: 80, targetPort: 8080 }] },
    },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'api', namespace: 'shop' },
      spec: {
        podSelector: { matchLabels: { app: 'api' } },
        ingress: [{ from: [{ podSelector: { matchLabels: { app: 'web' } } }], ports: [{ port }] }],
      },
    },
  ];
  const TEXT =
    'shop/NetworkPolicy/api ingress[0] opens 80/TCP, which is the port of shop/Service/api; the pods listen on 8080/TCP';

  test('is a warning of the report', () => {
    expect(NetworkReport.ofManifests(manifests(80)).warnings()).toContain(TEXT);
    expect(NetworkReport.ofManifests(manifests(8080)).warnings()).not.toContain(TEXT);
  });

  test('is never one of what this package renders', () => {
    const { chart, web, api } = shop();
    web.connectTo(api);
    expect(NetworkReport.of(chart).warnings()).toEqual([]);
  });
});
