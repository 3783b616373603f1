import { ApiObject, Chart, JsonPatch, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { DatabaseEngine, Exposure, HeadlessDatabase, InternalService, Port, PublicWebApp, Worker } from '../../src';
import { mainContainer, Manifest, only, podSpec, render, shopChart } from '../manifests';

const image = 'ghcr.io/acme/api:1.4.2';
const sidecar = { name: 'proxy', image: 'ghcr.io/acme/proxy:2.0.0' };
const apiIn = (scope: Construct): InternalService =>
  new InternalService(scope, 'api', { image, port: 80, targetPort: 8080 });
const dbIn = (scope: Construct): HeadlessDatabase =>
  new HeadlessDatabase(scope, 'db', { engine: DatabaseEngine.redis('7.4'), storage: Size.gibibytes(1) });

const nameSelector = { 'app.kubernetes.io/name': 'api' };
const hardened = (user = 10001) => ({
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  privileged: false,
  readOnlyRootFilesystem: true,
  runAsGroup: user,
  runAsNonRoot: true,
  runAsUser: user,
});
const small = {
  requests: { cpu: '50m', memory: '64Mi', 'ephemeral-storage': '64Mi' },
  limits: { cpu: '500m', memory: '256Mi', 'ephemeral-storage': '1Gi' },
};

describe('what the constructs offer', () => {
  test('are objects of cdk8s-plus', () => {
    const chart = shopChart();
    const web = new PublicWebApp(chart, 'web', {
      image,
      port: 80,
      autoscaling: { max: 4 },
      exposure: Exposure.ingress({ host: 'shop.example.com' }),
    });
    const db = dbIn(chart);
    expect(web.deployment).toBeInstanceOf(kplus.Deployment);
    expect(web.service).toBeInstanceOf(kplus.Service);
    expect(web.ingress).toBeInstanceOf(kplus.Ingress);
    expect(web.autoscaler).toBeInstanceOf(kplus.HorizontalPodAutoscaler);
    expect(db.statefulSet).toBeInstanceOf(kplus.StatefulSet);
    expect(db.service).toBeInstanceOf(kplus.Service);
  });
});

describe('a container that is added later', () => {
  test('to a Deployment is hardened and small', () => {
    const chart = shopChart();
    apiIn(chart).deployment.addContainer(sidecar);
    const [main, added] = podSpec(chart).containers;
    expect(main.name).toBe('api');
    expect(added).toEqual({
      name: 'proxy',
      image: 'ghcr.io/acme/proxy:2.0.0',
      imagePullPolicy: 'IfNotPresent',
      resources: small,
      securityContext: hardened(),
      volumeMounts: [{ name: 'proxy-tmp', mountPath: '/tmp' }],
      lifecycle: { preStop: { sleep: { seconds: 5 } } },
    });
  });

  test('to a StatefulSet is hardened and small, as the user of the database', () => {
    const chart = shopChart();
    dbIn(chart).statefulSet.addContainer({ name: 'exporter', image: 'oliver006/redis_exporter:v1.62.0' });
    const [main, added] = podSpec(chart).containers;
    expect([added.securityContext, added.resources]).toEqual([hardened(999), small]);
    expect(added.volumeMounts).toEqual([{ name: 'exporter-tmp', mountPath: '/tmp' }]);
    expect(main.volumeMounts[0]).toEqual({ name: 'data', mountPath: '/data' });
  });

  test('as an init container is hardened and small', () => {
    const chart = shopChart();
    apiIn(chart).deployment.addInitContainer({ ...sidecar, name: 'migrate' });
    const [added] = podSpec(chart).initContainers;
    expect([added.name, added.securityContext, added.resources]).toEqual(['migrate', hardened(), small]);
  });

  test('as an init container of a StatefulSet is hardened and small', () => {
    const chart = shopChart();
    dbIn(chart).statefulSet.addInitContainer({ ...sidecar, name: 'prepare' });
    const [added] = podSpec(chart).initContainers;
    expect([added.name, added.securityContext, added.resources]).toEqual(['prepare', hardened(999), small]);
  });

  test('keeps the resources that it brings', () => {
    const chart = shopChart();
    apiIn(chart).deployment.addContainer({
      ...sidecar,
      resources: { cpu: { request: kplus.Cpu.millis(10), limit: kplus.Cpu.millis(20) } },
    });
    const [, added] = podSpec(chart).containers;
    expect(added.resources).toEqual({ requests: { cpu: '10m' }, limits: { cpu: '20m' } });
    expect(added.securityContext).toEqual(hardened());
  });

  test('keeps the security context that it brings, and is closed in what that leaves open', () => {
    const chart = shopChart();
    apiIn(chart).deployment.addContainer({
      ...sidecar,
      securityContext: { user: 5000, ensureNonRoot: true, readOnlyRootFilesystem: false },
    });
    const [main, added] = podSpec(chart).containers;
    expect(added.securityContext).toEqual({ ...hardened(), readOnlyRootFilesystem: false, runAsUser: 5000 });
    expect(added.resources).toEqual(small);
    // It may write into its own files, and so needs no folder.
    expect(added).not.toHaveProperty('volumeMounts');
    expect(main.securityContext).toEqual(hardened());
  });

  test('keeps its resources where it was made elsewhere and attached', () => {
    const chart = shopChart();
    const container = new kplus.Container({ ...sidecar, resources: { cpu: { request: kplus.Cpu.millis(10) } } });
    apiIn(chart).deployment.attachContainer(container);
    const [, added] = podSpec(chart).containers;
    expect(added.resources).toEqual({ requests: { cpu: '10m' } });
    expect(added.securityContext).toEqual(hardened());
  });

  test('keeps its own probes and ports', () => {
    const chart = shopChart();
    apiIn(chart).deployment.addContainer({
      ...sidecar,
      portNumber: 15000,
      readiness: kplus.Probe.fromHttpGet('/ready', { port: 15000 }),
    });
    const [main, added] = podSpec(chart).containers;
    expect(added.ports).toEqual([{ containerPort: 15000 }]);
    expect(added.readinessProbe.httpGet).toEqual({ path: '/ready', port: 15000, scheme: 'HTTP' });
    expect(main.readinessProbe.tcpSocket).toEqual({ port: 8080 });
  });

  test('must not take the name of another', () => {
    const api = apiIn(shopChart());
    expect(() => api.deployment.addContainer({ ...sidecar, name: 'api' })).toThrow(
      /^shop\/api: container name: got "api"/,
    );
    api.deployment.addInitContainer(sidecar);
    expect(() => api.deployment.addContainer(sidecar)).toThrow(/^shop\/api: container name: got "proxy"/);
  });
});

describe('volumes', () => {
  test('can be mounted into the main container', () => {
    const chart = shopChart();
    const api = apiIn(chart);
    const claim = kplus.PersistentVolumeClaim.fromClaimName(chart, 'claim', 'uploads');
    const volume = kplus.Volume.fromPersistentVolumeClaim(chart, 'uploads', claim);
    api.deployment.containers[0].mount('/uploads', volume, { readOnly: true });
    expect(mainContainer(chart).volumeMounts).toEqual([
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'pvc-uploads', mountPath: '/uploads', readOnly: true },
    ]);
    expect(podSpec(chart).volumes).toEqual([
      { name: 'tmp', emptyDir: { sizeLimit: '64Mi' } },
      { name: 'pvc-uploads', persistentVolumeClaim: { claimName: 'uploads', readOnly: false } },
    ]);
  });

  test('can be shared between the main container and a sidecar', () => {
    const chart = shopChart();
    const api = apiIn(chart);
    const shared = kplus.Volume.fromEmptyDir(chart, 'shared', 'shared');
    api.deployment.containers[0].mount('/logs', shared);
    api.deployment.addContainer({ ...sidecar, volumeMounts: [{ path: '/in', volume: shared }] });
    const [main, added] = podSpec(chart).containers;
    expect(main.volumeMounts[1]).toEqual({ name: 'shared', mountPath: '/logs' });
    expect(added.volumeMounts).toEqual([
      { name: 'proxy-tmp', mountPath: '/tmp' },
      { name: 'shared', mountPath: '/in' },
    ]);
    expect(podSpec(chart).volumes).toEqual([
      { name: 'tmp', emptyDir: { sizeLimit: '64Mi' } },
      { name: 'shared', emptyDir: {} },
      { name: 'proxy-tmp', emptyDir: { sizeLimit: '64Mi' } },
    ]);
  });
});

