import { ApiObjectMetadataDefinition, Chart, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import {
  ClusterProfile,
  Cni,
  Connections,
  DatabaseEngine,
  DefaultDenyPolicy,
  DisruptionBudget,
  Dns,
  Exposure,
  ExternalAlias,
  ExternalAliasProps,
  HeadlessDatabase,
  HeadlessDatabaseProps,
  Health,
  InternalService,
  InternalServiceProps,
  NotSecret,
  Peer,
  Port,
  PublicWebApp,
  PublicWebAppProps,
  SecurityProfile,
  Worker,
  WorkerProps,
  WritablePath,
} from '../src';
import { AUTOSCALING } from './bad-input/autoscaling';
import { CLUSTERS } from './bad-input/clusters';
import { DATABASES } from './bad-input/databases';
import { EXPOSURES } from './bad-input/exposures';
import { KINDS } from './bad-input/kinds';
import { MONITORING } from './bad-input/monitoring';
import { MOUNTS } from './bad-input/mounts';
import { NAMESPACES } from './bad-input/namespaces';
import { POD_USERS } from './bad-input/pod-users';
import { ROLLOUTS } from './bad-input/rollouts';
import { BadInput } from './bad-input/row';
import { SCHEDULING } from './bad-input/scheduling';
import { SERVICES } from './bad-input/services';
import { TEAM } from './bad-input/team';
import { OTHER_NAMES, UNSET_AND_UNKNOWN } from './bad-input/unset';
import { mainContainer, render, shopChart } from './manifests';

const IMAGE = 'ghcr.io/acme/api:1.4.2';

function service(chart: Chart, props: Partial<InternalServiceProps> = {}, id = 'api'): InternalService {
  return new InternalService(chart, id, { image: IMAGE, ...(props.ports === undefined ? { port: 80 } : {}), ...props });
}

function webApp(chart: Chart, exposure: Exposure, props: Partial<PublicWebAppProps> = {}): PublicWebApp {
  return new PublicWebApp(chart, 'web', {
    image: IMAGE,
    exposure,
    ...(props.ports === undefined ? { port: 80 } : {}),
    ...props,
  });
}

function worker(chart: Chart, props: Partial<WorkerProps> = {}): Worker {
  return new Worker(chart, 'mailer', { image: IMAGE, ...props });
}

function password(scope: Construct): kplus.SecretValue {
  return { secret: kplus.Secret.fromSecretName(scope, 'db-secret', 'postgres'), key: 'password' };
}

function database(chart: Chart, props: Partial<HeadlessDatabaseProps> = {}): HeadlessDatabase {
  return new HeadlessDatabase(chart, 'db', {
    engine: DatabaseEngine.postgres('16.4'),
    storage: Size.gibibytes(20),
    password: 'password' in props ? props.password : password(chart),
    ...props,
  });
}

/** PostgreSQL whose pods are one database, as an image of somebody's own may have it. */
function replicating(): DatabaseEngine {
  return DatabaseEngine.postgres('16.4', { replicates: true });
}

function redis(chart: Chart): HeadlessDatabase {
  return new HeadlessDatabase(chart, 'cache', { engine: DatabaseEngine.redis('7.4'), storage: Size.gibibytes(1) });
}

function customEngine(options: object): DatabaseEngine {
  return DatabaseEngine.custom({ image: 'ghcr.io/acme/db:2.0.0', port: 7000, dataPath: '/data', ...options });
}

function alias(chart: Chart, props: ExternalAliasProps): ExternalAlias {
  return new ExternalAlias(chart, 'payments', props);
}

/** A chart of the same app in another namespace, or in one that only whoever applies it knows. */
function neighbour(chart: Chart, namespace?: string): Chart {
  return new Chart(chart.node.scope!, 'neighbour', { namespace });
}

/** A workload of somebody's own whose pods no label selects. */
class Unlabelled extends kplus.Deployment {
  public get podMetadata(): ApiObjectMetadataDefinition {
    return new ApiObjectMetadataDefinition({ apiObject: this.apiObject });
  }
}

const SOURCE_RANGES = 'service.beta.kubernetes.io/load-balancer-source-ranges';

function emptyDir(scope: Construct, id = 'Volume', name = 'files'): kplus.Volume {
  return kplus.Volume.fromEmptyDir(scope, id, name);
}

function sidecar(chart: Chart, props: Partial<kplus.ContainerProps>): InternalService {
  return service(chart, { sidecars: [{ name: 'side', image: IMAGE, ...props }] });
}

/** What someone writes who has no types. */
function untyped(value: unknown): never {
  return value as never;
}

const PORTS: Record<string, BadInput> = {
  'a port of 0': {
    write: (chart) => service(chart, { port: 0 }),
    says: 'shop/api: port: got 0; allowed: a whole number from 1 to 65535.',
    withoutFix: true,
  },
  'a port above 65535': {
    write: (chart) => service(chart, { port: 65536 }),
    says: 'shop/api: port: got 65536; allowed: a whole number from 1 to 65535.',
    withoutFix: true,
  },
  'a fractional port': {
    write: (chart) => service(chart, { port: 80.5 }),
    says: 'shop/api: port: got 80.5; allowed: a whole number from 1 to 65535.',
    withoutFix: true,
  },
  'a port that is no number': {
    write: (chart) => service(chart, { port: NaN }),
    says: 'shop/api: port: got NaN; allowed: a whole number from 1 to 65535.',
    withoutFix: true,
  },
  'a target port above 65535': {
    write: (chart) => service(chart, { targetPort: 70000 }),
    says: 'shop/api: targetPort: got 70000; allowed: a whole number from 1 to 65535.',
    withoutFix: true,
  },
  'a port in the list above 65535': {
    write: (chart) => service(chart, { ports: [{ port: 99999 }] }),
    says: 'shop/api: port: got 99999; allowed: a whole number from 1 to 65535.',
    withoutFix: true,
  },
  'a metrics port above 65535': {
    write: (chart) => service(chart, { metrics: { port: 65536 } }),
    says: 'shop/api: metrics.port: got 65536; allowed: a whole number from 1 to 65535.',
    withoutFix: true,
  },
  'a database port above 65535': {
    write: (chart) => database(chart, { port: 65536 }),
    says: 'shop/db: port: got 65536; allowed: a whole number from 1 to 65535.',
    withoutFix: true,
  },
  "an engine's port of 0": {
    write: () => customEngine({ port: 0 }),
    says: 'DatabaseEngine.custom: port: got 0; allowed: a whole number from 1 to 65535.',
    withoutFix: true,
  },
  'a policy port of 0': {
    write: () => Port.tcp(0),
    says: 'Port.tcp: port: got 0; allowed: a whole number from 1 to 65535.',
    withoutFix: true,
  },
  'a policy port above 65535': {
    write: () => Port.udp(65536),
    says: 'Port.udp: port: got 65536; allowed: a whole number from 1 to 65535.',
    withoutFix: true,
  },
  'a range that begins at 0': {
    write: () => Port.tcpRange(0, 10),
    says: 'Port.tcpRange: first port: got 0; allowed: a whole number from 1 to 65535.',
    withoutFix: true,
  },
  'a range that ends above 65535': {
    write: () => Port.udpRange(65000, 66000),
    says: 'Port.udpRange: last port: got 66000; allowed: a whole number from 1 to 65535.',
    withoutFix: true,
  },
  'a reversed range': {
    write: () => Port.tcpRange(9000, 8000),
    says: 'Port.tcpRange: range: got 9000 to 8000; allowed: a first port that is not above the last. Fix: write (8000, 9000)',
  },
  'a headless port that differs from its target': {
    write: (chart) => database(chart, { port: 5432, targetPort: 5433 }),
    says: 'shop/db: targetPort: got 5433; allowed: the same as `port`, which is 5432: a headless Service maps no ports. Fix: leave `targetPort` out',
  },
  'no port at all': {
    write: (chart) => new InternalService(chart, 'api', { image: IMAGE }),
    says: 'shop/api: ports: got nothing; allowed: at least one port. Fix: set `port`; a workload that nobody connects to is a Worker',
  },
  'an empty list of ports': {
    write: (chart) => service(chart, { ports: [] }),
    says: 'shop/api: ports: got []; allowed: at least one port. Fix: set `port`; a workload that nobody connects to is a Worker',
  },
  'a target port without a port': {
    write: (chart) => new InternalService(chart, 'api', { image: IMAGE, targetPort: 8080 }),
    says: 'shop/api: ports: got {"targetPort":8080}; allowed: at least one port. Fix: set `port`; a workload that nobody connects to is a Worker',
  },
  'a port beside the list': {
    write: (chart) => service(chart, { port: 80, ports: [{ port: 81 }] }),
    says: 'shop/api: ports: got {"port":80,"ports":1}; allowed: either `port` (and `targetPort`) or `ports`. Fix: move `port` and `targetPort` into an entry of `ports`',
  },
  'the same port twice': {
    write: (chart) =>
      service(chart, {
        ports: [
          { name: 'a', port: 80 },
          { name: 'b', port: 80 },
        ],
      }),
    says: 'shop/api: port: got 80/TCP twice; allowed: each only once. Fix: change or remove one of the two',
  },
  'the same port name twice': {
    write: (chart) =>
      service(chart, {
        ports: [
          { name: 'http', port: 80 },
          { name: 'http', port: 81 },
        ],
      }),
    says: 'shop/api: port name: got http twice; allowed: each only once. Fix: change or remove one of the two',
  },
  'the same node port twice': {
    write: (chart) =>
      webApp(chart, Exposure.nodePort(), {
        ports: [
          { port: 80, nodePort: 30080 },
          { port: 81, nodePort: 30080 },
        ],
      }),
    says: 'shop/web: nodePort: got 30080/TCP twice; allowed: each only once. Fix: change or remove one of the two',
  },
  'a port name over 15 characters': {
    write: (chart) => service(chart, { ports: [{ name: 'metrics-endpoint', port: 80 }] }),
    says: 'shop/api: port name: got "metrics-endpoint"; allowed: at most 15 lower-case letters, digits and single "-", with at least one letter. Fix: use for example "metrics-endpoin"',
  },
  'a port name in upper case': {
    write: (chart) => service(chart, { ports: [{ name: 'HTTP', port: 80 }] }),
    says: 'shop/api: port name: got "HTTP"; allowed: at most 15 lower-case letters, digits and single "-", with at least one letter. Fix: use for example "http"',
  },
  'a port name without a letter': {
    write: (chart) => service(chart, { ports: [{ name: '8080', port: 80 }] }),
    says: 'shop/api: port name: got "8080"; allowed: at most 15 lower-case letters, digits and single "-", with at least one letter. Fix: use for example "http"',
  },
  'a named policy port over 15 characters': {
    write: () => Port.named('metrics-endpoint'),
    says: 'Port.named: port name: got "metrics-endpoint"; allowed: at most 15 lower-case letters, digits and single "-", with at least one letter. Fix: use for example "metrics-endpoin"',
  },
  'an appProtocol with a space': {
    write: (chart) => service(chart, { ports: [{ port: 80, appProtocol: 'http 2' }] }),
    says: 'shop/api: appProtocol: got "http 2"; allowed: "name" or "dns.prefix/name", the name of at most 63 letters, digits, "-", "_" and ".".',
    withoutFix: true,
  },
  'a node port below the range': {
    write: (chart) => webApp(chart, Exposure.nodePort(), { ports: [{ port: 80, nodePort: 8080 }] }),
    says: 'shop/web: nodePort: got 8080; allowed: a whole number from 30000 to 32767. Fix: leave it out, and the cluster assigns a free one',
  },
  'a node port above the range': {
    write: () => Exposure.nodePort({ nodePort: 32768 }),
    says: 'Exposure.nodePort: nodePort: got 32768; allowed: a whole number from 30000 to 32767. Fix: leave it out, and the cluster assigns a free one',
  },
  'a node port on an internal service': {
    write: (chart) => service(chart, { ports: [{ port: 80, nodePort: 30080 }] }),
    says: 'shop/api: nodePort: got 30080; allowed: none on a Service that is reached inside the cluster only. Fix: use PublicWebApp with Exposure.nodePort(…) or Exposure.loadBalancer(…)',
  },
  'a node port behind an Ingress': {
    write: (chart) =>
      webApp(chart, Exposure.ingress({ host: 'shop.example.com' }), { ports: [{ port: 80, nodePort: 30080 }] }),
    says: 'shop/web: nodePort: got 30080; allowed: none on a Service that is reached inside the cluster only. Fix: use PublicWebApp with Exposure.nodePort(…) or Exposure.loadBalancer(…)',
  },
  'a node port on an alias': {
    write: (chart) => alias(chart, { addresses: ['10.20.0.5'], ports: [{ port: 80, nodePort: 30080 }] }),
    says: 'shop/payments: nodePort: got 30080; allowed: none on an alias. Fix: leave it out',
  },
  'one node port for several ports': {
    write: (chart) =>
      webApp(chart, Exposure.nodePort({ nodePort: 30080 }), {
        ports: [
          { name: 'http', port: 80 },
          { name: 'grpc', port: 81 },
        ],
      }),
    says: 'shop/web: Exposure.nodePort: got 30080; allowed: a number here only for a service with one port and no `nodePort` of its own. Fix: set `nodePort` in each entry of `ports`',
  },
  'two node ports for one port': {
    write: (chart) => webApp(chart, Exposure.nodePort({ nodePort: 30080 }), { ports: [{ port: 80, nodePort: 30081 }] }),
    says: 'shop/web: Exposure.nodePort: got 30080; allowed: a number here only for a service with one port and no `nodePort` of its own. Fix: set `nodePort` in each entry of `ports`',
  },
};

const SCALE: Record<string, BadInput> = {
  'an affinity of 0 seconds': {
    write: (chart) => service(chart, { sessionAffinity: Duration.seconds(0) }),
    says: 'shop/api: sessionAffinity: got 0 s; allowed: whole seconds from 1 to 86400.',
    withoutFix: true,
  },
  'an affinity of more than a day': {
    write: (chart) => service(chart, { sessionAffinity: Duration.hours(25) }),
    says: 'shop/api: sessionAffinity: got 90000 s; allowed: whole seconds from 1 to 86400.',
    withoutFix: true,
  },
  'an affinity of half a second': {
    write: (chart) => service(chart, { sessionAffinity: Duration.millis(500) }),
    says: 'shop/api: sessionAffinity: got 0.5 s; allowed: whole seconds from 1 to 86400.',
    withoutFix: true,
  },
  'replicas beside autoscaling': {
    write: (chart) => service(chart, { replicas: 3, autoscaling: { max: 5 } }),
    says: 'shop/api: replicas: got 3; allowed: nothing beside `autoscaling`, which owns the number. Fix: use `autoscaling.min`',
  },
  'an autoscaling min above max': {
    write: (chart) => service(chart, { autoscaling: { min: 6, max: 5 } }),
    says: 'shop/api: autoscaling.min: got 6; allowed: at most autoscaling.max, which is 5. Fix: swap the two',
  },
  'an autoscaling max below the default min': {
    write: (chart) => service(chart, { autoscaling: { max: 1 } }),
    says: 'shop/api: autoscaling.min: got 2; allowed: at most autoscaling.max, which is 1. Fix: the default of min is 2: set `min: 1` or raise `max`',
  },
  'an autoscaling min of 0': {
    write: (chart) => service(chart, { autoscaling: { min: 0, max: 5 } }),
    says: 'shop/api: autoscaling.min: got 0; allowed: a whole number of at least 1.',
    withoutFix: true,
  },
  'a fractional autoscaling max': {
    write: (chart) => service(chart, { autoscaling: { max: 4.5 } }),
    says: 'shop/api: autoscaling.max: got 4.5; allowed: a whole number of at least 1.',
    withoutFix: true,
  },
  'a CPU target of 0 percent': {
    write: (chart) => service(chart, { autoscaling: { max: 5, targetCpuUtilization: 0 } }),
    says: 'shop/api: autoscaling.targetCpuUtilization: got 0; allowed: a whole number of at least 1. Fix: it is in percent: 80 means 80 % of the request',
  },
  'a memory target as a fraction': {
    write: (chart) => service(chart, { autoscaling: { max: 5, targetMemoryUtilization: 0.8 } }),
    says: 'shop/api: autoscaling.targetMemoryUtilization: got 0.8; allowed: a whole number of at least 1. Fix: it is in percent: 80 means 80 % of the request',
  },
  'negative replicas': {
    write: (chart) => service(chart, { replicas: -1 }),
    says: 'shop/api: replicas: got -1; allowed: a whole number of at least 0.',
    withoutFix: true,
  },
  'fractional replicas': {
    write: (chart) => worker(chart, { replicas: 1.5 }),
    says: 'shop/mailer: replicas: got 1.5; allowed: a whole number of at least 0.',
    withoutFix: true,
  },
  'negative replicas of a database': {
    write: (chart) => database(chart, { replicas: -1 }),
    says: 'shop/db: replicas: got -1; allowed: a whole number of at least 0.',
    withoutFix: true,
  },
  'a budget that lets no pod go': {
    write: () => DisruptionBudget.maxUnavailable(0),
    says: 'DisruptionBudget.maxUnavailable: pods: got 0; allowed: a whole number of at least 1. Fix: 0 would block every drain of a node; to allow all evictions use DisruptionBudget.none()',
  },
  'a budget that keeps 0 pods': {
    write: () => DisruptionBudget.minAvailable(0),
    says: 'DisruptionBudget.minAvailable: pods: got 0; allowed: a whole number of at least 1.',
    withoutFix: true,
  },
  'a budget that keeps all pods': {
    write: (chart) => service(chart, { replicas: 2, disruptionBudget: DisruptionBudget.minAvailable(2) }),
    says: 'shop/api: disruptionBudget.minAvailable: got 2; allowed: fewer than the 2 replicas, or no pod could ever be evicted. Fix: use DisruptionBudget.maxUnavailable(1)',
  },
  'a grace period of half a second': {
    write: (chart) => service(chart, { terminationGracePeriod: Duration.millis(500) }),
    says: 'shop/api: terminationGracePeriod: got 0.5 s; allowed: whole seconds from 0 on.',
    withoutFix: true,
  },
  'a CPU request above the limit': {
    write: (chart) =>
      service(chart, { resources: { cpu: { request: kplus.Cpu.units(2), limit: kplus.Cpu.millis(1500) } } }),
    says: 'shop/api: resources.cpu.request: got 2; allowed: at most the limit of 1500m. Fix: raise the limit or lower the request',
  },
  'a memory request above the limit': {
    write: (chart) =>
      service(chart, { resources: { memory: { request: Size.gibibytes(2), limit: Size.mebibytes(1536) } } }),
    says: 'shop/api: resources.memory.request: got 2Gi; allowed: at most the limit of 1536Mi. Fix: raise the limit or lower the request',
  },
  'a storage request above the limit': {
    write: (chart) =>
      service(chart, { resources: { ephemeralStorage: { request: Size.gibibytes(3), limit: Size.gibibytes(2) } } }),
    says: 'shop/api: resources.ephemeralStorage.request: got 3Gi; allowed: at most the limit of 2Gi. Fix: raise the limit or lower the request',
  },
  'a negative CPU request': {
    write: (chart) => service(chart, { resources: { cpu: { request: kplus.Cpu.millis(-5) } } }),
    says: 'shop/api: resources.cpu: got request -5m, limit 500m; allowed: a request of at least 0 and a limit above 0.',
    withoutFix: true,
  },
  'a memory limit of 0': {
    write: (chart) => service(chart, { resources: { memory: { limit: Size.mebibytes(0) } } }),
    says: 'shop/api: resources.memory: got request 0Ki, limit 0Ki; allowed: a request of at least 0 and a limit above 0.',
    withoutFix: true,
  },
  'storage of 0': {
    write: (chart) => database(chart, { storage: Size.gibibytes(0) }),
    says: 'shop/db: storage: got 0Ki; allowed: more than 0.',
    withoutFix: true,
  },
  'a pod of a database that does not exist': {
    write: (chart) => database(chart, { engine: replicating(), replicas: 2 }).podFqdn(2),
    says: 'shop/db: index of the pod: got 2; allowed: a whole number from 0 to 1. Fix: raise `replicas`, which is 2',
  },
  'a user of 0 under restricted': {
    write: () => SecurityProfile.restricted({ user: 0 }),
    says: 'SecurityProfile.restricted: user: got 0; allowed: a whole number from 1 to 2147483647. Fix: for an image that runs as root use SecurityProfile.baseline() or .custom({ runAsNonRoot: false })',
  },
  'a negative group under baseline': {
    write: () => SecurityProfile.baseline({ group: -1 }),
    says: 'SecurityProfile.baseline: group: got -1; allowed: a whole number from 0 to 2147483647.',
    withoutFix: true,
  },
  'a user of 0 that may not be root': {
    write: () => SecurityProfile.custom({ user: 0 }),
    says: 'SecurityProfile.custom: user: got 0; allowed: a whole number from 1 to 2147483647. Fix: for an image that runs as root use SecurityProfile.baseline() or .custom({ runAsNonRoot: false })',
  },
};

const IMAGES: Record<string, BadInput> = {
  'an image with a space': {
    write: (chart) => service(chart, { image: 'ghcr.io/acme/my api:1' }),
    says: 'shop/api: image: got "ghcr.io/acme/my api:1"; allowed: "repository:tag" or "registry/repository:tag@sha256:…", the repository in lower case, the digest in full, no spaces.',
    withoutFix: true,
  },
  'an image with an upper-case repository': {
    write: (chart) => service(chart, { image: 'ghcr.io/Acme/api:1' }),
    says: 'shop/api: image: got "ghcr.io/Acme/api:1"; allowed: "repository:tag" or "registry/repository:tag@sha256:…", the repository in lower case, the digest in full, no spaces.',
    withoutFix: true,
  },
  'an image with a scheme': {
    write: (chart) => service(chart, { image: 'https://ghcr.io/acme/api:1' }),
    says: 'shop/api: image: got "https://ghcr.io/acme/api:1"; allowed: "repository:tag" or "registry/repository:tag@sha256:…", the repository in lower case, the digest in full, no spaces. Fix: leave out the scheme',
  },
  'an empty image': {
    write: (chart) => worker(chart, { image: '' }),
    says: 'shop/mailer: image: got ""; allowed: "repository:tag" or "registry/repository:tag@sha256:…", the repository in lower case, the digest in full, no spaces.',
    withoutFix: true,
  },
  'an image with a short digest': {
    write: (chart) => service(chart, { image: 'nginx@sha256:0123456789abcdef0123456789abcdef' }),
    says: 'shop/api: image: got "nginx@sha256:0123456789abcdef0123456789abcdef"; allowed: "repository:tag" or "registry/repository:tag@sha256:…", the repository in lower case, the digest in full, no spaces.',
    withoutFix: true,
  },
  'a database version of latest': {
    write: () => DatabaseEngine.postgres('latest'),
    says: 'DatabaseEngine.postgres: version: got "latest"; allowed: an image tag that begins with the version\'s number, such as "16.4" or "16.4-alpine". Fix: name the version, so that an upgrade of the data is a decision; a mirror or a derived image is named beside it: { image: "…" }',
  },
};

const PROBES: Record<string, BadInput> = {
  'a liveness success threshold of 2': {
    write: () => Health.http('/', { liveness: { successThreshold: 2 } }),
    says: 'Health.http liveness: successThreshold: got 2; allowed: only 1. Fix: only readiness may ask for several successes',
  },
  'a startup success threshold of 3': {
    write: () => Health.tcp({ startup: { successThreshold: 3 } }),
    says: 'Health.tcp startup: successThreshold: got 3; allowed: only 1. Fix: only readiness may ask for several successes',
  },
  'a readiness success threshold of 0': {
    write: () => Health.grpc({ readiness: { successThreshold: 0 } }),
    says: 'Health.grpc readiness: successThreshold: got 0; allowed: a whole number of at least 1.',
    withoutFix: true,
  },
  'a failure threshold of 0': {
    write: () => Health.exec(['true'], { readiness: { failureThreshold: 0 } }),
    says: 'Health.exec readiness: failureThreshold: got 0; allowed: a whole number of at least 1.',
    withoutFix: true,
  },
  'a fractional failure threshold': {
    write: () => Health.http('/', { startup: { failureThreshold: 1.5 } }),
    says: 'Health.http startup: failureThreshold: got 1.5; allowed: a whole number of at least 1.',
    withoutFix: true,
  },
  'a probe period of 0': {
    write: () => Health.http('/', { readiness: { period: Duration.seconds(0) } }),
    says: 'Health.http readiness: period: got 0 s; allowed: whole seconds from 1 on.',
    withoutFix: true,
  },
  'a probe timeout of 0': {
    write: () => Health.http('/', { liveness: { timeout: Duration.seconds(0) } }),
    says: 'Health.http liveness: timeout: got 0 s; allowed: whole seconds from 1 on.',
    withoutFix: true,
  },
  'a probe delay of half a second': {
    write: () => Health.http('/', { liveness: { initialDelay: Duration.millis(500) } }),
    says: 'Health.http liveness: initialDelay: got 0.5 s; allowed: whole seconds from 0 on.',
    withoutFix: true,
  },
  'a probe path without a slash': {
    write: () => Health.http('healthz'),
    says: 'Health.http: path: got "healthz"; allowed: a path that begins with "/", without spaces. Fix: write "/healthz"',
  },
  "one probe's path without a slash": {
    write: (chart) => service(chart, { health: Health.http('/', { readiness: { path: 'ready' } }) }),
    says: 'Health.http: path: got "ready"; allowed: a path that begins with "/", without spaces. Fix: write "/ready"',
  },
  'a probe path with a space': {
    write: () => Health.http('/health check'),
    says: 'Health.http: path: got "/health check"; allowed: a path that begins with "/", without spaces. Fix: write "/health%20check"',
  },
  'a path for a TCP probe': {
    write: () => Health.tcp({ readiness: { path: '/ready' } }),
    says: 'Health.tcp: readiness.path: got "/ready"; allowed: nothing: only HTTP probes have a path.',
    withoutFix: true,
  },
  'a header name with a colon': {
    write: () => Health.http('/', { headers: { 'Cookie:': 'a=b' } }),
    says: 'Health.http: header name: got "Cookie:"; allowed: letters, digits and "-".',
    withoutFix: true,
  },
  'a command without a program': {
    write: () => Health.exec([]),
    says: 'Health.exec: command: got []; allowed: a program and its arguments.',
    withoutFix: true,
  },
  'a probe of an unknown port': {
    write: (chart) => service(chart, { ports: [{ name: 'http', port: 80 }], health: Health.tcp({ portName: 'grpc' }) }),
    says: 'shop/api: port to probe: got "grpc"; allowed: one of "http".',
    withoutFix: true,
  },
  'a probe by name where no port has one': {
    write: (chart) => service(chart, { health: Health.tcp({ portName: 'http' }) }),
    says: 'shop/api: port to probe: got "http"; allowed: none by name: no port has one. Fix: name the ports: `ports: [{ name: "http", port: 80 }]`',
  },
  'a probe of a UDP port': {
    write: (chart) =>
      service(chart, { health: Health.tcp(), ports: [{ name: 'dns', port: 53, protocol: kplus.Protocol.UDP }] }),
    says: 'shop/api: port to probe: got 53/UDP; allowed: a TCP port. Fix: use Health.exec([…]) or Health.none()',
  },
  'a named probe of a UDP port': {
    write: (chart) =>
      service(chart, {
        ports: [{ name: 'dns', port: 53, protocol: kplus.Protocol.UDP }],
        health: Health.tcp({ portName: 'dns' }),
      }),
    says: 'shop/api: port to probe: got 53/UDP; allowed: a TCP port. Fix: use Health.exec([…]) or Health.none()',
  },
  'a TCP probe of a worker without ports': {
    write: (chart) => worker(chart, { health: Health.tcp() }),
    says: 'shop/mailer: port to probe: got nothing; allowed: a port of the main container, and it has none. Fix: name one with `managementPort` or `metrics`, or use Health.exec([…])',
  },
  'a named probe of a worker without ports': {
    write: (chart) => worker(chart, { health: Health.http('/', { portName: 'http' }) }),
    says: 'shop/mailer: port to probe: got "http"; allowed: a port of the main container, and it has none. Fix: name one with `managementPort` or `metrics`, or use Health.exec([…])',
  },
};

const NAMES: Record<string, BadInput> = {
  'an id that is no DNS label': {
    write: (chart) => service(chart, {}, 'MyApi_v2'),
    says: 'shop/MyApi_v2: resource name: got "MyApi_v2"; allowed: lower-case letters, digits and "-", beginning with a letter, at most 63 characters. Fix: use "my-api-v2" as the id, or set `name`',
  },
  'a name that begins with a digit': {
    write: (chart) => service(chart, { name: '2fast' }),
    says: 'shop/api: resource name: got "2fast"; allowed: lower-case letters, digits and "-", beginning with a letter, at most 63 characters. Fix: use "fast" as the id, or set `name`',
  },
  'a name without a letter': {
    write: (chart) => service(chart, { name: '42' }),
    says: 'shop/api: resource name: got "42"; allowed: lower-case letters, digits and "-", beginning with a letter, at most 63 characters. Fix: use "my-service" as the id, or set `name`',
  },
  'a name over 63 characters': {
    write: (chart) => service(chart, { name: 'a'.repeat(64) }),
    says: 'shop/api: resource name: got "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"; allowed: lower-case letters, digits and "-", beginning with a letter, at most 63 characters. Fix: use "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" as the id, or set `name`',
  },
  'a database name over 52 characters': {
    write: (chart) => database(chart, { name: 'd'.repeat(53) }),
    says: 'shop/db: resource name: got "ddddddddddddddddddddddddddddddddddddddddddddddddddddd"; allowed: lower-case letters, digits and "-", beginning with a letter, at most 52 characters. Fix: use "dddddddddddddddddddddddddddddddddddddddddddddddddddd" as the id, or set `name`',
  },
  'a label value with a space': {
    write: (chart) => service(chart, { labels: { team: 'check out' } }),
    says: 'shop/api: value of label "team": got "check out"; allowed: at most 63 letters, digits, "-", "_" and ".", beginning and ending with a letter or digit. Fix: leave other characters out, or make it an annotation, which takes any text',
  },
  'a label value over 63 characters': {
    write: (chart) => service(chart, { labels: { team: 'x'.repeat(64) } }),
    says: 'shop/api: value of label "team": got "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"; allowed: at most 63 letters, digits, "-", "_" and ".", beginning and ending with a letter or digit. Fix: shorten it, or make it an annotation, which takes any text',
  },
  'a label value that is no text': {
    write: (chart) => service(chart, { labels: { canary: untyped(true) } }),
    says: 'shop/api: value of label "canary": got true; allowed: at most 63 letters, digits, "-", "_" and ".", beginning and ending with a letter or digit. Fix: write "true"',
  },
  'a label key with a space': {
    write: (chart) => service(chart, { labels: { 'my team': 'checkout' } }),
    says: 'shop/api: label key: got "my team"; allowed: "name" or "dns.prefix/name", the name of at most 63 letters, digits, "-", "_" and ".".',
    withoutFix: true,
  },
  'a label key with two slashes': {
    write: (chart) => service(chart, { labels: { 'a/b/c': 'd' } }),
    says: 'shop/api: label key: got "a/b/c"; allowed: "name" or "dns.prefix/name", the name of at most 63 letters, digits, "-", "_" and ".".',
    withoutFix: true,
  },
  "a name label that differs from the selector's": {
    write: (chart) => service(chart, { labels: { 'app.kubernetes.io/name': 'other' } }),
    says: 'shop/api: label "app.kubernetes.io/name": got "other"; allowed: only "api", because selectors use it. Fix: set `name`',
  },
  'an annotation that is no text': {
    write: (chart) => service(chart, { annotations: { 'acme.com/weight': untyped(5) } }),
    says: 'shop/api: value of annotation "acme.com/weight": got 5; allowed: text. Fix: write "5"',
  },
  'a pod annotation key with a space': {
    write: (chart) => service(chart, { podAnnotations: { 'a b': 'c' } }),
    says: 'shop/api: annotation key: got "a b"; allowed: "name" or "dns.prefix/name", the name of at most 63 letters, digits, "-", "_" and ".".',
    withoutFix: true,
  },
  "a Service annotation's key that ends with a dash": {
    write: (chart) => service(chart, { serviceAnnotations: { 'a-': 'c' } }),
    says: 'shop/api: annotation key: got "a-"; allowed: "name" or "dns.prefix/name", the name of at most 63 letters, digits, "-", "_" and ".".',
    withoutFix: true,
  },
  'a load balancer annotation that is no text': {
    write: () => Exposure.loadBalancer({ annotations: { 'acme.com/internal': untyped(true) } }),
    says: 'Exposure.loadBalancer: value of annotation "acme.com/internal": got true; allowed: text. Fix: write "true"',
  },
  'a priority class with a space': {
    write: (chart) => service(chart, { priorityClassName: 'very high' }),
    says: 'shop/api: priorityClassName: got "very high"; allowed: a name of lower-case letters, digits, "-" and ".".',
    withoutFix: true,
  },
  'a storage class in upper case': {
    write: (chart) => database(chart, { storageClass: 'GP3' }),
    says: 'shop/db: storageClass: got "GP3"; allowed: a name of lower-case letters, digits, "-" and ".".',
    withoutFix: true,
  },
  'an ingress class in upper case': {
    write: () => Exposure.ingress({ host: 'shop.example.com', className: 'NGINX' }),
    says: 'Exposure.ingress: className: got "NGINX"; allowed: a name of lower-case letters, digits, "-" and ".".',
    withoutFix: true,
  },
  'a load balancer class with a space': {
    write: () => Exposure.loadBalancer({ loadBalancerClass: 'my lb' }),
    says: 'Exposure.loadBalancer: loadBalancerClass: got "my lb"; allowed: "name" or "dns.prefix/name", the name of at most 63 letters, digits, "-", "_" and ".".',
    withoutFix: true,
  },
  'a Gateway name in upper case': {
    write: () => Exposure.gateway({ gateway: 'Main', gatewayClass: 'istio' }),
    says: 'Exposure.gateway: gateway: got "Main"; allowed: a name of lower-case letters, digits, "-" and ".".',
    withoutFix: true,
  },
  'a Gateway namespace with a dot': {
    write: () => Exposure.gateway({ gateway: 'main', gatewayClass: 'istio', namespace: 'infra.gateways' }),
    says: 'Exposure.gateway: namespace: got "infra.gateways"; allowed: lower-case letters, digits and "-", at most 63 characters.',
    withoutFix: true,
  },
  'a listener name with an underscore': {
    write: () => Exposure.gateway({ gateway: 'main', gatewayClass: 'istio', sectionName: 'my_listener' }),
    says: 'Exposure.gateway: sectionName: got "my_listener"; allowed: a name of lower-case letters, digits, "-" and ".".',
    withoutFix: true,
  },
  'two containers with one name': {
    write: (chart) => service(chart, { sidecars: [{ name: 'api', image: IMAGE }] }),
    says: 'shop/api: container name: got "api"; allowed: a name that no other container of the pod has. Fix: give the container a `name`',
  },
  'a relative writable path': {
    write: (chart) => service(chart, { writablePaths: ['cache'] }),
    says: 'shop/api: writablePaths: got "cache"; allowed: an absolute path below "/", without ":" and "..".',
    withoutFix: true,
  },
  'the root as a writable path': {
    write: () => WritablePath.at('/'),
    says: 'WritablePath.at: path: got "/"; allowed: an absolute path below "/", without ":" and "..".',
    withoutFix: true,
  },
  'a writable path that climbs': {
    write: () => WritablePath.at('/var/../etc'),
    says: 'WritablePath.at: path: got "/var/../etc"; allowed: an absolute path below "/", without ":" and "..".',
    withoutFix: true,
  },
  'the same writable path twice': {
    write: (chart) => service(chart, { writablePaths: ['/cache', WritablePath.at('/cache')] }),
    says: 'shop/api: writablePaths: got /cache twice; allowed: each path once.',
    withoutFix: true,
  },
  'a mount at a relative path': {
    write: (chart) =>
      service(chart, { volumeMounts: [{ path: 'etc', volume: kplus.Volume.fromEmptyDir(chart, 'Etc', 'etc') }] }),
    says: 'shop/api: volumeMounts: got "etc"; allowed: an absolute path below "/", without ":" and "..".',
    withoutFix: true,
  },
  'two volumes at one path': {
    write: (chart) =>
      service(chart, {
        volumeMounts: [
          { path: '/etc/app', volume: kplus.Volume.fromEmptyDir(chart, 'One', 'one') },
          { path: '/etc/app/', volume: kplus.Volume.fromEmptyDir(chart, 'Two', 'two') },
        ],
      }),
    says: 'shop/api: volumeMounts: got a second volume at /etc/app; allowed: one volume per path.',
    withoutFix: true,
  },
  "a volume at the database's data path": {
    write: (chart) =>
      database(chart, {
        volumeMounts: [{ path: '/var/lib/postgresql/data', volume: kplus.Volume.fromEmptyDir(chart, 'One', 'one') }],
      }),
    says: 'shop/db: volumeMounts: got a second volume at /var/lib/postgresql/data; allowed: one volume per path.',
    withoutFix: true,
  },
  "a volume with the name of the database's own": {
    write: (chart) =>
      database(chart, {
        volumeMounts: [{ path: '/etc/app', volume: kplus.Volume.fromEmptyDir(chart, 'One', 'data') }],
      }),
    says: 'shop/db: volumeMounts: got a volume named "data"; allowed: another name: this one is that of the volume that each pod claims.',
    withoutFix: true,
  },
  "an engine's relative data path": {
    write: () => customEngine({ dataPath: 'data' }),
    says: 'DatabaseEngine.custom: dataPath: got "data"; allowed: an absolute path below "/", without ":" and "..".',
    withoutFix: true,
  },
  "an engine's relative writable path": {
    write: () => customEngine({ writablePaths: ['run'] }),
    says: 'DatabaseEngine.custom: writablePaths: got "run"; allowed: an absolute path below "/", without ":" and "..".',
    withoutFix: true,
  },
  "an engine's password variable with a space": {
    write: () => customEngine({ passwordEnv: 'DB PASSWORD' }),
    says: 'DatabaseEngine.custom: environment variable name: got "DB PASSWORD"; allowed: letters, digits, "_", "-" and ".", not beginning with a digit.',
    withoutFix: true,
  },
};

const ENVIRONMENT: Record<string, BadInput> = {
  'a variable name with a space': {
    write: (chart) => service(chart, { env: { 'LOG LEVEL': 'info' } }),
    says: 'shop/api: environment variable name: got "LOG LEVEL"; allowed: letters, digits, "_", "-" and ".", not beginning with a digit.',
    withoutFix: true,
  },
  'a variable name that begins with a digit': {
    write: (chart) => service(chart).addEnv('2FA', 'on'),
    says: 'shop/api: environment variable name: got "2FA"; allowed: letters, digits, "_", "-" and ".", not beginning with a digit.',
    withoutFix: true,
  },
  'a number as a value': {
    write: (chart) => service(chart, { env: { WORKERS: untyped(4) } }),
    says: 'shop/api: env WORKERS: got 4; allowed: text, EnvValue or NotSecret. Fix: write "4"',
  },
  'an object as a value': {
    write: (chart) => service(chart, { env: { WORKERS: untyped({ n: 4 }) } }),
    says: 'shop/api: env WORKERS: got {"n":4}; allowed: text, EnvValue or NotSecret. Fix: use for example EnvValue.fromValue("…")',
  },
  'a password as text': {
    write: (chart) => service(chart, { env: { DB_PASSWORD: 'hunter2-verbatim' } }),
    says: 'shop/api: env DB_PASSWORD, whose name says that it is a secret: got literal text; allowed: a reference to a Secret, because manifests are read by many. Fix: use EnvValue.fromSecretValue({ secret: Secret.fromSecretName(…), key: "…" }); or, if anybody may read it, NotSecret.text("…")',
  },
  'a token as an EnvValue of text': {
    write: (chart) => service(chart, { env: { API_TOKEN: kplus.EnvValue.fromValue('hunter2-verbatim') } }),
    says: 'shop/api: env API_TOKEN, whose name says that it is a secret: got literal text; allowed: a reference to a Secret, because manifests are read by many. Fix: use EnvValue.fromSecretValue({ secret: Secret.fromSecretName(…), key: "…" }); or, if anybody may read it, NotSecret.text("…")',
  },
  'a password as a number': {
    write: (chart) => service(chart, { env: { DB_PASSWORD: untyped(20240607) } }),
    says: 'shop/api: env DB_PASSWORD, whose name says that it is a secret: got literal text; allowed: a reference to a Secret, because manifests are read by many. Fix: use EnvValue.fromSecretValue({ secret: Secret.fromSecretName(…), key: "…" }); or, if anybody may read it, NotSecret.text("…")',
  },
  'a harmless text whose name sounds like a secret': {
    write: (chart) => service(chart, { env: { MAPS_TOKEN: '12' } }),
    says: 'shop/api: env MAPS_TOKEN, whose name says that it is a secret: got literal text; allowed: a reference to a Secret, because manifests are read by many. Fix: use EnvValue.fromSecretValue({ secret: Secret.fromSecretName(…), key: "…" }); or, if anybody may read it, NotSecret.text("…")',
  },
  'a URL with a password': {
    write: (chart) => service(chart, { env: { DB: 'postgres://shop:hunter2-verbatim@db' } }),
    says: 'shop/api: env DB, whose URL has a password in it: got literal text; allowed: a reference to a Secret. Fix: use EnvValue.fromSecretValue({ secret: Secret.fromSecretName(…), key: "…" }) for a variable of its own, whose text is of letters and digits, and name it in the URL: "postgres://user:$(DB_PASSWORD)@db"; of a database connectTo(db, { dsnEnv: "…" }) writes it',
  },
  'a second value for a variable': {
    write: (chart) => service(chart, { env: { MODE: 'a' } }).addEnv('MODE', 'b'),
    says: 'shop/api: env MODE: got a second, different value; allowed: one value per variable. Fix: use another variable name, or remove one of the two',
  },
};

const SECRETS: Record<string, BadInput> = {
  'a database without its password': {
    write: (chart) => database(chart, { password: undefined }),
    says: 'shop/db: password: got nothing; allowed: a key of a Secret, because postgres:16.4 does not start without, or starts open to everybody. Fix: password: { secret: Secret.fromSecretName(chart, "db-secret", "my-secret"), key: "password" }',
  },
  'a database password as text': {
    write: (chart) => database(chart, { password: untyped('hunter2-verbatim') }),
    says: 'shop/db: password: got literal text; allowed: a key of a Secret, never text. Fix: password: { secret: Secret.fromSecretName(chart, "db-secret", "my-secret"), key: "password" }',
  },
  'a password for an engine that takes none': {
    write: (chart) => database(chart, { engine: customEngine({}) }),
    says: 'shop/db: password: got key "password" of Secret "postgres"; allowed: none: the engine names no variable for it. Fix: set `passwordEnv` in DatabaseEngine.custom(…)',
  },
  "a Secret's key with a slash": {
    write: (chart) => database(chart, { password: { ...password(chart), key: 'db/password' } }),
    says: 'shop/db: key of the Secret: got "db/password"; allowed: letters, digits, "-", "_" and ".".',
    withoutFix: true,
  },
  'a Secret of another namespace': {
    write: (chart) => database(chart, { password: password(neighbour(chart, 'vault')) }),
    says: 'shop/db: password: got Secret "postgres" of namespace "vault"; allowed: a Secret of namespace "shop": a pod cannot read another namespace\'s. Fix: copy the Secret there and refer to it with Secret.fromSecretName(chart, id, "postgres")',
  },
  'a Secret of an unknown namespace': {
    write: (chart) => database(chart, { password: password(neighbour(chart)) }),
    says: 'shop/db: password: got Secret "postgres" of the namespace that it is deployed to; allowed: a Secret of namespace "shop": a pod cannot read another namespace\'s. Fix: copy the Secret there and refer to it with Secret.fromSecretName(chart, id, "postgres")',
  },
  'a certificate of another namespace': {
    write: (chart) =>
      webApp(
        chart,
        Exposure.ingress({
          host: 'shop.example.com',
          tlsSecret: kplus.Secret.fromSecretName(neighbour(chart, 'certs'), 'tls', 'shop-tls'),
        }),
      ),
    says: 'shop/web: tlsSecret: got Secret "shop-tls" of namespace "certs"; allowed: a Secret of namespace "shop": a pod cannot read another namespace\'s. Fix: copy the Secret there and refer to it with Secret.fromSecretName(chart, id, "shop-tls")',
  },
  'passwordEnv across namespaces': {
    write: (chart) => service(neighbour(chart, 'web')).connectTo(database(chart), { passwordEnv: 'PGPASSWORD' }),
    says: 'neighbour/api: passwordEnv: password of "shop/db": got Secret "postgres" of namespace "shop"; allowed: a Secret of namespace "web": a pod cannot read another namespace\'s. Fix: copy the Secret there and set the variable from it with EnvValue.fromSecretValue(…)',
  },
  'passwordEnv without a password': {
    write: (chart) => service(chart).connectTo(redis(chart), { passwordEnv: 'REDIS_PASSWORD' }),
    says: 'shop/api: passwordEnv: password of "shop/cache": got nothing; allowed: a target with a `password`. Fix: give the target one: password: { secret: Secret.fromSecretName(…), key: "…" }',
  },
};

const ADDRESSES: Record<string, BadInput> = {
  'a network that is none': {
    write: () => Peer.cidr('10.0.0.0.0/8'),
    says: 'Peer.cidr: CIDR: got "10.0.0.0.0/8"; allowed: an IPv4 or IPv6 network such as "10.0.0.0/8" or "2001:db8::/32".',
    withoutFix: true,
  },
  'a host name as a network': {
    write: () => Peer.cidr('api.stripe.com'),
    says: 'Peer.cidr: CIDR: got "api.stripe.com"; allowed: an IPv4 or IPv6 network such as "10.0.0.0/8" or "2001:db8::/32".',
    withoutFix: true,
  },
  'a network without prefix length': {
    write: () => Peer.cidr('10.0.0.1'),
    says: 'Peer.cidr: CIDR: got "10.0.0.1"; allowed: an address with a prefix length. Fix: write "10.0.0.1/32" for this one address',
  },
  'a prefix length above 32': {
    write: () => Peer.cidr('10.0.0.0/33'),
    says: 'Peer.cidr: CIDR: got "10.0.0.0/33"; allowed: a prefix length from 0 to 32.',
    withoutFix: true,
  },
  'a prefix length above 128': {
    write: () => Peer.cidr('2001:db8::/129'),
    says: 'Peer.cidr: CIDR: got "2001:db8::/129"; allowed: a prefix length from 0 to 128.',
    withoutFix: true,
  },
  'a network with host bits': {
    write: () => Peer.cidr('10.0.0.1/8'),
    says: 'Peer.cidr: CIDR: got "10.0.0.1/8"; allowed: a network address with its host bits zero. Fix: did you mean "10.0.0.0/8" or "10.0.0.1/32"?',
  },
  'a network of IPv4 in IPv6 spelling': {
    write: () => Peer.cidr('::ffff:10.0.0.0/104'),
    says: 'Peer.cidr: CIDR: got "::ffff:10.0.0.0/104"; allowed: IPv4 or IPv6, not IPv4 in IPv6 spelling. Fix: write it as IPv4: "10.0.0.0/8"',
  },
  'an except outside its cidr': {
    write: () => Peer.cidr('10.0.0.0/8', { except: ['192.168.0.0/16'] }),
    says: 'Peer.cidr: except: got "192.168.0.0/16"; allowed: a network inside 10.0.0.0/8 and smaller than it. Fix: name a part of the CIDR, or leave the exception out',
  },
  'an except as large as its cidr': {
    write: () => Peer.cidr('10.0.0.0/8', { except: ['10.0.0.0/8'] }),
    says: 'Peer.cidr: except: got "10.0.0.0/8"; allowed: a network inside 10.0.0.0/8 and smaller than it. Fix: name a part of the CIDR, or leave the exception out',
  },
  'an except with host bits': {
    write: () => Peer.cidr('10.0.0.0/8', { except: ['10.1.2.3/16'] }),
    says: 'Peer.cidr: except: got "10.1.2.3/16"; allowed: a network address with its host bits zero. Fix: did you mean "10.1.0.0/16" or "10.1.2.3/32"?',
  },
  'a pod CIDR with host bits': {
    write: () => new ClusterProfile({ podCidrs: ['10.244.0.1/16'] }),
    says: 'ClusterProfile: podCidrs: got "10.244.0.1/16"; allowed: a network address with its host bits zero. Fix: did you mean "10.244.0.0/16" or "10.244.0.1/32"?',
  },
  'a source range with host bits': {
    write: () => Exposure.loadBalancer({ sourceRanges: ['203.0.113.7/24'] }),
    says: 'Exposure.loadBalancer: sourceRanges: got "203.0.113.7/24"; allowed: a network address with its host bits zero. Fix: did you mean "203.0.113.0/24" or "203.0.113.7/32"?',
  },
  'no source range': {
    write: () => Exposure.loadBalancer({ sourceRanges: [] }),
    says: 'Exposure.loadBalancer: sourceRanges: got []; allowed: at least one network; an empty list would let everybody in. Fix: leave it out to say so',
  },
  "an alias's network with host bits": {
    write: (chart) => alias(chart, { hostname: 'api.stripe.com', cidrs: ['203.0.113.7/24'] }),
    says: 'shop/payments: cidrs: got "203.0.113.7/24"; allowed: a network address with its host bits zero. Fix: did you mean "203.0.113.0/24" or "203.0.113.7/32"?',
  },
  'an address that is none': {
    write: (chart) => alias(chart, { addresses: ['db.example.com'], port: 5432 }),
    says: 'shop/payments: address: got "db.example.com"; allowed: an IPv4 or IPv6 address. Fix: for a DNS name use `hostname`',
  },
  'an address with a prefix length': {
    write: (chart) => alias(chart, { addresses: ['10.20.0.5/32'], port: 5432 }),
    says: 'shop/payments: address: got "10.20.0.5/32"; allowed: an IPv4 or IPv6 address. Fix: write addresses without prefix length',
  },
  'a loopback address': {
    write: (chart) => alias(chart, { addresses: ['127.0.0.1'], port: 5432 }),
    says: 'shop/payments: address: got "127.0.0.1"; allowed: an address that is not unspecified, loopback, link-local or multicast. Fix: what runs in the same pod is reached without any policy',
  },
  'an address of IPv4 in IPv6 spelling': {
    write: (chart) => alias(chart, { addresses: ['::ffff:10.20.0.5'], port: 5432 }),
    says: 'shop/payments: address: got "::ffff:10.20.0.5"; allowed: IPv4 or IPv6, not IPv4 in IPv6 spelling. Fix: write it as IPv4: "10.20.0.5"',
  },
  'a DNS cache address that is none': {
    write: () => Dns.nodeLocal('node-local'),
    says: 'Dns.nodeLocal: ip: got "node-local"; allowed: an IPv4 or IPv6 address.',
    withoutFix: true,
  },
  'a DNS cache address with a prefix length': {
    write: () => Dns.nodeLocal('169.254.20.10/32'),
    says: 'Dns.nodeLocal: ip: got "169.254.20.10/32"; allowed: an IPv4 or IPv6 address. Fix: write addresses without prefix length',
  },
  'a host name with a scheme': {
    write: (chart) => alias(chart, { hostname: 'https://API.stripe.com/v1' }),
    says: 'shop/payments: hostname: got "https://API.stripe.com/v1"; allowed: a DNS name in lower case, without scheme, port or path. Fix: write "api.stripe.com", and the port apart',
  },
  'a host name with a port': {
    write: (chart) => alias(chart, { hostname: 'api.stripe.com:443' }),
    says: 'shop/payments: hostname: got "api.stripe.com:443"; allowed: a DNS name in lower case, without scheme, port or path. Fix: write "api.stripe.com", and the port apart',
  },
  'a host name in upper case': {
    write: (chart) => alias(chart, { hostname: 'API.stripe.com' }),
    says: 'shop/payments: hostname: got "API.stripe.com"; allowed: a DNS name in lower case, without scheme, port or path. Fix: write "api.stripe.com"',
  },
  'a host name with an underscore': {
    write: (chart) => alias(chart, { hostname: 'my_host.example.com' }),
    says: 'shop/payments: hostname: got "my_host.example.com"; allowed: a DNS name in lower case, without scheme, port or path.',
    withoutFix: true,
  },
  'an address as a host name': {
    write: (chart) => alias(chart, { hostname: '10.20.0.5' }),
    says: 'shop/payments: hostname: got "10.20.0.5"; allowed: a DNS name. Fix: for an address use `addresses: ["10.20.0.5"]`',
  },
  'a cluster domain with a space': {
    write: () => new ClusterProfile({ domain: 'cluster local' }),
    says: 'ClusterProfile: domain: got "cluster local"; allowed: a DNS name in lower case, without scheme, port or path.',
    withoutFix: true,
  },
  'an address as the cluster domain': {
    write: () => new ClusterProfile({ domain: '10.0.0.1' }),
    says: 'ClusterProfile: domain: got "10.0.0.1"; allowed: a DNS name.',
    withoutFix: true,
  },
  'an Ingress host with a scheme': {
    write: () => Exposure.ingress({ host: 'https://shop.example.com' }),
    says: 'Exposure.ingress: host: got "https://shop.example.com"; allowed: a DNS name in lower case such as "shop.example.com", or "*.example.com"; no address, scheme, port or path.',
    withoutFix: true,
  },
  'a route host name in upper case': {
    write: () => Exposure.gateway({ gateway: 'main', gatewayClass: 'istio', hostnames: ['Shop.example.com'] }),
    says: 'Exposure.gateway: host: got "Shop.example.com"; allowed: a DNS name in lower case such as "shop.example.com", or "*.example.com"; no address, scheme, port or path.',
    withoutFix: true,
  },
  'an Ingress path without a slash': {
    write: () => Exposure.ingress({ host: 'shop.example.com', path: 'cart' }),
    says: 'Exposure.ingress: path: got "cart"; allowed: a path that begins with "/", without spaces. Fix: write "/cart"',
  },
  'a route path that climbs': {
    write: () => Exposure.gateway({ gateway: 'main', gatewayClass: 'istio', path: '/a/../b' }),
    says: 'Exposure.gateway: path: got "/a/../b"; allowed: a path without "//", "/./", "/../" and "%2f". Fix: write "/b"',
  },
  'an Ingress to an unknown port': {
    write: (chart) =>
      webApp(chart, Exposure.ingress({ host: 'shop.example.com', portName: 'grpc' }), {
        ports: [{ name: 'http', port: 80 }],
      }),
    says: 'shop/web: port: got "grpc"; allowed: one of "http".',
    withoutFix: true,
  },
  'a URL with a scheme and slashes': {
    write: (chart) => service(chart).urlFrom(chart, { scheme: 'https://' }),
    says: 'shop/api: scheme: got "https://"; allowed: a URL scheme such as "https", without "://".',
    withoutFix: true,
  },
  'a URL path without a slash': {
    write: (chart) => service(chart).urlFrom(chart, { path: 'v1' }),
    says: 'shop/api: path: got "v1"; allowed: a path that begins with "/", without spaces. Fix: write "/v1"',
  },
  'a URL of an alias without ports': {
    write: (chart) => alias(chart, { hostname: 'api.stripe.com' }).urlFrom(chart),
    says: 'shop/payments: port: got nothing; allowed: a port of its own, and it has none. Fix: give it one with `port`',
  },
  'a full name where the namespace is unknown': {
    write: (chart) => service(neighbour(chart)).fqdn,
    says: "neighbour/api: namespace: got nothing; allowed: a known one: it is part of the fully qualified name. Fix: give the chart a namespace, or use hostFrom(consumer), which needs none within one chart's namespace",
  },
  'an alias for nothing': {
    write: (chart) => alias(chart, {}),
    says: 'shop/payments: ExternalAlias: got {}; allowed: either `hostname` or at least one of `addresses`. Fix: set one of the two',
  },
  'an alias for no address': {
    write: (chart) => alias(chart, { addresses: [], port: 80 }),
    says: 'shop/payments: ExternalAlias: got {"addresses":[]}; allowed: either `hostname` or at least one of `addresses`. Fix: set one of the two',
  },
  'an alias for a host name and addresses': {
    write: (chart) => alias(chart, { hostname: 'db.example.com', addresses: ['10.20.0.5'], port: 5432 }),
    says: 'shop/payments: ExternalAlias: got {"hostname":"db.example.com","addresses":["10.20.0.5"]}; allowed: either `hostname` or at least one of `addresses`. Fix: make two aliases, one for each',
  },
  'an alias for addresses without a port': {
    write: (chart) => alias(chart, { addresses: ['10.20.0.5'] }),
    says: 'shop/payments: ports: got nothing; allowed: at least one port. Fix: set `port`; a workload that nobody connects to is a Worker',
  },
  'networks beside addresses': {
    write: (chart) => alias(chart, { addresses: ['10.20.0.5'], cidrs: ['10.20.0.0/16'], port: 80 }),
    says: 'shop/payments: cidrs: got ["10.20.0.0/16"]; allowed: at least one network beside `hostname`; `addresses` say it already. Fix: leave it out',
  },
  'an empty list of networks': {
    write: (chart) => alias(chart, { hostname: 'api.stripe.com', cidrs: [] }),
    says: 'shop/payments: cidrs: got []; allowed: at least one network beside `hostname`; `addresses` say it already. Fix: leave it out',
  },
  'a mapped port of a host name': {
    write: (chart) => alias(chart, { hostname: 'api.stripe.com', port: 80, targetPort: 443 }),
    says: 'shop/payments: targetPort: got 443; allowed: the same as `port`, which is 80: a CNAME maps no ports. Fix: use `port: 443`',
  },
};

const CONNECTIONS: Record<string, BadInput> = {
  'pods without labels': {
    write: () => Peer.pods({ labels: {} }),
    says: 'Peer.pods: labels: got {}; allowed: at least one label; an empty selector would select everything. Fix: use Peer.allPodsInNamespace(), Peer.namespace(name) or Peer.anywhere() to say so in words',
  },
  'namespaces without labels': {
    write: () => Peer.namespacesLabelled({}),
    says: 'Peer.namespacesLabelled: labels: got {}; allowed: at least one label; an empty selector would select everything. Fix: use Peer.allPodsInNamespace(), Peer.namespace(name) or Peer.anywhere() to say so in words',
  },
  'pods with an illegal label': {
    write: () => Peer.pods({ labels: { app: 'check out' } }),
    says: 'Peer.pods: value of label "app": got "check out"; allowed: at most 63 letters, digits, "-", "_" and ".", beginning and ending with a letter or digit. Fix: leave other characters out, or look the label up: nothing carries this one',
  },
  'a namespace that is no name': {
    write: () => Peer.namespace('Monitoring'),
    says: 'Peer.namespace: namespace: got "Monitoring"; allowed: lower-case letters, digits and "-", at most 63 characters.',
    withoutFix: true,
  },
  'an empty namespace': {
    write: () => Peer.pods({ namespace: '', labels: { app: 'a' } }),
    says: 'Peer.pods: namespace: got ""; allowed: lower-case letters, digits and "-", at most 63 characters.',
    withoutFix: true,
  },
  'no DNS peers': {
    write: () => Dns.custom({ peers: [] }),
    says: 'Dns.custom: peers: got []; allowed: at least one. Fix: name where the DNS servers are, for example Peer.cidr("10.0.0.10/32")',
  },
  'no DNS ports': {
    write: () => Dns.custom({ peers: [Peer.cidr('10.0.0.10/32')], ports: [] }),
    says: 'Dns.custom: ports: got []; allowed: at least one. Fix: leave `ports` out for 53/UDP and 53/TCP',
  },
  'connections of pods without labels': {
    write: (chart) => new Connections(chart, 'Policy', { name: 'all', podLabels: {} }),
    says: 'shop: podLabels: got {}; allowed: at least one label; none would select every pod of the namespace. Fix: pass the labels of the pods, or use DefaultDenyPolicy for the whole namespace',
  },
  'connections of a workload without labels': {
    write: (chart) => Connections.of(new Unlabelled(chart, 'bare')),
    says: 'shop/bare: connections: got pods without a label of their own; allowed: pods that a label selects; without one it would be every pod of the namespace. Fix: label them, and name the labels: new Connections(workload, id, { name, podLabels })',
  },
  'a peer without labels': {
    write: (chart) => service(chart).connections.allowFrom(new Unlabelled(chart, 'bare')),
    says: 'shop/api: peer "shop/bare": got pods without a label of their own; allowed: pods that a label selects; without one it would be every pod of the namespace. Fix: describe them with Peer.pods({ labels })',
  },
  'no ports to open': {
    write: (chart) => service(chart).connections.allowFrom(Peer.internet(), []),
    says: 'shop/api: ports to open from the internet: got []; allowed: at least one port. Fix: name the ports, for example [Port.tcp(443)], or say [Port.all()]',
  },
  'no ports of its own to open': {
    write: (chart) => worker(chart).connections.allowFrom(Peer.namespace('ops')),
    says: 'shop/mailer: ports to open from namespace ops: got []; allowed: at least one port. Fix: name the ports, for example [Port.tcp(443)], or say [Port.all()]',
  },
  'a peer without ports to connect to': {
    write: (chart) => service(chart).connections.allowTo(Peer.cidr('10.0.0.0/8')),
    says: 'shop/api: ports to open to cidr 10.0.0.0/8: got []; allowed: at least one port. Fix: name the ports, for example [Port.tcp(443)], or say [Port.all()]',
  },
  'a worker without ports to connect to': {
    write: (chart) => service(chart).connections.allowTo(worker(chart)),
    says: 'shop/api: ports to open to "shop/mailer": got []; allowed: at least one port. Fix: name the ports, for example [Port.tcp(443)], or say [Port.all()]',
  },
  'a text as a peer': {
    write: (chart) => service(chart).connections.allowFrom(untyped('monitoring')),
    says: 'shop/api: peer: got "monitoring"; allowed: a Peer, a workload of this package, or a cdk8s-plus Deployment, StatefulSet or Pod. Fix: describe other pods with Peer.pods({ namespace, labels }), or with ForeignPods.of(scope, { labels }) if they are yours; addresses with Peer.cidr(…); to an ExternalAlias, and other constructs without pods, use connectTo',
  },
  'an alias as a peer': {
    write: (chart) =>
      service(chart).connections.allowTo(untyped(alias(chart, { hostname: 'api.stripe.com', port: 443 }))),
    says: 'shop/api: peer: got "shop/payments"; allowed: a Peer, a workload of this package, or a cdk8s-plus Deployment, StatefulSet or Pod. Fix: describe other pods with Peer.pods({ namespace, labels }), or with ForeignPods.of(scope, { labels }) if they are yours; addresses with Peer.cidr(…); to an ExternalAlias, and other constructs without pods, use connectTo',
  },
  'nothing as a peer': {
    write: (chart) => service(chart).connections.allowFrom(untyped(undefined)),
    says: 'shop/api: peer: got nothing; allowed: a Peer, a workload of this package, or a cdk8s-plus Deployment, StatefulSet or Pod. Fix: describe other pods with Peer.pods({ namespace, labels }), or with ForeignPods.of(scope, { labels }) if they are yours; addresses with Peer.cidr(…); to an ExternalAlias, and other constructs without pods, use connectTo',
  },
  'a peer whose namespace is unknown': {
    write: (chart) => service(chart).connectTo(redis(neighbour(chart))),
    says: 'neighbour/cache: namespace: got nothing; allowed: a known one, because "neighbour/cache" and "shop/api" may be in different namespaces. Fix: give its chart a namespace: new Chart(app, "neighbour", { namespace: \'…\' })',
  },
  'a peer of a known namespace where the own is unknown': {
    write: (chart) => service(neighbour(chart)).connectTo(redis(chart)),
    says: 'neighbour/api: namespace: got nothing; allowed: a known one, because "shop/cache" and "neighbour/api" may be in different namespaces. Fix: give its chart a namespace: new Chart(app, "neighbour", { namespace: \'…\' })',
  },
  'connecting to a Worker': {
    write: (chart) => service(chart).connectTo(untyped(worker(chart))),
    says: 'shop/api: connectTo: got "shop/mailer"; allowed: a construct with a Service: InternalService, PublicWebApp, StatefulService, HeadlessDatabase, ServiceGroup or ExternalAlias. Fix: a Worker has none: make it an InternalService, give it one with addService, or open its pods with connections.allowTo(worker, [Port.tcp(…)])',
  },
  'connecting to nothing': {
    write: (chart) => service(chart).connectTo(untyped(undefined)),
    says: 'shop/api: connectTo: got nothing; allowed: a construct with a Service: InternalService, PublicWebApp, StatefulService, HeadlessDatabase, ServiceGroup or ExternalAlias. Fix: a Worker has none: make it an InternalService, give it one with addService, or open its pods with connections.allowTo(worker, [Port.tcp(…)])',
  },
  'connecting to an unknown port': {
    write: (chart) =>
      worker(chart).connectTo(
        service(chart, {
          ports: [
            { name: 'http', port: 80 },
            { name: 'grpc', port: 81 },
          ],
        }),
        { ports: ['htpp'] },
      ),
    says: 'shop/mailer: port of "shop/api": got "htpp"; allowed: one of "http", "grpc".',
    withoutFix: true,
  },
  'connecting to a name where no port has one': {
    write: (chart) => worker(chart).connectTo(service(chart), { ports: ['http'] }),
    says: 'shop/mailer: port of "shop/api": got "http"; allowed: none by name: no port has one. Fix: name the ports: `ports: [{ name: "http", port: 80 }]`',
  },
  'connecting to no port': {
    write: (chart) => worker(chart).connectTo(service(chart), { ports: [] }),
    says: 'shop/mailer: ports of "shop/api": got []; allowed: at least one name. Fix: leave `ports` out for all of them',
  },
  'one variable for the numbers of two ports': {
    write: (chart) =>
      worker(chart).connectTo(service(chart, { ports: [{ port: 80 }, { port: 81 }] }), { portEnv: 'API_PORT' }),
    says: 'shop/mailer: portEnv: ports of "shop/api": got ["tcp-80","tcp-81"]; allowed: exactly one port for one variable. Fix: call connectTo once per port: { ports: ["http"], … }',
  },
  'a port variable for an alias without ports': {
    write: (chart) => worker(chart).connectTo(alias(chart, { hostname: 'api.stripe.com' }), { addressEnv: 'STRIPE' }),
    says: 'shop/mailer: addressEnv: ports of "shop/payments": got []; allowed: exactly one port for one variable. Fix: give the target a `port`',
  },
  'connecting to an alias without ports': {
    write: (chart) => worker(chart).connectTo(alias(chart, { hostname: 'api.stripe.com' })),
    says: 'shop/payments: port: got nothing; allowed: at least one port, for a connection to open. Fix: set `port`, for example `port: 443`',
  },
  'a default deny without directions': {
    write: (chart) => new DefaultDenyPolicy(chart, 'deny', { directions: [] }),
    says: 'shop/deny: directions: got []; allowed: at least one of PolicyDirection.INGRESS and EGRESS; an empty list would mean ingress. Fix: leave it out for both',
  },
  'a cluster profile applied too late': {
    write: (chart) => {
      new DefaultDenyPolicy(chart, 'deny');
      new ClusterProfile().applyTo(chart.node.root);
    },
    says: 'App: ClusterProfile: got one applied after "shop/deny" was made; allowed: a profile that is applied before the workloads below it. Fix: move `applyTo` up, right behind the app or chart',
  },
  'metrics without a scraper': {
    write: (chart) => service(chart, { metrics: { port: 9090 } }),
    says: "shop/api: metrics: got port 9090; allowed: metrics where the cluster profile says who scrapes them. Fix: new ClusterProfile({ metricsScraper: Peer.namespace('monitoring') }).applyTo(app)",
  },
  'names for Cilium without DNS pods': {
    write: (chart) => {
      new ClusterProfile({ cni: Cni.CILIUM, dns: Dns.custom({ peers: [Peer.cidr('10.0.0.10/32')] }) }).applyTo(chart);
      worker(chart).connectTo(alias(chart, { hostname: 'api.stripe.com', port: 443 }));
      render(chart);
    },
    says: 'shop/mailer: DNS of the cluster profile: got Dns.custom(…); allowed: DNS pods that Cilium can select: Dns.coreDns(), Dns.nodeLocal(), Dns.openshift(), or Dns.custom(…) with Peer.pods(…). Fix: give the ExternalAlias `cidrs`, which need no names',
  },
};

/* What the API server refuses, or no cluster can run. */

const ROUTES_AND_ANNOTATIONS: Record<string, BadInput> = {
  'a route path with a letter outside of ASCII': {
    write: () => Exposure.gateway({ gateway: 'main', gatewayClass: 'istio', path: '/ü' }),
    says: 'Exposure.gateway: path: got "/ü"; allowed: the path of a URL, without query: letters and digits of ASCII, "%" with two hexadecimal digits, and -._~!$&\'()+,;=:@/. Fix: write "/%C3%BC"',
  },
  'an Ingress path with a query': {
    write: () => Exposure.ingress({ host: 'shop.example.com', path: '/a?b' }),
    says: 'Exposure.ingress: path: got "/a?b"; allowed: the path of a URL, without query: letters and digits of ASCII, "%" with two hexadecimal digits, and -._~!$&\'()+,;=:@/. Fix: leave out what follows "?": a prefix is about the path alone',
  },
  'a route path with a fragment': {
    write: () => Exposure.gateway({ gateway: 'main', gatewayClass: 'istio', path: '/a#b' }),
    says: 'Exposure.gateway: path: got "/a#b"; allowed: the path of a URL, without query: letters and digits of ASCII, "%" with two hexadecimal digits, and -._~!$&\'()+,;=:@/. Fix: leave out what follows "#": a prefix is about the path alone',
  },
  'a route path with a placeholder': {
    write: () => Exposure.gateway({ gateway: 'main', gatewayClass: 'istio', path: '/users/{id}' }),
    says: 'Exposure.gateway: path: got "/users/{id}"; allowed: the path of a URL, without query: letters and digits of ASCII, "%" with two hexadecimal digits, and -._~!$&\'()+,;=:@/. Fix: name the part before the placeholder: a prefix covers all that follows it',
  },
  'a route path with a broken encoding': {
    write: () => Exposure.gateway({ gateway: 'main', gatewayClass: 'istio', path: '/%zz' }),
    says: 'Exposure.gateway: path: got "/%zz"; allowed: a path in which two hexadecimal digits follow each "%". Fix: write "/%25zz"',
  },
  'a route path over 1024 characters': {
    write: () => Exposure.gateway({ gateway: 'main', gatewayClass: 'istio', path: `/${'a'.repeat(1024)}` }),
    says: 'Exposure.gateway: path: got 1025 characters; allowed: at most 1024 characters. Fix: route a shorter prefix',
  },
  '17 host names of a route': {
    write: () =>
      Exposure.gateway({
        gateway: 'main',
        gatewayClass: 'istio',
        hostnames: Array.from({ length: 17 }, (_, i) => `a${i}.example.com`),
      }),
    says: 'Exposure.gateway: hostnames: got 17 names; allowed: 1 to 16. Fix: name them with "*.example.com", or make another HTTPRoute for the rest',
  },
  'no host name of a route': {
    write: () => Exposure.gateway({ gateway: 'main', gatewayClass: 'istio', hostnames: [] }),
    says: 'Exposure.gateway: hostnames: got []; allowed: 1 to 16; an empty list would answer for all of the Gateway. Fix: leave it out to say so',
  },
  'a host name of a route twice': {
    write: () =>
      Exposure.gateway({
        gateway: 'main',
        gatewayClass: 'istio',
        hostnames: ['a.example.com', 'b.example.com', 'a.example.com'],
      }),
    says: 'Exposure.gateway: hostnames: got a.example.com twice; allowed: each name once.',
    withoutFix: true,
  },
  'a host name over 253 characters with its wildcard': {
    write: () => Exposure.ingress({ host: `*.${'a.'.repeat(125)}bb` }),
    says: 'Exposure.ingress: host: got "*.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.bb"; allowed: a DNS name in lower case such as "shop.example.com", or "*.example.com"; no address, scheme, port or path.',
    withoutFix: true,
  },
  'a host that cdk8s-plus cannot render': {
    write: () => Exposure.ingress({ host: 'constructor' }),
    says: 'Exposure.ingress: host: got "constructor"; allowed: another name, because cdk8s-plus renders no Ingress for this one. Fix: use the full name, such as "constructor.example.com"',
  },
  'a Gateway name that is no label': {
    write: (chart) => webApp(chart, Exposure.gateway({ gateway: 'g'.repeat(64), gatewayClass: 'istio' })),
    says: 'shop/web: gateway: got "gggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggg"; allowed: a name of at most 63 characters, which its pods carry as a label, where the cluster profile names no pods. Fix: name them: new ClusterProfile({ gateway: Peer.pods({ namespace, labels }) }).applyTo(app)',
  },
  'a second ingress class': {
    write: () =>
      Exposure.ingress({
        host: 'shop.example.com',
        className: 'nginx',
        annotations: { 'kubernetes.io/ingress.class': 'traefik' },
      }),
    says: 'Exposure.ingress: annotation "kubernetes.io/ingress.class": got "traefik"; allowed: the same as `className`, which is "nginx". Fix: leave the annotation out',
  },
  'an Ingress onto UDP': {
    write: (chart) =>
      webApp(chart, Exposure.ingress({ host: 'shop.example.com' }), {
        ports: [{ port: 53, protocol: kplus.Protocol.UDP }],
      }),
    says: 'shop/web: port that gets the traffic: got 53/UDP; allowed: a TCP port: an Ingress or route carries HTTP. Fix: name a TCP port, or expose this one with Exposure.loadBalancer(…) or Exposure.nodePort(…)',
  },
  'a route onto a UDP port by name': {
    write: (chart) =>
      webApp(chart, Exposure.gateway({ gateway: 'main', gatewayClass: 'istio', portName: 'dns' }), {
        ports: [
          { name: 'http', port: 80 },
          { name: 'dns', port: 53, protocol: kplus.Protocol.UDP },
        ],
      }),
    says: 'shop/web: port that gets the traffic: got 53/UDP; allowed: a TCP port: an Ingress or route carries HTTP. Fix: name a TCP port, or expose this one with Exposure.loadBalancer(…) or Exposure.nodePort(…)',
  },
  'source ranges of an annotation that are none': {
    write: () => Exposure.loadBalancer({ annotations: { [SOURCE_RANGES]: 'all' } }),
    says: 'Exposure.loadBalancer: annotation "service.beta.kubernetes.io/load-balancer-source-ranges": got "all"; allowed: an IPv4 or IPv6 network such as "10.0.0.0/8" or "2001:db8::/32".',
    withoutFix: true,
  },
  'source ranges of an annotation with host bits': {
    write: () => Exposure.loadBalancer({ annotations: { [SOURCE_RANGES]: '10.0.0.0/8, 203.0.113.7/24' } }),
    says: 'Exposure.loadBalancer: annotation "service.beta.kubernetes.io/load-balancer-source-ranges": got "203.0.113.7/24"; allowed: a network address with its host bits zero. Fix: did you mean "203.0.113.0/24" or "203.0.113.7/32"?',
  },
  'no source range in an annotation': {
    write: () => Exposure.loadBalancer({ annotations: { [SOURCE_RANGES]: ' ' } }),
    says: 'Exposure.loadBalancer: annotation "service.beta.kubernetes.io/load-balancer-source-ranges": got " "; allowed: at least one network; an empty text would let everybody in. Fix: leave it out to say so',
  },
  'source ranges said twice': {
    write: () =>
      Exposure.loadBalancer({ annotations: { [SOURCE_RANGES]: '10.0.0.0/8' }, sourceRanges: ['10.0.0.0/8'] }),
    says: 'Exposure.loadBalancer: annotation "service.beta.kubernetes.io/load-balancer-source-ranges": got networks beside `sourceRanges`; allowed: one of the two, because only `sourceRanges` would count. Fix: move its networks into `sourceRanges`',
  },
  'source ranges of a Service without load balancer': {
    write: (chart) => service(chart, { serviceAnnotations: { [SOURCE_RANGES]: '10.0.0.0/8' } }),
    says: 'shop/api: annotation "service.beta.kubernetes.io/load-balancer-source-ranges": got "10.0.0.0/8"; allowed: none on a Service without a load balancer. Fix: leave it out; who may connect is said with connections.allowFrom(…)',
  },
  'source ranges beside those of the exposure': {
    write: (chart) =>
      webApp(chart, Exposure.loadBalancer({ sourceRanges: ['10.0.0.0/8'] }), {
        serviceAnnotations: { [SOURCE_RANGES]: '10.0.0.0/8' },
      }),
    says: 'shop/web: annotation "service.beta.kubernetes.io/load-balancer-source-ranges": got networks beside `sourceRanges`; allowed: one of the two, because only `sourceRanges` would count. Fix: move its networks into `sourceRanges`',
  },
  'topology annotations that differ': {
    write: (chart) =>
      service(chart, {
        serviceAnnotations: {
          'service.kubernetes.io/topology-mode': 'Auto',
          'service.kubernetes.io/topology-aware-hints': 'Disabled',
        },
      }),
    says: 'shop/api: annotation "service.kubernetes.io/topology-mode": got "Auto"; allowed: the same as "service.kubernetes.io/topology-aware-hints", which is its older name. Fix: leave the older one out',
  },
  'annotations over 256 KiB': {
    write: (chart) => service(chart, { annotations: { a: 'x'.repeat(131072), b: 'x'.repeat(131071) } }),
    says: 'shop/api: annotations: got 262145 bytes of keys and values; allowed: at most 262144 bytes together. Fix: keep large texts in a ConfigMap',
  },
  'pod annotations over 256 KiB': {
    write: (chart) => service(chart, { podAnnotations: { a: 'x'.repeat(262144) } }),
    says: 'shop/api: podAnnotations: got 262145 bytes of keys and values; allowed: at most 262144 bytes together. Fix: keep large texts in a ConfigMap',
  },
  'Service annotations over 256 KiB together': {
    write: (chart) =>
      webApp(chart, Exposure.loadBalancer({ annotations: { a: 'x'.repeat(131072) } }), {
        serviceAnnotations: { b: 'x'.repeat(131072) },
      }),
    says: 'shop/web: annotations of the Service: got 262146 bytes of keys and values; allowed: at most 262144 bytes together. Fix: keep large texts in a ConfigMap',
  },
  'a seccomp profile that is none': {
    write: (chart) => service(chart, { podAnnotations: { 'seccomp.security.alpha.kubernetes.io/pod': 'strict' } }),
    says: 'shop/api: annotation "seccomp.security.alpha.kubernetes.io/pod": got "strict"; allowed: "runtime/default", "unconfined" or "localhost/" and a relative path without "..". Fix: leave it out: `security` sets the profile',
  },
  'an annotation that the kubelet sets': {
    write: (chart) => service(chart, { podAnnotations: { 'kubernetes.io/config.mirror': 'a' } }),
    says: 'shop/api: pod annotation: got "kubernetes.io/config.mirror"; allowed: no annotation that stands for a field of the pod. Fix: leave it out: the kubelet sets it',
  },
  'a deletion cost that is no number': {
    write: (chart) => service(chart, { podAnnotations: { 'controller.kubernetes.io/pod-deletion-cost': '+10' } }),
    says: 'shop/api: annotation "controller.kubernetes.io/pod-deletion-cost": got "+10"; allowed: a whole number of 32 bits, such as "-100" or "10".',
    withoutFix: true,
  },
  'an AppArmor profile that is none': {
    write: (chart) =>
      service(chart, { podAnnotations: { 'container.apparmor.security.beta.kubernetes.io/api': 'strict' } }),
    says: 'shop/api: annotation "container.apparmor.security.beta.kubernetes.io/api": got "strict"; allowed: "runtime/default", "unconfined" or "localhost/" and the name of a profile.',
    withoutFix: true,
  },
};

const NAMES_AND_LABELS: Record<string, BadInput> = {
  'a label that cdk8s cannot render': {
    write: (chart) => service(chart, { labels: { constructor: 'a' } }),
    says: 'shop/api: label key: got "constructor"; allowed: another key, because cdk8s renders no object with this one. Fix: put a prefix before it, for example "example.com/constructor"',
  },
  'an annotation that cdk8s cannot render': {
    write: (chart) => service(chart, { podAnnotations: { constructor: 'a' } }),
    says: 'shop/api: annotation key: got "constructor"; allowed: another key, because cdk8s renders no object with this one. Fix: put a prefix before it, for example "example.com/constructor"',
  },
  'a label called __proto__': {
    write: (chart) => service(chart, { labels: JSON.parse('{"__proto__":"a"}') as Record<string, string> }),
    says: 'shop/api: label key: got "__proto__"; allowed: "name" or "dns.prefix/name", the name of at most 63 letters, digits, "-", "_" and ".".',
    withoutFix: true,
  },
  "a chart's namespace in upper case": {
    write: (chart) => service(neighbour(chart, 'Shop')),
    says: 'neighbour: namespace: got "Shop"; allowed: lower-case letters, digits and "-", at most 63 characters.',
    withoutFix: true,
  },
  "a chart's label with a space": {
    write: (chart) => service(new Chart(chart.node.scope!, 'neighbour', { labels: { team: 'check out' } })),
    says: 'neighbour: value of label "team": got "check out"; allowed: at most 63 letters, digits, "-", "_" and ".", beginning and ending with a letter or digit. Fix: leave other characters out, or make it an annotation, which takes any text',
  },
  'a policy name in upper case': {
    write: (chart) => new DefaultDenyPolicy(chart, 'Deny'),
    says: 'shop/Deny: resource name: got "Deny"; allowed: lower-case letters, digits, "-" and ".", beginning and ending with a letter or digit, at most 253 characters. Fix: use "deny" as the id, or set `name`',
  },
  'a policy name over 253 characters': {
    write: (chart) => new DefaultDenyPolicy(chart, 'deny', { name: 'd'.repeat(254) }),
    says: 'shop/deny: resource name: got "dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd"; allowed: lower-case letters, digits, "-" and ".", beginning and ending with a letter or digit, at most 253 characters. Fix: use "ddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd" as the id, or set `name`',
  },
  'connections with a name that is none': {
    write: (chart) => new Connections(chart, 'Policy', { name: 'A B', podLabels: { app: 'api' } }),
    says: 'shop: name of the policy: got "A B"; allowed: a name of lower-case letters, digits, "-" and ".".',
    withoutFix: true,
  },
  'connections of pods with an illegal label': {
    write: (chart) => new Connections(chart, 'Policy', { name: 'api', podLabels: { app: 'my api' } }),
    says: 'shop: value of label "app": got "my api"; allowed: at most 63 letters, digits, "-", "_" and ".", beginning and ending with a letter or digit. Fix: leave other characters out, or look the label up: nothing carries this one',
  },
  'connections with an illegal label': {
    write: (chart) =>
      new Connections(chart, 'Policy', { name: 'api', podLabels: { app: 'api' }, labels: { 'x y': 'z' } }),
    says: 'shop: label key: got "x y"; allowed: "name" or "dns.prefix/name", the name of at most 63 letters, digits, "-", "_" and ".".',
    withoutFix: true,
  },
  'DNS of Cilium by a range of ports': {
    write: (chart) => {
      new ClusterProfile({
        cni: Cni.CILIUM,
        dns: Dns.custom({ peers: [Peer.pods({ labels: { app: 'dns' } })], ports: [Port.udpRange(53, 54)] }),
      }).applyTo(chart);
      worker(chart).connectTo(alias(chart, { hostname: 'api.stripe.com', port: 443 }));
    },
    says: "shop/mailer: DNS of the cluster profile: got Dns.custom(…) with port 53-54/UDP; allowed: single TCP and UDP ports by number, which Cilium's DNS proxy can listen to. Fix: name them, for example [Port.udp(53), Port.tcp(53)]",
  },
};

const NUMBERS_AND_PROBES: Record<string, BadInput> = {
  'replicas above 32 bits': {
    write: (chart) => service(chart, { replicas: 2 ** 31 }),
    says: 'shop/api: replicas: got 2147483648; allowed: a whole number from 0 to 2147483647.',
    withoutFix: true,
  },
  'replicas of a database above 32 bits': {
    write: (chart) => database(chart, { replicas: 2 ** 31 }),
    says: 'shop/db: replicas: got 2147483648; allowed: a whole number from 0 to 2147483647.',
    withoutFix: true,
  },
  'an autoscaling max above 32 bits': {
    write: (chart) => service(chart, { autoscaling: { max: 2 ** 31 } }),
    says: 'shop/api: autoscaling.max: got 2147483648; allowed: a whole number from 1 to 2147483647.',
    withoutFix: true,
  },
  'a CPU target above 32 bits': {
    write: (chart) => service(chart, { autoscaling: { max: 5, targetCpuUtilization: 2 ** 31 } }),
    says: 'shop/api: autoscaling.targetCpuUtilization: got 2147483648; allowed: a whole number from 1 to 2147483647. Fix: it is in percent: 80 means 80 % of the request',
  },
  'a budget above 32 bits': {
    write: () => DisruptionBudget.maxUnavailable(2 ** 31),
    says: 'DisruptionBudget.maxUnavailable: pods: got 2147483648; allowed: a whole number from 1 to 2147483647. Fix: 0 would block every drain of a node; to allow all evictions use DisruptionBudget.none()',
  },
  'a failure threshold above 32 bits': {
    write: () => Health.tcp({ liveness: { failureThreshold: 2 ** 31 } }),
    says: 'Health.tcp liveness: failureThreshold: got 2147483648; allowed: a whole number from 1 to 2147483647.',
    withoutFix: true,
  },
  'a probe period above 32 bits': {
    write: () => Health.tcp({ liveness: { period: Duration.seconds(2 ** 31) } }),
    says: 'Health.tcp liveness: period: got 2147483648 s; allowed: whole seconds from 1 to 2147483647.',
    withoutFix: true,
  },
  'a grace period beyond what the kubelet counts': {
    write: (chart) => service(chart, { terminationGracePeriod: Duration.seconds(9223372037) }),
    says: 'shop/api: terminationGracePeriod: got 9223372037 s; allowed: whole seconds from 0 to 9223372036.',
    withoutFix: true,
  },
  "an engine's user above 31 bits": {
    write: () => customEngine({ user: 2 ** 31 }),
    says: 'DatabaseEngine.custom: user: got 2147483648; allowed: a whole number from 1 to 2147483647.',
    withoutFix: true,
  },
  'more than all pods unavailable': {
    write: (chart) =>
      service(chart, {
        strategy: kplus.DeploymentStrategy.rollingUpdate({ maxUnavailable: kplus.PercentOrAbsolute.percent(101) }),
      }),
    says: 'shop/api: strategy.maxUnavailable: got "101%"; allowed: whole percents from 0 to 100.',
    withoutFix: true,
  },
  'a fraction of a percent more pods': {
    write: (chart) =>
      service(chart, {
        strategy: kplus.DeploymentStrategy.rollingUpdate({ maxSurge: kplus.PercentOrAbsolute.percent(12.5) }),
      }),
    says: 'shop/api: strategy.maxSurge: got "12.5%"; allowed: whole percents from 0 to 2147483647.',
    withoutFix: true,
  },
  'a negative number of pods more': {
    write: (chart) =>
      service(chart, {
        strategy: kplus.DeploymentStrategy.rollingUpdate({ maxSurge: kplus.PercentOrAbsolute.absolute(-1) }),
      }),
    says: 'shop/api: strategy.maxSurge: got -1; allowed: a whole number of pods from 0 to 2147483647.',
    withoutFix: true,
  },
  'storage beyond what a quantity holds': {
    write: (chart) => database(chart, { storage: Size.tebibytes(8 * 1024 * 1024 + 1) }),
    says: 'shop/db: storage: got 8388609Ti; allowed: at most 8 EiB.',
    withoutFix: true,
  },
  'a probe path with a fragment': {
    write: () => Health.http('/health#top'),
    says: 'Health.http: path: got "/health#top"; allowed: a path without "#", behind which nothing is sent. Fix: write "/health%23top", or leave it out',
  },
  'a header value with a line break': {
    write: () => Health.http('/', { headers: { Accept: 'text/plain\nX-Other: a' } }),
    says: 'Health.http: value of header Accept: got text with a line break; allowed: one line: with more the kubelet could not send the request.',
    withoutFix: true,
  },
  "an engine's folder that climbs": {
    write: () => customEngine({ dataSubPath: '../x' }),
    says: 'DatabaseEngine.custom: dataSubPath: got "../x"; allowed: a relative path inside the volume, without "..". Fix: write "x"',
  },
};

const VOLUMES: Record<string, BadInput> = {
  'an absolute folder of a volume': {
    write: (chart) => service(chart, { volumeMounts: [{ path: '/a', subPath: '/x', volume: emptyDir(chart) }] }),
    says: 'shop/api: subPath: got "/x"; allowed: a relative path inside the volume, without "..". Fix: write "x"',
  },
  'a folder of a volume that climbs': {
    write: (chart) => service(chart, { volumeMounts: [{ path: '/a', subPath: 'a/../..', volume: emptyDir(chart) }] }),
    says: 'shop/api: subPath: got "a/../.."; allowed: a relative path inside the volume, without "..". Fix: write "a"',
  },
  'an expression for a folder that climbs': {
    write: (chart) =>
      service(chart, { volumeMounts: [{ path: '/a', subPathExpr: '../$(POD)', volume: emptyDir(chart) }] }),
    says: 'shop/api: subPathExpr: got "../$(POD)"; allowed: a relative path inside the volume, without "..". Fix: write "$(POD)"',
  },
  'a folder of a volume and an expression for it': {
    write: (chart) =>
      service(chart, { volumeMounts: [{ path: '/a', subPath: 'a', subPathExpr: '$(POD)', volume: emptyDir(chart) }] }),
    says: 'shop/api: subPathExpr: got "$(POD)"; allowed: none beside `subPath`. Fix: leave one of the two out',
  },
  'mounts that reach the node': {
    write: (chart) =>
      service(chart, {
        volumeMounts: [{ path: '/a', propagation: kplus.MountPropagation.BIDIRECTIONAL, volume: emptyDir(chart) }],
      }),
    says: 'shop/api: propagation: got "Bidirectional"; allowed: MountPropagation.NONE or HOST_TO_CONTAINER, because the container is not privileged.',
    withoutFix: true,
  },
  'two volumes of one name': {
    write: (chart) =>
      service(chart, {
        volumeMounts: [
          { path: '/a', volume: emptyDir(chart, 'One') },
          { path: '/b', volume: emptyDir(chart, 'Two') },
        ],
      }),
    says: 'shop/api: volumeMounts: got two volumes named "files"; allowed: one volume of a name in a pod. Fix: mount the same volume at both paths, or give one another name',
  },
  'two volumes of one name in two containers': {
    write: (chart) =>
      service(chart, {
        volumeMounts: [{ path: '/a', volume: emptyDir(chart, 'One') }],
        sidecars: [{ name: 'side', image: IMAGE, volumeMounts: [{ path: '/b', volume: emptyDir(chart, 'Two') }] }],
      }),
    says: 'shop/api: volume name: got "files"; allowed: one volume of that name in the pod. Fix: mount the same volume, or give this one another name',
  },
  "a sidecar's volume with the name of the database's own": {
    write: (chart) =>
      database(chart, {
        sidecars: [
          {
            name: 'side',
            image: IMAGE,
            volumeMounts: [{ path: '/b', volume: kplus.Volume.fromEmptyDir(chart, 'Data', 'data') }],
          },
        ],
      }),
    says: 'shop/db: volume name: got "data"; allowed: another name: this is the volume that each pod claims. Fix: mount the same volume, or give this one another name',
  },
  'a volume whose name comes from a Secret with a dot': {
    write: (chart) =>
      service(chart, {
        volumeMounts: [
          {
            path: '/a',
            volume: kplus.Volume.fromSecret(chart, 'Certs', kplus.Secret.fromSecretName(chart, 'S', 'shop.tls')),
          },
        ],
      }),
    says: 'shop/api: volume name: got "secret-shop.tls"; allowed: lower-case letters, digits and "-", at most 63 characters. Fix: name the volume, for example Volume.fromSecret(scope, id, secret, { name: "certs" })',
  },
  'a volume of a Secret that is no name': {
    write: (chart) =>
      service(chart, {
        volumeMounts: [
          {
            path: '/a',
            volume: kplus.Volume.fromSecret(chart, 'Certs', kplus.Secret.fromSecretName(chart, 'S', 'Shop'), {
              name: 'certs',
            }),
          },
        ],
      }),
    says: 'shop/api: volume "certs": name of the Secret: got "Shop"; allowed: a name of lower-case letters, digits, "-" and ".".',
    withoutFix: true,
  },
  'a file mode beyond all rights': {
    write: (chart) =>
      service(chart, {
        volumeMounts: [
          {
            path: '/a',
            volume: kplus.Volume.fromConfigMap(chart, 'Conf', kplus.ConfigMap.fromConfigMapName(chart, 'C', 'conf'), {
              defaultMode: 0o1000,
            }),
          },
        ],
      }),
    says: 'shop/api: volume "configmap-conf": defaultMode: got 512; allowed: a whole number from 0 to 511. Fix: write it in octal, for example 0o440',
  },
  'a file of a volume that climbs': {
    write: (chart) =>
      service(chart, {
        volumeMounts: [
          {
            path: '/a',
            volume: kplus.Volume.fromConfigMap(chart, 'Conf', kplus.ConfigMap.fromConfigMapName(chart, 'C', 'conf'), {
              items: { a: { path: '../a' } },
            }),
          },
        ],
      }),
    says: 'shop/api: volume "configmap-conf": path of "a": got "../a"; allowed: a relative path inside the volume, without "..". Fix: write "a"',
  },
  'a volume of NFS at a relative path': {
    write: (chart) =>
      service(chart, {
        volumeMounts: [
          {
            path: '/a',
            volume: kplus.Volume.fromNfs(chart, 'Nfs', 'nfs', { server: 'nfs.example.com', path: 'exports' }),
          },
        ],
      }),
    says: 'shop/api: volume "nfs": path on the server: got "exports"; allowed: an absolute path without "..".',
    withoutFix: true,
  },
  'a CSI driver with a slash': {
    write: (chart) =>
      service(chart, {
        volumeMounts: [{ path: '/a', volume: kplus.Volume.fromCsi(chart, 'Csi', 'a/b', { name: 'csi' }) }],
      }),
    says: 'shop/api: volume "csi": driver: got "a/b"; allowed: at most 63 letters, digits, "-" and ".", beginning and ending with a letter or digit.',
    withoutFix: true,
  },
  'a partition above 255': {
    write: (chart) =>
      service(chart, {
        volumeMounts: [
          { path: '/a', volume: kplus.Volume.fromAwsElasticBlockStore(chart, 'Ebs', 'vol-1', { partition: 256 }) },
        ],
      }),
    says: 'shop/api: volume "ebs-vol-1": partition: got 256; allowed: a whole number from 0 to 255.',
    withoutFix: true,
  },
  'a managed disk by a URI of a blob': {
    write: (chart) =>
      service(chart, {
        volumeMounts: [
          {
            path: '/a',
            volume: kplus.Volume.fromAzureDisk(chart, 'Disk', 'disk', 'https://a.blob.core.windows.net/c/d.vhd', {
              kind: kplus.AzureDiskPersistentVolumeKind.MANAGED,
            }),
          },
        ],
      }),
    says: 'shop/api: volume "azuredisk-disk": diskUri: got "https://a.blob.core.windows.net/c/d.vhd"; allowed: a URI that begins with "/subscriptions/", as that of a managed disk does.',
    withoutFix: true,
  },
};

const CONTAINERS: Record<string, BadInput> = {
  'a sidecar whose name is none': {
    write: (chart) => sidecar(chart, { name: 'Side Car' }),
    says: 'shop/api: name of container "Side Car": got "Side Car"; allowed: lower-case letters, digits and "-", at most 63 characters. Fix: give the container another `name`',
  },
  'a sidecar with a name over 63 characters': {
    write: (chart) => sidecar(chart, { name: 's'.repeat(64) }),
    says: 'shop/api: name of container "ssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssss": got "ssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssss"; allowed: lower-case letters, digits and "-", at most 63 characters. Fix: give the container another `name`',
  },
  'a sidecar with the name of an init container': {
    write: (chart) =>
      service(chart, { sidecars: [{ name: 'side', image: IMAGE }], initContainers: [{ name: 'side', image: IMAGE }] }),
    says: 'shop/api: container name: got "side"; allowed: a name that no other container of the pod has. Fix: give the container a `name`',
  },
  'a sidecar without a proper image': {
    write: (chart) => sidecar(chart, { image: 'my image' }),
    says: 'shop/api: image: got "my image"; allowed: "repository:tag" or "registry/repository:tag@sha256:…", the repository in lower case, the digest in full, no spaces.',
    withoutFix: true,
  },
  "a sidecar's port of 0": {
    write: (chart) => sidecar(chart, { portNumber: 0 }),
    says: 'shop/api: container "side": port: got 0; allowed: a whole number from 1 to 65535.',
    withoutFix: true,
  },
  "a sidecar's port above 65535": {
    write: (chart) => sidecar(chart, { ports: [{ number: 65536 }] }),
    says: 'shop/api: container "side": port: got 65536; allowed: a whole number from 1 to 65535.',
    withoutFix: true,
  },
  "a sidecar's port twice": {
    write: (chart) => sidecar(chart, { portNumber: 81, ports: [{ number: 81 }] }),
    says: 'shop/api: container "side": port: got 81/TCP twice; allowed: each only once. Fix: change or remove one of the two',
  },
  "a sidecar's port name twice": {
    write: (chart) =>
      sidecar(chart, {
        ports: [
          { number: 81, name: 'http' },
          { number: 82, name: 'http' },
        ],
      }),
    says: 'shop/api: container "side": port name: got http twice; allowed: each only once. Fix: change or remove one of the two',
  },
  "a sidecar's port name that is none": {
    write: (chart) => sidecar(chart, { ports: [{ number: 81, name: 'HTTP' }] }),
    says: 'shop/api: port name: got "HTTP"; allowed: at most 15 lower-case letters, digits and single "-", with at least one letter. Fix: use for example "http"',
  },
  'two ports for one': {
    write: (chart) => sidecar(chart, { port: 81, portNumber: 81 }),
    says: 'shop/api: container "side": port: got 81; allowed: none beside `portNumber`. Fix: leave `port` out',
  },
  'a port of the node twice': {
    write: (chart) =>
      service(chart, {
        sidecars: [
          { name: 'a', image: IMAGE, ports: [{ number: 81, hostPort: 81 }] },
          { name: 'b', image: IMAGE, ports: [{ number: 82, hostPort: 81 }] },
        ],
      }),
    says: 'shop/api: container "b": hostPort: got 81; allowed: each port of the node once in a pod. Fix: leave it out: a Service reaches the pods without',
  },
  "a sidecar's variable with a space": {
    write: (chart) => sidecar(chart, { envVariables: { 'LOG LEVEL': kplus.EnvValue.fromValue('info') } }),
    says: 'shop/api: environment variable name: got "LOG LEVEL"; allowed: letters, digits, "_", "-" and ".", not beginning with a digit.',
    withoutFix: true,
  },
  'a prefix of variables that begins with a digit': {
    write: (chart) =>
      service(chart, {
        envFrom: [kplus.Env.fromConfigMap(kplus.ConfigMap.fromConfigMapName(chart, 'C', 'conf'), '1_')],
      }),
    says: 'shop/api: environment variable name: got "1_"; allowed: letters, digits, "_", "-" and ".", not beginning with a digit.',
    withoutFix: true,
  },
  'variables of a Secret that is no name': {
    write: (chart) =>
      service(chart, { envFrom: [kplus.Env.fromSecret(kplus.Secret.fromSecretName(chart, 'S', 'My Secret'))] }),
    says: 'shop/api: envFrom: name of the Secret: got "My Secret"; allowed: a name of lower-case letters, digits, "-" and ".".',
    withoutFix: true,
  },
  'a variable of a Secret that is no name': {
    write: (chart) =>
      service(chart, {
        env: {
          A: kplus.EnvValue.fromSecretValue({ secret: kplus.Secret.fromSecretName(chart, 'S', 'My Secret'), key: 'a' }),
        },
      }),
    says: 'shop/api: variable A: name of the Secret: got "My Secret"; allowed: a name of lower-case letters, digits, "-" and ".".',
    withoutFix: true,
  },
  "a variable of a ConfigMap's key that is none": {
    write: (chart) =>
      service(chart, {
        env: { A: kplus.EnvValue.fromConfigMap(kplus.ConfigMap.fromConfigMapName(chart, 'C', 'conf'), '..a') },
      }),
    says: 'shop/api: key of the ConfigMap: got "..a"; allowed: letters, digits, "-", "_" and "."; neither "." nor beginning with "..".',
    withoutFix: true,
  },
  'a variable of a label that is none': {
    write: (chart) =>
      service(chart, { env: { A: kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_LABEL, { key: 'a b' }) } }),
    says: 'shop/api: variable A: key of the pod\'s labels: got "a b"; allowed: "name" or "dns.prefix/name", the name of at most 63 letters, digits, "-", "_" and ".".',
    withoutFix: true,
  },
  'a variable of a field of another API version': {
    write: (chart) =>
      service(chart, { env: { A: kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_NAME, { apiVersion: 'v2' }) } }),
    says: 'shop/api: variable A: apiVersion: got "v2"; allowed: only "v1". Fix: leave it out',
  },
  'a variable of memory in thousandths': {
    write: (chart) =>
      service(chart, {
        env: { A: kplus.EnvValue.fromResource(kplus.ResourceFieldPaths.MEMORY_LIMIT, { divisor: '1m' }) },
      }),
    says: 'shop/api: variable A: divisor: got "1m"; allowed: one of "1", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei" for limits.memory.',
    withoutFix: true,
  },
  "a sidecar's mount twice at one path": {
    write: (chart) =>
      sidecar(chart, {
        volumeMounts: [
          { path: '/a', volume: emptyDir(chart, 'One', 'one') },
          { path: '/a/', volume: emptyDir(chart, 'Two', 'two') },
        ],
      }),
    says: 'shop/api: container "side": volumeMounts: got /a twice; allowed: each only once. Fix: change or remove one of the two',
  },
  "a sidecar's folder that climbs": {
    write: (chart) => sidecar(chart, { volumeMounts: [{ path: '/a', subPath: '../x', volume: emptyDir(chart) }] }),
    says: 'shop/api: container "side": subPath: got "../x"; allowed: a relative path inside the volume, without "..". Fix: write "x"',
  },
  "a sidecar's mounts that reach the node": {
    write: (chart) =>
      sidecar(chart, {
        volumeMounts: [{ path: '/a', propagation: kplus.MountPropagation.BIDIRECTIONAL, volume: emptyDir(chart) }],
      }),
    says: 'shop/api: container "side": propagation at /a: got "Bidirectional"; allowed: MountPropagation.NONE or HOST_TO_CONTAINER, because the container is not privileged.',
    withoutFix: true,
  },
  "a sidecar's CPU request above its limit": {
    write: (chart) =>
      sidecar(chart, { resources: { cpu: { request: kplus.Cpu.units(2), limit: kplus.Cpu.millis(1500) } } }),
    says: 'shop/api: container "side": cpu.request: got 2; allowed: at most the limit of 1500m. Fix: raise the limit or lower the request',
  },
  "a sidecar's memory that cdk8s-plus cannot render": {
    write: (chart) => sidecar(chart, { resources: { memory: { limit: Size.kibibytes(100) } } }),
    says: 'shop/api: container "side": memory: got 100Ki; allowed: whole mebibytes, which is all that cdk8s-plus renders.',
    withoutFix: true,
  },
  'a privileged sidecar that may not escalate': {
    write: (chart) => sidecar(chart, { securityContext: { privileged: true } }),
    says: 'shop/api: container "side": privileged: got true; allowed: false where `allowPrivilegeEscalation` is false, as it is unless it is set. Fix: leave it out, or set `allowPrivilegeEscalation: true` as well',
  },
  'a sidecar of the user root that must not be root': {
    write: (chart) => sidecar(chart, { securityContext: { user: 0 } }),
    says: 'shop/api: container "side": user: got 0; allowed: more than 0 where `ensureNonRoot` is true, as it is unless it is set: the container would not start. Fix: name another user, or set `ensureNonRoot: false` as well',
  },
  'a sidecar with a negative user': {
    write: (chart) => sidecar(chart, { securityContext: { user: -1 } }),
    says: 'shop/api: container "side": user: got -1; allowed: a whole number of at least 0.',
    withoutFix: true,
  },
  'a seccomp profile of the node without its name': {
    write: (chart) =>
      sidecar(chart, { securityContext: { seccompProfile: { type: kplus.SeccompProfileType.LOCALHOST } } }),
    says: 'shop/api: container "side": seccompProfile.localhostProfile: got nothing; allowed: the profile\'s file on the node, because the type is Localhost. Fix: name it, or use SeccompProfileType.RUNTIME_DEFAULT',
  },
  'a classic sidecar that restarts always': {
    write: (chart) =>
      service(chart, {
        classicSidecars: [{ name: 'side', image: IMAGE, restartPolicy: kplus.ContainerRestartPolicy.ALWAYS }],
      }),
    says: 'shop/api: container "side": restartPolicy: got "Always"; allowed: none: only an init container has one of its own. Fix: move it to `sidecars`, or leave `restartPolicy` out',
  },
  "a sidecar's liveness probe that asks for two successes": {
    write: (chart) => sidecar(chart, { portNumber: 81, liveness: kplus.Probe.fromTcpSocket({ successThreshold: 2 }) }),
    says: 'shop/api: container "side": liveness.successThreshold: got 2; allowed: only 1.',
    withoutFix: true,
  },
  "a sidecar's probe without a command": {
    write: (chart) => sidecar(chart, { liveness: kplus.Probe.fromCommand([]) }),
    says: 'shop/api: container "side": liveness.command: got []; allowed: a program and its arguments.',
    withoutFix: true,
  },
  'a probe of an init container': {
    write: (chart) =>
      service(chart, {
        initContainers: [{ name: 'init', image: IMAGE, portNumber: 81, startup: kplus.Probe.fromTcpSocket() }],
      }),
    says: 'shop/api: init container "init": startup: got a probe; allowed: none on a container that ends before the others start. Fix: leave it out; for one that goes on running set `restartPolicy: ContainerRestartPolicy.ALWAYS`',
  },
  'a hook of an init container': {
    write: (chart) =>
      service(chart, {
        initContainers: [{ name: 'init', image: IMAGE, lifecycle: { preStop: kplus.Handler.fromCommand(['true']) } }],
      }),
    says: 'shop/api: init container "init": lifecycle: got hooks; allowed: none on a container that ends before the others start. Fix: leave it out; for one that goes on running set `restartPolicy: ContainerRestartPolicy.ALWAYS`',
  },
  'a port of the node for a sidecar and an init container behind it': {
    write: (chart) => {
      const ports = [{ number: 81, hostPort: 81 }];
      const [sidecars, initContainers] = ['side', 'init'].map((name) => [{ name, image: IMAGE, ports }]);
      service(chart, { sidecars, initContainers });
    },
    says: 'shop/api: init container "init": hostPort: got 81; allowed: each port of the node once in a pod. Fix: leave it out: a Service reaches the pods without',
  },
  'a port of the node twice in an init container': {
    write: (chart) => {
      const ports = [81, 82].map((number) => ({ number, hostPort: 81 }));
      service(chart, { initContainers: [{ name: 'init', image: IMAGE, ports }] });
    },
    says: 'shop/api: init container "init": hostPort: got 81; allowed: each port of the node once in a pod. Fix: leave it out: a Service reaches the pods without',
  },
  'a port for the program where the ports are those of sidecars': {
    write: (chart) =>
      service(chart, { port: 81, portEnv: 'PORT', sidecars: [{ name: 'side', image: IMAGE, portNumber: 81 }] }),
    says: 'shop/api: portEnv: got a Service whose ports are all those of sidecars; allowed: a Service with a port of the main container. Fix: set the variable with `env`',
  },
  'a probe of the main container where the ports are those of sidecars': {
    write: (chart) =>
      service(chart, {
        port: 81,
        health: Health.http('/'),
        sidecars: [{ name: 'side', image: IMAGE, portNumber: 81 }],
      }),
    says: 'shop/api: port to probe: got nothing; allowed: a port of the main container, and it has none. Fix: name one with `managementPort` or `metrics`, or use Health.exec([…])',
  },
  'variables for no container': {
    write: (chart) => service(chart).connectTo(redis(chart), { hostEnv: 'REDIS', containers: [] }),
    says: 'shop/api: containers: got []; allowed: at least one name. Fix: leave `containers` out, or name some',
  },
  'variables for an unknown container': {
    write: (chart) =>
      sidecar(chart, { name: 'proxy' }).connectTo(redis(chart), { hostEnv: 'REDIS', containers: ['api', 'proxi'] }),
    says: 'shop/api: containers: got "proxi"; allowed: a container that the pods have by now: "api", "proxy".',
    withoutFix: true,
  },
  'a variable for an unknown container': {
    write: (chart) => service(chart).addEnv('MODE', 'fast', { containers: ['main'] }),
    says: 'shop/api: containers: got "main"; allowed: a container that the pods have by now: "api".',
    withoutFix: true,
  },
  'a second value of a variable of a named container': {
    write: (chart) =>
      sidecar(chart, { envVariables: { MODE: kplus.EnvValue.fromValue('slow') } }).addEnv('MODE', 'fast', {
        containers: ['side'],
      }),
    says: 'shop/api: container "side": env MODE: got a second, different value; allowed: one value per variable. Fix: use another variable name, or remove one of the two',
  },
  'more memory than a quantity holds': {
    write: (chart) => service(chart, { resources: { memory: { limit: Size.tebibytes(8 * 1024 * 1024 + 1) } } }),
    says: 'shop/api: resources.memory: got request 64Mi, limit 8388609Ti; allowed: a request of at least 0 and a limit above 0, and no more than a quantity holds.',
    withoutFix: true,
  },
  'more CPU than a quantity holds': {
    write: (chart) => sidecar(chart, { resources: { cpu: { limit: kplus.Cpu.millis(1e21) } } }),
    says: 'shop/api: container "side": cpu: got 1e+21m; allowed: at least 0, and no more than a quantity holds.',
    withoutFix: true,
  },
  'a certificate of a Secret that is no name': {
    write: (chart) =>
      webApp(
        chart,
        Exposure.ingress({ host: 'shop.example.com', tlsSecret: kplus.Secret.fromSecretName(chart, 'S', 'My Secret') }),
      ),
    says: 'shop/web: tlsSecret: name of the Secret: got "My Secret"; allowed: a name of lower-case letters, digits, "-" and ".".',
    withoutFix: true,
  },
  'a database password of a Secret that is no name': {
    write: (chart) =>
      database(chart, { password: { secret: kplus.Secret.fromSecretName(chart, 'S', 'My Secret'), key: 'a' } }),
    says: 'shop/db: password: name of the Secret: got "My Secret"; allowed: a name of lower-case letters, digits, "-" and ".".',
    withoutFix: true,
  },
  'a service account in upper case': {
    write: (chart) =>
      service(chart, { serviceAccount: kplus.ServiceAccount.fromServiceAccountName(chart, 'Account', 'Runner') }),
    says: 'shop/api: serviceAccount: got "Runner"; allowed: a name of lower-case letters, digits, "-" and ".".',
    withoutFix: true,
  },
};

