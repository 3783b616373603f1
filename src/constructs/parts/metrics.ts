import { Construct } from 'constructs';
import { Part } from './part';
import { ClusterProfile } from '../../network/cluster-profile';
import { Port } from '../../network/port';
import { Protocol } from '../../plus/cdk8s-plus';
import { checkPortNumber } from '../../support/numbers';
import { inWords, refuse } from '../../support/refuse';
import { PortMapping, ServicePort } from '../values/port-mapping';

/** Where a workload's metrics are scraped. */
export interface MetricsOptions {
  /** The port that the container serves metrics on. */
  readonly port: number;
}

/** What monitoring may read. @internal */
export interface MetricsProps {
  /**
   * Where metrics are scraped; opens that port to the cluster profile's `metricsScraper`.
   *
   * @default - no metrics
   */
  readonly metrics?: MetricsOptions;
}

/** Opens the metrics to whom the cluster profile names, and to nobody else. */
export function metrics(owner: Construct, props: MetricsProps): Part {
  if (props.metrics === undefined) return {};
  const { port } = props.metrics;
  const scraper = ClusterProfile.of(owner).metricsScraper;
  if (scraper === undefined) {
    refuse(owner, {
      what: 'metrics',
      got: inWords(`port ${port}`),
      allowed: 'metrics where the cluster profile says who scrapes them',
      fix: "new ClusterProfile({ metricsScraper: Peer.namespace('monitoring') }).applyTo(app)",
    });
  }
  return { open: (connections) => connections.allowFrom(scraper, [Port.tcp(port)]) };
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
  const isMetrics = ({ targetPort, protocol, name }: ServicePort): boolean =>
    targetPort === props.metrics?.port &&
    protocol === Protocol.TCP &&
    (/metrics|prom/.test(name ?? '') || given.every((mapping) => mapping.name !== name));
  if (ports.every(isMetrics)) return [...ports];
  return ports.map((port) => (isMetrics(port) ? { ...port, metricsOnly: true } : port));
}

/** The ports of the main container with that of the metrics, whether or not it is in a Service. */
export function withMetricsPort(
  where: Construct,
  ports: readonly ServicePort[],
  props: MetricsProps,
): readonly ServicePort[] {
  if (props.metrics === undefined) return ports;
  const port = checkPortNumber(where, props.metrics.port, 'metrics.port');
  if (ports.some((known) => known.targetPort === port && known.protocol === Protocol.TCP)) return ports;
  const isTaken = (candidate: string): boolean => ports.some((known) => known.name === candidate);
  const name = ['metrics', `metrics-${port}`, `prom-${port}`].find((candidate) => !isTaken(candidate));
  return [...ports, { name, port, targetPort: port, protocol: Protocol.TCP }];
}
