import { Chart, Size } from 'cdk8s';
import { EnvValue, Secret } from 'cdk8s-plus-28';
import {
  ClusterProfile,
  DatabaseEngine,
  DefaultDenyPolicy,
  Exposure,
  ExternalAlias,
  Health,
  HeadlessDatabase,
  InternalService,
  NodeAgent,
  Peer,
  PublicWebApp,
  ScheduledTask,
  ServiceGroup,
  StatefulService,
  Task,
  Worker,
} from '../../src';
import { Manifest, render, shopChart } from '../manifests';

/*
 * What Pod Security Standards and the usual linters ask of manifests, as rules over everything that an app with one of
 * each construct renders. A construct or field that is added later is held to them without a line of test.
 */

const sidecar = { name: 'proxy', image: 'ghcr.io/acme/proxy:2.0.0' };

function shopWithOneOfEach(): Chart {
  const chart = shopChart();
  new ClusterProfile({ metricsScraper: Peer.namespace('monitoring') }).applyTo(chart);
  new DefaultDenyPolicy(chart, 'default-deny');

  const secret = Secret.fromSecretName(chart, 'db-secret', 'db-secret');
  const password = { secret, key: 'password' };
  const storage = Size.gibibytes(20);
  const engines = {
    postgres: DatabaseEngine.postgres('16.4'),
    mysql: DatabaseEngine.mysql('8.4'),
    mariadb: DatabaseEngine.mariadb('11.4'),
    mongo: DatabaseEngine.mongodb('7.0.14'),
    redis: DatabaseEngine.redis('7.4-alpine'),
  };
  const databases = Object.entries(engines).map(
    ([id, engine]) => new HeadlessDatabase(chart, id, { engine, storage, password }),
  );
  const replicated = new HeadlessDatabase(chart, 'replicated', {
    engine: DatabaseEngine.custom({ image: 'ghcr.io/acme/db:1.0.0', port: 7000, dataPath: '/var/lib/db' }),
    storage,
    replicas: 3,
  });
  const stripe = new ExternalAlias(chart, 'stripe', { hostname: 'api.stripe.com', port: 443 });
  const legacy = new ExternalAlias(chart, 'legacy', { addresses: ['10.20.0.5', '2001:db8::5'], port: 5432 });

  const api = new InternalService(chart, 'api', {
    image: 'ghcr.io/acme/api:1.4.2',
    port: 80,
    targetPort: 8080,
    health: Health.http('/healthz', { startup: {} }),
    metrics: { port: 9090 },
    env: { LOG_LEVEL: 'info', API_TOKEN: EnvValue.fromSecretValue({ secret, key: 'token' }) },
    sidecars: [sidecar],
    initContainers: [{ name: 'migrate', image: 'ghcr.io/acme/migrate:2.0.0' }],
  });
  for (const target of [...databases, replicated, stripe, legacy]) api.connectTo(target);
  const scaled = new InternalService(chart, 'scaled', {
    image: 'ghcr.io/acme/scaled:1.0.0',
    port: 8080,
    autoscaling: { max: 9 },
  });

  const queue = new StatefulService(chart, 'queue', {
    image: 'ghcr.io/acme/queue:1.0.0',
    replicas: 3,
    port: 5672,
    managementPort: 15672,
    memberPorts: [{ port: 4369 }],
    volumes: [{ path: '/data', storage }],
  });
  const targets = [queue, queue.addService('pods', { port: 5672, headless: true }), queue.member(0)];
  for (const target of [...targets, new ServiceGroup(chart, 'both', { members: [api, scaled], port: 8080 })]) {
    api.connectTo(target);
  }
  queue.addService('outside', { port: 5672, exposure: Exposure.loadBalancer() });

  const exposures = {
    'web-lb': Exposure.loadBalancer({ sourceRanges: ['203.0.113.0/24'] }),
    'web-node': Exposure.nodePort(),
    'web-ingress': Exposure.ingress({ host: 'shop.example.com', className: 'nginx' }),
    'web-gateway': Exposure.gateway({ gateway: 'public', gatewayClass: 'istio', namespace: 'gateways' }),
  };
  for (const [id, exposure] of Object.entries(exposures)) {
    new PublicWebApp(chart, id, { image: 'nginx:1.27.3', port: 80, exposure }).connectTo(api, { urlEnv: 'API_URL' });
  }
  new Worker(chart, 'mailer', { image: `ghcr.io/acme/mailer@sha256:${'a'.repeat(64)}` }).connectTo(api);
  new Task(chart, 'migrate', { image: 'ghcr.io/acme/api:1.4.2', args: ['migrate'] }).connectTo(databases[0]);
  const backup = { image: 'ghcr.io/acme/backup:2.1.0', schedule: '0 3 * * *', sidecars: [sidecar] };
  new ScheduledTask(chart, 'backup', backup).connectTo(databases[0]);
  new NodeAgent(chart, 'collector', { image: 'ghcr.io/acme/collector:5.0.1', metrics: { port: 8888 } }).connectTo(api);
  return chart;
}