const ROWS = [
  SERVICES,
  TEAM,
  PORTS,
  SCALE,
  IMAGES,
  PROBES,
  NAMES,
  ENVIRONMENT,
  SECRETS,
  ADDRESSES,
  CONNECTIONS,
  ROUTES_AND_ANNOTATIONS,
  NAMES_AND_LABELS,
  NUMBERS_AND_PROBES,
  VOLUMES,
  CONTAINERS,
  CLUSTERS,
  DATABASES,
  KINDS,
  POD_USERS,
  MONITORING,
  NAMESPACES,
  SCHEDULING,
  MOUNTS,
  ROLLOUTS,
  AUTOSCALING,
  EXPOSURES,
  UNSET_AND_UNKNOWN,
].flatMap((rows) => Object.entries(rows));

/** `<where>: <what>: got <value>; allowed: <rule>.`, and the way out where there is one. */
const SHAPE =
  /^(App|(shop|neighbour)(\/\w+)*|[A-Z]\w+(\.\w+)?( \w+)?): [^:]+(: [^:]+)?: got \S.*; allowed: \S.*\.( Fix: \S.*)?$/;

test.each(ROWS)('%s is refused', (_, { write, says }) => {
  expect(() => write(shopChart())).toThrow(new Error(says));
});

test.each(ROWS)('the message about %s says where, what, what came in, what is allowed and how to mend it', (_, row) => {
  expect(row.says).toMatch(SHAPE);
  expect(row.says.includes(' Fix: ')).toEqual(row.withoutFix !== true);
});

