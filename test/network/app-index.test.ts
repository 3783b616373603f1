import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { allClassObjects, chartsNear, classObjectsNear } from '../../src/network/app-index';
import { testApp } from '../manifests';

function ingressClass(scope: Construct, name: string): ApiObject {
  const object = { apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass', metadata: { name } };
  return new ApiObject(scope, name, object);
}

const namesOf = (objects: readonly ApiObject[]): string[] => objects.map(({ name }) => name);

test('classes are found in charts that came before, in their constructs, and in the own chart', () => {
  const app = testApp();
  ingressClass(new Construct(new Chart(app, 'platform'), 'controllers'), 'first');
  const shop = new Chart(app, 'shop');
  expect(namesOf(classObjectsNear(shop))).toEqual(['first']);
  ingressClass(new Construct(shop, 'edge'), 'second');
  expect(namesOf(classObjectsNear(new Construct(shop, 'web')))).toEqual(['first', 'second']);
});

test('a construct that was still being made is walked again', () => {
  const app = testApp();
  const stage = new Construct(new Chart(app, 'stage'), 'stage');
  expect(namesOf(classObjectsNear(stage))).toEqual([]);
  ingressClass(stage, 'late');
  expect(namesOf(classObjectsNear(stage))).toEqual(['late']);
});

test('what came later into an older chart is found by a walk over all', () => {
  const app = testApp();
  const platform = new Chart(app, 'platform');
  const shop = new Chart(app, 'shop');
  expect(namesOf(classObjectsNear(shop))).toEqual([]);
  new Chart(app, 'other');
  ingressClass(platform, 'late');
  expect(namesOf(classObjectsNear(shop))).toEqual([]);
  expect(namesOf(allClassObjects(shop))).toEqual(['late']);
});

test('what was taken out of the tree is there no more', () => {
  const chart = new Chart(testApp(), 'shop');
  ingressClass(chart, 'gone');
  expect(namesOf(classObjectsNear(chart))).toEqual(['gone']);
  chart.node.tryRemoveChild('gone');
  expect(namesOf(classObjectsNear(chart))).toEqual([]);
});

test('the charts that are there are not walked for each exposure', () => {
  const app = testApp();
  const visits: string[] = [];
  const charts = Array.from({ length: 30 }, (_, i) => {
    const chart = new Chart(app, `chart-${i}`);
    const inner = new Construct(chart, 'inner');
    Object.defineProperty(inner.node, 'children', { get: () => (visits.push(inner.node.path), []) });
    classObjectsNear(chart);
    return chart;
  });
  expect(charts).toHaveLength(30);
  // Each once, once more as the last one of the app, and once more as the last one of its chart.
  expect(visits.length).toBeLessThanOrEqual(3 * 30);
});

test('charts are found wherever they are, once each, and not when they were taken out', () => {
  const app = testApp();
  const shop = new Chart(app, 'shop');
  const inner = new Chart(new Construct(shop, 'stage'), 'inner');
  expect(chartsNear(shop)).toEqual([shop, inner]);
  const other = new Chart(app, 'other');
  expect(chartsNear(other)).toEqual([shop, inner, other]);
  app.node.tryRemoveChild('shop');
  expect(chartsNear(other)).toEqual([other]);
});