type Named = [string, Manifest];
const named = (manifests: Manifest[]): Named[] => manifests.map((m) => [`${m.kind}/${m.metadata.name}`, m]);
const manifests = render(shopWithOneOfEach());
const ofKind = (...kinds: string[]): Manifest[] => manifests.filter(({ kind }) => kinds.includes(kind));
const find = (kind: string, name: string): Manifest => ofKind(kind).find(({ metadata }) => metadata.name === name);

const workloads = ofKind('Deployment', 'StatefulSet');
/** Those of which nobody says how many pods run, and which no budget or spread is for. */
const others = ofKind('Job', 'CronJob', 'DaemonSet');
const templateOf = ({ spec }: Manifest): Manifest => spec.template ?? spec.jobTemplate.spec.template;
const pods: Named[] = named([...workloads, ...others]).map(([name, manifest]) => [name, templateOf(manifest)]);
const containers: Named[] = pods.flatMap(([name, { spec }]): Named[] =>
  [...spec.containers, ...(spec.initContainers ?? [])].map((container): Named => [
    `${name}/${container.name}`,
    container,
  ]),
);
const mainContainers: Named[] = pods.map(([name, { spec }]) => [
  `${name}/${spec.containers[0].name}`,
  spec.containers[0],
]);

/** Whether these labels are among those, and there are any. */
const selects = (matchLabels: { [key: string]: string } | undefined, labels: { [key: string]: string }): boolean =>
  matchLabels !== undefined &&
  Object.keys(matchLabels).length > 0 &&
  Object.entries(matchLabels).every(([key, value]) => labels[key] === value);
const podsSelectedBy = (matchLabels: { [key: string]: string }): Manifest[] =>
  pods.map(([, template]) => template).filter(({ metadata }) => selects(matchLabels, metadata.labels));
const selectingServices = ofKind('Service').filter(({ spec }) => spec.selector !== undefined);

/** Users of official images, below 10000 because the images' files belong to them. */
const USERS_OF_IMAGES: { [image: string]: number } = {
  'nginx:1.27.3': 101,
  'postgres:16.4': 999,
  'mysql:8.4': 999,
  'mariadb:11.4': 999,
  'mongo:7.0.14': 999,
  'redis:7.4-alpine': 999,
};

/** Zero values of fields that it leaves out when they are zero. */
const NOISE = /"(minReadySeconds|initialDelaySeconds)":0|"(hostNetwork|hostPID|hostIPC)":false/g;

test('the rules see one of everything', () => {
  const count: { [kind: string]: number } = {};
  for (const { kind } of manifests) count[kind] = (count[kind] ?? 0) + 1;
  expect(count).toEqual({
    CronJob: 1,
    DaemonSet: 1,
    Deployment: 7,
    EndpointSlice: 2,
    HTTPRoute: 1,
    HorizontalPodAutoscaler: 1,
    Ingress: 1,
    Job: 1,
    NetworkPolicy: 18,
    PodDisruptionBudget: 9,
    Service: 19,
    ServiceAccount: 17,
    StatefulSet: 7,
  });
  expect(containers).toHaveLength(20);
});

test('nothing is written that the API server does not store', () => {
  const noise = manifests.flatMap((manifest) => JSON.stringify(manifest).match(NOISE) ?? []);
  expect(noise).toEqual([]);
});

