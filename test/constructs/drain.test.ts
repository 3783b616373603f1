import { Chart, Duration, Size } from 'cdk8s';
import { DeploymentStrategy, Handler, PercentOrAbsolute } from 'cdk8s-plus-28';
import {
  ClusterProfile,
  DatabaseEngine,
  Exposure,
  HeadlessDatabase,
  InternalService,
  InternalServiceProps,
  NodeAgent,
  PublicWebApp,
  ServiceGroup,
  StatefulService,
  StatefulServiceProps,
  Worker,
} from '../../src';
import { Manifest, podSpec, shopChart } from '../manifests';

const image = 'ghcr.io/acme/api:1.4.2';

function service(chart: Chart, props: Partial<InternalServiceProps> = {}): InternalService {
  return new InternalService(chart, 'api', { image, port: 8080, ...props });
}

/** How long each container that has a hook sleeps before it stops, and how long the pod may take. */
function stopping(chart: Chart, name?: string): Manifest {
  const { containers, initContainers = [], terminationGracePeriodSeconds: all } = podSpec(chart, name);
  const sleeping = [...containers, ...initContainers].filter(({ lifecycle }: Manifest) => lifecycle !== undefined);
  return {
    all,
    ...Object.fromEntries(sleeping.map(({ name: each, lifecycle }: Manifest) => [each, lifecycle.preStop])),
  };
}

const sleep = (seconds: number): Manifest => ({ sleep: { seconds } });

function withService(props: Partial<InternalServiceProps> = {}): Manifest {
  const chart = shopChart();
  service(chart, props);
  return stopping(chart);
}

describe('pods behind a Service', () => {
  test('sleep before they stop, and have their usual time behind that', () => {
    expect(withService()).toEqual({ all: 35, api: sleep(5) });
  });

  test('sleep in each container that is stopped at once, not in native sidecars, which stop behind them', () => {
    const further = {
      sidecars: [{ name: 'proxy', image }],
      initContainers: [{ name: 'migrate', image }],
      classicSidecars: [{ name: 'sql-proxy', image }],
    };
    expect(withService(further)).toEqual({ all: 35, api: sleep(5), 'sql-proxy': sleep(5) });
  });

  test('keep a hook that was said through cdk8s-plus', () => {
    const preStop = Handler.fromCommand(['/bin/drain']);
    const postStart = Handler.fromCommand(['/bin/hello']);
    const chart = shopChart();
    service(chart, { classicSidecars: [{ name: 'a', image, lifecycle: { preStop } }] });
    expect(stopping(chart)).toEqual({ all: 35, api: sleep(5), a: { exec: { command: ['/bin/drain'] } } });

    const other = shopChart();
    service(other).deployment.addContainer({ name: 'b', image, lifecycle: { postStart } });
    expect(podSpec(other).containers[1].lifecycle).toEqual({
      postStart: { exec: { command: ['/bin/hello'] } },
      preStop: sleep(5),
    });
  });

  test('of outside and of a group drain alike, and so do those that a Service is put in front of later', () => {
    const chart = shopChart();
    new PublicWebApp(chart, 'web', { image, port: 8080, exposure: Exposure.loadBalancer() });
    const [blue, green] = ['blue', 'green'].map((id) => new Worker(chart, id, { image }));
    new ServiceGroup(chart, 'all', { members: [blue, green], port: 80, targetPort: 8080 });
    new NodeAgent(chart, 'agent', { image }).addService('udp', { port: 9000 });
    new Worker(chart, 'alone', { image });
    for (const name of ['web', 'blue', 'green', 'agent']) {
      expect([name, stopping(chart, name)]).toEqual([name, { all: 35, [name]: sleep(5) }]);
    }
    expect(stopping(chart, 'alone')).toEqual({ all: 30 });
  });
});

describe('how long they drain', () => {
  test.each([
    [60, 5],
    [9, 4],
    [2, 1],
    [1, undefined],
    [0, undefined],
  ])('with a grace period of %i s it is %s', (seconds, drain) => {
    const terminationGracePeriod = Duration.seconds(seconds);
    const api = drain === undefined ? {} : { api: sleep(drain) };
    expect(withService({ terminationGracePeriod })).toEqual({ all: seconds, ...api });
  });

  test('is what `rollout.drain` says', () => {
    expect(withService({ rollout: { drain: Duration.seconds(20) } })).toEqual({ all: 50, api: sleep(20) });
    expect(withService({ rollout: { drain: Duration.seconds(0) } })).toEqual({ all: 30 });
    const terminationGracePeriod = Duration.seconds(21);
    expect(withService({ terminationGracePeriod, rollout: { drain: Duration.seconds(20) } })).toEqual({
      all: 21,
      api: sleep(20),
    });
  });

  test('is nothing in a cluster that does not know it', () => {
    const drains = (kubernetesVersion: string): Manifest => {
      const chart = shopChart();
      new ClusterProfile({ kubernetesVersion }).applyTo(chart);
      service(chart);
      return stopping(chart);
    };
    expect(drains('1.29')).toEqual({ all: 30 });
    expect(drains('1.30')).toEqual({ all: 35, api: sleep(5) });
  });
});

describe('without another pod that takes over', () => {
  const surge = (maxSurge: number): DeploymentStrategy =>
    DeploymentStrategy.rollingUpdate({ maxSurge: PercentOrAbsolute.absolute(maxSurge) });

  test.each([
    ['the new one comes later', { replicas: 1, strategy: DeploymentStrategy.recreate() }, false],
    ['the new one does not come before', { replicas: 1, rollout: { strategy: surge(0) } }, false],
    ['the new one is there before', { replicas: 1, rollout: { strategy: surge(1) } }, true],
    ['a replica is there', { replicas: 2, strategy: DeploymentStrategy.recreate() }, true],
    ['there may be more', { autoscaling: { min: 1, max: 2 }, strategy: DeploymentStrategy.recreate() }, true],
  ])('a pod does not drain: %s', (_, props, drains) => {
    expect(withService(props)).toEqual(drains ? { all: 35, api: sleep(5) } : { all: 30 });
  });

  test.each<[string, Partial<StatefulServiceProps>, boolean]>([
    ['lone', {}, false],
    ['first of three', { replicas: 3 }, true],
    ['lone one that is told to', { rollout: { drain: Duration.seconds(5) } }, true],
  ])('a pod with a number does not drain: a %s', (_, props, drains) => {
    const chart = shopChart();
    new StatefulService(chart, 'mq', { image, port: 5672, ...props });
    expect(stopping(chart)).toEqual(drains ? { all: 35, mq: sleep(5) } : { all: 30 });
  });

  test('databases end at once, several as well as one, unless they are told to drain', () => {
    const engine = DatabaseEngine.custom({ image, port: 7000, dataPath: '/var/lib/db', replicates: true });
    const chart = shopChart();
    const storage = Size.gibibytes(1);
    new HeadlessDatabase(chart, 'db', { engine, storage, replicas: 3 });
    new HeadlessDatabase(chart, 'slow', { engine, storage, rollout: { drain: Duration.seconds(3) } });
    expect(stopping(chart, 'db')).toEqual({ all: 60 });
    expect(stopping(chart, 'slow')).toEqual({ all: 63, slow: sleep(3) });
  });
});
