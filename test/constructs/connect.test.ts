import { Chart, Size } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { Construct, IConstruct } from 'constructs';
import {
  DatabaseEngine,
  Exposure,
  HeadlessDatabase,
  IConnectable,
  IConnectionTarget,
  InternalService,
  NetworkPolicyMode,
  PublicWebApp,
  ServicePort,
  Worker,
} from '../../src';
import { mainContainer, Manifest, only, render, shopChart, testApp } from '../manifests';

const image = 'ghcr.io/acme/app:1.0.0';
const apiIn = (scope: Construct, mode?: NetworkPolicyMode): InternalService =>
  new InternalService(scope, 'api', { image, port: 80, targetPort: 8080, networkPolicy: mode });
const clientIn = (scope: Construct, mode?: NetworkPolicyMode): Worker =>
  new Worker(scope, 'client', { image, networkPolicy: mode });
const twoPortsIn = (scope: Construct): InternalService =>
  new InternalService(scope, 'api', {
    image,
    ports: [
      { name: 'http', port: 80, targetPort: 8080 },
      { name: 'grpc', port: 9000 },
    ],
  });

const policyOf = (chart: Chart, name: string): Manifest => only(chart, 'NetworkPolicy', name).spec;
/** The egress rules behind the one for DNS, which has the lowest port. */
const egressOf = (chart: Chart, name: string): Manifest => policyOf(chart, name).egress.slice(1);
const podsNamed = (name: string) => ({ podSelector: { matchLabels: { 'app.kubernetes.io/name': name } } });
const inNamespace = (name: string) => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
});

describe('a connection', () => {
  test('opens egress of the client and ingress of the target, on the port of the pods', () => {
    const chart = shopChart();
    clientIn(chart).connectTo(apiIn(chart));
    expect(egressOf(chart, 'client')).toEqual([{ to: [podsNamed('api')], ports: [{ port: 8080, protocol: 'TCP' }] }]);
    expect(policyOf(chart, 'api').ingress).toEqual([
      { from: [podsNamed('client')], ports: [{ port: 8080, protocol: 'TCP' }] },
    ]);
  });

  test('opens nothing else', () => {
    const chart = shopChart();
    clientIn(chart).connectTo(apiIn(chart));
    expect(policyOf(chart, 'client').ingress).toBeUndefined();
    expect(egressOf(chart, 'api')).toEqual([]);
    expect(render(chart).filter(({ kind }) => kind === 'NetworkPolicy')).toHaveLength(2);
  });

  test('sets no variable unless asked to', () => {
    const chart = shopChart();
    clientIn(chart).connectTo(apiIn(chart));
    expect(mainContainer(chart, 'client')).not.toHaveProperty('env');
  });

  test('names the namespaces of both sides where they differ', () => {
    const app = testApp();
    const here = new Chart(app, 'here', { namespace: 'here' });
    const there = new Chart(app, 'there', { namespace: 'there' });
    clientIn(here).connectTo(apiIn(there), { addressEnv: 'API' });
    expect(egressOf(here, 'client')[0].to).toEqual([{ ...inNamespace('there'), ...podsNamed('api') }]);
    expect(policyOf(there, 'api').ingress[0].from).toEqual([{ ...inNamespace('here'), ...podsNamed('client') }]);
    expect(mainContainer(here, 'client').env).toEqual([{ name: 'API', value: 'api.there:80' }]);
  });

  test('works between charts of one namespace without naming it', () => {
    const app = testApp();
    const one = new Chart(app, 'one', { namespace: 'shop' });
    const two = new Chart(app, 'two', { namespace: 'shop' });
    clientIn(one).connectTo(apiIn(two));
    expect(egressOf(one, 'client')[0].to).toEqual([podsNamed('api')]);
  });

  test('of several clients ends up in one policy of the target', () => {
    const chart = shopChart();
    const api = apiIn(chart);
    for (const id of ['b', 'a', 'c']) new Worker(chart, id, { image }).connectTo(api);
    expect(policyOf(chart, 'api').ingress).toEqual([
      { from: [podsNamed('a'), podsNamed('b'), podsNamed('c')], ports: [{ port: 8080, protocol: 'TCP' }] },
    ]);
  });

  test('that is declared twice is the same connection', () => {
    const chart = shopChart();
    const api = apiIn(chart);
    const client = clientIn(chart);
    client.connectTo(api, { urlEnv: 'API' });
    client.connectTo(api, { urlEnv: 'API' });
    expect(policyOf(chart, 'api').ingress).toHaveLength(1);
    expect(mainContainer(chart, 'client').env).toEqual([{ name: 'API', value: 'http://api' }]);
  });

  test('reaches a PublicWebApp from inside, too', () => {
    const chart = shopChart();
    const exposure = Exposure.ingress({ host: 'shop.example.com' });
    const web = new PublicWebApp(chart, 'web', { image, port: 80, targetPort: 8080, exposure });
    clientIn(chart).connectTo(web, { urlEnv: 'FRONTEND' });
    expect(policyOf(chart, 'web').ingress).toEqual([
      {
        from: [{ ...inNamespace('ingress-nginx'), ...podsNamed('ingress-nginx') }, podsNamed('client')],
        ports: [{ port: 8080, protocol: 'TCP' }],
      },
    ]);
    expect(mainContainer(chart, 'client').env).toEqual([{ name: 'FRONTEND', value: 'http://web' }]);
  });

  test('leaves no trace of the order in which connections were declared', () => {
    const renderedIn = (order: number[]): Manifest => {
      const chart = shopChart();
      const targets = [apiIn(chart), new InternalService(chart, 'other', { image, port: 9000 })];
      const client = clientIn(chart);
      for (const i of order) client.connectTo(targets[i]);
      return render(chart);
    };
    expect(renderedIn([0, 1])).toEqual(renderedIn([1, 0]));
  });

  test('to a workload without a policy is opened on the side of the client', () => {
    const chart = shopChart();
    clientIn(chart).connectTo(apiIn(chart, NetworkPolicyMode.NONE));
    expect(egressOf(chart, 'client')).toEqual([{ to: [podsNamed('api')], ports: [{ port: 8080, protocol: 'TCP' }] }]);
    expect(render(chart).filter(({ kind }) => kind === 'NetworkPolicy')).toHaveLength(1);
  });

  test('of a workload without a policy is opened on the side of the target', () => {
    const chart = shopChart();
    clientIn(chart, NetworkPolicyMode.NONE).connectTo(apiIn(chart));
    expect(policyOf(chart, 'api').ingress[0].from).toEqual([podsNamed('client')]);
    expect(render(chart).filter(({ kind }) => kind === 'NetworkPolicy')).toHaveLength(1);
  });

  test('follows the name that a workload was given', () => {
    const chart = shopChart();
    const api = new InternalService(chart, 'api', { image, port: 80, name: 'orders' });
    clientIn(chart).connectTo(api, { hostEnv: 'API_HOST' });
    expect(egressOf(chart, 'client')[0].to).toEqual([podsNamed('orders')]);
    expect(mainContainer(chart, 'client').env).toEqual([{ name: 'API_HOST', value: 'orders' }]);
  });
});