describe('the environment of the main container', () => {
  test('can be reached through cdk8s-plus', () => {
    const chart = shopChart();
    const env = apiIn(chart).deployment.containers[0].env;
    env.addVariable('A', kplus.EnvValue.fromValue('1'));
    expect(mainContainer(chart).env).toEqual([{ name: 'A', value: '1' }]);
  });
});

describe('services and ingresses of cdk8s-plus', () => {
  test('select the pods by our label', () => {
    const chart = shopChart();
    const { deployment } = apiIn(chart);
    new kplus.Service(chart, 'second', {
      metadata: { name: 'second' },
      selector: deployment,
      ports: [{ port: 90, targetPort: 8080 }],
    });
    expect(only(chart, 'Service', 'second').spec.selector).toEqual(nameSelector);
  });

  test('select the pods of a StatefulSet by our label', () => {
    const chart = shopChart();
    const { statefulSet } = dbIn(chart);
    new kplus.Service(chart, 'second', {
      metadata: { name: 'second' },
      selector: statefulSet,
      ports: [{ port: 6379 }],
    });
    expect(only(chart, 'Service', 'second').spec.selector).toEqual({ 'app.kubernetes.io/name': 'db' });
  });

  test('are made by exposeViaService', () => {
    const chart = shopChart();
    apiIn(chart).deployment.exposeViaService({ name: 'exposed', ports: [{ port: 80, targetPort: 8080 }] });
    const { metadata, spec } = only(chart, 'Service', 'exposed');
    expect(metadata.namespace).toBe('shop');
    expect(spec.selector).toEqual(nameSelector);
    expect(spec.ports).toEqual([{ port: 80, targetPort: 8080 }]);
  });

  test('send to our Service', () => {
    const chart = shopChart();
    const api = apiIn(chart);
    const ingress = new kplus.Ingress(chart, 'ingress', { metadata: { name: 'public' } });
    ingress.addHostRule('shop.example.com', '/api', kplus.IngressBackend.fromService(api.service));
    expect(only(chart, 'Ingress', 'public').spec.rules).toEqual([
      {
        host: 'shop.example.com',
        http: {
          paths: [{ path: '/api', pathType: 'Prefix', backend: { service: { name: 'api', port: { number: 80 } } } }],
        },
      },
    ]);
  });

  test('can be added to the Ingress of a PublicWebApp', () => {
    const chart = shopChart();
    const api = apiIn(chart);
    const exposure = Exposure.ingress({ host: 'shop.example.com' });
    const web = new PublicWebApp(chart, 'web', { image, port: 80, exposure });
    web.ingress?.addHostRule('shop.example.com', '/api', kplus.IngressBackend.fromService(api.service));
    expect(only(chart, 'Ingress').spec.rules[0].http.paths.map(({ path }: Manifest) => path)).toEqual(['/', '/api']);
  });

  test('are made by service.exposeViaIngress', () => {
    const chart = shopChart();
    apiIn(chart).service.exposeViaIngress('/api');
    const [path] = only(chart, 'Ingress').spec.rules[0].http.paths;
    expect(path.backend).toEqual({ service: { name: 'api', port: { number: 80 } } });
  });
});