describe.each(pods)('the pods of %s', (_, { spec }) => {
  test('are never root, and keep the seccomp profile of the runtime', () => {
    expect(spec.securityContext.runAsNonRoot).toBe(true);
    expect(spec.securityContext.seccompProfile).toEqual({ type: 'RuntimeDefault' });
  });

  test('stay out of the host', () => {
    expect([spec.hostNetwork ?? false, spec.hostPID ?? false, spec.hostIPC ?? false]).toEqual([false, false, false]);
  });

  test('use only the kinds of volumes that the restricted standard allows', () => {
    const allowed = [
      'configMap',
      'csi',
      'downwardAPI',
      'emptyDir',
      'ephemeral',
      'persistentVolumeClaim',
      'projected',
      'secret',
    ];
    const kinds = spec.volumes.flatMap((volume: Manifest) => Object.keys(volume).filter((key) => key !== 'name'));
    expect(kinds.filter((kind: string) => !allowed.includes(kind))).toEqual([]);
  });

  test('bound each emptyDir', () => {
    const unbounded = spec.volumes.filter(({ emptyDir }: Manifest) => emptyDir !== undefined && !emptyDir.sizeLimit);
    expect(unbounded).toEqual([]);
  });

  test('set no sysctls but the safe one for low ports', () => {
    const names = (spec.securityContext.sysctls ?? []).map(({ name }: Manifest) => name);
    expect(names.filter((name: string) => name !== 'net.ipv4.ip_unprivileged_port_start')).toEqual([]);
  });

  test('may bind every port that they declare', () => {
    const ports: number[] = (spec.containers[0].ports ?? []).map(({ containerPort }: Manifest) => containerPort);
    const lowest = Math.min(1024, ...ports);
    const [sysctl] = spec.securityContext.sysctls ?? [];
    expect(Number(sysctl?.value ?? 1024)).toBe(lowest);
  });

  test('have an account of their own, without its token', () => {
    const account = find('ServiceAccount', spec.serviceAccountName);
    expect([account.automountServiceAccountToken, spec.automountServiceAccountToken]).toEqual([false, false]);
  });

  test('get no variables from the Services of the namespace', () => {
    expect(spec.enableServiceLinks).toBe(false);
  });

  test('can write to their volumes as the group that they run as', () => {
    expect(spec.securityContext.fsGroup).toBe(spec.containers[0].securityContext.runAsGroup);
  });
});