describe('what a client is told', () => {
  const envWith = (options: Parameters<Worker['connectTo']>[1]): Manifest => {
    const chart = shopChart();
    clientIn(chart).connectTo(apiIn(chart), options);
    return mainContainer(chart, 'client').env;
  };

  test('`hostEnv` gets the host', () => {
    expect(envWith({ hostEnv: 'API_HOST' })).toEqual([{ name: 'API_HOST', value: 'api' }]);
  });

  test('`portEnv` gets the port of the Service, as text', () => {
    expect(envWith({ portEnv: 'API_PORT' })).toEqual([{ name: 'API_PORT', value: '80' }]);
  });

  test('`addressEnv` gets both', () => {
    expect(envWith({ addressEnv: 'API_ADDR' })).toEqual([{ name: 'API_ADDR', value: 'api:80' }]);
  });

  test('`urlEnv` gets the URL', () => {
    expect(envWith({ urlEnv: 'API_URL' })).toEqual([{ name: 'API_URL', value: 'http://api' }]);
  });

  test('`passwordEnv` gets the password of a database, from its Secret', () => {
    const chart = shopChart();
    const secret = Secret.fromSecretName(chart, 'db-secret', 'postgres');
    const db = new HeadlessDatabase(chart, 'db', {
      engine: DatabaseEngine.postgres('16.4'),
      storage: Size.gibibytes(1),
      password: { secret, key: 'password' },
    });
    clientIn(chart).connectTo(db, {
      hostEnv: 'DB_HOST',
      portEnv: 'DB_PORT',
      urlEnv: 'DB_URL',
      passwordEnv: 'DB_PASSWORD',
    });
    expect(mainContainer(chart, 'client').env).toEqual([
      { name: 'DB_HOST', value: 'db' },
      { name: 'DB_PORT', value: '5432' },
      { name: 'DB_URL', value: 'postgresql://db:5432' },
      { name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'postgres', key: 'password' } } },
    ]);
    expect(policyOf(chart, 'db').ingress).toEqual([
      { from: [podsNamed('client')], ports: [{ port: 5432, protocol: 'TCP' }] },
    ]);
  });

  test('`passwordEnv` is refused across namespaces, where no pod could read the Secret', () => {
    const app = testApp();
    const data = new Chart(app, 'data', { namespace: 'data' });
    const secret = Secret.fromSecretName(data, 'db-secret', 'postgres');
    const db = new HeadlessDatabase(data, 'db', {
      engine: DatabaseEngine.postgres('16.4'),
      storage: Size.gibibytes(1),
      password: { secret, key: 'password' },
    });
    const client = clientIn(new Chart(app, 'shop', { namespace: 'shop' }));
    expect(() => client.connectTo(db, { passwordEnv: 'DB_PASSWORD' })).toThrow(
      /^shop\/client: passwordEnv: .*namespace "data"/,
    );
  });

  test('`passwordEnv` is refused where there is no password', () => {
    expect(() => envWith({ passwordEnv: 'API_PASSWORD' })).toThrow(/^shop\/client: passwordEnv: .*got nothing/);
  });
});

