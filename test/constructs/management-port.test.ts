import { Chart, Size } from 'cdk8s';
import {
  ClusterProfile,
  DatabaseEngine,
  Exposure,
  Health,
  HeadlessDatabase,
  InternalService,
  InternalServiceProps,
  Peer,
  Port,
  PublicWebApp,
  StatefulService,
  Worker,
} from '../../src';
import { mainContainer, Manifest, only, render, shopChart } from '../manifests';

const image = 'ghcr.io/acme/api:1.4.2';
const tcp = (port: number): Manifest => ({ port, protocol: 'TCP' });

function service(chart: Chart, props: Partial<InternalServiceProps> = {}): InternalService {
  return new InternalService(chart, 'api', { image, ...(props.ports === undefined ? { port: 8080 } : {}), ...props });
}

/** Which ports the policy of `api` lets the worker `client` in on. */
function openToClient(chart: Chart): Manifest[] {
  const rules: Manifest[] = only(chart, 'NetworkPolicy', 'api').spec.ingress ?? [];
  return rules
    .filter(({ from }) =>
      from.some((peer: Manifest) => peer.podSelector?.matchLabels['app.kubernetes.io/name'] === 'client'),
    )
    .flatMap(({ ports }) => ports);
}

function scraped(): Chart {
  const chart = shopChart();
  new ClusterProfile({ metricsScraper: Peer.namespace('monitoring') }).applyTo(chart);
  return chart;
}

describe('the port for management', () => {
  test('is the container’s, but no Service’s', () => {
    const chart = shopChart();
    service(chart, { managementPort: 8081 });
    expect(mainContainer(chart).ports).toEqual([
      { containerPort: 8080, protocol: 'TCP' },
      { containerPort: 8081, name: 'management', protocol: 'TCP' },
    ]);
    expect(only(chart, 'Service').spec.ports.map(({ port }: Manifest) => port)).toEqual([8080]);
  });

  test('is open to no client, and to nobody else until somebody is named', () => {
    const chart = shopChart();
    const api = service(chart, { managementPort: 8081 });
    const client = new Worker(chart, 'client', { image });
    client.connectTo(api);
    api.connections.allowFrom(client);
    expect(openToClient(chart)).toEqual([tcp(8080)]);
    api.connections.allowFrom(Peer.namespace('operations'), [Port.tcp(8081)]);
    expect(only(chart, 'NetworkPolicy', 'api').spec.ingress).toContainEqual({
      from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'operations' } } }],
      ports: [tcp(8081)],
    });
  });

  test('is asked by probes unless they name another', () => {
    const chart = shopChart();
    service(chart, {
      ports: [{ name: 'http', port: 8080 }],
      managementPort: 8081,
      health: Health.combine({
        readiness: Health.http('/ready', { portName: 'http' }),
        liveness: Health.http('/live'),
        startup: Health.tcp({ portName: 'management', startup: {} }),
      }),
    });
    const { readinessProbe, livenessProbe, startupProbe } = mainContainer(chart);
    expect([readinessProbe.httpGet.port, livenessProbe.httpGet.port, startupProbe.tcpSocket.port]).toEqual([
      8080, 8081, 8081,
    ]);
  });

  test('is there for a Worker and a database, too', () => {
    const chart = shopChart();
    new Worker(chart, 'mailer', { image, managementPort: 8081, health: Health.http('/health') });
    new HeadlessDatabase(chart, 'redis', {
      engine: DatabaseEngine.redis('7.4'),
      storage: Size.gibibytes(1),
      managementPort: 8081,
    });
    expect(mainContainer(chart, 'mailer').readinessProbe.httpGet.port).toBe(8081);
    for (const name of ['mailer', 'redis']) {
      expect(mainContainer(chart, name).ports).toContainEqual({
        containerPort: 8081,
        name: 'management',
        protocol: 'TCP',
      });
      expect(only(chart, 'NetworkPolicy', name).spec).not.toHaveProperty('ingress');
    }
  });

  test('has another name where a port of the Service is called so', () => {
    const chart = shopChart();
    service(chart, { ports: [{ name: 'management', port: 8080 }], managementPort: 8081 });
    expect(mainContainer(chart).ports[1].name).toBe('mgmt-8081');
  });

  test('may serve the metrics, which are open to the scraper alone', () => {
    const chart = scraped();
    const api = service(chart, { managementPort: 8081, metrics: { port: 8081 } });
    new Worker(chart, 'client', { image }).connectTo(api);
    expect(mainContainer(chart, 'api').ports).toHaveLength(2);
    expect(openToClient(chart)).toEqual([tcp(8080)]);
    expect(only(chart, 'NetworkPolicy', 'api').spec.ingress).toContainEqual({
      from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }],
      ports: [tcp(8081)],
    });
  });
});

