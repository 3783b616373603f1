import { Chart, Duration } from 'cdk8s';
import {
  ClusterProfile,
  Exposure,
  Health,
  InternalService,
  MetricsOptions,
  Monitoring,
  Peer,
  PublicWebApp,
  StatefulService,
  Worker,
} from '../../src';
import { mainContainer, Manifest, only, podTemplate, ownerOfPods, render, shopChart } from '../manifests';

const IMAGE = 'ghcr.io/acme/api:1.4.2';
const scraper = Peer.namespace('monitoring');
const OPERATOR = Monitoring.prometheusOperator({ scraper, labels: { release: 'prom' } });

function chartWith(monitoring?: Monitoring): Chart {
  const chart = shopChart();
  new ClusterProfile(monitoring === undefined ? { metricsScraper: scraper } : { monitoring }).applyTo(chart);
  return chart;
}

function service(chart: Chart, metrics: MetricsOptions): InternalService {
  return new InternalService(chart, 'api', { image: IMAGE, port: 80, targetPort: 8080, metrics, writablePaths: [] });
}

const kindsOf = (chart: Chart): string[] => render(chart).map(({ kind }: Manifest) => kind);

/** The ports that the policy opens to the scraper. */
function openPorts(chart: Chart): number[] {
  const { ingress = [] } = only(chart, 'NetworkPolicy').spec;
  return ingress
    .filter(({ from = [] }: Manifest) => JSON.stringify(from).includes('"monitoring"'))
    .flatMap(({ ports }: Manifest) => ports.map(({ port }: Manifest) => port));
}

describe('with the Prometheus Operator', () => {
  test('a workload whose metrics are in no Service gets a PodMonitor', () => {
    const chart = chartWith(OPERATOR);
    service(chart, { port: 9090 });
    const monitor = only(chart, 'PodMonitor');
    expect(monitor).toMatchObject({
      apiVersion: 'monitoring.coreos.com/v1',
      metadata: { name: 'api', namespace: 'shop', labels: { 'app.kubernetes.io/name': 'api', release: 'prom' } },
    });
    expect(monitor.spec).toEqual({
      jobLabel: 'app.kubernetes.io/name',
      selector: { matchLabels: { 'app.kubernetes.io/name': 'api' } },
      podMetricsEndpoints: [{ port: 'metrics', path: '/metrics' }],
    });
    expect(mainContainer(chart).ports).toContainEqual({ name: 'metrics', containerPort: 9090, protocol: 'TCP' });
    expect(openPorts(chart)).toEqual([9090]);
  });

  test('a workload whose Service leads to its metrics gets a ServiceMonitor', () => {
    const chart = chartWith(OPERATOR);
    new InternalService(chart, 'api', {
      image: IMAGE,
      ports: [
        { name: 'http', port: 80, targetPort: 8080 },
        { name: 'metrics', port: 9100, targetPort: 9090 },
      ],
      metrics: { portName: 'metrics', path: '/prom', interval: Duration.seconds(15) },
      writablePaths: [],
    });
    expect(only(chart, 'ServiceMonitor').spec).toEqual({
      jobLabel: 'app.kubernetes.io/name',
      selector: { matchLabels: { 'app.kubernetes.io/name': 'api' } },
      endpoints: [{ port: 'metrics', path: '/prom', interval: '15s' }],
    });
    expect(only(chart, 'Service').metadata.labels).toMatchObject({ 'app.kubernetes.io/name': 'api' });
    expect(kindsOf(chart)).not.toContain('PodMonitor');
    expect(openPorts(chart)).toEqual([9090]);
  });

  test('the one port without a name is found by its number', () => {
    const chart = chartWith(OPERATOR);
    service(chart, { port: 8080 });
    expect(only(chart, 'ServiceMonitor').spec.endpoints).toEqual([{ targetPort: 8080, path: '/metrics' }]);
  });

  test('`podMonitorsOnly` asks the pods, whatever is in the Service', () => {
    const chart = chartWith(Monitoring.prometheusOperator({ scraper, podMonitorsOnly: true }));
    service(chart, { port: 8080 });
    expect(only(chart, 'PodMonitor').spec.podMetricsEndpoints).toEqual([{ targetPort: 8080, path: '/metrics' }]);
  });

  test('several ports and paths are several endpoints of one monitor', () => {
    const chart = chartWith(OPERATOR);
    service(chart, { port: 8080, others: [{ port: 9090 }, { port: 9090, path: '/jvm' }, { port: 9091 }] });
    expect(only(chart, 'PodMonitor').spec.podMetricsEndpoints).toEqual([
      { targetPort: 8080, path: '/metrics' },
      { port: 'metrics', path: '/metrics' },
      { port: 'metrics', path: '/jvm' },
      { port: 'metrics-9091', path: '/metrics' },
    ]);
    expect(openPorts(chart)).toEqual([8080, 9090, 9091]);
  });

  test('a port of probes may be named', () => {
    const chart = chartWith(OPERATOR);
    new Worker(chart, 'mailer', {
      image: IMAGE,
      managementPort: 8081,
      metrics: { portName: 'management' },
      health: Health.http('/live', { portName: 'management' }),
      writablePaths: [],
    });
    expect(only(chart, 'PodMonitor').spec.podMetricsEndpoints).toEqual([{ port: 'management', path: '/metrics' }]);
  });

  test('workloads with two Services get a PodMonitor, so that each pod is asked once', () => {
    const chart = chartWith(OPERATOR);
    new StatefulService(chart, 'mq', {
      image: IMAGE,
      ports: [{ name: 'metrics', port: 9090 }],
      metrics: { port: 9090 },
      writablePaths: [],
    });
    expect(kindsOf(chart).filter((kind) => /Monitor/.test(kind))).toEqual(['PodMonitor']);
  });

  test('a workload without `metrics` has no monitor', () => {
    const chart = chartWith(OPERATOR);
    new Worker(chart, 'mailer', { image: IMAGE, writablePaths: [] });
    expect(kindsOf(chart).filter((kind) => /Monitor/.test(kind))).toEqual([]);
  });
});

