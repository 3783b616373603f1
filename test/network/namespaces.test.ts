import { ApiObject, Chart } from 'cdk8s';
import { ConfigMap } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { chartOf, DNS_RULE, podsNamed, policy, service, tcp } from './policies';
import { namespaceOf, namespaceSeenFrom } from '../../src/network/namespace';
import { testApp } from '../manifests';

describe('the namespace of a construct', () => {
  test('is that of its chart', () => {
    const chart = chartOf(testApp(), 'shop');
    expect(namespaceOf(chart)).toEqual('shop');
    expect(namespaceOf(new Construct(new Construct(chart, 'a'), 'b'))).toEqual('shop');
  });

  test('is that of the nearest chart', () => {
    const inner = new Chart(chartOf(testApp(), 'shop'), 'inner', { namespace: 'inner' });
    expect(namespaceOf(new Construct(inner, 'a'))).toEqual('inner');
  });

  test('is that of the object where the object has one of its own', () => {
    const chart = chartOf(testApp(), 'shop');
    const metadata = { namespace: 'vault' };
    expect(namespaceOf(new ApiObject(chart, 'a', { apiVersion: 'v1', kind: 'ConfigMap', metadata }))).toEqual('vault');
    expect(namespaceOf(new ConfigMap(chart, 'b', { metadata }))).toEqual('vault');
    expect(namespaceOf(new ConfigMap(chart, 'c'))).toEqual('shop');
  });

  test('is unknown where only whoever applies it knows', () => {
    expect(namespaceOf(new Construct(new Chart(testApp(), 'shop'), 'a'))).toEqual(undefined);
  });
});

describe('a construct seen from another', () => {
  test('is in the same namespace, whatever its chart', () => {
    const app = testApp();
    const one = new Chart(app, 'one', { namespace: 'shop' });
    const two = new Chart(app, 'two', { namespace: 'shop' });
    expect(namespaceSeenFrom(one, two)).toEqual(undefined);
  });

  test('is in the same namespace where neither is known, for both are deployed together', () => {
    const app = testApp();
    expect(namespaceSeenFrom(new Chart(app, 'one'), new Chart(app, 'two'))).toEqual(undefined);
  });

  test('is in its own namespace otherwise', () => {
    const app = testApp();
    const [shop, data] = [chartOf(app, 'shop'), chartOf(app, 'data')];
    expect(namespaceSeenFrom(shop, data)).toEqual('data');
    expect(namespaceSeenFrom(data, shop)).toEqual('shop');
  });

  test('is refused where one of the two is not known', () => {
    const app = testApp();
    const shop = chartOf(app, 'shop');
    const unknown = new Chart(app, 'unknown');
    const refusal = (here: string, there: string): Error =>
      new Error(
        `unknown: namespace: got nothing; allowed: a known one, because "${here}" and "${there}" may be in different ` +
          'namespaces. Fix: give its chart a namespace: new Chart(app, "unknown", { namespace: \'…\' })',
      );
    expect(() => namespaceSeenFrom(shop, unknown)).toThrow(refusal('shop', 'unknown'));
    expect(() => namespaceSeenFrom(unknown, shop)).toThrow(refusal('unknown', 'shop'));
  });
});

test('workloads of two charts in one namespace see one another without naming it', () => {
  const app = testApp();
  const one = new Chart(app, 'one', { namespace: 'shop' });
  const two = new Chart(app, 'two', { namespace: 'shop' });
  service(one, 'web').connectTo(service(two, 'api'));
  expect(policy(one, 'web').egress).toEqual([DNS_RULE, { to: [podsNamed('api')], ports: [tcp(8080)] }]);
  expect(policy(two, 'api').ingress).toEqual([{ from: [podsNamed('web')], ports: [tcp(8080)] }]);
});

test('workloads without a known namespace see one another, and their policies name none', () => {
  const chart = new Chart(testApp(), 'shop');
  service(chart, 'web').connectTo(service(chart, 'api'), { hostEnv: 'API' });
  expect(policy(chart, 'web').egress).toEqual([DNS_RULE, { to: [podsNamed('api')], ports: [tcp(8080)] }]);
  expect(policy(chart, 'api').ingress).toEqual([{ from: [podsNamed('web')], ports: [tcp(8080)] }]);
});

test('the same name in two namespaces is two workloads', () => {
  const app = testApp();
  const [shop, data] = [chartOf(app, 'shop'), chartOf(app, 'data')];
  service(shop, 'api').connectTo(service(data, 'api'));
  expect(policy(shop, 'api').egress).toEqual([DNS_RULE, { to: [podsNamed('api', 'data')], ports: [tcp(8080)] }]);
  expect(policy(shop, 'api').ingress).toEqual(undefined);
  expect(policy(data, 'api').ingress).toEqual([{ from: [podsNamed('api', 'shop')], ports: [tcp(8080)] }]);
  expect(policy(data, 'api').egress).toEqual([DNS_RULE]);
});
