import { Chart, Duration, Size, Testing } from 'cdk8s';
import { ConfigMap, Cpu, DeploymentStrategy, Env, EnvValue, Secret, ServiceAccount, Volume } from 'cdk8s-plus-28';
import {
  ClusterProfile,
  DatabaseEngine,
  DisruptionBudget,
  Exposure,
  Health,
  HeadlessDatabase,
  InternalService,
  NetworkPolicyMode,
  NotSecret,
  Peer,
  Port,
  PublicWebApp,
  SecurityProfile,
  Spread,
  StatefulService,
  NodeAgent,
  ScheduledTask,
  Task,
  TaskProps,
  Worker,
  WorkloadProps,
  WritablePath,
} from '../../src';
import {
  mainContainer,
  Manifest,
  only,
  ownerOfPods,
  podSpec,
  podTemplate,
  render,
  shopChart,
  testApp,
} from '../manifests';

type AnyWorkload = InternalService | PublicWebApp | Worker | HeadlessDatabase | StatefulService;
type Make = (chart: Chart, props?: WorkloadProps) => AnyWorkload;

const image = 'ghcr.io/acme/app:1.0.0';
const engine = DatabaseEngine.custom({ image, port: 8080, dataPath: '/var/lib/app' });

const deployments: [string, Make][] = [
  ['InternalService', (chart, props) => new InternalService(chart, 'app', { image, port: 8080, ...props })],
  [
    'PublicWebApp',
    (chart, props) => new PublicWebApp(chart, 'app', { image, port: 8080, exposure: Exposure.nodePort(), ...props }),
  ],
  ['Worker', (chart, props) => new Worker(chart, 'app', { image, ...props })],
];
const workloads: [string, Make][] = [
  ...deployments,
  [
    'HeadlessDatabase',
    (chart, props) => new HeadlessDatabase(chart, 'app', { engine, storage: Size.gibibytes(1), replicas: 2, ...props }),
  ],
  [
    'StatefulService',
    (chart, props) => new StatefulService(chart, 'app', { image, port: 8080, replicas: 2, ...props }),
  ],
];

type MakeAny = (chart: Chart, props?: Partial<TaskProps>) => AnyWorkload | Task | ScheduledTask | NodeAgent;

const kinds: [string, MakeAny][] = [
  ...workloads,
  ['Task', (chart, props) => new Task(chart, 'app', { image, ...props })],
  ['ScheduledTask', (chart, props) => new ScheduledTask(chart, 'app', { image, schedule: '@daily', ...props })],
  ['NodeAgent', (chart, props) => new NodeAgent(chart, 'app', { image, ...props })],
];

const ownerOf = (chart: Chart): Manifest => ownerOfPods(chart);
/** The names of all resources; that of a Job ends with a hash of its template. */
const namesOf = (chart: Chart): Set<string> =>
  new Set(
    render(chart).map(({ kind, metadata: { name } }) =>
      // Beside the Service of clients is the headless one, which names the pods.
      kind === 'Job' ? name.slice(0, -7) : name.replace(/-headless$/, ''),
    ),
  );

