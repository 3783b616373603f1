import { app, closed, deployment, documents, object, policy } from './manifests';
import { findingsOf } from '../findings-of';

const RULE = 'open-direction';

describe('open-direction', () => {
  test('tells of a workload whose egress is open, and names the policy to mend', () => {
    const web = policy('web', { podSelector: app('web'), policyTypes: ['Ingress'] });
    const [finding, ...others] = findingsOf(documents(web, deployment('web')), RULE);

    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      severity: 'warning',
      object: 'shop/Deployment/web',
      line: 3,
      detail: 'egress',
      message: 'shop/Deployment/web: policies isolate its ingress alone, so that its pods may reach everybody',
      fix: 'add Egress to policyTypes of shop/NetworkPolicy/web, with rules for what it calls and for DNS',
      from: 'shop/Deployment/web',
    });
  });

  test('tells of a workload whose ingress is open', () => {
    const web = policy('web', { podSelector: app('web'), policyTypes: ['Egress'] });
    const [finding] = findingsOf(documents(web, deployment('web')), RULE);

    expect(finding).toMatchObject({
      detail: 'ingress',
      message: 'shop/Deployment/web: policies isolate its egress alone, so that everybody may reach its pods',
      fix: 'add Ingress to policyTypes of shop/NetworkPolicy/web, with rules for those who call it',
      to: 'shop/Deployment/web',
    });
  });

  test('knows that a policy without policyTypes isolates egress only by its rules', () => {
    const ingress = policy('web', { podSelector: app('web'), ingress: [{}] });
    const both = policy('web', { podSelector: app('web'), ingress: [{}], egress: [{}] });

    expect(findingsOf(documents(deployment('web'), ingress), RULE)).toHaveLength(1);
    expect(findingsOf(documents(deployment('web'), both), RULE)).toEqual([]);
  });

  test('asks for a policy of its own where several isolate the other direction, or one of another kind', () => {
    const fix =
      'write a NetworkPolicy whose podSelector selects them, with policyTypes: [Egress] and rules for what it calls and for DNS';
    const first = policy('first', { podSelector: app('web') });
    const second = policy('second', { podSelector: {} });
    const cilium = object('cilium.io/v2', 'CiliumNetworkPolicy', 'web', {
      spec: { endpointSelector: app('web'), ingress: [{}] },
    });

    expect(findingsOf(documents(deployment('web'), first, second), RULE)[0].fix).toBe(fix);
    expect(findingsOf(documents(deployment('web'), cilium), RULE)[0].fix).toBe(fix);
  });

  test('says nothing where no policy isolates, which no-policy tells, nor where both directions are isolated', () => {
    expect(findingsOf(deployment('web'), RULE)).toEqual([]);
    expect(findingsOf(documents(deployment('web'), closed('web')), RULE)).toEqual([]);
  });

  test('says nothing where two policies isolate a direction each', () => {
    const ingress = policy('in', { podSelector: app('web'), policyTypes: ['Ingress'] });
    const egress = policy('out', { podSelector: {}, policyTypes: ['Egress'] });

    expect(findingsOf(documents(deployment('web'), ingress, egress), RULE)).toEqual([]);
  });

  test('says nothing of the host network, nor where a policy that is not judged may isolate the other direction', () => {
    const ingress = policy('web', { podSelector: app('web') });
    const firewall = object('k8s.ovn.org/v1', 'EgressFirewall', 'default', { spec: { egress: [] } });

    expect(findingsOf(documents(deployment('web', { pod: { hostNetwork: true } }), ingress), RULE)).toEqual([]);
    expect(findingsOf(documents(deployment('web'), ingress, firewall), RULE)).toEqual([]);
  });

  test('says what administrators deny of the open direction', () => {
    const ingress = policy('web', { podSelector: app('web') });
    const admin = JSON.stringify({
      apiVersion: 'policy.networking.k8s.io/v1alpha1',
      kind: 'AdminNetworkPolicy',
      metadata: { name: 'no-metadata' },
      spec: {
        priority: 1,
        subject: { namespaces: {} },
        egress: [{ action: 'Deny', to: [{ networks: ['169.254.169.254/32'] }] }],
      },
    });

    expect(findingsOf(documents(deployment('web'), ingress, admin), RULE)[0].message).toBe(
      'shop/Deployment/web: policies isolate its ingress alone, so that its pods may reach everybody, ' +
        'but for what policies of administrators deny',
    );
  });
});
