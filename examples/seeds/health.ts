import { Chart } from 'cdk8s';
import { ConfigMap, Volume } from 'cdk8s-plus-28';
import { Health, InternalService } from 'cdk8s-service-patterns';

/** "Example 2: Service Health Monitoring". */
export function health(chart: Chart): void {
  // The image answers 404 on /health, so that the original's pods never become ready and are restarted for ever.
  const configuration = new ConfigMap(chart, 'healthy-service-nginx', {
    metadata: { name: 'healthy-service-nginx' },
    data: {
      'default.conf': [
        'server {',
        '  listen 80;',
        '  root /usr/share/nginx/html;',
        '  location = /health { access_log off; return 200; }',
        '}',
        '',
      ].join('\n'),
    },
  });

  // Original: Service healthy-service, Deployment webapp with two probes.
  // Safer: the same periods are the default (readiness every 10 s, liveness every 15 s), with timeouts beside them; a startup
  // probe takes the place of the delays, however long a start takes; the probes ask the port that is declared, once.
  new InternalService(chart, 'healthy-service', {
    image: 'nginx:1.27.3',
    replicas: 3,
    port: 80,
    // nginx answers the path by itself, so that it tells when to restart it, too, as in the original.
    health: Health.http('/health', { liveness: {} }),
    volumeMounts: [
      { path: '/etc/nginx/conf.d', volume: Volume.fromConfigMap(chart, 'healthy-service-conf', configuration) },
    ],
  });
}
