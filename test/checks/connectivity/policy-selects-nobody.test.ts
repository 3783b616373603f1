import { app, deployment, documents, declared, object, policy } from './manifests';
import { findingsOf } from '../findings-of';

const RULE = 'policy-selects-nobody';

describe('policy-selects-nobody', () => {
  test('tells of labels that no pod has, at podSelector', () => {
    const yaml = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: wbe
  namespace: shop
spec:
  podSelector:
    matchLabels:
      app: wbe
---
${deployment('web')}`;
    const [finding, ...others] = findingsOf(yaml, RULE);

    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      severity: 'warning',
      object: 'shop/NetworkPolicy/wbe',
      line: 8,
      field: 'spec.podSelector',
      message: 'shop/NetworkPolicy/wbe selects no workload of the input in namespace shop',
      fix: 'write the labels of the pods into spec.podSelector, or remove the policy',
    });
  });

  test('says nothing of one that selects pods, be it some of them alone', () => {
    const some = policy('first', { podSelector: { matchLabels: { 'apps.kubernetes.io/pod-index': '0' } } });
    const set = deployment('db').replace('"Deployment"', '"StatefulSet"');

    expect(findingsOf(documents(deployment('web'), policy('web', { podSelector: app('web') })), RULE)).toEqual([]);
    expect(findingsOf(documents(set, some), RULE)).toEqual([]);
  });

  test('looks at the labels of the pods, not at those of the workload', () => {
    const yaml = documents(
      deployment('web', { labels: { app: 'front' } }).replace('"name":"web",', '"name":"web","labels":{"app":"web"},'),
      policy('web', { podSelector: app('web') }),
    );

    expect(findingsOf(yaml, RULE)).toHaveLength(1);
  });

  test('knows the namespace that was meant: a policy without one goes to the default one', () => {
    const [finding] = findingsOf(
      documents(deployment('web'), policy('web', { podSelector: app('web') }, 'default')),
      RULE,
    );

    expect(finding).toMatchObject({
      severity: 'warning',
      message:
        'default/NetworkPolicy/web selects no workload of the input in namespace default; its labels are those of shop/Deployment/web, in another namespace',
      fix: 'write the namespace of the pods into metadata.namespace',
    });
  });

  test('is a note where the namespace is none of the input, for its pods may be elsewhere', () => {
    const theirs = policy('their', { podSelector: app('their') }, 'theirs');

    expect(findingsOf(documents(deployment('web'), theirs), RULE)).toMatchObject([{ severity: 'note' }]);
    expect(findingsOf(documents(deployment('web'), declared('theirs'), theirs), RULE)).toMatchObject([
      { severity: 'warning' },
    ]);
  });

  test('is a note where all pods of a namespace are selected, which may be there before them', () => {
    const all = policy('default-deny', { podSelector: {} }, 'theirs');

    expect(findingsOf(documents(deployment('web'), declared('theirs'), all), RULE)).toMatchObject([
      { severity: 'note' },
    ]);
  });

  test('is a warning where no namespace is written, and none of the pods are in the default one', () => {
    const all = policy('default-deny', { podSelector: {} }).replace(',"namespace":"shop"', '');

    expect(findingsOf(documents(deployment('web'), all), RULE)).toMatchObject([
      {
        severity: 'warning',
        message: 'default/NetworkPolicy/default-deny selects no workload of the input in namespace default',
        fix: 'write the namespace of the pods into metadata.namespace',
      },
    ]);
    expect(findingsOf(documents(deployment('web', { namespace: 'default' }), all), RULE)).toEqual([]);
  });

  test.each([
    ['by its name', { cluster: 'main' }],
    ['by its API group', { 'cnpg.io/cluster': 'other' }],
  ])('is a note where an operator makes the pods of an object, which is named %s', (_how, matchLabels) => {
    const cluster = object('postgresql.cnpg.io/v1', 'Cluster', 'main', { spec: { instances: 3 } });
    const db = policy('db', { podSelector: { matchLabels } });
    const api = policy('api', { podSelector: app('web'), egress: [{ to: [{ podSelector: { matchLabels } }] }] });

    expect(findingsOf(documents(deployment('web'), db, cluster), RULE)).toMatchObject([{ severity: 'note' }]);
    expect(findingsOf(documents(deployment('web'), api, cluster), 'peer-matches-nobody')).toMatchObject([
      { severity: 'note' },
    ]);
    expect(findingsOf(documents(deployment('web'), db), RULE)).toMatchObject([{ severity: 'warning' }]);
    expect(findingsOf(documents(deployment('web'), api), 'peer-matches-nobody')).toMatchObject([
      { severity: 'warning' },
    ]);
  });

  test('knows that a monitor of that name makes no pods', () => {
    const monitor = object('monitoring.coreos.com/v1', 'ServiceMonitor', 'wbe', { spec: {} });
    const web = policy('web', { podSelector: app('wbe') });

    expect(findingsOf(documents(deployment('web'), web, monitor), RULE)).toMatchObject([{ severity: 'warning' }]);
  });

  test('says nothing of an input without workloads', () => {
    expect(findingsOf(policy('web', { podSelector: app('web') }), RULE)).toEqual([]);
  });

  test('tells of a policy with several parts once, and of none of which one part selects pods', () => {
    const specs = (...names: string[]): string =>
      object('cilium.io/v2', 'CiliumNetworkPolicy', 'parts', {
        specs: names.map((name) => ({ endpointSelector: app(name), ingress: [{}] })),
      });

    expect(findingsOf(documents(deployment('web'), specs('a', 'b')), RULE)).toMatchObject([
      { object: 'shop/CiliumNetworkPolicy/parts', field: 'spec' },
    ]);
    expect(findingsOf(documents(deployment('web'), specs('a', 'web')), RULE)).toEqual([]);
  });

  test('tells of one of the whole cluster whose namespaces the input has', () => {
    const cluster = (labels: object): string =>
      JSON.stringify({
        apiVersion: 'policy.networking.k8s.io/v1alpha1',
        kind: 'AdminNetworkPolicy',
        metadata: { name: 'tenants' },
        spec: {
          priority: 1,
          subject: { pods: { namespaceSelector: { matchLabels: labels }, podSelector: app('nobody') } },
          ingress: [{ action: 'Deny', from: [{ namespaces: {} }] }],
        },
      });
    const shop = declared('shop', { team: 'a' });

    expect(findingsOf(documents(shop, deployment('web'), cluster({ team: 'a' })), RULE)).toMatchObject([
      {
        severity: 'warning',
        field: 'spec.subject',
        message: 'AdminNetworkPolicy/tenants selects no workload of the input',
      },
    ]);
    expect(findingsOf(documents(shop, deployment('web'), cluster({ team: 'b' })), RULE)).toMatchObject([
      { severity: 'note' },
    ]);
  });

  test('says nothing where the labels of a namespace are not known', () => {
    const cluster = object('policy.networking.k8s.io/v1alpha1', 'AdminNetworkPolicy', 'tenants', {
      spec: {
        priority: 1,
        subject: { namespaces: { matchLabels: { team: 'a' } } },
        ingress: [{ action: 'Deny', from: [{ namespaces: {} }] }],
      },
    });

    expect(findingsOf(documents(deployment('web'), cluster), RULE)).toEqual([]);
  });

  test('does not take labels for the members of an object', () => {
    const odd = policy('odd', { podSelector: { matchLabels: { constructor: 'web', toString: 'x' } } });

    expect(findingsOf(documents(deployment('web'), odd), RULE)).toHaveLength(1);
  });

  test('says nothing of the pods that cert-manager starts while a certificate is issued', () => {
    const solver = policy('solver', { podSelector: { matchLabels: { 'acme.cert-manager.io/http01-solver': 'true' } } });

    expect(findingsOf(documents(deployment('web'), solver), RULE)).toEqual([]);
  });

  test('says nothing of the pods that a controller makes for a Gateway', () => {
    const waypoint = policy('waypoint', {
      podSelector: { matchLabels: { 'gateway.networking.k8s.io/gateway-name': 'waypoint' } },
    });

    expect(findingsOf(documents(deployment('web'), waypoint), RULE)).toEqual([]);
  });
});
