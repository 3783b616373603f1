import { Chart, Duration } from 'cdk8s';
import { BadInput } from './row';
import { ClusterProfile, MetricsOptions, Monitoring, Peer, Worker } from '../../src';

const scraper = Peer.namespace('monitoring');

function worker(chart: Chart, metrics: MetricsOptions, monitoring = Monitoring.prometheusOperator({ scraper })): void {
  new ClusterProfile({ monitoring }).applyTo(chart);
  new Worker(chart, 'mailer', { image: 'ghcr.io/acme/mailer:1.0.0', writablePaths: [], managementPort: 8081, metrics });
}

export const MONITORING: Record<string, BadInput> = {
  'metrics without a port': {
    write: (chart) => worker(chart, { path: '/prom' }),
    says: 'shop/mailer: metrics: got neither a port nor its name; allowed: one of `port` and `portName`. Fix: { port: 9090 }',
  },
  'metrics of a port by number and name': {
    write: (chart) => worker(chart, { port: 1, portName: 'management' }),
    says: 'shop/mailer: metrics: got a port and a name; allowed: one of `port` and `portName`. Fix: { port: 9090 }',
  },
  'metrics of an unknown name': {
    write: (chart) => worker(chart, { portName: 'http' }),
    says: 'shop/mailer: metrics.portName: got "http"; allowed: the name of a TCP port: "management". Fix: name the port by its number, `port`',
  },
  'metrics of a path without its "/"': {
    write: (chart) => worker(chart, { port: 9090, path: 'prom' }),
    says: 'shop/mailer: metrics.path: got "prom"; allowed: a path that begins with "/", without spaces, "?" and "#". Fix: write "/prom"',
  },
  'metrics more often than each second': {
    write: (chart) => worker(chart, { port: 9090, interval: Duration.millis(500) }),
    says: 'shop/mailer: metrics.interval: got 0.5 s; allowed: whole seconds from 1 on.',
    withoutFix: true,
  },
  'metrics of one port and path twice': {
    write: (chart) => worker(chart, { port: 9090, others: [{ port: 9090 }] }),
    says: 'shop/mailer: metrics.others[0]: got port 9090, path /metrics a second time; allowed: each port and path once, or its metrics would count twice. Fix: leave it out',
  },
  'an interval where annotations have none': {
    write: (chart) =>
      worker(chart, { port: 9090, interval: Duration.seconds(15) }, Monitoring.annotations({ scraper })),
    says: 'shop/mailer: metrics.interval: got 15 s; allowed: one port and path, without an interval, where the cluster finds metrics by annotations of pods. Fix: leave it out, or use Monitoring.prometheusOperator',
  },
  'several ports where annotations have one': {
    write: (chart) => worker(chart, { port: 9090, others: [{ port: 9091 }] }, Monitoring.annotations({ scraper })),
    says: 'shop/mailer: metrics.others: got 2 endpoints; allowed: one port and path, without an interval, where the cluster finds metrics by annotations of pods. Fix: leave it out, or use Monitoring.prometheusOperator',
  },
  'a label of monitors that is none': {
    write: () => Monitoring.prometheusOperator({ scraper, labels: { release: 'kube prometheus' } }),
    says: 'Monitoring.prometheusOperator: value of label "release": got "kube prometheus"; allowed: at most 63 letters, digits, "-", "_" and ".", beginning and ending with a letter or digit. Fix: leave other characters out, or make it an annotation, which takes any text',
  },
};
