import * as cdk8s from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import * as constructs from 'constructs';
import {
  Connections,
  ConnectionsProps,
  InternalService,
  NetworkReport,
  NodeAgent,
  DaemonSetUpdateStrategy,
  Port,
  StatefulService,
} from '../../src';
import { API_TABLE } from '../../src/checked/api-table';
import { isOfClass } from '../../src/checked/foreign';
import { mainContainer, only, podSpec, render, shopChart } from '../manifests';

/** cdk8s-plus once more, as npm installs it where two packages want versions that exclude each other. */
const copy = ((): typeof kplus => {
  let loaded: typeof kplus | undefined;
  jest.isolateModules(() => {
    // There is one cdk8s and one constructs: cdk8s-plus has them as peers.
    jest.doMock('cdk8s', () => cdk8s);
    jest.doMock('constructs', () => constructs);
    loaded = jest.requireActual<typeof kplus>('cdk8s-plus-28');
  });
  return loaded!;
})();

const RTTI = Symbol.for('jsii.rtti');

/** The classes above an object say that they are of another package. */
function ofVersion<T extends object>(packageName: string, value: T): T {
  const nameOf = (prototype: object): string | undefined => {
    const { constructor } = prototype as { constructor: { [RTTI]?: { fqn: string } } };
    return Object.hasOwn(constructor, RTTI) ? constructor[RTTI]?.fqn : undefined;
  };
  const renamed = (prototype: object | null): object | null => {
    if (prototype === null || prototype === Object.prototype) return prototype;
    const fqn = nameOf(prototype);
    if (fqn?.startsWith('cdk8s-plus-28.') !== true) return prototype;
    class Renamed {}
    Object.defineProperty(Renamed, RTTI, {
      value: { fqn: fqn.replace('cdk8s-plus-28', packageName), version: '2.5.57' },
    });
    const members = { ...Object.getOwnPropertyDescriptors(prototype), constructor: { value: Renamed } };
    return Object.create(renamed(Object.getPrototypeOf(prototype) as object | null), members) as object;
  };
  return Object.setPrototypeOf(value, renamed(Object.getPrototypeOf(value) as object)) as T;
}

/** What made the objects: each way must give the same. */
const MAKERS: readonly (readonly [name: string, made: <T extends object>(value: T) => T])[] = [
  ['a second copy of cdk8s-plus-28', (value) => value],
  ['cdk8s-plus-33', (value) => ofVersion('cdk8s-plus-33', value)],
];

const image = 'ghcr.io/acme/api:1.4.2';

function apiIn(chart: cdk8s.Chart, props: object = {}): InternalService {
  return new InternalService(chart, 'api', { image, port: 80, targetPort: 8080, ...props });
}

test('the second copy has classes of its own', () => {
  expect(copy.EnvValue.fromValue('x')).not.toBeInstanceOf(kplus.EnvValue);
  expect(new copy.Deployment(shopChart(), 'legacy')).not.toBeInstanceOf(kplus.Deployment);
  expect(ofVersion('cdk8s-plus-33', copy.EnvValue.fromValue('x'))).not.toBeInstanceOf(copy.EnvValue);
});

