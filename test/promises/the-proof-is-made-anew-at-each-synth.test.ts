import '../../src/jest';
import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import { APPS, errorsOf, IMAGE, policyOf, Shop, shopIn } from './synth';
import { DefaultDenyPolicy, NetworkReport, Peer, Port, PublicWebApp, Worker } from '../../src';
import { testApp } from '../manifests';

/** Changes after which less, or more, is open than what was declared; none of them adds a construct. */
const CHANGES: { readonly [name: string]: (shop: Shop) => void } = {
  'a patch of a policy': ({ db }) => policyOf(db).addJsonPatch(JsonPatch.replace('/spec/ingress', [])),
  'a patch of labels': ({ db }) =>
    ApiObject.of(db.statefulSet).addJsonPatch(
      JsonPatch.replace('/spec/template/metadata/labels/app.kubernetes.io~1name', 'other'),
    ),
  'a label of the pods': ({ db }) => db.statefulSet.podMetadata.addLabel('app.kubernetes.io/name', 'other'),
  'a patch that opens': ({ db }) => policyOf(db).addJsonPatch(JsonPatch.replace('/spec/ingress', [{}])),
};

describe.each(APPS)('with %s', (_, make) => {
  test.each(Object.entries(CHANGES))('a second synth of one turn sees %s', (__, change) => {
    const shop = shopIn(make());
    expect(errorsOf(shop.app)).toEqual([]);
    change(shop);
    expect(errorsOf(shop.app)).toContainEqual(expect.stringContaining('shop/StatefulSet/db'));
  });

  test('a second synth of one turn sees what was declared since, and what became closed', () => {
    const shop = shopIn(make());
    const { app, chart, db } = shop;
    expect(errorsOf(app)).toEqual([]);
    db.connections.allowFrom(Peer.namespace('tools'), [Port.tcp(9121)]);
    expect(errorsOf(app)).toEqual([]);
    policyOf(db).addJsonPatch(JsonPatch.remove('/spec/ingress/1'));
    expect(errorsOf(app)).toEqual([
      expect.stringContaining('declared connection to shop/StatefulSet/db from namespace'),
    ]);
    new DefaultDenyPolicy(chart, 'default-deny');
    expect(errorsOf(app)).toHaveLength(1);
  });

  test('what was wrong is not remembered either', () => {
    const { app, chart } = shopIn(make());
    const debug = new ApiObject(chart, 'debug', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'debug' },
      spec: { podSelector: {}, ingress: [{}] },
    });
    expect(errorsOf(app)).toHaveLength(3);
    debug.addJsonPatch(JsonPatch.replace('/spec/ingress', []));
    expect(errorsOf(app)).toEqual([]);
  });
});

describe('a report', () => {
  test.each(Object.entries(CHANGES))('sees %s between two questions', (_, change) => {
    const shop = shopIn(testApp());
    const asked = (): string => JSON.stringify(NetworkReport.of(shop.app).flows());
    const before = asked();
    change(shop);
    expect(asked()).not.toEqual(before);
  });
});

describe('a matcher', () => {
  // One app for all tests, as many have it.
  const chart = new Chart(testApp(), 'shop', { namespace: 'shop' });
  const api = new Worker(chart, 'api', { image: IMAGE });
  const web = new Worker(chart, 'web', { image: IMAGE });
  web.connections.allowTo(api, [Port.tcp(8080)]);

  test('sees a change between two expectations', () => {
    expect(api).toOnlyBeReachedBy([web]);
    api.connections.allowFrom(Peer.namespace('tools'), [Port.tcp(8080)]);
    expect(api).not.toOnlyBeReachedBy([web]);
    expect(web).not.toReach(api, Port.tcp(9090));
    web.connections.allowTo(api, [Port.tcp(9090)]);
    expect(web).toReach(api, Port.tcp(9090));
  });

  test('sees a change of an earlier test', () => {
    expect(api).not.toOnlyBeReachedBy([web]);
    expect(api).toOnlyBeReachedBy([web, 'pods:kubernetes.io/metadata.name=tools/*']);
    expect(web).toOnlyReach([{ end: api, ports: [Port.tcp(8080), Port.tcp(9090)] }]);
  });

  test.each(Object.entries(CHANGES))('sees %s', (_, change) => {
    const shop = shopIn(testApp());
    expect(shop.db).toOnlyBeReachedBy([shop.api]);
    change(shop);
    expect(shop.db).not.toOnlyBeReachedBy([shop.api]);
  });

  test('sees that an exposure was closed', () => {
    const { web: site } = shopIn(testApp()) as { web: PublicWebApp; app: App };
    expect(site).toBeReachableFromInternet();
    policyOf(site).addJsonPatch(JsonPatch.replace('/spec/ingress', []));
    expect(site).not.toBeReachableFromInternet();
  });
});
