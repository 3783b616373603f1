import { Construct } from 'constructs';
import { IsolationProps } from './isolation';
import { meshOf } from './mesh';
import { addMonitor, annotationsOf, Scraped } from './monitor';
import { Part } from './part';
import { ClusterProfile } from '../../network/cluster-profile';
import { Port } from '../../network/port';
import { Protocol } from '../../plus/cdk8s-plus';
import { inWords, refuse } from '../../support/refuse';
import { endpointsOf, MetricsOptions } from '../values/metrics-endpoint';
import { PortMapping, ServicePort } from '../values/service-port';

/** What monitoring may read. @internal */
export interface MetricsProps {
  /**
   * Where metrics are scraped; opens that port to the cluster profile's `metricsScraper`, and tells its `monitoring` of it.
   *
   * @default - no metrics
   */
  readonly metrics?: MetricsOptions;
}

/**
 * Opens the metrics to whom the cluster profile names, and to nobody else, and says there is something to scrape.
 *
 * In a mesh the scraper is known as any other client is: by its account or namespace, or, where its peer says that it is outside of
 * the mesh, by its address, on the ports of the metrics alone. Two things are the meshes' own. Istio's proxy takes the place of the
 * metrics that annotations of pods name: it asks the program inside of the pod, and serves them with its own at a port that it does
 * not guard, so that this port alone is opened, and that of the program to nobody. Linkerd's proxy has metrics of its own, which are
 * opened with those of the program.
 *
 * @see https://istio.io/latest/docs/ops/integrations/prometheus/#option-1-metrics-merging
 */
export function metrics(props: MetricsProps & IsolationProps, scraped: Scraped): Part {
  const { owner, endpoints } = scraped;
  if (props.metrics === undefined) return {};
  const ports = [...new Set(endpoints.map(({ port }) => port))];
  const { metricsScraper: scraper, monitoring } = ClusterProfile.of(owner);
  if (scraper === undefined) {
    refuse(owner, {
      what: 'metrics',
      got: inWords(`port ${ports.join(', ')}`),
      allowed: 'metrics where the cluster profile says who scrapes them',
      fix: "new ClusterProfile({ metricsScraper: Peer.namespace('monitoring') }).applyTo(app)",
    });
  }
  return {
    open: (connections) => {
      connections._protocols.add(...ports.map((port) => ({ port, speaks: 'http' as const })));
      const { mergedMetrics, proxyMetrics } = meshOf(owner, props)?._facts ?? {};
      if (mergedMetrics !== undefined && monitoring !== undefined && monitoring._monitors === undefined) {
        connections._allowUnmeshed('ingress', scraper, [Port.tcp(mergedMetrics)]);
        return;
      }
      const opened = proxyMetrics === undefined ? ports : [...ports, proxyMetrics];
      connections.allowFrom(
        scraper,
        opened.map((port) => Port.tcp(port)),
      );
    },
    complete: () => {
      if (monitoring?._monitors !== undefined) addMonitor(scraped, monitoring._monitors);
    },
  };
}

/** The annotations of pods by which the cluster's monitoring finds the metrics. */
export function metricsAnnotations(scraped: Scraped): { readonly [key: string]: string } {
  if (scraped.endpoints.length === 0) return {};
  const { monitoring } = ClusterProfile.of(scraped.owner);
  return monitoring === undefined || monitoring._monitors !== undefined ? {} : annotationsOf(scraped);
}

/**
 * Marks the port of a Service that leads to the metrics. Where the Service has others, clients get it by its name alone,
 * unless that name says that it serves something else: `http`, `grpc`.
 */
export function markMetrics(
  ports: readonly ServicePort[],
  given: readonly PortMapping[],
  props: MetricsProps,
): ServicePort[] {
  const { others = [], ...first } = props.metrics ?? {};
  // A name may be that of a port in no Service; it is checked where all ports are known.
  const numbers = [first, ...others].map(
    ({ port, portName }) => port ?? ports.find(({ name }) => name !== undefined && name === portName)?.targetPort,
  );
  const isMetrics = ({ targetPort, protocol, name }: ServicePort): boolean =>
    numbers.includes(targetPort) &&
    protocol === Protocol.TCP &&
    (/metrics|prom/.test(name ?? '') || given.every((mapping) => mapping.name !== name));
  if (ports.every(isMetrics)) return [...ports];
  return ports.map((port) => (isMetrics(port) ? ServicePort._forMetrics(port, true) : port));
}

/** The ports of the main container with those of the metrics, whether or not they are in a Service. */
export function withMetricsPort(
  where: Construct,
  ports: readonly ServicePort[],
  props: MetricsProps,
): readonly ServicePort[] {
  return endpointsOf(where, props.metrics, ports).reduce((all, { port }) => withPort(where, all, port), ports);
}

function withPort(where: Construct, ports: readonly ServicePort[], port: number): readonly ServicePort[] {
  if (ports.some((known) => known.targetPort === port && known.protocol === Protocol.TCP)) return ports;
  const isTaken = (candidate: string): boolean => ports.some((known) => known.name === candidate);
  const name = ['metrics', `metrics-${port}`, `prom-${port}`].find((candidate) => !isTaken(candidate));
  return [...ports, ServicePort._resolve(where, { name, port }, { named: true })];
}