describe.each(MAKERS)('objects of %s', (_, made) => {
  test('are values of variables', () => {
    const chart = shopChart();
    const secret = made(copy.Secret.fromSecretName(chart, 'db-secret', 'postgres'));
    const api = apiIn(chart, {
      env: {
        MODE: made(copy.EnvValue.fromValue('fast')),
        DB_PASSWORD: made(copy.EnvValue.fromSecretValue({ secret, key: 'password' })),
      },
      envFrom: [made(copy.Env.fromConfigMap(copy.ConfigMap.fromConfigMapName(chart, 'settings', 'settings')))],
    });
    api.addEnv('NODE', made(copy.EnvValue.fromFieldRef(copy.EnvFieldPaths.NODE_NAME)));
    const { env, envFrom } = mainContainer(chart);
    expect(env).toEqual([
      { name: 'MODE', value: 'fast' },
      { name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'postgres', key: 'password' } } },
      { name: 'NODE', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
    ]);
    expect(envFrom).toEqual([{ configMapRef: { name: 'settings' } }]);
  });

  test.each([
    ['DB_PASSWORD', 'hunter2', ', whose name says that it is a secret'],
    ['DB_URL', 'postgres://app:hunter2@db/app', ', whose URL has a password in it'],
  ])('with a literal secret in %s are refused, and it is not repeated', (name, text, why) => {
    const value = made(copy.EnvValue.fromValue(text));
    const api = apiIn(shopChart());
    const writes = [
      () => apiIn(shopChart(), { env: { [name]: value } }),
      () => api.addEnv(name, value),
      () => apiIn(shopChart(), { sidecars: [{ name: 'proxy', image, envVariables: { [name]: value } }] }),
    ];
    const messages = writes.map((write) => messageOf(write));
    for (const message of messages) {
      expect(message).toContain(`env ${name}${why}: got literal text; allowed: a reference to a Secret`);
      expect(message).not.toContain('hunter2');
    }
    expect(messages).toHaveLength(3);
  });

  test('are volumes, amounts, probes, strategies, accounts and capabilities', () => {
    const chart = shopChart();
    const settings = copy.ConfigMap.fromConfigMapName(chart, 'settings', 'settings');
    const volume = made(copy.Volume.fromConfigMap(chart, 'files', settings));
    apiIn(chart, {
      volumeMounts: [{ path: '/etc/api', volume }],
      resources: { cpu: { request: made(copy.Cpu.millis(20)), limit: made(copy.Cpu.units(2)) } },
      strategy: made(copy.DeploymentStrategy.recreate()),
      serviceAccount: made(copy.ServiceAccount.fromServiceAccountName(chart, 'account', 'runner')),
      sidecars: [{ name: 'proxy', image, port: 9000, liveness: made(copy.Probe.fromHttpGet('/live', { port: 9000 })) }],
    });
    const [main] = podSpec(chart).containers;
    expect(main.volumeMounts).toContainEqual({ name: 'configmap-settings', mountPath: '/etc/api' });
    expect(podSpec(chart).volumes).toContainEqual({ name: 'configmap-settings', configMap: { name: 'settings' } });
    expect([main.resources.requests.cpu, main.resources.limits.cpu]).toEqual(['20m', '2']);
    expect(only(chart, 'Deployment').spec.strategy).toEqual({ type: 'Recreate' });
    expect(podSpec(chart).serviceAccountName).toBe('runner');
    const proxy = [...podSpec(chart).containers, ...(podSpec(chart).initContainers ?? [])].find(
      ({ name }: { name: string }) => name === 'proxy',
    );
    expect(proxy.livenessProbe.httpGet).toEqual({ path: '/live', port: 9000, scheme: 'HTTP' });
  });

  test('are peers: both sides are written, and the connection is proven', () => {
    const chart = shopChart();
    const legacy = made(new copy.Deployment(chart, 'legacy', { containers: [{ image: 'legacy:1' }] }));
    const api = apiIn(chart);
    api.connections.allowFrom(legacy);
    Connections.of(legacy);
    const address = only(chart, 'Deployment', legacy.name).spec.template.metadata.labels['cdk8s.io/metadata.addr'];
    const ports = [{ port: 8080, protocol: 'TCP' }];
    expect(only(chart, 'NetworkPolicy', 'api').spec.ingress).toEqual([
      { from: [{ podSelector: { matchLabels: { 'cdk8s.io/metadata.addr': address } } }], ports },
    ]);
    expect(only(chart, 'NetworkPolicy', legacy.name).spec.egress).toContainEqual({
      to: [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'api' } } }],
      ports,
    });
    const report = NetworkReport.of(chart);
    expect(report.reaches(legacy, api, Port.tcp(8080))).toBe(true);
    expect(report.reaches(legacy, api, Port.tcp(8081))).toBe(false);
    expect(report.reaches(api, legacy, Port.tcp(8080))).toBe(false);
  });

  test('are strategies of StatefulSets and shares of pods', () => {
    const chart = shopChart();
    new StatefulService(chart, 'mq', {
      image,
      port: 5672,
      updateStrategy: made(copy.StatefulSetUpdateStrategy.rollingUpdate({ partition: 1 })),
    });
    expect(only(chart, 'StatefulSet').spec.updateStrategy).toEqual({
      type: 'RollingUpdate',
      rollingUpdate: { partition: 1 },
    });
    const agents = shopChart();
    new NodeAgent(agents, 'agent', {
      image,
      updateStrategy: DaemonSetUpdateStrategy.rollingUpdate({
        maxUnavailable: made(copy.PercentOrAbsolute.percent(20)),
      }),
    });
    expect(only(agents, 'DaemonSet').spec.updateStrategy.rollingUpdate.maxUnavailable).toBe('20%');
  });

  test('are peers of another namespace', () => {
    const chart = shopChart();
    const elsewhere = new cdk8s.Chart(chart.node.root as cdk8s.App, 'old', { namespace: 'old' });
    const legacy = made(new copy.Deployment(elsewhere, 'legacy', { containers: [{ image: 'legacy:1' }] }));
    apiIn(chart).connections.allowTo(legacy, [Port.tcp(9000)]);
    const [rule] = only(chart, 'NetworkPolicy', 'api').spec.egress.filter((each: { ports: { port: number }[] }) =>
      each.ports.some(({ port }) => port === 9000),
    );
    expect(rule.to[0].namespaceSelector).toEqual({ matchLabels: { 'kubernetes.io/metadata.name': 'old' } });
  });

  test('as peers without their own policy leave nothing that the proof does not see', () => {
    const chart = shopChart();
    const legacy = made(new copy.Deployment(chart, 'legacy', { containers: [{ image: 'legacy:1' }] }));
    const api = apiIn(chart);
    new Connections(legacy, 'Policy', { name: 'legacy', podLabels: { app: 'somebody-else' } } as ConnectionsProps);
    api.connections.allowFrom(legacy);
    expect(() => render(chart)).toThrow(/legacy/);
  });
});

