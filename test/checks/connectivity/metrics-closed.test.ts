import { CLOSED, documents, policy, service, workload } from './written';
import { findingsOf } from '../findings-of';

const RULE = 'metrics-closed';
const WEB = workload('web', { ports: '[{ name: metrics, containerPort: 9090 }]' });
const SERVICE = service(
  'web',
  '{ selector: { app: web }, ports: [{ name: metrics, port: 80, targetPort: metrics }] }',
  'labels: { app: web }',
);
const WHO = 'lets nobody in who may do it: no Prometheus of the manifests, and no pod or address outside of them';

function monitor(kind: string, spec: string, apiVersion = 'monitoring.coreos.com/v1'): string {
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: web, namespace: shop }\nspec:\n${spec.replace(/^/gm, '  ')}\n`;
}

const SERVICE_MONITOR = monitor(
  'ServiceMonitor',
  'selector: { matchLabels: { app: web } }\nendpoints:\n  - port: metrics',
);

function opening(from: string, port: string | number = 9090): string {
  return policy(
    'open',
    `{ podSelector: { matchLabels: { app: web } }, policyTypes: [Ingress], ingress: [{ from: ${from}, ports: [{ port: ${port} }] }] }`,
  );
}

test('a port that is scraped and closed to everybody who may do it is told, where the monitor names it', () => {
  expect(findingsOf(documents(SERVICE_MONITOR, WEB, SERVICE, CLOSED), RULE)).toMatchObject([
    {
      severity: 'warning',
      object: 'shop/ServiceMonitor/web',
      line: 7,
      field: 'spec.endpoints[0]',
      detail: 'shop/Deployment/web 9090/TCP',
      message: `shop/ServiceMonitor/web has port 9090/TCP of shop/Deployment/web scraped, and shop/NetworkPolicy/closed ${WHO}`,
      fix: 'open 9090/TCP in ingress of shop/NetworkPolicy/closed to the pods of Prometheus',
      to: 'shop/Deployment/web',
      ports: ['9090/TCP'],
    },
  ]);
});

test('so is one by the annotations of pods, with a fix in code where there is code', () => {
  const annotations = '{ prometheus.io/scrape: "true", prometheus.io/port: "9090" }';
  const context = { connectionsCall: () => 'web.connections' };
  expect(findingsOf(documents(workload('web', { annotations }), CLOSED), RULE, context)).toMatchObject([
    {
      object: 'shop/Deployment/web',
      field: 'spec.template.metadata.annotations.prometheus.io/port',
      message: `shop/Deployment/web has its port 9090/TCP scraped, and shop/NetworkPolicy/closed ${WHO}`,
      fix: "web.connections.allowFrom(Peer.namespace('monitoring'), [Port.tcp(9090)]);",
    },
  ]);
});

describe("pods with Istio's sidecar, whose injector replaces the annotations", () => {
  const annotations = '{ prometheus.io/scrape: "true", prometheus.io/port: "9090" }';
  const labels = { app: 'web', 'sidecar.istio.io/inject': 'true' };
  const prometheus = '[{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: monitoring } } }]';

  test('are scraped at the port of the proxy', () => {
    const web = workload('web', { annotations, labels });

    expect(findingsOf(documents(web, CLOSED, opening(prometheus, 15020)), RULE)).toEqual([]);
    expect(findingsOf(documents(web, CLOSED, opening(prometheus, 9090)), RULE)).toMatchObject([
      { detail: 'shop/Deployment/web 15020/TCP' },
    ]);
  });

  test('are scraped at their own port where they do not let it', () => {
    const kept = annotations.replace('{ ', '{ prometheus.istio.io/merge-metrics: "false", ');
    const web = workload('web', { annotations: kept, labels });

    expect(findingsOf(documents(web, CLOSED, opening(prometheus, 9090)), RULE)).toEqual([]);
  });
});

describe('each way to say that something is scraped', () => {
  test.each([
    [
      'a PodMonitor by the name of a port',
      monitor('PodMonitor', 'selector: { matchLabels: { app: web } }\npodMetricsEndpoints: [{ port: metrics }]'),
    ],
    ['a PodMonitor by its number', monitor('PodMonitor', 'selector: {}\npodMetricsEndpoints: [{ portNumber: 9090 }]')],
    [
      'a ServiceMonitor by the port of the pods',
      monitor(
        'ServiceMonitor',
        'selector: { matchExpressions: [{ key: app, operator: Exists }] }\nendpoints: [{ targetPort: 9090 }]',
      ),
    ],
    [
      'one for all namespaces',
      monitor('ServiceMonitor', 'namespaceSelector: { any: true }\nselector: {}\nendpoints: [{ port: metrics }]'),
    ],
    [
      'one for some namespaces',
      monitor(
        'PodMonitor',
        'namespaceSelector: { matchNames: [ops, shop] }\nselector: {}\npodMetricsEndpoints: [{ port: metrics }]',
      ),
    ],
    [
      'a VMServiceScrape',
      monitor(
        'VMServiceScrape',
        'selector: { matchLabels: { app: web } }\nendpoints: [{ port: metrics }]',
        'operator.victoriametrics.com/v1beta1',
      ),
    ],
    [
      'a VMPodScrape',
      monitor(
        'VMPodScrape',
        'selector: { matchLabels: { app: web } }\npodMetricsEndpoints: [{ port: metrics }]',
        'operator.victoriametrics.com/v1beta1',
      ),
    ],
    [
      'a PodMonitoring',
      monitor(
        'PodMonitoring',
        'selector: { matchLabels: { app: web } }\nendpoints: [{ port: 9090 }]',
        'monitoring.googleapis.com/v1',
      ),
    ],
    [
      'a ClusterPodMonitoring',
      monitor(
        'ClusterPodMonitoring',
        'selector: { matchLabels: { app: web } }\nendpoints: [{ port: metrics }]',
        'monitoring.googleapis.com/v1',
      ),
    ],
    [
      'the annotations of a Service',
      service(
        'web2',
        '{ selector: { app: web }, ports: [{ port: 80 }] }',
        'annotations: { prometheus.io/scrape: "true", prometheus.io/port: "9090" }',
      ),
    ],
  ])('%s', (_what, yaml) => {
    expect(findingsOf(documents(yaml, WEB, SERVICE, CLOSED), RULE)).toMatchObject([
      { to: 'shop/Deployment/web', ports: ['9090/TCP'] },
    ]);
  });
});

test('two monitors of one port are one finding', () => {
  const other = monitor('PodMonitor', 'selector: {}\npodMetricsEndpoints: [{ port: metrics }]');
  expect(findingsOf(documents(SERVICE_MONITOR, other, WEB, SERVICE, CLOSED), RULE)).toHaveLength(1);
});

test.each([
  [
    'pods that are all in the input, and do something else',
    documents(workload('api'), opening('[{ podSelector: { matchLabels: { app: api } } }]')),
  ],
  ['everybody on another port', opening('[]', 8080)],
])('it stays closed where this is open: %s', (_what, open) => {
  expect(findingsOf(documents(SERVICE_MONITOR, WEB, SERVICE, CLOSED, open), RULE)).toHaveLength(1);
});

describe('nothing is said', () => {
  test.each([
    ['where everybody is let in', opening('[]')],
    ['where an address is', opening('[{ ipBlock: { cidr: 10.0.0.0/8 } }]')],
    [
      'where pods are that the input does not have',
      opening('[{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: monitoring } } }]'),
    ],
    [
      'where the Prometheus of the input is',
      documents(workload('prometheus'), opening('[{ podSelector: { matchLabels: { app: prometheus } } }]')),
    ],
    ['where the port is open by its name', opening('[]', 'metrics')],
    [
      'where an agent is on the host network, which policies may not see',
      workload('otel-agent', { kind: 'DaemonSet', pod: 'hostNetwork: true' }),
    ],
  ])('%s', (_what, open) => {
    expect(findingsOf(documents(SERVICE_MONITOR, WEB, SERVICE, CLOSED, open), RULE)).toEqual([]);
  });

  test.each([
    ['of pods that no policy isolates', documents(SERVICE_MONITOR, WEB, SERVICE)],
    [
      'of a monitor of others',
      documents(
        monitor('ServiceMonitor', 'selector: { matchLabels: { app: api } }\nendpoints: [{ port: metrics }]'),
        WEB,
        SERVICE,
        CLOSED,
      ),
    ],
    [
      'of a port that nobody has',
      documents(monitor('ServiceMonitor', 'selector: {}\nendpoints: [{ port: metric }]'), WEB, SERVICE, CLOSED),
    ],
    [
      'of a monitor with a selector that is none',
      documents(
        monitor(
          'ServiceMonitor',
          'selector: { matchExpressions: [{ key: app, operator: Near }] }\nendpoints: [{ port: metrics }]',
        ),
        WEB,
        SERVICE,
        CLOSED,
      ),
    ],
    [
      'of annotations without a port',
      documents(workload('web', { annotations: '{ prometheus.io/scrape: "true" }' }), CLOSED),
    ],
    [
      'of annotations that say no',
      documents(
        workload('web', { annotations: '{ prometheus.io/scrape: "false", prometheus.io/port: "9090" }' }),
        CLOSED,
      ),
    ],
    [
      'of a port that is none',
      documents(
        workload('web', { annotations: '{ prometheus.io/scrape: "true", prometheus.io/port: "99999" }' }),
        CLOSED,
      ),
    ],
  ])('%s', (_what, yaml) => {
    expect(findingsOf(yaml, RULE)).toEqual([]);
  });
});
