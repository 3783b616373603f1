import { app, deployment, documents, named, declared, object, ownLabels, policy, service } from './manifests';
import { findingsOf } from '../findings-of';

const RULE = 'peer-matches-nobody';

describe('peer-matches-nobody', () => {
  test('tells of labels that no pod of the namespace has, at the peer', () => {
    const yaml = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  podSelector: { matchLabels: { app: api } }
  ingress:
    - from:
        - podSelector: { matchLabels: { app: web } }
        - podSelector: { matchLabels: { app: backned } }
---
${documents(deployment('api'), deployment('web'), deployment('backend'))}`;
    const [finding, ...others] = findingsOf(yaml, RULE);

    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      severity: 'warning',
      object: 'shop/NetworkPolicy/api',
      line: 9,
      field: 'spec.ingress[0].from[1]',
      detail: 'ingress pods with app=backned in namespace shop',
      message:
        'shop/NetworkPolicy/api ingress[0] is for pods with app=backned in namespace shop, and no workload of the input has these labels there',
      fix: 'write app: backend into podSelector, or leave the peer out',
    });
  });

  test('tells of DNS that is looked for in the own namespace', () => {
    const dns = rule('egress', [{ podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }]);

    expect(found(dns)).toMatchObject([
      {
        field: 'spec.egress[0].to[0]',
        fix: 'write the labels of the pods into podSelector and their namespace into namespaceSelector, or leave the peer out',
      },
    ]);
  });

  test.each([
    ['of any namespace', { namespaceSelector: {}, podSelector: app('prometheus') }],
    ['of a namespace that the input does not have', { namespaceSelector: named('ops'), podSelector: app('tool') }],
    ['of namespaces by a label', { namespaceSelector: { matchLabels: { team: 'a' } }, podSelector: app('tool') }],
    [
      'of the system',
      { namespaceSelector: named('kube-system'), podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } },
    ],
    [
      'of several namespaces, one of which the input does not have',
      {
        namespaceSelector: {
          matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['shop', 'ops'] }],
        },
        podSelector: app('tool'),
      },
    ],
    ['that are all of a namespace', { namespaceSelector: named('empty'), podSelector: {} }],
    ['that are there', { podSelector: app('web') }],
    ['that may be some of a workload', { podSelector: { matchLabels: { 'pod-template-hash': 'abc' } } }],
  ])('says nothing of pods %s', (_what, peer) => {
    expect(found(rule('egress', [peer]), declared('empty'))).toEqual([]);
  });

  test('says nothing of kube-system although the input has something there', () => {
    const peer = { namespaceSelector: named('kube-system'), podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } };

    expect(found(rule('egress', [peer]), deployment('agent', { namespace: 'kube-system' }))).toEqual([]);
  });

  test('is a note where the namespace is declared and has no workloads', () => {
    const peer = { namespaceSelector: named('ops'), podSelector: app('tool') };

    expect(found(rule('egress', [peer]), declared('ops'))).toMatchObject([{ severity: 'note' }]);
    expect(found(rule('egress', [peer]), deployment('other', { namespace: 'ops' }))).toMatchObject([
      { severity: 'warning' },
    ]);
  });

  test('tells of a namespace that is selected by a label which only looks like its name', () => {
    const peer = { namespaceSelector: { matchLabels: { name: 'frontend' } } };

    expect(found(rule('ingress', [peer]), declared('frontend'))).toMatchObject([
      {
        severity: 'warning',
        message:
          'shop/NetworkPolicy/api ingress[0] is for all pods in namespaces with name=frontend, and Namespace frontend does not have the label name=frontend',
        fix: 'select it by kubernetes.io/metadata.name: frontend, the label that every namespace has',
      },
    ]);
    expect(found(rule('ingress', [peer]), declared('frontend', { name: 'front' }))).toHaveLength(1);
    expect(found(rule('ingress', [peer]), declared('frontend', { name: 'frontend' }))).toEqual([]);
    expect(found(rule('ingress', [peer]))).toEqual([]);
  });

  test('tells of a peer once, in however many rules it is', () => {
    const peer = { podSelector: app('nobody') };
    const many = policy('api', {
      podSelector: app('api'),
      ingress: [
        { from: [peer], ports: [{ port: 80 }] },
        { from: [peer], ports: [{ port: 81 }] },
      ],
      egress: [{ to: [peer] }],
    });

    expect(found(many).map(({ field }) => field)).toEqual(['spec.egress[0].to[0]', 'spec.ingress[0].from[0]']);
  });

  test('leaves a policy that selects nobody to policy-selects-nobody', () => {
    const idle = policy('idle', { podSelector: app('idle'), ingress: [{ from: [{ podSelector: app('nobody') }] }] });

    expect(findingsOf(documents(deployment('api'), idle), RULE)).toEqual([]);
    expect(findingsOf(documents(deployment('api'), idle), 'policy-selects-nobody')).toHaveLength(1);
  });

  test('is a note of a denial, which may be there for later', () => {
    const cilium = object('cilium.io/v2', 'CiliumNetworkPolicy', 'api', {
      spec: { endpointSelector: app('api'), ingressDeny: [{ fromEndpoints: [app('nobody')] }] },
    });

    expect(found(cilium)).toMatchObject([
      {
        severity: 'note',
        field: 'spec.ingressDeny[0]',
        message:
          'shop/CiliumNetworkPolicy/api ingressDeny[0] is for pods with app=nobody in namespace shop, and no workload of the input has these labels there',
      },
    ]);
  });

  test('is a note in the policy of a construct, which names what is in the app by itself', () => {
    const own = (name: string): string =>
      policy(name, {
        podSelector: { matchLabels: { 'app.kubernetes.io/name': 'api' } },
        policyTypes: ['Ingress', 'Egress'],
        ingress: [{ from: [{ podSelector: app('theirs') }] }],
      });
    const api = deployment('api', { labels: ownLabels('api') });

    expect(findingsOf(documents(api, own('api')), RULE)).toMatchObject([{ severity: 'note' }]);
    expect(findingsOf(documents(api, own('other')), RULE)).toMatchObject([{ severity: 'warning' }]);
  });

  test('finds the rule in specs of Cilium', () => {
    const cilium = object('cilium.io/v2', 'CiliumNetworkPolicy', 'api', {
      specs: [
        { endpointSelector: app('api'), ingress: [{ fromEndpoints: [app('web')] }] },
        { endpointSelector: app('api'), egress: [{ toEndpoints: [app('nobody')] }] },
      ],
    });

    expect(found(cilium)).toMatchObject([{ field: 'specs[1].egress[0]' }]);
  });

  test('tells of a Service that Cilium opens by its name, and that is not there', () => {
    const cilium = (serviceName: string, of = 'shop'): string =>
      object('cilium.io/v2', 'CiliumNetworkPolicy', 'api', {
        spec: {
          endpointSelector: app('api'),
          egress: [{ toServices: [{ k8sService: { serviceName, namespace: of } }] }],
        },
      });
    const db = service('db', { ports: [{ port: 5432 }] });

    expect(found(db, cilium('dbs'))).toMatchObject([
      {
        field: 'spec.egress[0]',
        message:
          'shop/CiliumNetworkPolicy/api egress[0] is for Service dbs in namespace shop, which is not in the input',
        fix: 'write the name of a Service of namespace shop, or leave the peer out',
      },
    ]);
    expect(found(db, cilium('db'))).toEqual([]);
    expect(found(db, cilium('db', 'theirs'))).toEqual([]);
  });

  test('says nothing of addresses, names and nodes', () => {
    const cilium = object('cilium.io/v2', 'CiliumNetworkPolicy', 'api', {
      spec: {
        endpointSelector: app('api'),
        egress: [{ toCIDR: ['10.0.0.0/8'] }, { toFQDNs: [{ matchName: 'a.example' }] }, { toEntities: ['host'] }],
      },
    });

    expect(found(cilium)).toEqual([]);
    expect(found(rule('egress', [{ ipBlock: { cidr: '10.0.0.0/8' } }]))).toEqual([]);
  });

  test('shows the beginning of a long selector, and tells long ones apart', () => {
    const long = (last: string): object => ({
      podSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: [...LONG_NAMES, last] }] },
    });
    const [first, second] = found(rule('ingress', [long('a'), long('b')]));

    expect(first.message.length).toBeLessThan(400);
    expect(first.fingerprint).not.toBe(second.fingerprint);
  });

  test('is a note where an operator calls its pods by the kind of an object of the input', () => {
    const peer = { podSelector: { matchLabels: { 'app.kubernetes.io/name': 'prometheus' } } };
    const prometheus = object('monitoring.coreos.com/v1', 'Prometheus', 'k8s', { spec: {} });

    expect(found(rule('ingress', [peer]))).toMatchObject([{ severity: 'warning' }]);
    expect(found(rule('ingress', [peer]), prometheus)).toMatchObject([{ severity: 'note' }]);
  });

  test('says nothing of the pods that a controller makes for a Gateway', () => {
    const peer = { podSelector: { matchLabels: { 'gateway.networking.k8s.io/gateway-name': 'waypoint' } } };

    expect(found(rule('ingress', [peer]))).toEqual([]);
    expect(found(rule('egress', [peer]))).toEqual([]);
  });

  test('does not take labels for the members of an object', () => {
    expect(
      found(rule('ingress', [{ podSelector: { matchLabels: { constructor: 'x', hasOwnProperty: 'y' } } }])),
    ).toHaveLength(1);
  });
});

const LONG_NAMES = Array.from({ length: 20 }, (_, i) => `${'n'.repeat(40)}${i}`);

function rule(direction: 'ingress' | 'egress', peers: readonly object[]): string {
  return policy('api', {
    podSelector: app('api'),
    policyTypes: ['Ingress', 'Egress'],
    [direction]: [{ [direction === 'ingress' ? 'from' : 'to']: peers }],
  });
}

function found(...more: readonly string[]) {
  return findingsOf(documents(deployment('api'), deployment('web'), ...more), RULE);
}