describe.each(containers)('the container %s', (path, container) => {
  test('has no rights beyond the restricted standard', () => {
    const { runAsUser, runAsGroup, ...rights } = container.securityContext;
    expect(rights).toEqual({
      runAsNonRoot: true,
      privileged: false,
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect([typeof runAsUser, typeof runAsGroup]).toEqual(['number', 'number']);
  });

  test('requests and limits CPU, memory and ephemeral storage', () => {
    const amounts = ['cpu', 'ephemeral-storage', 'memory'];
    expect(Object.keys(container.resources.requests).sort()).toEqual(amounts);
    expect(Object.keys(container.resources.limits).sort()).toEqual(amounts);
  });

  test('runs an image that does not change, and asks the registry for it once', () => {
    expect(container.image).toMatch(/(:[\w][\w.-]*|@sha256:[0-9a-f]{64})$/);
    expect(container.image).not.toMatch(/:latest$/);
    expect(container.imagePullPolicy).toBe('IfNotPresent');
  });

  test('takes no port of the host', () => {
    const hostPorts = (container.ports ?? []).filter((port: Manifest) => port.hostPort !== undefined);
    expect(hostPorts).toEqual([]);
  });

  test('can write to a /tmp of its own', () => {
    const [kind, owner, name] = path.split('/');
    const own = find(kind, owner).metadata.labels['app.kubernetes.io/name'];
    const mounted = (container.volumeMounts ?? []).filter(({ mountPath }: Manifest) => mountPath === '/tmp');
    expect(mounted).toEqual([{ name: name === own ? 'tmp' : `${name}-tmp`, mountPath: '/tmp' }]);
  });

  test('sets each variable once, and no secret as text', () => {
    const env: Manifest[] = container.env ?? [];
    expect(new Set(env.map(({ name }) => name)).size).toBe(env.length);
    const secretTexts = env.filter(
      ({ name, value }) => value !== undefined && /passw|secret|token|credential|api_?key/i.test(name),
    );
    expect(secretTexts).toEqual([]);
  });

  test('mounts each path once, and only volumes that there are', () => {
    const mounts: Manifest[] = container.volumeMounts ?? [];
    expect(new Set(mounts.map(({ mountPath }) => mountPath)).size).toBe(mounts.length);
    const [kind, owner] = path.split('/');
    const workload = find(kind, owner);
    const volumes = [
      ...templateOf(workload).spec.volumes.map(({ name }: Manifest) => name),
      ...(workload.spec.volumeClaimTemplates ?? []).map(({ metadata }: Manifest) => metadata.name),
    ];
    expect(mounts.map(({ name }) => name).filter((name) => !volumes.includes(name))).toEqual([]);
  });
});

describe.each(mainContainers)('the main container %s', (_, container) => {
  test('runs as a user that no node knows, or as the image needs it', () => {
    const { runAsUser, runAsGroup } = container.securityContext;
    if (USERS_OF_IMAGES[container.image] === undefined) {
      expect([runAsUser, runAsGroup]).toEqual([10001, 10001]);
    } else {
      expect(runAsUser).toBe(USERS_OF_IMAGES[container.image]);
    }
  });

  test('is probed at ports that it declares', () => {
    const declared = (container.ports ?? []).map(({ containerPort }: Manifest) => containerPort);
    const probes = [container.readinessProbe, container.livenessProbe, container.startupProbe];
    const probed = probes.map((probe) => (probe?.httpGet ?? probe?.tcpSocket ?? probe?.grpc)?.port);
    expect(probed.filter((port) => port !== undefined && !declared.includes(port))).toEqual([]);
  });

  test('is not restarted as soon as it is not ready', () => {
    const { readinessProbe, livenessProbe } = container;
    if (readinessProbe === undefined) {
      expect(livenessProbe).toBeUndefined();
    } else if (livenessProbe === undefined) {
      // That somebody listens at the port is all that is known: it says nothing about the program.
      expect(readinessProbe.tcpSocket).toBeDefined();
    } else {
      expect(livenessProbe.failureThreshold).toBeGreaterThan(readinessProbe.failureThreshold);
      const patience = ({ periodSeconds, failureThreshold }: Manifest): number => periodSeconds * failureThreshold;
      expect(patience(livenessProbe)).toBeGreaterThan(patience(readinessProbe));
    }
  });

  test('has five minutes to start, unless nothing is asked', () => {
    const { readinessProbe, startupProbe } = container;
    if (readinessProbe === undefined) {
      expect(startupProbe).toBeUndefined();
    } else {
      expect(startupProbe.periodSeconds * startupProbe.failureThreshold).toBeGreaterThanOrEqual(300);
    }
  });
});

describe.each(named(workloads))('%s', (_, { kind, metadata, spec }) => {
  const selector = { matchLabels: { 'app.kubernetes.io/name': metadata.name } };

  test('selects its own pods, and no others, by their name alone', () => {
    expect(spec.selector).toEqual(selector);
    expect(podsSelectedBy(spec.selector.matchLabels)).toEqual([spec.template]);
  });

  test('is replaced pod by pod', () => {
    expect((spec.strategy ?? spec.updateStrategy).type).toBe('RollingUpdate');
  });

  test('runs at least twice, unless it is a database, whose pods are databases of their own', () => {
    const scaled = find('HorizontalPodAutoscaler', metadata.name);
    if (scaled !== undefined) {
      expect(spec).not.toHaveProperty('replicas');
      expect(scaled.spec.minReplicas).toBeGreaterThanOrEqual(2);
    } else {
      expect(spec.replicas).toBeGreaterThanOrEqual(kind === 'StatefulSet' ? 1 : 2);
    }
  });

  test('keeps its pods apart', () => {
    const terms = spec.template.spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution;
    expect(terms).toEqual([
      { weight: 100, podAffinityTerm: { topologyKey: 'kubernetes.io/hostname', labelSelector: selector } },
    ]);
  });

  test('lets a drain take one pod at a time, and broken ones at once', () => {
    const replicas = find('HorizontalPodAutoscaler', metadata.name)?.spec.minReplicas ?? spec.replicas;
    const budget = find('PodDisruptionBudget', metadata.name);
    if (replicas > 1) {
      expect(budget.spec).toEqual({ maxUnavailable: 1, selector, unhealthyPodEvictionPolicy: 'AlwaysAllow' });
    } else {
      // A budget for one pod would hold up every drain.
      expect(budget).toBeUndefined();
    }
  });

  test('is closed in both directions by one policy of its own', () => {
    const own = ofKind('NetworkPolicy').filter((policy) =>
      selects(policy.spec.podSelector.matchLabels, spec.template.metadata.labels),
    );
    expect(own.map((policy) => [policy.metadata.name, policy.spec.policyTypes])).toEqual([
      [metadata.name, ['Ingress', 'Egress']],
    ]);
  });
});

describe.each(named(others))('%s', (_, manifest) => {
  const { labels } = templateOf(manifest).metadata;

  test('is closed in both directions by one policy of its own', () => {
    const own = ofKind('NetworkPolicy').filter(({ spec }) => selects(spec.podSelector.matchLabels, labels));
    expect(own.map(({ metadata, spec }) => [metadata.name, spec.policyTypes])).toEqual([
      [labels['app.kubernetes.io/name'], ['Ingress', 'Egress']],
    ]);
  });

  test('has pods of a name of its own, and no budget', () => {
    const name = { 'app.kubernetes.io/name': labels['app.kubernetes.io/name'] };
    expect(podsSelectedBy(name)).toEqual([templateOf(manifest)]);
    expect(find('PodDisruptionBudget', labels['app.kubernetes.io/name'])).toBeUndefined();
  });
});

describe.each(named(ofKind('Job', 'CronJob')))('%s', (_, manifest) => {
  test('ends, and leaves the logs of a failed pod', () => {
    const { spec } = templateOf(manifest);
    expect(spec.restartPolicy).toBe('Never');
    // Whatever runs beside it ends with it.
    expect(spec.containers).toHaveLength(1);
  });
});

describe.each(named(ofKind('DaemonSet')))('%s', (_, { metadata, spec }) => {
  test('selects its own pods by their name alone, and is replaced node by node', () => {
    expect(spec.selector).toEqual({ matchLabels: { 'app.kubernetes.io/name': metadata.name } });
    expect(spec.updateStrategy).toEqual({ type: 'RollingUpdate' });
  });
});

describe.each(named(ofKind('StatefulSet')))('%s', (_, { spec }) => {
  test('names a headless Service that exists', () => {
    expect(find('Service', spec.serviceName).spec.clusterIP).toBe('None');
  });
});

describe.each(named(selectingServices))('%s', (_, { metadata, spec }) => {
  test('selects the pods of one workload, or of the members of a group, which say when they are ready', () => {
    const selected = podsSelectedBy(spec.selector);
    expect(selected).toHaveLength(metadata.name === 'both' ? 2 : 1);
    for (const pod of selected) expect(pod.spec.containers[0].readinessProbe.periodSeconds).toBe(10);
  });

  test('sends to ports that the pods declare', () => {
    const [{ spec: pod }] = podsSelectedBy(spec.selector);
    const declared = pod.containers[0].ports.map(
      ({ containerPort, protocol }: Manifest) => `${containerPort}/${protocol}`,
    );
    const targets = spec.ports.map(({ targetPort, protocol }: Manifest) => `${targetPort}/${protocol}`);
    expect(targets.filter((target: string) => !declared.includes(target))).toEqual([]);
  });

  test('names its ports where there are several, each legally', () => {
    const names = spec.ports.map(({ name }: Manifest) => name);
    if (names.length > 1) expect(new Set(names).size).toBe(names.length);
    for (const name of names) {
      if (name !== undefined) expect(name).toMatch(/^(?=.*[a-z])[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?$/);
    }
    expect(names.length).toBeGreaterThan(0);
  });
});

describe.each(named(ofKind('NetworkPolicy')))('%s', (_, { spec }) => {
  test('selects something', () => {
    const { matchLabels } = spec.podSelector;
    const selected = matchLabels === undefined ? pods : podsSelectedBy(matchLabels);
    expect(selected.length).toBeGreaterThan(0);
  });

  test('names its directions, and can resolve names', () => {
    expect(spec.policyTypes).toEqual(['Ingress', 'Egress']);
    const dns = spec.egress.filter(({ ports }: Manifest) => ports.some(({ port }: Manifest) => port === 53));
    expect(dns).toHaveLength(1);
  });

  test('says with whom in every rule: an empty list would mean everybody', () => {
    const peers = [
      ...(spec.ingress ?? []).map(({ from }: Manifest) => from),
      ...spec.egress.map(({ to }: Manifest) => to),
    ];
    expect(peers.filter((list) => list !== undefined && list.length === 0)).toEqual([]);
    expect(peers.flat().filter((peer) => peer !== undefined && Object.keys(peer).length === 0)).toEqual([]);
  });

  test('leaves egress to everybody to nobody', () => {
    expect(spec.egress.filter(({ to }: Manifest) => to === undefined)).toEqual([]);
  });

  test('names the ports in every rule', () => {
    const rules = [...(spec.ingress ?? []), ...spec.egress];
    expect(rules.filter(({ ports }: Manifest) => ports === undefined || ports.length === 0)).toEqual([]);
  });
});

test('only what people reach through nodes lets everybody in', () => {
  const open = ofKind('NetworkPolicy').filter(({ spec }) =>
    (spec.ingress ?? []).some(({ from }: Manifest) => from === undefined),
  );
  expect(open.map(({ metadata }) => metadata.name)).toEqual(['queue', 'web-lb', 'web-node']);
});

describe.each(named(ofKind('EndpointSlice')))('%s', (_, { metadata, ports }) => {
  test('belongs to a Service without selector that has its ports', () => {
    const { spec } = find('Service', metadata.labels['kubernetes.io/service-name']);
    expect(spec).not.toHaveProperty('selector');
    expect(ports.map(({ port }: Manifest) => port)).toEqual(spec.ports.map(({ targetPort }: Manifest) => targetPort));
  });
});

test('what leads people in leads to Services that exist, at ports that they have', () => {
  const ingress = find('Ingress', 'web-ingress').spec.rules[0].http.paths[0].backend.service;
  const route = find('HTTPRoute', 'web-gateway').spec.rules[0].backendRefs[0];
  for (const [name, port] of [
    [ingress.name, ingress.port.number],
    [route.name, route.port],
  ]) {
    expect(find('Service', name).spec.ports.map((own: Manifest) => own.port)).toContain(port);
  }
});

test('the autoscaler leads to a Deployment that exists', () => {
  const [{ spec }] = ofKind('HorizontalPodAutoscaler');
  expect(find(spec.scaleTargetRef.kind, spec.scaleTargetRef.name).metadata.name).toBe('scaled');
});

describe.each(named(manifests))('%s', (_, manifest) => {
  const { apiVersion, metadata } = manifest;

  test('says its namespace', () => {
    expect(metadata.namespace).toBe('shop');
  });

  test('is of a stable API', () => {
    expect(apiVersion).toMatch(/^([a-z0-9.]+\/)?v[0-9]+$/);
  });

  test('carries the recommended labels, with legal values', () => {
    expect(Object.keys(metadata.labels)).toEqual(
      expect.arrayContaining([
        'app.kubernetes.io/name',
        'app.kubernetes.io/component',
        'app.kubernetes.io/managed-by',
        'app.kubernetes.io/part-of',
      ]),
    );
    for (const value of Object.values(metadata.labels)) {
      expect(value).toMatch(/^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/);
    }
  });

  test('is named as a person would guess, without a hash but that of a Job', () => {
    const name = metadata.labels['app.kubernetes.io/name'];
    if (manifest.kind === 'Job') {
      expect(metadata.name).toMatch(new RegExp(`^${name}-[0-9a-f]{6}$`));
      return;
    }
    const further = ['ipv4', 'ipv6', 'headless', 'pods', 'outside'].map((id) => `${name}-${id}`);
    expect([name, ...further]).toContain(metadata.name);
  });

  test('says nothing twice or for nothing', () => {
    const empty: string[] = [];
    const visit = (value: unknown, path: string): void => {
      if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) empty.push(path);
      if (typeof value !== 'object' || value === null) return;
      for (const [key, inner] of Object.entries(value)) visit(inner, `${path}.${key}`);
    };
    visit(manifest, manifest.kind);
    expect(empty).toEqual([]);
  });
});

test('no two objects share kind and name', () => {
  const keys = manifests.map(({ kind, metadata }) => `${kind}/${metadata.name}`);
  expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
});

test('the same app renders the same bytes', () => {
  expect(JSON.stringify(render(shopWithOneOfEach()))).toBe(JSON.stringify(manifests));
});
