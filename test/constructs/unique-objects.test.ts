import { ApiObject, App, Chart } from 'cdk8s';
import { ConfigMap } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { ClusterProfile, ExternalAlias, InternalService, Worker } from '../../src';
import { render, testApp } from '../manifests';

const image = 'ghcr.io/acme/app:1.0.0';
const chartIn = (app: App, id: string, namespace: string | undefined): Chart => new Chart(app, id, { namespace });

test('two workloads of one name and namespace fail the synth, and both places are named', () => {
  const app = testApp();
  const one = chartIn(app, 'one', 'shop');
  new Worker(one, 'app', { image });
  new Worker(chartIn(app, 'two', 'shop'), 'app', { image });
  expect(() => render(one)).toThrow(
    /two\/app\/Deployment\/Resource: Deployment "app" in namespace "shop": got .*"one\/app\/Deployment\/Resource"/,
  );
});

test('two groups of one chart cannot use one name either', () => {
  const chart = chartIn(testApp(), 'shop', 'shop');
  new Worker(new Construct(chart, 'orders'), 'app', { image });
  new Worker(new Construct(chart, 'payments'), 'app', { image });
  expect(() => render(chart)).toThrow(/NetworkPolicy "app" in namespace "shop": got /);
});

test('every kind counts, not workloads alone', () => {
  const chart = chartIn(testApp(), 'shop', 'shop');
  new InternalService(chart, 'api', { image, port: 80 });
  new ExternalAlias(chart, 'alias', { hostname: 'api.example.com', name: 'api' });
  expect(() => render(chart)).toThrow(/Service "api" in namespace "shop": got /);
});

test('objects that were made by other means count, too', () => {
  const chart = chartIn(testApp(), 'shop', 'shop');
  new InternalService(chart, 'api', { image, port: 80 });
  new ApiObject(chart, 'raw', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'api' } });
  expect(() => render(chart)).toThrow(
    /shop\/raw: Service "api" in namespace "shop": got .*"shop\/api\/Service\/Resource"/,
  );
});

test('one name in two namespaces is legal', () => {
  const app = testApp();
  const one = chartIn(app, 'one', 'shop');
  const two = chartIn(app, 'two', 'store');
  for (const chart of [one, two]) new Worker(chart, 'app', { image });
  expect(render(one).map(({ metadata }) => metadata.namespace)).toEqual(['shop', 'shop', 'shop', 'shop']);
  expect(render(two).map(({ metadata }) => metadata.namespace)).toEqual(['store', 'store', 'store', 'store']);
});

test('one name for objects of different kinds is legal', () => {
  const chart = chartIn(testApp(), 'shop', 'shop');
  new Worker(chart, 'app', { image });
  new ConfigMap(chart, 'config', { metadata: { name: 'app' } });
  expect(
    render(chart)
      .map(({ kind }) => kind)
      .sort(),
  ).toEqual(['ConfigMap', 'Deployment', 'NetworkPolicy', 'PodDisruptionBudget', 'ServiceAccount']);
});

test('one kind of two API groups is two kinds', () => {
  const chart = chartIn(testApp(), 'shop', 'shop');
  new InternalService(chart, 'api', { image, port: 80 });
  new ApiObject(chart, 'knative', {
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Service',
    metadata: { name: 'api' },
  });
  expect(render(chart).filter(({ kind }) => kind === 'Service')).toHaveLength(2);
});

test('two versions of one API group are one kind', () => {
  const chart = chartIn(testApp(), 'shop', 'shop');
  new Worker(chart, 'app', { image });
  new ApiObject(chart, 'old', { apiVersion: 'apps/v1beta1', kind: 'Deployment', metadata: { name: 'app' } });
  expect(() => render(chart)).toThrow(/Deployment "app" in namespace "shop": got /);
});

test('charts without a namespace share one, that of whoever applies them', () => {
  const app = testApp();
  const one = chartIn(app, 'one', undefined);
  new Worker(one, 'app', { image });
  new Worker(chartIn(app, 'two', undefined), 'app', { image });
  expect(() => render(one)).toThrow(/Deployment "app": got /);
});

test('charts of different clusters may render the same', () => {
  const app = testApp();
  const one = chartIn(app, 'berlin', 'shop');
  const two = chartIn(app, 'paris', 'shop');
  for (const chart of [one, two]) {
    new ClusterProfile({ name: chart.node.id }).applyTo(chart);
    new Worker(chart, 'app', { image });
  }
  expect(render(one)).toHaveLength(4);
  expect(render(two)).toHaveLength(4);
});

test.each([
  ['its profile', new ClusterProfile()],
  ['profiles of equal values', undefined],
])('charts of one cluster do not become two by both taking %s', (_, profile) => {
  const app = testApp();
  const charts = ['one', 'two'].map((id) => chartIn(app, id, 'shop'));
  for (const chart of charts) {
    (profile ?? new ClusterProfile({ podCidrs: ['10.244.0.0/16'] })).applyTo(chart);
    new Worker(chart, 'app', { image });
  }
  expect(() => render(charts[0])).toThrow(/Deployment "app" in namespace "shop": got /);
});

test('each duplicate is named once, however many constructs there are', () => {
  const app = testApp();
  const chart = chartIn(app, 'one', 'shop');
  for (const id of ['a', 'b', 'c']) new Worker(chart, id, { image });
  new ApiObject(chart, 'raw', { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'a' } });
  let message = '';
  try {
    render(chart);
  } catch (error) {
    message = (error as Error).message;
  }
  expect(message.match(/Deployment "a" in namespace "shop"/g)).toHaveLength(1);
});
