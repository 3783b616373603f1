import { Chart, JsonPatch } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { synthErrors } from './synth-errors';
import { InternalService, Peer, Port } from '../../src';
import { shopChart } from '../manifests';

/*
 * Pods that no manifest of the app has: who lets in a whole namespace, or all pods but some, lets in more than the
 * workloads that the app has there.
 */

const HTTP = { protocol: 'TCP', port: k8s.IntOrString.fromNumber(8080) };

function api(chart: Chart): InternalService {
  const ports = [{ name: 'http', port: 80, targetPort: 8080 }];
  return new InternalService(chart, 'api', { image: 'ghcr.io/acme/api:1.4.2', ports });
}

/** A policy by hand that lets peers in to the pods of `api`. */
function letIn(chart: Chart, ...from: k8s.NetworkPolicyPeer[]): void {
  new k8s.KubeNetworkPolicy(chart, 'by-hand', {
    metadata: { name: 'by-hand' },
    spec: {
      podSelector: { matchLabels: { 'app.kubernetes.io/name': 'api' } },
      policyTypes: ['Ingress'],
      ingress: [{ from, ports: [HTTP] }],
    },
  });
}

const OPS = { matchLabels: { 'kubernetes.io/metadata.name': 'ops' } };

describe('undeclared pods that are not in the app', () => {
  test('are found behind a selector of the whole namespace, where the app’s own workloads are closed', () => {
    const chart = shopChart();
    api(chart);
    letIn(chart, { podSelector: {} });
    expect(synthErrors(chart)).toEqual([
      '[] shop/api: undeclared connections to shop/Deployment/api: got pods:kubernetes.io/metadata.name=shop/* on ' +
        '8080/TCP, opened by ingress rule 0 of shop/NetworkPolicy/by-hand; allowed: what connections, exposures, metrics ' +
        'and the DNS of the profile declare. Fix: remove what opens it; or declare it with connectTo or ' +
        'connections.allowFrom(…); or, if others own it, accept it: connections.accept(peer, ports, { reason: ' +
        "'…' })",
    ]);
  });

  test('are found behind a selector of all pods but some', () => {
    const chart = shopChart();
    api(chart);
    const key = 'app.kubernetes.io/name';
    letIn(chart, { podSelector: { matchExpressions: [{ key, operator: 'NotIn', values: ['web'] }] } });
    expect(synthErrors(chart)[0]).toContain(
      'got pods:kubernetes.io/metadata.name=shop/app.kubernetes.io/name!=web on 8080/TCP',
    );
  });

  test('are found beside workloads of the app that the same list of values names', () => {
    const chart = shopChart();
    const own = api(chart);
    own.connectTo(own);
    const key = 'app.kubernetes.io/name';
    letIn(chart, { podSelector: { matchExpressions: [{ key, operator: 'In', values: ['api', 'ghost'] }] } });
    expect(synthErrors(chart)[0]).toContain(
      'got pods:kubernetes.io/metadata.name=shop/app.kubernetes.io/name=ghost on 8080/TCP',
    );
  });

  test('are not suspected behind the labels of workloads of the app', () => {
    const chart = shopChart();
    const own = api(chart);
    own.connectTo(own);
    letIn(chart, { podSelector: { matchLabels: { 'app.kubernetes.io/name': 'api' } } });
    expect(synthErrors(chart)).toEqual([]);
  });

  test.each([
    ['the whole namespace', Peer.allPodsInNamespace(), { podSelector: {} }],
    ['the namespace by its name', Peer.namespace('shop'), { podSelector: {} }],
    ['everybody', Peer.anywhere(), { namespaceSelector: {} }],
    [
      'pods with fewer labels',
      Peer.pods({ namespace: 'ops', labels: { app: 'tool' } }),
      { namespaceSelector: OPS, podSelector: { matchLabels: { app: 'tool', tier: 'back' } } },
    ],
    [
      'pods with one of several values',
      Peer.pods({ namespace: 'ops', labels: { app: 'tool' } }),
      {
        namespaceSelector: OPS,
        podSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['tool'] }] },
      },
    ],
    [
      'the namespace of labelled pods',
      Peer.namespace('ops'),
      { namespaceSelector: OPS, podSelector: { matchLabels: { app: 'tool' } } },
    ],
  ])('are accepted as %s', (_, peer, opened) => {
    const chart = shopChart();
    api(chart).connections.accept(peer, [Port.tcp(8080)], { reason: 'others own it' });
    letIn(chart, opened);
    expect(synthErrors(chart)).toEqual([]);
  });

  test.each([
    [
      'more labels',
      Peer.pods({ namespace: 'ops', labels: { app: 'tool', tier: 'back' } }),
      { podSelector: { matchLabels: { app: 'tool' } } },
    ],
    [
      'another value',
      Peer.pods({ namespace: 'ops', labels: { app: 'mop' } }),
      { podSelector: { matchLabels: { app: 'tool' } } },
    ],
    ['another namespace', Peer.namespace('shop'), {}],
  ])('are not accepted as pods with %s', (_, peer, opened) => {
    const chart = shopChart();
    api(chart).connections.accept(peer, [Port.tcp(8080)], { reason: 'others own it' });
    letIn(chart, { namespaceSelector: OPS, ...opened });
    expect(synthErrors(chart)[0]).toContain('undeclared connections to shop/Deployment/api: got pods:');
  });

  test('are accepted by the labels that the app gives their namespace', () => {
    const chart = shopChart();
    new k8s.KubeNamespace(chart, 'namespace', { metadata: { name: 'shop', labels: { team: 'ops' } } });
    const own = api(chart);
    own.connectTo(own);
    const peer = Peer.namespacesLabelled({ team: 'ops' });
    own.connections.accept(peer, [Port.tcp(8080)], { reason: 'others own it' });
    letIn(chart, { podSelector: {} });
    expect(synthErrors(chart)).toEqual([]);
  });
});

test('a declared namespace stays open for pods that are not in the app, too', () => {
  const chart = shopChart();
  const own = api(chart);
  const other = new InternalService(chart, 'other', { image: 'ghcr.io/acme/api:1.4.2', port: 8080 });
  other.connectTo(own);
  own.connections.allowFrom(Peer.namespace('shop'), [Port.tcp(8080)]);
  const policy = own.node.findChild('NetworkPolicy') as k8s.KubeNetworkPolicy;
  const from = [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'other' } } }];
  const rules = [{ from, ports: [{ protocol: 'TCP', port: { value: 8080 } }] }];
  policy.addJsonPatch(JsonPatch.add('/spec/ingress', rules));
  expect(synthErrors(chart)[0]).toContain(
    'declared connection to shop/Deployment/api from namespace shop: got closed: ingress of shop/Deployment/api is ' +
      'isolated by shop/NetworkPolicy/api without a rule for it; it is closed for ' +
      'pods:kubernetes.io/metadata.name=shop/* on 8080/TCP',
  );
});

test('a declared peer needs a port that the workload has', () => {
  const chart = shopChart();
  api(chart).connections.allowFrom(Peer.namespace('ops'), [Port.named('admin')]);
  expect(synthErrors(chart)).toEqual([
    '[] shop/api: declared port admin/TCP: got no container of shop/Deployment/api with a port of that name and ' +
      "protocol; allowed: a port of the destination: http (8080/TCP). Fix: write Port.named('http')",
  ]);
});