describe('`ports`', () => {
  test('are all ports by default', () => {
    const chart = shopChart();
    clientIn(chart).connectTo(twoPortsIn(chart));
    expect(egressOf(chart, 'client')[0].ports).toEqual([
      { port: 8080, protocol: 'TCP' },
      { port: 9000, protocol: 'TCP' },
    ]);
  });

  test('narrow what is opened, on both sides, and what variables speak of', () => {
    const chart = shopChart();
    clientIn(chart).connectTo(twoPortsIn(chart), { ports: ['grpc'], addressEnv: 'API', urlEnv: 'API_URL' });
    expect(egressOf(chart, 'client')[0].ports).toEqual([{ port: 9000, protocol: 'TCP' }]);
    expect(policyOf(chart, 'api').ingress[0].ports).toEqual([{ port: 9000, protocol: 'TCP' }]);
    expect(mainContainer(chart, 'client').env).toEqual([
      { name: 'API', value: 'api:9000' },
      { name: 'API_URL', value: 'http://api:9000' },
    ]);
  });

  test('can be opened one after the other, each with its variable', () => {
    const chart = shopChart();
    const api = twoPortsIn(chart);
    const client = clientIn(chart);
    client.connectTo(api, { ports: ['http'], portEnv: 'HTTP_PORT' });
    client.connectTo(api, { ports: ['grpc'], portEnv: 'GRPC_PORT' });
    expect(mainContainer(chart, 'client').env).toEqual([
      { name: 'HTTP_PORT', value: '80' },
      { name: 'GRPC_PORT', value: '9000' },
    ]);
    expect(policyOf(chart, 'api').ingress).toEqual([
      {
        from: [podsNamed('client')],
        ports: [
          { port: 8080, protocol: 'TCP' },
          { port: 9000, protocol: 'TCP' },
        ],
      },
    ]);
  });

  test.each(['portEnv', 'addressEnv', 'urlEnv'])('%s cannot stand for several of them', (option) => {
    const chart = shopChart();
    const client = clientIn(chart);
    expect(() => client.connectTo(twoPortsIn(chart), { [option]: 'API' })).toThrow(
      new RegExp(`^shop/client: ${option}: .*got \\["http","grpc"\\]`),
    );
  });

  test('`hostEnv` needs no single port', () => {
    const chart = shopChart();
    clientIn(chart).connectTo(twoPortsIn(chart), { hostEnv: 'API_HOST' });
    expect(mainContainer(chart, 'client').env).toEqual([{ name: 'API_HOST', value: 'api' }]);
  });

  test('that do not exist are refused', () => {
    const chart = shopChart();
    expect(() => clientIn(chart).connectTo(twoPortsIn(chart), { ports: ['htp'] })).toThrow(/got "htp".*"http"/);
  });
});

test('a connection that is refused opens nothing', () => {
  const chart = shopChart();
  const api = twoPortsIn(chart);
  const client = clientIn(chart);
  expect(() => client.connectTo(api, { hostEnv: 'API_HOST', portEnv: 'API_PORT' })).toThrow(/portEnv/);
  expect(policyOf(chart, 'api').ingress).toBeUndefined();
  expect(egressOf(chart, 'client')).toEqual([]);
  expect(mainContainer(chart, 'client')).not.toHaveProperty('env');
});

test('a Worker is no target, also for those who have no types', () => {
  const chart = shopChart();
  const target = new Worker(chart, 'mailer', { image });
  expect(() => clientIn(chart).connectTo(target as unknown as IConnectionTarget)).toThrow(
    /^shop\/client: connectTo: got .*shop\/mailer.*InternalService/,
  );
});

test('a construct of the user’s own becomes a target by passing the questions on', () => {
  class Backend extends Construct implements IConnectionTarget {
    private readonly inner: InternalService;

    constructor(scope: Construct, id: string) {
      super(scope, id);
      this.inner = new InternalService(this, 'orders', { image, port: 80, targetPort: 8080 });
    }

    public get serviceName(): string {
      return this.inner.serviceName;
    }

    public get ports(): ServicePort[] {
      return this.inner.ports;
    }

    public hostFrom(consumer: IConstruct): string {
      return this.inner.hostFrom(consumer);
    }

    public urlForPort(consumer: IConstruct, port: ServicePort): string {
      return `${this.inner.urlForPort(consumer, port)}/v2`;
    }

    public acceptConnectionsFrom(client: IConnectable, ports: ServicePort[]): void {
      this.inner.acceptConnectionsFrom(client, ports);
    }
  }

  const chart = shopChart();
  clientIn(chart).connectTo(new Backend(chart, 'backend'), { urlEnv: 'BACKEND' });
  expect(mainContainer(chart, 'client').env).toEqual([{ name: 'BACKEND', value: 'http://orders/v2' }]);
  expect(policyOf(chart, 'orders').ingress[0].from).toEqual([podsNamed('client')]);
});