describe('an autoscaler of cdk8s-plus', () => {
  test('takes over the number of replicas', () => {
    const chart = shopChart();
    const { deployment } = apiIn(chart);
    new kplus.HorizontalPodAutoscaler(chart, 'scaler', {
      metadata: { name: 'scaler' },
      target: deployment,
      maxReplicas: 7,
      metrics: [kplus.Metric.resourceCpu(kplus.MetricTarget.averageUtilization(50))],
    });
    const { scaleTargetRef, maxReplicas } = only(chart, 'HorizontalPodAutoscaler', 'scaler').spec;
    expect([scaleTargetRef, maxReplicas]).toEqual([{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'api' }, 7]);
    expect(only(chart, 'Deployment').spec).not.toHaveProperty('replicas');
  });

  test('does not overrule a number that somebody named', () => {
    const chart = shopChart();
    const { deployment } = new Worker(chart, 'mailer', { image, replicas: 2 });
    new kplus.HorizontalPodAutoscaler(chart, 'scaler', { target: deployment, maxReplicas: 7 });
    expect(() => render(chart)).toThrow(/fixed number of replicas/);
  });
});

describe('network policies of cdk8s-plus', () => {
  test('select the pods by our label', () => {
    const chart = shopChart();
    new kplus.NetworkPolicy(chart, 'extra', { metadata: { name: 'extra' }, selector: apiIn(chart).deployment });
    expect(only(chart, 'NetworkPolicy', 'extra').spec.podSelector).toEqual({ matchLabels: nameSelector });
  });
});

