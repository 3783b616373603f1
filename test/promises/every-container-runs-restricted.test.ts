import { App, Size } from 'cdk8s';
import { Capability } from 'cdk8s-plus-28';
import { readmeStack } from './readme-stack';
import { IMAGE, manifestsOf } from './synth';
import { build as onlineBoutique } from '../../examples/online-boutique/app';
import { build as seeds } from '../../examples/seeds/app';
import {
  CustomSecurityOptions,
  DatabaseEngine,
  Exposure,
  HeadlessDatabase,
  InternalService,
  NodeAgent,
  PublicWebApp,
  ScheduledTask,
  SecurityProfile,
  Task,
  Worker,
} from '../../src';
import { Manifest, mainContainer, podSpec, shopChart, testApp } from '../manifests';

/** What breaks Pod Security Standard "restricted" or what README says beyond it, in words. */
function offences(workload: Manifest): string[] {
  const { spec } = templateOf(workload);
  const containers: Manifest[] = [...spec.containers, ...(spec.initContainers ?? [])];
  const told = (what: string, isRight: boolean): string[] => (isRight ? [] : [`${workload.metadata.name}: ${what}`]);
  return [
    ...told('host namespaces', !spec.hostNetwork && !spec.hostPID && !spec.hostIPC),
    ...told('seccomp', spec.securityContext.seccompProfile?.type === 'RuntimeDefault'),
    ...told('token of the service account', spec.automountServiceAccountToken === false),
    ...told(
      'volumes',
      (spec.volumes ?? []).every((volume: Manifest) => volume.hostPath === undefined),
    ),
    ...told(
      'unsafe sysctls',
      (spec.securityContext.sysctls ?? []).every(
        ({ name }: Manifest) => name === 'net.ipv4.ip_unprivileged_port_start',
      ),
    ),
    ...containers.flatMap(({ name, securityContext: own, resources, ports }) => [
      ...told(`${name} root`, own.runAsNonRoot === true && own.runAsUser > 0),
      ...told(`${name} privileged`, own.privileged === false && own.allowPrivilegeEscalation === false),
      ...told(`${name} capabilities`, JSON.stringify(own.capabilities) === '{"drop":["ALL"]}'),
      ...told(`${name} files`, own.readOnlyRootFilesystem === true),
      ...told(
        `${name} host ports`,
        (ports ?? []).every(({ hostPort }: Manifest) => hostPort === undefined),
      ),
      ...told(
        `${name} resources`,
        [resources?.requests, resources?.limits].every((amounts) => amounts?.cpu && amounts?.memory),
      ),
    ]),
  ];
}

function templateOf({ spec }: Manifest): Manifest | undefined {
  return spec?.template ?? spec?.jobTemplate?.spec.template;
}

function workloadsOf(app: App): Manifest[] {
  return manifestsOf(app).filter((manifest) => templateOf(manifest) !== undefined);
}

function built(build: (app: App) => void): App {
  const app = testApp();
  build(app);
  return app;
}

/** One of each construct, with containers beside the main one. */
function oneOfEach(): App {
  const chart = shopChart();
  const beside = {
    sidecars: [{ name: 'proxy', image: IMAGE, portNumber: 80 }],
    initContainers: [{ name: 'migrate', image: IMAGE }],
  };
  const service = { image: 'nginx:1.27.3', port: 80, ...beside };
  new InternalService(chart, 'api', { ...service, port: 8080 });
  new PublicWebApp(chart, 'web', { ...service, port: 8080, exposure: Exposure.nodePort() });
  new Worker(chart, 'worker', { image: IMAGE, ...beside });
  new Task(chart, 'task', { image: IMAGE, ...beside });
  new ScheduledTask(chart, 'scheduled', { image: IMAGE, schedule: '@daily', ...beside });
  new NodeAgent(chart, 'agent', { image: IMAGE, ...beside });
  for (const [name, engine] of Object.entries({
    redis: DatabaseEngine.redis('7.4'),
    custom: DatabaseEngine.custom({ image: IMAGE, port: 7000, dataPath: '/data' }),
  })) {
    new HeadlessDatabase(chart, name, { engine, storage: Size.gibibytes(1), ...beside });
  }
  return App.of(chart);
}

test.each<[string, () => App, number]>([
  ["README's stack", readmeStack, 3],
  ['the example seeds', () => built(seeds), 15],
  ['the example online-boutique', () => built(onlineBoutique), 12],
  ['one of each construct', oneOfEach, 8],
])('%s', (_, app, least) => {
  const workloads = workloadsOf(app());
  expect(workloads.length).toBeGreaterThanOrEqual(least);
  expect(workloads.flatMap(offences)).toEqual([]);
});

test("README's nginx may bind port 80 all the same, and so may a sidecar", () => {
  const [web] = workloadsOf(readmeStack()).filter(({ metadata }) => metadata.name === 'web');
  const pod = web.spec.template.spec;
  const lowest = [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '80' }];
  expect(pod.containers[0].ports).toEqual([expect.objectContaining({ containerPort: 80 })]);
  expect(pod.securityContext.sysctls).toEqual(lowest);
  const chart = shopChart();
  new Worker(chart, 'worker', { image: IMAGE, sidecars: [{ name: 'proxy', image: IMAGE, portNumber: 80 }] });
  expect(podSpec(chart).securityContext.sysctls).toEqual(lowest);
});

describe('SecurityProfile.custom loosens exactly what is named', () => {
  const contextOf = (security: SecurityProfile): Manifest => {
    const chart = shopChart();
    new Worker(chart, 'worker', { image: IMAGE, security });
    return { pod: podSpec(chart).securityContext, main: mainContainer(chart).securityContext };
  };
  const restricted = contextOf(SecurityProfile.restricted());

  test('nothing, where nothing is named', () => {
    expect(contextOf(SecurityProfile.custom({}))).toEqual(restricted);
  });

  test.each<[CustomSecurityOptions, object]>([
    [{ readOnlyRootFilesystem: false }, { readOnlyRootFilesystem: false }],
    [{ allowPrivilegeEscalation: true }, { allowPrivilegeEscalation: true }],
    [
      { keepCapabilities: [Capability.NET_BIND_SERVICE] },
      { capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] } },
    ],
    [
      { user: 20000, group: 20000 },
      { runAsUser: 20000, runAsGroup: 20000 },
    ],
  ])('%j', (options, change) => {
    const { main } = contextOf(SecurityProfile.custom(options));
    expect(main).toEqual({ ...restricted.main, ...change });
  });
});