describe.each(kinds)('every workload can be told the same: %s', (_, make) => {
  test('the name of all its resources is the id', () => {
    const chart = shopChart();
    expect(make(chart).name).toBe('app');
    expect(namesOf(chart)).toEqual(new Set(['app']));
  });

  test('`name` renames all its resources, the main container and the selector', () => {
    const chart = shopChart();
    expect(make(chart, { name: 'shop-app' }).name).toBe('shop-app');
    expect(namesOf(chart)).toEqual(new Set(['shop-app']));
    expect(mainContainer(chart).name).toBe('shop-app');
    expect(podTemplate(ownerOf(chart)).metadata.labels['app.kubernetes.io/name']).toBe('shop-app');
    expect(only(chart, 'NetworkPolicy').spec.podSelector).toEqual({
      matchLabels: { 'app.kubernetes.io/name': 'shop-app' },
    });
  });

  test('`env` becomes the variables of the main container, in the order in which they were written', () => {
    const chart = shopChart();
    const configMap = ConfigMap.fromConfigMapName(chart, 'config', 'app-config');
    make(chart, {
      env: {
        ZONE: 'a',
        EMPTY: '',
        LEVEL: EnvValue.fromConfigMap(configMap, 'level'),
        TOKEN_LIFETIME: NotSecret.text('10m'),
      },
    });
    expect(mainContainer(chart).env).toEqual([
      { name: 'ZONE', value: 'a' },
      { name: 'EMPTY', value: '' },
      { name: 'LEVEL', valueFrom: { configMapKeyRef: { name: 'app-config', key: 'level' } } },
      { name: 'TOKEN_LIFETIME', value: '10m' },
    ]);
  });

  test('variables that refer to others come last, because Kubernetes looks no further down', () => {
    const chart = shopChart();
    make(chart, { env: { URL: 'http://$(HOST):$(PORT)', HOST: 'api' } }).addEnv('PORT', '80');
    expect(mainContainer(chart).env).toEqual([
      { name: 'HOST', value: 'api' },
      { name: 'PORT', value: '80' },
      { name: 'URL', value: 'http://$(HOST):$(PORT)' },
    ]);
  });

  test('Services of the namespace set no variables', () => {
    const chart = shopChart();
    make(chart);
    expect(podSpec(chart).enableServiceLinks).toBe(false);
  });

  test('`envFrom` takes whole ConfigMaps and Secrets', () => {
    const chart = shopChart();
    make(chart, {
      envFrom: [
        Env.fromConfigMap(ConfigMap.fromConfigMapName(chart, 'config', 'app-config'), 'APP_'),
        Env.fromSecret(Secret.fromSecretName(chart, 'secret', 'app-secret')),
      ],
    });
    expect(mainContainer(chart).envFrom).toEqual([
      { configMapRef: { name: 'app-config' }, prefix: 'APP_' },
      { secretRef: { name: 'app-secret' } },
    ]);
  });

  test('`args` are the arguments of the main container, copied', () => {
    const chart = shopChart();
    const args = ['--verbose', '--port=8080'];
    make(chart, { args });
    args.push('--later');
    expect(mainContainer(chart).args).toEqual(['--verbose', '--port=8080']);
  });

  test('`resources` are rendered as given', () => {
    const chart = shopChart();
    make(chart, {
      resources: {
        cpu: { request: Cpu.millis(250), limit: Cpu.units(2) },
        memory: { request: Size.mebibytes(512), limit: Size.gibibytes(2) },
        ephemeralStorage: { request: Size.mebibytes(100), limit: Size.gibibytes(3) },
      },
    });
    expect(mainContainer(chart).resources).toEqual({
      requests: { cpu: '250m', memory: '512Mi', 'ephemeral-storage': '100Mi' },
      limits: { cpu: '2', memory: '2Gi', 'ephemeral-storage': '3Gi' },
    });
  });

  test('`health` becomes the probes of the main container', () => {
    const chart = shopChart();
    make(chart, { health: Health.exec(['/app/healthy'], { startup: {} }) });
    const { readinessProbe, livenessProbe, startupProbe } = mainContainer(chart);
    expect(readinessProbe).toEqual({
      exec: { command: ['/app/healthy'] },
      periodSeconds: 10,
      timeoutSeconds: 2,
      failureThreshold: 3,
    });
    expect(livenessProbe).toEqual({
      exec: { command: ['/app/healthy'] },
      periodSeconds: 15,
      timeoutSeconds: 5,
      failureThreshold: 6,
    });
    expect(startupProbe).toEqual({
      exec: { command: ['/app/healthy'] },
      periodSeconds: 10,
      timeoutSeconds: 5,
      failureThreshold: 30,
    });
  });

  test('`writablePaths` become emptyDirs beside /tmp', () => {
    const chart = shopChart();
    make(chart, { writablePaths: ['/var/log/app', WritablePath.at('/cache', { sizeLimit: Size.gibibytes(2) })] });
    expect(mainContainer(chart).volumeMounts.filter(({ name }: Manifest) => name !== 'data')).toEqual([
      { name: 'var-log-app', mountPath: '/var/log/app' },
      { name: 'cache', mountPath: '/cache' },
      { name: 'tmp', mountPath: '/tmp' },
    ]);
    expect(podSpec(chart).volumes).toEqual([
      { name: 'var-log-app', emptyDir: { sizeLimit: '64Mi' } },
      { name: 'cache', emptyDir: { sizeLimit: '2048Mi' } },
      { name: 'tmp', emptyDir: { sizeLimit: '64Mi' } },
    ]);
  });

  test('`volumeMounts` mount volumes of cdk8s-plus with their options', () => {
    const chart = shopChart();
    const configMap = ConfigMap.fromConfigMapName(chart, 'config', 'app-config');
    make(chart, {
      volumeMounts: [
        { path: '/etc/app', volume: Volume.fromConfigMap(chart, 'conf', configMap), readOnly: true, subPath: 'app' },
      ],
    });
    expect(mainContainer(chart).volumeMounts.slice(-1)).toEqual([
      { name: 'configmap-app-config', mountPath: '/etc/app', readOnly: true, subPath: 'app' },
    ]);
    expect(podSpec(chart).volumes).toContainEqual({
      name: 'configmap-app-config',
      configMap: { name: 'app-config' },
    });
  });

  test('a volume at /tmp takes the place of the emptyDir, however its path is spelled', () => {
    const chart = shopChart();
    make(chart, { volumeMounts: [{ path: '/tmp/', volume: Volume.fromEmptyDir(chart, 'scratch', 'scratch') }] });
    expect(mainContainer(chart).volumeMounts.filter(({ name }: Manifest) => name !== 'data')).toEqual([
      { name: 'scratch', mountPath: '/tmp/' },
    ]);
    expect(podSpec(chart).volumes).toEqual([{ name: 'scratch', emptyDir: {} }]);
  });

  test('two volumes at one path are refused, because the API server refuses them', () => {
    const chart = shopChart();
    const volumeMounts = ['a', 'b'].map((name) => ({ path: '/x', volume: Volume.fromEmptyDir(chart, name, name) }));
    expect(() => make(chart, { volumeMounts })).toThrow(/^shop\/app: volumeMounts: got .*second volume at \/x/);
  });

  test('`sidecars` start before the main container and go on running, hardened and small', () => {
    const chart = shopChart();
    make(chart, { sidecars: [{ name: 'proxy', image: 'ghcr.io/acme/proxy:2.0.0', args: ['--quiet'] }] });
    expect(podSpec(chart).containers.map(({ name }: Manifest) => name)).toEqual(['app']);
    expect(podSpec(chart).initContainers).toHaveLength(1);
    expect(podSpec(chart).initContainers[0]).toEqual({
      name: 'proxy',
      image: 'ghcr.io/acme/proxy:2.0.0',
      imagePullPolicy: 'IfNotPresent',
      args: ['--quiet'],
      restartPolicy: 'Always',
      resources: {
        requests: { cpu: '50m', memory: '64Mi', 'ephemeral-storage': '64Mi' },
        limits: { cpu: '500m', memory: '256Mi', 'ephemeral-storage': '1Gi' },
      },
      securityContext: {
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
        privileged: false,
        readOnlyRootFilesystem: true,
        runAsGroup: 10001,
        runAsNonRoot: true,
        runAsUser: 10001,
      },
      volumeMounts: [{ name: 'proxy-tmp', mountPath: '/tmp' }],
    });
  });

  test('`initContainers` run before it, hardened and small', () => {
    const chart = shopChart();
    make(chart, { initContainers: [{ name: 'migrate', image: 'ghcr.io/acme/migrate:2.0.0', command: ['migrate'] }] });
    expect(podSpec(chart).initContainers).toEqual([
      {
        name: 'migrate',
        image: 'ghcr.io/acme/migrate:2.0.0',
        imagePullPolicy: 'IfNotPresent',
        command: ['migrate'],
        resources: {
          requests: { cpu: '50m', memory: '64Mi', 'ephemeral-storage': '64Mi' },
          limits: { cpu: '500m', memory: '256Mi', 'ephemeral-storage': '1Gi' },
        },
        securityContext: {
          allowPrivilegeEscalation: false,
          capabilities: { drop: ['ALL'] },
          privileged: false,
          readOnlyRootFilesystem: true,
          runAsGroup: 10001,
          runAsNonRoot: true,
          runAsUser: 10001,
        },
        volumeMounts: [{ name: 'migrate-tmp', mountPath: '/tmp' }],
      },
    ]);
  });

  test('`security` is the profile of all containers', () => {
    const chart = shopChart();
    make(chart, {
      security: SecurityProfile.restricted({ user: 20000, group: 30000 }),
      sidecars: [{ name: 'proxy', image: 'ghcr.io/acme/proxy:2.0.0' }],
    });
    const expected = {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      privileged: false,
      readOnlyRootFilesystem: true,
      runAsGroup: 30000,
      runAsNonRoot: true,
      runAsUser: 20000,
    };
    const { containers, initContainers } = podSpec(chart);
    const contexts = [...containers, ...initContainers].map(({ securityContext }: Manifest) => securityContext);
    expect(contexts).toEqual([expected, expected]);
    expect(podSpec(chart).securityContext).toEqual({
      fsGroup: 30000,
      fsGroupChangePolicy: 'OnRootMismatch',
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    });
  });

  test('`serviceAccount` is used with its token mounted', () => {
    const chart = shopChart();
    make(chart, { serviceAccount: ServiceAccount.fromServiceAccountName(chart, 'account', 'app-account') });
    expect(podSpec(chart).serviceAccountName).toBe('app-account');
    expect(podSpec(chart).automountServiceAccountToken).toBe(true);
  });

  test('without `serviceAccount` the pods have an account of their own, without a token', () => {
    const chart = shopChart();
    make(chart);
    expect(podSpec(chart).serviceAccountName).toBe('app');
    expect(podSpec(chart).automountServiceAccountToken).toBe(false);
    const { metadata, automountServiceAccountToken } = only(chart, 'ServiceAccount');
    expect([metadata.name, metadata.labels['app.kubernetes.io/name'], automountServiceAccountToken]).toEqual([
      'app',
      'app',
      false,
    ]);
  });

  test("`serviceAccount: 'default'` uses the account of the namespace, without its token", () => {
    const chart = shopChart();
    make(chart, { serviceAccount: 'default' });
    expect(podSpec(chart)).not.toHaveProperty('serviceAccountName');
    expect(podSpec(chart).automountServiceAccountToken).toBe(false);
    expect(render(chart).filter(({ kind }) => kind === 'ServiceAccount')).toEqual([]);
  });

  test('`labels` are on every resource and on the pods, but in no selector', () => {
    const chart = shopChart();
    make(chart, { labels: { team: 'payments' } });
    expect(render(chart).map((manifest) => [manifest.kind, manifest.metadata.labels.team])).toEqual(
      render(chart).map((manifest) => [manifest.kind, 'payments']),
    );
    expect(podTemplate(ownerOf(chart)).metadata.labels.team).toBe('payments');
    expect(only(chart, 'NetworkPolicy').spec.podSelector).toEqual({
      matchLabels: { 'app.kubernetes.io/name': 'app' },
    });
  });

  test('`annotations` are those of the Deployment or StatefulSet alone', () => {
    const chart = shopChart();
    make(chart, { annotations: { 'example.com/owner': 'Anna, of payments' } });
    const annotated = render(chart).filter((manifest) => manifest.metadata.annotations !== undefined);
    expect(annotated).toEqual([ownerOf(chart)]);
    expect(ownerOf(chart).metadata.annotations).toEqual({ 'example.com/owner': 'Anna, of payments' });
    expect(podTemplate(ownerOf(chart)).metadata).not.toHaveProperty('annotations');
  });

  test('`podAnnotations` are those of the pods alone', () => {
    const chart = shopChart();
    make(chart, { podAnnotations: { 'example.com/inject': 'false' } });
    expect(podTemplate(ownerOf(chart)).metadata.annotations).toEqual({ 'example.com/inject': 'false' });
    expect(ownerOf(chart).metadata).not.toHaveProperty('annotations');
  });

  test('`terminationGracePeriod` is how long a pod may take to stop', () => {
    const chart = shopChart();
    make(chart, { terminationGracePeriod: Duration.minutes(2) });
    expect(podSpec(chart).terminationGracePeriodSeconds).toBe(120);
  });

  test('`priorityClassName` is that of the pods', () => {
    const chart = shopChart();
    make(chart, { priorityClassName: 'business-critical' });
    expect(podSpec(chart).priorityClassName).toBe('business-critical');
  });

  test('`networkPolicy: NONE` renders no policy', () => {
    const chart = shopChart();
    make(chart, { networkPolicy: NetworkPolicyMode.NONE });
    expect(render(chart).filter(({ kind }) => kind === 'NetworkPolicy')).toEqual([]);
  });

  test('`addEnv` sets a variable later', () => {
    const chart = shopChart();
    make(chart, { env: { A: '1' } }).addEnv('B', '2');
    expect(mainContainer(chart).env).toEqual([
      { name: 'A', value: '1' },
      { name: 'B', value: '2' },
    ]);
  });

  test('`addEnv` takes the same value twice and refuses another', () => {
    const workload = make(shopChart(), { env: { A: '1' } });
    expect(() => workload.addEnv('A', '1')).not.toThrow();
    expect(() => workload.addEnv('A', '2')).toThrow(/^shop\/app: env A: .*different value/);
  });

  test('the isolated pods may resolve names, and nothing else', () => {
    const chart = shopChart();
    make(chart, {});
    const { policyTypes, egress } = only(chart, 'NetworkPolicy', 'app').spec;
    expect(policyTypes).toEqual(['Ingress', 'Egress']);
    expect(egress).toEqual([
      {
        to: [
          {
            namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
            podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
          },
        ],
        ports: [
          { port: 53, protocol: 'TCP' },
          { port: 53, protocol: 'UDP' },
        ],
      },
    ]);
  });

  test('`connections` opens paths to peers that are no constructs', () => {
    const chart = shopChart();
    make(chart).connections.allowTo(Peer.cidr('10.20.0.0/16'), [Port.POSTGRES]);
    expect(only(chart, 'NetworkPolicy').spec.egress).toContainEqual({
      to: [{ ipBlock: { cidr: '10.20.0.0/16' } }],
      ports: [{ port: 5432, protocol: 'TCP' }],
    });
  });
});

