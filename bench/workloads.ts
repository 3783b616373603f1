import { ApiObject, App, Chart } from 'cdk8s';

/** Nine objects such as a small service has, in plain API objects: what is measured is synth, not constructs. */
export function addService(chart: Chart, id: string): void {
  const labels = { 'app.kubernetes.io/name': id, 'app.kubernetes.io/part-of': 'shop' };
  const object = (kind: string, apiVersion: string, rest: Record<string, unknown>): ApiObject =>
    new ApiObject(chart, `${id}-${kind}`, { apiVersion, kind, metadata: { name: id, labels }, ...rest });
  const selector = { matchLabels: { 'app.kubernetes.io/name': id } };
  object('ServiceAccount', 'v1', { automountServiceAccountToken: false });
  object('ConfigMap', 'v1', {
    data: { LOG_LEVEL: 'info', FEATURES: 'yes', 'app.properties': `name=${id}\nport=8080\ntimeout=30s\n` },
  });
  object('Secret', 'v1', { type: 'Opaque', stringData: { token: `token-of-${id}`, user: '0815' } });
  object('Deployment', 'apps/v1', { spec: { replicas: 2, selector, template: podTemplate(id, labels) } });
  object('Service', 'v1', {
    spec: { type: 'ClusterIP', selector: selector.matchLabels, ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
  });
  object('NetworkPolicy', 'networking.k8s.io/v1', {
    spec: {
      podSelector: selector,
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [{ podSelector: {} }], ports: [{ port: 8080, protocol: 'TCP' }] }],
      egress: [{ to: [{ namespaceSelector: {} }], ports: [{ port: 53, protocol: 'UDP' }] }],
    },
  });
  object('HorizontalPodAutoscaler', 'autoscaling/v2', {
    spec: {
      minReplicas: 2,
      maxReplicas: 10,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: id },
      metrics: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } },
      ],
    },
  });
  object('PodDisruptionBudget', 'policy/v1', { spec: { minAvailable: 1, selector } });
  object('Ingress', 'networking.k8s.io/v1', {
    spec: {
      rules: [
        {
          host: `${id}.example.com`,
          http: {
            paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: id, port: { number: 80 } } } }],
          },
        },
      ],
    },
  });
}

/** Nine, the number of objects that `addService` adds. */
export const OBJECTS_PER_SERVICE = 9;

/** Spreads services evenly over charts. */
export function addCharts(app: App, charts: number, services: number): void {
  for (let i = 0; i < charts; i++) {
    const chart = new Chart(app, `chart-${i}`, { namespace: `team-${i % 20}` });
    const end = Math.round(((i + 1) * services) / charts);
    for (let j = Math.round((i * services) / charts); j < end; j++) addService(chart, `service-${j}`);
  }
}

function podTemplate(id: string, labels: Record<string, string>): unknown {
  const probe = (path: string): unknown => ({ httpGet: { path, port: 8080 }, periodSeconds: 10, failureThreshold: 3 });
  return {
    metadata: { labels },
    spec: {
      serviceAccountName: id,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          name: 'main',
          image: `ghcr.io/acme/${id}:1.4.2`,
          ports: [{ name: 'http', containerPort: 8080 }],
          env: [
            { name: 'SERVICE_NAME', value: id },
            { name: 'PORT', value: '8080' },
            { name: 'TOKEN', valueFrom: { secretKeyRef: { name: id, key: 'token' } } },
          ],
          resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '256Mi' } },
          readinessProbe: probe('/ready'),
          livenessProbe: probe('/healthz'),
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
        },
      ],
    },
  };
}
