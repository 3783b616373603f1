import { ClusterProfile, Cni, Peer } from 'cdk8s-service-patterns';

/** The namespace of the monitoring, which scrapes every service. */
export const MONITORING = 'monitoring';

/** The port at which services of Acme have their metrics. */
export const METRICS_PORT = 9090;

/** What the clusters of Acme are like. Not exported: charts of Acme have it. */
export const ACME_CLUSTER = new ClusterProfile({
  name: 'acme',
  cni: Cni.CALICO,
  podCidrs: ['10.244.0.0/16'],
  metricsScraper: Peer.namespace(MONITORING),
});
