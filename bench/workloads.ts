import { App, Chart, Size } from 'cdk8s';
import {
  ConfigMap,
  Cpu,
  Deployment,
  EnvValue,
  HorizontalPodAutoscaler,
  Ingress,
  IngressBackend,
  k8s,
  Metric,
  MetricTarget,
  NetworkPolicy,
  NetworkPolicyPort,
  Probe,
  Secret,
  ServiceAccount,
} from 'cdk8s-plus-28';

/** The nine objects of a small service, written with cdk8s-plus-28 as most teams do. */
export function addService(chart: Chart, id: string): void {
  const metadata = { name: id, labels: { 'app.kubernetes.io/name': id, 'app.kubernetes.io/part-of': 'shop' } };
  const config = new ConfigMap(chart, `${id}-config`, {
    metadata,
    data: { LOG_LEVEL: 'info', FEATURES: 'yes', 'app.properties': `name=${id}\nport=8080\ntimeout=30s\n` },
  });
  const secret = new Secret(chart, `${id}-secret`, { metadata, stringData: { token: `token-of-${id}`, user: '0815' } });
  const serviceAccount = new ServiceAccount(chart, `${id}-account`, { metadata });
  const deployment = new Deployment(chart, id, { metadata, serviceAccount });
  deployment.addContainer({
    name: 'main',
    image: `ghcr.io/acme/${id}:1.4.2`,
    portNumber: 8080,
    envVariables: {
      SERVICE_NAME: EnvValue.fromValue(id),
      LOG_LEVEL: EnvValue.fromConfigMap(config, 'LOG_LEVEL'),
      TOKEN: EnvValue.fromSecretValue({ secret, key: 'token' }),
    },
    resources: {
      cpu: { request: Cpu.millis(100), limit: Cpu.units(1) },
      memory: { request: Size.mebibytes(128), limit: Size.mebibytes(256) },
    },
    readiness: Probe.fromHttpGet('/ready', { port: 8080 }),
    liveness: Probe.fromHttpGet('/healthz', { port: 8080 }),
  });
  const service = deployment.exposeViaService({ name: id, ports: [{ name: 'http', port: 80, targetPort: 8080 }] });
  new NetworkPolicy(chart, `${id}-policy`, { metadata, selector: deployment }).addIngressRule(deployment, [
    NetworkPolicyPort.tcp(8080),
  ]);
  new HorizontalPodAutoscaler(chart, `${id}-autoscaler`, {
    metadata,
    target: deployment,
    maxReplicas: 10,
    metrics: [Metric.resourceCpu(MetricTarget.averageUtilization(70))],
  });
  new k8s.KubePodDisruptionBudget(chart, `${id}-budget`, {
    metadata,
    spec: { minAvailable: k8s.IntOrString.fromNumber(1), selector: { matchLabels: deployment.matchLabels } },
  });
  new Ingress(chart, `${id}-ingress`, { metadata }).addHostRule(
    `${id}.example.com`,
    '/',
    IngressBackend.fromService(service),
  );
}

/** How many objects `addService` adds. */
export const OBJECTS_PER_SERVICE = 9;

/** Spreads services evenly over charts. */
export function addCharts(app: App, charts: number, services: number): void {
  for (let i = 0; i < charts; i++) {
    const chart = new Chart(app, `chart-${i}`, { namespace: `team-${i % 20}` });
    const end = Math.round(((i + 1) * services) / charts);
    for (let j = Math.round((i * services) / charts); j < end; j++) addService(chart, `service-${j}`);
  }
}
