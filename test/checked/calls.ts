import { join } from 'path';
import { Chart, JsonPatch, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import * as library from '../../src';
import { API_TABLE } from '../../src/checked/api-table';

/** A public constructor, factory or method, with arguments that are right. */
export interface PublicCall {
  /** `new Worker`, `Port.tcp`, `Worker#addEnv`. */
  readonly name: string;
  /** The parameters with their types, the optional ones ending with "?". */
  readonly parameters: readonly (readonly [name: string, type: string])[];
  /** Arguments that are right; the one to be replaced is left out, because some make objects in the chart. */
  readonly right: (chart: Chart, except?: number) => unknown[];
  /** Makes the call and puts what comes of it into the chart. */
  readonly run: (chart: Chart, args: unknown[]) => void;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Untyped = any;

const { Exposure, Peer, Port, DatabaseEngine } = library;
const IMAGE = 'ghcr.io/acme/api:1.4.2';

function service(chart: Chart, id: string, props: object = {}): library.InternalService {
  return new library.InternalService(chart, id, { image: IMAGE, port: 80, ...props });
}

function database(chart: Chart): library.HeadlessDatabase {
  return new library.HeadlessDatabase(chart, 'self', databaseProps(chart));
}

function databaseProps(chart: Chart): library.HeadlessDatabaseProps {
  return {
    engine: DatabaseEngine.postgres('16.4'),
    storage: Size.gibibytes(20),
    password: { secret: kplus.Secret.fromSecretName(chart, 'db-secret', 'postgres'), key: 'password' },
  };
}

/** Structs that need something, filled in; all others may be empty. */
export const STRUCTS: { readonly [name: string]: (chart: Chart) => object } = {
  AcceptOptions: () => ({ reason: 'backup' }),
  Autoscaling: () => ({ max: 5 }),
  CertManagerOptions: () => ({ clusterIssuer: 'letsencrypt' }),
  ConnectionsProps: () => ({ name: 'x', podLabels: { app: 'x' } }),
  CronTriggerOptions: () => ({ timezone: 'Europe/Berlin', start: '0 8 * * *', end: '0 20 * * *', replicas: 3 }),
  CustomDnsOptions: () => ({ peers: [Peer.cidr('10.0.0.10/32')] }),
  CustomEngineOptions: () => ({ image: 'ghcr.io/acme/db:2.0.0', port: 7000, dataPath: '/data' }),
  DatabasePassword: (chart) => databaseProps(chart).password!,
  ExternalAliasProps: () => ({ hostname: 'api.stripe.com', port: 443 }),
  ForeignPodsProps: () => ({ labels: { app: 'x' } }),
  GatewayOptions: () => ({ gateway: 'main', gatewayClass: 'istio' }),
  GuardrailNamesOptions: () => ({ reason: 'payments' }),
  GuardrailRuleOptions: () => ({ reason: 'tools', ports: [Port.HTTP] }),
  GrpcRouteOptions: () => ({ gateway: 'main', gatewayClass: 'istio' }),
  HeaderChanges: () => ({ set: { 'x-tenant': 'shop' } }),
  HeadlessDatabaseProps: databaseProps,
  HostPath: () => ({ path: '/var/log' }),
  IngressOptions: () => ({ host: 'shop.example.com' }),
  InternalServiceProps: () => ({ image: IMAGE, port: 80 }),
  KafkaTriggerOptions: () => ({ bootstrapServers: ['kafka:9092'], consumerGroup: 'mail', topic: 'orders' }),
  MetricsOptions: () => ({ port: 9090 }),
  NetworkRuleProps: () => ({
    from: [library.RuleEnd.of('tools/*')],
    to: [library.RuleEnd.of('payments/*')],
    ports: [Port.HTTP],
    reason: 'tools',
  }),
  NodeAgentProps: () => ({ image: IMAGE }),
  PodsPeerOptions: () => ({ labels: { app: 'x' } }),
  PortMapping: () => ({ port: 80 }),
  PrometheusOperatorOptions: () => ({ scraper: Peer.namespace('monitoring') }),
  PrometheusTriggerOptions: () => ({ serverAddress: 'http://prometheus:9090', query: 'up', threshold: 5 }),
  PublicWebAppProps: () => ({ image: IMAGE, port: 80, exposure: Exposure.loadBalancer() }),
  RabbitMqTriggerOptions: () => ({ queueName: 'mail', value: 20, hostFromEnv: 'AMQP_URL' }),
  RedirectOptions: () => ({ scheme: 'https' }),
  ScheduledTaskProps: () => ({ image: IMAGE, schedule: '@daily' }),
  ScrapeAnnotationsOptions: () => ({ scraper: Peer.namespace('monitoring') }),
  RuleEndPods: () => ({ pods: { app: 'x' } }),
  ServiceGroupProps: (chart) => ({ members: [service(chart, 'other')] }),
  SqsTriggerOptions: () => ({
    queueUrl: 'https://sqs.eu-central-1.amazonaws.com/111122223333/mail',
    region: 'eu-central-1',
  }),
  StatefulServiceProps: () => ({ image: IMAGE, port: 80 }),
  StatefulVolume: () => ({ path: '/data', storage: Size.gibibytes(1) }),
  TaskProps: () => ({ image: IMAGE }),
  TlsRouteOptions: () => ({ gateway: 'main', gatewayClass: 'istio', hostnames: ['shop.example.com'] }),
  WorkerProps: () => ({ image: IMAGE }),
  WorkloadServiceProps: () => ({ port: 2222 }),
  'cdk8s-plus.ContainerPort': () => ({ number: 8081 }),
  'cdk8s-plus.ContainerProps': () => ({ name: 'side', image: 'ghcr.io/acme/side:1.0.0' }),
  'cdk8s-plus.SeccompProfile': () => ({ type: kplus.SeccompProfileType.RUNTIME_DEFAULT }),
  'cdk8s-plus.SecretValue': (chart) => databaseProps(chart).password!,
  'cdk8s-plus.VolumeMount': (chart) => ({ path: '/x', volume: kplus.Volume.fromEmptyDir(chart, 'Empty', 'empty') }),
};

/** Arguments by the parameter's type, where its name does not say more. */
const BY_TYPE: { readonly [type: string]: (chart: Chart) => unknown } = {
  string: () => 'x',
  number: () => 80,
  ArgoCdPhase: () => library.ArgoCdPhase.PRE_SYNC,
  IConnectable: (chart) => service(chart, 'other'),
  IConnectionTarget: (chart) => service(chart, 'other'),
  'IConnectable | Peer | cdk8s-plus.AbstractPod': () => Peer.namespace('tools'),
  'NotSecret | cdk8s-plus.EnvValue | string': () => 'x',
  AdminPolicies: () => library.AdminPolicies.v1alpha2(),
  Dns: () => library.Dns.coreDns(),
  Peer: () => Peer.namespace('tools'),
  Port: () => Port.HTTP,
  'cdk8s-plus.AbstractPod': (chart) =>
    new kplus.Deployment(chart, 'plus', { containers: [{ image: IMAGE, portNumber: 80 }] }),
  'cdk8s-plus.IConfigMap': (chart) => kplus.ConfigMap.fromConfigMapName(chart, 'config-map', 'settings'),
  'cdk8s-plus.IPersistentVolumeClaim': (chart) => kplus.PersistentVolumeClaim.fromClaimName(chart, 'claim', 'uploads'),
  'cdk8s-plus.ISecret': (chart) => kplus.Secret.fromSecretName(chart, 'secret', 'certificate'),
  'cdk8s-plus.Protocol': () => kplus.Protocol.TCP,
  'cdk8s.JsonPatch': () => JsonPatch.add('/metadata/annotations', { team: 'shop' }),
  'cdk8s.Size': () => Size.gibibytes(20),
  'constructs.Construct': (chart) => chart,
  'constructs.IConstruct': (chart) => chart,
  'constructs.IConstruct | string': () => 'internet',
  'list<HelmEvent>': () => [library.HelmEvent.PRE_INSTALL],
  'list<Port>': () => [Port.HTTP],
  'list<ProjectedSource>': () => [library.ProjectedSource.serviceAccountToken('token')],
  'list<RuleEnd>': () => [library.RuleEnd.internet()],
  ServicePort: () => library.ServicePort.of({ port: 80 }),
  'list<ServicePort>': () => [library.ServicePort.of({ port: 80 })],
  'list<any>': () => [],
  'list<string>': () => ['true'],
  'map<ConfigFile | string>': () => ({ '/etc/app/app.yaml': 'a: 1' }),
  'map<cdk8s-plus.SecretValue>': (chart) => ({ password: databaseProps(chart).password! }),
  'map<string>': () => ({ app: 'x' }),
};

/** Takes what a validation reports. */
const ignored = (): void => undefined;

/** Arguments by the name of call and parameter. */
const BY_NAME: { readonly [parameter: string]: unknown } = {
  'Checks#accept rule': 'no-policy',
  'Cidrs.of cidrs': ['10.0.0.0/16'],
  'ClusterGuardrail#acceptToNames names': ['api.stripe.com'],
  'GuardedPods#acceptToNames names': ['api.stripe.com'],
  'CloudRole.azureWorkloadIdentity clientId': '11111111-2222-3333-4444-555555555555',
  'CloudRole.gkeWorkloadIdentity serviceAccountEmail': 'api@acme-prod.iam.gserviceaccount.com',
  'CloudRole.irsa roleArn': 'arn:aws:iam::111122223333:role/api',
  'ConfigFile.fromFile path': join(__dirname, '../tsconfig.json'),
  'Dns.eksAutoMode clusterIp': '172.20.0.10',
  'Dns.nodeLocal ip': '169.254.20.10',
  'Health.http path': '/',
  'ExternalAlias#urlForPort port': library.ServicePort.of({ port: 443 }),
  'HeadlessDatabase#urlForPort port': library.ServicePort.of({ port: 5432 }),
  'WorkloadService#urlForPort port': library.ServicePort.of({ port: 22 }),
  'HeadlessDatabase#podFqdn index': 0,
  'HeadlessDatabase#podHostFrom index': 0,
  'HeadlessDatabase#member index': 0,
  'NetworkReport#explain from': 'shop/self',
  'NetworkRules.fromFile path': join(__dirname, '../checks/network-rules/rules.yaml'),
  'NetworkReport#reaches from': 'shop/self',
  'NetworkReport#runbook subject': 'shop/self',
  'NetworkValidation#validate context': { manifests: [], report: { addViolation: ignored, submit: ignored } },
  ...Object.fromEntries(
    Object.keys(API_TABLE.classes.MountedVolume.statics).map((method) => [`MountedVolume.${method} path`, '/mnt/x']),
  ),
  'MountedVolume.csi driver': 'secrets-store.csi.k8s.io',
  'Peer.cidr cidr': '10.0.0.0/8',
  'Peer.cidrs cidrs': ['10.0.0.0/8'],
  'Port.named name': 'http',
  'ProjectedSource.downwardApi fields': { labels: 'metadata.labels' },
  'RegistryMirror.of mirrors': { 'docker.io': 'registry.acme.example/hub' },
  'RegistryMirror.ofAll mirror': 'registry.acme.example/mirror',
  'RouteFilter.rewritePrefix prefix': '/v2',
  'RuleEnd.of text': 'payments/*',
  'StatefulService#member index': 0,
  'StatefulService#podFqdn index': 0,
  'StatefulService#podHostFrom index': 0,
  'WritablePath.at path': '/cache',
};

/** Arguments that are made in the chart, by the name of call and parameter. */
const MADE: { readonly [parameter: string]: (chart: Chart) => unknown } = {
  'ServiceGroup.of ...others': (chart) => service(chart, 'third'),
  'Task#after other': (chart) => service(chart, 'other'),
  'Task#before other': (chart) => service(chart, 'other'),
  'RuleEnd.workload construct': (chart) => service(chart, 'end'),
  'RenderedPatch.apply target': (chart) => service(chart, 'self').deployment,
  'new WorkloadService scope': (chart) => service(chart, 'self'),
};

function argument(chart: Chart, call: string, parameter: string, type: string): unknown {
  const name = `${call} ${parameter}`;
  if (Object.hasOwn(BY_NAME, name)) return BY_NAME[name];
  if (Object.hasOwn(MADE, name)) return MADE[name](chart);
  if (parameter === 'version') return '16.4';
  if (Object.hasOwn(API_TABLE.structs, type)) return Object.hasOwn(STRUCTS, type) ? STRUCTS[type](chart) : {};
  return BY_TYPE[type](chart);
}

/** Objects whose methods are called. */
const SELVES: { readonly [name: string]: (chart: Chart) => Untyped } = {
  Checks: (chart) => library.Checks.of(service(chart, 'self')),
  ClusterDefaultDeny: (chart) => new library.ClusterDefaultDeny(chart, 'self'),
  ClusterGuardrail: (chart) => {
    const adminPolicies = library.AdminPolicies.v1alpha2({ experimental: true });
    new library.ClusterProfile({ adminPolicies }).applyTo(chart);
    return new library.ClusterGuardrail(chart, 'self');
  },
  ClusterProfile: () => new library.ClusterProfile(),
  Connections: (chart) => service(chart, 'self').connections,
  ExternalAlias: (chart) => new library.ExternalAlias(chart, 'self', { hostname: 'api.stripe.com', port: 443 }),
  GuardedPods: (chart) => SELVES.ClusterGuardrail(chart).pods(Peer.allPods()),
  HeadlessDatabase: database,
  InternalService: (chart) => service(chart, 'self'),
  NetworkReport: (chart) => {
    service(chart, 'self');
    return library.NetworkReport.of(chart);
  },
  NetworkValidation: () => new library.NetworkValidation(),
  NodeAgent: (chart) => new library.NodeAgent(chart, 'self', { image: IMAGE }),
  PublicWebApp: (chart) =>
    new library.PublicWebApp(chart, 'self', { image: IMAGE, port: 80, exposure: Exposure.loadBalancer() }),
  ScheduledTask: (chart) => new library.ScheduledTask(chart, 'self', { image: IMAGE, schedule: '@daily' }),
  ServiceGroup: (chart) => library.ServiceGroup.of(service(chart, 'member')),
  StatefulService: (chart) => new library.StatefulService(chart, 'self', { image: IMAGE, port: 80 }),
  Task: (chart) => new library.Task(chart, 'self', { image: IMAGE }),
  Worker: (chart) => new library.Worker(chart, 'self', { image: IMAGE }),
  WorkloadDefaults: () => new library.WorkloadDefaults({ labels: { team: 'shop' } }),
  WorkloadService: (chart) => service(chart, 'self').addService('ssh', { port: 22 }),
};

/** How what a factory makes comes into manifests. */
const USES: { readonly [name: string]: (chart: Chart, made: Untyped) => unknown } = {
  AdminPolicies: (chart, adminPolicies) => {
    const platform = adminPolicies._version === 'eks' ? library.Platform.EKS : undefined;
    new library.ClusterProfile({ adminPolicies, platform }).applyTo(chart);
    return new library.ClusterDefaultDeny(chart, 'user');
  },
  ClusterProfile: (chart, profile) => {
    profile.applyTo(chart);
    new library.DefaultDenyPolicy(chart, 'deny');
    return service(chart, 'user');
  },
  ConfigFile: (chart, file) => USES.ConfigFiles(chart, library.ConfigFiles.of({ '/etc/app/app.yaml': file })),
  ConfigFiles: (chart, config) => service(chart, 'user', { config }),
  DatabaseEngine: (chart, engine) => {
    const { password, storage } = databaseProps(chart);
    const takesPassword = engine._spec.passwordEnv !== undefined;
    return new library.HeadlessDatabase(chart, 'user', { engine, storage, ...(takesPassword ? { password } : {}) });
  },
  DisruptionBudget: (chart, disruptionBudget) => service(chart, 'user', { disruptionBudget, replicas: 500 }),
  Dns: (chart, dns) => USES.ClusterProfile(chart, new library.ClusterProfile({ dns })),
  Exposure: (chart, exposure) => new library.PublicWebApp(chart, 'user', { image: IMAGE, port: 80, exposure }),
  Health: (chart, health) => service(chart, 'user', { health, port: undefined, ports: [{ port: 80, name: 'http' }] }),
  KedaAuthentication: (chart, authentication) =>
    USES.KedaTrigger(chart, library.KedaTrigger.of('redis', { address: 'redis:6379' }, { authentication })),
  KedaTrigger: (chart, trigger) => service(chart, 'user', { autoscaling: { max: 3, keda: { triggers: [trigger] } } }),
  LoadBalancerAnnotations: (chart, annotations) => USES.Exposure(chart, Exposure.loadBalancer({ annotations })),
  DaemonSetUpdateStrategy: (chart, updateStrategy) =>
    new library.NodeAgent(chart, 'user', { image: IMAGE, updateStrategy }),
  Monitoring: (chart, monitoring) => {
    new library.ClusterProfile({ monitoring }).applyTo(chart);
    return service(chart, 'user', { metrics: { port: 9090 } });
  },
  MountedVolume: (chart, volume) => service(chart, 'user', { volumes: [volume] }),
  NotSecret: (chart, value) => service(chart, 'user', { env: { A: value } }),
  Peer: (chart, peer) => service(chart, 'user').connections.allowFrom(peer),
  Port: (chart, port) =>
    service(chart, 'user', {
      port: undefined,
      ports: [
        { port: 80, name: 'http' },
        { port: 80, name: 'http-udp', protocol: kplus.Protocol.UDP },
        { port: 80, name: 'http-sctp', protocol: kplus.Protocol.SCTP },
      ],
    }).connections.allowFrom(Peer.namespace('tools'), [port]),
  PodUser: (chart, podUser) => USES.SecurityProfile(chart, library.SecurityProfile.restricted({ podUser })),
  ProjectedSource: (chart, source) => USES.MountedVolume(chart, library.MountedVolume.projected('/mnt/x', [source])),
  RegistryMirror: (chart, registry) => USES.WorkloadDefaults(chart, new library.WorkloadDefaults({ registry })),
  RouteFilter: (chart, filter) =>
    USES.Exposure(chart, Exposure.gateway({ gateway: 'main', gatewayClass: 'istio', filters: [filter] })),
  RuleEnd: (chart, end) => library.NetworkRules.allow(chart, { from: [end], to: [end], reason: 'x' }),
  SecurityProfile: (chart, security) => service(chart, 'user', { security }),
  TaskHook: (chart, hook) => new library.Task(chart, 'user', { image: IMAGE, hook }),
  Tls: (chart, tls) => USES.Exposure(chart, Exposure.ingress({ host: 'shop.example.com', tls })),
  CloudRole: (chart, cloudRole) => service(chart, 'user', { cloudRole }),
  Toleration: (chart, toleration) => new library.NodeAgent(chart, 'user', { image: IMAGE, tolerations: [toleration] }),
  WorkloadDefaults: (chart, defaults) => {
    service(chart, 'user');
    defaults.applyTo(chart);
  },
  WritablePath: (chart, path) => service(chart, 'user', { writablePaths: [path] }),
};

function use(chart: Chart, made: unknown, name: string): void {
  if (Object.hasOwn(USES, name)) USES[name](chart, made);
}

/** All public calls with parameters. */
export function publicCalls(): PublicCall[] {
  return Object.entries(API_TABLE.classes)
    .flatMap(([name, { create, statics, methods }]): PublicCall[] => {
      const target = (library as Untyped)[name];
      const call = (
        spelled: string,
        parameters: { readonly [name: string]: string },
        run: PublicCall['run'],
      ): PublicCall => {
        const entries = Object.entries(parameters);
        const right = (chart: Chart, except?: number): unknown[] =>
          entries.map(([parameter, type], i) =>
            i === except ? undefined : argument(chart, spelled, parameter.replace('?', ''), type),
          );
        return { name: spelled, parameters: entries, right, run };
      };
      return [
        ...(create === undefined
          ? []
          : [call(`new ${name}`, create, (chart, args) => use(chart, new target(...args), name))]),
        ...Object.entries(statics).map(([method, parameters]) =>
          call(`${name}.${method}`, parameters, (chart, args) => {
            const made: unknown = target[method](...args);
            // The profile of a construct has been applied already.
            if (method !== 'of' || name !== 'ClusterProfile') use(chart, made, name);
          }),
        ),
        ...Object.entries(methods).map(([method, parameters]) =>
          call(`${name}#${method}`, parameters, (chart, args) => {
            SELVES[name](chart)[method](...args);
          }),
        ),
      ];
    })
    .filter(({ parameters }) => parameters.length > 0);
}