describe.each(workloads)('every workload that goes on running can be told the same: %s', (_, make) => {
  test('its selector is its name alone', () => {
    const chart = shopChart();
    make(chart, { name: 'shop-app', labels: { team: 'payments' } });
    expect(ownerOf(chart).spec.selector).toEqual({ matchLabels: { 'app.kubernetes.io/name': 'shop-app' } });
  });

  test('`spread` says how pods are scheduled', () => {
    const chart = shopChart();
    make(chart, { spread: Spread.NONE });
    expect(podSpec(chart)).not.toHaveProperty('affinity');
    expect(podSpec(chart)).not.toHaveProperty('topologySpreadConstraints');
  });

  test('`disruptionBudget` becomes a PodDisruptionBudget for its own pods', () => {
    const chart = shopChart();
    make(chart, { disruptionBudget: DisruptionBudget.minAvailable(1) });
    expect(only(chart, 'PodDisruptionBudget', 'app').spec).toEqual({
      minAvailable: 1,
      selector: { matchLabels: { 'app.kubernetes.io/name': 'app' } },
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    });
  });

  test('`metrics` declares the port and opens it to the scraper of the cluster profile', () => {
    const chart = shopChart();
    new ClusterProfile({ metricsScraper: Peer.namespace('monitoring') }).applyTo(chart);
    make(chart, { metrics: { port: 9090 } });
    expect(mainContainer(chart).ports.slice(-1)).toEqual([{ name: 'metrics', containerPort: 9090, protocol: 'TCP' }]);
    expect(only(chart, 'NetworkPolicy').spec.ingress).toContainEqual({
      from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }],
      ports: [{ port: 9090, protocol: 'TCP' }],
    });
  });
});

