import { App, Chart, Duration, Size } from 'cdk8s';
import {
  Cpu,
  Deployment,
  EnvValue,
  k8s,
  NetworkPolicy,
  NetworkPolicyPort,
  Pods,
  Probe,
  Topology,
  Volume,
} from 'cdk8s-plus-28';
import { machine, median, seconds, table } from './report';
import { Health, InternalService, ServiceApp } from 'cdk8s-service-patterns';

/*
 * What our constructs cost beside plain cdk8s-plus-28: services in a ring, each of which connects to the next, once as
 * InternalServices, once with the same Deployments, Services, policies and disruption budgets written out.
 */

const RUNS = 7;
const SIZES = [100, 1_000, 3_000];

function addOurs(chart: Chart, size: number): void {
  const services = Array.from(
    { length: size },
    (_, i) =>
      new InternalService(chart, `service-${i}`, {
        image: `ghcr.io/acme/service-${i}:1.4.2`,
        port: 80,
        targetPort: 8080,
        health: Health.http('/healthz'),
        writablePaths: [],
      }),
  );
  services.forEach((service, i) => service.connectTo(services[(i + 1) % size], { hostEnv: 'NEXT_HOST' }));
}

function addPlain(chart: Chart, size: number): void {
  const dns = Pods.select(chart, 'dns', { labels: { 'k8s-app': 'kube-dns' } });
  const services = Array.from({ length: size }, (_, i) => addPlainService(chart, `service-${i}`));
  services.forEach(({ deployment, policy, container }, i) => {
    const next = services[(i + 1) % size];
    container.env.addVariable('NEXT_HOST', EnvValue.fromValue(next.service.name));
    policy.addEgressRule(next.deployment, [NetworkPolicyPort.tcp(8080)]);
    policy.addEgressRule(dns, [NetworkPolicyPort.tcp(53), NetworkPolicyPort.udp(53)]);
    next.policy.addIngressRule(deployment, [NetworkPolicyPort.tcp(8080)]);
  });
}

function addPlainService(chart: Chart, name: string) {
  const labels = {
    'app.kubernetes.io/name': name,
    'app.kubernetes.io/component': 'service',
    'app.kubernetes.io/part-of': 'bench',
    'app.kubernetes.io/managed-by': 'cdk8s',
  };
  const probe = (period: number): Probe =>
    Probe.fromHttpGet('/healthz', { port: 8080, periodSeconds: Duration.seconds(period), failureThreshold: 3 });
  const deployment = new Deployment(chart, name, {
    metadata: { name, labels },
    podMetadata: { labels },
    replicas: 2,
    automountServiceAccountToken: false,
    securityContext: { user: 10001, group: 10001, fsGroup: 10001, ensureNonRoot: true },
  });
  deployment.scheduling.spread({ topology: Topology.HOSTNAME, weight: 100 });
  const container = deployment.addContainer({
    name,
    image: `ghcr.io/acme/${name}:1.4.2`,
    ports: [{ number: 8080 }],
    readiness: probe(10),
    liveness: probe(15),
    resources: {
      cpu: { request: Cpu.millis(50), limit: Cpu.millis(500) },
      memory: { request: Size.mebibytes(64), limit: Size.mebibytes(256) },
      // In gibibytes: cdk8s-plus cannot say less.
      ephemeralStorage: { request: Size.gibibytes(1), limit: Size.gibibytes(1) },
    },
    securityContext: { user: 10001, group: 10001, ensureNonRoot: true, readOnlyRootFilesystem: true },
  });
  container.mount('/tmp', Volume.fromEmptyDir(chart, `${name}-tmp`, 'tmp', { sizeLimit: Size.mebibytes(64) }));
  const service = deployment.exposeViaService({ name, ports: [{ port: 80, targetPort: 8080 }] });
  new k8s.KubePodDisruptionBudget(chart, `${name}-budget`, {
    metadata: { name, labels },
    spec: {
      maxUnavailable: k8s.IntOrString.fromNumber(1),
      selector: { matchLabels: { 'app.kubernetes.io/name': name } },
    },
  });
  const policy = new NetworkPolicy(chart, `${name}-policy`, { metadata: { name, labels }, selector: deployment });
  return { deployment, container, service, policy };
}

interface Cost {
  readonly building: number;
  readonly rendering: number;
}

function measure(add: (chart: Chart, size: number) => void, size: number): Cost {
  const app: App = new ServiceApp({ outdir: 'unused' });
  const chart = new Chart(app, 'bench', { namespace: 'bench' });
  const start = process.hrtime.bigint();
  add(chart, size);
  const built = process.hrtime.bigint();
  app.synthYaml();
  const rendered = process.hrtime.bigint();
  return { building: Number(built - start) / 1e9, rendering: Number(rendered - built) / 1e9 };
}

const rows = SIZES.map((size) => {
  const costs = { plain: [] as Cost[], ours: [] as Cost[] };
  for (let run = 0; run < RUNS; run++) {
    costs.plain.push(measure(addPlain, size));
    costs.ours.push(measure(addOurs, size));
  }
  const of = (who: Cost[], what: keyof Cost): number => median(who.map((cost) => cost[what]));
  const columns = (what: keyof Cost): string[] => [
    seconds(of(costs.plain, what)),
    seconds(of(costs.ours, what)),
    `${(of(costs.ours, what) / of(costs.plain, what)).toFixed(2)}x`,
  ];
  return [String(size), ...columns('building'), ...columns('rendering')];
});
console.log(machine());
console.log(table([['services', 'building: plain', 'ours', 'ratio', 'rendering: plain', 'ours', 'ratio'], ...rows]));