describe('metrics in the Service', () => {
  const connected = (props: Partial<InternalServiceProps>, options = {}): Manifest[] => {
    const chart = scraped();
    new Worker(chart, 'client', { image }).connectTo(service(chart, props), options);
    return openToClient(chart);
  };
  const ports = [
    { name: 'http', port: 80, targetPort: 8080 },
    { name: 'metrics', port: 9090 },
  ];

  test('are not opened to clients beside other ports, but in the Service all the same', () => {
    expect(connected({ ports, metrics: { port: 9090 } })).toEqual([tcp(8080)]);
    const chart = scraped();
    service(chart, { ports, metrics: { port: 9090 } });
    expect(only(chart, 'Service').spec.ports.map(({ port }: Manifest) => port)).toEqual([80, 9090]);
  });

  test('of a StatefulService are not opened to clients either, not even at one member', () => {
    const chart = scraped();
    const mq = new StatefulService(chart, 'api', { image, ports, metrics: { port: 9090 }, replicas: 2 });
    const client = new Worker(chart, 'client', { image });
    client.connectTo(mq);
    client.connectTo(mq.member(1), { addressEnv: 'SECOND' });
    expect(openToClient(chart)).toEqual([tcp(8080)]);
    expect(mainContainer(chart, 'client').env).toEqual([{ name: 'SECOND', value: 'api-1.api-headless:8080' }]);
  });

  test('are opened to a client that names them', () => {
    expect(connected({ ports, metrics: { port: 9090 } }, { ports: ['metrics'] })).toEqual([tcp(9090)]);
  });

  test('leave one port for the variables of a client', () => {
    const chart = scraped();
    const client = new Worker(chart, 'client', { image });
    client.connectTo(service(chart, { ports, metrics: { port: 9090 } }), { addressEnv: 'API' });
    expect(mainContainer(chart, 'client').env).toEqual([{ name: 'API', value: 'api:80' }]);
  });

  test('are not meant by the default ports of `allowFrom` and `allowTo`', () => {
    const chart = scraped();
    const api = service(chart, { ports, metrics: { port: 9090 } });
    const client = new Worker(chart, 'client', { image });
    api.connections.allowFrom(client);
    client.connections.allowTo(api);
    expect(openToClient(chart)).toEqual([tcp(8080)]);
  });

  test('on a port without a name of its own are not opened either', () => {
    expect(connected({ ports: [{ port: 80 }, { port: 9090 }], metrics: { port: 9090 } })).toEqual([tcp(80)]);
  });

  test.each([
    ['it is the only one', [{ name: 'metrics', port: 9090 }], [tcp(9090)]],
    [
      'its name says what else it serves',
      [
        { name: 'http', port: 9090 },
        { name: 'grpc', port: 9000 },
      ],
      [tcp(9090), tcp(9000)],
    ],
  ] as const)('are on a port that clients get where %s', (_, own, opened) => {
    expect(connected({ ports: [...own], metrics: { port: 9090 } }).sort((a, b) => b.port - a.port)).toEqual(opened);
  });

  test('are not what an Ingress or a URL leads to, even where they come first', () => {
    const chart = scraped();
    const first = [ports[1], ports[0]];
    const exposure = Exposure.ingress({ host: 'shop.example.com' });
    const web = new PublicWebApp(chart, 'web', { image, ports: first, metrics: { port: 9090 }, exposure });
    expect(only(chart, 'Ingress').spec.rules[0].http.paths[0].backend.service.port).toEqual({ number: 80 });
    expect(web.urlFrom(chart)).toBe('http://web');
    expect(web.urlFrom(chart, { portName: 'metrics' })).toBe('http://web:9090');
  });

  test('are not opened to the internet by a load balancer', () => {
    const chart = scraped();
    new PublicWebApp(chart, 'web', { image, ports, metrics: { port: 9090 }, exposure: Exposure.loadBalancer() });
    const { ingress } = only(chart, 'NetworkPolicy').spec;
    const fromAnywhere = ingress.filter((rule: Manifest) => rule.from === undefined);
    expect(fromAnywhere).toEqual([{ ports: [tcp(8080)] }]);
  });
});

test('all of it synthesizes, and the proof has nothing against it', () => {
  const chart = scraped();
  const api = service(chart, { managementPort: 8081, metrics: { port: 8081 } });
  new Worker(chart, 'client', { image }).connectTo(api);
  expect(render(chart).filter(({ kind }) => kind === 'NetworkPolicy')).toHaveLength(2);
});