describe('our connections', () => {
  const podsOfApi = { podSelector: { matchLabels: nameSelector } };
  const podsOfMailer = { podSelector: { matchLabels: { 'app.kubernetes.io/name': 'mailer' } } };

  test('take the Deployment of a construct for the construct, and open both sides', () => {
    const chart = shopChart();
    const { deployment } = apiIn(chart);
    const mailer = new Worker(chart, 'mailer', { image });
    mailer.connections.allowTo(deployment);
    expect(only(chart, 'NetworkPolicy', 'mailer').spec.egress[1]).toEqual({
      to: [podsOfApi],
      ports: [{ port: 8080, protocol: 'TCP' }],
    });
    expect(only(chart, 'NetworkPolicy', 'api').spec.ingress).toEqual([
      { from: [podsOfMailer], ports: [{ port: 8080, protocol: 'TCP' }] },
    ]);
  });

  test('take the StatefulSet of a construct for the construct, and open both sides', () => {
    const chart = shopChart();
    const { statefulSet } = dbIn(chart);
    const mailer = new Worker(chart, 'mailer', { image });
    mailer.connections.allowTo(statefulSet, [Port.REDIS]);
    expect(only(chart, 'NetworkPolicy', 'db').spec.ingress).toEqual([
      { from: [podsOfMailer], ports: [{ port: 6379, protocol: 'TCP' }] },
    ]);
  });

  test('let the Deployment of a construct in, never everybody', () => {
    const chart = shopChart();
    const api = apiIn(chart);
    const mailer = new Worker(chart, 'mailer', { image });
    api.connections.allowFrom(mailer.deployment);
    expect(only(chart, 'NetworkPolicy', 'api').spec.ingress).toEqual([
      { from: [podsOfMailer], ports: [{ port: 8080, protocol: 'TCP' }] },
    ]);
  });
});

describe('scheduling through cdk8s-plus', () => {
  test('stands beside our spreading', () => {
    const chart = shopChart();
    const { scheduling } = apiIn(chart).deployment;
    scheduling.attract(kplus.Node.labeled(kplus.NodeLabelQuery.is('pool', 'fast')));
    scheduling.tolerate(kplus.Node.tainted(kplus.NodeTaintQuery.is('dedicated', 'shop')));
    const { affinity, tolerations, topologySpreadConstraints } = podSpec(chart);
    expect(affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms).toEqual([
      { matchExpressions: [{ key: 'pool', operator: 'In', values: ['fast'] }] },
    ]);
    expect(tolerations).toEqual([{ key: 'dedicated', operator: 'Equal', value: 'shop' }]);
    expect(affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution).toHaveLength(1);
    expect(topologySpreadConstraints).toHaveLength(2);
  });

  test('wins over our default of the same kind', () => {
    const chart = shopChart();
    const api = apiIn(chart);
    api.deployment.scheduling.separate(dbIn(chart).statefulSet, { weight: 50 });
    const { podAntiAffinity } = podSpec(chart, 'api').affinity;
    const [term, ...others] = podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution;
    expect(others).toEqual([]);
    expect(term.podAffinityTerm.labelSelector).toEqual({ matchLabels: { 'app.kubernetes.io/name': 'db' } });
  });
});

