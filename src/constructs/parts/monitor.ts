import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { NAME_LABEL } from './labels';
import { Protocol } from '../../plus/cdk8s-plus';
import { withCompletedMetadata } from '../../plus/completed-metadata';
import { inWords, refuse } from '../../support/refuse';
import { Endpoint } from '../values/metrics-endpoint';
import { ServicePort } from '../values/service-port';

/** What a monitor needs to know of a workload. */
export interface Scraped {
  readonly owner: Construct;
  readonly name: string;
  readonly labels: { readonly [key: string]: string };
  readonly selectorLabels: { readonly [key: string]: string };
  /** The ports of the main container. */
  readonly ports: readonly ServicePort[];
  /** The ports of the one Service of the workload's name, if it has one. */
  readonly servicePorts: readonly ServicePort[];
  readonly endpoints: readonly Endpoint[];
}

/** How monitors are made in the cluster. */
export interface MonitorOptions {
  readonly labels: { readonly [key: string]: string };
  readonly podMonitorsOnly: boolean;
}

/**
 * Tells the Prometheus Operator what to scrape. The monitor stands in the namespace of the pods, which is where it looks
 * unless it says otherwise.
 */
export function addMonitor(scraped: Scraped, options: MonitorOptions): void {
  const { owner, name, labels, selectorLabels, endpoints, servicePorts, ports } = scraped;
  const inService = endpoints.map(({ port }) => findTcp(servicePorts, port));
  const hasService = !options.podMonitorsOnly && inService.every((port) => port !== undefined);
  const kind = hasService ? 'ServiceMonitor' : 'PodMonitor';
  const endpointsKey = hasService ? 'endpoints' : 'podMetricsEndpoints';
  const monitor = new ApiObject(owner, kind, {
    apiVersion: 'monitoring.coreos.com/v1',
    kind,
    metadata: { name, namespace: Chart.of(owner).namespace, labels: { ...labels, ...options.labels } },
    spec: {
      jobLabel: NAME_LABEL,
      selector: { matchLabels: { ...selectorLabels } },
      [endpointsKey]: endpoints.map(({ port, path, seconds }, i) => {
        const portName = (hasService ? inService[i] : findTcp(ports, port))?.name;
        return {
          // A port without a name is found by the number that the pods have.
          ...(portName === undefined ? { targetPort: port } : { port: portName }),
          path,
          ...(seconds === undefined ? {} : { interval: `${seconds}s` }),
        };
      }),
    },
  });
  withCompletedMetadata(monitor);
}

/** What scrapers read that find pods by their annotations. There is room for one port, and none for an interval. */
export function annotationsOf({ owner, endpoints }: Scraped): { readonly [key: string]: string } {
  const [{ port, path, seconds }] = endpoints;
  if (endpoints.length > 1 || seconds !== undefined) {
    refuse(owner, {
      what: endpoints.length > 1 ? 'metrics.others' : 'metrics.interval',
      got: inWords(endpoints.length > 1 ? `${endpoints.length} endpoints` : `${seconds} s`),
      allowed: 'one port and path, without an interval, where the cluster finds metrics by annotations of pods',
      fix: 'leave it out, or use Monitoring.prometheusOperator',
    });
  }
  return { 'prometheus.io/scrape': 'true', 'prometheus.io/port': String(port), 'prometheus.io/path': path };
}

function findTcp(ports: readonly ServicePort[], number: number): ServicePort | undefined {
  return ports.find(({ targetPort, protocol }) => targetPort === number && protocol === Protocol.TCP);
}