describe.each(deployments)('every Deployment can be told the same: %s', (_, make) => {
  const withProps = make as (chart: Chart, props: object) => InternalService;

  test('`image` is that of the main container', () => {
    const chart = shopChart();
    withProps(chart, { image: 'registry.example.com:5000/team/app:2.1.0' });
    expect(mainContainer(chart).image).toBe('registry.example.com:5000/team/app:2.1.0');
  });

  test('`command` replaces the program of the image', () => {
    const chart = shopChart();
    const command = ['/bin/app', 'serve'];
    withProps(chart, { command });
    command.push('--later');
    expect(mainContainer(chart).command).toEqual(['/bin/app', 'serve']);
  });

  test('`replicas` is the number of pods', () => {
    const chart = shopChart();
    withProps(chart, { replicas: 4 });
    expect(only(chart, 'Deployment').spec.replicas).toBe(4);
  });

  test('`strategy` says how old pods make way for new ones', () => {
    const chart = shopChart();
    withProps(chart, { strategy: DeploymentStrategy.recreate() });
    expect(only(chart, 'Deployment').spec.strategy).toEqual({ type: 'Recreate' });
  });

  test('pods are replaced a quarter at a time by default', () => {
    const chart = shopChart();
    withProps(chart, {});
    expect(only(chart, 'Deployment').spec.strategy).toEqual({
      type: 'RollingUpdate',
      rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' },
    });
  });

  test('two replicas run by default', () => {
    const chart = shopChart();
    withProps(chart, {});
    expect(only(chart, 'Deployment').spec.replicas).toBe(2);
  });

  test('no replicas at all are legal, and need no disruption budget', () => {
    const chart = shopChart();
    withProps(chart, { replicas: 0 });
    expect(only(chart, 'Deployment').spec.replicas).toBe(0);
    expect(render(chart).filter(({ kind }) => kind === 'PodDisruptionBudget')).toEqual([]);
  });

  test('`autoscaling` renders an autoscaler and leaves the number of replicas to it', () => {
    const chart = shopChart();
    const workload = withProps(chart, { autoscaling: { min: 3, max: 9, targetCpuUtilization: 60 } });
    const { scaleTargetRef, minReplicas, maxReplicas, metrics } = only(chart, 'HorizontalPodAutoscaler', 'app').spec;
    expect(scaleTargetRef).toEqual({ apiVersion: 'apps/v1', kind: 'Deployment', name: 'app' });
    expect([minReplicas, maxReplicas]).toEqual([3, 9]);
    expect(metrics).toEqual([
      { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 60 } } },
    ]);
    expect(only(chart, 'Deployment').spec).not.toHaveProperty('replicas');
    expect(workload.autoscaler?.name).toBe('app');
  });

  test('without `autoscaling` there is no autoscaler', () => {
    const chart = shopChart();
    expect(withProps(chart, {}).autoscaler).toBeUndefined();
    expect(render(chart).filter(({ kind }) => kind === 'HorizontalPodAutoscaler')).toEqual([]);
  });

  test('`deployment` is what is rendered', () => {
    const chart = shopChart();
    const { deployment } = withProps(chart, {});
    expect([deployment.kind, deployment.name]).toEqual(['Deployment', only(chart, 'Deployment').metadata.name]);
  });
});

