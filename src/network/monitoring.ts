import { Peer } from './peer';
import { checked } from '../checked/checked';
import { checkLabels } from '../support/names';

/** How the Prometheus Operator of a cluster is told what to scrape. */
export interface PrometheusOperatorOptions {
  /** The pods of Prometheus: whom the ports of metrics are opened to. */
  readonly scraper: Peer;

  /**
   * Labels by which Prometheus selects its monitors, for example `release: kube-prometheus-stack`.
   *
   * @default - the recommended labels alone, for a Prometheus that selects all monitors
   */
  readonly labels?: { readonly [key: string]: string };

  /**
   * Whether there are PodMonitors alone, also where a Service leads to the metrics.
   *
   * @default false
   */
  readonly podMonitorsOnly?: boolean;
}

/** Who reads annotations of pods to know what to scrape. */
export interface ScrapeAnnotationsOptions {
  /** The pods of the scraper: whom the ports of metrics are opened to. */
  readonly scraper: Peer;
}

/**
 * Who scrapes the metrics of a cluster, and how it learns of a workload with `metrics`.
 *
 * @see https://prometheus-operator.dev/docs/developer/getting-started/
 *
 * @example
 *
 * const monitoring = Monitoring.prometheusOperator({
 *   scraper: Peer.pods({ namespace: 'monitoring', labels: { 'app.kubernetes.io/name': 'prometheus' } }),
 *   labels: { release: 'kube-prometheus-stack' },
 * });
 * new ClusterProfile({ monitoring }).applyTo(app);
 */
@checked
export class Monitoring {
  /** A ServiceMonitor beside each workload whose Service leads to its metrics, a PodMonitor beside the others. */
  public static prometheusOperator(options: PrometheusOperatorOptions): Monitoring {
    const labels = checkLabels('Monitoring.prometheusOperator', options.labels ?? {});
    return new Monitoring(options.scraper, { labels, podMonitorsOnly: options.podMonitorsOnly ?? false });
  }

  /** The annotations `prometheus.io/scrape`, `port` and `path` on the pods, as many configurations of Prometheus read them. */
  public static annotations(options: ScrapeAnnotationsOptions): Monitoring {
    return new Monitoring(options.scraper);
  }

  private constructor(
    /** @internal */
    public readonly _scraper: Peer,
    /** What monitors are like; without it there are annotations. @internal */
    public readonly _monitors?: {
      readonly labels: { readonly [key: string]: string };
      readonly podMonitorsOnly: boolean;
    },
  ) {}
}