describe('with annotations', () => {
  const ANNOTATIONS = Monitoring.annotations({ scraper });

  test('the pods say where their metrics are', () => {
    const chart = chartWith(ANNOTATIONS);
    service(chart, { port: 9090, path: '/prom' });
    expect(podTemplate(ownerOfPods(chart)).metadata.annotations).toEqual({
      'prometheus.io/scrape': 'true',
      'prometheus.io/port': '9090',
      'prometheus.io/path': '/prom',
    });
    expect(kindsOf(chart).filter((kind) => /Monitor/.test(kind))).toEqual([]);
    expect(openPorts(chart)).toEqual([9090]);
  });

  test('`podAnnotations` win', () => {
    const chart = chartWith(ANNOTATIONS);
    new Worker(chart, 'mailer', {
      image: IMAGE,
      metrics: { port: 9090 },
      podAnnotations: { 'prometheus.io/scrape': 'false' },
      writablePaths: [],
    });
    expect(podTemplate(ownerOfPods(chart)).metadata.annotations).toMatchObject({ 'prometheus.io/scrape': 'false' });
  });
});

test('`metricsScraper` alone opens the port, and nothing else is rendered', () => {
  const chart = chartWith();
  service(chart, { port: 9090 });
  expect(openPorts(chart)).toEqual([9090]);
  expect(kindsOf(chart).filter((kind) => /Monitor/.test(kind))).toEqual([]);
  expect(podTemplate(ownerOfPods(chart)).metadata.annotations ?? {}).toEqual({});
});

test('a load balancer leaves out all ports of metrics', () => {
  const chart = chartWith(OPERATOR);
  new PublicWebApp(chart, 'web', {
    image: IMAGE,
    ports: [
      { name: 'http', port: 80, targetPort: 8080 },
      { name: 'metrics', port: 9090 },
      { name: 'prom-jvm', port: 9091 },
    ],
    metrics: { portName: 'metrics', others: [{ port: 9091 }] },
    exposure: Exposure.loadBalancer(),
    writablePaths: [],
  });
  const everybody = only(chart, 'NetworkPolicy').spec.ingress.filter(({ from }: Manifest) => {
    return !JSON.stringify(from ?? []).includes('"monitoring"');
  });
  expect(everybody.flatMap(({ ports }: Manifest) => ports.map(({ port }: Manifest) => port))).toEqual([8080]);
});
