import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { DatabaseEngine, HeadlessDatabase, Health, InternalService, Peer, Port } from '../../src';
import { mainContainer, Manifest, only, podSpec, shopChart } from '../manifests';

const image = 'ghcr.io/acme/api:1.4.2';

/* Names that every object in JavaScript has members of are names like any other. */
const NAMES = ['constructor', 'toString', 'valueOf', 'hasOwnProperty', '__proto__', '__defineGetter__'];

function keyed<T>(name: string, value: T): { [name: string]: T } {
  return Object.fromEntries([[name, value]]);
}

describe.each(NAMES)('%s', (name) => {
  test('is a variable', () => {
    const chart = shopChart();
    const api = new InternalService(chart, 'api', { image, port: 80, env: keyed(name, 'x') });
    api.addEnv('OTHER', 'y');
    expect(mainContainer(chart).env).toEqual([
      { name, value: 'x' },
      { name: 'OTHER', value: 'y' },
    ]);
  });

  test('is a variable that is added, once', () => {
    const chart = shopChart();
    const api = new InternalService(chart, 'api', { image, port: 80 });
    api.addEnv(name, 'x');
    api.addEnv(name, 'x');
    expect(mainContainer(chart).env).toEqual([{ name, value: 'x' }]);
    expect(() => api.addEnv(name, 'y')).toThrow(
      `shop/api: env ${name}: got a second, different value; allowed: one value per variable.`,
    );
  });

  test('is a variable of a sidecar', () => {
    const chart = shopChart();
    const envVariables = keyed(name, kplus.EnvValue.fromValue('x'));
    new InternalService(chart, 'api', { image, port: 80, sidecars: [{ name: 'side', image, envVariables }] });
    expect(podSpec(chart).initContainers[0].env).toEqual([{ name, value: 'x' }]);
  });

  test('is a variable that gets an address', () => {
    const chart = shopChart();
    const api = new InternalService(chart, 'api', { image, port: 80 });
    new InternalService(chart, 'web', { image, port: 80, portEnv: name }).connectTo(api, { hostEnv: `${name}.host` });
    expect(mainContainer(chart, 'web').env).toEqual([
      { name, value: '80' },
      { name: `${name}.host`, value: 'api' },
    ]);
  });

  test('is a variable of a database engine, which the database may overwrite', () => {
    const engine = DatabaseEngine.custom({ image, port: 7000, dataPath: '/data', env: keyed(name, 'engine') });
    const envOf = (env: { [name: string]: string }): Manifest => {
      const chart = shopChart();
      new HeadlessDatabase(chart, 'db', { engine, storage: Size.gibibytes(1), env });
      return mainContainer(chart).env;
    };
    expect(envOf({ OTHER: 'x' })).toEqual([
      { name: 'OTHER', value: 'x' },
      { name, value: 'engine' },
    ]);
    expect(envOf(keyed(name, 'own'))).toEqual([{ name, value: 'own' }]);
  });
});

describe.each(['toString', 'valueOf', 'hasOwnProperty'])('%s', (name) => {
  test('is the key of labels, annotations and selectors', () => {
    const chart = shopChart();
    const pairs = { [name]: 'x' };
    const api = new InternalService(chart, 'api', {
      image,
      port: 80,
      labels: pairs,
      annotations: pairs,
      podAnnotations: pairs,
      serviceAnnotations: pairs,
    });
    api.connections.allowFrom(Peer.pods({ labels: pairs }), [Port.HTTP]);
    const { metadata, spec } = only(chart, 'Deployment');
    expect(metadata.labels[name]).toEqual('x');
    expect(metadata.annotations).toEqual(pairs);
    expect(spec.template.metadata.labels[name]).toEqual('x');
    expect(spec.template.metadata.annotations).toEqual(pairs);
    expect(only(chart, 'Service').metadata.annotations).toEqual(pairs);
    expect(only(chart, 'NetworkPolicy').spec.ingress[0].from).toEqual([{ podSelector: { matchLabels: pairs } }]);
  });

  test('is a header', () => {
    const chart = shopChart();
    new InternalService(chart, 'api', { image, port: 80, health: Health.http('/', { headers: { [name]: 'x' } }) });
    expect(mainContainer(chart).readinessProbe.httpGet.httpHeaders).toEqual([{ name, value: 'x' }]);
  });
});

test('a header may be called constructor, which no object keeps', () => {
  const chart = shopChart();
  new InternalService(chart, 'api', { image, port: 80, health: Health.http('/', { headers: { constructor: 'x' } }) });
  expect(mainContainer(chart).readinessProbe.httpGet.httpHeaders).toEqual([{ name: 'constructor', value: 'x' }]);
});

test('a scheme may be called like a member of objects', () => {
  const chart = shopChart();
  const api = new InternalService(chart, 'api', { image, port: 80 });
  expect(api.urlFrom(chart, { scheme: 'constructor' })).toEqual('constructor://api:80');
});

test.each(['constructor', 'x.example.com/__proto__'])('%s as a label of peers is refused', (key) => {
  expect(() => Peer.pods({ labels: { [key]: 'x' } })).toThrow(`Peer.pods: label key: got "${key}"; allowed: `);
});
