import { Chart, Duration, Size } from 'cdk8s';
import { passwordIn } from './passwords';
import { DatabaseEngine, Health, HeadlessDatabase, InternalService } from 'cdk8s-service-patterns';

/** "Advanced Networking Concepts": session affinity, a headless Service, several ports. */
export function advanced(chart: Chart): void {
  // Original: Service sticky-service with sessionAffinityConfig.clientIP.timeoutSeconds.
  // Safer: a typed duration, checked against the API's limits, instead of three nested fields and a number.
  new InternalService(chart, 'sticky-service', {
    image: 'nginx:1.27.3',
    port: 80,
    health: Health.http('/'),
    sessionAffinity: Duration.hours(1),
  });

  // Original: Service headless-service with clusterIP None, for pods of whatever kind.
  // Safer: a StatefulSet, without which the pods have no names of their own to be found by.
  new HeadlessDatabase(chart, 'headless-service', {
    engine: DatabaseEngine.mysql('8.4.3'),
    storage: Size.gibibytes(10),
    password: passwordIn(chart, 'mysql'),
  });

  // Original: Service multi-port-service.
  // Safer: container ports, probes and policy follow this list, and the metrics are for the monitoring alone. A client
  // that needs one port of the three says so: connectTo(…, { ports: ['https'] }).
  new InternalService(chart, 'multi-port-service', {
    image: 'ghcr.io/acme/web:1.0.0',
    // It writes nowhere but into /tmp.
    writablePaths: [],
    ports: [
      { name: 'http', port: 80, targetPort: 8080 },
      { name: 'https', port: 443, targetPort: 8443 },
      { name: 'metrics', port: 9090 },
    ],
    metrics: { port: 9090 },
    health: Health.http('/health'),
  });
}