describe('an image that may change without a change of the code', () => {
  let warnings: string[];
  beforeEach(() => {
    warnings = [];
    jest.spyOn(console, 'warn').mockImplementation((text: string) => void warnings.push(text));
  });
  afterEach(() => jest.restoreAllMocks());

  const warningsOf = (reference: string): string[] => {
    const chart = shopChart();
    new Worker(chart, 'app', { image: reference });
    Testing.synth(chart);
    return warnings.filter((text) => text.includes('[image-tag]'));
  };
  const FIX = 'Fix: write the version that container app was tested with, or its digest [image-tag]';

  test('is warned about when it has no tag', () => {
    expect(warningsOf('nginx')).toEqual([
      `[warning] shop/app/Deployment/Resource: shop/Deployment/app: container app runs image "nginx", which has no tag: it is "latest" then. ${FIX}`,
    ]);
  });

  test('is warned about when its tag is latest', () => {
    expect(warningsOf('nginx:latest')).toEqual([
      `[warning] shop/app/Deployment/Resource: shop/Deployment/app: container app runs image "nginx:latest", whose tag moves. ${FIX}`,
    ]);
  });

  test.each(['nginx:1.27.3', `nginx@sha256:${'a'.repeat(64)}`, `nginx:latest@sha256:${'a'.repeat(64)}`])(
    'is not seen in %s',
    (reference) => {
      expect(warningsOf(reference)).toEqual([]);
    },
  );
});

