import { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { InternalService, NotSecret, Worker, WorkerProps } from '../../src';
import { Manifest, only, podSpec, shopChart } from '../manifests';

const image = 'ghcr.io/acme/app:1.0.0';
const ALWAYS = kplus.ContainerRestartPolicy.ALWAYS;

const apiIn = (chart: Chart): InternalService => new InternalService(chart, 'api', { image, port: 80 });

/** A worker with one container of each kind. */
function workerIn(chart: Chart, props: Partial<WorkerProps> = {}): Worker {
  return new Worker(chart, 'mailer', {
    image,
    sidecars: [{ name: 'proxy', image }],
    initContainers: [
      { name: 'migrate', image },
      { name: 'search', image, restartPolicy: ALWAYS },
    ],
    classicSidecars: [{ name: 'logs', image }],
    ...props,
  });
}

/** The variables of each container that has some. */
function envOf(chart: Chart): { [container: string]: Manifest[] } {
  const { containers, initContainers } = podSpec(chart, 'mailer');
  const all: Manifest[] = [...containers, ...initContainers];
  return Object.fromEntries(all.filter(({ env }) => env !== undefined).map(({ name, env }) => [name, env]));
}

const host = [{ name: 'API_HOST', value: 'api' }];

describe('the variables of `connectTo`', () => {
  test('are those of the main container and the init containers', () => {
    const chart = shopChart();
    workerIn(chart).connectTo(apiIn(chart), { hostEnv: 'API_HOST' });
    expect(envOf(chart)).toEqual({ mailer: host, migrate: host });
  });

  test('are those of the containers that `containers` names, sidecars among them', () => {
    const chart = shopChart();
    workerIn(chart).connectTo(apiIn(chart), { hostEnv: 'API_HOST', containers: ['proxy', 'logs', 'search', 'proxy'] });
    expect(envOf(chart)).toEqual({ proxy: host, logs: host, search: host });
  });

  test('leave the main container out where it is not named', () => {
    const chart = shopChart();
    workerIn(chart).connectTo(apiIn(chart), { hostEnv: 'API_HOST', containers: ['migrate'] });
    expect(envOf(chart)).toEqual({ migrate: host });
  });

  test('leave an init container what it brings itself', () => {
    const chart = shopChart();
    const own = { API_HOST: kplus.EnvValue.fromValue('localhost') };
    const worker = workerIn(chart, { initContainers: [{ name: 'migrate', image, envVariables: own }] });
    worker.connectTo(apiIn(chart), { hostEnv: 'API_HOST', portEnv: 'API_PORT' });
    const port = { name: 'API_PORT', value: '80' };
    expect(envOf(chart)).toEqual({
      mailer: [...host, port],
      migrate: [{ name: 'API_HOST', value: 'localhost' }, port],
    });
  });

  test('reach a container that was added through cdk8s-plus before, and none that is added later', () => {
    const chart = shopChart();
    const worker = workerIn(chart);
    worker.deployment.addInitContainer({ name: 'before', image });
    worker.connectTo(apiIn(chart), { hostEnv: 'API_HOST' });
    worker.deployment.addInitContainer({ name: 'later', image });
    expect(Object.keys(envOf(chart))).toEqual(['mailer', 'migrate', 'before']);
  });

  test('are set nowhere, and nothing is opened, where one of the containers refuses them', () => {
    const chart = shopChart();
    const own = { API_HOST: kplus.EnvValue.fromValue('localhost') };
    const worker = workerIn(chart, { sidecars: [{ name: 'proxy', image, envVariables: own }] });
    const api = apiIn(chart);
    expect(() => worker.connectTo(api, { hostEnv: 'API_HOST', containers: ['mailer', 'proxy'] })).toThrow(
      'shop/mailer: container "proxy": env API_HOST: got a second, different value; allowed: one value per variable.',
    );
    expect(envOf(chart)).toEqual({ proxy: [{ name: 'API_HOST', value: 'localhost' }] });
    // What is open is DNS.
    expect(only(chart, 'NetworkPolicy', 'mailer').spec.egress).toHaveLength(1);
    expect(only(chart, 'NetworkPolicy', 'api').spec.ingress).toBeUndefined();
  });

  test('may be set twice where they are the same', () => {
    const chart = shopChart();
    const worker = workerIn(chart);
    const api = apiIn(chart);
    worker.connectTo(api, { hostEnv: 'API_HOST' });
    worker.connectTo(api, { hostEnv: 'API_HOST', containers: ['migrate', 'proxy'] });
    expect(envOf(chart)).toEqual({ mailer: host, migrate: host, proxy: host });
  });
});

describe('addEnv', () => {
  test('is about the main container', () => {
    const chart = shopChart();
    workerIn(chart).addEnv('MODE', 'fast');
    expect(envOf(chart)).toEqual({ mailer: [{ name: 'MODE', value: 'fast' }] });
  });

  test('is about the containers that are named', () => {
    const chart = shopChart();
    workerIn(chart).addEnv('PASSWORD_MIN_LENGTH', NotSecret.text('12'), { containers: ['mailer', 'migrate', 'proxy'] });
    const env = [{ name: 'PASSWORD_MIN_LENGTH', value: '12' }];
    expect(envOf(chart)).toEqual({ mailer: env, migrate: env, proxy: env });
  });

  test('puts variables that name others behind them, in each container', () => {
    const chart = shopChart();
    const worker = workerIn(chart);
    const containers = ['migrate'];
    worker.addEnv('URL', 'http://$(API_HOST)', { containers });
    worker.connectTo(apiIn(chart), { hostEnv: 'API_HOST', containers });
    expect(envOf(chart)).toEqual({ migrate: [...host, { name: 'URL', value: 'http://$(API_HOST)' }] });
  });
});

test("what the program listens on is the main container's alone", () => {
  const chart = shopChart();
  const initContainers = [{ name: 'migrate', image }];
  new InternalService(chart, 'api', { image, port: 80, portEnv: 'PORT', initContainers });
  const {
    containers,
    initContainers: [migrate],
  } = podSpec(chart, 'api');
  expect(containers[0].env).toEqual([{ name: 'PORT', value: '80' }]);
  expect(migrate).not.toHaveProperty('env');
});