describe('objects of cdk8s-plus-33 whose members are others', () => {
  const foreign = <T extends object>(value: T, ...members: readonly string[]): T => {
    const renamed = ofVersion('cdk8s-plus-33', value);
    for (let each: object = renamed; each !== Object.prototype; each = Object.getPrototypeOf(each) as object) {
      for (const member of members) delete (each as { [member: string]: unknown })[member];
    }
    return renamed;
  };

  test.each<readonly [name: string, write: (chart: cdk8s.Chart) => void, says: string]>([
    [
      'a value of a variable',
      (chart) => apiIn(chart, { env: { DB_PASSWORD: foreign(copy.EnvValue.fromValue('hunter2'), 'valueFrom') } }),
      'shop/api: env DB_PASSWORD: got an EnvValue of cdk8s-plus-33 2.5.57; allowed: text, EnvValue or NotSecret. ' +
        'Fix: import EnvValue from "cdk8s-plus-28", for which this package is made',
    ],
    [
      'an added variable',
      (chart) => apiIn(chart).addEnv('MODE', foreign(copy.EnvValue.fromValue('fast'), 'valueFrom')),
      'shop/api: addEnv: value: got an EnvValue of cdk8s-plus-33 2.5.57; allowed: text, EnvValue or NotSecret. ' +
        'Fix: import EnvValue from "cdk8s-plus-28", for which this package is made',
    ],
    [
      'an amount',
      (chart) => apiIn(chart, { resources: { cpu: { limit: foreign(copy.Cpu.millis(5), 'amount') } } }),
      'shop/api: resources.cpu.limit: got a Cpu of cdk8s-plus-33 2.5.57; allowed: a Cpu of cdk8s-plus. ' +
        'Fix: import Cpu from "cdk8s-plus-28", for which this package is made',
    ],
    [
      'an account',
      (chart) => {
        const account = new copy.ServiceAccount(chart, 'account');
        apiIn(chart, { serviceAccount: foreign(account, 'toSubjectConfiguration') });
      },
      'shop/api: serviceAccount: got a ServiceAccount of cdk8s-plus-33 2.5.57; allowed: "default", the account of the ' +
        'namespace, or a ServiceAccount of cdk8s-plus. Fix: import ServiceAccount from "cdk8s-plus-28", for which this package is made',
    ],
    [
      'a peer',
      (chart) => apiIn(chart).connections.allowFrom(foreign(new copy.Deployment(chart, 'old'), '_toPodSpec')),
      'shop/api: peer: got a Deployment of cdk8s-plus-33 2.5.57; allowed: a Peer, a workload of this package, or a ' +
        'cdk8s-plus Deployment, StatefulSet or Pod. Fix: import Deployment from "cdk8s-plus-28", for which this package is made',
    ],
  ])('are refused as %s, with that cause', (_, write, says) => {
    expect(messageOf(() => write(shopChart()))).toBe(says);
  });

  test('are refused with the fix to install one version where the package is the same', () => {
    const value = copy.Cpu.millis(5);
    delete (value as { amount?: string }).amount;
    expect(messageOf(() => apiIn(shopChart(), { resources: { cpu: { limit: value } } }))).toMatch(
      /^shop\/api: resources\.cpu\.limit: got a Cpu of cdk8s-plus-28 [\d.]+; allowed: a Cpu of cdk8s-plus\. Fix: install one version of cdk8s-plus-28: /,
    );
  });
});