describe('metrics', () => {
  const scraped = (): Chart => {
    const chart = shopChart();
    new ClusterProfile({ metricsScraper: Peer.namespace('monitoring') }).applyTo(chart);
    return chart;
  };

  test('on a port of the Service declare no second container port', () => {
    const chart = scraped();
    new InternalService(chart, 'app', { image, port: 80, targetPort: 8080, metrics: { port: 8080 } });
    expect(mainContainer(chart).ports).toEqual([{ containerPort: 8080, protocol: 'TCP' }]);
    expect(only(chart, 'NetworkPolicy').spec.ingress).toEqual([
      {
        from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }],
        ports: [{ port: 8080, protocol: 'TCP' }],
      },
    ]);
  });

  test('stay out of the Service and of what clients are let into', () => {
    const chart = scraped();
    const app = new InternalService(chart, 'app', { image, port: 8080, metrics: { port: 9090 } });
    new Worker(chart, 'client', { image }).connectTo(app);
    expect(only(chart, 'Service').spec.ports).toEqual([{ port: 8080, targetPort: 8080, protocol: 'TCP' }]);
    expect(only(chart, 'NetworkPolicy', 'app').spec.ingress).toContainEqual({
      from: [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'client' } } }],
      ports: [{ port: 8080, protocol: 'TCP' }],
    });
  });

  test('find another name for their port when the Service has one called metrics', () => {
    const chart = scraped();
    new InternalService(chart, 'app', { image, ports: [{ name: 'metrics', port: 80 }], metrics: { port: 9090 } });
    expect(mainContainer(chart).ports).toEqual([
      { name: 'metrics', containerPort: 80, protocol: 'TCP' },
      { name: 'metrics-9090', containerPort: 9090, protocol: 'TCP' },
    ]);
  });

  test('can be probed by the name of their port', () => {
    const chart = scraped();
    new Worker(chart, 'app', { image, metrics: { port: 9090 }, health: Health.http('/', { portName: 'metrics' }) });
    expect(mainContainer(chart).readinessProbe.httpGet).toEqual({ path: '/', port: 9090, scheme: 'HTTP' });
  });

  test('need a cluster profile that says who scrapes them', () => {
    expect(() => new Worker(shopChart(), 'app', { image, metrics: { port: 9090 } })).toThrow(
      /^shop\/app: metrics: .*metricsScraper/,
    );
  });
});