test('no message repeats a text that may be a secret', () => {
  const messages = ROWS.map(([, { says }]) => says).join('\n');
  expect(messages).not.toContain('hunter2');
  expect(messages).not.toContain('20240607');
});

describe('two objects with one kind, namespace and name', () => {
  test('are refused at synth', () => {
    const chart = shopChart();
    new DefaultDenyPolicy(chart, 'deny');
    new DefaultDenyPolicy(chart, 'deny-again', { name: 'deny' });
    expect(() => render(chart)).toThrow(
      new Error(
        'Validation failed with the following errors:\n' +
          '  [] shop/deny-again/NetworkPolicy: NetworkPolicy "deny" in namespace "shop": ' +
          'got a second one beside "shop/deny/NetworkPolicy"; ' +
          'allowed: one of a kind, namespace and name; the second would overwrite the first. ' +
          'Fix: give one another id or `name`; for charts of different clusters apply a ClusterProfile with a `name` to each',
      ),
    );
  });

  test('are refused where only whoever applies them knows the namespace', () => {
    const chart = shopChart({});
    new DefaultDenyPolicy(chart, 'deny');
    new DefaultDenyPolicy(chart, 'deny-again', { name: 'deny' });
    expect(() => render(chart)).toThrow(
      new Error(
        'Validation failed with the following errors:\n' +
          '  [] shop/deny-again/NetworkPolicy: NetworkPolicy "deny": ' +
          'got a second one beside "shop/deny/NetworkPolicy"; ' +
          'allowed: one of a kind, namespace and name; the second would overwrite the first. ' +
          'Fix: give one another id or `name`; for charts of different clusters apply a ClusterProfile with a `name` to each',
      ),
    );
  });

  test('are fine in two namespaces', () => {
    const chart = shopChart();
    const other = neighbour(chart, 'warehouse');
    new DefaultDenyPolicy(chart, 'deny');
    new DefaultDenyPolicy(other, 'deny');
    expect(
      [...render(chart), ...render(other)].map(({ metadata }) => `${metadata.namespace}/${metadata.name}`),
    ).toEqual(['shop/deny', 'warehouse/deny']);
  });

  test('are fine in charts with different cluster profiles', () => {
    const chart = shopChart();
    const other = neighbour(chart, 'shop');
    new ClusterProfile({ name: 'berlin' }).applyTo(chart);
    new ClusterProfile({ name: 'paris' }).applyTo(other);
    new DefaultDenyPolicy(chart, 'deny');
    new DefaultDenyPolicy(other, 'deny');
    expect(
      [...render(chart), ...render(other)].map(({ metadata }) => `${metadata.namespace}/${metadata.name}`),
    ).toEqual(['shop/deny', 'shop/deny']);
  });
});