describe('the classes of cdk8s-plus that anything takes', () => {
  const named = [...new Set(JSON.stringify(API_TABLE).match(/cdk8s-plus\.\w+/g))];
  const { structs, enums, interfaces } = API_TABLE;
  const classes = named.filter((name) => !(name in structs) && !(name in enums) && !(name in interfaces));

  test.each(classes)('%s is known by the members that are used of it, not by its name alone', (name) => {
    class Empty {}
    Object.defineProperty(Empty, RTTI, { value: { fqn: name, version: '2.5.6' } });
    expect(isOfClass(new Empty(), name)).toBe(false);
  });

  test('are these', () => {
    expect(classes.map((name) => name.split('.')[1]).sort()).toEqual([
      'AbstractPod',
      'Cpu',
      'DeploymentStrategy',
      'EnvFrom',
      'EnvValue',
      'Handler',
      'Metric',
      'NodeLabelQuery',
      'PercentOrAbsolute',
      'Probe',
      'Replicas',
      'StatefulSetUpdateStrategy',
      'Volume',
    ]);
  });
});

test('a time and an amount of memory of a second copy of cdk8s are taken', () => {
  let second: typeof cdk8s | undefined;
  jest.isolateModules(() => {
    jest.dontMock('cdk8s');
    second = jest.requireActual<typeof cdk8s>('cdk8s');
  });
  expect(second!.Size).not.toBe(cdk8s.Size);
  const chart = shopChart();
  apiIn(chart, {
    resources: { memory: { request: second!.Size.mebibytes(96), limit: second!.Size.gibibytes(1) } },
    terminationGracePeriod: second!.Duration.minutes(2),
  });
  const { containers, terminationGracePeriodSeconds } = podSpec(chart);
  expect([containers[0].resources.requests.memory, containers[0].resources.limits.memory]).toEqual(['96Mi', '1Gi']);
  expect(terminationGracePeriodSeconds).toBe(120);
});

function messageOf(write: () => unknown): string {
  try {
    write();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was refused');
}