describe('the recommended labels', () => {
  test('name the workload, its part, its tool and the chart', () => {
    const chart = shopChart();
    new Worker(chart, 'app', { image });
    expect(only(chart, 'Deployment').metadata.labels).toEqual({
      'app.kubernetes.io/name': 'app',
      'app.kubernetes.io/instance': 'app',
      'app.kubernetes.io/component': 'worker',
      'app.kubernetes.io/managed-by': 'cdk8s',
      'app.kubernetes.io/part-of': 'shop',
    });
  });

  test('take part-of from the labels of the chart if they say it', () => {
    const chart = shopChart({ namespace: 'shop', labels: { 'app.kubernetes.io/part-of': 'store' } });
    new Worker(chart, 'app', { image });
    expect(only(chart, 'Deployment').spec.template.metadata.labels['app.kubernetes.io/part-of']).toBe('store');
  });

  test.each([
    ['63 characters long', 'a'.repeat(63)],
    ['of all that a label value may have', 'A1-b_c.9'],
  ])('take part-of from an id that is %s', (_, id) => {
    const chart = new Chart(testApp(), id);
    new Worker(chart, 'app', { image, name: 'app' });
    expect(only(chart, 'Deployment').metadata.labels['app.kubernetes.io/part-of']).toBe(id);
  });

  test.each([
    ['too long', 'a'.repeat(64)],
    ['that has other characters', 'shop & co'],
    ['that begins with none of letters and digits', '-shop'],
    ['that ends with none of them', 'shop_'],
  ])('have no part-of where the id of the chart is %s for a label value', (_, id) => {
    const chart = new Chart(testApp(), id);
    new Worker(chart, 'app', { image, name: 'app' });
    expect(only(chart, 'Deployment').metadata.labels).not.toHaveProperty(['app.kubernetes.io/part-of']);
  });

  test('can be overridden, except for the name', () => {
    const chart = shopChart();
    new Worker(chart, 'app', { image, labels: { 'app.kubernetes.io/component': 'loadgen' } });
    expect(only(chart, 'Deployment').metadata.labels['app.kubernetes.io/component']).toBe('loadgen');
    expect(() => new Worker(chart, 'other', { image, labels: { 'app.kubernetes.io/name': 'app' } })).toThrow(
      /^shop\/other: label "app.kubernetes.io\/name": got "app"/,
    );
  });
});
