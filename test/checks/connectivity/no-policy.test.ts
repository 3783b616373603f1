import { app, closed, deployment, documents, object, policy } from './manifests';
import { runRules } from '../../../src/checks/run-rules';
import { checkInputOf, findingsOf } from '../findings-of';

const RULE = 'no-policy';
const FIX = 'write a NetworkPolicy whose podSelector selects them, with policyTypes: [Ingress, Egress]';

describe('no-policy', () => {
  test('tells of a workload that no policy selects, at its first line', () => {
    const [finding, ...others] = findingsOf(documents(closed('api'), deployment('web')), RULE);

    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      severity: 'warning',
      object: 'shop/Deployment/web',
      source: 'test.yaml',
      line: 3,
      message:
        'shop/Deployment/web: no policy isolates its pods, so that everybody may reach them and they may reach everybody',
      fix: FIX,
    });
  });

  test('says who decides where a mesh closes the way in', () => {
    const labels = { labels: { 'sidecar.istio.io/inject': 'true' } };
    const denial = object('security.istio.io/v1', 'AuthorizationPolicy', 'web', { spec: {} });
    const [finding] = findingsOf(documents(deployment('web', labels), denial), RULE);

    expect(finding.message).toBe(
      'shop/Deployment/web: no policy isolates its pods, so that policies of the mesh alone decide who may reach them and they may reach everybody',
    );
  });

  test('says nothing of a workload that is isolated in both directions', () => {
    expect(findingsOf(documents(deployment('api'), closed('api')), RULE)).toEqual([]);
  });

  test('leaves one that is isolated in one direction to open-direction', () => {
    const ingress = policy('web', { podSelector: app('web'), ingress: [{}] });

    expect(findingsOf(documents(deployment('web'), ingress), RULE)).toEqual([]);
    expect(findingsOf(documents(deployment('web'), ingress), 'open-direction')).toHaveLength(1);
  });

  test('says nothing of the host network, which is left to the plugin', () => {
    expect(findingsOf(deployment('agent', { pod: { hostNetwork: true } }), RULE)).toEqual([]);
  });

  test('says nothing where a policy that is not judged may isolate the pods', () => {
    const calico = object('projectcalico.org/v3', 'NetworkPolicy', 'web', { spec: { selector: 'all()' } });

    expect(findingsOf(documents(deployment('web'), calico), RULE)).toEqual([]);
  });

  test('says nothing of pods that stand for those of others', () => {
    const input = checkInputOf(deployment('theirs'), { standIns: new Set(['shop/Deployment/theirs']) });

    expect(runRules(input, { only: [RULE] })).toEqual([]);
  });

  test('counts a policy of Cilium that isolates', () => {
    const cilium = object('cilium.io/v2', 'CiliumNetworkPolicy', 'web', {
      spec: { endpointSelector: app('web'), ingress: [{}], egress: [{}] },
    });

    expect(findingsOf(documents(deployment('web'), cilium), RULE)).toEqual([]);
  });

  test('tells of a policy of Cilium that adds to others and isolates nothing', () => {
    const cilium = object('cilium.io/v2', 'CiliumNetworkPolicy', 'web', {
      spec: {
        endpointSelector: app('web'),
        enableDefaultDeny: { ingress: false, egress: false },
        ingress: [{ fromEndpoints: [{}] }],
      },
    });

    expect(findingsOf(documents(deployment('web'), cilium), RULE)).toHaveLength(1);
  });

  test('says what administrators deny, where they deny some of it', () => {
    const admin = administrators({
      ingress: [{ action: 'Deny', from: [{ namespaces: { matchLabels: { a: 'b' } } }] }],
    });
    const [finding] = findingsOf(documents(deployment('web'), admin), RULE);

    expect(finding.message).toBe(
      'shop/Deployment/web: no policy isolates its pods, so that everybody may reach them and they may reach everybody, ' +
        'but for what policies of administrators deny',
    );
  });

  test('counts a denial of all pods by administrators as what isolates', () => {
    const all = [{ namespaces: {} }];
    const admin = administrators({ ingress: [{ action: 'Deny', from: all }], egress: [{ action: 'Deny', to: all }] });

    expect(findingsOf(documents(deployment('web'), admin), RULE)).toEqual([]);
  });

  test('says nothing of pods of which a policy isolates some', () => {
    const some = policy('first', {
      podSelector: { matchLabels: { 'apps.kubernetes.io/pod-index': '0' } },
      policyTypes: ['Ingress', 'Egress'],
    });
    const set = deployment('db').replace('"Deployment"', '"StatefulSet"');

    expect(findingsOf(documents(set, some), RULE)).toEqual([]);
  });
});

function administrators(rules: object): string {
  return JSON.stringify({
    apiVersion: 'policy.networking.k8s.io/v1alpha1',
    kind: 'BaselineAdminNetworkPolicy',
    metadata: { name: 'default' },
    spec: { subject: { namespaces: {} }, ...rules },
  });
}