describe('an image that may change without a change here', () => {
  let said: jest.SpyInstance;

  beforeEach(() => {
    said = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  });

  afterEach(() => {
    said.mockRestore();
  });

  test.each([
    ['without a tag', 'ghcr.io/acme/api', 'which has no tag: it is "latest" then'],
    ['tagged latest', 'ghcr.io/acme/api:latest', 'whose tag moves'],
  ])('is warned about, not refused, when it is %s', (_, image, what) => {
    const chart = shopChart();
    service(chart, { image });
    const rendered = render(chart);
    expect(said.mock.calls).toContainEqual([
      `[warning] shop/api/Deployment/Resource: shop/Deployment/api: container api runs image "${image}", ${what}. ` +
        'Fix: write the version that container api was tested with, or its digest [image-tag]',
    ]);
    expect(rendered.find(({ kind }) => kind === 'Deployment').spec.template.spec.containers[0].image).toEqual(image);
  });

  test.each([
    ['a version', 'ghcr.io/acme/api:1.4.2'],
    ['a digest beside "latest"', `ghcr.io/acme/api:latest@sha256:${'0'.repeat(64)}`],
    ['a digest alone', `ghcr.io/acme/api@sha256:${'0'.repeat(64)}`],
  ])('is not warned about when it has %s', (_, image) => {
    const chart = shopChart();
    service(chart, { image });
    render(chart);
    expect(said.mock.calls.flat().filter((text) => String(text).includes('image-tag'))).toEqual([]);
  });
});

test('NotSecret says that a text whose name sounds like a secret is harmless', () => {
  const chart = shopChart();
  service(chart, { env: { MAPS_TOKEN: NotSecret.text('12') } });
  expect(mainContainer(chart).env).toEqual([{ name: 'MAPS_TOKEN', value: '12' }]);
});

test.each(OTHER_NAMES)('the unknown prop "%s" is refused, and "%s" is named', (given, meant) => {
  expect(() => service(shopChart(), { [given]: {} })).toThrow(
    new RegExp(`^shop/api: props: got the unknown \`${given}\`; .*Fix: did you mean \`${meant}\`\\?$`),
  );
});