describe('patches', () => {
  test('of the Deployment are applied last', () => {
    const chart = shopChart();
    const api = apiIn(chart);
    ApiObject.of(api.deployment).addJsonPatch(
      JsonPatch.add('/spec/revisionHistoryLimit', 3),
      JsonPatch.replace('/spec/template/spec/containers/0/imagePullPolicy', 'Never'),
    );
    expect(only(chart, 'Deployment').spec.revisionHistoryLimit).toBe(3);
    expect(mainContainer(chart).imagePullPolicy).toBe('Never');
  });

  test('of the StatefulSet and of the Service work alike', () => {
    const chart = shopChart();
    const db = dbIn(chart);
    ApiObject.of(db.statefulSet).addJsonPatch(JsonPatch.replace('/spec/podManagementPolicy', 'Parallel'));
    ApiObject.of(db.service).addJsonPatch(JsonPatch.add('/spec/publishNotReadyAddresses', true));
    expect(only(chart, 'StatefulSet').spec.podManagementPolicy).toBe('Parallel');
    expect(only(chart, 'Service').spec.publishNotReadyAddresses).toBe(true);
  });

  test('of the HTTPRoute work alike', () => {
    const chart = shopChart();
    const exposure = Exposure.gateway({ gateway: 'public', gatewayClass: 'istio' });
    const web = new PublicWebApp(chart, 'web', { image, port: 80, exposure });
    web.httpRoute?.addJsonPatch(JsonPatch.add('/spec/hostnames', ['shop.example.com']));
    expect(only(chart, 'HTTPRoute').spec.hostnames).toEqual(['shop.example.com']);
  });

  test('of the metadata reach pods and objects', () => {
    const chart = shopChart();
    const { deployment } = apiIn(chart);
    deployment.podMetadata.addAnnotation('example.com/scrape', 'true');
    deployment.podMetadata.addLabel('tier', 'back');
    deployment.metadata.addLabel('tier', 'back');
    const { metadata, spec } = only(chart, 'Deployment');
    expect(spec.template.metadata.annotations).toEqual({ 'example.com/scrape': 'true' });
    expect([spec.template.metadata.labels.tier, metadata.labels.tier]).toEqual(['back', 'back']);
  });
});

describe('identity', () => {
  const build = (scope: Construct): void => {
    const api = apiIn(scope);
    api.connectTo(dbIn(scope), { addressEnv: 'REDIS' });
    new Worker(scope, 'mailer', { image }).connectTo(api, { urlEnv: 'API' });
  };

  test('knows nothing of the construct’s place in the tree', () => {
    const flat = shopChart();
    build(flat);
    const nested = shopChart();
    build(new Construct(new Construct(nested, 'group'), 'inner'));
    expect(render(nested)).toEqual(render(flat));
  });

  test('is not in a label of cdk8s', () => {
    const chart: Chart = shopChart();
    build(chart);
    expect(JSON.stringify(render(chart))).not.toContain('cdk8s.io/metadata.addr');
  });

  test.each(['Deployment', 'StatefulSet'])('of a %s is its name in selectors', (kind) => {
    const chart = shopChart();
    build(chart);
    const owners = render(chart).filter((manifest) => manifest.kind === kind);
    expect(owners.map(({ spec }) => spec.selector)).toEqual(
      owners.map(({ metadata }) => ({ matchLabels: { 'app.kubernetes.io/name': metadata.name } })),
    );
  });
});
